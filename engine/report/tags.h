#pragma once
#include <cstdint>
#include <string>

#include "engine/report/checked.h"

namespace saksi::engine {

/// The words of each sentence of a record with their parts of speech: its place, then a line of "word/tag"; several tags
/// are choices that the tree makes, "*" marks a word that is only guessed. With `why` a line for each rule that fired.
void append_tags(std::string& out, const CheckedRecord& r, bool why);

/// How trees are written.
enum class TreeFormat : std::uint8_t { none, text, conllu, dot };
/// The tree of each sentence of a record: as text behind its place, with `why` the rows that placed its groups, as CoNLL-U with `sent_id` and `text`, as Graphviz.
void append_trees(std::string& out, const CheckedRecord& r, TreeFormat format, bool why);

}  // namespace saksi::engine

#pragma once
#include <string>

#include "engine/report/checked.h"

namespace saksi::engine {

/// The words of each sentence of a record with their parts of speech: its place, then a line of "word/tag"; several tags
/// are choices that the tree makes, "*" marks a word that is only guessed. With `why` a line for each rule that fired.
void append_tags(std::string& out, const CheckedRecord& r, bool why);

}  // namespace saksi::engine

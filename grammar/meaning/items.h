#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/names/lexicon.h"
#include "grammar/text/text.h"
#include "grammar/values/mentions.h"

namespace saksi::grammar {

/// One unit of a sentence: a word or phrase of the lexicon, a name, a value, a mark, or an unknown word.
struct Item {
  std::uint32_t first = 0, last = 0;  ///< tokens [first, last)
  Span span;
  std::vector<Sense> senses;
  std::vector<NameSense> names;
  const ValueMention* value = nullptr;
  char mark = 0;  ///< punctuation: , . ; : ( ) - " ? ! or 0
  bool capital = false;
  bool unknown = false;
  std::string text;  ///< folded
  std::string raw;   ///< as written

  [[nodiscard]] const Sense* sense(Cat c) const;
  [[nodiscard]] bool is(Cat c) const { return sense(c) != nullptr; }
  [[nodiscard]] bool is(Cat c, std::string_view id) const;
  [[nodiscard]] bool value_is(ValueMention::Kind k) const { return value != nullptr && value->kind == k; }
};

/// A choice of where the words, names and values of a sentence begin and end.
struct Segmentation {
  std::vector<Item> items;
};

/// Up to limits::segmentations, the longest-match one first. `values` must outlive the result: further mentions found
/// behind a name that cuts one short are appended to `store`.
std::vector<Segmentation> segment(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first,
                                  std::uint32_t last, const Lexicon& lexicon, const MentionOptions& options,
                                  std::vector<std::unique_ptr<ValueMention>>& store);

}  // namespace saksi::grammar

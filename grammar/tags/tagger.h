#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text_map.h"
#include "grammar/tags/rules.h"
#include "grammar/words/words.h"

namespace saksi::grammar {

/// A word of a sentence, or several that are one, with what is left of its readings.
struct TaggedWord {
  std::string text, folded;
  std::uint32_t first = 0, last = 0;  ///< tokens
  std::uint32_t begin = 0, end = 0;   ///< bytes of NormalText; of a contraction ("didn't") each part has its own
  bool capital = false, upper = false;
  bool known = true;  ///< not guessed
  Tags possible;      ///< before rules took any off
  Tags tags;
  std::vector<Analysis> analyses;  ///< as they were, best first
  /// The best reading of those with one of `tags`; nullptr where there is none.
  [[nodiscard]] const Analysis* reading(Tags of) const;
};

/// Which rule did what; for `saksi parse --tags --why` and tests.
struct TagChange {
  std::size_t rule = 0, word = 0;
  Tags before, after;
};

/// Applies rules in their order, each once over the sentence from left to right; the last tag of a word is never taken.
/// What is open after them is chosen by how usual the readings are; past tense and participle, base form and present may
/// both be left, for the tree to choose by which clause waits for a verb. Immutable, thread-safe.
class Tagger {
 public:
  explicit Tagger(TagRules rules);
  /// `headline`: the rules of headlines too, before the others.
  void run(std::vector<TaggedWord>& sentence, bool headline, std::vector<TagChange>* changes = nullptr) const;
  [[nodiscard]] const TagRules& rules() const { return rules_; }

 private:
  /// What tests look at, of one word.
  struct View;
  [[nodiscard]] bool holds(const TagTest& test, const View* word) const;
  [[nodiscard]] bool holds(const TagCondition& c, const std::vector<View>& all, std::size_t at) const;
  [[nodiscard]] View view(const TaggedWord& word) const;
  /// Number of a word of the vocabulary; 0 where no rule asks for it.
  [[nodiscard]] std::uint32_t word(std::string_view form) const;

  /// What is asked of a word before all else a rule asks.
  struct First {
    std::size_t rule = 0;
    Tags tags;                ///< it has one of these
    std::uint32_t words = 0;  ///< and is in this set of words, where there is one
  };

  TagRules rules_;
  TextMap<std::uint32_t> vocabulary_;
  std::vector<First> text_order_, headline_order_;
};

}  // namespace saksi::grammar

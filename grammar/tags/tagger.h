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
  /// Rules in the order they are applied, and sets of them as bits, by what a sentence must have for one to fire.
  struct Order {
    std::vector<std::size_t> rules;
    std::vector<std::uint32_t> words;                 ///< that the rule's own word must be of: a set; 0 is any
    std::vector<std::vector<std::uint64_t>> by_tag;   ///< rules for words with a tag
    std::vector<std::vector<std::uint64_t>> by_word;  ///< rules for a word of the vocabulary; of 0, for any
    [[nodiscard]] std::size_t blocks() const { return rules.size() / 64 + 1; }
  };
  /// What tests look at, of one word.
  struct View;
  [[nodiscard]] bool holds(const TagTest& test, const View* word) const;
  [[nodiscard]] bool holds(const TagCondition& c, const std::vector<View>& all, std::size_t at) const;
  [[nodiscard]] View view(const TaggedWord& word) const;
  void apply(const Order& order, std::size_t place, const std::vector<std::size_t>& open, std::vector<View>& views,
             std::vector<TagChange>* changes) const;
  /// Number of a word of the vocabulary; 0 where no rule asks for it.
  [[nodiscard]] std::uint32_t word(std::string_view form) const;

  [[nodiscard]] Order order_of(std::vector<std::size_t> rules) const;

  TagRules rules_;
  TextMap<std::uint32_t> vocabulary_;
  Order text_order_, headline_order_;
};

}  // namespace saksi::grammar

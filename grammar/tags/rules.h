#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/archive.h"
#include "core/diagnostic.h"
#include "grammar/words/tag.h"

/// Rules that take analyses off a word by what stands around it: grammar/data/LANG/tags.cg. docs/tags.md has the notation.
namespace saksi::grammar {

/// What a condition may ask of a form besides its tags. Bits.
enum class FormFeature : std::uint16_t {
  plural = 1,
  singular = 2,
  capital = 4,     ///< begins with a capital
  upper = 8,       ///< all capitals
  ly = 16,         ///< ends in -ly
  known = 32,      ///< not guessed
  many = 64,       ///< has several analyses
  verbish = 128,   ///< oftener a verb than a noun, or as often
  nounish = 256,   ///< oftener a noun than a verb
  thingish = 512,  ///< oftener a noun than an adjective
  adjish = 1024,   ///< oftener an adjective than a noun, or as often
  mostverb = 2048  ///< hardly ever a noun where it may be a verb
};

/// A test of one word: true where one of its alternatives is, turned round where `denied`.
struct TagTest {
  bool denied = false;
  bool sure = false;  ///< all of the word's tags are among `tags`, else one is
  Tags tags;
  std::uint16_t features = 0;
  std::uint32_t words = 0, lemmas = 0;  ///< word sets; 0 is none
};

/// A place relative to the word, or all before or behind it, and what must be so there.
struct TagCondition {
  bool denied = false;
  bool scan = false;  ///< anywhere on the side of `offset`
  std::int8_t offset = 0;
  std::vector<TagTest> tests;  ///< of one word, all
  std::vector<TagTest> until;  ///< of a scan: where it stops; at most one
};

struct TagRule {
  bool select = true;  ///< keep `tags` only; else take them off
  Tags tags;
  std::vector<TagCondition> conditions;
  std::string id;
  int line = 0;
  bool headline = false;  ///< of headlines only
};

/// A sentence with marked words: "[Launch/noun] failed."
struct TagExample {
  std::size_t rule = 0;
  int line = 0;
  std::string text;
};

struct TagRules {
  std::vector<TagRule> rules;
  /// Words that are asked for, by number from 1, sorted; and sets of them as bits, `blocks` numbers of 64 bits a set.
  std::vector<std::string> vocabulary;
  std::vector<std::uint64_t> sets;
  std::uint32_t blocks = 0;
  std::vector<TagExample> examples;

  [[nodiscard]] bool in_set(std::uint32_t set, std::uint32_t word) const {
    return set != 0 && word != 0 && ((sets[(set - 1) * blocks + word / 64] >> (word % 64)) & 1U) != 0;
  }
};

template <class Archive, described<TagTest> T>
void fields(Archive& archive, T& x) {
  auto bits = x.tags.bits();
  archive(x.denied, x.sure, bits, x.features, x.words, x.lemmas);
  if constexpr (!std::is_const_v<T>) x.tags = Tags::of_bits(bits);
}
template <class Archive, described<TagCondition> T>
void fields(Archive& archive, T& x) {
  archive(x.denied, x.scan, x.offset, x.tests, x.until);
}
template <class Archive, described<TagRule> T>
void fields(Archive& archive, T& x) {
  auto bits = x.tags.bits();
  archive(x.select, bits, x.conditions, x.id, x.line, x.headline);
  if constexpr (!std::is_const_v<T>) x.tags = Tags::of_bits(bits);
}
/// Without the examples, which are for tests.
template <class Archive, described<TagRules> T>
void fields(Archive& archive, T& x) {
  archive(x.rules, x.vocabulary, x.sets, x.blocks);
}

/// All faults at once, each with line and column.
Result<TagRules> parse_tag_rules(std::string_view path, std::string_view text);

}  // namespace saksi::grammar

#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "grammar/tags/tagger.h"

/// Which words make a group: regular expressions over tags, grammar/data/LANG/chunks.pat. docs/trees.md has the notation.
namespace saksi::grammar {

/// What kind of group; the names are those of the file.
enum class ChunkKind : std::uint8_t { np, vg, adjp, advp, prep, mark, rel, conj, punct, other };
std::string_view to_string(ChunkKind kind);

/// A group of words [first, last) with its head; for the function of the others see inner_function().
struct Chunk {
  ChunkKind kind = ChunkKind::other;
  std::uint32_t first = 0, last = 0;
  std::uint32_t head = 0;
  std::uint16_t pattern = 0;  ///< of ChunkPatterns::patterns
};

/// Patterns of a language. Immutable, thread-safe.
class ChunkPatterns {
 public:
  /// What a word must be.
  struct WordTest {
    Tags tags;                       ///< it may have one of these
    bool sure = false;               ///< and has no other
    std::vector<std::string> words;  ///< or is one of these
    [[nodiscard]] bool holds(const TaggedWord& w) const;
  };
  /// An instruction of a pattern's machine.
  struct Step {
    enum class Op : std::uint8_t { word, unless, split, jump, match } op = Op::match;
    bool head = false;           ///< of word: it is the head of the group
    std::uint16_t test = 0;      ///< of word, and of unless, which takes no word: of tests
    std::uint16_t a = 0, b = 0;  ///< of split: where it goes on, both; of jump: a
  };
  struct Pattern {
    ChunkKind kind = ChunkKind::other;
    std::vector<Step> steps;
    int line = 0;
  };

  /// All faults at once, each with line and column.
  static Result<ChunkPatterns> parse(std::string_view path, std::string_view text);

  /// Which tests a word passes, a bit each.
  using Passed = std::array<std::uint64_t, 4>;
  static constexpr std::size_t kMostTests = 256;
  [[nodiscard]] Passed passed(const TaggedWord& word) const;

  /// Cuts a sentence: at each word the longest match of any pattern, the earlier pattern of two; a word that none takes is a
  /// group of its own. Every word is in one group, in order. Linear in the sentence: a group has limits::chunk_words words at
  /// most. `words`: what passed() says of each word.
  void cut(std::span<const Passed> words, std::vector<Chunk>& out) const;
  [[nodiscard]] std::vector<Chunk> cut(const std::vector<TaggedWord>& sentence) const;

  [[nodiscard]] const std::vector<Pattern>& patterns() const { return patterns_; }

 private:
  friend class ChunkPatternParser;
  /// Where all patterns' machines may go on together, without a word: steps that take one, by the number of their test.
  struct Way {
    Passed steps{};
    bool match = false;  ///< a pattern ends
    /// The same where the next word does not pass a test.
    struct Unless {
      std::uint16_t test = 0;
      Passed steps{};
      bool match = false;
    };
    std::vector<Unless> unless;
  };
  struct Longest {
    std::uint32_t last = 0;
    std::size_t pattern = 0;
  };
  void compile();
  void follow(std::size_t pattern, std::uint16_t step, Way& way) const;
  [[nodiscard]] Longest longest(std::span<const Passed> words, std::uint32_t from) const;
  [[nodiscard]] std::uint32_t head(const Pattern& p, std::span<const Passed> words, std::uint32_t from,
                                   std::uint32_t last) const;

  std::vector<WordTest> tests_;
  std::vector<Pattern> patterns_;
  Way start_;
  std::vector<Way> behind_;                ///< each step, by its test
  std::vector<std::uint16_t> pattern_of_;  ///< each test
  Passed ends_{};                          ///< steps a pattern may end behind, whatever comes
  Passed asks_{};                          ///< steps with an `unless` behind
  std::array<Passed, kTags> by_tag_{};     ///< the tests that a word with a tag passes
  std::vector<std::uint16_t> others_;      ///< the tests that ask for more than one tag of several
};

}  // namespace saksi::grammar

#pragma once
#include <cstdint>
#include <optional>
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

  /// Cuts a sentence: at each word the longest match of any pattern, the earlier pattern of two; a word that none takes is a
  /// group of its own. Every word is in one group, in order. Linear in the sentence: a group has limits::chunk_words words at
  /// most.
  [[nodiscard]] std::vector<Chunk> cut(const std::vector<TaggedWord>& sentence) const;

  [[nodiscard]] const std::vector<Pattern>& patterns() const { return patterns_; }

 private:
  friend class ChunkPatternParser;
  /// The longest group of a pattern from a word on; nullopt where it has none.
  [[nodiscard]] std::optional<Chunk> longest(const Pattern& p, const std::vector<TaggedWord>& sentence,
                                             std::uint32_t from) const;

  std::vector<WordTest> tests_;
  std::vector<Pattern> patterns_;
};

}  // namespace saksi::grammar

#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/tags/tagger.h"
#include "grammar/tree/tree.h"

/// The groups of a sentence as the attachment table sees them: prepositions with what they govern, punctuation by its kind.
namespace saksi::grammar::tree {

/// What a group is, as a bit.
enum Kind : std::uint32_t {
  kStart = 1U << 0,  ///< nothing stands before
  kNp = 1U << 1,
  kPp = 1U << 2,
  kVg = 1U << 3,
  kAdjp = 1U << 4,
  kAdvp = 1U << 5,
  kPrep = 1U << 6,  ///< that governs nothing here
  kMark = 1U << 7,
  kRel = 1U << 8,
  kConj = 1U << 9,
  kComma = 1U << 10,
  kDash = 1U << 11,
  kColon = 1U << 12,
  kSemi = 1U << 13,
  kStop = 1U << 14,
  kLp = 1U << 15,
  kRp = 1U << 16,
  kQuote = 1U << 17,
  kOther = 1U << 18
};

/// How a group is, as a bit.
enum Form : std::uint32_t {
  kDate = 1U << 0,
  kDuration = 1U << 1,
  kName = 1U << 2,  ///< has a name
  kPron = 1U << 3,
  kTime = 1U << 4,  ///< a noun of time
  kFinite = 1U << 5,
  kAmbiguous = 1U << 6,  ///< past tense or participle
  kParticiple = 1U << 7,
  kIng = 1U << 8,
  kInfinitive = 1U << 9,
  kBase = 1U << 10,
  kCopula = 1U << 11,
  kThere = 1U << 12,       ///< an expletive
  kUpper = 1U << 13,       ///< in capitals
  kOrdinal = 1U << 14,     ///< holds an ordinal or a superlative
  kMiddle = 1U << 15,      ///< intransitive by its form
  kFigure = 1U << 16,      ///< headed by a number or a quantity
  kPassive = 1U << 17,     ///< a verb whose subject is its patient
  kEither = 1U << 21,      ///< base form or present
  kClosed = 1U << 23,      ///< a pronoun, or a determiner is its last word
  kDeterminer = 1U << 22,  ///< a determiner and nothing else
  kArticle = 1U << 20,     ///< an article and nothing else
  kBare = 1U << 19,        ///< its last word is a verb in its base form: "to land", "would land"
  kClitic = 1U << 18       ///< a noun with a possessor written to it
};

/// The lists of the attachment table that a sentence's words are in, looked up once.
struct WordLists {
  std::vector<std::uint64_t> word;      ///< of each word, as it is written
  std::vector<std::uint64_t> analysis;  ///< of the lemmas of all analyses of all words
  std::vector<std::uint32_t> first;     ///< of each word, where its analyses begin in `analysis`
};
WordLists lists_of(const std::vector<TaggedWord>& sentence, const AttachTable& table);

struct Group {
  std::uint32_t kind = kOther, form = 0;
  std::uint32_t first = 0, last = 0;                            ///< words, the preposition included
  std::uint32_t head = 0;                                       ///< word
  std::uint32_t ahead = 0;                                      ///< bits of Ahead that hang on no clause
  std::uint64_t word_lists = 0;                                 ///< that the first word is in
  std::uint64_t lemma_lists = 0;                                ///< that the head's lemma is in
  std::optional<std::uint32_t> prep;                            ///< word
  std::vector<std::pair<std::uint32_t, std::uint32_t>> owners;  ///< words: the head of each owner, its mark
};

/// Groups in order; every word is in one.
void groups_of(const std::vector<TaggedWord>& sentence, const std::vector<Chunk>& chunks, const WordLists& lists,
               std::vector<Group>& out);

/// True where the group of that number is one of `kinds`; false where there is none.
inline bool is(std::span<const Group> groups, std::size_t i, std::uint32_t kinds) {
  return i < groups.size() && (groups[i].kind & kinds) != 0;
}

inline constexpr std::uint32_t kDividers = kComma | kDash | kColon | kSemi | kConj | kLp | kQuote;

/// The nearest noun group before, over what divides.
std::optional<std::uint32_t> noun_before(std::span<const Group> groups, std::size_t i);

/// Functions of the words inside their groups: `head` and `function` of all but the heads.
void attach_inside(const std::vector<TaggedWord>& sentence, const std::vector<Chunk>& chunks,
                   std::vector<std::uint32_t>& head, std::vector<Function>& function);

/// Bits called by name: "np", "np|pp"; nullopt where a name is none.
std::optional<std::uint32_t> kinds_called(std::string_view names);
std::optional<std::uint32_t> forms_called(std::string_view names);

}  // namespace saksi::grammar::tree

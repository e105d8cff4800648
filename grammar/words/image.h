#pragma once
#include <cstdint>
#include <string_view>

#include "grammar/words/image_text.h"

/// The words of a language as they lie in memory: a header, then its sections, each on eight bytes, then the text pool. All
/// numbers are those of the machine that made it: an image is made and used by one build.
namespace saksi::grammar::words_image {

using Str = PoolText;

/// Where an analysis comes from, best first.
enum class Source : std::uint8_t { closed, general, affix, fixed, peeled, doubled, compound, guessed };

/// One reading of a form.
struct Entry {
  std::uint64_t lemma : 20 = 0;  ///< of `lemmas`
  std::uint64_t tag : 6 = 0;     ///< grammar::Tag
  std::uint64_t source : 4 = 0;  ///< Source
  std::uint64_t features : 5 = 0;
  std::uint64_t weight : 8 = 0;  ///< higher is more usual; only to compare readings of one form
  std::uint64_t klass : 8 = 0;   ///< of `classes`; 0 is none
  std::uint64_t rule : 8 = 0;    ///< of `rules`; 0 is none
};
static_assert(sizeof(Entry) == 8);

/// A slot of the table of forms, open-addressed by hash; free where count is 0. A form is told by 32 bits of its hash: of a
/// thousand million forms that no table has, one is taken for another's.
struct Form {
  std::uint32_t check = 0;
  std::uint32_t begin : 27 = 0, count : 5 = 0;  ///< of `entries`
};
inline constexpr std::uint32_t kMostEntries = 31;

/// An affix that is looked at when the table does not have the form, or the form of a word no table has.
struct Affix {
  Str id, prefix, suffix;
  std::uint64_t base = 0, tags = 0;
  std::uint8_t features = 0;
  std::uint8_t rule = 0;
};

/// What a word does to what it goes with: a row of privative.tsv or veridicality.tsv.
struct Sign {
  Str pos, place, says, klass;
  std::uint64_t privative = 0;  ///< 1, or 0 for a row of veridicality.tsv
};

enum Section : std::uint8_t {
  forms,    ///< Form; a power of two of slots
  entries,  ///< Entry
  lemmas,   ///< Str
  classes,  ///< Str
  rules,    ///< Str
  openers,  ///< Form: of a first word of several-word forms, `begin` is how many words the longest has
  clitics,  ///< Affix, written behind a word
  proclitics,
  peels,
  compounds,
  guesses,
  signed_forms,  ///< Form, of `signs`
  signs,         ///< Sign
  kSections
};

struct Header {
  char magic[8] = {'S', 'A', 'K', 'S', 'I', 'W', 'D', '2'};
  std::uint32_t doubled = 0;  ///< rule of doubled forms; 0 where the language has none
  std::uint32_t unused = 0;
  std::uint64_t pool_begin = 0, pool_size = 0;
  struct {
    std::uint64_t begin = 0, count = 0;
  } at[kSections];
};

inline std::uint64_t hash_of(std::string_view form) { return text_hash(form.size() + 1, form); }

}  // namespace saksi::grammar::words_image

#pragma once
#include <cstdint>
#include <string_view>

#include "grammar/words/image_text.h"

/// A compiled lexicon as it lies in memory: a header, then its sections, each on eight bytes, then the text pool. All
/// references are places in sections, all numbers those of the machine that made it: an image is made and used by one
/// build.
namespace saksi::grammar::image {

using Str = PoolText;
struct Range {
  std::uint32_t begin = 0, count = 0;
};

/// A place in the trie. 0 is its root.
struct Node {
  Range senses, names;
};
/// `part` leads from one node to another. In a hash table of a power of two of places; `from` is kFree where there is none.
struct Edge {
  std::uint32_t from = 0, to = 0;
  Str part;
};
inline constexpr std::uint32_t kFree = 0xFFFFFFFF;

struct Pair {
  Str name, value;
};
struct Frame {
  Str id, target;
  Range subject, object, where;
  std::uint32_t type = 0;
};
enum SenseFlag : std::uint8_t { participle = 1, gerund = 2, plural = 4, possessed = 8, finite = 16, third = 32 };
struct Sense {
  Str id;
  Range where;
  std::uint32_t frame = kFree;
  std::uint8_t cat = 0, voice = 0, flags = 0, unused = 0;
};
struct Name {
  Str entity, kind, role;
  std::uint32_t common = 0;
};
/// Sorted by id.
struct Prep {
  Str id;
  Range roles;
  std::uint32_t licensed = 0;
};

enum Section : std::uint8_t { nodes, edges, strings, pairs, frames, senses, names, preps, value_words, kSections };

struct Header {
  char magic[8] = {'S', 'A', 'K', 'S', 'I', 'L', 'X', '1'};
  Str lang;
  Str key;  ///< says what it was made of
  std::uint64_t pool_begin = 0, pool_size = 0;
  struct {
    std::uint64_t begin = 0, count = 0;
  } at[kSections];
};

/// The place of an edge in the table, before others push it on.
inline std::uint64_t hash_of(std::uint32_t from, std::string_view part) { return text_hash(from + 1ULL, part); }

}  // namespace saksi::grammar::image

#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

/// What the images of words and of the lexicon have in common.
namespace saksi::grammar {

/// A text of an image's pool.
struct PoolText {
  std::uint32_t begin = 0, size = 0;
};

/// A hash for tables in images: the same for the machine that makes one and uses it, spread over all bits.
inline std::uint64_t text_hash(std::uint64_t seed, std::string_view text) {
  std::uint64_t h = seed * 0x9E3779B97F4A7C15ULL;
  while (text.size() >= 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), 8);
    h = (h ^ eight) * 0xFF51AFD7ED558CCDULL;
    h ^= h >> 32;
    text.remove_prefix(8);
  }
  std::uint64_t rest = text.size();
  if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
  h = (h ^ rest) * 0xC4CEB9FE1A85EC53ULL;
  return h ^ (h >> 32);
}

}  // namespace saksi::grammar

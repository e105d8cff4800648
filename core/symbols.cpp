#include "core/symbols.h"

#include <bit>

namespace saksi {

/// FNV-1a, 64 bits. Source: Fowler, Noll, Vo, draft-eastlake-fnv.
std::uint64_t Symbols::hash(Group group, std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ULL ^ (static_cast<std::uint64_t>(group) + 1);
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h ^ (h >> 32U);
}

std::vector<std::uint32_t> Symbols::index(std::string_view pool, std::span<const Text> texts,
                                          const std::array<Block, kGroups>& blocks) {
  std::vector<std::uint32_t> slots(std::bit_ceil(texts.size() * 2 + 2), 0);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::uint32_t i = blocks[g].begin; i < blocks[g].begin + blocks[g].count; ++i) {
      if (i == 0) continue;
      std::size_t at = hash(static_cast<Group>(g), pool.substr(texts[i].begin, texts[i].size)) & mask;
      while (slots[at] != 0) at = (at + 1) & mask;
      slots[at] = i;
    }
  }
  return slots;
}

Sym Symbols::find(Group group, std::string_view wanted) const {
  if (slots_.empty()) return {};
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(group, wanted) & mask; slots_[at] != 0; at = (at + 1) & mask) {
    const Sym s{slots_[at]};
    if (is(group, s) && text(s) == wanted) return s;
  }
  return {};
}

}  // namespace saksi

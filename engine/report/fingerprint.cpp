#include "engine/report/fingerprint.h"

#include <fmt/format.h>

#include <utility>

namespace saksi::engine {

namespace {

constexpr std::uint64_t prime = 1099511628211ULL;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }

}  // namespace

std::uint64_t fingerprint_hash(std::string_view text, std::uint64_t seed) {
  std::uint64_t h = seed;
  bool gap = false, any = false;
  for (const char c : text) {
    if (is_space(c)) {
      gap = any;
      continue;
    }
    if (gap) h = (h ^ static_cast<unsigned char>(' ')) * prime;
    gap = false;
    any = true;
    h = (h ^ static_cast<unsigned char>(c)) * prime;
  }
  return h;
}

std::string fingerprint(std::uint64_t hash, std::uint32_t repeat) {
  for (std::uint32_t n = repeat; n > 1; n >>= 8) hash = (hash ^ (n & 0xFF)) * prime;
  return fmt::format("{:016x}", hash);
}

std::uint32_t RepeatCounter::count(std::uint64_t hash) {
  if (slots_.size() * 2 <= used_ * 3) grow();
  const auto low = static_cast<std::uint32_t>(hash), high = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
    Slot& s = slots_[i];
    if (s.times == 0) {
      s = {low, high, 1};
      ++used_;
      return 1;
    }
    if (s.low == low && s.high == high) return ++s.times;
  }
}

void RepeatCounter::grow() {
  std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
  std::swap(old, slots_);
  for (const Slot& s : old) {
    if (s.times == 0) continue;
    std::size_t i = ((static_cast<std::uint64_t>(s.high) << 32) | s.low) & (slots_.size() - 1);
    while (slots_[i].times != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = s;
  }
}

}  // namespace saksi::engine

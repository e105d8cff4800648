#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saksi::engine {

/// FNV-1a, 64 bits, of a text with white space at its ends dropped and each run within it one space.
std::uint64_t fingerprint_hash(std::string_view text, std::uint64_t seed = 14695981039346656037ULL);
/// 16 hex digits of the hash and its n-th repeat, from 1: what baselines and disputes refer to.
std::string fingerprint(std::uint64_t hash, std::uint32_t repeat);

/// Counts how often a hash was seen, 12 to 24 bytes a distinct one. Not for several threads.
class RepeatCounter {
 public:
  /// 1 for the first time.
  std::uint32_t count(std::uint64_t hash);

 private:
  struct Slot {
    std::uint32_t low = 0, high = 0, times = 0;
  };
  void grow();
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace saksi::engine

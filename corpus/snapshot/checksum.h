#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>

namespace saksi::corpus {

/// A quick sum over a file that was written by this program, to notice one that was cut off or damaged; no defence
/// against anybody. Four lanes of multiply and rotate over eight bytes each, several bytes a cycle.
inline std::uint64_t checksum(std::string_view bytes) {
  constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;
  std::uint64_t lanes[4] = {1, 2, 3, 4};
  const auto mix = [](std::uint64_t h, std::uint64_t word) {
    h = (h ^ word) * kPrime;
    return h ^ (h >> 29U);
  };
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + at + 8 * lane, 8);
      lanes[lane] = mix(lanes[lane], word);
    }
  }
  std::uint64_t out = bytes.size();
  for (const std::uint64_t lane : lanes) out = mix(out, lane);
  for (; at < bytes.size(); ++at) out = mix(out, static_cast<unsigned char>(bytes[at]));
  return out;
}

}  // namespace saksi::corpus

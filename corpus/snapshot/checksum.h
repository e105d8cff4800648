#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace saksi::corpus {

/// A quick sum over a file that was written by this program, to notice one that was cut off or damaged; no defence
/// against anybody. Four lanes of multiply and rotate over eight bytes each, several bytes a cycle.
class Checksum {
 public:
  void add(std::string_view bytes) {
    if (bytes.empty()) return;
    size_ += bytes.size();
    if (held_ > 0) {
      const std::size_t lacking = std::min(sizeof(tail_) - held_, bytes.size());
      std::memcpy(tail_ + held_, bytes.data(), lacking);
      held_ += lacking;
      bytes.remove_prefix(lacking);
      if (held_ < sizeof(tail_)) return;
      blocks({tail_, sizeof(tail_)});
    }
    const std::size_t whole = bytes.size() / sizeof(tail_) * sizeof(tail_);
    blocks(bytes.substr(0, whole));
    bytes.remove_prefix(whole);
    if (!bytes.empty()) std::memcpy(tail_, bytes.data(), bytes.size());
    held_ = bytes.size();
  }

  /// Of all that was added.
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t out = size_;
    for (const std::uint64_t lane : lanes_) out = mix(out, lane);
    for (std::size_t i = 0; i < held_; ++i) out = mix(out, static_cast<unsigned char>(tail_[i]));
    return out;
  }

 private:
  static std::uint64_t mix(std::uint64_t h, std::uint64_t word) {
    constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;
    h = (h ^ word) * kPrime;
    return h ^ (h >> 29U);
  }
  void blocks(std::string_view bytes) {
    std::array<std::uint64_t, 4> lanes = lanes_;  // a copy, to stay in registers
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(tail_)) {
      for (std::size_t lane = 0; lane < 4; ++lane) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at + 8 * lane, 8);
        lanes[lane] = mix(lanes[lane], word);
      }
    }
    lanes_ = lanes;
  }

  std::array<std::uint64_t, 4> lanes_ = {1, 2, 3, 4};
  std::uint64_t size_ = 0;
  char tail_[32] = {};  ///< what is not yet a whole block
  std::size_t held_ = 0;
};

inline std::uint64_t checksum(std::string_view bytes) {
  Checksum sum;
  sum.add(bytes);
  return sum.value();
}

}  // namespace saksi::corpus

#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace saksi::corpus {

/// SHA-256 (FIPS 180-4), piece by piece.
class Sha256 {
 public:
  void add(std::string_view bytes);
  /// Of all that was added: lower-case hex, 64 digits. Nothing may be added behind it.
  std::string hex();

 private:
  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::string tail_;  ///< what is not yet a whole block
  std::uint64_t size_ = 0;
};

std::string sha256(std::string_view bytes);

}  // namespace saksi::corpus

#pragma once
#include <string>
#include <string_view>

namespace saksi::corpus {

/// SHA-256 (FIPS 180-4) in lower-case hex, 64 digits.
std::string sha256(std::string_view bytes);

}  // namespace saksi::corpus

#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace saksi::cli {

/// How a report is packed, by the ending of its file.
enum class Packing : std::uint8_t { none, gzip, zstd };
Packing packing_of(std::string_view path);

/// Bytes as a member of gzip or a frame of Zstandard of their own; what follows may be put behind it. The same for the same
/// bytes. Empty where there is no memory for it.
std::string packed(std::string_view bytes, Packing packing);

}  // namespace saksi::cli

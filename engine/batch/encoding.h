#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/batch/source.h"

namespace saksi::engine {

/// Of UTF-8, as some programs write it before a text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Appends a code point that is one, and no surrogate.
void append_utf8(std::string& out, std::uint32_t code_point);
/// The text of windows-1252 bytes in UTF-8; nullopt where a byte stands for nothing there. Source: WHATWG Encoding
/// Standard, index-windows-1252, less the five bytes that it maps to control characters.
std::optional<std::string> from_windows_1252(std::string_view bytes);

/// What a file is written in, as far as its first bytes tell.
enum class FileEncoding : std::uint8_t { utf8, utf16_le, utf16_be };

/// The same file in UTF-8: UTF-16 with a byte order mark, or whose ASCII shows it, is turned into UTF-8 without one; all
/// else comes as it is. Lone surrogates become U+FFFD.
struct DecodedSource {
  std::unique_ptr<ByteSource> source;
  FileEncoding encoding = FileEncoding::utf8;
};
DecodedSource decoded_source(std::unique_ptr<ByteSource> source);

}  // namespace saksi::engine

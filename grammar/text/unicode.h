#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace saksi::grammar::unicode {

/// One code point and the bytes it takes; `size` 0 at the end of the text, `code` -1 where the byte is not UTF-8
/// (size 1 then).
struct Decoded {
  std::int32_t code = -1;
  std::size_t size = 0;
};
Decoded decode_long(std::string_view s, std::size_t at);
inline Decoded decode(std::string_view s, std::size_t at) {
  if (at < s.size() && static_cast<unsigned char>(s[at]) < 0x80) return {s[at], 1};
  return decode_long(s, at);
}
void append(std::string& out, std::int32_t code);

bool is_letter_long(std::int32_t c);
bool is_upper_long(std::int32_t c);
bool is_other_number_long(std::int32_t c);
bool is_space_long(std::int32_t c);

/// Letters and the marks that ride on them.
inline bool is_letter(std::int32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter_long(c);
}
inline bool is_upper(std::int32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : is_upper_long(c); }
/// 0 to 9.
inline bool is_digit(std::int32_t c) { return c >= '0' && c <= '9'; }
/// Superscripts, fractions and the like.
inline bool is_other_number(std::int32_t c) { return c >= 0x80 && is_other_number_long(c); }
inline bool is_space(std::int32_t c) { return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : is_space_long(c); }

}  // namespace saksi::grammar::unicode

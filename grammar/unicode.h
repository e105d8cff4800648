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
Decoded decode(std::string_view s, std::size_t at);
void append(std::string& out, std::int32_t code);

bool is_letter(std::int32_t c);  ///< letters and the marks that ride on them
bool is_upper(std::int32_t c);
bool is_digit(std::int32_t c);   ///< 0 to 9
bool is_other_number(std::int32_t c);  ///< ² ½ and the like
bool is_space(std::int32_t c);

}  // namespace saksi::grammar::unicode

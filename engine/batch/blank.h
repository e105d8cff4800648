#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// Taking bytes out of a text without moving those behind them.
namespace saksi::engine {

/// Puts `c` on each byte of [begin, end).
inline void fill(std::string& s, std::size_t begin, std::size_t end, char c = ' ') {
  for (std::size_t i = begin; i < end; ++i) s[i] = c;
}

/// Puts characters on [begin, end) that reading drops, so that what stands around them is one word: soft hyphens of two
/// bytes, zero-width spaces of three, a delete character for one.
inline void fill_no_width(std::string& s, std::size_t begin, std::size_t end) {
  std::size_t n = end - begin;
  if (n == 1) {
    s[begin] = '\x7F';
    return;
  }
  if (n % 2 == 1) {
    s.replace(begin, 3, "\xE2\x80\x8B");
    begin += 3;
    n -= 3;
  }
  for (; n > 0; n -= 2, begin += 2) s.replace(begin, 2, "\xC2\xAD");
}

/// How many bytes at `at` are such a character; 0 = none.
inline std::size_t no_width(std::string_view s, std::size_t at) {
  s.remove_prefix(at);
  return s.starts_with('\x7F') ? 1 : s.starts_with("\xC2\xAD") ? 2 : s.starts_with("\xE2\x80\x8B") ? 3 : 0;
}

}  // namespace saksi::engine

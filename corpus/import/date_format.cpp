#include "corpus/import/date_format.h"

#include <array>
#include <cstdio>

#include "core/date.h"
#include "core/tsv.h"
#include "corpus/import/vague_date.h"

namespace saksi::corpus {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Up to `most` digits from the front.
std::optional<int> number(std::string_view& text, std::size_t most) {
  int out = 0;
  std::size_t n = 0;
  for (; n < most && n < text.size() && digit(text[n]); ++n) out = out * 10 + (text[n] - '0');
  if (n == 0) return std::nullopt;
  text.remove_prefix(n);
  return out;
}

std::string_view word(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && letter(text[n])) ++n;
  const auto out = text.substr(0, n);
  text.remove_prefix(n);
  return out;
}

}  // namespace

std::optional<std::string> read_date(std::string_view text, std::string_view format) {
  text = trim(text);
  int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] == ' ') {
      if (text.empty() || text.front() != ' ') return std::nullopt;
      while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
      continue;
    }
    if (format[i] != '%' || i + 1 == format.size()) {
      if (text.empty() || text.front() != format[i]) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const char what = format[++i];
    if (what == 'a' || what == 'b') {
      const auto name = word(text);
      if (name.size() < 3) return std::nullopt;
      if (what == 'b' && (month = month_number(name)) == 0) return std::nullopt;
      continue;
    }
    const auto value = number(text, what == 'Y' ? 4 : 2);
    if (!value) return std::nullopt;
    switch (what) {
      case 'Y': year = *value; break;
      case 'm': month = *value; break;
      case 'd': day = *value; break;
      case 'H': hour = *value; break;
      case 'M': minute = *value; break;
      case 'S': second = *value; break;
      default: return std::nullopt;
    }
  }
  if (!text.empty() || year < 0) return std::nullopt;
  std::array<char, 80> out{};
  if (month < 0) {
    std::snprintf(out.data(), out.size(), "%04d", year);
  } else if (day < 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d", year, month);
  } else if (hour < 0 || minute < 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", year, month, day);
  } else if (second < 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d", year, month, day, hour, minute);
  } else {
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second);
  }
  std::string edtf(out.data());
  if (!parse_edtf(edtf)) return std::nullopt;
  return edtf;
}

}  // namespace saksi::corpus

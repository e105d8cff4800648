#include "corpus/import/vague_date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/date.h"
#include "core/tsv.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

bool digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string checked(std::string text) { return parse_edtf(text) ? text : std::string(); }

/// "1928", "1928:34", "1928:34.5" as "T19:28" or "T19:28:34".
std::optional<std::string> clock(std::string_view s) {
  const auto colon = s.find(':');
  const auto minutes = s.substr(0, colon);
  if (minutes.size() != 4 || !digits(minutes)) return std::nullopt;
  std::string out = "T" + std::string(minutes.substr(0, 2)) + ":" + std::string(minutes.substr(2));
  if (colon == std::string_view::npos) return out;
  const auto seconds = s.substr(colon + 1);
  const auto whole = seconds.substr(0, seconds.find('.'));
  if (whole.size() != 2 || !digits(whole)) return std::nullopt;
  if (whole.size() < seconds.size() && !digits(seconds.substr(3))) return std::nullopt;
  return out + ":" + std::string(whole);
}

}  // namespace

int month_number(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                               "jul", "aug", "sep", "oct", "nov", "dec"};
  if (text.size() < 3) return 0;
  const std::string low = lower_ascii(text.substr(0, 3));
  const auto at = std::find(kMonths.begin(), kMonths.end(), low);
  return at == kMonths.end() ? 0 : static_cast<int>(at - kMonths.begin()) + 1;
}

std::optional<std::string> vague_to_edtf(std::string_view text) {
  text = trim(text);
  std::string mark;
  if (text.ends_with('?')) {
    mark = "~";
    text = trim(text.substr(0, text.size() - 1));
  }
  const auto parts = split_list(text, ' ');
  if (parts.empty() || parts.size() > 4 || parts[0].size() < 4 || !digits(parts[0].substr(0, 4))) return std::nullopt;
  const std::string year(parts[0].substr(0, 4));
  std::string out;
  if (parts.size() == 1) {
    if (parts[0].size() == 5 && parts[0][4] == 's' && parts[0][3] == '0') {
      out = year.substr(0, 3) + "X";
    } else if (parts[0].size() == 4) {
      out = year;
    }
  } else if (parts[0].size() == 4 && parts.size() == 2 && parts[1].size() == 2 && parts[1][0] == 'Q') {
    const int quarter = parts[1][1] - '0';
    if (quarter < 1 || quarter > 4) return std::nullopt;
    out = year + "-" + std::to_string(32 + quarter);
  } else if (parts[0].size() == 4) {
    const int month = parts[1].size() == 3 ? month_number(parts[1]) : 0;
    if (month == 0) return std::nullopt;
    std::array<char, 8> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "-%02d", month);
    out = year + buffer.data();
    if (parts.size() > 2) {
      if (!digits(parts[2]) || parts[2].size() > 2) return std::nullopt;
      out += std::string("-") + (parts[2].size() == 1 ? "0" : "") + std::string(parts[2]);
      if (parts.size() > 3) {
        const auto time = clock(parts[3]);
        if (!time) return std::nullopt;
        out += *time;
      }
      out += "Z";
    }
  }
  if (out.empty()) return std::nullopt;
  out = checked(out + mark);
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace saksi::corpus

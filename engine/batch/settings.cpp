#include "engine/batch/settings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "core/tsv.h"
#include "engine/batch/encoding.h"
#include "engine/batch/record.h"

namespace saksi::engine {

namespace {

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::optional<Setting> key_value(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string key = lower(trim(line.substr(0, colon)));
  std::replace(key.begin(), key.end(), '-', '_');
  if (key == "language") key = "lang";
  if (key != "as_of" && key != "lang" && key != "date") return std::nullopt;
  std::string_view value = trim(line.substr(colon + 1));
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  return Setting{std::move(key), value};
}

/// A day as the head of a file gives it: ISO, with or without a clock time, or in prose.
std::optional<Date> head_day(std::string_view value) {
  if (auto day = parse_iso_day(value.substr(0, 10));
      day && (value.size() == 10 || value[10] == 'T' || value[10] == ' ')) {
    return day;
  }
  return prose_day(value);
}

void blank_out(std::string& text, std::size_t begin, std::size_t end) {
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

void apply(Head& head, const Setting& s) {
  if (s.key == "lang") {
    if (auto lang = normal_language(s.value)) head.lang = *lang;
  } else if (s.key == "as_of") {
    if (parse_iso_day(s.value)) {
      head.as_of = s.value;
      head.bad_as_of.reset();
    } else if (!s.value.empty()) {
      head.bad_as_of = std::string(s.value);
    }
  } else if (auto day = head_day(s.value); day && head.as_of.empty()) {
    head.as_of = to_edtf(*day);
  }
}

struct Piece {
  enum class Kind { word, number, other } kind = Kind::other;
  std::string text;  ///< lower case
  std::size_t begin = 0, end = 0;
  int value = 0;
};

std::vector<Piece> pieces_of(std::string_view s) {
  std::vector<Piece> out;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c == ' ' || c == '\t' || c == '\r') {
      ++i;
      continue;
    }
    Piece p;
    p.begin = i;
    if (std::isdigit(c) != 0) {
      p.kind = Piece::Kind::number;
      while (i < s.size() && std::isdigit(static_cast<unsigned char>(s[i])) != 0 && i - p.begin < 9) ++i;
      for (std::size_t k = p.begin; k < i; ++k) p.value = p.value * 10 + (s[k] - '0');
    } else if (std::isalpha(c) != 0 || c >= 0x80) {
      p.kind = Piece::Kind::word;
      while (i < s.size() && (std::isalpha(static_cast<unsigned char>(s[i])) != 0 ||
                              (static_cast<unsigned char>(s[i]) >= 0x80 && c >= 0x80))) {
        ++i;
      }
    } else {
      ++i;
    }
    p.end = i;
    p.text = lower(s.substr(p.begin, i - p.begin));
    out.push_back(std::move(p));
  }
  return out;
}

int month_of(std::string_view w) {
  static constexpr std::array<std::pair<std::string_view, int>, 42> months{
      {{"january", 1},  {"jan", 1},       {"januari", 1},   {"february", 2},  {"feb", 2},     {"februari", 2},
       {"pebruari", 2}, {"march", 3},     {"mar", 3},       {"maret", 3},     {"april", 4},   {"apr", 4},
       {"may", 5},      {"mei", 5},       {"june", 6},      {"jun", 6},       {"juni", 6},    {"july", 7},
       {"jul", 7},      {"juli", 7},      {"august", 8},    {"aug", 8},       {"agustus", 8}, {"agu", 8},
       {"ags", 8},      {"agt", 8},       {"september", 9}, {"sept", 9},      {"sep", 9},     {"october", 10},
       {"oct", 10},     {"oktober", 10},  {"okt", 10},      {"november", 11}, {"nov", 11},    {"nopember", 11},
       {"nop", 11},     {"december", 12}, {"dec", 12},      {"desember", 12}, {"des", 12},    {"agust", 8}}};
  for (const auto& [name, number] : months) {
    if (name == w) return number;
  }
  return 0;
}

bool is_weekday(std::string_view w) {
  static constexpr std::array<std::string_view, 22> days{
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",   "tue",   "wed",    "thu",
      "fri",    "sat",     "sun",       "senin",    "selasa", "rabu",     "kamis",  "jumat", "sabtu", "minggu", "ahad"};
  return std::find(days.begin(), days.end(), w) != days.end();
}

/// A day at pieces[i]; `used` pieces of it.
std::optional<Date> day_at(const std::vector<Piece>& p, std::size_t i, std::size_t& used) {
  using Kind = Piece::Kind;
  const auto is = [&](std::size_t k, Kind kind) { return k < p.size() && p[k].kind == kind; };
  const auto dot = [&](std::size_t k) { return k < p.size() && (p[k].text == "." || p[k].text == ","); };
  const auto digits = [&](std::size_t k) { return p[k].end - p[k].begin; };
  const auto make = [&](int y, int m, int d, std::size_t end) -> std::optional<Date> {
    used = end - i;
    if (y < 1000 || y > 9999 || !valid_civil(y, m, d)) return std::nullopt;
    return Date::day(y, m, d);
  };
  if (is(i, Kind::number)) {
    if (digits(i) == 4 && i + 4 < p.size() && p[i + 1].text == "-" && p[i + 3].text == "-" && is(i + 2, Kind::number) &&
        is(i + 4, Kind::number)) {
      return make(p[i].value, p[i + 2].value, p[i + 4].value, i + 5);
    }
    if (i + 4 < p.size() && (p[i + 1].text == "/" || p[i + 1].text == "-") && p[i + 3].text == p[i + 1].text &&
        is(i + 2, Kind::number) && is(i + 4, Kind::number) && digits(i + 4) == 4) {
      const int a = p[i].value, b = p[i + 2].value, y = p[i + 4].value;
      used = 5;
      if (a == b || (a > 12 && b <= 12)) return make(y, b, a, i + 5);
      if (b > 12 && a <= 12) return make(y, a, b, i + 5);
      return std::nullopt;
    }
    std::size_t k = i + 1;
    if (is(k, Kind::word) && month_of(p[k].text) != 0) {
      const int m = month_of(p[k].text);
      ++k;
      while (dot(k)) ++k;
      if (is(k, Kind::number) && digits(k) == 4) return make(p[k].value, m, p[i].value, k + 1);
    }
  } else if (is(i, Kind::word) && month_of(p[i].text) != 0) {
    std::size_t k = i + 1;
    if (dot(k)) ++k;
    if (!is(k, Kind::number) || digits(k) > 2) return std::nullopt;
    const int d = p[k].value;
    ++k;
    if (is(k, Kind::word) && (p[k].text == "st" || p[k].text == "nd" || p[k].text == "rd" || p[k].text == "th")) ++k;
    if (dot(k)) ++k;
    if (is(k, Kind::number) && digits(k) == 4) return make(p[k].value, month_of(p[i].text), d, k + 1);
  }
  return std::nullopt;
}

/// Nothing but weekday, clock time and zone stands beside the day.
bool only_furniture(std::string_view rest) {
  static constexpr std::array<std::string_view, 14> words{
      "wib", "wita", "wit", "utc", "gmt", "am", "pm", "et", "est", "edt", "date", "tanggal", "pukul", "published"};
  for (const Piece& p : pieces_of(rest)) {
    if (p.kind == Piece::Kind::word && !is_weekday(p.text) &&
        std::find(words.begin(), words.end(), p.text) == words.end()) {
      return false;
    }
    if (p.kind == Piece::Kind::number && p.end - p.begin > 2) return false;
  }
  return true;
}

/// "JAKARTA, " before the day of a dateline: capitalised words and then a comma or a bracket.
bool is_place(std::string_view before) {
  before = trim(before);
  if (!before.empty() && before.back() != ',' && before.back() != '(') {
    const std::vector<Piece> p = pieces_of(before);
    if (p.empty() || !is_weekday(p.back().text)) return false;
    before = trim(before.substr(0, p.back().begin));
  }
  if (before.empty() || (before.back() != ',' && before.back() != '(')) return false;
  static constexpr std::array<std::string_view, 14> no{"on", "in",    "at",   "by",    "since",  "from",  "pada",
                                                       "di", "sejak", "dari", "after", "before", "until", "ke"};
  bool first = true;
  for (const Piece& p : pieces_of(before)) {
    if (p.kind == Piece::Kind::number) return false;
    if (p.kind != Piece::Kind::word) continue;
    const char c = before[p.begin];
    if (c >= 'a' && c <= 'z') return false;
    if (first && std::find(no.begin(), no.end(), p.text) != no.end()) return false;
    first = false;
  }
  return !first;
}

}  // namespace

std::optional<Date> parse_iso_day(std::string_view s) {
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t n) {
    int v = 0;
    for (std::size_t i = at; i < at + n; ++i) {
      if (s[i] < '0' || s[i] > '9') return -1;
      v = v * 10 + (s[i] - '0');
    }
    return v;
  };
  const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
  if (y < 1 || m < 1 || d < 1 || !valid_civil(y, m, d)) return std::nullopt;
  return Date::day(y, m, d);
}

std::optional<Setting> parse_setting(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.front() != '#') return std::nullopt;
  while (!line.empty() && line.front() == '#') line.remove_prefix(1);
  return key_value(line);
}

std::optional<std::string> normal_language(std::string_view s) {
  std::string tag = lower(trim(s));
  tag = tag.substr(0, tag.find_first_of("-_"));
  if (tag.empty() || tag == "auto") return "";
  if (tag == "en" || tag == "eng" || tag == "english") return "en";
  if (tag == "id" || tag == "in" || tag == "ind" || tag == "indonesian" || tag == "indonesia") return "id";
  return std::nullopt;
}

Head take_head(std::string& text, Markup markup) {
  Head head;
  std::size_t at = 0;
  if (text.starts_with(kByteOrderMark)) {
    blank_out(text, 0, 3);
    at = 3;
  }
  bool front_matter = false, first = true;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(std::string_view(text).substr(at, end - at));
    if (front_matter) {
      if (line == "---" || line == "...") {
        front_matter = false;
      } else if (auto s = key_value(line)) {
        apply(head, *s);
      }
    } else if (first && line == "---" && text.find("\n---", at) != std::string::npos) {
      front_matter = true;
    } else if (!line.empty()) {
      const bool hash = line.front() == '#';
      auto s = hash ? parse_setting(line) : key_value(line);
      if (!hash && s &&
          (s->value.empty() || (s->key == "date" && !head_day(s->value)) ||
           (s->key == "lang" && !normal_language(s->value)))) {
        s.reset();
      }
      if (!s && (!hash || markup == Markup::markdown)) break;
      if (s) apply(head, *s);
    }
    blank_out(text, at, end);
    first = first && line.empty();
    at = std::min(end + 1, text.size());
  }
  return head;
}

std::optional<Date> prose_day(std::string_view text, std::size_t* begin, std::string* rest) {
  const std::vector<Piece> p = pieces_of(text);
  std::optional<Date> found;
  std::size_t from = 0, to = 0;
  for (std::size_t i = 0; i < p.size();) {
    std::size_t used = 0;
    auto day = day_at(p, i, used);
    if (day) {
      if (found) return std::nullopt;
      found = std::move(day);
      from = p[i].begin;
      to = p[i + used - 1].end;
    }
    i += std::max<std::size_t>(used, 1);
  }
  if (found && begin != nullptr) *begin = from;
  if (found && rest != nullptr) *rest = std::string(text.substr(0, from)) + " " + std::string(text.substr(to));
  return found;
}

std::optional<Date> dateline_day(std::string_view text) {
  constexpr int lines_looked_at = 12;
  constexpr std::size_t longest = 90;
  static constexpr std::array<std::string_view, 4> dashes{" \xE2\x80\x94", " \xE2\x80\x93", " --", " - "};
  for (int n = 0; n < lines_looked_at && !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    ++n;
    std::size_t begin = 0;
    std::string rest;
    if (line.size() <= longest) {
      if (auto day = prose_day(line, &begin, &rest); day && only_furniture(rest)) return day;
    }
    std::size_t dash = std::string_view::npos;
    for (const std::string_view d : dashes) dash = std::min(dash, line.find(d));
    if (dash > longest) continue;  // npos among them
    const std::string_view lead = line.substr(0, dash);
    if (auto day = prose_day(lead, &begin); day && is_place(lead.substr(0, begin))) return day;
  }
  return std::nullopt;
}

}  // namespace saksi::engine

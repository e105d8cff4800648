#include "corpus/facts_csv/cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "core/tsv.h"
#include "corpus/content.h"
#include "corpus/names.h"
#include "corpus/sha256.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }

constexpr std::array<std::array<std::string_view, 3>, 12> kMonths = {{{"january", "januari", "jan"},
                                                                      {"february", "februari", "feb"},
                                                                      {"march", "maret", "mar"},
                                                                      {"april", "april", "apr"},
                                                                      {"may", "mei", "may"},
                                                                      {"june", "juni", "jun"},
                                                                      {"july", "juli", "jul"},
                                                                      {"august", "agustus", "aug"},
                                                                      {"september", "september", "sep"},
                                                                      {"october", "oktober", "oct"},
                                                                      {"november", "november", "nov"},
                                                                      {"december", "desember", "dec"}}};

int month_of(std::string_view word) {
  const std::string folded = lower_ascii(word);
  for (std::size_t m = 0; m < kMonths.size(); ++m) {
    if (std::find(kMonths[m].begin(), kMonths[m].end(), folded) != kMonths[m].end()) return static_cast<int>(m) + 1;
  }
  return 0;
}

/// Runs of letters or digits.
std::vector<std::string_view> runs(std::string_view s) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  const auto word = [](char c) { return digit(c) || lower(c) || upper(c); };
  for (std::size_t i = 0; i <= s.size(); ++i) {
    if (i < s.size() && word(s[i])) continue;
    if (i > begin) out.push_back(s.substr(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

int number_of(std::string_view s) {
  int n = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  return error == std::errc() && end == s.data() + s.size() ? n : -1;
}

/// "degree celsius", "kilometre per second": words without the s of the plural.
std::string singular(std::string_view phrase) {
  std::string out;
  for (const auto word : split_list(phrase, ' ')) {
    std::string w(word);
    if (w.size() > 3 && w.ends_with('s') && w != "celsius") w.pop_back();
    out += (out.empty() ? "" : " ") + w;
  }
  return out;
}

}  // namespace

NameCell name_cell(std::string_view cell) {
  NameCell out;
  cell = trim(cell);
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
    out.quoted = true;
    out.text = trim(cell.substr(1, cell.size() - 2));
    return out;
  }
  out.text = cell;
  std::replace(out.text.begin(), out.text.end(), '_', ' ');
  const auto open = out.text.rfind(" (");
  if (out.text.ends_with(')') && open != std::string::npos && open > 0) {
    out.hint = lower_ascii(trim(std::string_view(out.text).substr(open + 2, out.text.size() - open - 3)));
    out.text = trim(std::string_view(out.text).substr(0, open));
  }
  return out;
}

std::string phrase_of(std::string_view column) {
  std::string out;
  for (std::size_t i = 0; i < column.size(); ++i) {
    const char c = column[i];
    const bool gap = c == '_' || c == '-' || c == ' ' || c == '\t';
    // "birthPlace", "iataCode"; "IATACode" keeps its capitals together.
    const bool hump = upper(c) && i > 0 && (lower(column[i - 1]) || digit(column[i - 1]));
    if ((gap || hump) && !out.empty() && out.back() != ' ') out += ' ';
    if (!gap) out += c;
  }
  return lower_ascii(trim(out));
}

std::string id_of(std::string_view name) {
  const auto id = slug(name);
  return id.empty() ? "x" + sha256(name).substr(0, 8) : id;
}

std::optional<Date> date_cell(std::string_view cell, bool* ambiguous) {
  if (ambiguous != nullptr) *ambiguous = false;
  cell = trim(cell);
  if (auto date = parse_edtf(cell); date && !date->clock_only && date->civil.end > date->civil.begin) return date;
  const auto parts = runs(cell);
  const auto day = [](int y, int m, int d) -> std::optional<Date> {
    if (!valid_civil(y, m, d)) return std::nullopt;
    return Date::day(y, m, d);
  };
  if (parts.size() == 2 && month_of(parts[0]) > 0 && parts[1].size() == 4 && number_of(parts[1]) > 0)
    return Date::month(number_of(parts[1]), month_of(parts[0]));
  if (parts.size() != 3) return std::nullopt;
  const auto last = number_of(parts[2]);
  if (parts[2].size() != 4 || last < 0) return std::nullopt;
  if (const int m = month_of(parts[1]); m > 0) return day(last, m, number_of(parts[0]));
  if (const int m = month_of(parts[0]); m > 0) return day(last, m, number_of(parts[1]));
  const int a = number_of(parts[0]);
  const int b = number_of(parts[1]);
  if (a < 0 || b < 0 || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
  const auto day_first = day(last, b, a);
  const auto month_first = day(last, a, b);
  if (day_first && month_first && a != b) {
    if (ambiguous != nullptr) *ambiguous = true;
    return std::nullopt;
  }
  return day_first ? day_first : month_first;
}

std::optional<Quantity> quantity_cell(std::string_view cell, std::string_view unit_cell, const FactWords& words) {
  cell = trim(cell);
  std::size_t end = 0;
  if (end < cell.size() && (cell[end] == '-' || cell[end] == '+')) ++end;
  const std::size_t first = end;
  while (end < cell.size() && (digit(cell[end]) || ((cell[end] == '.' || cell[end] == ',' || cell[end] == '/') &&
                                                    end + 1 < cell.size() && digit(cell[end + 1]))))
    ++end;
  if (end == first) return std::nullopt;
  if (end + 1 < cell.size() && (cell[end] == 'e' || cell[end] == 'E') &&
      (digit(cell[end + 1]) || ((cell[end + 1] == '-' || cell[end + 1] == '+') && end + 2 < cell.size()))) {
    end += 2;
    while (end < cell.size() && digit(cell[end])) ++end;
  }
  std::string number(cell.substr(0, end));
  if (const auto comma = number.find(','); comma != std::string::npos) {
    // Only groups of three are told apart from a decimal comma.
    std::string plain;
    std::size_t run = 0;
    bool grouped = number.find('.') == std::string::npos || number.find('.') > number.rfind(',');
    for (std::size_t i = number.size(); i-- > 0;) {
      if (number[i] == '.') {
        run = 0;
      } else if (number[i] == ',') {
        grouped = grouped && run == 3;
        run = 0;
        continue;
      } else {
        ++run;
      }
      plain.insert(plain.begin(), number[i]);
    }
    if (!grouped || comma > 3 + first || number.size() < comma + 4) return std::nullopt;
    number = plain;
  }
  std::string_view rest = trim(cell.substr(end));
  while (!rest.empty() && (rest.front() == '"' || rest.front() == '(' || rest.front() == ' ')) rest.remove_prefix(1);
  while (!rest.empty() && (rest.back() == ')' || rest.back() == ' ')) rest.remove_suffix(1);
  if (rest.empty()) rest = trim(unit_cell);
  std::string unit = "1";
  double factor = 1;
  if (!rest.empty()) {
    if (find_unit(rest) != nullptr) {
      unit = rest;
    } else {
      auto found = words.units.find(lower_ascii(rest));
      if (found == words.units.end()) found = words.units.find(phrase_of(rest));
      if (found == words.units.end()) found = words.units.find(singular(phrase_of(rest)));
      if (found == words.units.end()) return std::nullopt;
      unit = found->second;
      if (const auto star = unit.find('*'); star != std::string::npos) {
        factor = std::stod(unit.substr(star + 1));
        unit.resize(star);
      }
    }
  }
  auto q = parse_number_cell(number, unit);
  if (!q) return std::nullopt;
  for (double* part : {&q->value, &q->low, &q->high}) *part *= factor;
  return q;
}

}  // namespace saksi::corpus

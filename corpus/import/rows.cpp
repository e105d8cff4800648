#include "corpus/import/rows.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tuple>

#include "core/date.h"
#include "core/tsv.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  for (;;) {
    const auto tab = line.find('\t');
    out.emplace_back(trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

int RawTable::column(std::string_view name) const {
  const auto at = std::find(header.begin(), header.end(), name);
  return at == header.end() ? -1 : static_cast<int>(at - header.begin());
}

std::string_view RawTable::get(const RawRow& row, std::string_view name) const {
  const int i = column(name);
  return i < 0 || static_cast<std::size_t>(i) >= row.cells.size()
             ? std::string_view()
             : std::string_view(row.cells[static_cast<std::size_t>(i)]);
}

Diagnostic RawTable::fault(const RawRow& row, int at, std::string code, std::string message) const {
  Diagnostic d = file_fault(std::move(code), path, std::move(message));
  d.line = row.line;
  d.source = row.text;
  if (at < 0) return d;
  std::size_t begin = 0;
  for (int i = 0; i < at; ++i) begin = row.text.find('\t', begin) + 1;
  d.column = code_points(std::string_view(row.text).substr(0, begin)) + 1;
  d.length = std::max(1, code_points(row.cells[static_cast<std::size_t>(at)]));
  return d;
}

Result<std::string> read_bytes(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return file_fault("no-such-file", path, "there is no such file; name one that is there");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  if (std::filesystem::is_directory(path, error) || !in || !(out << in.rdbuf()))
    return file_fault("unreadable", path, "the file cannot be read, or it is empty");
  return out.str();
}

bool valid_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    std::size_t more = 0;
    unsigned code = c;
    if (c >= 0x80) {
      more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
      if (c < 0xC2 || c > 0xF4) return false;
      code = c & (0x3FU >> more);
    }
    if (i + more >= s.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(s[i + k]);
      if ((next & 0xC0U) != 0x80U) return false;
      code = code << 6U | (next & 0x3FU);
    }
    if ((more == 2 && code < 0x800) || (more == 3 && code < 0x10000) || code > 0x10FFFF ||
        (code >= 0xD800 && code < 0xE000))
      return false;
    i += more + 1;
  }
  return true;
}

std::string from_latin1(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (c < 0x80) {
      out += byte;
    } else {
      out += static_cast<char>(0xC0U | c >> 6U);
      out += static_cast<char>(0x80U | (c & 0x3FU));
    }
  }
  return out;
}

void skip(ImportReport& report, const std::string& reason, Diagnostic where) {
  ++report.skipped[reason];
  report.problems.push_back(std::move(where));
}

void sort_problems(ImportReport& report) {
  std::stable_sort(report.problems.begin(), report.problems.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line) < std::tie(b.path, b.line);
  });
}

RawTable read_tsv(std::string path, std::string_view bytes, std::vector<std::string> header, ImportReport& report) {
  RawTable table;
  table.path = std::move(path);
  table.header = std::move(header);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  int number = 0;
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty()) continue;
    if (table.header.empty()) {
      if (line.starts_with('#')) line.remove_prefix(1);
      table.header = cells_of(line);
      continue;
    }
    if (line.starts_with('#')) continue;
    Diagnostic d = file_fault("bad-utf8", table.path, "the line is not valid UTF-8; it is left out");
    d.line = number;
    if (!valid_utf8(line)) {
      skip(report, "not UTF-8", std::move(d));
      continue;
    }
    RawRow row{number, cells_of(line), std::string(line)};
    if (row.cells.size() != table.header.size()) {
      d.code = "column-count";
      d.message = "the line has " + std::to_string(row.cells.size()) + " cells, the header " +
                  std::to_string(table.header.size()) + "; it is left out";
      d.source = line;
      skip(report, "wrong number of cells", std::move(d));
      continue;
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::optional<std::string> day_in_name(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  for (std::size_t i = 0; i + 10 <= name.size(); ++i) {
    const std::string part = name.substr(i, 10);
    if (part[4] != '-' || part[7] != '-') continue;
    const auto day = parse_edtf(part);
    if (day && day->precision == Precision::day) return part;
  }
  return std::nullopt;
}

Result<std::string> checked_day(const std::string& path, const ImportOptions& options) {
  if (!options.checked.empty()) {
    const auto day = parse_edtf(options.checked);
    if (!day || day->precision != Precision::day || options.checked.size() != 10)
      return file_fault("bad-date", "", "'" + options.checked + "' is no day; write it as 2026-01-31");
    return options.checked;
  }
  if (auto day = day_in_name(path)) return *day;
  return file_fault("no-checked-day", path,
                    "the file's name has no date; say with --checked DATE on which day it was fetched");
}

}  // namespace saksi::corpus

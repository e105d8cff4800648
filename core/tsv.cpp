#include "core/tsv.h"

#include <algorithm>

namespace saksi {
namespace {

int code_points(std::string_view s) {
  return static_cast<int>(
      std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> out;
  out.reserve(1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t')));
  for (std::size_t at = 0;;) {
    const std::size_t tab = line.find('\t', at);
    out.push_back(line.substr(at, tab == std::string_view::npos ? tab : tab - at));
    if (tab == std::string_view::npos) return out;
    at = tab + 1;
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  if (trim(text).empty()) return out;
  for (std::size_t at = 0;;) {
    const std::size_t next = text.find(separator, at);
    out.push_back(trim(text.substr(at, next == std::string_view::npos ? next : next - at)));
    if (next == std::string_view::npos) return out;
    at = next + 1;
  }
}

Result<Tsv> Tsv::read(std::string_view path, std::string_view content,
                      std::initializer_list<std::string_view> required) {
  Tsv t;
  t.path_ = std::string(path);
  std::vector<Diagnostic> bad;
  const auto report = [&](std::string code, int line, int column, std::string message, std::string_view source) {
    Diagnostic d;
    d.code = std::move(code);
    d.path = t.path_;
    d.line = line;
    d.column = column;
    d.message = std::move(message);
    d.source = std::string(source);
    bad.push_back(std::move(d));
  };
  if (content.substr(0, 3) == "\xEF\xBB\xBF") content.remove_prefix(3);
  t.rows_.reserve(static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')));
  int number = 0;
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    if (t.header_.empty()) {
      t.header_ = cells_of(line);
      for (std::size_t i = 0; i < t.header_.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (t.header_[i] == t.header_[j]) {
            report("duplicate-column", number, 1, "the column '" + std::string(t.header_[i]) + "' stands twice", line);
          }
        }
      }
      for (const std::string_view r : required) {
        if (!t.has(r)) report("missing-column", number, 1, "the column '" + std::string(r) + "' is missing", line);
      }
      continue;
    }
    Row row{number, cells_of(line), line};
    if (row.cells.size() != t.header_.size()) {
      report("column-count", number, 1,
             "the line has " + std::to_string(row.cells.size()) + " cells, the header " +
                 std::to_string(t.header_.size()) + "; cells are separated by one tab each",
             line);
      continue;
    }
    t.rows_.push_back(std::move(row));
  }
  if (t.header_.empty()) report("empty-table", 0, 0, "the table has no header line", "");
  if (!bad.empty()) return bad;
  return t;
}

bool Tsv::has(std::string_view column) const {
  return std::find(header_.begin(), header_.end(), column) != header_.end();
}

std::string_view Tsv::get(const Row& row, std::string_view column) const {
  const auto it = std::find(header_.begin(), header_.end(), column);
  if (it == header_.end()) return {};
  return row.cells[static_cast<std::size_t>(it - header_.begin())];
}

Diagnostic Tsv::fault(const Row& row, std::string_view column, std::string code, std::string message) const {
  Diagnostic d;
  d.code = std::move(code);
  d.path = path_;
  d.line = row.line;
  d.message = std::move(message);
  d.source = std::string(row.source);
  const std::string_view cell = get(row, column);
  d.column = cell.data() == nullptr
                 ? 1
                 : code_points(row.source.substr(0, static_cast<std::size_t>(cell.data() - row.source.data()))) + 1;
  d.length = std::max(1, code_points(cell));
  return d;
}

}  // namespace saksi

#include "corpus/build/csv.h"

#include <algorithm>
#include <set>

#include "core/tsv.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

/// Offset of the first byte that is not valid UTF-8, or npos.
std::size_t bad_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    std::size_t more = 0;
    if (c < 0x80)
      more = 0;
    else if (c >= 0xC2 && c < 0xE0)
      more = 1;
    else if (c >= 0xE0 && c < 0xF0)
      more = 2;
    else if (c >= 0xF0 && c < 0xF5)
      more = 3;
    else
      return i;
    if (i + more >= s.size()) return i;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((static_cast<unsigned char>(s[i + k]) & 0xC0) != 0x80) return i;
    }
    const auto next = more > 0 ? static_cast<unsigned char>(s[i + 1]) : 0;
    if ((c == 0xE0 && next < 0xA0) || (c == 0xED && next > 0x9F) || (c == 0xF0 && next < 0x90) ||
        (c == 0xF4 && next > 0x8F))
      return i;
    i += more + 1;
  }
  return std::string_view::npos;
}

class Reader {
 public:
  Reader(CsvTable& table, std::string_view s, std::vector<Diagnostic>& errors)
      : table_(table), s_(s), errors_(errors) {}

  void run() {
    while (at_ < s_.size()) {
      if (peek() == '\n' || peek() == '\r') {  // a blank line
        newline();
        continue;
      }
      CsvRow row;
      row.line = line_;
      const bool good = read_row(row);
      if (table_.header.empty()) {
        table_.header = std::move(row.cells);
        check_header();
      } else if (good && row.cells.size() != table_.header.size()) {
        const bool more = row.cells.size() > table_.header.size();
        errors_.push_back(
            table_.fault(more ? &row.cells[table_.header.size()] : nullptr, row.line, "column-count",
                         "the row has " + std::to_string(row.cells.size()) + " cells, the header " +
                             std::to_string(table_.header.size()) +
                             (more ? "; quote cells that hold a comma" : "; add commas for the empty cells")));
      } else if (good) {
        table_.rows.push_back(std::move(row));
      }
    }
    if (table_.header.empty())
      errors_.push_back(table_.fault(nullptr, 0, "empty-table", "the table has no header line; add one"));
  }

 private:
  [[nodiscard]] char peek() const { return at_ < s_.size() ? s_[at_] : '\n'; }

  void newline() {
    if (peek() == '\r') ++at_;
    if (at_ < s_.size() && s_[at_] == '\n') ++at_;
    ++line_;
    line_begin_ = at_;
  }

  [[nodiscard]] int column() const { return 1 + code_points(s_.substr(line_begin_, at_ - line_begin_)); }

  bool read_row(CsvRow& row) {
    bool good = true;
    for (;;) {
      CsvCell cell;
      cell.line = line_;
      cell.column = column();
      good = read_cell(cell) && good;
      row.cells.push_back(std::move(cell));
      if (at_ < s_.size() && s_[at_] == ',') {
        ++at_;
        continue;
      }
      if (at_ < s_.size()) newline();
      return good;
    }
  }

  bool read_cell(CsvCell& cell) {
    if (peek() != '"') {
      const auto begin = at_;
      while (at_ < s_.size() && s_[at_] != ',' && s_[at_] != '\n' && s_[at_] != '\r') ++at_;
      cell.text = trim(s_.substr(begin, at_ - begin));
      return true;
    }
    ++at_;
    for (;;) {
      if (at_ >= s_.size()) {
        errors_.push_back(
            table_.fault(&cell, cell.line, "open-quote", "the quoted cell has no end; close it with '\"'"));
        return false;
      }
      const char c = s_[at_++];
      if (c == '\n') {
        ++line_;
        line_begin_ = at_;
      }
      if (c != '"') {
        cell.text += c;
      } else if (at_ < s_.size() && s_[at_] == '"') {
        cell.text += '"';
        ++at_;
      } else {
        break;
      }
    }
    cell.text = std::string(trim(cell.text));
    if (at_ < s_.size() && s_[at_] != ',' && s_[at_] != '\n' && s_[at_] != '\r') {
      errors_.push_back(table_.fault(&cell, cell.line, "text-after-quote",
                                     "text stands behind the closing quote; double the quotes within a quoted cell"));
      while (at_ < s_.size() && s_[at_] != ',' && s_[at_] != '\n' && s_[at_] != '\r') ++at_;
      return false;
    }
    return true;
  }

  void check_header() {
    std::set<std::string_view> seen;
    for (const auto& cell : table_.header) {
      if (!seen.insert(cell.text).second) {
        errors_.push_back(table_.fault(&cell, cell.line, "duplicate-column",
                                       "the column '" + cell.text + "' is there twice; remove one"));
      }
    }
  }

  CsvTable& table_;
  std::string_view s_;
  std::vector<Diagnostic>& errors_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
};

}  // namespace

Diagnostic CsvTable::fault(const CsvCell* cell, int line, std::string code, std::string message) const {
  Diagnostic d;
  d.code = std::move(code);
  d.path = path;
  d.line = cell ? cell->line : line;
  d.message = std::move(message);
  if (d.line > 0 && static_cast<std::size_t>(d.line) <= lines.size())
    d.source = lines[static_cast<std::size_t>(d.line) - 1];
  if (cell) {
    d.column = cell->column;
    // What the file has there, quotes and all, as far as it lies on this line.
    const int width = code_points(d.source);
    d.length = std::clamp(code_points(cell->text), 1, std::max(1, width - cell->column + 1));
  }
  return d;
}

int CsvTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].text == name) return static_cast<int>(i);
  }
  return -1;
}

CsvTable read_csv(std::string path, std::string_view content, std::vector<Diagnostic>& errors) {
  CsvTable table;
  table.path = std::move(path);
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  for (std::size_t begin = 0; begin < content.size();) {
    auto end = content.find('\n', begin);
    if (end == std::string_view::npos) end = content.size();
    std::string_view line = content.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    table.lines.emplace_back(line);
    begin = end + 1;
  }
  if (const auto bad = bad_utf8(content); bad != std::string_view::npos) {
    const auto line =
        1 + static_cast<int>(std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    auto d = table.fault(nullptr, line, "bad-utf8", "the line is not valid UTF-8; save the file as UTF-8");
    d.source.clear();
    errors.push_back(std::move(d));
    return table;
  }
  Reader(table, content, errors).run();
  return table;
}

}  // namespace saksi::corpus

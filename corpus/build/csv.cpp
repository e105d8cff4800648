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

}  // namespace

/// Takes the bytes of a file apart into a table.
class CsvReader {
 public:
  CsvReader(CsvTable& table, std::vector<Diagnostic>& errors) : table_(table), errors_(errors) {}

  /// Keeps the bytes; false where they are not UTF-8.
  bool take(std::string content) {
    table_.bytes_ = std::make_unique<const std::string>(std::move(content));
    s_ = *table_.bytes_;
    if (s_.starts_with("\xEF\xBB\xBF")) s_.remove_prefix(3);
    const auto offset = static_cast<std::size_t>(s_.data() - table_.bytes_->data());
    for (std::size_t begin = 0; begin < s_.size();) {
      table_.lines_.push_back(offset + begin);
      begin = std::min(s_.find('\n', begin), s_.size() - 1) + 1;
    }
    const auto bad = bad_utf8(s_);
    if (bad == std::string_view::npos) return true;
    const auto line = 1 + static_cast<int>(std::count(s_.begin(), s_.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
    auto d = table_.fault(nullptr, line, "bad-utf8", "the line is not valid UTF-8; save the file as UTF-8");
    d.source.clear();
    errors_.push_back(std::move(d));
    return false;
  }

  void run() {
    while (at_ < s_.size()) {
      if (peek() == '\n' || peek() == '\r') {  // a blank line
        newline();
        continue;
      }
      CsvRow row;
      row.line = line_;
      const bool good = read_row();
      if (table_.header.empty()) {
        table_.header = row_;
        check_header();
      } else if (good && row_.size() != table_.header.size()) {
        const bool more = row_.size() > table_.header.size();
        errors_.push_back(
            table_.fault(more ? &row_[table_.header.size()] : nullptr, row.line, "column-count",
                         "the row has " + std::to_string(row_.size()) + " cells, the header " +
                             std::to_string(table_.header.size()) +
                             (more ? "; quote cells that hold a comma" : "; add commas for the empty cells")));
      } else if (good) {
        row.cells = keep();
        table_.rows.push_back(row);
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
    begin_line();
  }
  void begin_line() {
    counted_ = at_;
    column_ = 1;
  }

  /// Of where it stands now, counted on from where it was counted last.
  int column() {
    column_ += code_points(s_.substr(counted_, at_ - counted_));
    counted_ = at_;
    return column_;
  }

  /// The cells of the row at hand, in a block of the table.
  std::span<const CsvCell> keep() {
    constexpr std::size_t kBlock = 8192;
    if (table_.cells_.empty() || room_ < row_.size()) {
      room_ = std::max(kBlock, row_.size());
      table_.cells_.push_back(std::make_unique<CsvCell[]>(room_));
      next_ = table_.cells_.back().get();
    }
    CsvCell* const first = next_;
    next_ = std::copy(row_.begin(), row_.end(), first);
    room_ -= row_.size();
    return {first, row_.size()};
  }

  bool read_row() {
    bool good = true;
    row_.clear();
    for (;;) {
      CsvCell cell;
      cell.line = line_;
      cell.column = column();
      good = read_cell(cell) && good;
      row_.push_back(cell);
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
    const auto begin = ++at_;
    bool doubled = false;
    for (;;) {
      if (at_ >= s_.size()) {
        cell.text = quoted(s_.substr(begin), doubled);
        errors_.push_back(
            table_.fault(&cell, cell.line, "open-quote", "the quoted cell has no end; close it with '\"'"));
        return false;
      }
      const char c = s_[at_++];
      if (c == '\n') {
        ++line_;
        begin_line();
      }
      if (c != '"') continue;
      if (at_ >= s_.size() || s_[at_] != '"') break;
      doubled = true;
      ++at_;
    }
    cell.text = trim(quoted(s_.substr(begin, at_ - 1 - begin), doubled));
    if (at_ < s_.size() && s_[at_] != ',' && s_[at_] != '\n' && s_[at_] != '\r') {
      errors_.push_back(table_.fault(&cell, cell.line, "text-after-quote",
                                     "text stands behind the closing quote; double the quotes within a quoted cell"));
      while (at_ < s_.size() && s_[at_] != ',' && s_[at_] != '\n' && s_[at_] != '\r') ++at_;
      return false;
    }
    return true;
  }

  /// What stands within the quotes; where some are doubled, with one for two.
  std::string_view quoted(std::string_view inside, bool doubled) {
    if (!doubled) return inside;
    std::string& text = table_.unquoted_.emplace_back();
    for (std::size_t i = 0; i < inside.size(); ++i) {
      text += inside[i];
      if (inside[i] == '"') ++i;
    }
    return text;
  }

  void check_header() {
    std::set<std::string_view> seen;
    for (const auto& cell : table_.header) {
      if (!seen.insert(cell.text).second) {
        errors_.push_back(table_.fault(&cell, cell.line, "duplicate-column",
                                       "the column '" + std::string(cell.text) + "' is there twice; remove one"));
      }
    }
  }

  CsvTable& table_;
  std::vector<Diagnostic>& errors_;
  std::string_view s_;
  std::vector<CsvCell> row_;  ///< the one at hand
  CsvCell* next_ = nullptr;
  std::size_t room_ = 0;  ///< cells left in the last block
  std::size_t at_ = 0;
  std::size_t counted_ = 0;  ///< up to where `column_` counts
  int column_ = 1;
  int line_ = 1;
};

Diagnostic CsvTable::fault(const CsvCell* cell, int line, std::string code, std::string message) const {
  Diagnostic d;
  d.code = std::move(code);
  d.path = path;
  d.line = cell ? cell->line : line;
  d.message = std::move(message);
  d.source = source_line(d.line);
  if (cell) {
    d.column = cell->column;
    // What the file has there, quotes and all, as far as it lies on this line.
    const int width = code_points(d.source);
    d.length = std::clamp(code_points(cell->text), 1, std::max(1, width - cell->column + 1));
  }
  return d;
}

std::string_view CsvTable::source_line(int line) const {
  if (line < 1 || static_cast<std::size_t>(line) > lines_.size()) return {};
  std::string_view out = std::string_view(*bytes_).substr(lines_[static_cast<std::size_t>(line) - 1]);
  out = out.substr(0, out.find('\n'));
  if (out.ends_with('\r')) out.remove_suffix(1);
  return out;
}

int CsvTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].text == name) return static_cast<int>(i);
  }
  return -1;
}

CsvTable read_csv(std::string path, std::string content, std::vector<Diagnostic>& errors) {
  CsvTable table;
  table.path = std::move(path);
  CsvReader reader(table, errors);
  if (reader.take(std::move(content))) reader.run();
  return table;
}

}  // namespace saksi::corpus

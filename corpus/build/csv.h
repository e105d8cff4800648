#pragma once
#include <cstddef>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::corpus {

/// A cell and where it begins. Its text is the table's.
struct CsvCell {
  std::string_view text;
  int line = 0;
  int column = 0;  ///< 1-based, in code points
};

struct CsvRow {
  int line = 0;
  std::span<const CsvCell> cells;  ///< the table's
};

/// A table as RFC 4180 has it: comma, double quotes, header line first. LF or CRLF. It is moved, not copied: cells are
/// views of its bytes.
struct CsvTable {
  std::string path;
  std::vector<CsvCell> header;
  std::vector<CsvRow> rows;

  CsvTable() = default;
  CsvTable(CsvTable&&) = default;
  CsvTable& operator=(CsvTable&&) = default;
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;
  ~CsvTable() = default;

  /// A fault at a cell; with no cell, of the whole row's line.
  [[nodiscard]] Diagnostic fault(const CsvCell* cell, int line, std::string code, std::string message) const;
  /// Index of a column, or -1.
  [[nodiscard]] int column(std::string_view name) const;
  /// A line of the file, from 1, without its end; empty where there is none of that number.
  [[nodiscard]] std::string_view source_line(int line) const;

 private:
  friend class CsvReader;
  std::unique_ptr<const std::string> bytes_;         ///< of the file
  std::vector<std::size_t> lines_;                   ///< where each begins
  std::deque<std::string> unquoted_;                 ///< texts of cells that do not stand in the file as they are
  std::vector<std::unique_ptr<CsvCell[]>> cells_{};  ///< of the rows, in blocks
};

/// Codes: "bad-utf8", "open-quote", "text-after-quote", "column-count", "duplicate-column", "empty-table".
/// The faults are added to `errors`; rows that have one are left out.
CsvTable read_csv(std::string path, std::string content, std::vector<Diagnostic>& errors);

}  // namespace saksi::corpus

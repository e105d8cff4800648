#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::corpus {

/// A cell and where it begins.
struct CsvCell {
  std::string text;
  int line = 0;
  int column = 0;  ///< 1-based, in code points
};

struct CsvRow {
  int line = 0;
  std::vector<CsvCell> cells;
};

/// A table as RFC 4180 has it: comma, double quotes, header line first. LF or CRLF.
struct CsvTable {
  std::string path;
  std::vector<std::string> lines;  ///< of the file, for carets
  std::vector<CsvCell> header;
  std::vector<CsvRow> rows;

  /// A fault at a cell; with no cell, of the whole row's line.
  [[nodiscard]] Diagnostic fault(const CsvCell* cell, int line, std::string code, std::string message) const;
  /// Index of a column, or -1.
  [[nodiscard]] int column(std::string_view name) const;
};

/// Codes: "bad-utf8", "open-quote", "text-after-quote", "column-count", "duplicate-column", "empty-table".
/// The faults are added to `errors`; rows that have one are left out.
CsvTable read_csv(std::string path, std::string_view content, std::vector<Diagnostic>& errors);

}  // namespace saksi::corpus

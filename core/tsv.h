#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace saksi {

/// A table of tab-separated values: the first line that is neither blank nor a '#' comment is the header. No quoting:
/// a '"' is a '"'. Cells are views into the text it was read from, which must outlive it.
class Tsv {
 public:
  struct Row {
    int line = 0;  ///< 1-based
    std::vector<std::string_view> cells;
    std::string_view source;  ///< the whole line
  };

  /// All faults of the table at once: "missing-column", "duplicate-column", "column-count", "empty-table". `required`
  /// must be among the header's names; others are welcome.
  static Result<Tsv> read(std::string_view path, std::string_view content,
                          std::initializer_list<std::string_view> required = {});

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<std::string_view>& header() const { return header_; }
  [[nodiscard]] std::string_view path() const { return path_; }
  [[nodiscard]] bool has(std::string_view column) const;
  /// The cell of that column; empty where the table has no such column.
  [[nodiscard]] std::string_view get(const Row& row, std::string_view column) const;
  /// A fault of one cell, with its place and the line.
  [[nodiscard]] Diagnostic fault(const Row& row, std::string_view column, std::string code, std::string message) const;

 private:
  std::string path_;
  std::vector<std::string_view> header_;
  std::vector<Row> rows_;
};

/// "a,b;c" at each `separator`; parts trimmed of blanks; an empty text has no parts.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);

}  // namespace saksi

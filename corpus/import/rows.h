#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/import/import.h"

namespace saksi::corpus {

/// A foreign table as it is: rows that cannot be read are reported and left out, they end nothing.
struct RawRow {
  int line = 0;
  std::vector<std::string> cells;  ///< trimmed
  std::string text;                ///< the line
};

struct RawTable {
  std::string path;
  std::vector<std::string> header;
  std::vector<RawRow> rows;

  [[nodiscard]] int column(std::string_view name) const;
  /// The cell, trimmed; empty where the table has no such column.
  [[nodiscard]] std::string_view get(const RawRow& row, std::string_view column) const;
  /// A fault at a cell, with its line, column in code points and the line's text.
  [[nodiscard]] Diagnostic fault(const RawRow& row, int column, std::string code, std::string message) const;
};

/// The bytes of a file; codes "no-such-file", "unreadable".
Result<std::string> read_bytes(const std::string& path);

/// Valid UTF-8 without overlong forms and surrogates.
bool valid_utf8(std::string_view text);
/// ISO 8859-1 as UTF-8.
std::string from_latin1(std::string_view bytes);

/// Tab-separated text without quoting. `header` empty = the first line is it, with a '#' before it or not. Lines that
/// begin with '#' further down are comments.
RawTable read_tsv(std::string path, std::string_view bytes, std::vector<std::string> header, ImportReport& report);

/// Adds a row that is left out to the report.
void skip(ImportReport& report, const std::string& reason, Diagnostic where);

/// By file and line.
void sort_problems(ImportReport& report);

/// The ISO day in a file's name ("gcat_launchlog_2024-12-08.tsv"), if there is one.
std::optional<std::string> day_in_name(const std::string& path);
/// The day that the options or the name of the file say; codes "no-checked-day", "bad-date".
Result<std::string> checked_day(const std::string& path, const ImportOptions& options);

}  // namespace saksi::corpus

#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/record.h"
#include "engine/batch/source.h"

namespace saksi::engine {

/// One row of a table, its fields unquoted.
struct Row {
  std::vector<std::string> fields;
  std::vector<std::size_t> begins;  ///< where each field's own text starts, in bytes from the row
  std::string raw;
  Offset begin, end;
  std::uint64_t line = 0;
  std::optional<RecordError> error;  ///< "too-long"
};

/// Cuts a table into rows. With quotes as in RFC 4180: a quoted field may hold delimiters and line ends, and quotes doubled.
/// Quotes that do not keep to it are signs like any other: one inside a field, text behind a closing one, and one that is
/// never closed, or only in a row that then has other than the expected number of fields.
class RowCutter {
 public:
  /// The window must outlive it. `quotes` false: a quote is always a sign like any other.
  RowCutter(Window& window, char delimiter, bool quotes) : window_(window), delimiter_(delimiter), quotes_(quotes) {}

  /// False at the end. `expected`: the number of columns, 0 = not known.
  bool next(Row& row, std::size_t expected);
  [[nodiscard]] char delimiter() const { return delimiter_; }

 private:
  bool next_line_of_fields(Row& row);
  /// The first line of what is left, its quotes signs like any other; false where it is longer than a record may be.
  bool first_line(Row& row);
  void split(Row& row) const;

  Window& window_;
  char delimiter_;
  bool quotes_;
  std::string storage_;
};

/// The one of , ; tab | that stands most often in a line outside of quotes; a comma where there is none.
char delimiter_of(std::string_view line);

}  // namespace saksi::engine

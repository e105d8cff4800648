#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/limits.h"
#include "engine/batch/readers.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

/// One row of a table, its fields unquoted.
struct Row {
  std::vector<std::string> fields;
  std::vector<std::size_t> begins;  ///< where each field's own text starts, in bytes from the row
  std::string raw;
  Offset begin, end;
  std::uint64_t line = 0;
  std::optional<RecordError> error;
};

class TableReader : public RecordReader {
 public:
  TableReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)), options_(options), maker_(std::move(path), options_), window_(*source_) {}

  bool next(Record& record) override {
    if (failure_ || (!headed_ && !read_header())) return false;
    Row row;
    do {
      if (!next_row(row)) return note_end();
    } while (is_blank(row));
    maker_.start(record, row.line, row.begin);
    record.end = row.end;
    fill(record, row);
    return true;
  }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return failure_; }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  static bool is_blank(const Row& row) {
    return !row.error && row.fields.size() == 1 && row.fields[0].find_first_not_of(" \t") == std::string::npos;
  }

  bool note_end() {
    if (const std::string why = window_.failure(); !why.empty()) {
      failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
    }
    return false;
  }

  bool fail_header(const Row& row, std::string code, std::string message) {
    failure_ = Diagnostic{
        std::move(code), maker_.path(), static_cast<int>(row.line), 1, std::move(message), printable(row.raw, 120), 1};
    return false;
  }

  bool read_header() {
    Row row;
    do {
      if (!next_row(row)) return note_end();
    } while (is_blank(row));
    headed_ = true;
    if (!row.fields.empty() && row.fields[0].starts_with("\xEF\xBB\xBF")) row.fields[0].erase(0, 3);
    if (!row.error) row.error = check_text(row.raw, row.begin.byte);
    if (row.error) return fail_header(row, "bad-header", "the header cannot be read: " + row.error->message);
    for (std::string& name : row.fields) {
      const std::size_t first = name.find_first_not_of(" \t");
      name = first == std::string::npos ? "" : name.substr(first, name.find_last_not_of(" \t") + 1 - first);
    }
    columns_ = row.fields;
    const auto find = [&](const std::string& name) {
      const auto at = std::find(columns_.begin(), columns_.end(), name);
      return at == columns_.end() ? none : static_cast<std::size_t>(at - columns_.begin());
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].empty()) columns_[i] = fmt::format("column {}", i + 1);
      if (find(columns_[i]) < i) {
        return fail_header(row, "repeated-column", fmt::format("two columns are called '{}'", columns_[i]));
      }
    }
    claim_ = find(options_.claim_column);
    id_ = find(options_.id_column);
    lang_ = find(options_.lang_column);
    as_of_ = find(options_.as_of_column);
    if (claim_ == none) {
      return fail_header(row, "no-claim-column",
                         fmt::format("no column is called '{}'; name the one that holds the claims with --claim-column",
                                     options_.claim_column));
    }
    return true;
  }

  void fill(Record& record, Row& row) {
    if (!row.error) row.error = check_text(row.raw, row.begin.byte);
    if (!row.error && row.fields.size() != columns_.size()) {
      row.error = RecordError{"wrong-column-count", fmt::format("this record has {} columns, the header {}",
                                                                row.fields.size(), columns_.size())};
    }
    if (row.error) return fail_record(record, row.error->code, row.error->message, row.raw);
    if (id_ != none) record.id = row.fields[id_];
    const std::string_view before = std::string_view(row.raw).substr(0, row.begins[claim_]);
    const std::size_t line_start = before.rfind('\n') + 1;
    record.line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    record.column = 1 + offset_after({}, before.substr(line_start)).codepoint;
    JsonWriter writer(record.extra);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i != claim_ && i != id_ && i != lang_ && i != as_of_) writer.member(columns_[i], row.fields[i]);
    }
    maker_.finish(record, std::move(row.fields[claim_]), lang_ == none ? "" : std::string_view(row.fields[lang_]),
                  as_of_ == none ? "" : std::string_view(row.fields[as_of_]));
  }

  bool next_row(Row& row) { return options_.kind == InputKind::tsv ? next_tsv(row) : next_csv(row); }

  bool next_tsv(Row& row) {
    Line line;
    if (!next_line(window_, limits::record_bytes, line, storage_)) return false;
    row = {};
    row.begin = line.begin;
    row.line = line.number;
    row.raw = line.text;
    row.end = line.too_long ? window_.offset() : offset_after(line.begin, line.text);
    if (line.too_long) {
      row.error = RecordError{"too-long", fmt::format("the line has over {} bytes", limits::record_bytes)};
      return true;
    }
    std::size_t at = 0;
    for (;;) {
      const std::size_t tab = std::min(row.raw.find('\t', at), row.raw.size());
      row.begins.push_back(at);
      row.fields.push_back(row.raw.substr(at, tab - at));
      if (tab == row.raw.size()) return true;
      at = tab + 1;
    }
  }

  /// RFC 4180: fields may be quoted, quotes in them doubled, and then hold commas and line ends. A row that breaks these
  /// rules ends at the first line end where that can be said, so that the rest of the file is still read.
  bool next_csv(Row& row) {
    row = {};
    row.begin = window_.offset();
    row.line = window_.line();
    enum class State { start, plain, quoted, closed } state = State::start;
    std::string field;
    std::size_t i = 0, begin = 0, field_begin = 0;
    if (window_.offset().byte == 0) {
      while (window_.rest().size() < 3 && window_.more()) {
      }
      if (window_.rest().starts_with("\xEF\xBB\xBF")) i = begin = field_begin = 3;
    }
    const auto end_field = [&] {
      row.begins.push_back(field_begin);
      row.fields.push_back(std::move(field));
      field.clear();
      state = State::start;
    };
    const auto end_row = [&](std::size_t content, std::size_t consumed) {
      row.raw = window_.rest().substr(0, content);
      row.end = offset_after(row.begin, row.raw);
      window_.consume(consumed);
      return true;
    };
    for (;;) {
      if (i >= window_.rest().size()) {
        if (i > limits::record_bytes)
          return broken(row, "too-long", fmt::format("the record has over {} bytes", limits::record_bytes));
        if (window_.more()) continue;
        if (i == begin && row.fields.empty()) {
          window_.consume(i);
          return false;
        }
        if (state == State::quoted) return broken(row, "bad-csv", "a quoted field does not end");
        end_field();
        return end_row(i, i);
      }
      const char c = window_.rest()[i];
      if (state == State::quoted) {
        if (c != '"') {
          field += c;
        } else {
          if (i + 1 >= window_.rest().size()) window_.more();
          if (i + 1 < window_.rest().size() && window_.rest()[i + 1] == '"') {
            field += '"';
            ++i;
          } else {
            state = State::closed;
          }
        }
        ++i;
        continue;
      }
      if (c == ',') {
        end_field();
        field_begin = ++i;
        continue;
      }
      if (c == '\r' && i + 1 >= window_.rest().size()) window_.more();
      const bool crlf = c == '\r' && i + 1 < window_.rest().size() && window_.rest()[i + 1] == '\n';
      if (c == '\n' || crlf) {
        end_field();
        return end_row(i, i + (crlf ? 2 : 1));
      }
      if (c == '"' && state == State::start) {
        state = State::quoted;
        field_begin = i + 1;
      } else if (c == '"' || state == State::closed) {
        return broken(row, "bad-csv",
                      c == '"' ? "a quote stands inside a field; quote the whole field and double the quotes in it"
                               : "something stands between a closing quote and the comma");
      } else {
        state = State::plain;
        field += c;
      }
      ++i;
    }
  }

  /// Ends the row with its first line.
  bool broken(Row& row, std::string code, std::string message) {
    row.fields.clear();
    row.error = RecordError{std::move(code), std::move(message)};
    std::size_t end = window_.rest().find('\n');
    while (end == std::string_view::npos && !window_.ended() && window_.rest().size() <= limits::record_bytes) {
      window_.more();
      end = window_.rest().find('\n');
    }
    if (end == std::string_view::npos && !window_.ended()) {
      Line line;
      next_line(window_, limits::record_bytes, line, storage_);
      row.raw = line.text;
      row.end = window_.offset();
      return true;
    }
    const std::size_t stop = std::min(end, window_.rest().size());
    row.raw = window_.rest().substr(0, stop);
    if (!row.raw.empty() && row.raw.back() == '\r') row.raw.pop_back();
    row.end = offset_after(row.begin, row.raw);
    window_.consume(end == std::string_view::npos ? stop : stop + 1);
    return true;
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  RecordMaker maker_;
  Window window_;
  std::string storage_;
  std::vector<std::string> columns_;
  std::size_t claim_ = none, id_ = none, lang_ = none, as_of_ = none;
  bool headed_ = false;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_table_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                const ReaderOptions& options) {
  return std::make_unique<TableReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <vector>

#include "core/limits.h"
#include "core/spelling.h"
#include "core/tsv.h"
#include "engine/batch/columns.h"
#include "engine/batch/day_column.h"
#include "engine/batch/encoding.h"
#include "engine/batch/readers.h"
#include "engine/batch/rows.h"
#include "engine/report/json.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

bool is_empty(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// One record a row of a table whose delimiter, header, encoding and dates are as people have them. What had to be
/// guessed is noted.
class TableReader : public RecordReader {
 public:
  TableReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)), options_(options), maker_(std::move(path), options_), window_(*source_) {}

  bool next(Record& record) override {
    if (failure_ || (!cutter_ && !open())) return false;
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
  std::vector<Diagnostic> take_notes() override { return std::exchange(notes_, {}); }

 private:
  static constexpr std::size_t none = Columns::none;
  /// So much of a table is looked at before its first record is made.
  static constexpr std::size_t kLookedRows = 2000, kLookedBytes = 1U << 20U;

  static bool is_blank(const Row& row) { return !row.error && row.fields.size() == 1 && is_empty(row.fields[0]); }

  bool note_end() {
    if (const std::string why = window_.failure(); !why.empty())
      failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
    return false;
  }

  bool fail_header(const Row& row, std::string code, std::string message) {
    failure_ = Diagnostic{
        std::move(code), maker_.path(), static_cast<int>(row.line), 1, std::move(message), printable(row.raw, 120), 1};
    return false;
  }

  void note(std::string code, std::uint64_t line, std::string message) {
    notes_.push_back({std::move(code), maker_.path(), static_cast<int>(line), 0, std::move(message), {}, 1});
  }

  // ---- how the table is written ----

  /// The first line that is left, without its end.
  std::string_view first_line() {
    std::size_t end = window_.rest().find('\n');
    while (end == std::string_view::npos && window_.rest().size() <= limits::record_bytes && window_.more())
      end = window_.rest().find('\n');
    std::string_view line = window_.rest().substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  /// What stands before the header: a byte order mark, and the line in which a spreadsheet names its delimiter.
  char find_delimiter() {
    while (window_.rest().size() < kByteOrderMark.size() && window_.more()) {
    }
    if (window_.rest().starts_with(kByteOrderMark)) window_.consume(kByteOrderMark.size());
    if (options_.kind == InputKind::tsv) return '\t';
    const std::string_view line = first_line();
    if (line.size() == 5 && line.starts_with("sep=")) {
      const char told = line[4];
      window_.consume(std::min(window_.rest().find('\n'), window_.rest().size() - 1) + 1);
      return told;
    }
    return delimiter_of(line);
  }

  /// Into UTF-8, where it is none: what a word processor of some years ago wrote. False where it is that neither.
  bool decode(Row& row) {
    if (row.error || !check_utf8(row.raw)) return true;
    if (row.raw.find('\0') != std::string::npos) return false;
    std::vector<std::string> fields;
    for (const std::string& f : row.fields) {
      auto text = from_windows_1252(f);
      if (!text) return false;
      fields.push_back(std::move(*text));
    }
    row.fields = std::move(fields);
    if (!std::exchange(told_encoding_, true))
      note("encoding", row.line, "this is not UTF-8; rows that are not are read as windows-1252");
    return true;
  }

  // ---- the header ----

  bool open() {
    cutter_.emplace(window_, find_delimiter(), options_.kind == InputKind::csv);
    Row header;
    do {
      if (!cutter_->next(header, 0)) return note_end();
    } while (is_blank(header));
    if (header.error || !decode(header)) {
      const auto error = header.error ? header.error : check_text(header.raw, header.begin.byte);
      return fail_header(header, "bad-header", "the header cannot be read: " + error->message);
    }
    if (const auto error = header.raw.find('\0') != std::string::npos ? check_text(header.raw, header.begin.byte)
                                                                      : std::optional<RecordError>()) {
      return fail_header(header, "bad-header", "the header cannot be read: " + error->message);
    }
    for (const std::string& name : header.fields) names_.emplace_back(trim(name));
    look_ahead();
    columns_ = choose_columns(names_, options_);
    choose_by_number();
    if (!has_named(header)) return false;
    if (columns_.claim == none && !choose_by_looks(header)) return false;
    if (!name_columns(header)) return false;
    keep_shape(header);
    return prove_dates();
  }

  void look_ahead() {
    std::size_t bytes = 0;
    while (ahead_.size() < kLookedRows && bytes < kLookedBytes) {
      Row row;
      if (!cutter_->next(row, names_.size())) return;
      bytes += row.raw.size();
      ahead_.push_back(std::move(row));
    }
  }

  /// "--claim-column 3" of a table that has no such name.
  void choose_by_number() {
    const auto number = [&](const std::string& wanted, std::size_t& to) {
      std::size_t n = 0;
      const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), n);
      if (to == none && error == std::errc() && end == wanted.data() + wanted.size() && n >= 1 && n <= names_.size())
        to = n - 1;
    };
    number(options_.claim_column, columns_.claim);
    number(options_.id_column, columns_.id);
    number(options_.lang_column, columns_.lang);
    number(options_.as_of_column, columns_.as_of);
  }

  /// A column that somebody has named is one.
  bool has_named(const Row& header) {
    static const ReaderOptions defaults;
    const auto lacks = [&](const std::string& named, const std::string& by_default, std::size_t found,
                           std::string_view flag) {
      if (named == by_default || found != none) return false;
      const std::vector<std::string_view> known(names_.begin(), names_.end());
      fail_header(header, "no-such-column",
                  fmt::format("no column is called '{}', as {} says{}", named, flag, did_you_mean(named, known)));
      return true;
    };
    return !lacks(options_.id_column, defaults.id_column, columns_.id, "--id-column") &&
           !lacks(options_.lang_column, defaults.lang_column, columns_.lang, "--lang-column") &&
           !lacks(options_.as_of_column, defaults.as_of_column, columns_.as_of, "--as-of-column");
  }

  /// No name tells the claims: then the longest texts are. Where the first row has one itself, it is no header.
  bool choose_by_looks(const Row& header) {
    const auto missing = [&] {
      return fail_header(header, "no-claim-column",
                         fmt::format("no column is called '{}'; name the one that holds the claims with --claim-column",
                                     options_.claim_column));
    };
    static const ReaderOptions defaults;
    if (options_.claim_column != defaults.claim_column) return missing();
    std::vector<std::vector<std::string>> rows;
    for (const Row& r : ahead_)
      if (!r.error && rows.size() < 50) rows.push_back(r.fields);
    const bool no_name = columns_.id == none && columns_.lang == none && columns_.as_of == none;
    const std::size_t first = no_name ? column_of_prose(std::span(&header.fields, 1)) : none;
    if (first != none) {
      rows.push_back(header.fields);
      columns_.claim = column_of_prose(rows);
      if (columns_.claim >= names_.size()) columns_.claim = first;
      ahead_.push_front(header);
      std::fill(names_.begin(), names_.end(), std::string());
      note("no-header", header.line,
           fmt::format("there is no header; column {} is taken for the claims; --claim-column takes another number",
                       columns_.claim + 1));
      return true;
    }
    const std::size_t prose = rows.empty() ? none : column_of_prose(rows);
    if (prose == none || prose >= names_.size() || names_[prose].empty()) return missing();
    columns_.claim = prose;
    columns_.guessed.emplace_back("claim");
    return true;
  }

  bool name_columns(const Row& header) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].empty()) names_[i] = fmt::format("column {}", i + 1);
      const auto same = [&](std::size_t k) { return k != none && names_[k] == names_[i]; };
      const auto first = std::find(names_.begin(), names_.end(), names_[i]) - names_.begin();
      if (static_cast<std::size_t>(first) == i) continue;
      if (same(columns_.claim) || same(columns_.id) || same(columns_.lang) || same(columns_.as_of))
        return fail_header(header, "repeated-column", fmt::format("two columns are called '{}'", names_[i]));
      names_[i] = fmt::format("{} ({})", names_[i], i + 1);
    }
    for (const std::string_view role : columns_.guessed) {
      const std::size_t at = role == "claim"  ? columns_.claim
                             : role == "id"   ? columns_.id
                             : role == "lang" ? columns_.lang
                                              : columns_.as_of;
      const std::string flag = role == "as_of" ? "as-of" : std::string(role);
      note("column-guessed", header.line,
           fmt::format("the column '{}' is taken for the {}; --{}-column names another", names_[at],
                       role == "claim"  ? "claims"
                       : role == "id"   ? "ids"
                       : role == "lang" ? "languages"
                                        : "days",
                       flag));
    }
    return true;
  }

  /// For reports that give the table back.
  void keep_shape(const Row& header) {
    RecordFile::Table table;
    table.names = names_;
    table.delimiter = cutter_->delimiter();
    const bool own = ahead_.empty() || ahead_.front().begin.byte != header.begin.byte;
    table.header = own ? as_utf8(header.raw) : std::string(names_.size() - 1, table.delimiter);
    maker_.file().table = std::move(table);
  }

  static std::string as_utf8(const std::string& raw) {
    return check_utf8(raw) ? from_windows_1252(raw).value_or(raw) : raw;
  }

  /// In which order the column of days writes day and month: what is over 12 proves it for all.
  bool prove_dates() {
    if (columns_.as_of == none) return true;
    DayOrderProof proof;
    for (const Row& r : ahead_)
      if (columns_.as_of < r.fields.size()) proof.add(r.fields[columns_.as_of]);
    order_ = proof.order();
    return true;
  }

  [[nodiscard]] bool guessed(std::string_view role) const {
    return std::find(columns_.guessed.begin(), columns_.guessed.end(), role) != columns_.guessed.end();
  }

  // ---- rows ----

  bool next_row(Row& row) {
    if (ahead_.empty()) return cutter_->next(row, names_.size());
    row = std::move(ahead_.front());
    ahead_.pop_front();
    return true;
  }

  /// So many fields as the header has: empty ones for those that are lacking, and those too many only where they are empty
  /// or go on with a claim in the last column.
  bool even_out(Row& row) {
    const std::size_t wanted = names_.size(), told = row.fields.size();
    if (columns_.claim >= told) return false;
    if (told > wanted) {
      const auto more = row.fields.begin() + static_cast<std::ptrdiff_t>(wanted);
      if (!std::all_of(more, row.fields.end(), [](const std::string& f) { return is_empty(f); })) {
        if (columns_.claim + 1 != wanted) return false;
        row.fields[columns_.claim] = row.raw.substr(row.begins[columns_.claim]);
        if (check_utf8(row.fields[columns_.claim]))
          row.fields[columns_.claim] = from_windows_1252(row.fields[columns_.claim]).value_or("");
      }
    } else if (told < wanted) {
      if (!std::exchange(told_short_, true))
        note("short-row", row.line,
             fmt::format("this row has {} columns, the header {}; what is lacking in such rows is taken to be empty",
                         told, wanted));
    }
    row.fields.resize(wanted);
    return true;
  }

  /// The day of a row as the records tell it; what the column cannot mean is left out or, where the user has named the
  /// column, kept for the record to complain of.
  std::string day_of(const Row& row) {
    const std::string& cell = row.fields[columns_.as_of];
    if (is_empty(cell) || parse_iso_day(trim(cell))) return cell;
    if (const auto day = read_day(cell, order_)) return to_edtf(*day);
    if (!guessed("as_of")) return cell;
    if (!std::exchange(told_day_, true))
      note("unread-day", row.line,
           fmt::format("'{}' is no day, or may be one of two; claims of such rows are judged with none",
                       printable(cell, 40)));
    return {};
  }

  void fill(Record& record, Row& row) {
    const bool decoded = decode(row);
    if (!row.error && (!decoded || row.raw.find('\0') != std::string::npos))
      row.error = check_text(row.raw, row.begin.byte);
    const std::size_t told = row.fields.size();
    if (!row.error && !even_out(row)) {
      row.error = RecordError{"wrong-column-count",
                              fmt::format("this record has {} columns, the header {}", told, names_.size())};
    }
    if (row.error) return fail_record(record, row.error->code, row.error->message, row.raw);
    record.row = as_utf8(row.raw);
    if (told < names_.size()) record.row.append(names_.size() - told, cutter_->delimiter());
    for (std::size_t n = told; n > names_.size() && record.row.ends_with(cutter_->delimiter()); --n)
      record.row.pop_back();
    if (columns_.id != none) record.id = row.fields[columns_.id];
    const std::string_view before = std::string_view(row.raw).substr(0, row.begins[columns_.claim]);
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    record.line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    record.column = 1 + (check_utf8(line) ? line.size() : offset_after({}, line).codepoint);
    JsonWriter writer(record.extra);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i != columns_.claim && i != columns_.id && i != columns_.lang && i != columns_.as_of)
        writer.member(names_[i], row.fields[i]);
    }
    const std::string lang = columns_.lang == none ? "" : row.fields[columns_.lang];
    const std::string day = columns_.as_of == none ? "" : day_of(row);
    maker_.finish(record, std::move(row.fields[columns_.claim]), lang, day);
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  RecordMaker maker_;
  Window window_;
  std::optional<RowCutter> cutter_;
  std::vector<std::string> names_;
  std::deque<Row> ahead_;
  Columns columns_;
  DayOrder order_ = DayOrder::unknown;
  bool told_encoding_ = false, told_short_ = false, told_day_ = false;
  std::vector<Diagnostic> notes_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_table_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                const ReaderOptions& options) {
  return std::make_unique<TableReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

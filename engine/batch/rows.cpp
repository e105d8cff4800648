#include "engine/batch/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/limits.h"

namespace saksi::engine {

char delimiter_of(std::string_view line) {
  char best = ',';
  std::size_t most = 0;
  for (const char candidate : {',', ';', '\t', '|'}) {
    std::size_t n = 0;
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      n += !quoted && c == candidate ? 1 : 0;
    }
    if (n > most) {
      most = n;
      best = candidate;
    }
  }
  return best;
}

void RowCutter::split(Row& row) const {
  row.fields.clear();
  row.begins.clear();
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = std::min(row.raw.find(delimiter_, at), row.raw.size());
    row.begins.push_back(at);
    row.fields.push_back(row.raw.substr(at, end - at));
    if (end == row.raw.size()) return;
    at = end + 1;
  }
}

bool RowCutter::next_line_of_fields(Row& row) {
  Line line;
  if (!next_line(window_, limits::record_bytes, line, storage_)) return false;
  row.raw = line.text;
  row.end = line.too_long ? window_.offset() : offset_after(line.begin, line.text);
  if (line.too_long)
    row.error = RecordError{"too-long", fmt::format("the line has over {} bytes", limits::record_bytes)};
  else
    split(row);
  return true;
}

bool RowCutter::first_line(Row& row) {
  std::size_t end = window_.rest().find('\n');
  while (end == std::string_view::npos && window_.rest().size() <= limits::record_bytes && window_.more())
    end = window_.rest().find('\n');
  const std::size_t stop = std::min(end, window_.rest().size());
  if (stop > limits::record_bytes) return false;
  row.raw = window_.rest().substr(0, stop);
  if (!row.raw.empty() && row.raw.back() == '\r') row.raw.pop_back();
  split(row);
  return true;
}

bool RowCutter::next(Row& row, std::size_t expected) {
  row = {};
  row.begin = window_.offset();
  row.line = window_.line();
  if (!quotes_) return next_line_of_fields(row);
  enum class State { start, plain, quoted, closed, loose } state = State::start;
  std::string field, gap;  // gap: blanks behind a closing quote, which belong to nothing if nothing follows
  std::size_t i = 0, field_begin = 0;
  bool irregular = false;  // text stood behind a closing quote
  const auto end_field = [&] {
    // "He said "hi"": the last quote closes what the first opened; where there is none, nothing was opened.
    if (state == State::loose && field.ends_with('"')) {
      field.pop_back();
    } else if (state == State::loose) {
      field.insert(0, 1, '"');
    }
    row.begins.push_back(field_begin);
    row.fields.push_back(std::move(field));
    field.clear();
    gap.clear();
    state = State::start;
  };
  const auto consume_line = [&] {
    row.end = offset_after(row.begin, row.raw);
    const std::size_t end = window_.rest().find('\n');
    window_.consume(end == std::string_view::npos ? window_.rest().size() : end + 1);
    return true;
  };
  const auto end_row = [&](std::size_t content, std::size_t consumed) {
    const std::string_view raw = window_.rest().substr(0, content);
    // A quote that was opened by mistake has swallowed the rows up to the next one.
    if (expected != 0 && (irregular || row.fields.size() != expected) && raw.find('\n') != std::string_view::npos) {
      Row plain = row;
      if (first_line(plain) && plain.fields.size() == expected) {
        row = std::move(plain);
        return consume_line();
      }
    }
    row.raw = window_.rest().substr(0, content);
    row.end = offset_after(row.begin, row.raw);
    window_.consume(consumed);
    return true;
  };
  for (;;) {
    if (i >= window_.rest().size()) {
      const bool too_long = i > limits::record_bytes;
      if (!too_long && window_.more()) continue;
      // What stands before a fault of reading may be half a row.
      if (!too_long && (i == 0 || !window_.failure().empty())) return false;
      if (too_long || state == State::quoted) {
        if (state == State::quoted && first_line(row)) return consume_line();
        return next_line_of_fields(row);
      }
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
    if (c == delimiter_) {
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
    } else {
      if (state == State::closed) {
        if (c == ' ' || c == '\t') {
          gap += c;
          ++i;
          continue;
        }
        field += '"' + gap;
        state = State::loose;
        irregular = true;
      } else if (state != State::loose) {
        state = State::plain;
      }
      field += c;
    }
    ++i;
  }
}

}  // namespace saksi::engine

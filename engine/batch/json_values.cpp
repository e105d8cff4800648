#include "engine/batch/json_values.h"

#include <algorithm>

#include "core/limits.h"
#include "engine/batch/encoding.h"

namespace saksi::engine {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Follows a list or an object byte by byte.
class Nesting {
 public:
  /// False once the value has ended with this byte.
  bool goes_on(char c) {
    if (in_string_) {
      if (escaped_)
        escaped_ = false;
      else if (c == '\\')
        escaped_ = true;
      else if (c == '"')
        in_string_ = false;
      return true;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    return depth_ > 0;
  }
  [[nodiscard]] bool in_string() const { return in_string_; }

 private:
  int depth_ = 0;
  bool in_string_ = false, escaped_ = false;
};

}  // namespace

char JsonCutter::at(std::size_t i) {
  while (i >= window_.rest().size())
    if (!window_.more()) return '\0';
  return window_.rest()[i];
}

void JsonCutter::find_layout() {
  layout_ = Layout::lines;
  at(kByteOrderMark.size());
  if (window_.rest().starts_with(kByteOrderMark)) skip(kByteOrderMark.size());
  std::size_t i = 0;
  while (is_blank(at(i)) && i < limits::record_bytes) ++i;
  const char first = at(i);
  if (first == '[') {
    // One list of records, or a line that is a list.
    std::size_t k = i + 1;
    while (is_blank(at(k)) && k < limits::record_bytes) ++k;
    if (at(k) != '{' && at(k) != ']') return;
    layout_ = Layout::values;
    skip(i + 1);
    return;
  }
  if (first != '{') return;
  Nesting nesting;
  char last = first;
  for (; i < limits::record_bytes; ++i) {
    const char c = at(i);
    if (c == '\n') break;
    if (c == '\0' || !nesting.goes_on(c)) return;
    if (!is_blank(c)) last = c;
  }
  if (i == limits::record_bytes || nesting.in_string()) return;
  // It goes on in the next line where this one ends, or that one begins, as the middle of a value does.
  while (is_blank(at(i)) && i < limits::record_bytes) ++i;
  const bool middle = std::string_view("{[,:").find(last) != std::string_view::npos ||
                      std::string_view(",}]").find(at(i)) != std::string_view::npos;
  if (middle) layout_ = Layout::values;
}

bool JsonCutter::next(JsonValue& value) {
  if (layout_ == Layout::unknown) find_layout();
  return layout_ == Layout::lines ? next_in_line(value) : next_spread(value);
}

bool JsonCutter::next_in_line(JsonValue& value) {
  Line line;
  do {
    if (!next_line(window_, limits::record_bytes, line, storage_)) return false;
  } while (!line.too_long && line.text.find_first_not_of(" \t") == std::string_view::npos);
  value.text = line.text;
  value.begin = line.begin;
  value.line = line.number;
  value.too_long = line.too_long;
  value.end = line.too_long ? window_.offset() : offset_after(line.begin, line.text);
  return true;
}

bool JsonCutter::next_spread(JsonValue& value) {
  const auto between = [](char c) { return is_blank(c) || c == ',' || c == ']'; };
  while (between(at(0))) {
    std::size_t n = 1;
    while (n < window_.rest().size() && between(window_.rest()[n])) ++n;
    skip(n);
  }
  if (window_.rest().empty()) return false;
  value = {};
  value.begin = window_.offset();
  value.line = window_.line();
  const bool nested = at(0) == '{' || at(0) == '[';
  Nesting nesting;
  std::size_t i = 0;
  for (bool on = true; on; ++i) {
    if (i >= window_.rest().size() && !window_.more()) break;
    const char c = window_.rest()[i];
    on = nested ? nesting.goes_on(c) : c != ',' && c != ']' && c != '\n';
    if (!nested && !on) --i;
    if (i < limits::record_bytes) continue;
    // Too long to be kept: the rest of it is passed over.
    if (value.text.empty()) value.text = window_.rest().substr(0, limits::record_bytes);
    value.too_long = true;
    skip(i + 1);
    i = static_cast<std::size_t>(-1);
  }
  if (!value.too_long) value.text = window_.rest().substr(0, i);
  skip(std::min(i, window_.rest().size()));
  value.end = window_.offset();
  return true;
}

}  // namespace saksi::engine

#pragma once
#include <cstdint>
#include <string>

#include "engine/batch/source.h"

namespace saksi::engine {

/// One value of a file of JSON, as it stands there.
struct JsonValue {
  std::string text;  ///< cut to the limit where too_long
  Offset begin, end;
  std::uint64_t line = 0;  ///< where it begins, 1-based
  bool too_long = false;
};

/// Cuts a file into values without reading them: one a line, or, where the first goes on behind its line or the file is one
/// list, each where it ends. A line that is no JSON spoils no other; behind a value that never ends there is nothing.
class JsonCutter {
 public:
  /// The window must outlive it.
  explicit JsonCutter(Window& window) : window_(window) {}
  /// False at the end.
  bool next(JsonValue& value);
  /// Values are not told apart by lines.
  [[nodiscard]] bool spread() const { return layout_ == Layout::values; }

 private:
  enum class Layout : std::uint8_t { unknown, lines, values };
  void find_layout();
  bool next_in_line(JsonValue& value);
  bool next_spread(JsonValue& value);
  /// The byte at a place of what is left; 0 at the end.
  char at(std::size_t i);
  void skip(std::size_t n) { window_.consume(n); }

  Window& window_;
  Layout layout_ = Layout::unknown;
  std::string storage_;
};

}  // namespace saksi::engine

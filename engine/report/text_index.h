#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"
#include "engine/batch/source.h"

namespace saksi::engine {

enum class OffsetUnit : std::uint8_t { byte, codepoint, utf16 };

/// A place for a reader, both 1-based; the column in code points.
struct Place {
  std::uint64_t line = 1, column = 1;
};

/// Finds places and offsets in a text without walking it from the start each time. The text must outlive it.
class TextIndex {
 public:
  explicit TextIndex(std::string_view text);
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] Offset offset(std::size_t byte) const;
  [[nodiscard]] Place place(std::size_t byte) const;
  /// Where the line of a byte begins.
  [[nodiscard]] std::size_t line_begin(std::size_t byte) const;
  /// The bytes of a line, without its end.
  [[nodiscard]] Span line(std::uint64_t number) const;

 private:
  std::string_view text_;
  std::vector<Offset> marks_;  ///< one every so many bytes
  std::vector<std::uint32_t> line_begins_;
};

std::uint64_t in_unit(const Offset& offset, OffsetUnit unit);

/// The words of a span within their line, cut to fit a terminal, and where to underline, in terminal columns.
struct Excerpt {
  std::string text;
  std::size_t indent = 0, width = 1;
};
Excerpt excerpt(const TextIndex& index, Span span, std::size_t widest = 100);

/// Terminal columns of a text: none for what combines, two for wide characters.
std::size_t display_width(std::string_view utf8);

}  // namespace saksi::engine

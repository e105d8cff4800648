#include "engine/report/text_index.h"

#include <utf8proc.h>

#include <algorithm>

namespace saksi::engine {

namespace {

constexpr std::size_t stride = 1024;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// The code point at the front of a text and its bytes.
std::pair<utf8proc_int32_t, std::size_t> front(std::string_view s) {
  utf8proc_int32_t cp = -1;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(s.data()),
                                  static_cast<utf8proc_ssize_t>(s.size()), &cp);
  return n <= 0 ? std::pair{utf8proc_int32_t{'?'}, std::size_t{1}} : std::pair{cp, static_cast<std::size_t>(n)};
}

std::size_t width_of(utf8proc_int32_t cp) {
  if (cp == '\t') return 1;
  return static_cast<std::size_t>(std::max(utf8proc_charwidth(cp), 0));
}

}  // namespace

TextIndex::TextIndex(std::string_view text) : text_(text) {
  line_begins_.push_back(0);
  Offset at;
  for (std::size_t i = 0; i < text.size(); i += stride) {
    marks_.push_back(at);
    at = offset_after(at, text.substr(i, stride));
  }
  marks_.push_back(at);
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
    line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

Offset TextIndex::offset(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const std::size_t mark = byte / stride;
  return offset_after(marks_[mark], text_.substr(mark * stride, byte - mark * stride));
}

Place TextIndex::place(std::size_t byte) const {
  byte = std::min(byte, text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), byte);
  // By the marks: a line may be as long as the text.
  return {static_cast<std::uint64_t>(after - line_begins_.begin()),
          1 + offset(byte).codepoint - offset(*(after - 1)).codepoint};
}

std::size_t TextIndex::line_begin(std::size_t byte) const {
  return *(std::upper_bound(line_begins_.begin(), line_begins_.end(), byte) - 1);
}

Span TextIndex::line(std::uint64_t number) const {
  const std::size_t i = static_cast<std::size_t>(number) - 1;
  const std::uint32_t begin = line_begins_[i];
  std::uint32_t end = i + 1 < line_begins_.size() ? line_begins_[i + 1] - 1 : static_cast<std::uint32_t>(text_.size());
  if (end > begin && text_[end - 1] == '\r') --end;
  return {begin, end};
}

std::uint64_t in_unit(const Offset& offset, OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::byte: return offset.byte;
    case OffsetUnit::codepoint: return offset.codepoint;
    case OffsetUnit::utf16: return offset.utf16;
  }
  return offset.byte;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  while (!utf8.empty()) {
    const auto [cp, n] = front(utf8);
    width += width_of(cp);
    utf8.remove_prefix(n);
  }
  return width;
}

Excerpt excerpt(const TextIndex& index, Span span, std::size_t widest) {
  const std::string_view text = index.text();
  const Span line = index.line(index.place(span.begin).line);
  const std::size_t begin = std::clamp<std::size_t>(span.begin, line.begin, line.end);
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, line.end);
  const std::size_t said = std::min(display_width(text.substr(begin, end - begin)), widest);

  // What does not fit is cut on both sides: a third of the room is kept for what stands before the words, and more
  // where little follows them.
  const std::string_view tail = text.substr(end, std::min<std::size_t>(line.end - end, widest * 4));
  const std::size_t left = widest - said;
  std::size_t from = begin, room = std::max(left / 3, left - std::min(left, display_width(tail)));
  while (from > line.begin) {
    std::size_t before = from - 1;
    while (before > line.begin && continues(text[before])) --before;
    const std::size_t w = display_width(text.substr(before, from - before));
    if (w > room) break;
    room -= w;
    from = before;
  }
  Excerpt out;
  if (from > line.begin) out.text = "\xE2\x80\xA6";
  std::size_t used = from > line.begin ? 1 : 0;
  bool marked = false;
  std::size_t at = from;
  while (at < line.end) {
    if (at >= begin && !marked) {
      out.indent = used;
      marked = true;
    }
    const auto [cp, n] = front(text.substr(at, line.end - at));
    const std::size_t w = width_of(cp);
    if (used + w > widest) {
      out.text += "\xE2\x80\xA6";
      break;
    }
    if (cp < 0x20 || cp == 0x7F) {
      out.text += ' ';
    } else {
      out.text += text.substr(at, n);
    }
    used += cp < 0x20 ? 1 : w;
    at += n;
  }
  if (!marked) out.indent = used;
  out.width = std::max<std::size_t>(1, std::min(said, used > out.indent ? used - out.indent : 1));
  return out;
}

}  // namespace saksi::engine

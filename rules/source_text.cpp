#include "rules/source_text.h"

#include <algorithm>
#include <utility>

namespace saksi::rules {
namespace {

int code_points(It a, It b) {
  int n = 0;
  for (; a != b; ++a) n += (static_cast<unsigned char>(*a) & 0xC0U) != 0x80U;
  return n;
}

}  // namespace

SourceText::SourceText(std::string_view path, std::string_view text, std::vector<Diagnostic>& errors)
    : begin(text.data()), end(text.data() + text.size()), path_(path), lines_{0}, errors_(errors) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    lines_.push_back(at + 1);
}

std::size_t SourceText::line_of(It at) const {
  const auto behind = std::upper_bound(lines_.begin(), lines_.end(), static_cast<std::size_t>(at - begin));
  return static_cast<std::size_t>(behind - lines_.begin()) - 1;
}

Place SourceText::place(It first, It last) const {
  while (first != last && is_space(*first)) ++first;
  while (last != first && is_space(last[-1])) --last;
  const std::size_t line = line_of(first);
  Place p;
  p.offset = static_cast<std::size_t>(first - begin);
  p.line = 1 + static_cast<int>(line);
  p.column = code_points(begin + lines_[line], first) + 1;
  p.length = std::max(1, code_points(first, std::find(first, last, '\n')));
  return p;
}

void SourceText::report(It at, std::string code, std::string message) const {
  const std::size_t line = line_of(at);
  const It start = begin + lines_[line];
  Diagnostic d;
  d.code = std::move(code);
  d.path = std::string(path_);
  d.line = 1 + static_cast<int>(line);
  d.column = code_points(start, at) + 1;
  d.message = std::move(message);
  d.source = std::string(start, std::find(at, end, '\n'));
  errors_.push_back(std::move(d));
}

}  // namespace saksi::rules

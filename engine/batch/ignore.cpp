#include "engine/batch/ignore.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/limits.h"
#include "engine/batch/blank.h"
#include "engine/batch/reader.h"
#include "engine/batch/readers.h"
#include "engine/batch/record.h"
#include "engine/report/text_index.h"

namespace saksi::engine {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kMark = "saksi:";

std::string_view trimmed(std::string_view s) {
  const auto first = s.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(kBlanks) + 1 - first);
}

/// Takes the next word; they are parted by blanks and commas.
std::string_view next_word(std::string_view& rest) {
  constexpr std::string_view kBetween = " \t\r\n,";
  const auto first = rest.find_first_not_of(kBetween);
  if (first == std::string_view::npos) {
    rest = {};
    return {};
  }
  const auto end = std::min(rest.find_first_of(kBetween, first), rest.size());
  const std::string_view word = rest.substr(first, end - first);
  rest.remove_prefix(end);
  return word;
}

void read_rules(Ignore& out, std::string_view head) {
  for (std::string_view word = next_word(head); !word.empty(); word = next_word(head)) {
    if (word != "until") {
      out.rules.push_back(printable(word, 100));
      continue;
    }
    const std::string_view day = next_word(head);
    if (!parse_iso_day(day)) {
      out.problem = fmt::format("'until {}' names no day; write it as until 2024-06-30", printable(day, 40));
      return;
    }
    out.until = day;
  }
  if (out.rules.empty()) out.problem = "it names no rule; write saksi: ignore RULE: reason, with * for all rules";
}

/// Bytes that show nothing: blanks, and what stands for the marks of inline markup.
bool shows_nothing(std::string_view line) {
  while (!line.empty()) {
    if (kBlanks.find(line.front()) != std::string_view::npos) {
      line.remove_prefix(1);
    } else if (const std::size_t n = no_width(line, 0); n > 0) {
      line.remove_prefix(n);
    } else {
      return false;
    }
  }
  return true;
}

/// The lines around a byte that show something, or those behind it.
Span block_at(std::string_view text, std::size_t at) {
  const auto begin_of = [&](std::size_t i) { return i == 0 ? 0 : text.rfind('\n', i - 1) + 1; };
  const auto end_of = [&](std::size_t i) { return std::min(text.find('\n', i), text.size()); };
  std::size_t begin = begin_of(at), end = end_of(at);
  bool any = !shows_nothing(text.substr(begin, end - begin));
  while (any && begin > 0) {
    const std::size_t before = begin_of(begin - 1);
    if (shows_nothing(text.substr(before, begin - before))) break;
    begin = before;
  }
  while (end < text.size()) {
    const std::size_t next = end_of(end + 1);
    const bool blank = shows_nothing(text.substr(end, next - end));
    if (any && blank) break;
    if (!any && !blank) begin = end + 1;
    any = any || !blank;
    end = next;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(any ? end : begin)};
}

/// What of a line of plain text is a comment; empty for none.
std::string_view line_comment(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos || line[first] != '#') return {};
  const std::string_view rest = trimmed(line.substr(first + 1));
  return rest.starts_with(kMark) ? rest : std::string_view();
}

struct Found {
  Ignore ignore;
  std::size_t begin = 0, end = 0;
};

void find_html(std::string_view text, std::vector<Found>& out) {
  constexpr std::string_view kOpen = "<!--", kClose = "-->";
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
    const std::size_t close = text.find(kClose, at + kOpen.size());
    if (close == std::string_view::npos) return;
    if (auto ignore = parse_ignore(text.substr(at + kOpen.size(), close - at - kOpen.size())))
      out.push_back({std::move(*ignore), at, close + kClose.size()});
    at = close;
  }
}

void find_lines(std::string_view text, std::vector<Found>& out) {
  for (std::size_t at = text.find(kMark); at != std::string_view::npos; at = text.find(kMark, at + 1)) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at) + 1, end = std::min(text.find('\n', at), text.size());
    const std::string_view comment = line_comment(text.substr(begin, end - begin));
    if (auto ignore = parse_ignore(comment)) out.push_back({std::move(*ignore), begin, end});
    at = end - 1;  // a line speaks once
  }
}

}  // namespace

std::optional<Ignore> parse_ignore(std::string_view comment) {
  comment = trimmed(comment);
  if (!comment.starts_with(kMark)) return std::nullopt;
  std::string_view rest = comment.substr(kMark.size());
  Ignore out;
  const std::size_t colon = rest.find(':');
  std::string_view head = rest.substr(0, colon);
  const std::string_view verb = next_word(head);
  if (verb != "ignore") {
    out.problem =
        fmt::format("'{}' is nothing that can be said here; write saksi: ignore RULE: reason", printable(verb, 40));
    return out;
  }
  read_rules(out, head);
  if (colon != std::string_view::npos) out.reason = printable(trimmed(rest.substr(colon + 1)), 1000);
  if (out.problem.empty() && out.reason.empty()) out.problem = "it gives no reason; write saksi: ignore RULE: reason";
  return out;
}

std::vector<Ignore> take_ignores(std::string& text, std::string_view original, Markup markup) {
  std::vector<Ignore> out;
  if (original.find(kMark) == std::string_view::npos) return out;
  std::vector<Found> found;
  find_html(original, found);
  if (markup == Markup::none) find_lines(original, found);
  for (const Found& f : found) {
    for (std::size_t i = f.begin; i < f.end; ++i)
      if (text[i] != '\n') text[i] = ' ';
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.begin < b.begin; });
  if (found.size() > limits::ignores) found.resize(limits::ignores);
  const TextIndex index(original);
  for (Found& f : found) {
    const Place at = index.place(f.begin);
    f.ignore.line = at.line;
    f.ignore.column = at.column;
    f.ignore.covers = block_at(text, f.begin);
    out.push_back(std::move(f.ignore));
  }
  return out;
}

}  // namespace saksi::engine

#include "engine/fix/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/report/format.h"

namespace saksi::engine {

std::vector<Correction> corrections_of(const CheckedRecord& r) {
  std::vector<Correction> out;
  if (r.record->error) return out;
  for (const ClaimResult& s : r.sentences) {
    for (const Finding& f : s.findings) {
      if (f.suggestions.empty() || f.verdict > Verdict::disputed || r.suppression(&f) != Suppression::none) continue;
      Correction c;
      c.path = r.record->path;
      c.rule = f.rule;
      c.message = one_line(f.explanation);
      c.safety = f.suggestions.front().safety;
      c.edits = f.suggestions.front().edits;
      if (c.edits.empty()) continue;
      c.place = r.place(c.edits.front().span);
      for (const Edit& e : c.edits) c.old.emplace_back(r.quote(e.span));
      c.article = r.record->article;
      if (!c.article) c.claim = r.record->text;
      c.begin = r.record->begin.byte;
      c.end = r.record->end.byte;
      out.push_back(std::move(c));
    }
  }
  return out;
}

namespace {

/// Where the text of a correction begins in the file; nullopt where it does not stand there as it is.
std::optional<std::size_t> base_of(std::string_view bytes, const Correction& c) {
  if (c.article) return 0;
  if (c.claim.empty() || c.begin > bytes.size()) return std::nullopt;
  const std::size_t end = std::min<std::size_t>(c.end, bytes.size());
  const std::string_view record = bytes.substr(c.begin, end - c.begin);
  const std::size_t at = record.find(c.claim);
  if (at == std::string_view::npos || record.find(c.claim, at + 1) != std::string_view::npos) return std::nullopt;
  const bool bare = record.size() == c.claim.size();
  const bool plain = std::all_of(c.edits.begin(), c.edits.end(), [](const Edit& e) {
    return e.with.find_first_of(",;|\t\"\\\r\n&") == std::string::npos;
  });
  if (!bare && !plain) return std::nullopt;
  return c.begin + at;
}

bool over(const Fixed::Change& a, const Fixed::Change& b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

Fixed plan_fixes(std::string_view bytes, const std::vector<Correction>& corrections) {
  Fixed out;
  for (const Correction& c : corrections) {
    const auto base = base_of(bytes, c);
    std::vector<Fixed::Change> mine;
    bool fits = base.has_value();
    for (std::size_t i = 0; fits && i < c.edits.size(); ++i) {
      const Edit& e = c.edits[i];
      Fixed::Change change{*base + e.span.begin, *base + e.span.end, e.with};
      fits = change.end <= bytes.size() && change.begin < change.end &&
             bytes.substr(change.begin, change.end - change.begin) == c.old[i] &&
             std::none_of(out.changes.begin(), out.changes.end(),
                          [&](const Fixed::Change& other) { return over(change, other); });
      mine.push_back(std::move(change));
    }
    if (!fits) {
      out.passed.push_back(&c);
      continue;
    }
    out.done.push_back(&c);
    std::move(mine.begin(), mine.end(), std::back_inserter(out.changes));
  }
  std::sort(out.changes.begin(), out.changes.end(),
            [](const Fixed::Change& a, const Fixed::Change& b) { return a.begin < b.begin; });
  return out;
}

std::string apply_fixes(std::string_view bytes, const Fixed& fixed) {
  std::string out;
  std::size_t at = 0;
  for (const Fixed::Change& c : fixed.changes) {
    out += bytes.substr(at, c.begin - at);
    out += c.with;
    at = c.end;
  }
  out += bytes.substr(at);
  return out;
}

namespace {

/// Lines from `first` up to `last`, with the changes among them.
struct Hunk {
  std::size_t first = 0, last = 0;
  std::vector<const Fixed::Change*> changes;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

void append_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::string unified_diff(std::string_view bytes, const Fixed& fixed, const std::string& path) {
  if (fixed.changes.empty()) return {};
  constexpr std::size_t kAround = 3;
  const std::vector<std::string_view> lines = lines_of(bytes);
  const auto line_at = [&](std::size_t byte) {
    const auto it = std::upper_bound(lines.begin(), lines.end(), bytes.data() + byte,
                                     [](const char* at, std::string_view line) { return at < line.data(); });
    return static_cast<std::size_t>(it - lines.begin()) - 1;
  };
  std::vector<Hunk> hunks;
  for (const Fixed::Change& c : fixed.changes) {
    const std::size_t first = line_at(c.begin), last = line_at(c.end - 1) + 1;
    const std::size_t from = first - std::min(first, kAround), to = std::min(last + kAround, lines.size());
    if (hunks.empty() || hunks.back().last < from) hunks.push_back({from, to, {}});
    hunks.back().last = to;
    hunks.back().changes.push_back(&c);
  }
  std::string out = fmt::format("--- a/{0}\n+++ b/{0}\n", path);
  std::ptrdiff_t moved = 0;
  for (const Hunk& h : hunks) {
    std::string body;
    std::size_t added = 0, taken = 0, next = 0;
    for (std::size_t i = h.first; i < h.last;) {
      const auto offset = static_cast<std::size_t>(lines[i].data() - bytes.data());
      if (next == h.changes.size() || h.changes[next]->begin >= offset + lines[i].size()) {
        append_line(body, ' ', lines[i++]);
        continue;
      }
      // The lines that changes run over, as one.
      const std::size_t from = i;
      Fixed here;
      std::size_t end = offset + lines[i].size();
      while (next < h.changes.size() && h.changes[next]->begin < end) {
        here.changes.push_back(*h.changes[next++]);
        while (end < here.changes.back().end) end += lines[++i].size();
      }
      ++i;
      for (Fixed::Change& c : here.changes) c.begin -= offset, c.end -= offset;
      const std::string after = apply_fixes(bytes.substr(offset, end - offset), here);
      for (std::size_t k = from; k < i; ++k, ++taken) append_line(body, '-', lines[k]);
      for (const std::string_view line : lines_of(after)) append_line(body, '+', line), ++added;
    }
    const std::size_t had = h.last - h.first, has = had + added - taken;
    out +=
        fmt::format("@@ -{},{} +{},{} @@\n", h.first + 1, had, static_cast<std::ptrdiff_t>(h.first) + 1 + moved, has);
    out += body;
    moved += static_cast<std::ptrdiff_t>(added) - static_cast<std::ptrdiff_t>(taken);
  }
  return out;
}

}  // namespace saksi::engine

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/report/fingerprint.h"
#include "engine/report/format.h"

namespace saksi::engine {

namespace {

constexpr std::size_t kSources = 4;

/// The column in bytes of a place in the text, where its line begins in the text.
std::uint64_t byte_column(const CheckedRecord& r, std::size_t byte) {
  const std::size_t line = r.index->line_begin(byte);
  const std::uint64_t first = !r.record->article && line == 0 ? r.record->column - 1 : 0;
  return 1 + first + (byte - line);
}

}  // namespace

std::string one_line(std::string_view s) {
  std::string out;
  for (const char c : s) {
    const bool space = c == ' ' || static_cast<unsigned char>(c) < 0x20;
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  return out;
}

void add_sources(const Proof& p, std::vector<std::string>& out) {
  if (p.kind == Proof::Kind::fact && !p.source.empty() && out.size() < kSources) {
    std::string text = one_line(p.evidence.empty() ? p.source : p.source + ", " + p.evidence);
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  for (const Proof& inner : p.from) add_sources(inner, out);
}

std::vector<Issue> issues_of(const CheckedRecord& r) {
  std::vector<Issue> out;
  if (r.record->error) {
    Issue i;
    i.verdict = Verdict::error;
    i.rule = r.record->error->code;
    i.message = one_line(r.record->error->message);
    i.fingerprint = fingerprint(r.hash(), r.repeat);
    i.begin = i.end = {r.record->line, r.record->column};
    i.begin_byte = i.end_byte = r.record->column;
    out.push_back(std::move(i));
    return out;
  }
  for_each_finding(r, [&](const Finding& f, std::string fingerprint) {
    if (f.verdict > Verdict::disputed) return;
    Issue i;
    i.verdict = f.verdict;
    i.severity = f.severity;
    i.rule = f.rule;
    i.message = one_line(f.explanation);
    i.quote = one_line(r.quote(f.atom.span));
    i.fingerprint = std::move(fingerprint);
    i.suppression = r.suppression(&f);
    i.begin = r.place(f.atom.span);
    i.end = r.place({f.atom.span.end, f.atom.span.end});
    i.begin_byte = byte_column(r, f.atom.span.begin);
    i.end_byte = byte_column(r, f.atom.span.end);
    add_sources(f.proof, i.sources);
    i.finding = &f;
    out.push_back(std::move(i));
  });
  return out;
}

}  // namespace saksi::engine

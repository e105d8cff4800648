#include "engine/rule_examples.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "engine/batch/record.h"

namespace saksi::engine {

std::string example_failure(const Checker& checker, const rules::Rule& rule, const rules::Example& example) {
  ClaimOptions options;
  options.lang = example.lang;
  if (!example.as_of.empty()) options.as_of = parse_iso_day(example.as_of);
  const std::vector<ClaimResult> results = checker.check(example.text, options);
  const Verdict got = Checker::overall(results);
  if (got != example.verdict) {
    std::string why;
    for (const ClaimResult& r : results) {
      for (const Finding& f : r.findings)
        why += fmt::format("; {}: {}", to_string(f.verdict), to_string(f.atom, r.parsed.meaning));
    }
    return fmt::format("{} expected, {} found{}", to_string(example.verdict), to_string(got), why);
  }
  const bool settled = got <= Verdict::disputed || got == Verdict::supported;
  std::string by;
  const Finding* ours = nullptr;
  bool span_met = example.span.empty(), fix_met = example.fix.empty();
  for (const ClaimResult& r : results) {
    for (const Finding& f : r.findings) {
      if (f.verdict != got) continue;
      by += (by.empty() ? "" : ", ") + (f.rule.empty() ? std::string("no rule") : f.rule);
      if (settled && f.rule != rule.id) continue;
      ours = &f;
      span_met = span_met || f.atom.span == example.span;
      for (const Suggestion& s : f.suggestions) {
        for (const Edit& e : s.edits) fix_met = fix_met || e.with == example.fix;
      }
    }
  }
  if (settled && ours == nullptr)
    return fmt::format("{} as expected, but by {}", to_string(got), by.empty() ? "no rule" : by);
  const std::string_view text = example.text;
  if (!span_met) {
    const Span s = ours == nullptr ? Span{} : ours->atom.span;
    return fmt::format("[{}] expected, [{}] underlined", text.substr(example.span.begin, example.span.size()),
                       s.end <= text.size() ? text.substr(s.begin, s.size()) : "");
  }
  if (!fix_met) {
    const bool any = ours != nullptr && !ours->suggestions.empty() && !ours->suggestions.front().edits.empty();
    return fmt::format("fix \"{}\" expected, {} found", example.fix,
                       any ? "\"" + ours->suggestions.front().edits.front().with + "\"" : std::string("none"));
  }
  return {};
}

}  // namespace saksi::engine

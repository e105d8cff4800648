#include "engine/suppress/suppress.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/spelling.h"
#include "engine/report/format.h"
#include "rules/parse.h"

namespace saksi::engine {

/// An assertion, or a sentence of which nothing was said.
struct Suppressor::Item {
  Span span;
  std::string rule;
  Severity severity = Severity::error;
  std::string fingerprint;
};

namespace {

bool names(const Ignore& ignore, std::string_view rule) {
  return std::any_of(ignore.rules.begin(), ignore.rules.end(),
                     [&](const std::string& r) { return r == "*" || r == rule; });
}

/// Its last day has passed, on the day the text is judged on.
bool expired(const Ignore& ignore, const Record& record) {
  return !ignore.until.empty() && !record.as_of.empty() && ignore.until < record.as_of;
}

bool of_interest(Verdict v) { return v != Verdict::supported && v != Verdict::unchecked && v != Verdict::error; }

}  // namespace

Suppression Suppressor::of(const Item& item, const CheckedRecord& r, std::vector<bool>& used) const {
  const Record& record = *r.record;
  Suppression out = Suppression::none;
  for (std::size_t i = 0; i < record.ignores.size(); ++i) {
    const Ignore& ignore = record.ignores[i];
    if (!ignore.problem.empty() || expired(ignore, record) || !names(ignore, item.rule)) continue;
    if (item.span.begin < ignore.covers.begin || item.span.begin >= ignore.covers.end) continue;
    used[i] = true;
    out = Suppression::ignored;
  }
  if (options_.baseline && options_.baseline->has(record.path, item.fingerprint) && out == Suppression::none)
    out = Suppression::baseline;
  if (out == Suppression::none && options_.silent && options_.silent(record.path, item.rule))
    out = Suppression::ignored;
  if (out != Suppression::none) return out;
  if (item.severity > options_.least) return Suppression::minor;
  if (options_.changed &&
      !options_.changed->touches(record.path, r.place(item.span).line, r.place({item.span.end, item.span.end}).line))
    return Suppression::unchanged;
  return Suppression::none;
}

void Suppressor::mark_one(CheckedRecord& r, std::vector<bool>& used) const {
  const auto add = [&](const void* what, const Item& item) {
    const Suppression why = of(item, r, used);
    if (why != Suppression::none) r.suppressed.emplace_back(what, why);
  };
  for_each_finding(r, [&](const Finding& f, std::string fingerprint) {
    if (of_interest(f.verdict)) add(&f, {f.atom.span, f.rule, f.severity, std::move(fingerprint)});
  });
  for (const ClaimResult& s : r.sentences) {
    if (s.findings.empty() && of_interest(s.verdict))
      add(&s, {s.parsed.span, {}, Severity::error, sentence_fingerprint(r, s)});
  }
}

void Suppressor::mark(std::vector<CheckedRecord>& records, std::vector<Diagnostic>& faults) const {
  if (records.empty()) return;
  const Record& record = *records.front().record;
  if (record.error) return;
  std::vector<bool> used(record.ignores.size(), false);
  for (CheckedRecord& r : records) mark_one(r, used);
  tell(record, used, faults);
}

void Suppressor::tell(const Record& record, const std::vector<bool>& used, std::vector<Diagnostic>& faults) const {
  const auto add = [&](const Ignore& i, std::string code, std::string message) {
    faults.push_back({std::move(code),
                      record.path,
                      static_cast<int>(i.line),
                      static_cast<int>(i.column),
                      std::move(message),
                      {},
                      1});
  };
  for (std::size_t n = 0; n < record.ignores.size(); ++n) {
    const Ignore& i = record.ignores[n];
    if (!i.problem.empty()) {
      add(i, "bad-ignore", "this ignore silences nothing: " + i.problem);
      continue;
    }
    if (expired(i, record)) {
      add(i, "expired-ignore", fmt::format("this ignore held until {}; mend what it ignored, or renew it", i.until));
      continue;
    }
    if (options_.rules == nullptr) continue;
    std::vector<std::string_view> ids;
    for (const rules::Rule& r : options_.rules->rules()) ids.push_back(r.id);
    bool known = true;
    for (const std::string& rule : i.rules) {
      if (rule == "*" || options_.rules->find(rule) != nullptr) continue;
      add(i, "unknown-rule", fmt::format("there is no rule '{}'{}", rule, did_you_mean(rule, ids)));
      known = false;
    }
    if (known && !used[n])
      add(i, "unused-ignore",
          fmt::format("nothing is found here that this ignores ({}); take it away", fmt::join(i.rules, ", ")));
  }
}

std::vector<BaselineEntry> baseline_entries(const CheckedRecord& r, Verdict least) {
  std::vector<BaselineEntry> out;
  if (r.record->error) return out;
  for_each_finding(r, [&](const Finding& f, std::string fingerprint) {
    if (f.verdict > least || r.suppression(&f) == Suppression::ignored) return;
    out.push_back({r.record->path, std::move(fingerprint), f.rule, std::string(to_string(f.verdict)),
                   one_line(r.quote(f.atom.span))});
  });
  for (const ClaimResult& s : r.sentences) {
    if (!s.findings.empty() || s.verdict > least) continue;
    out.push_back({r.record->path, sentence_fingerprint(r, s), "", std::string(to_string(s.verdict)),
                   one_line(r.quote(s.parsed.span))});
  }
  return out;
}

}  // namespace saksi::engine

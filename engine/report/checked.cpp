#include "engine/report/checked.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "engine/judge/walk.h"
#include "engine/report/fingerprint.h"

namespace saksi::engine {

namespace {

/// Does a finding speak of a day after the facts end?
bool later(const ClaimResult& r, Seconds horizon) {
  const Meaning& m = r.parsed.meaning;
  return std::any_of(r.findings.begin(), r.findings.end(), [&](const Finding& f) {
    bool found = false;
    Walk(m).terms(f.atom, [&](TermId t, const Term&) {
      const auto* date = m.constant<Date>(t);
      found = found || (date != nullptr && !date->clock_only && date->civil.begin >= horizon);
    });
    return found;
  });
}

}  // namespace

std::string_view to_string(Suppression s) {
  switch (s) {
    case Suppression::none: return "none";
    case Suppression::ignored: return "ignored";
    case Suppression::baseline: return "baseline";
    case Suppression::unchanged: return "unchanged";
    case Suppression::minor: return "minor";
  }
  return "none";
}

Suppression CheckedRecord::suppression(const void* what) const {
  const auto it = std::find_if(suppressed.begin(), suppressed.end(), [&](const auto& s) { return s.first == what; });
  return it == suppressed.end() ? Suppression::none : it->second;
}

std::string_view CheckedRecord::text() const { return record->article ? quote(span) : std::string_view(record->text); }

std::string_view CheckedRecord::quote(Span s) const {
  const std::string_view all = index->text();
  if (s.begin >= all.size() || s.empty()) return {};
  return all.substr(s.begin, s.end - s.begin);
}

Place CheckedRecord::place(Span s) const {
  Place p = index->place(s.begin);
  if (!record->parts.empty() && !record->error) {
    const auto& parts = record->parts;
    const auto part = std::upper_bound(parts.begin(), parts.end(), s.begin) - 1;
    return {static_cast<std::uint64_t>(part - parts.begin()) + 1,
            index->offset(s.begin).codepoint - index->offset(*part).codepoint + 1};
  }
  if (record->article) return p;
  if (p.line == 1) p.column += record->column - 1;
  p.line += record->line - 1;
  return p;
}

std::string CheckedRecord::id() const {
  if (!record->id.empty()) return record->id;
  const Place p = record->article && !record->error ? place(span) : Place{record->line, record->column};
  return fmt::format("{}:{}:{}", record->path, p.line, p.column);
}

std::uint64_t CheckedRecord::hash() const {
  const bool whole = !record->article && !record->error;
  return whole && record->hash ? *record->hash : fingerprint_hash(text());
}

std::vector<CheckedRecord> checked_records(const Record& record, const TextIndex& index,
                                           std::span<const ClaimResult> sentences, const std::string& lang) {
  std::vector<CheckedRecord> out;
  CheckedRecord r;
  r.record = &record;
  r.index = &index;
  r.lang = lang;
  if (!record.article || record.error) {
    r.span = {0, static_cast<std::uint32_t>(index.text().size())};
    r.n = record.n;
    r.repeat = record.repeat;
    r.sentences = sentences;
    r.verdict = record.error ? Verdict::error : Verdict::unchecked;
    for (const ClaimResult& s : sentences) r.verdict = graver(r.verdict, s.verdict);
    out.push_back(std::move(r));
    return out;
  }
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  out.reserve(sentences.size());
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    r.sentences = sentences.subspan(i, 1);
    r.span = sentences[i].parsed.span;
    r.n = i + 1;
    r.verdict = sentences[i].verdict;
    r.repeat = ++seen[r.hash()];
    out.push_back(r);
  }
  return out;
}

void for_each_finding(const CheckedRecord& r, const std::function<void(const Finding&, std::string)>& visit) {
  std::map<std::pair<std::string_view, Label>, std::uint32_t> repeats;
  const std::uint64_t seed = r.hash() + r.repeat;
  for (const ClaimResult& s : r.sentences) {
    for (const Finding& f : s.findings) {
      const std::string_view quote = r.quote(f.atom.span);
      const std::uint64_t hash = fingerprint_hash(quote, fingerprint_hash(to_string(f.atom.label), seed));
      visit(f, fingerprint(hash, ++repeats[{quote, f.atom.label}]));
    }
  }
}

std::string sentence_fingerprint(const CheckedRecord& r, const ClaimResult& sentence) {
  return fingerprint(fingerprint_hash(r.quote(sentence.parsed.span), r.hash() + r.repeat), 1);
}

bool in_one_block(const CheckedRecord& a, const CheckedRecord& b) {
  if (!a.record->article || a.record->error || b.record->error) return false;
  // What is no text, such as the tags of HTML, is blank there.
  const std::string_view between =
      std::string_view(a.record->text).substr(a.span.end, std::max(a.span.end, b.span.begin) - a.span.end);
  bool blank = false;
  for (const char c : between) {
    if (c == '\n' && blank) return false;
    blank = c == '\n' || (blank && (c == ' ' || c == '\t' || c == '\r'));
  }
  return true;
}

bool something_unread(const Parsed& p) {
  return std::any_of(p.unread.begin(), p.unread.end(),
                     [&](const Unread& u) { return p.checkable || u.kind != UnreadKind::words; });
}

bool worth_reporting(const CheckedRecord& r) {
  if (!r.record->article || r.record->error) return true;
  return std::any_of(r.sentences.begin(), r.sentences.end(), [](const ClaimResult& s) {
    return !s.findings.empty() || s.verdict != Verdict::unchecked || something_unread(s.parsed);
  });
}

void Tally::add(const CheckedRecord& r, std::optional<Seconds> horizon) {
  ++records;
  if (r.record->error) {
    ++errors;
    ++verdicts[static_cast<std::size_t>(Verdict::error)];
    return;
  }
  ++(r.lang == "id" ? indonesian : english);
  const auto note = [&](Verdict v, bool pilot) {
    ++verdicts[static_cast<std::size_t>(v)];
    if (!pilot) gravest = gravest ? graver(*gravest, v) : v;
  };
  for (const ClaimResult& s : r.sentences) {
    ++sentences;
    if (s.parsed.checkable || !s.findings.empty()) {
      ++checkable;
      if (!s.findings.empty() && s.parsed.unread.empty()) ++read;
    }
    if (horizon && later(s, *horizon)) ++late;
    const auto passed_by = [&](const void* what) {
      const Suppression why = r.suppression(what);
      ++suppressed[static_cast<std::size_t>(why)];
      return why != Suppression::none;
    };
    if (s.findings.empty() && !passed_by(&s)) {
      note(s.verdict, false);
      ++silent[static_cast<std::size_t>(s.verdict)];
    }
    for (const Finding& f : s.findings) {
      if (passed_by(&f)) continue;
      note(f.verdict, f.pilot);
      if (f.verdict <= Verdict::disputed && !f.rule.empty()) ++rules[f.rule];
    }
  }
}

void Tally::add(const Tally& other) {
  records += other.records;
  errors += other.errors;
  sentences += other.sentences;
  checkable += other.checkable;
  read += other.read;
  late += other.late;
  english += other.english;
  indonesian += other.indonesian;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    verdicts[i] += other.verdicts[i];
    silent[i] += other.silent[i];
  }
  for (std::size_t i = 0; i < suppressed.size(); ++i) suppressed[i] += other.suppressed[i];
  for (const auto& [rule, n] : other.rules) rules[rule] += n;
  if (other.gravest) gravest = gravest ? graver(*gravest, *other.gravest) : *other.gravest;
}

}  // namespace saksi::engine

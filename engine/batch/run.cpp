#include "engine/batch/run.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/batch/record.h"
#include "engine/report/html.h"
#include "engine/report/tags.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

std::vector<ClaimResult> results_of(const Checker& checker, const Record& record, const std::string& lang,
                                    const RunSettings& settings) {
  ClaimOptions options;
  options.lang = lang;
  if (!record.as_of.empty()) options.as_of = parse_iso_day(record.as_of);
  options.zone = settings.zone;
  options.messages = settings.messages;
  options.article = record.article;
  if (settings.task != RunTask::parse) return checker.check(record.text, options);
  std::vector<ClaimResult> out;
  for (Parsed& p : checker.parse(record.text, options)) out.emplace_back(std::move(p));
  return out;
}

void append_one(std::string& out, const CheckedRecord& r, const RunSettings& settings) {
  if (settings.task == RunTask::parse && settings.text.tree != TreeFormat::none) {
    append_trees(out, r, settings.text.tree, settings.text.why);
  } else if (settings.task == RunTask::parse && settings.text.tags) {
    append_tags(out, r, settings.text.why);
  } else if (settings.task == RunTask::parse) {
    if (settings.format == ReportFormat::jsonl) {
      append_parse_jsonl(out, r, settings.jsonl);
    } else {
      append_parse_text(out, r, settings.text);
    }
  } else if (settings.format == ReportFormat::csv) {
    append_csv(out, r, csv_body(r));
  } else if (settings.format == ReportFormat::claimreview) {
    append_claim_review(out, r);
  } else if (settings.format != ReportFormat::jsonl) {
    append_issues(out, r, settings.format);
  } else if (worth_reporting(r) || settings.jsonl.mentions) {
    append_jsonl(out, r, settings.jsonl);
  }
}

/// What the records of one Record add to the report.
void append(std::string& out, const std::vector<CheckedRecord>& records, const RunSettings& settings) {
  if (settings.task == RunTask::check && settings.format == ReportFormat::text)
    return append_text(out, records, settings.text);
  if (settings.task == RunTask::check && settings.format == ReportFormat::html)
    return append_html(out, records, settings.text);
  for (const CheckedRecord& r : records) append_one(out, r, settings);
}

}  // namespace

ChunkRunner::ChunkRunner(const Checker& checker, RunSettings settings)
    : checker_(checker), settings_(std::move(settings)) {}

bool ChunkRunner::is_claim(const Record& record) const {
  return settings_.task == RunTask::check && !record.article && !record.error && record.ignores.empty();
}

/// First what is to be checked, then what is to be written, so that no worker waits for a claim that another is at.
ChunkResult ChunkRunner::operator()(const std::vector<Record>& records) const {
  ChunkResult out;
  std::vector<ClaimMemo::Known> known(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].error && settings_.stop_on_error) break;
    if (is_claim(records[i])) known[i] = memo_.find(records[i], [&](const Record& r) { return check(r); });
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (known[i].valid())
      write_claim(records[i], known[i].get(), out);
    else
      run(records[i], out);
    if (records[i].error && settings_.stop_on_error) {
      out.stop = true;
      break;
    }
  }
  return out;
}

void ChunkRunner::run(const Record& record, ChunkResult& out) const {
  const TextIndex index(record.original.empty() ? record.text : record.original);
  std::vector<ClaimResult> results;
  std::string lang = record.lang;
  if (!record.error) {
    if (lang.empty()) lang = checker_.grammar().detect_language(record.text);
    results = results_of(checker_, record, lang, settings_);
  }
  add(record, checked_records(record, index, results, lang), out);
}

void ChunkRunner::add(const Record& record, std::vector<CheckedRecord> all, ChunkResult& out) const {
  if (settings_.suppressor && !(record.ignores.empty() && settings_.suppressor->idle()))
    settings_.suppressor->mark(all, out.faults);
  for (const CheckedRecord& r : all) out.tally.add(r, settings_.horizon);
  const auto take = [](auto some, auto& to) { std::move(some.begin(), some.end(), std::back_inserter(to)); };
  if (settings_.task == RunTask::baseline) {
    for (const CheckedRecord& r : all) take(baseline_entries(r, settings_.baseline_from), out.baseline);
  } else if (settings_.task == RunTask::fix) {
    for (const CheckedRecord& r : all) take(corrections_of(r), out.corrections);
  } else {
    append(out.output, all, settings_);
  }
}

void ChunkRunner::write_claim(const Record& record, const ClaimMemo::Entry& known, ChunkResult& out) const {
  if (settings_.suppressor && !settings_.suppressor->idle()) {
    const TextIndex index(record.text);
    return add(record, checked_records(record, index, known.results, known.lang), out);
  }
  out.tally.add(known.tally);
  if (known.jsonl || known.csv) {
    CheckedRecord r;
    r.record = &record;
    r.n = record.n;
    r.repeat = record.repeat;
    r.lang = known.lang;
    r.verdict = known.verdict;
    if (known.csv) return append_csv(out.output, r, *known.csv);
    append_jsonl(out.output, r, *known.jsonl, settings_.jsonl);
    return;
  }
  const TextIndex index(record.text);
  append(out.output, checked_records(record, index, known.results, known.lang), settings_);
}

ClaimMemo::Entry ChunkRunner::check(const Record& record) const {
  ClaimMemo::Entry out;
  out.lang = record.lang.empty() ? checker_.grammar().detect_language(record.text) : record.lang;
  out.results = results_of(checker_, record, out.lang, settings_);
  const TextIndex index(record.text);
  for (const CheckedRecord& r : checked_records(record, index, out.results, out.lang)) {
    out.verdict = r.verdict;
    out.tally.add(r, settings_.horizon);
    const bool alike = !settings_.suppressor || settings_.suppressor->idle();
    if (settings_.format == ReportFormat::jsonl && alike) out.jsonl = jsonl_body(r, settings_.jsonl);
    if (settings_.format == ReportFormat::csv && alike) out.csv = csv_body(r);
  }
  if (out.jsonl || out.csv) out.results.clear();
  return out;
}

std::optional<Seconds> horizon_of(const FactBase& facts) {
  const Seconds never = Date::year(9999).civil.begin;
  std::map<Seconds, std::size_t> ends;
  for (const auto& c : facts.rows().section<corpus::flat::Complete>(corpus::flat::complete)) {
    if ((c.flags & corpus::flat::has_time) != 0 && c.end < never) ++ends[c.end];
  }
  const auto most =
      std::max_element(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == ends.end()) return std::nullopt;
  return most->first;
}

}  // namespace saksi::engine

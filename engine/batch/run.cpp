#include "engine/batch/run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "corpus/fact_base.h"
#include "engine/batch/record.h"
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
  if (settings.task == RunTask::check) return checker.check(record.text, options);
  std::vector<ClaimResult> out;
  for (Parsed& p : checker.parse(record.text, options)) {
    out.emplace_back();
    out.back().parsed = std::move(p);
  }
  return out;
}

void append(std::string& out, const CheckedRecord& r, const RunSettings& settings) {
  if (settings.task == RunTask::parse) {
    if (settings.format == ReportFormat::jsonl) {
      append_parse_jsonl(out, r, settings.jsonl);
    } else {
      append_parse_text(out, r, settings.text);
    }
  } else if (settings.format == ReportFormat::text) {
    append_text(out, r, settings.text);
  } else if (worth_reporting(r) || settings.jsonl.mentions) {
    append_jsonl(out, r, settings.jsonl);
  }
}

}  // namespace

ChunkResult run_chunk(const Checker& checker, const std::vector<Record>& records, const RunSettings& settings) {
  ChunkResult out;
  for (const Record& record : records) {
    const TextIndex index(record.original.empty() ? record.text : record.original);
    std::vector<ClaimResult> results;
    std::string lang = record.lang;
    if (!record.error) {
      if (lang.empty()) lang = checker.grammar().detect_language(record.text);
      results = results_of(checker, record, lang, settings);
    }
    for (const CheckedRecord& r : checked_records(record, index, results, lang)) {
      out.tally.add(r, settings.horizon);
      append(out.output, r, settings);
    }
    if (record.error && settings.stop_on_error) {
      out.stop = true;
      break;
    }
  }
  return out;
}

std::optional<Seconds> horizon_of(const FactBase& facts) {
  const Seconds never = Date::year(9999).civil.begin;
  std::map<Seconds, std::size_t> ends;
  for (const CompletenessView& c : facts.completeness()) {
    if (c.span && c.span->end < never) ++ends[c.span->end];
  }
  const auto most =
      std::max_element(ends.begin(), ends.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == ends.end()) return std::nullopt;
  return most->first;
}

}  // namespace saksi::engine

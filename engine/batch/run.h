#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/batch/memo.h"
#include "engine/batch/pipeline.h"
#include "engine/report/format.h"
#include "engine/report/jsonl.h"
#include "engine/report/text.h"
#include "engine/saksi.h"
#include "engine/suppress/suppress.h"

namespace saksi::engine {

/// To weigh what is read, to show it, to list the findings as a baseline keeps them, or what they say to write instead.
enum class RunTask : std::uint8_t { check, parse, baseline, fix };

struct RunSettings {
  RunTask task = RunTask::check;
  ReportFormat format = ReportFormat::text;
  std::string zone;      ///< IANA zone of the desk
  std::string messages;  ///< language of explanations; empty = the text's
  JsonlOptions jsonl;
  TextOptions text;
  bool stop_on_error = false;                    ///< the first bad record ends the run
  std::optional<Seconds> horizon;                ///< the instant up to which the facts are complete
  std::shared_ptr<const Suppressor> suppressor;  ///< null: nothing is suppressed
  /// Of RunTask::baseline: verdicts as grave as this are kept.
  Verdict baseline_from = Verdict::disputed;
};

/// Reads or weighs records and writes their reports. Safe to use from several threads at once.
class ChunkRunner {
 public:
  /// The checker must outlive it.
  ChunkRunner(const Checker& checker, RunSettings settings);
  ChunkResult operator()(const std::vector<Record>& records) const;

 private:
  [[nodiscard]] bool is_claim(const Record& record) const;
  void run(const Record& record, ChunkResult& out) const;
  void add(const Record& record, std::vector<CheckedRecord> all, ChunkResult& out) const;
  void write_claim(const Record& record, const ClaimMemo::Entry& known, ChunkResult& out) const;
  ClaimMemo::Entry check(const Record& record) const;

  const Checker& checker_;
  RunSettings settings_;
  mutable ClaimMemo memo_;
};

/// The instant up to which the facts say they are complete: the end that most of their completeness statements share.
std::optional<Seconds> horizon_of(const FactBase& facts);

}  // namespace saksi::engine

#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "cli/journal.h"
#include "cli/output.h"

namespace saksi::cli {

/// A run that keeps how far it has come, and may go on from where another was stopped.
struct Course {
  Journal* journal = nullptr;         ///< null: nothing is kept
  std::optional<Journal::Mark> from;  ///< where to go on
  std::string progress = "never";
  bool changed = false;  ///< set where the input is not what the other run had taken in; nothing is checked
  std::vector<engine::BaselineEntry> baseline;  ///< of a run that lists the findings
  std::vector<engine::Correction> corrections;  ///< of one that lists what to write instead
};

/// Takes the records of all files through a checker and writes their reports, until the end or an interrupt. `status` is
/// raised for what went wrong. Returns what was counted.
engine::Tally run_files(const Checker& checker, const InputFlags& input, const ClaimFlags& claim,
                        const ReportFlags& report, const engine::RunSettings& settings, Output& output, Course& course,
                        int& status);

/// Settings that both `check` and `parse` take from their flags.
engine::RunSettings settings_of(const Checker& checker, const ClaimFlags& claim, const ReportFlags& report,
                                const TalkFlags& talk, const Output& output);

}  // namespace saksi::cli

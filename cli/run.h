#pragma once
#include "cli/flags.h"
#include "cli/output.h"

namespace saksi::cli {

/// Takes the records of all files through a checker and writes their reports. `status` is raised for what went wrong.
/// Returns what was counted.
engine::Tally run_files(const Checker& checker, const InputFlags& input, const ClaimFlags& claim,
                        const ReportFlags& report, const engine::RunSettings& settings, Output& output, int& status);

/// Settings that both `check` and `parse` take from their flags.
engine::RunSettings settings_of(const Checker& checker, const ClaimFlags& claim, const ReportFlags& report,
                                const TalkFlags& talk, const Output& output);

}  // namespace saksi::cli

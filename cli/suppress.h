#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "engine/suppress/suppress.h"

namespace saksi::cli {

/// Which findings are neither shown nor counted by the gate.
struct SuppressFlags {
  std::string baseline, changed_lines, since;
  Severity least = Severity::note;
  void add(CLI::App& app);
  /// Reads the baseline and the change; of `input` the files stay that the change has touched. False, said on standard error,
  /// where that fails; `status` is raised.
  bool read(InputFlags& input, int& status);
  /// nullptr, said on standard error, where the configuration names a rule that there is not. `config` must outlive it.
  [[nodiscard]] std::shared_ptr<const engine::Suppressor> make(const Checker& checker, const BaseFlags& base,
                                                               const Config& config) const;
  /// The files it reads.
  [[nodiscard]] std::vector<std::string> read_files() const;
  /// All that it decides by, for a run that goes on with another one's report.
  [[nodiscard]] std::string told() const;
  /// Says on standard error which entries of the baseline have become of no use. `paths`: the files that were read.
  void tell_stale(const std::vector<std::string>& paths) const;

 private:
  std::optional<engine::ChangedLines> since_revision();
  std::shared_ptr<const engine::Baseline> known_;
  std::shared_ptr<const engine::ChangedLines> changed_;
  std::string diff_;  ///< that the lines were taken from
};

}  // namespace saksi::cli

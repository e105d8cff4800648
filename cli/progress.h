#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/report/checked.h"

namespace saksi::cli {

/// A bar on standard error: where it is a terminal ("auto"), "never" or "always". Its own line is erased at the end.
class Progress {
 public:
  Progress(const std::string& when, std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Draws at most ten times a second.
  void at(std::size_t done, std::size_t total);

 private:
  bool shown_ = false, drawn_ = false;
  std::string what_;
  std::chrono::steady_clock::time_point last_;
};

/// How far a run over files has come, on standard error: a bar with rate, share, time left and verdicts ("auto": where that is a
/// terminal and the report goes elsewhere), or ("json") a line of JSON a second. Nothing before the first second is over. The
/// clock is read for this alone. For one thread.
class RunProgress {
 public:
  /// `total`: bytes of all inputs; 0 where that is not known. `report_on_terminal`: the report is shown as it comes.
  RunProgress(const std::string& when, std::uint64_t total, bool report_on_terminal);
  ~RunProgress();
  RunProgress(const RunProgress&) = delete;
  RunProgress& operator=(const RunProgress&) = delete;
  void at(std::uint64_t bytes, const engine::Tally& tally);

 private:
  void draw(double seconds, std::uint64_t bytes, const engine::Tally& tally);
  void tell(double seconds, std::uint64_t bytes, const engine::Tally& tally) const;
  bool bar_ = false, json_ = false, drawn_ = false;
  std::uint64_t total_ = 0;
  std::chrono::steady_clock::time_point begun_, last_;
};

}  // namespace saksi::cli

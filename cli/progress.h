#pragma once
#include <chrono>
#include <cstddef>
#include <string>

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

}  // namespace saksi::cli

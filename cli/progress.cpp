#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace saksi::cli {

Progress::Progress(const std::string& when, std::string what)
    : shown_(when == "always" || (when == "auto" && isatty(STDERR_FILENO) == 1)), what_(std::move(what)) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::at(std::size_t done, std::size_t total) {
  if (!shown_ || total == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (drawn_ && done < total && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  constexpr std::size_t kWidth = 30;
  const std::size_t full = kWidth * std::min(done, total) / total;
  fmt::print(stderr, "\r{} [{}{}] {}/{}\033[K", what_, std::string(full, '#'), std::string(kWidth - full, ' '), done,
             total);
  std::fflush(stderr);
}

}  // namespace saksi::cli

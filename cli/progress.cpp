#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/report/json.h"

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

RunProgress::RunProgress(const std::string& when, std::uint64_t total, bool report_on_terminal)
    : bar_(when == "always" || (when == "auto" && isatty(STDERR_FILENO) == 1 && !report_on_terminal)),
      json_(when == "json"),
      total_(total),
      begun_(std::chrono::steady_clock::now()),
      last_(begun_) {}

RunProgress::~RunProgress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

void RunProgress::at(std::uint64_t bytes, const engine::Tally& tally) {
  if (!bar_ && !json_) return;
  const auto now = std::chrono::steady_clock::now();
  const auto passed = now - begun_, since = now - last_;
  using std::chrono::milliseconds;
  if (passed < milliseconds(1000) || since < milliseconds(json_ ? 1000 : 100)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(passed).count();
  json_ ? tell(seconds, bytes, tally) : draw(seconds, bytes, tally);
  std::fflush(stderr);
}

namespace {

std::uint64_t number_of(const engine::Tally& tally, Verdict v) { return tally.verdicts[static_cast<std::size_t>(v)]; }

/// Of the whole run, from what it has taken so far; 0 where that is not known.
double seconds_left(double seconds, std::uint64_t bytes, std::uint64_t total) {
  return bytes == 0 || total <= bytes ? 0 : seconds * static_cast<double>(total - bytes) / static_cast<double>(bytes);
}

}  // namespace

void RunProgress::draw(double seconds, std::uint64_t bytes, const engine::Tally& tally) {
  drawn_ = true;
  std::string line = fmt::format("{} records, {:.0f}/s", tally.records, static_cast<double>(tally.records) / seconds);
  if (total_ > 0) {
    constexpr std::size_t kWidth = 20;
    const double share = std::min(1.0, static_cast<double>(bytes) / static_cast<double>(total_));
    const auto full = static_cast<std::size_t>(share * kWidth);
    const double left = seconds_left(seconds, bytes, total_);
    line = fmt::format("[{}{}] {:.0f}% {}, {}:{:02} left", std::string(full, '#'), std::string(kWidth - full, ' '),
                       100 * share, line, static_cast<int>(left) / 60, static_cast<int>(left) % 60);
  }
  for (const Verdict v : {Verdict::refuted, Verdict::outdated, Verdict::disputed, Verdict::error})
    if (const auto n = number_of(tally, v); n > 0) line += fmt::format(", {} {}", n, to_string(v));
  fmt::print(stderr, "\r{}\033[K", line);
}

void RunProgress::tell(double seconds, std::uint64_t bytes, const engine::Tally& tally) const {
  std::string out;
  engine::JsonWriter json(out);
  json.begin_object().key("bytes").integer(bytes).key("of").integer(total_).key("records").integer(tally.records);
  json.key("seconds").number(seconds).key("seconds_left").number(seconds_left(seconds, bytes, total_));
  json.key("verdicts").begin_object();
  for (std::size_t i = 0; i < tally.verdicts.size(); ++i)
    json.key(to_string(static_cast<Verdict>(i))).integer(tally.verdicts[i]);
  json.end_object().end_object();
  fmt::print(stderr, "{}\n", out);
}

}  // namespace saksi::cli

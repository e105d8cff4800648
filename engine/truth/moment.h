#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/meaning.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/truth/amount.h"
#include "engine/truth/truth.h"

namespace saksi::engine {

/// Begin and end of time for open intervals; far enough from the limits for zone offsets to be added.
inline constexpr Seconds kBegin = -1000000000000;
inline constexpr Seconds kEnd = 1000000000000;
inline constexpr Seconds kDaySeconds = 86400;
/// From 1 January 1927 the last country tells its days by the Gregorian calendar (Turkey); a date before may be one of
/// another, with another weekday.
inline constexpr Seconds kOneCalendar = -1356998400;

[[nodiscard]] constexpr TimeInterval clamp(TimeInterval t) {
  return {t.begin < kBegin ? kBegin : t.begin, t.end > kEnd ? kEnd : t.end};
}

/// When something was: the interval in UTC that it is known to, the civil date it is told as, and the zones in which it
/// may be told.
struct Moment {
  bool dated = false;  ///< `when` is known
  bool told = false;   ///< it is told as a civil date
  bool clock_only = false;
  bool of_event = false;  ///< an event's, not a date stated of a thing
  Precision precision = Precision::day;
  std::uint32_t zone = 0;  ///< of its place; 0 = none
  TimeInterval when;
  TimeInterval civil;
  std::span<const std::uint32_t> frames;  ///< zones; flat::kAsTold for the day as it is told

  /// The same day anywhere: from the first to the last instant at which it was that day at some place.
  static TimeInterval anywhere(TimeInterval civil) { return {civil.begin - 14 * 3600, civil.end + 12 * 3600}; }
  /// The stretch that it is told as: a day with no place is that day, wherever it was.
  [[nodiscard]] TimeInterval stretch() const { return told && when == anywhere(civil) ? civil : when; }
};

/// The civil day, as it stands in a fact, as the only frame.
inline constexpr std::array<std::uint32_t, 1> kToldFrames = {corpus::flat::kAsTold};

/// Civil stretches in the frames of one moment; a handful at most.
class Locals {
 public:
  void add(TimeInterval t) {
    if (count_ < all_.size()) all_[count_++] = t;
  }
  [[nodiscard]] const TimeInterval* begin() const { return all_.data(); }
  [[nodiscard]] const TimeInterval* end() const { return all_.data() + count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] TimeInterval front() const { return all_[0]; }

 private:
  std::array<TimeInterval, 16> all_{};
  std::size_t count_ = 0;
};

/// Times against times, in the zones of a fact base. Charitable over frames: yes in one is yes, no in all is no.
class Clocks {
 public:
  explicit Clocks(const corpus::Snapshot& facts) : facts_(facts) {}

  [[nodiscard]] TimeInterval to_utc(const Date& d) const;
  [[nodiscard]] TimeInterval to_utc(TimeInterval civil, std::uint32_t zone) const;
  [[nodiscard]] std::optional<TimeInterval> local(const Moment& m, std::uint32_t frame) const;
  /// By the clocks of any zone, "Asia/Jakarta" or "+07:00"; nullopt for what is none.
  [[nodiscard]] std::optional<TimeInterval> local(const Moment& m, std::string_view zone) const;
  [[nodiscard]] Locals locals(const Moment& m) const;

  /// A fact against a date that a text tells.
  [[nodiscard]] Truth compare(const Moment& fact, Op op, const Date& said) const;
  /// Two facts; `same` where both are the time of one event.
  [[nodiscard]] Truth compare(const Moment& fact, Op op, const Moment& other, bool same) const;
  [[nodiscard]] Truth compare(const Moment& fact, Weekday said) const;
  /// The time between two moments against a length: by length, and by the calendar in each one's own frames.
  [[nodiscard]] Truth compare_elapsed(const Moment& later, const Moment& earlier, Op op, const Amount& said) const;

 private:
  [[nodiscard]] Truth compare_clock(const Moment& fact, Op op, const Date& said, Seconds widen, Seconds rounding) const;
  const corpus::Snapshot& facts_;
};

/// One unit of a date's precision, in seconds: what "about" moves it by.
[[nodiscard]] Seconds unit_of(Precision p);
/// Days since 1970 of a civil second, rounded down.
[[nodiscard]] constexpr Seconds day_number(Seconds t) {
  return t >= 0 ? t / kDaySeconds : -((-t + kDaySeconds - 1) / kDaySeconds);
}

}  // namespace saksi::engine

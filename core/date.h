#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saksi {

/// Seconds since 1970-01-01T00:00:00 in the proleptic Gregorian calendar, no leap seconds.
/// Of UTC for an instant; of an unnamed wall clock for a civil time.
using Seconds = std::int64_t;

/// Half-open, [begin, end).
struct TimeInterval {
  Seconds begin = 0;
  Seconds end = 0;
  [[nodiscard]] constexpr bool within(TimeInterval o) const { return o.begin <= begin && end <= o.end; }
  [[nodiscard]] constexpr bool overlaps(TimeInterval o) const { return begin < o.end && o.begin < end; }
  friend constexpr bool operator==(TimeInterval, TimeInterval) = default;
};

enum class Precision : std::uint8_t { century, decade, year, quarter, month, week, day, hour, minute, second };

enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

/// Days since 1970-01-01 of a civil date. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t days_from_civil(int year, int month, int day);
void civil_from_days(std::int64_t days, int& year, int& month, int& day);
int days_in_month(int year, int month);
/// False for 30 February, hour 24 and the like. Years 1 to 9999.
bool valid_civil(int year, int month, int day);
Weekday weekday_of(std::int64_t days);

/// A point or stretch of time as it is told in prose or kept in the fact base: a civil interval, how precisely it
/// is known, and the zone it is told in. With no zone the frame is open, and the engine tries the frames that the
/// schema allows.
struct Date {
  TimeInterval civil;  ///< wall-clock seconds, [begin, end)
  Precision precision = Precision::day;
  std::optional<std::string> zone;  ///< IANA id, "UTC", or "+07:00"; absent = not said
  bool approximate = false;         ///< "about", EDTF "~"
  bool year_inferred = false;       ///< the text gave no year; taken from as_of
  bool relative = false;            ///< "yesterday", "last week": resolved against as_of
  bool clock_only = false;          ///< a clock time with no day; civil lies on 1970-01-01
  friend bool operator==(const Date&, const Date&) = default;

  static Date year(int y);
  static Date month(int y, int m);
  static Date day(int y, int m, int d);
  static Date minute(int y, int mo, int d, int h, int mi);
  /// From civil seconds to civil seconds (half-open), e.g. "between 1969 and 1972".
  static Date range(Date first, Date last);
};

/// ISO 8601 / EDTF: "1957-10-04", "2023-08", "196X", "2023-08-10T23:10Z", "1969/1972".
std::string to_edtf(const Date& d);
/// Reads what to_edtf writes and the usual ISO forms ("2023-08-10T23:10:57Z", "1961", "196X", "1969/1972", "~1961").
/// A trailing Z sets zone "UTC". nullopt for anything else or an impossible date.
std::optional<Date> parse_edtf(std::string_view s);

/// Calendar difference in whole years, months or days between two civil instants, a <= b (else negative).
int whole_years(Seconds a, Seconds b);
int whole_months(Seconds a, Seconds b);

}  // namespace saksi

#include "core/date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace saksi {
namespace {

constexpr Seconds kDay = 86400;

Seconds floor_div(Seconds a, Seconds b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0); }

struct Civil {
  int year = 1970, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
};

Civil civil_of(Seconds s) {
  Civil c;
  const Seconds days = floor_div(s, kDay);
  civil_from_days(days, c.year, c.month, c.day);
  const auto rest = static_cast<int>(s - days * kDay);
  c.hour = rest / 3600;
  c.minute = rest / 60 % 60;
  c.second = rest % 60;
  return c;
}

Seconds start_of(int y, int m, int d) { return days_from_civil(y, m, d) * kDay; }

std::string pad(int v, int width) {
  std::array<char, 16> buf{};
  std::snprintf(buf.data(), buf.size(), "%0*d", width, v);
  return buf.data();
}

std::string day_text(const Civil& c) { return pad(c.year, 4) + "-" + pad(c.month, 2) + "-" + pad(c.day, 2); }

std::string clock_text(const Civil& c, Precision p) {
  std::string out = "T" + pad(c.hour, 2);
  if (p >= Precision::minute) out += ":" + pad(c.minute, 2);
  if (p >= Precision::second) out += ":" + pad(c.second, 2);
  return out;
}

constexpr Seconds kNoUnit = std::numeric_limits<Seconds>::min();

/// The end of the one unit of precision that begins at `begin`; kNoUnit where `begin` is no such beginning.
Seconds unit_end(Seconds begin, Precision p) {
  const Civil c = civil_of(begin);
  const bool midnight = c.hour == 0 && c.minute == 0 && c.second == 0;
  const bool first = midnight && c.day == 1;
  switch (p) {
    case Precision::century: return first && c.month == 1 && c.year % 100 == 0 ? start_of(c.year + 100, 1, 1) : kNoUnit;
    case Precision::decade: return first && c.month == 1 && c.year % 10 == 0 ? start_of(c.year + 10, 1, 1) : kNoUnit;
    case Precision::year: return first && c.month == 1 ? start_of(c.year + 1, 1, 1) : kNoUnit;
    case Precision::quarter:
      if (!first || c.month % 3 != 1) return kNoUnit;
      return c.month == 10 ? start_of(c.year + 1, 1, 1) : start_of(c.year, c.month + 3, 1);
    case Precision::month: return first ? begin + kDay * days_in_month(c.year, c.month) : kNoUnit;
    case Precision::week:
      return midnight && weekday_of(floor_div(begin, kDay)) == Weekday::monday ? begin + 7 * kDay : kNoUnit;
    case Precision::day: return midnight ? begin + kDay : kNoUnit;
    case Precision::hour: return c.minute == 0 && c.second == 0 ? begin + 3600 : kNoUnit;
    case Precision::minute: return c.second == 0 ? begin + 60 : kNoUnit;
    case Precision::second: return begin + 1;
  }
  return kNoUnit;
}

/// ISO 8601 week: its year is the year of its Thursday.
std::string week_text(Seconds begin) {
  const Civil thursday = civil_of(begin + 3 * kDay);
  const Seconds since = begin + 3 * kDay - start_of(thursday.year, 1, 1);
  return pad(thursday.year, 4) + "-W" + pad(static_cast<int>(since / (7 * kDay)) + 1, 2);
}

std::string point_text(Seconds begin, Precision p) {
  const Civil c = civil_of(begin);
  switch (p) {
    case Precision::century: return pad(c.year / 100, 2) + "XX";
    case Precision::decade: return pad(c.year / 10, 3) + "X";
    case Precision::year: return pad(c.year, 4);
    case Precision::quarter: return pad(c.year, 4) + "-" + std::to_string(33 + (c.month - 1) / 3);
    case Precision::month: return pad(c.year, 4) + "-" + pad(c.month, 2);
    case Precision::week: return week_text(begin);
    case Precision::day: return day_text(c);
    default: return day_text(c) + clock_text(c, p);
  }
}

std::string zone_text(const std::optional<std::string>& zone) {
  if (!zone) return "";
  if (*zone == "UTC") return "Z";
  if (zone->front() == '+' || zone->front() == '-') return *zone;
  return "[" + *zone + "]";
}

/// Reads from the front of a view; every step says whether it could.
class Reader {
 public:
  explicit Reader(std::string_view s) : s_(s) {}
  [[nodiscard]] bool done() const { return s_.empty(); }
  [[nodiscard]] char peek() const { return s_.empty() ? '\0' : s_.front(); }
  bool take(char c) {
    if (peek() != c || s_.empty()) return false;
    s_.remove_prefix(1);
    return true;
  }
  bool digits(int n, int& out) {
    if (s_.size() < static_cast<std::size_t>(n)) return false;
    int v = 0;
    for (int i = 0; i < n; ++i) {
      const char c = s_[static_cast<std::size_t>(i)];
      if (c < '0' || c > '9') return false;
      v = v * 10 + (c - '0');
    }
    s_.remove_prefix(static_cast<std::size_t>(n));
    out = v;
    return true;
  }
  [[nodiscard]] std::string_view rest() const { return s_; }

 private:
  std::string_view s_;
};

bool read_zone(Reader& r, Date& d) {
  if (r.done()) return true;
  if (r.take('Z')) {
    d.zone = "UTC";
    return r.done();
  }
  const std::string_view rest = r.rest();
  if (rest.size() > 2 && rest.front() == '[' && rest.back() == ']') {
    d.zone = std::string(rest.substr(1, rest.size() - 2));
    return true;
  }
  int h = 0;
  int m = 0;
  if (!r.take('+') && !r.take('-')) return false;
  if (!r.digits(2, h) || !r.take(':') || !r.digits(2, m) || !r.done() || h > 14 || m > 59) return false;
  d.zone = std::string(rest);
  return true;
}

/// "T23", "T23:10", "T23:10:57", with a zone; `begin` is the day's midnight.
std::optional<Date> read_clock(Reader r, Seconds begin) {
  int h = 0;
  int m = 0;
  int s = 0;
  Date d;
  if (!r.take('T') || !r.digits(2, h) || h > 23) return std::nullopt;
  d.precision = Precision::hour;
  if (r.take(':')) {
    if (!r.digits(2, m) || m > 59) return std::nullopt;
    d.precision = Precision::minute;
    if (r.take(':')) {
      if (!r.digits(2, s) || s > 59) return std::nullopt;
      d.precision = Precision::second;
    }
  }
  const Seconds at = begin + h * 3600 + m * 60 + s;
  d.civil = {at, unit_end(at, d.precision)};
  if (!read_zone(r, d)) return std::nullopt;
  return d;
}

std::optional<Date> made(int y, int m, int day, Precision p) {
  if (!valid_civil(y, m, day)) return std::nullopt;
  Date d;
  d.precision = p;
  d.civil.begin = start_of(y, m, day);
  d.civil.end = unit_end(d.civil.begin, p);
  return d;
}

std::optional<Date> read_week(Reader r, int y) {
  int w = 0;
  if (!r.digits(2, w) || !r.done() || w < 1 || w > 53 || y < 1) return std::nullopt;
  // The first week holds 4 January.
  const std::int64_t fourth = days_from_civil(y, 1, 4);
  const Seconds begin = (fourth - static_cast<int>(weekday_of(fourth)) + 7 * (w - 1)) * kDay;
  Date d;
  d.precision = Precision::week;
  d.civil = {begin, begin + 7 * kDay};
  if (week_text(begin) != pad(y, 4) + "-W" + pad(w, 2)) return std::nullopt;
  return d;
}

std::optional<Date> read_point(std::string_view s) {
  if (s.size() == 4 && s.substr(2) == "XX") {
    int c = 0;
    if (!Reader(s).digits(2, c) || c < 1) return std::nullopt;
    return made(c * 100, 1, 1, Precision::century);
  }
  if (s.size() == 4 && s[3] == 'X') {
    int c = 0;
    if (!Reader(s).digits(3, c) || c < 1) return std::nullopt;
    return made(c * 10, 1, 1, Precision::decade);
  }
  Reader r(s);
  if (r.peek() == 'T') {
    auto d = read_clock(r, 0);
    if (d) d->clock_only = true;
    return d;
  }
  int y = 0;
  int m = 0;
  int day = 0;
  if (!r.digits(4, y)) return std::nullopt;
  if (r.done()) return made(y, 1, 1, Precision::year);
  if (!r.take('-')) return std::nullopt;
  if (r.take('W')) return read_week(r, y);
  if (!r.digits(2, m)) return std::nullopt;
  if (r.done()) {
    if (m >= 33 && m <= 36) return made(y, (m - 33) * 3 + 1, 1, Precision::quarter);
    return made(y, m, 1, Precision::month);
  }
  if (!r.take('-') || !r.digits(2, day) || !valid_civil(y, m, day)) return std::nullopt;
  if (r.peek() == 'T') return read_clock(r, start_of(y, m, day));
  auto d = made(y, m, day, Precision::day);
  if (!d || !read_zone(r, *d)) return std::nullopt;
  return d;
}

/// The beginning of the last whole unit before `end`.
Seconds last_unit(Seconds begin, Seconds end, Precision p) {
  const Civil c = civil_of(end - 1);
  Seconds at = begin;
  switch (p) {
    case Precision::century: at = start_of(std::max(c.year / 100 * 100, 1), 1, 1); break;
    case Precision::decade: at = start_of(std::max(c.year / 10 * 10, 1), 1, 1); break;
    case Precision::year: at = start_of(c.year, 1, 1); break;
    case Precision::quarter: at = start_of(c.year, (c.month - 1) / 3 * 3 + 1, 1); break;
    case Precision::month: at = start_of(c.year, c.month, 1); break;
    case Precision::week: at = end - 7 * kDay; break;
    case Precision::day: at = start_of(c.year, c.month, c.day); break;
    case Precision::hour: at = floor_div(end - 1, 3600) * 3600; break;
    case Precision::minute: at = floor_div(end - 1, 60) * 60; break;
    case Precision::second: at = end - 1; break;
  }
  return at;
}

}  // namespace

std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = static_cast<std::int64_t>(year) - (month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153LL * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

void civil_from_days(std::int64_t days, int& year, int& month, int& day) {
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  year = static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0));
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool valid_civil(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

Weekday weekday_of(std::int64_t days) {
  // 1970-01-01 was a Thursday.
  return static_cast<Weekday>(((days + 3) % 7 + 7) % 7);
}

Date Date::year(int y) {
  Date d;
  d.precision = Precision::year;
  d.civil = {start_of(y, 1, 1), start_of(y + 1, 1, 1)};
  return d;
}

Date Date::month(int y, int m) {
  Date d;
  d.precision = Precision::month;
  d.civil.begin = start_of(y, m, 1);
  d.civil.end = d.civil.begin + kDay * days_in_month(y, m);
  return d;
}

Date Date::day(int y, int m, int day) {
  Date d;
  d.precision = Precision::day;
  d.civil.begin = start_of(y, m, day);
  d.civil.end = d.civil.begin + kDay;
  return d;
}

Date Date::minute(int y, int mo, int d, int h, int mi) {
  Date out;
  out.precision = Precision::minute;
  out.civil.begin = start_of(y, mo, d) + h * 3600 + mi * 60;
  out.civil.end = out.civil.begin + 60;
  return out;
}

Date Date::range(Date first, Date last) {
  Date d = first;
  d.civil.end = last.civil.end;
  d.precision = std::max(first.precision, last.precision);
  if (!d.zone) d.zone = last.zone;
  d.approximate = first.approximate || last.approximate;
  d.year_inferred = first.year_inferred || last.year_inferred;
  d.relative = first.relative || last.relative;
  d.clock_only = first.clock_only && last.clock_only;
  return d;
}

std::string to_edtf(const Date& d) {
  const std::string zone = zone_text(d.zone);
  const std::string mark = d.approximate ? "~" : "";
  if (d.clock_only) {
    std::string out = clock_text(civil_of(d.civil.begin), d.precision) + zone + mark;
    if (d.civil.end > unit_end(d.civil.begin, d.precision)) {
      out += "/" + clock_text(civil_of(last_unit(d.civil.begin, d.civil.end, d.precision)), d.precision) + zone + mark;
    }
    return out;
  }
  if (unit_end(d.civil.begin, d.precision) == d.civil.end) {
    // A zone is shown where it moves what is shown; a whole year of some zone's is just that year.
    const bool shown = d.precision >= Precision::day;
    return point_text(d.civil.begin, d.precision) + (shown ? zone : "") + mark;
  }
  // A stretch: by its first and last unit, the unit being days where it does not fit its precision.
  Precision p = d.precision;
  if (p <= Precision::week) {
    const bool fits =
        unit_end(d.civil.begin, p) != kNoUnit && unit_end(last_unit(d.civil.begin, d.civil.end, p), p) == d.civil.end;
    if (!fits) p = Precision::day;
  }
  const std::string tail = (p >= Precision::day ? zone : "") + mark;
  return point_text(d.civil.begin, p) + tail + "/" + point_text(last_unit(d.civil.begin, d.civil.end, p), p) + tail;
}

std::optional<Date> parse_edtf(std::string_view s) {
  if (const auto slash = s.find('/'); slash != std::string_view::npos) {
    // The slash of a zone ("[Europe/Moscow]") is no interval's.
    std::size_t at = std::string_view::npos;
    int depth = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (s[i] == '[') ++depth;
      if (s[i] == ']') --depth;
      if (s[i] == '/' && depth == 0) {
        if (at != std::string_view::npos) return std::nullopt;
        at = i;
      }
    }
    if (at != std::string_view::npos) {
      const auto a = parse_edtf(s.substr(0, at));
      const auto b = parse_edtf(s.substr(at + 1));
      if (!a || !b || a->clock_only != b->clock_only || b->civil.end <= a->civil.begin) return std::nullopt;
      return Date::range(*a, *b);
    }
  }
  bool approximate = false;
  if (!s.empty() && s.front() == '~') {
    approximate = true;
    s.remove_prefix(1);
  } else if (!s.empty() && s.back() == '~') {
    approximate = true;
    s.remove_suffix(1);
  }
  auto d = read_point(s);
  if (d) d->approximate = approximate;
  return d;
}

int whole_years(Seconds a, Seconds b) {
  // Truncates towards zero, also for months of negative differences.
  return whole_months(a, b) / 12;
}

int whole_months(Seconds a, Seconds b) {
  if (b < a) return -whole_months(b, a);
  const Civil x = civil_of(a);
  const Civil y = civil_of(b);
  int months = (y.year - x.year) * 12 + y.month - x.month;
  // The day is clamped: 31 January to 28 February is a month.
  const int day = std::min(x.day, days_in_month(y.year, y.month));
  const Seconds in_day_a = a - floor_div(a, kDay) * kDay;
  const Seconds in_day_b = b - floor_div(b, kDay) * kDay;
  if (y.day < day || (y.day == day && in_day_b < in_day_a)) --months;
  return months;
}

}  // namespace saksi

#include "grammar/meaning/policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace saksi::grammar::policy {
namespace {

using parts::Clock;
using parts::Day;
using parts::Daypart;
using parts::Part;

constexpr Seconds kDay = 86400;

struct Civil {
  std::int64_t number = 0;
  int year = 0, month = 0, day = 0;
};

Civil civil_of(const Date& d) {
  Civil c;
  c.number = d.civil.begin / kDay - (d.civil.begin % kDay < 0 ? 1 : 0);
  civil_from_days(c.number, c.year, c.month, c.day);
  return c;
}

Date days(std::int64_t first, std::int64_t count, Precision p) {
  Date d;
  d.precision = p;
  d.civil = {first * kDay, (first + count) * kDay};
  return d;
}

Date day_number(std::int64_t n) { return days(n, 1, Precision::day); }

Date months(int year, int first, int last) { return Date::range(Date::month(year, first), Date::month(year, last)); }

int weekday_number(std::int64_t n) { return static_cast<int>(weekday_of(n)); }

std::int64_t monday_of(std::int64_t n) { return n - weekday_number(n); }

/// The month `offset` months from that of `c`.
Date month_from(const Civil& c, int offset) {
  const int index = c.year * 12 + c.month - 1 + offset;
  return Date::month(index / 12, index % 12 + 1);
}

Date years(int first, int last, Precision p) {
  Date d = Date::range(Date::year(first), Date::year(last));
  d.precision = p;
  return d;
}

std::optional<Date> relative(const Day& d, const Civil& now) {
  Date out;
  switch (d.relative) {
    case 'd': out = day_number(now.number + d.offset); break;
    case 'w': out = days(monday_of(now.number) + 7 * d.offset, 7, Precision::week); break;
    case 'm': out = month_from(now, d.offset); break;
    case 'y': out = Date::year(now.year + d.offset); break;
    case 'e': {
      // The last Saturday before today, or this week's.
      const std::int64_t saturday =
          d.offset == 0 ? monday_of(now.number) + 5 : now.number - 1 - (weekday_number(now.number - 1) + 2) % 7;
      out = days(saturday, 2, Precision::day);
      break;
    }
    case 'D': {
      const int first = now.year / 10 * 10 + 10 * d.offset;
      out = years(first, first + 9, Precision::decade);
      break;
    }
    case 'C': {
      const int first = (now.year - 1) / 100 * 100 + 1 + 100 * d.offset;
      out = years(first, first + 99, Precision::year);
      break;
    }
    default: return std::nullopt;
  }
  out.relative = true;
  return out;
}

std::optional<Date> weekday(const Day& d, const Civil& now) {
  std::int64_t n = 0;
  if (d.week) {
    n = monday_of(now.number) + 7 * *d.week + d.weekday;
  } else {
    const int back = (weekday_number(now.number) - d.weekday + 7) % 7;
    n = now.number - (back == 0 && d.last ? 7 : back);
  }
  Date out = day_number(n);
  out.relative = true;
  return out;
}

/// Months 1 to 12 of a year by thirds that overlap, for nobody draws the lines.
Date part_of_year(int year, Part part) {
  switch (part) {
    case Part::early: return months(year, 1, 4);
    case Part::mid: return Date::range(Date::day(year, 4, 16), Date::day(year, 9, 15));
    case Part::late: return months(year, 9, 12);
    case Part::none: break;
  }
  return Date::year(year);
}

Date part_of_month(int year, int month, Part part) {
  const int last = days_in_month(year, month);
  switch (part) {
    case Part::early: return Date::range(Date::day(year, month, 1), Date::day(year, month, 12));
    case Part::mid: return Date::range(Date::day(year, month, 10), Date::day(year, month, 21));
    case Part::late: return Date::range(Date::day(year, month, 19), Date::day(year, month, last));
    case Part::none: break;
  }
  return Date::month(year, month);
}

/// `span` years from `first`.
Date part_of_years(int first, int span, Part part, Precision whole) {
  const int third = span * 4 / 10;
  switch (part) {
    case Part::early: return years(first, first + third - 1, Precision::year);
    case Part::mid: return years(first + span * 3 / 10, first + span * 7 / 10 - 1, Precision::year);
    case Part::late: return years(first + span - third, first + span - 1, Precision::year);
    case Part::none: break;
  }
  return years(first, first + span - 1, whole);
}

/// Northern seasons, with the days around their ends.
std::optional<Date> season_of(int year, int season) {
  switch (season) {
    case 1: return Date::range(Date::day(year, 3, 1), Date::day(year, 6, 21));
    case 2: return Date::range(Date::day(year, 6, 1), Date::day(year, 9, 23));
    case 3: return Date::range(Date::day(year, 9, 1), Date::day(year, 12, 22));
    default: return std::nullopt;  // "the winter of 1961" may be either of two
  }
}

std::optional<int> full_year(const Day& d, const std::optional<Civil>& now) {
  if (!d.two_digit_year) return d.year;
  if (!now) return std::nullopt;
  const int year = now->year / 100 * 100 + d.year;
  return year > now->year + 1 ? year - 100 : year;
}

std::optional<Date> whole_day(const Day& d, const std::optional<Civil>& now) {
  const auto year = full_year(d, now);
  if (!year) return std::nullopt;
  int y = *year;
  bool inferred = false;
  if (y == 0) {
    if (!now) return std::nullopt;
    // The nearest past; 29 February looks back up to eight years.
    y = now->year;
    for (int tries = 0; tries < 9; ++tries, --y) {
      if (valid_civil(y, d.month, d.day) && days_from_civil(y, d.month, d.day) <= now->number) break;
    }
    inferred = true;
  }
  int month = d.month;
  int day = d.day;
  if (d.swapped_too) {
    // Only the weekday beside it can tell.
    if (d.weekday < 0 || !valid_civil(y, month, day) || !valid_civil(y, day, month)) return std::nullopt;
    const bool as_read = weekday_number(days_from_civil(y, month, day)) == d.weekday;
    const bool swapped = weekday_number(days_from_civil(y, day, month)) == d.weekday;
    if (as_read == swapped) return std::nullopt;
    if (swapped) std::swap(month, day);
  }
  if (!valid_civil(y, month, day)) return std::nullopt;
  Date out = Date::day(y, month, day);
  out.year_inferred = inferred;
  return out;
}

std::optional<Date> whole_month(const Day& d, const std::optional<Civil>& now) {
  int y = d.year;
  if (y == 0) {
    if (!now) return std::nullopt;
    y = now->year;
    if (d.month > now->month || (d.last && d.month == now->month)) --y;
  }
  Date out = part_of_month(y, d.month, d.part);
  out.year_inferred = d.year == 0;
  return out;
}

struct Hours {
  int from = 0, to = 24;
};

Hours hours_of(Daypart part) {
  switch (part) {
    case Daypart::small_hours: return {0, 6};
    case Daypart::morning: return {0, 12};
    case Daypart::midday: return {9, 16};
    case Daypart::afternoon: return {12, 20};
    case Daypart::evening: return {15, 24};
    case Daypart::night: return {17, 30};  // into the next morning
    case Daypart::none: break;
  }
  return {};
}

}  // namespace

std::optional<Date> resolve(const Day& d, const std::optional<Date>& as_of) {
  std::optional<Civil> now;
  if (as_of) now = civil_of(*as_of);
  std::optional<Date> out;
  if (d.has_relative) {
    if (now) out = relative(d, *now);
  } else if (d.weekday_only) {
    if (now) out = weekday(d, *now);
  } else if (d.day > 0) {
    out = whole_day(d, now);
  } else if (d.month > 0) {
    out = whole_month(d, now);
  } else if (d.quarter > 0) {
    out = months(d.year, d.quarter * 3 - 2, d.quarter * 3);
    out->precision = Precision::quarter;
  } else if (d.half > 0) {
    out = months(d.year, d.half * 6 - 5, d.half * 6);
  } else if (d.season > 0) {
    out = season_of(d.year, d.season);
  } else if (d.decade) {
    out = part_of_years(d.year, 10, d.part, Precision::decade);
  } else if (d.century) {
    out = part_of_years(d.year, 100, d.part, Precision::year);
  } else if (d.year > 0) {
    const auto year = full_year(d, now);
    if (year) out = part_of_year(*year, d.part);
  }
  if (out && !d.clock.empty()) out = with_clock(out, d.clock);
  return out;
}

std::optional<Date> resolve_beside(const Day& d, const Date& beside, const std::optional<Date>& as_of) {
  const Civil told = civil_of(beside);
  std::optional<Date> best;
  Seconds best_gap = 0;
  for (int y = told.year - 1; y <= told.year + 1; ++y) {
    Day dated = d;
    dated.year = y;
    const auto candidate = resolve(dated, std::nullopt);
    if (!candidate) continue;
    const Seconds gap = std::abs(candidate->civil.begin - beside.civil.begin);
    if (!best || gap < best_gap) {
      best = candidate;
      best_gap = gap;
    }
  }
  if (!best) return std::nullopt;
  best->year_inferred = true;
  if (as_of) {
    const auto past = resolve(d, as_of);
    if (past && past->civil != best->civil) return std::nullopt;
  }
  return best;
}

std::optional<Date> with_clock(const std::optional<Date>& day, const Clock& clock) {
  Date out;
  if (day) {
    out = *day;
  } else {
    out.clock_only = true;
    out.civil = {0, kDay};
  }
  if (clock.zone)
    out.zone = clock.zone;
  else if (clock.zone_said)
    out.zone = "local";
  const bool one_day = out.civil.end - out.civil.begin == kDay;
  if (clock.has_time()) {
    if (!one_day) return std::nullopt;
    out.civil.begin += clock.hour * 3600;
    out.precision = Precision::hour;
    out.civil.end = out.civil.begin + 3600;
    if (clock.minute >= 0) {
      out.civil.begin += clock.minute * 60;
      out.precision = Precision::minute;
      out.civil.end = out.civil.begin + 60;
    }
    if (clock.second >= 0) {
      out.civil.begin += clock.second;
      out.precision = Precision::second;
      out.civil.end = out.civil.begin + 1;
    }
  } else if (clock.daypart != Daypart::none) {
    if (!one_day) return std::nullopt;
    const Hours h = hours_of(clock.daypart);
    const Seconds midnight = out.civil.begin;
    out.civil = {midnight + h.from * 3600, midnight + h.to * 3600};
    out.precision = Precision::hour;
  }
  return out;
}

std::optional<Date> ago(const std::vector<Elapsed>& elapsed, const std::optional<Date>& as_of) {
  if (!as_of || elapsed.empty()) return std::nullopt;
  const Civil now = civil_of(*as_of);
  double day_count = 0;
  double month_count = 0;
  for (const Elapsed& e : elapsed) {
    if (e.unit == "d") {
      day_count += e.value;
    } else if (e.unit == "wk") {
      day_count += 7 * e.value;
    } else if (e.unit == "mo") {
      month_count += e.value;
    } else if (e.unit == "a") {
      month_count += 12 * e.value;
    } else {
      return std::nullopt;  // hours and less: the day of the text does not tell
    }
  }
  if (day_count > 4e6 || month_count > 1e5) return std::nullopt;
  const int back = static_cast<int>(std::llround(month_count));
  const int index = now.year * 12 + now.month - 1 - back;
  if (index < 12) return std::nullopt;
  const int y = index / 12;
  const int m = index % 12 + 1;
  const std::int64_t point = days_from_civil(y, m, std::min(now.day, days_in_month(y, m))) -
                             static_cast<std::int64_t>(std::llround(day_count));
  if (point < days_from_civil(1, 1, 1)) return std::nullopt;
  Date out = day_number(point);
  if (elapsed.size() == 1) {
    const std::string_view unit = elapsed.front().unit;
    std::int64_t slack = 0;
    if (unit == "wk") slack = 3;
    if (unit == "mo") slack = 15;
    if (unit == "a") slack = elapsed.front().value >= 10 ? 366 : 183;
    out.civil.begin -= slack * kDay;
    out.civil.end += slack * kDay;
    if (unit == "mo" || unit == "a") {
      const Date whole = unit == "mo" ? Date::month(y, m) : Date::year(y);
      out.civil.begin = std::min(out.civil.begin, whole.civil.begin);
      out.civil.end = std::max(out.civil.end, whole.civil.end);
    }
  }
  out.relative = true;
  return out;
}

std::optional<Date> ago_from(const Elapsed& elapsed, const Date& anchor) {
  const Seconds length = anchor.civil.end - anchor.civil.begin;
  const bool month_long = anchor.precision == Precision::month && length <= 31 * kDay;
  if (elapsed.value != std::floor(elapsed.value) || elapsed.value < 1 || (length > 7 * kDay && !month_long))
    return std::nullopt;
  const auto count = static_cast<int>(std::min(elapsed.value, 1e5));
  Date out = anchor;
  if (elapsed.unit == "wk") {
    out.civil.begin -= 7 * count * kDay;
    out.civil.end -= 7 * count * kDay;
  } else {
    const int months = elapsed.unit == "a" ? 12 * count : elapsed.unit == "mo" ? count : 0;
    if (months == 0) return std::nullopt;
    int year = 0, month = 0, day = 0;
    civil_from_days(anchor.civil.begin / kDay, year, month, day);
    const int index = year * 12 + month - 1 - months;
    if (index < 12) return std::nullopt;
    const int y = index / 12;
    const int m = index % 12 + 1;
    if (month_long) {
      out = Date::month(y, m);
    } else {
      out.civil.begin = days_from_civil(y, m, std::min(day, days_in_month(y, m))) * kDay;
      out.civil.end = out.civil.begin + length;
    }
  }
  if (length > kDay && !month_long) {
    // "This week" of another year begins on another weekday: a few days to either side.
    out.civil.begin -= 3 * kDay;
    out.civil.end += 3 * kDay;
  }
  out.relative = true;
  out.year_inferred = false;
  return out;
}

std::optional<std::string> offset_of(const Clock& local, const Clock& utc) {
  constexpr int kDayMinutes = 1440;
  const auto minutes = [](const Clock& c) { return c.hour * 60 + std::max(c.minute, 0); };
  int diff = minutes(local) - minutes(utc);
  if (diff <= -12 * 60) diff += kDayMinutes;
  if (diff > 14 * 60) diff -= kDayMinutes;
  if (diff % 15 != 0) return std::nullopt;
  if (diff == 0) return "UTC";
  const int size = std::abs(diff);
  const auto two = [](int v) { return (v < 10 ? "0" : "") + std::to_string(v); };
  return (diff < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60);
}

}  // namespace saksi::grammar::policy

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/explain/show.h"

/// Stretches of time between two moments.
namespace saksi::engine {

namespace {

std::string_view usual_unit(double seconds) {
  const double days = std::fabs(seconds) / static_cast<double>(kDaySeconds);
  return days < 1 ? "h" : days < 60 ? "d" : days < 730 ? "mo" : "a";
}

/// The day that is so many months on; of a month that lacks it, the last.
std::int64_t months_on(int year, int month, int day, std::int64_t months) {
  const std::int64_t whole = std::int64_t{year} * 12 + month - 1 + months;
  const auto first_of = [](std::int64_t m) {
    return days_from_civil(static_cast<int>(m / 12), static_cast<int>(m % 12) + 1, 1);
  };
  return std::min(first_of(whole) + day, first_of(whole + 1)) - 1;
}

/// Months and the days that are left, by the calendar. Precondition: from <= to.
std::pair<std::int64_t, std::int64_t> months_and_days(Seconds from, Seconds to) {
  int y0 = 0, m0 = 0, d0 = 0, y1 = 0, m1 = 0, d1 = 0;
  const std::int64_t last = day_number(to);
  civil_from_days(day_number(from), y0, m0, d0);
  civil_from_days(last, y1, m1, d1);
  std::int64_t months = std::int64_t{y1 - y0} * 12 + (m1 - m0);
  if (months_on(y0, m0, d0, months) > last) --months;
  return {months, last - months_on(y0, m0, d0, months)};
}

}  // namespace

/// In the unit of `like`, as precise as a text would say it.
std::string Show::elapsed(const Fact& f, const Quantity& like, const Words& w) const {
  const Unit* u = find_unit(like.unit);
  if (u == nullptr) u = find_unit(usual_unit(f.amount.value));
  double v = f.amount.value / u->factor;
  const Locals a = clocks_.locals(proofs_.fact(f.of).moment), b = clocks_.locals(proofs_.fact(f.of + 1).moment);
  if (u->id == "d" && !a.empty() && !b.empty())
    v = static_cast<double>(day_number(a.front().begin) - day_number(b.front().begin));
  else if (u->id == "wk")
    v = std::round(v * 10) / 10;
  else
    v = std::fabs(v) < 2 ? std::round(v * 10) / 10 : std::round(v);
  const int decimals = v == std::floor(v) ? 0 : 1;
  return format_number(v, decimals, w.language()) + " " + unit_label(u, v, w);
}

std::string Show::elapsed_exactly(const Fact& f, const Quantity* like, const Words& w) const {
  const Unit* said = like != nullptr ? find_unit(like->unit) : nullptr;
  const std::string_view id = said != nullptr ? said->id : usual_unit(f.amount.value);
  const Moment& later = proofs_.fact(f.of).moment;
  const Moment& earlier = proofs_.fact(f.of + 1).moment;
  const Locals a = clocks_.locals(later), b = clocks_.locals(earlier);
  const auto one = [&](std::int64_t n, std::string_view unit) {
    const auto v = static_cast<double>(n);
    return format_number(v, 0, w.language()) + " " + unit_label(find_unit(unit), v, w);
  };
  const auto two = [&](std::int64_t n, std::string_view unit, std::int64_t rest, std::string_view smaller) {
    return n == 0 ? one(rest, smaller) : rest == 0 ? one(n, unit) : one(n, unit) + " " + one(rest, smaller);
  };
  const bool turned = f.amount.value < 0;
  const bool days_known = !a.empty() && !b.empty() && std::min(later.precision, earlier.precision) >= Precision::day;
  const bool minutes_known = std::min(later.precision, earlier.precision) >= Precision::minute;
  std::string out;
  if (days_known && id != "h" && id != "min" && id != "s") {
    const Seconds from = turned ? a.front().begin : b.front().begin, to = turned ? b.front().begin : a.front().begin;
    const std::int64_t days = day_number(to) - day_number(from);
    if (id == "a" || id == "mo") {
      const auto [months, rest] = months_and_days(std::min(from, to), std::max(from, to));
      if (id == "mo" || months < 12)
        out = two(months, "mo", rest, "d");
      else
        out = months % 12 == 0 ? two(months / 12, "a", rest, "d") : two(months / 12, "a", months % 12, "mo");
    } else {
      out = id == "wk" ? two(days / 7, "wk", days % 7, "d") : one(days, "d");
    }
  } else if (minutes_known && id == "h") {
    const auto minutes = static_cast<std::int64_t>(std::round(std::fabs(f.amount.value) / 60));
    out = two(minutes / 60, "h", minutes % 60, "min");
  } else {
    Fact length = f;
    length.amount.value = std::fabs(f.amount.value);
    Quantity as = like != nullptr ? *like : Quantity::count(1);
    as.unit = std::string(id);
    out = elapsed(length, as, w);
    if (out.starts_with("-")) out.erase(0, 1);
  }
  return turned ? w(Say::turned_round, {out}) : out;
}

}  // namespace saksi::engine

#include <algorithm>

#include "tests/oracle/evaluator.h"

/// Times against times, each in the zones that it may be told in.
namespace saksi::oracle {

Seconds unit_of(Precision p) {
  switch (p) {
    case Precision::century: return 36525 * kDaySeconds;
    case Precision::decade: return 3653 * kDaySeconds;
    case Precision::year: return 366 * kDaySeconds;
    case Precision::quarter: return 92 * kDaySeconds;
    case Precision::month: return 31 * kDaySeconds;
    case Precision::week: return 7 * kDaySeconds;
    case Precision::day: return kDaySeconds;
    case Precision::hour: return 3600;
    case Precision::minute: return 600;
    case Precision::second: return 60;
  }
  return kDaySeconds;
}

namespace {

/// How far from a stretch told in whole units a fact may lie and still round to it: nothing is refuted there.
Seconds rounding_of(const Date& said) { return !said.approximate && said.precision == Precision::minute ? 30 : 0; }

/// How far "about" reaches to either side.
Seconds widening_of(const Date& said) { return said.approximate ? unit_of(said.precision) : 0; }

/// Seconds since midnight.
Seconds clock_of(Seconds t) { return t - day_number(t) * kDaySeconds; }

/// One interval in one frame against what is said.
Truth lies(TimeInterval fact, Op op, TimeInterval said, Seconds widen, Seconds rounding) {
  const TimeInterval wide{said.begin - widen, said.end + widen};
  const TimeInterval margin{wide.begin - widen - rounding, wide.end + widen};
  switch (op) {
    case Op::eq:
    case Op::in: return fact.within(wide) ? Truth::yes : fact.overlaps(margin) ? Truth::open : Truth::no;
    case Op::ne: return negate(lies(fact, Op::eq, said, widen, rounding));
    case Op::lt:
      if (fact.end <= said.begin) return Truth::yes;
      return fact.begin >= said.begin + widen ? Truth::no : Truth::open;
    case Op::le:
      if (fact.end <= said.end) return Truth::yes;
      return fact.begin >= said.end + widen ? Truth::no : Truth::open;
    case Op::gt:
      if (fact.begin >= said.end) return Truth::yes;
      return fact.end <= said.begin - widen ? Truth::no : Truth::open;
    case Op::ge:
      if (fact.begin >= said.begin) return Truth::yes;
      return fact.end <= said.begin - widen ? Truth::no : Truth::open;
  }
  return Truth::open;
}

/// Charitable over frames: yes in one is yes, no in all is no.
class Frames {
 public:
  void add(Truth t) {
    ++tried_;
    yes_ = yes_ || t == Truth::yes;
    no_ += t == Truth::no ? 1 : 0;
  }
  [[nodiscard]] Truth all() const { return yes_ ? Truth::yes : tried_ > 0 && no_ == tried_ ? Truth::no : Truth::open; }

 private:
  int tried_ = 0, no_ = 0;
  bool yes_ = false;
};

}  // namespace

bool is_of_many_calendars(const Witness& time) {
  // From 1 January 1927 the last country tells its days by the Gregorian calendar (Turkey).
  constexpr Seconds kOneCalendar = -1356998400;
  const auto* d = std::get_if<Date>(&time.value);
  return (time.when ? time.when->begin : d != nullptr ? d->civil.begin : kEnd) < kOneCalendar;
}

TimeInterval Evaluator::to_utc(const Date& d) const {
  if (!d.zone) return d.civil;
  const auto shift = [&](Seconds civil) {
    const auto first = facts_.base().utc_offset(*d.zone, civil);
    if (!first) return civil;
    const auto second = facts_.base().utc_offset(*d.zone, civil - *first);
    return civil - second.value_or(*first);
  };
  return {shift(d.civil.begin), shift(d.civil.end)};
}

std::optional<TimeInterval> Evaluator::local(const Witness& time, std::string_view frame) const {
  if (frame.empty()) {
    const auto* d = std::get_if<Date>(&time.value);
    return d == nullptr ? time.when : d->civil;
  }
  if (!time.when) return std::nullopt;
  const auto shift = [&](Seconds utc) -> std::optional<Seconds> {
    if (utc <= kBegin || utc >= kEnd) return utc;
    const auto o = facts_.base().utc_offset(frame, utc);
    return o ? std::optional(utc + *o) : std::nullopt;
  };
  const auto b = shift(time.when->begin);
  const auto e = shift(time.when->end);
  if (!b || !e) return std::nullopt;
  return TimeInterval{*b, *e};
}

std::vector<TimeInterval> Evaluator::locals(const Witness& time) const {
  std::vector<TimeInterval> out;
  for (const std::string& f : time.frames) {
    if (const auto t = local(time, f)) out.push_back(*t);
  }
  if (out.empty()) {
    if (const auto* d = std::get_if<Date>(&time.value))
      out.push_back(d->civil);
    else if (time.when)
      out.push_back(*time.when);
  }
  return out;
}

/// "on 20 July" with no year: the nearest past is a guess. The same day of another year is not refuted by it.
Truth Evaluator::compare_any_year(const Witness& fact, Op op, const Date& said) const {
  Date guessed = said;
  guessed.year_inferred = false;
  const Truth t = compare_date(fact, op, guessed);
  if (t != Truth::no || !fact.when) return t;
  int own = 0, month = 0, day = 0, year_said = 0;
  civil_from_days(day_number(fact.when->begin), own, month, day);
  civil_from_days(day_number(said.civil.begin), year_said, month, day);
  for (const int year : {own - 1, own, own + 1}) {
    Date other = guessed;
    other.civil.begin = days_from_civil(year, month, day) * kDaySeconds + clock_of(said.civil.begin);
    other.civil.end = other.civil.begin + (said.civil.end - said.civil.begin);
    if (compare_date(fact, op, other) != Truth::no) return Truth::open;
  }
  return t;
}

/// A clock time alone: that of the day in each frame, tried on the days around it.
Truth Evaluator::compare_clock(const Witness& fact, Op op, const Date& said) const {
  const Seconds widen = widening_of(said), rounding = rounding_of(said);
  const auto clock = [&](TimeInterval t) {
    const Seconds length = t.end - t.begin, begin = clock_of(t.begin);
    if (length > 3600) return Truth::open;
    if (op != Op::eq && op != Op::in && op != Op::ne)
      return lies({begin, begin + length}, op, said.civil, widen, rounding);
    Truth any = Truth::no;
    for (const Seconds day : {-kDaySeconds, Seconds{0}, kDaySeconds})
      any = either(any, lies({begin + day, begin + day + length}, Op::eq, said.civil, widen, rounding));
    return op == Op::ne ? negate(any) : any;
  };
  if (said.zone) {
    const auto t = fact.when ? local(fact, *said.zone) : std::nullopt;
    return t ? clock(*t) : Truth::open;
  }
  Frames f;
  for (const TimeInterval t : locals(fact)) f.add(clock(t));
  return f.all();
}

Truth Evaluator::compare_date(const Witness& fact, Op op, const Date& said) const {
  const bool equality = op == Op::eq || op == Op::in;
  if (said.year_inferred && !said.relative && equality) return compare_any_year(fact, op, said);
  if (said.zone == "local") {
    // "local time": that of the event's own place.
    if (fact.zone.empty()) return Truth::open;
    Date there = said;
    there.zone = fact.zone;
    return compare_date(fact, op, there);
  }
  if (said.clock_only) return compare_clock(fact, op, said);
  const Seconds widen = widening_of(said), rounding = rounding_of(said);
  if (said.zone && fact.when) return lies(*fact.when, op, to_utc(said), widen, rounding);
  Frames f;
  for (const TimeInterval t : locals(fact)) f.add(lies(t, op, said.civil, widen, rounding));
  const Truth t = f.all();
  // Off the Earth no place says which day it was: a reader's own clock may have shown the day before or after.
  const bool as_told = std::find(fact.frames.begin(), fact.frames.end(), "") != fact.frames.end();
  if (t == Truth::no && equality && fact.when && fact.zone.empty() && !fact.event.empty() && !as_told) {
    const TimeInterval by_any_clock{fact.when->begin - 12 * 3600, fact.when->end + 14 * 3600};
    if (by_any_clock.overlaps(said.civil)) return Truth::open;
  }
  return t;
}

Truth Evaluator::compare_instants(const Witness& fact, Op op, const Witness& said) const {
  const auto interval = [](const Witness& w) -> std::optional<TimeInterval> {
    if (w.when) return w.when;
    const auto* d = std::get_if<Date>(&w.value);
    return d == nullptr ? std::nullopt : std::optional(d->civil);
  };
  const auto a = interval(fact), b = interval(said);
  if (!a || !b) return Truth::open;
  const bool same = !fact.event.empty() && fact.event == said.event;
  switch (op) {
    case Op::eq:
    case Op::in:
      if (same) return Truth::yes;
      // Two events told to the day are on one day or not; whether they are one instant is another matter.
      if (!a->overlaps(*b)) {
        for (const TimeInterval x : locals(fact))
          for (const TimeInterval y : locals(said))
            if (day_number(x.begin) == day_number(y.begin)) return Truth::open;
        return Truth::no;
      }
      return a->within(*b) ? Truth::yes : Truth::open;
    case Op::ne: return negate(compare_instants(fact, Op::eq, said));
    case Op::lt:
      if (same) return Truth::no;
      return a->end <= b->begin ? Truth::yes : a->begin >= b->end ? Truth::no : Truth::open;
    case Op::le:
      if (same) return Truth::yes;
      return a->end <= b->end ? Truth::yes : a->begin >= b->end ? Truth::no : Truth::open;
    case Op::gt: return compare_instants(said, Op::lt, fact);
    case Op::ge: return compare_instants(said, Op::le, fact);
  }
  return Truth::open;
}

Truth Evaluator::compare_weekday(const Witness& fact, Weekday said) const {
  if (is_of_many_calendars(fact)) return Truth::open;
  Frames f;
  for (const TimeInterval t : locals(fact)) {
    const Seconds first = day_number(t.begin), last = day_number(t.end - 1);
    bool any = last - first >= 6;
    for (Seconds day = first; day <= last && !any; ++day) any = weekday_of(day) == said;
    f.add(!any ? Truth::no : first == last ? Truth::yes : Truth::open);
  }
  return f.all();
}

}  // namespace saksi::oracle

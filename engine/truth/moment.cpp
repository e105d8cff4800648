#include "engine/truth/moment.h"

#include <algorithm>
#include <utility>

namespace saksi::engine {
namespace {

/// In days.
constexpr Seconds kWeek = 7;

Seconds clock_of(Seconds t) { return t - day_number(t) * kDaySeconds; }

/// How far from a stretch told in whole units a fact may lie and still round to it: nothing is refuted there.
Seconds rounding_of(Precision p) { return p == Precision::minute ? 30 : 0; }

/// One interval in one frame against what is said.
Truth place(TimeInterval fact, Op op, TimeInterval said, Seconds widen, Seconds rounding) {
  const TimeInterval wide{said.begin - widen, said.end + widen};
  const TimeInterval margin{wide.begin - widen - rounding, wide.end + widen};
  switch (op) {
    case Op::eq:
    case Op::in: return fact.within(wide) ? Truth::yes : fact.overlaps(margin) ? Truth::open : Truth::no;
    case Op::ne: return negate(place(fact, Op::eq, said, widen, rounding));
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

class OverFrames {
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

int year_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(day_number(t), y, m, d);
  return y;
}

int month_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(day_number(t), y, m, d);
  return y * 12 + m - 1;
}

}  // namespace

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

TimeInterval Clocks::to_utc(const Date& d) const {
  if (!d.zone) return d.civil;
  const auto shift = [&](Seconds civil) {
    const auto first = facts_.utc_offset(*d.zone, civil);
    if (!first) return civil;
    return civil - facts_.utc_offset(*d.zone, civil - *first).value_or(*first);
  };
  return {shift(d.civil.begin), shift(d.civil.end)};
}

TimeInterval Clocks::to_utc(TimeInterval civil, std::uint32_t zone) const {
  if (zone == 0) return civil;
  const auto shift = [&](Seconds t) { return t - facts_.utc_offset(zone, t - facts_.utc_offset(zone, t)); };
  return {shift(civil.begin), shift(civil.end)};
}

std::optional<TimeInterval> Clocks::local(const Moment& m, std::uint32_t frame) const {
  if (frame == corpus::flat::kAsTold) {
    if (m.told) return m.civil;
    return m.dated ? std::optional(m.when) : std::nullopt;
  }
  if (!m.dated) return std::nullopt;
  const auto shift = [&](Seconds utc) {
    return utc <= kBegin || utc >= kEnd ? utc : utc + facts_.utc_offset(frame, utc);
  };
  return TimeInterval{shift(m.when.begin), shift(m.when.end)};
}

std::optional<TimeInterval> Clocks::local(const Moment& m, std::string_view zone) const {
  if (!m.dated) return std::nullopt;
  const auto shift = [&](Seconds utc) -> std::optional<Seconds> {
    if (utc <= kBegin || utc >= kEnd) return utc;
    const auto o = facts_.utc_offset(zone, utc);
    return o ? std::optional(utc + *o) : std::nullopt;
  };
  const auto b = shift(m.when.begin), e = shift(m.when.end);
  return b && e ? std::optional(TimeInterval{*b, *e}) : std::nullopt;
}

Locals Clocks::locals(const Moment& m) const {
  Locals out;
  for (const std::uint32_t f : m.frames)
    if (const auto t = local(m, f)) out.add(*t);
  if (!out.empty()) return out;
  if (m.told)
    out.add(m.civil);
  else if (m.dated)
    out.add(m.when);
  return out;
}

Truth Clocks::compare_clock(const Moment& fact, Op op, const Date& said, Seconds widen, Seconds rounding) const {
  // A clock time alone: that of the day in each frame, tried on the days around it.
  const auto clock = [&](TimeInterval t) {
    const Seconds length = t.end - t.begin;
    if (length > 3600) return Truth::open;
    const Seconds begin = clock_of(t.begin);
    if (op != Op::eq && op != Op::in && op != Op::ne)
      return place({begin, begin + length}, op, said.civil, widen, rounding);
    Truth any = Truth::no;
    for (const Seconds day : {-kDaySeconds, Seconds{0}, kDaySeconds})
      any = either(any, place({begin + day, begin + day + length}, Op::eq, said.civil, widen, rounding));
    return op == Op::ne ? negate(any) : any;
  };
  if (said.zone) {
    const auto t = local(fact, std::string_view(*said.zone));
    return t ? clock(*t) : Truth::open;
  }
  OverFrames f;
  for (const TimeInterval t : locals(fact)) f.add(clock(t));
  return f.all();
}

Truth Clocks::compare(const Moment& fact, Op op, const Date& said) const {
  // "on 20 July" with no year: the nearest past is a guess. The same day of another year is not refuted by it.
  if (said.year_inferred && !said.relative && (op == Op::in || op == Op::eq)) {
    Date guessed = said;
    guessed.year_inferred = false;
    const Truth t = compare(fact, op, guessed);
    if (t != Truth::no || !fact.dated) return t;
    int own = 0, m = 0, d = 0;
    civil_from_days(day_number(fact.when.begin), own, m, d);
    int sy = 0, sm = 0, sd = 0;
    civil_from_days(day_number(said.civil.begin), sy, sm, sd);
    for (const int year : {own - 1, own, own + 1}) {
      Date other = guessed;
      const Seconds length = said.civil.end - said.civil.begin;
      other.civil.begin = days_from_civil(year, sm, sd) * kDaySeconds + clock_of(said.civil.begin);
      other.civil.end = other.civil.begin + length;
      if (compare(fact, op, other) != Truth::no) return Truth::open;
    }
    return t;
  }
  if (said.zone == "local") {
    // "local time": that of the event's own place.
    if (fact.zone == 0) return Truth::open;
    Date there = said;
    there.zone = std::string(facts_.zone_name(fact.zone));
    return compare(fact, op, there);
  }
  const Seconds widen = said.approximate ? unit_of(said.precision) : 0;
  const Seconds rounding = said.approximate ? 0 : rounding_of(said.precision);
  if (said.clock_only) return compare_clock(fact, op, said, widen, rounding);
  if (said.zone && fact.dated) return place(fact.when, op, to_utc(said), widen, rounding);
  OverFrames f;
  for (const TimeInterval t : locals(fact)) f.add(place(t, op, said.civil, widen, rounding));
  const Truth t = f.all();
  // Off the Earth no place says which day it was: a reader's own clock may have shown the day before or after.
  if (t == Truth::no && (op == Op::eq || op == Op::in) && fact.dated && fact.zone == 0 && fact.of_event &&
      std::find(fact.frames.begin(), fact.frames.end(), corpus::flat::kAsTold) == fact.frames.end()) {
    const TimeInterval anywhere{fact.when.begin - 12 * 3600, fact.when.end + 14 * 3600};
    if (anywhere.overlaps(said.civil)) return Truth::open;
  }
  return t;
}

Truth Clocks::compare(const Moment& fact, Op op, const Moment& other, bool same) const {
  const auto interval = [](const Moment& m) -> std::optional<TimeInterval> {
    if (m.dated) return m.when;
    return m.told ? std::optional(m.civil) : std::nullopt;
  };
  const auto a = interval(fact), b = interval(other);
  if (!a || !b) return Truth::open;
  switch (op) {
    case Op::eq:
    case Op::in:
      if (same) return Truth::yes;
      if (a->overlaps(*b)) return a->within(*b) ? Truth::yes : Truth::open;
      // Two events told to the day are on one day or not; whether they are one instant is another matter.
      for (const TimeInterval x : locals(fact))
        for (const TimeInterval y : locals(other))
          if (day_number(x.begin) == day_number(y.begin)) return Truth::open;
      return Truth::no;
    case Op::ne: return negate(compare(fact, Op::eq, other, same));
    case Op::lt:
      if (same) return Truth::no;
      return a->end <= b->begin ? Truth::yes : a->begin >= b->end ? Truth::no : Truth::open;
    case Op::le:
      if (same) return Truth::yes;
      return a->end <= b->end ? Truth::yes : a->begin >= b->end ? Truth::no : Truth::open;
    case Op::gt: return compare(other, Op::lt, fact, same);
    case Op::ge: return compare(other, Op::le, fact, same);
  }
  return Truth::open;
}

Truth Clocks::compare(const Moment& fact, Weekday said) const {
  if ((fact.dated ? fact.when : fact.civil).begin < kOneCalendar) return Truth::open;
  OverFrames f;
  for (const TimeInterval t : locals(fact)) {
    const Seconds first = day_number(t.begin), last = day_number(t.end - 1);
    bool any = last - first >= kWeek - 1;
    for (Seconds day = first; day <= last && !any; ++day) any = weekday_of(day) == said;
    f.add(!any ? Truth::no : first == last ? Truth::yes : Truth::open);
  }
  return f.all();
}

Truth Clocks::compare_elapsed(const Moment& a, const Moment& b, Op op, const Amount& said) const {
  const Unit* unit = said.unit;
  if (unit == nullptr || unit->dimension != Dimension::time || !a.dated || !b.dated) return Truth::open;
  const Op asked = bounded(op, said.bound);
  const bool equality = asked == Op::eq || asked == Op::in || asked == Op::ne;
  const Stretch words{said.low, said.high}, threshold = threshold_of(said);
  Truth out = Truth::no;
  const auto try_length = [&](double low, double high) {
    const Stretch found{std::min(low, high), std::max(low, high)};
    out = either(out, engine::compare(found, asked == Op::ne ? Op::eq : asked, words, threshold));
  };
  // By length.
  const double one = static_cast<double>(a.when.begin - b.when.end + 1) / unit->factor,
               other = static_cast<double>(a.when.end - 1 - b.when.begin) / unit->factor;
  try_length(one, other);
  // By the calendar, each event in its own frames.
  const std::string_view id = unit->id;
  const bool days = id == "d" || id == "wk", years = id == "a";
  if (days || (equality && (id == "mo" || years))) {
    const auto whole = years ? whole_years : whole_months;
    const auto number = years ? year_of : month_of;
    for (const TimeInterval x : locals(a)) {
      for (const TimeInterval y : locals(b)) {
        if (days) {
          const double per = id == "d" ? 1 : 7;
          try_length(static_cast<double>(day_number(x.begin) - day_number(y.end - 1)) / per,
                     static_cast<double>(day_number(x.end - 1) - day_number(y.begin)) / per);
          continue;
        }
        try_length(whole(y.end - 1, x.begin), whole(y.begin, x.end - 1));
        try_length(number(x.begin) - number(y.end - 1), number(x.end - 1) - number(y.begin));
      }
    }
  }
  // "Exactly eight years", "nearly eight years" are not what eight whole years and some more come to.
  if (equality && out == Truth::yes && (said.hedge == Hedge::exactly || said.hedge == Hedge::almost)) {
    const double slack = std::min(0.1, 1.5 * static_cast<double>(kDaySeconds) / unit->factor);
    const bool exactly = said.hedge == Hedge::exactly;
    const double least = exactly ? said.value - slack : said.low, most = exactly ? said.value + slack : said.high;
    if (std::min(one, other) < least || std::max(one, other) > most) out = Truth::open;
  }
  return asked == Op::ne ? negate(out) : out;
}

}  // namespace saksi::engine

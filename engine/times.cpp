#include <algorithm>
#include <array>

#include "engine/world.h"

namespace saksi::engine {
namespace {

/// The frame of a date that is told as a civil day and nothing else: the day as the fact has it.
constexpr std::string_view kAsTold = "";

Seconds floor_mod(Seconds a, Seconds b) { return (a % b + b) % b; }
Seconds floor_days(Seconds t) { return (t - floor_mod(t, kDaySeconds)) / kDaySeconds; }

/// One unit of a date's precision, in seconds: what "about" moves it by.
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

std::optional<TimeInterval> World::when_of(const Happening& h) const {
  if (h.by != nullptr) {
    const auto& shared = h.by->shared;
    if (std::find(shared.begin(), shared.end(), "time") == shared.end()) return std::nullopt;
  }
  if (!h.event->when) return std::nullopt;
  TimeInterval t = clamp(*h.event->when);
  if (h.event->open_ended) t.end = kEnd;
  return t;
}

std::string World::country_zone(std::string_view entity) const {
  const auto zone_of = [&](std::string_view e) -> std::string {
    for (const StatementView& s : facts.statements(e, "zone")) {
      if (const auto* t = std::get_if<Text>(&s.value)) return t->text;
    }
    return {};
  };
  std::string zone = zone_of(entity);
  if (!zone.empty()) return zone;
  for (const std::string& c : countries(entity)) {
    zone = zone_of(c);
    if (!zone.empty()) return zone;
    for (const StatementView& s : facts.statements(c, "capital")) {
      if (const auto* capital = std::get_if<Entity>(&s.value)) zone = zone_of(capital->id);
      if (!zone.empty()) return zone;
    }
  }
  return {};
}

std::vector<std::string> World::frames(const Happening& h) const {
  const EventView& e = *h.event;
  std::vector<std::string> out;
  const auto add = [&](std::string zone) {
    if (std::find(out.begin(), out.end(), zone) == out.end()) out.push_back(std::move(zone));
  };
  // A civil day is told in the frame it was written down in; UTC is a frame of clock times.
  const bool civil = e.told && e.told->precision <= Precision::day && e.told->zone != "UTC";
  if (civil) add(std::string(kAsTold));
  const EventDef* def = facts.schema().event(e.kind);
  const std::vector<std::string> allowed = def != nullptr ? def->frames : std::vector<std::string>{"utc", "place"};
  for (const std::string& f : allowed) {
    if (f == "utc" && !civil) add("UTC");
    if (f == "place" && !civil && !e.zone.empty()) add(std::string(e.zone));
    if (f == "operator") {
      const Reads r = role(h, "operator");
      for (const Witness& w : r.values) {
        const auto* who = std::get_if<Entity>(&w.value);
        if (who == nullptr) continue;
        std::string zone = country_zone(who->id);
        // Mission control of the United States keeps the time of either coast.
        const bool american = zone == "America/New_York";
        if (!zone.empty() && !(civil && zone == e.zone)) add(std::move(zone));
        if (american && e.zone.empty() && !civil) add("America/Los_Angeles");
      }
    }
  }
  if (out.empty()) add("UTC");
  return out;
}

Witness World::time_witness(const Happening& h) const {
  Witness w;
  w.when = when_of(h);
  if (!w.when) return w;
  const EventView& e = *h.event;
  if (e.told) {
    w.value = *e.told;
  } else {
    Date d;
    d.civil = *w.when;
    d.precision = e.precision;
    d.zone = "UTC";
    w.value = d;
  }
  if (auto* d = std::get_if<Date>(&w.value); d != nullptr && d->approximate) {
    // A fact told as about 1961 is known no better than that.
    const Seconds unit = unit_of(d->precision);
    d->civil = {d->civil.begin - unit, d->civil.end + unit};
    w.when = TimeInterval{w.when->begin - unit, w.when->end + unit};
  }
  w.zone = std::string(e.zone);
  w.frames = frames(h);
  w.event = std::string(e.id);
  w.proof = fact(e, "time", e.told ? to_edtf(*e.told) : utc_text(w.when->begin));
  return w;
}

std::vector<Witness> World::time_witnesses(const Happening& h) const {
  std::vector<Witness> out;
  const auto view = time_witness(h);
  if (!view.when) return out;
  for (const RoleValue& r : h.event->roles) {
    const auto* told = r.role == "time" ? std::get_if<Date>(&r.value) : nullptr;
    if (told == nullptr) continue;
    EventView one = *h.event;
    one.told = *told;
    if (!one.told->zone && !one.zone.empty()) one.told->zone = std::string(one.zone);
    one.precision = told->precision;
    const TimeInterval civil = told->civil;
    // With no zone known, that time anywhere.
    one.when = one.told->zone ? to_utc(*one.told) : TimeInterval{civil.begin - 14 * 3600, civil.end + 12 * 3600};
    one.citations = r.citations;
    out.push_back(time_witness({&one, h.by}));
  }
  if (out.empty()) out.push_back(view);
  return out;
}

Witness World::now_witness() const {
  Witness w;
  if (!as_of) return w;
  Date d;
  d.civil = *as_of;
  d.precision = Precision::day;
  w.value = d;
  w.when = as_of;
  w.frames = {std::string(kAsTold)};
  w.proof = builtin("as_of", to_edtf(d));
  return w;
}

TimeInterval World::to_utc(const Date& d) const {
  if (!d.zone) return d.civil;
  const auto shift = [&](Seconds civil) {
    const auto first = facts.utc_offset(*d.zone, civil);
    if (!first) return civil;
    const auto second = facts.utc_offset(*d.zone, civil - *first);
    return civil - second.value_or(*first);
  };
  return {shift(d.civil.begin), shift(d.civil.end)};
}

std::optional<TimeInterval> World::local(const Witness& time, std::string_view frame) const {
  if (frame == kAsTold) {
    const auto* d = std::get_if<Date>(&time.value);
    return d == nullptr ? time.when : d->civil;
  }
  if (!time.when) return std::nullopt;
  const auto shift = [&](Seconds utc) -> std::optional<Seconds> {
    if (utc <= kBegin || utc >= kEnd) return utc;
    const auto o = facts.utc_offset(frame, utc);
    return o ? std::optional(utc + *o) : std::nullopt;
  };
  const auto b = shift(time.when->begin);
  const auto e = shift(time.when->end);
  if (!b || !e) return std::nullopt;
  return TimeInterval{*b, *e};
}

std::vector<TimeInterval> World::locals(const Witness& time) const {
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

Truth World::compare_date(const Witness& fact, Op op, const Date& said) const {
  // "on 20 July" with no year: the nearest past is a guess. The same day of another year is not refuted by it.
  if (said.year_inferred && !said.relative && (op == Op::in || op == Op::eq)) {
    Date guessed = said;
    guessed.year_inferred = false;
    const Truth t = compare_date(fact, op, guessed);
    if (t != Truth::no || !fact.when) return t;
    int own = 0, m = 0, d = 0;
    civil_from_days(floor_days(fact.when->begin), own, m, d);
    for (const int year : {own - 1, own, own + 1}) {
      Date other = guessed;
      int sy = 0, sm = 0, sd = 0;
      civil_from_days(floor_days(said.civil.begin), sy, sm, sd);
      const Seconds length = said.civil.end - said.civil.begin;
      const Seconds clock = said.civil.begin - floor_days(said.civil.begin) * kDaySeconds;
      other.civil.begin = days_from_civil(year, sm, sd) * kDaySeconds + clock;
      other.civil.end = other.civil.begin + length;
      if (compare_date(fact, op, other) != Truth::no) return Truth::open;
    }
    return t;
  }
  if (said.zone == "local") {
    // "local time": that of the event's own place.
    if (fact.zone.empty()) return Truth::open;
    Date there = said;
    there.zone = fact.zone;
    return compare_date(fact, op, there);
  }
  const Seconds widen = said.approximate ? unit_of(said.precision) : 0;
  const Seconds rounding = said.approximate ? 0 : rounding_of(said.precision);
  if (said.clock_only) {
    // A clock time alone: that of the day in each frame, tried on the days around it.
    const auto clock = [&](TimeInterval t) {
      const Seconds length = t.end - t.begin;
      if (length > 3600) return Truth::open;
      const Seconds begin = floor_mod(t.begin, kDaySeconds);
      if (op != Op::eq && op != Op::in && op != Op::ne)
        return place({begin, begin + length}, op, said.civil, widen, rounding);
      Truth any = Truth::no;
      for (const Seconds day : {-kDaySeconds, Seconds{0}, kDaySeconds}) {
        any = either(any, place({begin + day, begin + day + length}, Op::eq, said.civil, widen, rounding));
      }
      return op == Op::ne ? negate(any) : any;
    };
    if (said.zone) {
      if (!fact.when) return Truth::open;
      const auto t = local(fact, *said.zone);
      return t ? clock(*t) : Truth::open;
    }
    Frames f;
    for (const TimeInterval t : locals(fact)) f.add(clock(t));
    return f.all();
  }
  if (said.zone && fact.when) return place(*fact.when, op, to_utc(said), widen, rounding);
  Frames f;
  for (const TimeInterval t : locals(fact)) f.add(place(t, op, said.civil, widen, rounding));
  const Truth t = f.all();
  // Off the Earth no place says which day it was: a reader's own clock may have shown the day before or after.
  if (t == Truth::no && (op == Op::eq || op == Op::in) && fact.when && fact.zone.empty() && !fact.event.empty() &&
      std::find(fact.frames.begin(), fact.frames.end(), kAsTold) == fact.frames.end()) {
    const TimeInterval anywhere{fact.when->begin - 12 * 3600, fact.when->end + 14 * 3600};
    if (anywhere.overlaps(said.civil)) return Truth::open;
  }
  return t;
}

Truth World::compare_instants(const Witness& fact, Op op, const Witness& said) const {
  const auto interval = [](const Witness& w) -> std::optional<TimeInterval> {
    if (w.when) return w.when;
    const auto* d = std::get_if<Date>(&w.value);
    return d == nullptr ? std::nullopt : std::optional(d->civil);
  };
  const auto a = interval(fact);
  const auto b = interval(said);
  if (!a || !b) return Truth::open;
  const bool same = !fact.event.empty() && fact.event == said.event;
  switch (op) {
    case Op::eq:
    case Op::in:
      if (same) return Truth::yes;
      // Two events told to the day are on one day or not; whether they are one instant is another matter.
      if (!a->overlaps(*b)) {
        const auto da = locals(fact);
        const auto db = locals(said);
        for (const TimeInterval x : da) {
          for (const TimeInterval y : db) {
            if (x.begin - floor_mod(x.begin, kDaySeconds) == y.begin - floor_mod(y.begin, kDaySeconds)) {
              return Truth::open;
            }
          }
        }
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

Truth World::compare_weekday(const Witness& fact, Weekday said) const {
  Frames f;
  for (const TimeInterval t : locals(fact)) {
    const Seconds midnight = t.begin - floor_mod(t.begin, kDaySeconds);
    if (t.end > midnight + kDaySeconds) {
      f.add(Truth::open);
    } else {
      f.add(weekday_of(midnight / kDaySeconds) == said ? Truth::yes : Truth::no);
    }
  }
  return f.all();
}

}  // namespace saksi::engine

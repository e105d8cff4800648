#include "tests/oracle/random_terms.h"

#include <algorithm>

#include "tests/oracle/answer.h"

namespace saksi::oracle {
namespace {

Date civil_date(Seconds begin, Seconds end, Precision precision) {
  Date d;
  d.civil = {begin, end};
  d.precision = precision;
  return d;
}

}  // namespace

/// The day, the month or the year that a time begins in.
Date RandomTerms::date_within(TimeInterval t) {
  int year = 0, month = 0, day = 0;
  civil_from_days(day_number(t.begin), year, month, day);
  const auto at = [](int y, int m, int d) { return days_from_civil(y, m, d) * kDaySeconds; };
  switch (below(3)) {
    case 0: return civil_date(at(year, month, day), at(year, month, day) + kDaySeconds, Precision::day);
    case 1: {
      const Seconds next = month == 12 ? at(year + 1, 1, 1) : at(year, month + 1, 1);
      return civil_date(at(year, month, 1), next, Precision::month);
    }
    default: return civil_date(at(year, 1, 1), at(year + 1, 1, 1), Precision::year);
  }
}

Condition RandomTerms::of_time(TimeInterval t) {
  constexpr Op kOps[] = {Op::in, Op::in, Op::lt, Op::gt, Op::le, Op::ge};
  return where("time", value(date_within(clamp(t))), kOps[below(std::size(kOps))]);
}

std::string RandomTerms::some_thing(const std::string& kind) {
  std::vector<std::string_view> all;
  for (const EntityView& e : facts_.entities())
    if (facts_.is_kind(e.id, kind)) all.push_back(e.id);
  return all.empty() ? std::string() : std::string(one_of(all));
}

/// A filler itself, what it is part of, where it belongs to, or a description of it.
Condition RandomTerms::of_role(const RoleValue& r, int depth) {
  Condition c = where(std::string(r.role), value(r.value));
  if (const auto* e = std::get_if<Entity>(&r.value)) {
    const auto countries = facts_.countries(e->id);
    const auto& above = facts_.above(e->id);
    if (!countries.empty() && chance(25)) {
      c.name += ".country";
      c.value = entity(one_of(countries));
    } else if (!above.empty() && chance(20)) {
      c.value = entity(one_of(above));
    } else if (depth == 0 && chance(8) && !facts_.kinds_of(e->id).empty()) {
      c.value = the(things(std::string(facts_.kinds_of(e->id).front())));
      c.op = Op::in;
    }
  }
  if (chance(6)) c.op = Op::ne;
  c.negated = chance(6);
  return c;
}

Set RandomTerms::events(const std::string& kind, int depth) {
  Set out{kind, {}, {}};
  const auto& all = facts_.events_of(kind);
  if (all.empty()) return out;
  const EventView& e = *one_of(all);
  const std::size_t most = 1 + below(3);
  for (const RoleValue& r : e.roles)
    if (out.where.size() < most && chance(40)) out.where.push_back(of_role(r, depth));
  if (e.when && chance(25)) out.where.push_back(of_time(*e.when));
  // Something of another event: most likely nothing meets it.
  const EventView& other = *one_of(all);
  if (chance(10) && !other.roles.empty()) out.where.push_back(of_role(one_of(other.roles), depth));
  return out;
}

Set RandomTerms::things(const std::string& kind) {
  Set out{kind, {}, {}};
  const std::string id = some_thing(kind);
  if (id.empty()) return out;
  for (const StatementView* s : facts_.stated_of(id)) {
    if (!chance(20) || s->property == "coordinates" || std::holds_alternative<Date>(s->value)) continue;
    Condition c = where(std::string(s->property), value(s->value));
    c.negated = chance(8);
    if (std::holds_alternative<Quantity>(s->value)) c.op = chance(50) ? Op::ge : Op::le;
    out.where.push_back(std::move(c));
    if (out.where.size() == 2) break;
  }
  return out;
}

Term RandomTerms::about(const Set& s) {
  const EventDef* def = facts_.schema().event(s.kind);
  std::vector<std::string> roles{"time"}, keys{"time"};
  if (def != nullptr) {
    for (const RoleDef& r : def->roles) {
      if (r.name == "time") continue;
      roles.push_back(r.name);
      if (facts_.schema().kind(r.type) != nullptr) keys.push_back("time by " + r.name);
    }
    if (def->role("operator") != nullptr) keys.emplace_back("time by operator.country");
  } else {
    roles = {"country", "located_in", "kind"};
    keys = {"height", "mass", "-height", "diameter", "-diameter", "population"};
    // When each first flew takes the oracle a scan of all launches for each.
    constexpr std::ptrdiff_t kFew = 40;
    const auto& all = facts_.entities();
    const auto is_one = [&](const EntityView& e) { return facts_.is_kind(e.id, s.kind); };
    if (std::count_if(all.begin(), all.end(), is_one) < kFew) keys.emplace_back("first_flight");
  }
  const std::string key = one_of(keys);
  const int n = 1 + static_cast<int>(below(3));
  switch (below(def != nullptr ? 9 : 6)) {
    case 0: return count(s);
    case 1: return nth(n, s, key);
    case 2: return last(s, key.find(" by ") == std::string::npos ? key : "time");
    case 3: return distinct(one_of(roles), s);
    case 4: return notation::role(one_of(roles), the(s));
    case 5: return rank(the(s), s, def != nullptr ? "time" : key);
    case 6:
      return notation::role(key.find(" by ") == std::string::npos ? one_of(roles) : key.substr(8), nth(n, s, key));
    case 7: return minus(notation::role("time", the(s)), notation::role("time", the(events(s.kind, 1))));
    default: return prop("weekday", {notation::role("time", the(s))});
  }
}

Term RandomTerms::of_things() {
  const auto& things = facts_.entities();
  const std::string id(one_of(things).id);
  if (chance(15)) return prop("distance", {entity(id), entity(std::string(one_of(things).id))});
  if (chance(10)) return prop("age", {entity(id)});
  const std::string& name = one_of(facts_.schema().properties).id;
  const auto stated = facts_.stated_of(id);
  const std::string own = stated.empty() || chance(30) ? name : std::string(one_of(stated)->property);
  if (chance(15)) return prop(own + ".country", {entity(id)});
  return prop(chance(10) ? "country" : chance(10) ? "located_in" : own, {entity(id)});
}

/// A thing itself, or what a statement or an event tells.
Term RandomTerms::some_value() {
  const std::string id(one_of(facts_.entities()).id);
  const auto stated = facts_.stated_of(id);
  switch (below(3)) {
    case 0: return entity(id);
    case 1: return stated.empty() ? entity(id) : value(one_of(stated)->value);
    default: break;
  }
  const EventView& e = *one_of(facts_.events());
  if (e.roles.empty() || chance(30)) return e.told ? value(*e.told) : entity(id);
  return value(one_of(e.roles).value);
}

std::string RandomTerms::some_name() {
  const Schema& schema = facts_.schema();
  if (chance(20)) return "distance";
  return chance(50) ? one_of(schema.roles).name : one_of(schema.properties).id;
}

Op RandomTerms::some_op() {
  constexpr Op kOps[] = {Op::eq, Op::eq, Op::eq, Op::in, Op::ne, Op::lt, Op::le, Op::gt, Op::ge};
  return kOps[below(std::size(kOps))];
}

Quantity RandomTerms::near(Quantity q) {
  constexpr double kFactors[] = {1, 1, 0.999, 1.004, 0.98, 1.02, 1.05, 0.9, 1.11, 0.5, 2};
  const double factor = kFactors[below(std::size(kFactors))];
  const double width = chance(50) ? 0 : 0.01 * q.value;
  q.value *= factor;
  q.low = q.value - width;
  q.high = q.value + width;
  q.range = chance(10);
  q.hedge = static_cast<Hedge>(below(4));
  if (chance(25)) q.bound = static_cast<Bound>(below(5));
  return q;
}

Date RandomTerms::near(Date d) {
  constexpr Seconds kShifts[] = {0, 0, 1, -1, 2, 27, -40, 365, 366};
  const Seconds shift = kShifts[below(std::size(kShifts))] * kDaySeconds;
  const TimeInterval t{d.civil.begin + shift, d.civil.end + shift};
  if (chance(25)) return date_within(t);
  if (d.precision > Precision::day && chance(40)) {
    // Its clock time alone.
    const Seconds clock = t.begin - day_number(t.begin) * kDaySeconds + static_cast<Seconds>(below(3)) * 60;
    d.civil = {clock, clock + 60};
    d.precision = Precision::minute;
    d.clock_only = true;
  } else {
    d.civil = t;
  }
  constexpr const char* kZones[] = {"", "UTC", "local", "Asia/Jakarta", "America/New_York"};
  const std::string zone = kZones[below(std::size(kZones))];
  d.zone = zone.empty() ? std::nullopt : std::optional(zone);
  d.approximate = !d.clock_only && chance(20);
  d.year_inferred = !d.clock_only && chance(10);
  return d;
}

/// A thing, one of its kind, what it belongs to, or another that belongs to the same.
std::string RandomTerms::near(const std::string& id) {
  const auto& kinds = facts_.kinds_of(id);
  const auto& above = facts_.above(id);
  if (chance(10)) return id;
  if (!above.empty() && chance(30)) return one_of(above);
  if (!above.empty() && chance(40)) {
    const std::string up = one_of(above);
    std::vector<std::string_view> siblings;
    for (const EntityView& e : facts_.entities())
      if (facts_.is_above(up, e.id)) siblings.push_back(e.id);
    return std::string(one_of(siblings));
  }
  if (!kinds.empty() && chance(60)) return some_thing(std::string(one_of(kinds)));
  return std::string(one_of(facts_.entities()).id);
}

Term RandomTerms::said_of(const Value& v) {
  if (const auto* e = std::get_if<Entity>(&v)) {
    if (chance(10) && !facts_.schema().kinds.empty()) return value(Symbol{one_of(facts_.schema().kinds).id});
    return entity(near(e->id));
  }
  if (const auto* q = std::get_if<Quantity>(&v)) return value(near(*q));
  if (const auto* d = std::get_if<Date>(&v)) {
    if (chance(10)) return value(static_cast<Weekday>(below(7)));
    return value(near(*d));
  }
  return chance(50) ? value(v) : some_value();
}

}  // namespace saksi::oracle

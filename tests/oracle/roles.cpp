#include <algorithm>

#include "tests/oracle/evaluator.h"

/// What an event is known to hold in its roles, and when it was.
namespace saksi::oracle {
namespace {

/// The frame of a date that is told as a civil day and nothing else: the day as the fact has it.
constexpr std::string_view kAsTold = "";

}  // namespace

std::optional<TimeInterval> Evaluator::when(const Occurrence& o) {
  if (!o.event->when || (o.by != nullptr && source_of(*o.by, "time").empty())) return std::nullopt;
  TimeInterval t = clamp(*o.event->when);
  if (o.event->open_ended) t.end = kEnd;
  return t;
}

/// The zone of a thing's own place, else of its country, else of that one's capital.
std::string Evaluator::zone_of(std::string_view entity) const {
  const auto own = [&](std::string_view e) -> std::string {
    for (const StatementView* s : facts_.stated(e, "zone"))
      if (const auto* t = std::get_if<Text>(&s->value)) return t->text;
    return {};
  };
  std::string zone = own(entity);
  for (const std::string& c : facts_.countries(entity)) {
    if (zone.empty()) zone = own(c);
    for (const StatementView* s : facts_.stated(c, "capital"))
      if (const auto* capital = std::get_if<Entity>(&s->value); capital != nullptr && zone.empty())
        zone = own(capital->id);
  }
  return zone;
}

std::vector<std::string> Evaluator::frames(const Occurrence& o) {
  const EventView& e = *o.event;
  std::vector<std::string> out;
  const auto add = [&](std::string_view zone) {
    if (std::find(out.begin(), out.end(), zone) == out.end()) out.emplace_back(zone);
  };
  // A civil day is told in the frame it was written down in; UTC is a frame of clock times, and of what is told in it first.
  const bool civil = e.told && e.told->precision <= Precision::day && e.told->zone != "UTC";
  if (civil) add(kAsTold);
  const EventDef* def = schema().event(e.kind);
  const std::vector<std::string> usual{"utc", "place"};
  for (const std::string& f : def != nullptr ? def->frames : usual) {
    const bool first = def != nullptr && def->frames.front() == "utc";
    if (f == "utc" && (!civil || (first && !e.zone.empty()))) add("UTC");
    if (f == "place" && !civil && !e.zone.empty()) add(e.zone);
    if (f == "utc" || f == "place") continue;
    // All who are told to have done it, customers too.
    std::vector<Value> who;
    for (const RoleValue& r : e.roles)
      if (r.role == f) who.push_back(r.value);
    if (who.empty())
      for (const Witness& w : role({&e, nullptr}, f).values) who.push_back(w.value);
    for (const Value& w : who) {
      const auto* id = std::get_if<Entity>(&w);
      const std::string zone = id == nullptr ? "" : zone_of(id->id);
      if (!zone.empty() && !(civil && zone == e.zone)) add(zone);
      // Who works in a country of several zones may keep the clocks of another.
      for (const ZoneAlias& a : schema().zone_aliases)
        if (a.zone == zone && e.zone.empty() && !civil) add(a.also);
    }
  }
  if (out.empty()) add("UTC");
  return out;
}

Witness Evaluator::time(const Occurrence& o) {
  Witness w;
  w.when = when(o);
  if (!w.when) return w;
  const EventView& e = *o.event;
  Date d;
  d.civil = *w.when;
  d.precision = e.precision;
  d.zone = "UTC";
  if (e.told) d = *e.told;
  if (d.approximate) {
    // A fact told as about 1961 is known no better than that.
    const Seconds unit = unit_of(d.precision);
    d.civil = {d.civil.begin - unit, d.civil.end + unit};
    w.when = TimeInterval{w.when->begin - unit, w.when->end + unit};
  }
  w.value = d;
  w.zone = std::string(e.zone);
  w.frames = frames(o);
  w.event = std::string(e.id);
  w.proof = fact(e, "time", e.told ? to_edtf(*e.told) : utc_text(w.when->begin));
  return w;
}

/// One, or where sources of equal rank disagree what each of them tells.
std::vector<Witness> Evaluator::times(const Occurrence& o) {
  std::vector<Witness> out;
  if (!when(o)) return out;
  for (const RoleValue& r : o.event->roles) {
    const auto* told = r.role == "time" ? std::get_if<Date>(&r.value) : nullptr;
    if (told == nullptr) continue;
    EventView one = *o.event;
    one.told = *told;
    if (!one.told->zone && !one.zone.empty()) one.told->zone = std::string(one.zone);
    one.precision = told->precision;
    one.when = one.told->zone ? to_utc(*one.told) : anywhere(told->civil);
    one.citations = r.citations;
    out.push_back(time({&one, o.by}));
  }
  if (out.empty()) out.push_back(time(o));
  return out;
}

Witness Evaluator::now() const {
  Date d;
  d.civil = *as_of_;
  Witness w = as_witness(d);
  w.when = as_of_;
  w.frames = {std::string(kAsTold)};
  w.proof = builtin("as_of", to_edtf(d));
  return w;
}

/// The beginning or the end of a state: the civil day, month or year that its row has.
Fillers Evaluator::state_end(const Occurrence& o, std::string_view name) {
  Fillers out;
  const EventView& e = *o.event;
  const bool start = name == "from" || name == "start";
  Witness w = time(o);
  const auto add = [&](Date told, Proof proof) {
    if (!told.zone && !e.zone.empty()) told.zone = std::string(e.zone);
    w.value = told;
    w.when = to_utc(told);
    w.frames = {std::string(kAsTold)};
    w.proof = std::move(proof);
    out.values.push_back(w);
    out.closed = true;
    out.disputed = out.values.size() > 1;
  };
  if (!w.when || (!start && e.open_ended)) {
    out.unknown = true;
    return out;
  }
  const EventDef* def = schema().event(e.kind);
  for (const RoleValue& r : e.roles) {
    const auto* d = r.role == (start ? "from" : "to") ? std::get_if<Date>(&r.value) : nullptr;
    if (d != nullptr && def->role(r.role) == nullptr) add(*d, fact(e, name, to_string(r.value), r.citations));
  }
  if (!out.values.empty()) return out;
  const std::string_view row = start ? e.from : e.to;
  if (const auto told = parse_edtf(row))
    add(*told, fact(e, name, row));
  else
    out.unknown = true;
  return out;
}

/// Who flew the craft, where the event itself does not say.
Fillers Evaluator::through(const EventView& e, const RoleInfo& info) {
  for (const RoleValue& r : e.roles) {
    const auto* via = r.role == info.through ? std::get_if<Entity>(&r.value) : nullptr;
    if (via == nullptr) continue;
    Fillers of_it = property(via->id, info.name, when({&e, nullptr}));
    if (!of_it.values.empty()) return of_it;
  }
  return {};
}

Fillers Evaluator::role(const Occurrence& o, std::string_view name) {
  Fillers out;
  const EventView& e = *o.event;
  const EventDef* def = schema().event(e.kind);
  if (name == "time") {
    out.values = times(o);
    out.closed = !out.values.empty();
    out.unknown = out.values.empty();
    out.disputed = out.values.size() > 1;
    return out;
  }
  if (def != nullptr && def->state && (name == "from" || name == "start" || name == "to" || name == "end"))
    return state_end(o, name);
  const std::string own = o.by == nullptr ? std::string(name) : source_of(*o.by, name);
  out.unknown = own.empty() || std::find(e.unknown.begin(), e.unknown.end(), own) != e.unknown.end();
  if (own.empty()) return out;
  for (const RoleValue& r : e.roles) {
    if (r.role != own) continue;
    Witness w = as_witness(r.value);
    w.event = std::string(e.id);
    if (const auto* d = std::get_if<Date>(&r.value)) {
      w.when = to_utc(*d);
      w.frames = {std::string(kAsTold)};
    }
    w.proof = fact(e, own, to_string(r.value), r.citations);
    out.values.push_back(std::move(w));
  }
  const RoleDef* described = def == nullptr ? nullptr : def->role(own);
  out.functional = described == nullptr || !described->many;
  out.disputed = out.functional && out.values.size() > 1;
  if (!out.values.empty()) {
    out.closed = !out.unknown && (out.functional || recorded(e, own));
    if (const RoleInfo* info = schema().role(own); info != nullptr && !info->through.empty()) set_apart(e, own, out);
    return out;
  }
  if (const RoleInfo* info = schema().role(own); info != nullptr && !info->through.empty()) {
    const auto& events = schema().events;
    const bool told =
        std::any_of(events.begin(), events.end(), [&](const EventDef& d) { return d.role(own) != nullptr; });
    if (!told) return role_path(o, info->through + "." + own);
    Fillers of_it = out.unknown ? Fillers{} : through(e, *info);
    if (!of_it.values.empty()) return of_it;
  }
  if (recorded(e, own))
    out.closed = !out.unknown;
  else
    out.unknown = true;
  return out;
}

/// Who did it with others, and whether that is sure: it is of those whose country is that of where or with what it was done.
void Evaluator::set_apart(const EventView& e, const std::string& own, Fillers& out) {
  std::set<std::string> of;
  for (const RoleValue& r : e.roles) {
    const auto* thing = std::get_if<Entity>(&r.value);
    if (r.role == own || thing == nullptr || facts_.has_role_trait(r.role, role_identifies)) continue;
    for (const Witness& c : property(thing->id, "country", std::nullopt).values)
      if (const auto* country = std::get_if<Entity>(&c.value)) of.insert(country->id);
  }
  const auto countries = [&](const Witness& w) {
    const auto* x = std::get_if<Entity>(&w.value);
    return x == nullptr ? std::vector<std::string>() : facts_.countries(x->id);
  };
  std::vector<Witness> did, others;
  bool sure = false;
  for (const Witness& w : out.values) {
    const auto all = countries(w);
    bool meets = false;
    for (const std::string& c : all)
      for (const std::string& g : of) meets = meets || c == g || !polities_apart(c, g, false);
    sure = sure || meets;
    (meets || all.empty() ? did : others).push_back(w);
  }
  if (out.values.size() < 2 || !sure) return;
  out.values = did;
  out.possible.insert(out.possible.end(), others.begin(), others.end());
}

Fillers Evaluator::role_path(const Occurrence& o, std::string_view path) {
  const auto [head, tail] = split(path);
  Fillers first = role(o, head);
  if (tail.empty()) return first;
  Fillers out;
  out.unknown = first.unknown;
  out.closed = first.closed;
  out.functional = first.functional;
  out.disputed = first.disputed;
  for (const auto* list : {&first.values, &first.possible}) {
    for (const Witness& w : *list) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr) continue;
      Fillers next = property(e->id, tail, when(o));
      if (next.is_empty()) out.unknown = true;
      out.closed = out.closed && next.closed;
      out.functional = out.functional && next.functional;
      out.disputed = out.disputed || next.disputed;
      for (Witness& v : next.values) {
        v.proof.from.push_back(w.proof);
        v.event = std::string(o.event->id);
        (list == &first.values ? out.values : out.possible).push_back(std::move(v));
      }
      out.possible.insert(out.possible.end(), next.possible.begin(), next.possible.end());
    }
  }
  return out;
}

}  // namespace saksi::oracle

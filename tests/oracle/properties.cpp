#include <algorithm>
#include <charconv>

#include "tests/oracle/evaluator.h"

/// What a thing is known to have as a property: what is stated of it, what events tell, and what it has from what it
/// belongs to.
namespace saksi::oracle {
namespace {

/// The seconds of an ISO 8601 duration of years, months, weeks or days, each at its longest: "P3Y".
Seconds longest(std::string_view iso) {
  Seconds out = 0, number = 0;
  for (const char c : iso) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      continue;
    }
    out += number * kDaySeconds * (c == 'Y' ? 366 : c == 'M' ? 31 : c == 'W' ? 7 : c == 'D' ? 1 : 0);
    number = 0;
  }
  return out;
}

std::optional<double> number_of(std::string_view s) {
  double v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  return r.ec == std::errc{} && r.ptr == s.data() + s.size() ? std::optional(v) : std::nullopt;
}

bool is_preferred(const StatementView* s) { return s->rank == Rank::preferred; }

}  // namespace

/// Does a statement hold on a day? Open where it holds only on a part of it, or was checked too long before it.
std::optional<bool> Evaluator::holds_at(const StatementView& s, std::optional<TimeInterval> at) const {
  const PropertyDef* def = schema().property(s.property);
  const Seconds stable = def == nullptr ? 0 : longest(def->stable_for);
  bool certain = true;
  if (s.valid) {
    TimeInterval valid = clamp(*s.valid);
    if (s.open_ended) valid.end = kEnd;
    if (at && !valid.overlaps(*at)) return std::nullopt;
    certain = at && at->within(valid);
  }
  if (stable == 0 || (s.valid && !s.open_ended)) return certain;
  if (!at) return false;
  for (const Citation& c : s.citations) {
    const auto checked = parse_edtf(c.checked);
    if (checked && at->begin > checked->civil.end + stable) certain = false;
  }
  return certain;
}

Fillers Evaluator::stated(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) {
  Fillers out;
  const PropertyDef* def = schema().property(name);
  out.functional = def != nullptr && def->functional;
  Facts::Statements kept;
  for (const StatementView* s : facts_.stated(subject, name))
    if (holds_at(*s, at)) kept.push_back(s);
  out.unknown = kept.empty();
  if (std::any_of(kept.begin(), kept.end(), is_preferred))
    std::erase_if(kept, [](const StatementView* s) { return !is_preferred(s); });
  for (const StatementView* s : kept) {
    Witness w = as_witness(s->value);
    if (const auto* d = std::get_if<Date>(&s->value)) {
      w.when = d->zone ? to_utc(*d) : anywhere(d->civil);
      w.frames = {d->zone ? "UTC" : ""};
    }
    if (auto* q = std::get_if<Quantity>(&w.value); q != nullptr && q->unit.empty()) q->unit = "1";
    w.proof = fact(*s);
    (*holds_at(*s, at) ? out.values : out.possible).push_back(std::move(w));
  }
  out.disputed = out.functional && out.values.size() > 1;
  out.closed = (out.functional || (def != nullptr && def->whole)) && !out.values.empty() && out.possible.empty();
  if (!add_withdrawn(subject, name, out)) return out;
  if (!out.closed && !out.values.empty()) out.closed = closed_by_list(subject, name);
  return out;
}

/// What was withdrawn and has nothing in its place is open: false. What stands in its place says what it stands for.
bool Evaluator::add_withdrawn(std::string_view subject, std::string_view name, Fillers& out) {
  for (const StatementView* s : facts_.withdrawn(subject, name)) {
    if (out.functional && !out.values.empty()) {
      Proof old = fact(*s);
      old.name += ", withdrawn: " + std::string(s->reason);
      for (Witness& w : out.values) w.proof.from.push_back(old);
      continue;
    }
    if (std::any_of(out.values.begin(), out.values.end(), [&](const Witness& w) { return w.value == s->value; }))
      continue;
    out.closed = false;
    return false;
  }
  return true;
}

/// Is the thing on a list that tells all it has of the property?
bool Evaluator::closed_by_list(std::string_view subject, std::string_view name) {
  return std::any_of(facts_.lists().begin(), facts_.lists().end(), [&](const CompletenessView& list) {
    if (schema().kind(list.set.kind) == nullptr || !facts_.is_kind(subject, list.set.kind)) return false;
    if (std::find(list.roles.begin(), list.roles.end(), name) == list.roles.end()) return false;
    return std::all_of(list.set.where.begin(), list.set.where.end(), [&](const Condition& wanted) {
      const auto& of = facts_.stated(subject, wanted.name);
      return std::any_of(of.begin(), of.end(), [&](const StatementView* s) {
        return compare(as_witness(s->value), Op::eq, as_witness(wanted.value.value), true, wanted.name) == Truth::yes;
      });
    });
  });
}

Fillers Evaluator::kinds_of(std::string_view subject) {
  Fillers out;
  // The row that names the thing names its kind: any statement of that row tells where it comes from.
  const Facts::Statements all = facts_.stated_of(subject);
  for (const std::string_view k : facts_.kinds_of(subject)) {
    Witness w = as_witness(Symbol{std::string(k)});
    w.proof.kind = Proof::Kind::fact;
    w.proof.name = std::string(subject) + " kind";
    w.proof.value = std::string(k);
    if (!all.empty()) cite(w.proof, all.front()->citations);
    out.values.push_back(std::move(w));
  }
  out.unknown = out.values.empty();
  out.closed = !out.values.empty();
  return out;
}

Fillers Evaluator::country_of(std::string_view subject, std::optional<TimeInterval> at) {
  Fillers out = stated(subject, "country", at);
  if (!out.values.empty()) return out;
  const auto is_any = [&](const std::vector<std::string>& kinds) {
    return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& k) { return facts_.is_kind(subject, k); });
  };
  // What is to things of its kind what the country is to others: a nationality.
  for (const PropertyDef& p : schema().properties)
    if (p.value == "entity:" + std::string(kPolity) && p.id != "country" && is_any(p.upward))
      return stated(subject, p.id, at);
  const auto from_chain = [&](const std::string& of, const Proof* via) {
    for (const std::string& c : facts_.countries(of)) {
      Witness w = as_witness(Entity{c});
      w.proof = builtin("country", of + " belongs to " + show_entity(c, "en"));
      if (via != nullptr) w.proof.from.push_back(*via);
      out.values.push_back(std::move(w));
    }
  };
  if (const PropertyDef* country = schema().property("country"); country != nullptr && is_any(country->upward)) {
    from_chain(std::string(subject), nullptr);
  } else {
    // Who runs it, else who made it.
    for (const bool doer : {true, false}) {
      for (const PropertyDef& p : schema().properties) {
        const RoleInfo* role = schema().role(p.id);
        if ((p.traits & property_gives_country) == 0 || doer != (role != nullptr && role->doer > 0)) continue;
        if (!out.values.empty()) continue;
        const Fillers who = property(subject, p.id, at);
        for (const Witness& w : who.values)
          if (const auto* e = std::get_if<Entity>(&w.value)) from_chain(e->id, &w.proof);
      }
    }
  }
  out.unknown = out.values.empty();
  out.functional = out.closed = out.values.size() == 1;
  return out;
}

Fillers Evaluator::location_of(std::string_view subject, std::optional<TimeInterval> at) {
  Fillers out = stated(subject, "located_in", at);
  if (out.values.empty() && !facts_.is_kind(subject, kPolity)) out.values = stated(subject, "country", at).values;
  const Fillers side = stated(subject, "side_of", at);
  out.values.insert(out.values.end(), side.values.begin(), side.values.end());
  // The middle of something wide does not tell on which side of a line all of it lies.
  const bool wide = std::any_of(schema().kinds.begin(), schema().kinds.end(), [&](const KindDef& k) {
    return (k.traits & kind_apart_ground) != 0 && (k.traits & kind_point) == 0 && facts_.is_kind(subject, k.id);
  });
  if (const auto c = coordinates(subject); c && !wide) {
    for (const bool latitude : {true, false}) {
      const double at_axis = latitude ? c->latitude : c->longitude;
      for (const Half& h : schema().halves) {
        if (at_axis == 0 || h.latitude != latitude || h.positive != (at_axis > 0)) continue;
        out.values.push_back(as_witness(Entity{h.id}));
        out.values.back().proof = builtin("hemisphere", h.id, {fact(*c->told)});
      }
    }
  }
  out.unknown = out.values.empty();
  // A thing lies somewhere; that it lies elsewhere too is for the places themselves to exclude.
  out.closed = !out.values.empty() && out.possible.empty();
  out.functional = true;
  return out;
}

std::optional<Evaluator::Coordinates> Evaluator::coordinates(std::string_view place) const {
  Facts::Statements told = facts_.stated(place, "coordinates");
  if (std::any_of(told.begin(), told.end(), is_preferred))
    std::erase_if(told, [](const StatementView* s) { return !is_preferred(s); });
  // Sources of equal rank that put it at two places put it nowhere.
  for (const StatementView* s : told)
    if (!(s->value == told.front()->value)) return std::nullopt;
  for (const StatementView* s : told) {
    const auto* t = std::get_if<Text>(&s->value);
    const auto comma = t == nullptr ? std::string::npos : t->text.find(',');
    if (comma == std::string::npos) continue;
    const auto latitude = number_of(std::string_view(t->text).substr(0, comma));
    const auto longitude = number_of(std::string_view(t->text).substr(comma + 1));
    if (latitude && longitude) return Coordinates{*latitude, *longitude, s};
  }
  return std::nullopt;
}

/// What events tell of a property, as a birth tells a date of birth.
Fillers Evaluator::from_events(std::string_view subject, std::string_view name) {
  Fillers out;
  for (const PropertyEvent& told : schema().property_events) {
    if (told.property != name) continue;
    for (const EventView* e : facts_.events_of(told.event)) {
      if (e->marginal || !Facts::has_filler(*e, told.subject, subject)) continue;
      const Fillers one = role({e, nullptr}, told.value);
      out.disputed = out.disputed || one.disputed;
      if (told.value != "time") {
        out.functional = out.functional && one.functional;
        // All who were there, where one event tells them all.
        out.closed = out.values.empty() && one.closed;
      }
      out.values.insert(out.values.end(), one.values.begin(), one.values.end());
      if (told.value == "time") out.closed = out.values.size() == 1;
    }
  }
  out.unknown = out.values.empty();
  return out;
}

bool Evaluator::tells_first(std::string_view name) const {
  const auto& all = schema().first_events;
  return std::any_of(all.begin(), all.end(), [&](const FirstEvent& f) { return f.property == name; });
}

/// The events of which the first tells a property.
std::optional<Set> Evaluator::flights_of(std::string_view subject, std::string_view name) const {
  for (const FirstEvent& f : schema().first_events)
    if (f.property == name && facts_.is_kind(subject, f.kind))
      return Set{f.event, {where(f.subject, entity(std::string(subject)))}, {}};
  return std::nullopt;
}

Known Evaluator::first_time(std::string_view subject, std::string_view name) {
  const auto flights = flights_of(subject, name);
  return flights ? known(notation::role("time", nth(1, *flights, "time"))) : Known{};
}

/// What can have one such event alone, and has one that is yet to come.
bool Evaluator::not_yet(std::string_view subject, std::string_view name) const {
  if (!as_of_ || facts_.has(subject, kind_recurs)) return false;
  const auto& all = schema().first_events;
  const auto first = std::find_if(all.begin(), all.end(), [&](const FirstEvent& f) {
    return f.property == name && facts_.is_kind(subject, f.kind);
  });
  if (first == all.end() || !facts_.has_role_trait(first->subject, role_identifies)) return false;
  const auto& keys = schema().event(first->event)->keys;
  if (std::find(keys.begin(), keys.end(), std::vector<std::string>{first->subject}) == keys.end()) return false;
  for (const EntityView& other : facts_.entities())
    if (facts_.is_above(subject, other.id)) return false;
  for (const EventView* e : facts_.withdrawn_events())
    if (Facts::has_filler(*e, first->subject, subject)) return false;
  const EventView* one = nullptr;
  for (const EventView* e : facts_.events_with(subject)) {
    const bool of_kind = facts_.is_a(e->kind, first->event);
    const bool implies = std::any_of(schema().implications.begin(), schema().implications.end(), [&](const auto& i) {
      return !i.excludes && facts_.is_a(e->kind, i.if_kind) && facts_.is_a(i.then_kind, first->event);
    });
    if ((of_kind && one != nullptr) || (!of_kind && implies)) return false;
    if (of_kind) one = e;
  }
  return one != nullptr && one->when && !one->marginal && one->precision >= Precision::day &&
         Facts::has_filler(*one, first->subject, subject) && !told_apart(*one, first->subject) &&
         one->when->begin >= as_of_->end + 12 * 3600;
}

Fillers Evaluator::first_of_events(std::string_view subject, std::string_view name) {
  Fillers out;
  if (not_yet(subject, name)) {
    out.unknown = out.closed = true;
    return out;
  }
  const Known first = first_time(subject, name);
  out.values = first.certain;
  out.possible = first.possible;
  out.unknown = first.certain.empty();
  out.closed = first.closed;
  const auto flights = flights_of(subject, name);
  if (!first.is_empty() || !flights) return out;
  // Not flown yet, where the record of its flights is whole.
  const Known& all = members(*flights);
  out.closed = all.closed && all.is_empty();
  return out;
}

/// What a variant has from its family, a craft from its mission.
Fillers Evaluator::inherited(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) {
  const auto passes_on = [&](const std::string& up) {
    return std::any_of(schema().kinds.begin(), schema().kinds.end(), [&](const KindDef& k) {
      if ((k.traits & kind_passes_on) == 0 || !facts_.is_kind(up, k.id)) return false;
      const auto is = [&](const std::string& kind) { return facts_.is_kind(subject, kind); };
      return is(k.id) || std::any_of(k.stands_for.begin(), k.stands_for.end(), is);
    });
  };
  for (const std::string& up : facts_.above(subject)) {
    if (!passes_on(up)) continue;
    Fillers from = stated(up, name, at);
    if (!from.values.empty()) return from;
  }
  return {};
}

Fillers Evaluator::property_of(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) {
  if (name == "kind" || name == "class") return kinds_of(subject);
  if (name == "country") return country_of(subject, at);
  if (name == "located_in") return location_of(subject, at);
  Fillers out = stated(subject, name, at);
  if (!out.values.empty()) return out;
  if (name == "nationality") return country_of(subject, at);
  if (tells_first(name)) return first_of_events(subject, name);
  if (!out.possible.empty()) return out;
  if (Fillers told = from_events(subject, name); !told.values.empty()) return told;
  const PropertyDef* def = schema().property(name);
  if (def == nullptr) return out;
  // Several values that a table of facts has of a property with one: any of them supports.
  if (const std::string several = "own_" + std::string(name); schema().property(several) != nullptr)
    if (Fillers told = stated(subject, several, at); !told.values.empty()) return told;
  if ((def->traits & property_inherited) != 0)
    if (Fillers from = inherited(subject, name, at); !from.values.empty()) return from;
  return out;
}

Fillers Evaluator::property(std::string_view subject, std::string_view path, std::optional<TimeInterval> at) {
  const auto [head, tail] = split(path);
  Fillers first = property_of(subject, head, at);
  if (tail.empty()) return first;
  Fillers out;
  out.unknown = first.unknown;
  out.closed = first.closed;
  for (const Witness& w : first.values) {
    const auto* e = std::get_if<Entity>(&w.value);
    if (e == nullptr) continue;
    Fillers next = property_of(e->id, tail, at);
    out.unknown = out.unknown || next.unknown;
    out.closed = out.closed && next.closed;
    for (Witness& v : next.values) {
      v.proof.from.push_back(w.proof);
      out.values.push_back(std::move(v));
    }
  }
  return out;
}

}  // namespace saksi::oracle

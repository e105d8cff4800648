#include <algorithm>

#include "engine/world.h"

namespace saksi::engine {
namespace {

bool positive_equality(const Resolved& c) {
  return !c.condition->negated && (c.condition->op == Op::eq || c.condition->op == Op::in);
}

bool about_time(const Resolved& c) { return c.head == "time" || c.head == "from" || c.head == "to"; }

const Entity* named(const Resolved& c) {
  return c.said.certain.size() == 1 && c.said.possible.empty() ? std::get_if<Entity>(&c.said.certain.front().value)
                                                               : nullptr;
}

}  // namespace

TimeInterval World::asked_span(const std::vector<Resolved>& where) const {
  TimeInterval span{kBegin, as_of ? as_of->end : kEnd};
  for (const Resolved& c : where) {
    if (c.head != "time" || c.condition->negated || c.said.certain.size() != 1) continue;
    const Witness& w = c.said.certain.front();
    TimeInterval t;
    if (const auto* d = std::get_if<Date>(&w.value); d != nullptr && !w.when) {
      t = to_utc(*d);
      // Told in some zone or other: a day's slack on either side.
      if (!d->zone) t = {t.begin - kDaySeconds, t.end + kDaySeconds};
    } else if (w.when) {
      t = *w.when;
    } else {
      continue;
    }
    const Op op = c.condition->op;
    if (op == Op::eq || op == Op::in || op == Op::gt || op == Op::ge) span.begin = std::max(span.begin, t.begin);
    if (op == Op::eq || op == Op::in || op == Op::le || op == Op::lt) span.end = std::min(span.end, t.end);
  }
  return span;
}

Truth World::implies(const std::vector<Resolved>& where, const Condition& wanted) const {
  if (wanted.negated || wanted.op != Op::eq || wanted.value.kind != Term::Kind::value) return Truth::open;
  const auto dot = wanted.name.find('.');
  const std::string head = wanted.name.substr(0, dot);
  const std::string tail = dot == std::string::npos ? "" : wanted.name.substr(dot + 1);
  const Witness target = as_witness(wanted.value.value);
  for (const Resolved& c : where) {
    if (!positive_equality(c) || c.head != head || c.said.certain.size() != 1 || !c.said.possible.empty()) continue;
    const Witness& has = c.said.certain.front();
    if (c.tail == tail) {
      if (compare(has, Op::eq, target, true, tail.empty() ? head : tail) == Truth::yes) return Truth::yes;
    } else if (c.tail.empty()) {
      const Entity* e = named(c);
      if (e == nullptr) continue;
      const Reads r = property(e->id, tail, as_of);
      for (const Witness& w : r.values) {
        if (compare(w, Op::eq, target, true, tail) == Truth::yes) return Truth::yes;
      }
    } else if (tail.empty() && (c.tail == "country" || c.tail == "nationality")) {
      if (compare(has, Op::eq, target, true, head) == Truth::yes) return Truth::yes;
    }
  }
  return Truth::open;
}

bool World::reaches_the_beginning(const CompletenessView& c) const {
  if (!c.span) return true;
  const TimeInterval span = clamp(*c.span);
  if (span.begin <= -62135596800) return true;
  // Nothing can have happened before what it is told of was there, or before the first of its kind anywhere.
  constexpr Seconds kSlack = 366 * kDaySeconds;
  for (const Condition& condition : c.set.where) {
    const auto* e = std::get_if<Entity>(&condition.value.value);
    if (e == nullptr) continue;
    for (const std::uint32_t i : facts.events_with(e->id)) {
      const EventView& event = facts.event(i);
      const bool start = event.kind == "opening" || event.kind == "founding" || event.kind == "existence" ||
                         event.kind == "independence" || event.kind == "birth";
      if (!start || !event.when || event.when->begin + kSlack < span.begin) continue;
      const bool own = std::any_of(event.roles.begin(), event.roles.end(), [&](const RoleValue& r) {
        const auto* v = std::get_if<Entity>(&r.value);
        return (r.role == "entity" || r.role == "person") && v != nullptr && v->id == e->id;
      });
      if (own && span.begin <= event.when->end) return true;
    }
  }
  const auto all = facts.events(c.set.kind);
  if (all.empty()) return false;
  for (const std::uint32_t i : all) {
    const EventView& first = facts.event(i);
    if (!first.when) continue;
    return span.begin <= first.when->begin;
  }
  return false;
}

std::vector<Coverage> World::coverage(const Set& s, const std::vector<Resolved>& where) const {
  std::vector<Coverage> out;
  for (const CompletenessView& c : facts.completeness()) {
    if (!facts.schema().is_a(s.kind, c.set.kind)) continue;
    const bool contains = std::all_of(c.set.where.begin(), c.set.where.end(),
                                      [&](const Condition& wanted) { return implies(where, wanted) == Truth::yes; });
    if (!contains) continue;
    const bool known_roles = std::all_of(where.begin(), where.end(), [&](const Resolved& r) {
      if (about_time(r) || r.head == "kind" || r.head == "id") return true;
      if (std::find(c.roles.begin(), c.roles.end(), r.head) != c.roles.end()) return true;
      return std::any_of(c.set.where.begin(), c.set.where.end(), [&](const Condition& w) {
        return w.name == r.head || (w.name.starts_with(r.head) && w.name[r.head.size()] == '.' && !r.tail.empty());
      });
    });
    if (!known_roles) continue;
    Coverage cover;
    cover.by = &c;
    cover.span = c.span ? clamp(*c.span) : TimeInterval{kBegin, kEnd};
    if (reaches_the_beginning(c)) cover.span.begin = kBegin;
    out.push_back(cover);
  }
  return out;
}

bool World::recorded_for_all(const Happening& h, std::string_view role_name) const {
  const EventView& e = *h.event;
  for (const CompletenessView& c : facts.completeness()) {
    if (!facts.schema().is_a(e.kind, c.set.kind)) continue;
    if (std::find(c.roles.begin(), c.roles.end(), role_name) == c.roles.end()) continue;
    if (c.span && (!e.when || !clamp(*e.when).within(clamp(*c.span)))) continue;
    const bool member = std::all_of(c.set.where.begin(), c.set.where.end(), [&](const Condition& wanted) {
      const auto dot = wanted.name.find('.');
      const std::string_view head = std::string_view(wanted.name).substr(0, dot);
      const Witness target = as_witness(wanted.value.value);
      return std::any_of(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) {
        if (r.role != head) return false;
        if (dot == std::string::npos) return compare(as_witness(r.value), Op::eq, target, true, head) == Truth::yes;
        const auto* who = std::get_if<Entity>(&r.value);
        if (who == nullptr) return false;
        const std::string tail = wanted.name.substr(dot + 1);
        const Reads reads = property(who->id, tail, as_of);
        return std::any_of(reads.values.begin(), reads.values.end(),
                           [&](const Witness& w) { return compare(w, Op::eq, target, true, tail) == Truth::yes; });
      });
    });
    if (member) return true;
  }
  return false;
}

bool World::close_by_key(const Set& s, const std::vector<Resolved>& where, Known& k) const {
  const EventDef* def = facts.schema().event(s.kind);
  if (def == nullptr) return false;
  for (const auto& roles : def->keys) {
    Set keyed;
    keyed.kind = s.kind;
    bool usable = !roles.empty();
    for (const std::string& r : roles) {
      const auto c = std::find_if(where.begin(), where.end(), [&](const Resolved& w) {
        return w.head == r && w.tail.empty() && w.from_text && positive_equality(w);
      });
      const Entity* e = c == where.end() ? nullptr : named(*c);
      // A shuttle flies many times; its name is no key.
      if (c == where.end() || (e != nullptr && (is_kind(e->id, "space-shuttle") || is_kind(e->id, "programme")))) {
        usable = false;
        break;
      }
      keyed.where.push_back(*c->condition);
    }
    if (!usable) continue;
    if (keyed.where.size() == s.where.size()) {
      if (k.certain.size() != 1 || !k.possible.empty()) continue;
    } else {
      const Known& one = members(keyed);
      if (one.certain.size() != 1 || !one.possible.empty()) continue;
      if (k.certain.empty()) k.completeness = one.certain.front().proof;
    }
    k.closed = true;
    k.functional = true;
    return true;
  }
  // An office has one holder at a time.
  if (!def->state || def->role("office") == nullptr) return false;
  Set held;
  held.kind = s.kind;
  bool office = false;
  bool at = false;
  for (const Resolved& c : where) {
    if (c.condition->negated) continue;
    office = office || (c.head == "office" && c.tail.empty());
    at = at || (c.head == "time" && positive_equality(c));
    if (c.head == "office" || c.head == "of" || c.head == "time") held.where.push_back(*c.condition);
  }
  if (!office || !at || held.where.size() == s.where.size() || !k.possible.empty()) return false;
  const auto has = [&](std::string_view role_name) {
    return std::any_of(s.where.begin(), s.where.end(),
                       [&](const Condition& c) { return c.name == role_name && !c.negated; });
  };
  if (!has("of") && has("person")) {
    // "President X": of what, the offices that X has held tell, where they are all of one country or body.
    Set own;
    own.kind = s.kind;
    for (const Condition& c : s.where) {
      if (!c.negated && (c.name == "person" || c.name == "office")) own.where.push_back(c);
    }
    std::optional<Value> of;
    const Known& terms = members(own);
    for (const Witness& w : terms.certain) {
      const Reads r = role(happening(w.event), "of");
      for (const Witness& v : r.values) {
        if (of && *of != v.value) return false;
        of = v.value;
      }
    }
    if (!of) return false;
    held.where.push_back(saksi::where("of", value(*of)));
  }
  const Known& holder = members(held);
  if (holder.certain.size() != 1 || !holder.possible.empty()) return false;
  k.closed = true;
  if (k.certain.empty()) k.completeness = holder.certain.front().proof;
  return true;
}

bool World::close_by_exclusion(const Set& s, const std::vector<Resolved>& where, Known& k) const {
  const Schema& schema = facts.schema();
  for (const Implication& imp : schema.implications) {
    if (!imp.excludes) continue;
    // One way only: what crashed did not land softly, but what landed may crash later.
    if (!schema.is_a(s.kind, imp.then_kind)) continue;
    Set other;
    other.kind = imp.if_kind;
    bool all = true;
    for (const std::string& shared : imp.shared) {
      const auto arrow = shared.find('>');
      const std::string from = shared.substr(0, arrow);
      const std::string to = arrow == std::string::npos ? from : shared.substr(arrow + 1);
      const auto c = std::find_if(where.begin(), where.end(), [&](const Resolved& w) {
        return w.head == to && w.tail.empty() && positive_equality(w) && w.from_text;
      });
      if (c == where.end()) {
        all = false;
        break;
      }
      Condition same = *c->condition;
      same.name = from;
      other.where.push_back(std::move(same));
    }
    if (!all) continue;
    for (const auto& [r, v] : imp.when) other.where.push_back(saksi::where(r, value(Symbol{v})));
    const Known& known_other = members(other);
    if (known_other.certain.empty()) continue;
    k.closed = true;
    k.completeness = known_other.certain.front().proof;
    return true;
  }
  return false;
}

void World::close(const Set& s, const std::vector<Resolved>& where, Known& k) const {
  if (close_by_key(s, where, k)) return;
  if (k.certain.empty() && close_by_exclusion(s, where, k)) {
    k.possible.clear();
    return;
  }
  const bool events = facts.schema().event(s.kind) != nullptr;
  // Events are asked for within a time, things as they are on the day of the claim: more of them may have come since.
  const TimeInterval asked = events ? asked_span(where) : as_of.value_or(TimeInterval{kBegin, kEnd});
  std::optional<Seconds> horizon;
  for (const Coverage& c : coverage(s, where)) {
    const bool whole = asked.within(c.span);
    // What a complete list does not list is not in it, whatever is unknown of it.
    const std::vector<Resolved> listed = resolve(c.by->set);
    std::erase_if(k.possible, [&](const Witness& w) {
      if (events) {
        const Happening h = happening(w.event);
        if (h.event == nullptr || !facts.schema().is_a(h.event->kind, c.by->set.kind)) return whole;
        if (!whole && (!h.event->when || !clamp(*h.event->when).within(c.span))) return false;
        return std::any_of(listed.begin(), listed.end(), [&](const Resolved& r) { return holds(h, r) != Truth::yes; });
      }
      if (!whole) return false;
      const std::string id = to_string(w.value);
      return std::any_of(listed.begin(), listed.end(), [&](const Resolved& r) { return holds(id, r) != Truth::yes; });
    });
    if (whole) {
      k.closed = true;
      k.completeness = fact(*c.by);
      return;
    }
    if (c.span.begin <= asked.begin) horizon = std::max(horizon.value_or(c.span.end), c.span.end);
  }
  if (!as_of && asked.end == kEnd && (events || horizon)) k.missing.emplace_back("as_of");
  std::string text = "a complete list of " + to_string(s);
  if (horizon) text += " after " + utc_text(*horizon - 1).substr(0, 10);
  k.missing.push_back(std::move(text));
}

}  // namespace saksi::engine

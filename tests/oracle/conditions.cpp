#include <algorithm>

#include "tests/oracle/evaluator.h"

/// Whether a candidate meets a condition of a set.
namespace saksi::oracle {
namespace {

/// How long a state that still held when it was checked may be taken to go on.
constexpr Seconds kStateGoesOn = 366 * kDaySeconds;

Truth turned(const Test& t, Truth x) { return t.condition.negated ? negate(x) : x; }

const Symbol* said_kind(const Test& t) {
  return t.said.certain.empty() ? nullptr : std::get_if<Symbol>(&t.said.certain.front().value);
}

}  // namespace

std::pair<std::string, std::string> split(std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return {std::string(path), {}};
  return {std::string(path.substr(0, dot)), std::string(path.substr(dot + 1))};
}

Test Evaluator::test_of(const Condition& c) {
  Test t;
  t.condition = c;
  std::tie(t.head, t.tail) = split(c.name);
  t.from_text = c.value.kind == Term::Kind::value;
  t.said = known(c.value);
  return t;
}

Tests Evaluator::tests(const Set& s) {
  Tests out;
  for (const Condition& c : s.where) out.push_back(test_of(c));
  return out;
}

Truth Evaluator::against(const Witness& w, const Test& t, Op op) {
  const std::string& name = t.tail.empty() ? t.head : t.tail;
  Truth out = Truth::no;
  for (const Witness& s : t.said.certain) out = either(out, compare(w, op, s, t.from_text, name));
  for (const Witness& s : t.said.possible) {
    const Truth p = compare(w, op, s, t.from_text, name);
    out = either(out, p == Truth::yes ? Truth::open : p);
  }
  // What is in a set that may have more members is not outside it for not being listed.
  return out == Truth::no && !t.from_text && op == Op::in && !t.said.closed ? Truth::open : out;
}

Truth Evaluator::any_of(const Fillers& f, const Test& t, Op op) {
  if (op == Op::ne) return negate(any_of(f, t, Op::eq));
  if (t.said.is_empty()) return Truth::open;
  if (f.is_empty()) return f.unknown || !f.closed ? Truth::open : Truth::no;
  Truth out = Truth::no;
  bool yes = false, no = false;
  for (const Witness& w : f.values) {
    const Truth one = against(w, t, op);
    yes = yes || one != Truth::no;
    no = no || one != Truth::yes;
    out = either(out, one);
  }
  // It has one of them, and nobody knows which.
  if (f.disputed && yes && no) return Truth::open;
  for (const Witness& w : f.possible) {
    const Truth p = against(w, t, op);
    out = either(out, p == Truth::yes ? Truth::open : p);
  }
  return out == Truth::no && f.unknown ? Truth::open : out;
}

namespace {

/// The stretch in which a state certainly held: less what its ends are vague by; of ends that sources tell differently,
/// the narrowest.
TimeInterval certain_stretch(const EventView& e, TimeInterval state) {
  const Seconds fuzz = e.precision < Precision::day ? unit_of(e.precision) : 0;
  TimeInterval out{state.begin + fuzz, e.open_ended ? kEnd : state.end - fuzz};
  for (const RoleValue& r : e.roles) {
    const auto* d = std::get_if<Date>(&r.value);
    if (d == nullptr) continue;
    if (r.role == "from") out.begin = std::max(out.begin, d->civil.end + kDaySeconds);
    if (r.role == "to") out.end = std::min(out.end, d->civil.begin - kDaySeconds);
  }
  return out;
}

}  // namespace

Truth Evaluator::state_time(const Occurrence& o, const Test& t) {
  const auto state = when(o);
  if (!state) return Truth::open;
  const EventView& e = *o.event;
  Truth out = Truth::no;
  for (const Witness& s : t.said.certain) {
    if (!s.is_time()) return Truth::open;
    if (t.condition.op != Op::eq && t.condition.op != Op::in) {
      out = either(out, compare(time(o), t.condition.op, s, t.from_text, "time"));
      continue;
    }
    const auto* date = std::get_if<Date>(&s.value);
    const TimeInterval asked = date != nullptr ? to_utc(*date) : *s.when;
    if (!state->overlaps(asked)) continue;
    const TimeInterval certain = certain_stretch(e, *state);
    const bool wide = asked.end - asked.begin > kDaySeconds;
    Truth one = asked.within(certain) || (wide && certain.overlaps(asked)) ? Truth::yes : Truth::open;
    for (const Citation& c : e.citations) {
      const auto checked = parse_edtf(c.checked);
      if (one == Truth::yes && e.open_ended && checked && asked.begin > checked->civil.end + kStateGoesOn)
        one = Truth::open;
    }
    out = either(out, one);
  }
  return t.said.certain.empty() ? Truth::open : out;
}

Truth Evaluator::holds(const Occurrence& o, const Test& t) {
  const EventView& e = *o.event;
  if (t.head == "id") {
    const std::string wanted = t.said.certain.empty() ? "" : to_string(t.said.certain.front().value);
    return turned(t, wanted == as_witness_of(o).event ? Truth::yes : Truth::no);
  }
  if (t.head == "kind") {
    const Symbol* said = said_kind(t);
    if (said == nullptr) return Truth::open;
    if (facts_.is_a(e.kind, said->id)) return turned(t, Truth::yes);
    // A parent kind of the event's may still be the more specific one; siblings are different events.
    return turned(t, facts_.is_a(said->id, e.kind) ? Truth::open : Truth::no);
  }
  const EventDef* def = schema().event(e.kind);
  if (t.head == "time" && def != nullptr && def->state) return turned(t, state_time(o, t));
  if (t.head == "time" || t.head == "from" || t.head == "to")
    return turned(t, any_of(role(o, t.head), t, t.condition.op));
  return turned(t, any_of(role_path(o, t.condition.name), t, t.condition.op));
}

Truth Evaluator::holds(std::string_view entity, const Test& t) {
  if (t.said.is_empty()) return Truth::open;
  if (t.head == "id") {
    const bool is_it = std::any_of(t.said.certain.begin(), t.said.certain.end(),
                                   [&](const Witness& s) { return to_string(s.value) == entity; });
    return turned(t, is_it ? Truth::yes : Truth::no);
  }
  if (t.head == "kind") {
    const Symbol* said = said_kind(t);
    if (said == nullptr) return Truth::open;
    if (facts_.is_kind(entity, said->id)) return turned(t, Truth::yes);
    const auto& kinds = facts_.kinds_of(entity);
    const bool excluded =
        std::any_of(kinds.begin(), kinds.end(), [&](std::string_view k) { return facts_.excludes(k, said->id); });
    return turned(t, excluded ? Truth::no : Truth::open);
  }
  Fillers f = property(entity, t.head, as_of_);
  if (!t.tail.empty()) {
    Fillers through;
    through.unknown = f.unknown;
    for (const Witness& w : f.values) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr) continue;
      const Fillers next = property(e->id, t.tail, as_of_);
      through.values.insert(through.values.end(), next.values.begin(), next.values.end());
      through.unknown = through.unknown || next.unknown || next.values.empty();
    }
    f = std::move(through);
  }
  return turned(t, any_of(f, t, t.condition.op));
}

}  // namespace saksi::oracle

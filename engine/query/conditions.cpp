#include <algorithm>

#include "core/limits.h"
#include "corpus/rank.h"
#include "engine/query/evaluator.h"

/// Whether a candidate meets a condition of a set.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// How long a state that still held when it was checked may be taken to go on.
constexpr Seconds kStateGoesOn = 366 * kDaySeconds;

/// Further apart than any zones, roundings and places of the day are.
constexpr Seconds kFarAway = 5 * kDaySeconds;

/// How far the ends of a state told so vaguely may lie from the day it is told by.
Seconds fuzz_of(Precision p) { return p < Precision::day ? unit_of(p) : 0; }

}  // namespace

Evaluator::Test Evaluator::test_of(const Condition& c) {
  Test t;
  t.condition = c;
  t.said = &answer(c.value);
  t.from_text = meaning_->constant(c.value) != nullptr;
  if (c.name.tail) {
    const Vocabulary::Property* def = vocabulary_.property(c.name.tail);
    t.steady = c.name.tail == names::kind || c.name.tail == names::klass || (def != nullptr && def->steady);
  }
  return t;
}

Evaluator::Tests Evaluator::tests(SetId s) {
  Tests out;
  const Set set = (*meaning_)[s];
  out.reserve(set.count);
  for (std::uint32_t i = 0; i < set.count; ++i) out.push_back(test_of(meaning_->condition(set, i)));
  return out;
}

Truth Evaluator::against(const Fact& fact, const Test& t, Op op) {
  if (fact.type != Fact::Type::entity || fact.event) return compare_said(fact, t, op);
  const std::uint64_t key = std::uint64_t{fact.sym.id} << 8U | static_cast<std::uint64_t>(op);
  if (const auto known = t.things.find(key); known != t.things.end()) return known->second;
  const Truth out = compare_said(fact, t, op);
  t.things.emplace(key, out);
  return out;
}

Truth Evaluator::compare_said(const Fact& fact, const Test& t, Op op) {
  Truth out = Truth::no;
  for (const Fact& s : t.said->certain) out = either(out, compare(fact, op, s, t.from_text, t.name()));
  for (const Fact& s : t.said->possible) {
    const Truth p = compare(fact, op, s, t.from_text, t.name());
    out = either(out, p == Truth::yes ? Truth::open : p);
  }
  if (t.said->cut) out = either(out, Truth::open);
  // What is in a set that may have more members is not outside it for not being listed.
  return out == Truth::no && !t.from_text && op == Op::in && !t.said->closed ? Truth::open : out;
}

Truth Evaluator::any_of(const Fillers& f, const Test& t, Op op) {
  if (op == Op::ne) return negate(any_of(f, t, Op::eq));
  if (t.said->certain.empty() && t.said->possible.empty()) return Truth::open;
  if (f.values.empty() && f.possible.empty()) return f.unknown || !f.closed ? Truth::open : Truth::no;
  bool yes = false, no = false;
  Truth out = Truth::no;
  for (const Fact& v : f.values) {
    const Truth one = against(v, t, op);
    yes = yes || one != Truth::no;
    no = no || one != Truth::yes;
    out = either(out, one);
  }
  // It has one of them, and nobody knows which.
  if (f.disputed && yes && no) return Truth::open;
  for (const Fact& v : f.possible) {
    const Truth p = against(v, t, op);
    out = either(out, p == Truth::yes ? Truth::open : p);
  }
  return out == Truth::no && f.unknown ? Truth::open : out;
}

/// Of what fills a role by itself, or of what it has as a property on a day.
Evaluator::Weighed Evaluator::weigh_filler(const Fact& filler, Test& t, Op op, const std::optional<TimeInterval>& at) {
  Weighed w;
  if (!t.condition.name.tail) {
    w.truth = against(filler, t, op);
  } else if (filler.type != Fact::Type::entity) {
    w.disputed = true;  // no property to weigh
  } else {
    const Fillers next = property(facts_.row(filler.sym), t.condition.name.tail, at);
    w.truth = Truth::no;
    for (const Fact& v : next.values) w.truth = either(w.truth, against(v, t, op));
    for (const Fact& v : next.possible) {
      const Truth p = against(v, t, op);
      w.truth = either(w.truth, p == Truth::yes ? Truth::open : p);
    }
    w.unknown = next.values.empty() && next.possible.empty();
    w.disputed = next.disputed;
  }
  return w;
}

/// Does a filler come to the same whatever the day, since all that is stated of it as the property holds for ever?
bool Evaluator::is_steady(std::uint32_t value, const Test& t) const {
  if (t.steady) return true;
  const flat::Value& v = facts_.value(value);
  const Vocabulary::Property* def = vocabulary_.property(t.condition.name.tail);
  if (v.type != flat::ValueType::entity || def == nullptr || def->stable != 0) return false;
  const Row entity = facts_.row(v.sym);
  const auto rows = facts_.statements(entity, t.condition.name.tail);
  const bool withdrawn = !facts_.withdrawn(entity).empty();
  return !rows.empty() && !withdrawn && std::none_of(rows.begin(), rows.end(), [&](Row s) {
    return (facts_.statement(s).flags & flat::has_time) != 0;
  });
}

/// The same of a value row; remembered where it is steady, since the same fillers come again and again.
Evaluator::Weighed Evaluator::weigh_filler(std::uint32_t value, Test& t, Op op, Occurrence o) {
  if (const auto known = t.fillers.find(value); known != t.fillers.end()) return known->second;
  const Weighed w = weigh_filler(fact_of(facts_.value(value)), t, op, when(o));
  if (is_steady(value, t)) t.fillers.emplace(value, w);
  return w;
}

/// The same as any_of(role_path(...)), without making the fillers, where the event tells them itself.
Truth Evaluator::holds_of_role(Occurrence o, Test& t) {
  const flat::Event& e = facts_.event(o.event);
  const Path name = t.condition.name;
  const Op op = t.condition.op == Op::ne ? Op::eq : t.condition.op;
  const auto turn = [&](Truth x) { return t.condition.op == Op::ne ? negate(x) : x; };
  const auto slowly = [&] { return any_of(role_path(o, name), t, t.condition.op); };
  if (o.by != 0) return slowly();
  if (t.said->certain.empty() && t.said->possible.empty()) return Truth::open;
  const bool unknown = left_open(e, name.head);
  std::size_t told = 0, empty = 0;
  Truth out = Truth::no;
  for (const flat::Role& r : facts_.roles(e)) {
    if (r.role != name.head) continue;
    ++told;
    if (t.fillers.count(r.value) == 0 && !is_steady(r.value, t)) return slowly();
    const Weighed w = weigh_filler(r.value, t, op, o);
    if (w.disputed) return slowly();
    empty += w.unknown ? 1 : 0;
    out = either(out, w.truth);
  }
  if (told == 0 && !t.steady) return slowly();
  if (told > 1 && vocabulary_.role(name.head).through) return slowly();  // some of them may not have done it
  if (told == 0) {
    const Vocabulary::Usage usage = vocabulary_.role(name.head);
    if (usage.through) return slowly();
    return recorded(e, name.head) && !unknown ? turn(Truth::no) : turn(Truth::open);
  }
  if (told > 1) {
    const Vocabulary::EventKind* def = vocabulary_.event(e.kind);
    const Vocabulary::Role* described = def == nullptr ? nullptr : def->role(name.head);
    if (described == nullptr || !described->many) return slowly();  // sources tell it differently
  }
  // Nobody knows what the property of a filler is.
  if (name.tail && empty == told) return turn(Truth::open);
  return turn(out == Truth::no && (unknown || empty > 0) ? Truth::open : out);
}

Truth Evaluator::state_time(Occurrence o, const Test& t) {
  const auto state = when(o);
  if (!state) return Truth::open;
  const Op op = t.condition.op;
  const flat::Event& e = facts_.event(o.event);
  Truth out = Truth::no;
  for (const Fact& s : t.said->certain) {
    if (!s.is_time()) return Truth::open;
    if (op != Op::eq && op != Op::in) {
      out = either(out, compare(time(o), op, s, t.from_text, names::time));
      continue;
    }
    const TimeInterval asked = s.said != nullptr             ? clocks_.to_utc(*s.said)
                               : s.type == Fact::Type::event ? s.moment.when
                                                             : s.moment.stretch();
    if (!state->overlaps(asked)) continue;
    const Seconds fuzz = fuzz_of(static_cast<Precision>(e.precision));
    const bool open_ended = (e.flags & flat::open_ended) != 0;
    TimeInterval certain{state->begin + fuzz, open_ended ? kEnd : state->end - fuzz};
    for (const flat::Role& r : facts_.roles(e)) {
      // Of ends that sources tell differently, the narrowest stretch is certain.
      const flat::Value& v = facts_.value(r.value);
      if (v.type != flat::ValueType::date) continue;
      if (r.role == names::from) certain.begin = std::max<Seconds>(certain.begin, v.end + kDaySeconds);
      if (r.role == names::to) certain.end = std::min<Seconds>(certain.end, v.begin - kDaySeconds);
    }
    const bool wide = asked.end - asked.begin > kDaySeconds;
    Truth one = asked.within(certain) || (wide && certain.overlaps(asked)) ? Truth::yes : Truth::open;
    if (one == Truth::yes && open_ended)
      for (const flat::Citation& c : facts_.citations(e.citations))
        if (c.checked_end != 0 && asked.begin > c.checked_end + kStateGoesOn) one = Truth::open;
    out = either(out, one);
  }
  return t.said->certain.empty() ? Truth::open : out;
}

/// Does an event of which one plain time is told lie days away from the one date that is said? A shortcut past the zones.
bool Evaluator::is_elsewhen(Occurrence o, const Test& t) const {
  const Fact* said = t.from_text && t.is_equality() ? t.one() : nullptr;
  if (said == nullptr || said->said == nullptr || o.by != 0) return false;
  const Date& date = *said->said;
  if (date.approximate || date.clock_only || date.year_inferred || date.zone == "local") return false;
  const flat::Event& e = facts_.event(o.event);
  if ((e.flags & flat::has_time) == 0 || (e.told.flags & flat::told_approximate) != 0) return false;
  const TimeInterval far{date.civil.begin - kFarAway, date.civil.end + kFarAway};
  if (far.overlaps(clamp({e.begin, e.end}))) return false;
  const auto roles = facts_.roles(e);
  return std::none_of(roles.begin(), roles.end(), [](const flat::Role& r) { return r.role == names::time; });
}

Truth Evaluator::holds(Occurrence o, Test& t) {
  ++steps_;
  const Sym head = t.condition.name.head;
  const auto turn = [&](Truth x) { return t.condition.negated ? negate(x) : x; };
  const flat::Event& e = facts_.event(o.event);
  if (head == names::id) {
    const bool same = !t.said->certain.empty() && meaning_->text(t.said->certain.front().sym) == id_of(o);
    return turn(same ? Truth::yes : Truth::no);
  }
  if (head == names::kind) {
    const Fact* said = t.said->certain.empty() ? nullptr : &t.said->certain.front();
    if (said == nullptr || said->type != Fact::Type::symbol) return Truth::open;
    if (facts_.is_a(e.kind, said->sym)) return turn(Truth::yes);
    // A parent kind of the event's may still be the more specific one; siblings are different events.
    return turn(facts_.is_a(said->sym, e.kind) ? Truth::open : Truth::no);
  }
  if (head == names::time && vocabulary_.is_state(e.kind)) return turn(state_time(o, t));
  if (head == names::time && is_elsewhen(o, t)) return turn(Truth::no);
  if (head == names::time || head == names::from || head == names::to)
    return turn(any_of(role(o, head), t, t.condition.op));
  return turn(holds_of_role(o, t));
}

Truth Evaluator::holds(Row entity, Test& t) {
  ++steps_;
  const auto turn = [&](Truth x) { return t.condition.negated ? negate(x) : x; };
  if (t.said->certain.empty() && t.said->possible.empty()) return Truth::open;
  const Sym head = t.condition.name.head;
  if (head == names::id) {
    Truth out = Truth::no;
    for (const Fact& s : t.said->certain)
      out = either(out, s.sym && meaning_->text(s.sym) == facts_.text(facts_.entity(entity)) ? Truth::yes : Truth::no);
    return turn(out);
  }
  if (head == names::kind) {
    const Fact* said = t.said->certain.empty() ? nullptr : &t.said->certain.front();
    if (said == nullptr || said->type != Fact::Type::symbol) return Truth::open;
    if (facts_.is_kind(entity, said->sym)) return turn(Truth::yes);
    const auto kinds = facts_.stated_kinds(entity);
    const bool excluded =
        std::any_of(kinds.begin(), kinds.end(), [&](std::uint32_t k) { return facts_.excludes({k}, said->sym); });
    return turn(excluded ? Truth::no : Truth::open);
  }
  Fillers f = property(entity, t.condition.name.head, as_of_);
  if (t.condition.name.tail) {
    Fillers through;
    through.unknown = f.unknown;
    for (const Fact& v : f.values) {
      if (v.type != Fact::Type::entity || !facts_.is_entity(v.sym)) continue;
      const Fillers next = property(facts_.row(v.sym), t.condition.name.tail, as_of_);
      through.values.insert(through.values.end(), next.values.begin(), next.values.end());
      through.unknown = through.unknown || next.unknown || next.values.empty();
    }
    f = std::move(through);
  }
  return turn(any_of(f, t, t.condition.op));
}

}  // namespace saksi::engine

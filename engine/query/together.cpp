#include <algorithm>

#include "engine/query/evaluator.h"

/// Conditions of a set that speak of the same filler, or of fillers that belong together: an American woman is one person,
/// and who owns one of two satellites did not launch the other.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

bool is_of_the_event(Sym head) {
  return head == names::id || head == names::kind || head == names::time || head == names::from || head == names::to;
}

}  // namespace

/// Does a filler of a role meet all that is said of what fills it? With its value row, if it has one.
Truth Evaluator::meets_all(const Fact& filler, std::uint32_t value, Sym role, Tests& where, Occurrence o) {
  Truth out = Truth::yes;
  for (Test& t : where) {
    if (t.condition.name.head != role || !t.condition.name.tail || !t.is_equality()) continue;
    const Op op = t.condition.op;
    const Weighed w = value == flat::kNone ? weigh_filler(filler, t, op, when(o)) : weigh_filler(value, t, op, o);
    out = both(out, w.truth == Truth::no && (w.unknown || w.disputed) ? Truth::open : w.truth);
  }
  return out;
}

/// Where several things are said of what fills a role that has several fillers: is there one of whom they all hold?
Truth Evaluator::jointly(Occurrence o, Tests& where) {
  Truth out = Truth::yes;
  const flat::Event& e = facts_.event(o.event);
  for (std::size_t i = 0; i < where.size(); ++i) {
    const Sym role = where[i].condition.name.head;
    const auto same = [&](const Test& t) {
      return t.condition.name.head == role && t.condition.name.tail && t.is_equality();
    };
    if (is_of_the_event(role) || !same(where[i]) ||
        std::any_of(where.begin(), where.begin() + static_cast<std::ptrdiff_t>(i), same))
      continue;
    if (std::count_if(where.begin(), where.end(), same) < 2) continue;
    const Sym own = o.by == 0 ? role : vocabulary_.implication(o.by).source_of(role);
    Truth any = Truth::no;
    std::size_t told = 0;
    for (const flat::Role& r : facts_.roles(e)) {
      if (r.role != own) continue;
      ++told;
      any = either(any, meets_all(fact_of(facts_.value(r.value)), r.value, role, where, o));
    }
    if (told < 2) continue;
    out = both(out, any == Truth::no && left_open(e, own) ? Truth::open : any);
  }
  return out;
}

/// Is somebody who or whose country, of whom or what has a thing as a property of the role's name, or made it?
bool Evaluator::has_to_do_with(Sym entity, Sym role, Sym who) {
  if (!facts_.is_entity(entity) || !facts_.is_entity(who)) return false;
  const Row row = facts_.row(entity);
  const auto countries = facts_.countries(row);
  if (entity == who || std::find(countries.begin(), countries.end(), facts_.row(who)) != countries.end()) return true;
  const auto by = [&](Sym name) {
    const Fillers f = property(row, name, std::nullopt);
    return std::any_of(f.values.begin(), f.values.end(), [&](const Fact& v) {
      return v.type == Fact::Type::entity && within(v.sym, who, name) == Truth::yes;
    });
  };
  const auto makers = vocabulary_.makers();
  return by(role) || std::any_of(makers.begin(), makers.end(), by);
}

/// Of several things that an event was about, one is meant: did somebody in a role have to do with that one, or with the
/// event as a whole? Not known, where that one has to do with another of the things alone.
Truth Evaluator::credited(Occurrence o, Sym of, Sym meant, Sym role, Sym who) {
  const Sym own = o.by == 0 ? of : vocabulary_.implication(o.by).source_of(of);
  const auto concerns = [&](Sym entity) { return has_to_do_with(entity, role, who); };
  bool others = false, theirs = concerns(meant);
  for (const flat::Role& r : facts_.roles(facts_.event(o.event))) {
    const flat::Value& v = facts_.value(r.value);
    // That somebody is told in the role itself does not say of which thing.
    if (v.type != flat::ValueType::entity || r.role == role || within(v.sym, meant, of) == Truth::yes) continue;
    (r.role == own ? others : theirs) = (r.role == own ? others : theirs) || concerns(v.sym);
  }
  return others && !theirs ? Truth::open : Truth::yes;
}

/// The one thing that a set names as what its events are known by.
const Evaluator::Test* Evaluator::thing_named(const Tests& where) const {
  const auto found = std::find_if(where.begin(), where.end(), [&](const Test& t) {
    return t.is_equality() && !t.condition.name.tail && t.one() != nullptr && t.one()->type == Fact::Type::entity &&
           vocabulary_.has(t.condition.name.head, role_identifies);
  });
  return found == where.end() ? nullptr : &*found;
}

Truth Evaluator::credited(Occurrence o, Tests& where) {
  const Test* thing = thing_named(where);
  if (thing == nullptr) return Truth::yes;
  Truth out = Truth::yes;
  for (const Test& t : where) {
    const Sym role = t.condition.name.head;
    if (!t.is_equality() || !vocabulary_.role(role).through || t.one() == nullptr ||
        t.one()->type != Fact::Type::entity)
      continue;
    out = both(out, credited(o, thing->condition.name.head, thing->one()->sym, role, t.one()->sym));
  }
  return out;
}

/// What fills a role of an event that is told by what fills it: those of whom it holds, of several.
void Evaluator::keep_those_meant(Fillers& f, Occurrence o, SetId s, Sym role) {
  if (f.values.size() < 2) return;
  Tests where = tests(s);
  if (const Test* thing = vocabulary_.role(role).through ? thing_named(where) : nullptr) {
    std::vector<Fact> theirs;
    for (const Fact& v : f.values) {
      const bool sure = v.type != Fact::Type::entity ||
                        credited(o, thing->condition.name.head, thing->one()->sym, role, v.sym) == Truth::yes;
      (sure ? theirs : f.possible).push_back(v);
    }
    f.values = std::move(theirs);
  }
  const auto says = [&](const Test& t) {
    return t.condition.name.head == role && t.condition.name.tail && t.is_equality();
  };
  if (std::none_of(where.begin(), where.end(), says)) return;
  std::vector<Fact> kept;
  for (const Fact& v : f.values) {
    const Truth t = meets_all(v, flat::kNone, role, where, o);
    if (t == Truth::yes) kept.push_back(v);
    if (t == Truth::open) f.possible.push_back(v);
  }
  f.values = std::move(kept);
}

}  // namespace saksi::engine

#include <algorithm>

#include "engine/query/evaluator.h"
#include "engine/truth/geodesic.h"

/// Whether one thing is, lies in or belongs to another, and when two exclude each other.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// Launch sites and the like that lie nearer than this may be told for one another (Cape Canaveral and Merritt Island).
constexpr double kNeighboursKm = 40;

bool contains(std::span<const std::uint32_t> all, std::uint32_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool Evaluator::above(Row entity, Row other) const { return contains(facts_.above(entity), other); }

double Evaluator::near_km(Row a, Row b) const {
  if (!coordinates(a) || !coordinates(b)) return -1;
  const flat::Place &x = facts_.place(a), &y = facts_.place(b);
  return haversine_km(x.latitude, x.longitude, y.latitude, y.longitude);
}

/// Did a state begin by an event in which one that is no more took another part, as what it became independent of?
bool Evaluator::came_out_of(Row state, Row other) const {
  if (!vocabulary_.has(other, kind_gone)) return false;
  for (const Sym role : begin_roles_) {
    for (const Row i : facts_.events_of_filler(role, facts_.entity(state))) {
      const flat::Event& e = facts_.event(i);
      const Vocabulary::EventKind* def = vocabulary_.event(e.kind);
      if (def == nullptr || def->def->begins != facts_.text(role)) continue;
      const auto roles = facts_.roles(e);
      if (std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
            const flat::Value& v = facts_.value(r.value);
            return r.role != role && v.type == flat::ValueType::entity && v.sym == facts_.entity(other);
          }))
        return true;
    }
  }
  return false;
}

bool Evaluator::polities_apart(Row a, Row b, bool as_places) const {
  if (a == b) return false;
  const auto over_a = facts_.above(a), over_b = facts_.above(b);
  if (contains(over_a, b) || contains(over_b, a)) return false;
  // A state that another continues is not apart from it: what was Soviet may be told as Russian.
  for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)})
    for (const Sym continues : vocabulary_.continues())
      for (const Row s : facts_.statements(x, continues))
        if (facts_.value(facts_.statement(s).value).sym == facts_.entity(y)) return false;
  // Nor is one that came out of it: Zenit was a Soviet rocket before it was a Ukrainian one.
  if (came_out_of(a, b) || came_out_of(b, a)) return false;
  const bool gone = vocabulary_.has(a, kind_gone) || vocabulary_.has(b, kind_gone);
  if (!as_places || !gone) return true;
  return !over_a.empty() && !over_b.empty() &&
         std::none_of(over_a.begin(), over_a.end(), [&](std::uint32_t c) { return contains(over_b, c); });
}

/// Each country of the one is apart from each of the other: Russia lies in two continents, a launch site may have been in
/// two states.
bool Evaluator::countries_apart(Row a, Row b, bool as_places) const {
  const auto x = facts_.countries(a), y = facts_.countries(b);
  return std::all_of(x.begin(), x.end(), [&](Row c) {
    return std::all_of(y.begin(), y.end(), [&](Row d) { return polities_apart(c, d, as_places); });
  });
}

bool Evaluator::agents_apart(Row fact, Row said) const {
  return !facts_.countries(fact).empty() && !facts_.countries(said).empty() && countries_apart(fact, said, false);
}

bool Evaluator::places_apart(Row fact, Row said) const {
  const auto chain = [&](Row entity) {
    std::vector<Row> out{entity};
    const auto up = facts_.above(entity);
    out.insert(out.end(), up.begin(), up.end());
    return out;
  };
  // What lies on one side of a world does not lie on the other.
  const auto side = [&](Row place) {
    for (const Row s : facts_.statements(place, names::side_of)) {
      const flat::Value& v = facts_.value(facts_.statement(s).value);
      if (v.type == flat::ValueType::entity) return v.sym;
    }
    return Sym{};
  };
  const std::vector<Row> f = chain(fact), s = chain(said);
  for (const Row x : f) {
    for (const Row y : s) {
      if (x == y || above(x, y) || above(y, x)) continue;
      const Sym polity = vocabulary_.polity();
      if (polity && facts_.is_kind(x, polity) && facts_.is_kind(y, polity)) {
        if (countries_apart(fact, said, true)) return true;
        continue;
      }
      const Sym half = side(x);
      if (half && half == side(y)) return true;
      if (!vocabulary_.share(x, y, kind_apart_ground)) continue;
      // What both lie in sets neither apart.
      if (contains(s, x) || contains(f, y)) continue;
      const double km = near_km(x, y);
      if (km >= 0 && km < kNeighboursKm) continue;
      return true;
    }
  }
  return false;
}

bool Evaluator::exclusive(Row fact, Row said, Sym property) const {
  if (vocabulary_.share(fact, said, kind_apart)) return true;
  const auto kinds_apart = [&] {
    const auto fk = facts_.stated_kinds(fact), sk = facts_.stated_kinds(said);
    return std::any_of(fk.begin(), fk.end(), [&](std::uint32_t a) {
      return std::any_of(sk.begin(), sk.end(), [&](std::uint32_t b) { return facts_.disjoint({a}, {b}); });
    });
  };
  if (vocabulary_.share(fact, said, kind_by_kind)) return kinds_apart();
  const bool places = vocabulary_.is_place(fact) && vocabulary_.is_place(said);
  const bool agents = vocabulary_.is_agent(fact) && vocabulary_.is_agent(said);
  if (agents && !(places && vocabulary_.has(property, role_place))) {
    if (agents_apart(fact, said)) return true;
    const Vocabulary::Property* def = vocabulary_.property(property);
    return def != nullptr && def->siblings && facts_.is_kind(fact, def->siblings) &&
           facts_.is_kind(said, def->siblings);
  }
  if (places) return places_apart(fact, said);
  // A craft of one mission is not of another.
  for (const auto& [stand_in, others] : vocabulary_.stand_ins()) {
    const auto apart = vocabulary_.kinds_with(kind_apart);
    if (!facts_.is_kind(said, stand_in) || std::find(apart.begin(), apart.end(), stand_in) == apart.end()) continue;
    if (!vocabulary_.has(said, kind_loose)) continue;
    if (std::none_of(others.begin(), others.end(), [&](Sym k) { return facts_.is_kind(fact, k); })) continue;
    const auto up = facts_.above(fact);
    return std::any_of(up.begin(), up.end(), [&, kind = stand_in](Row m) { return facts_.is_kind(m, kind); });
  }
  // A thing of one sort is none of another; the sorts that stand for each other in prose stay open.
  if (vocabulary_.has(fact, kind_loose) || vocabulary_.has(said, kind_loose)) return false;
  return kinds_apart();
}

Truth Evaluator::within(Sym fact, Sym said, Sym property) const {
  if (fact == said) return Truth::yes;
  // Who was founded, born or dissolved is that one itself: NASDA's end is not Japan's.
  if (vocabulary_.has(property, role_itself)) return Truth::no;
  const Vocabulary::Half *x = vocabulary_.half(fact), *y = vocabulary_.half(said);
  if (!facts_.is_entity(fact) || !facts_.is_entity(said)) return Truth::open;
  const Row f = facts_.row(fact), s = facts_.row(said);
  if (above(f, s)) return Truth::yes;
  if (above(s, f)) return Truth::open;
  if (x != nullptr || y != nullptr)
    return x != nullptr && y != nullptr && x->latitude == y->latitude ? Truth::no : Truth::open;
  return exclusive(f, s, property) && !namesakes(f, s) ? Truth::no : Truth::open;
}

/// Do two things bear one name, where they lie left aside? Who says it may mean either: "Victoria", of that in British
/// Columbia too.
bool Evaluator::namesakes(Row a, Row b) const {
  const auto bare = [&](const flat::Name& n) {
    const std::string_view text = facts_.text(n.text);
    return text.substr(0, text.find(", "));
  };
  const auto own = facts_.names_of(a), others = facts_.names_of(b);
  return std::any_of(own.begin(), own.end(), [&](const flat::Name& x) {
    return std::any_of(others.begin(), others.end(), [&](const flat::Name& y) { return bare(x) == bare(y); });
  });
}

}  // namespace saksi::engine

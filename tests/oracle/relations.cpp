#include <algorithm>

#include "engine/truth/geodesic.h"
#include "tests/oracle/evaluator.h"

/// Whether one thing is, lies in or belongs to another, and when two exclude each other.
namespace saksi::oracle {
namespace {

/// Launch sites and the like that lie nearer than this may be told for one another (Cape Canaveral and Merritt Island).
constexpr double kNeighboursKm = 40;

template <class C, class One>
bool contains(const C& all, const One& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

double Evaluator::near_km(std::string_view a, std::string_view b) const {
  const auto x = coordinates(a), y = coordinates(b);
  return x && y ? engine::haversine_km(x->latitude, x->longitude, y->latitude, y->longitude) : -1;
}

/// Did a state begin by an event in which one that is no more took another part, as what it became independent of?
bool Evaluator::came_out_of(std::string_view state, std::string_view other) const {
  if (!facts_.has(other, kind_gone)) return false;
  const auto& all = facts_.events_with(state);
  return std::any_of(all.begin(), all.end(), [&](const EventView* e) {
    const EventDef* def = schema().event(e->kind);
    if (def == nullptr || def->begins.empty() || !Facts::has_filler(*e, def->begins, state)) return false;
    return std::any_of(e->roles.begin(), e->roles.end(), [&](const RoleValue& r) {
      return r.role != def->begins && r.value == Value(Entity{std::string(other)});
    });
  });
}

bool Evaluator::polities_apart(std::string_view a, std::string_view b, bool as_places) const {
  if (a == b || facts_.is_above(b, a) || facts_.is_above(a, b)) return false;
  // A state that another continues is not apart from it: what was Soviet may be told as Russian.
  for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
    for (const PropertyDef& p : schema().properties) {
      if ((p.traits & property_continues) == 0) continue;
      for (const StatementView* s : facts_.stated(x, p.id))
        if (s->value == Value(Entity{std::string(y)})) return false;
    }
  }
  // Nor is one that came out of it: Zenit was a Soviet rocket before it was a Ukrainian one.
  if (came_out_of(a, b) || came_out_of(b, a)) return false;
  const bool gone = facts_.has(a, kind_gone) || facts_.has(b, kind_gone);
  if (!as_places || !gone) return true;
  const auto &over_a = facts_.above(a), &over_b = facts_.above(b);
  return !over_a.empty() && !over_b.empty() &&
         std::none_of(over_a.begin(), over_a.end(), [&](const std::string& c) { return contains(over_b, c); });
}

/// Each country of the one is apart from each of the other: Russia lies in two continents, a launch site may have been in
/// two states.
bool Evaluator::countries_apart(std::string_view a, std::string_view b, bool as_places) const {
  const auto x = facts_.countries(a), y = facts_.countries(b);
  return std::all_of(x.begin(), x.end(), [&](const std::string& c) {
    return std::all_of(y.begin(), y.end(), [&](const std::string& d) { return polities_apart(c, d, as_places); });
  });
}

bool Evaluator::places_apart(std::string_view fact, std::string_view said) const {
  const auto chain = [&](std::string_view e) {
    std::vector<std::string> out{std::string(e)};
    out.insert(out.end(), facts_.above(e).begin(), facts_.above(e).end());
    return out;
  };
  // What lies on one side of a world does not lie on the other.
  const auto side = [&](std::string_view place) -> std::string {
    for (const StatementView* s : facts_.stated(place, "side_of"))
      if (const auto* body = std::get_if<Entity>(&s->value)) return body->id;
    return {};
  };
  const auto f = chain(fact), s = chain(said);
  for (const std::string& x : f) {
    for (const std::string& y : s) {
      if (x == y || facts_.is_above(y, x) || facts_.is_above(x, y)) continue;
      if (facts_.is_kind(x, kPolity) && facts_.is_kind(y, kPolity)) {
        if (countries_apart(fact, said, true)) return true;
        continue;
      }
      const std::string half = side(x);
      if (!half.empty() && half == side(y)) return true;
      // What both lie in sets neither apart.
      if (!facts_.share(x, y, kind_apart_ground) || contains(s, x) || contains(f, y)) continue;
      const double km = near_km(x, y);
      if (km < 0 || km >= kNeighboursKm) return true;
    }
  }
  return false;
}

bool Evaluator::kinds_apart(std::string_view a, std::string_view b) const {
  const auto &x = facts_.kinds_of(a), &y = facts_.kinds_of(b);
  return std::any_of(x.begin(), x.end(), [&](std::string_view k) {
    return std::any_of(y.begin(), y.end(), [&](std::string_view l) { return facts_.disjoint(k, l); });
  });
}

bool Evaluator::exclusive(std::string_view fact, std::string_view said, std::string_view property) const {
  if (facts_.share(fact, said, kind_apart)) return true;
  // Solid fuel is not liquid; which liquid it is may be told more or less closely.
  if (facts_.share(fact, said, kind_by_kind)) return kinds_apart(fact, said);
  const auto both_are = [&](std::string_view kind) { return facts_.is_kind(fact, kind) && facts_.is_kind(said, kind); };
  if (both_are(kAgent) && !(both_are(kPlace) && facts_.has_role_trait(property, role_place))) {
    const bool known = !facts_.countries(fact).empty() && !facts_.countries(said).empty();
    if (known && countries_apart(fact, said, false)) return true;
    const PropertyDef* def = schema().property(property);
    return def != nullptr && !def->siblings.empty() && both_are(def->siblings);
  }
  if (both_are(kPlace)) return places_apart(fact, said);
  // A craft of one mission is not of another.
  for (const KindDef& k : schema().kinds) {
    if ((k.traits & kind_apart) == 0 || !facts_.is_kind(said, k.id) || !facts_.has(said, kind_loose)) continue;
    if (std::none_of(k.stands_for.begin(), k.stands_for.end(),
                     [&](const std::string& other) { return facts_.is_kind(fact, other); }))
      continue;
    const auto& up = facts_.above(fact);
    return std::any_of(up.begin(), up.end(), [&](const std::string& m) { return facts_.is_kind(m, k.id); });
  }
  // A thing of one sort is none of another; the sorts that stand for each other in prose stay open.
  return !facts_.has(fact, kind_loose) && !facts_.has(said, kind_loose) && kinds_apart(fact, said);
}

Truth Evaluator::within(std::string_view fact, std::string_view said, std::string_view property) const {
  if (fact == said) return Truth::yes;
  // Who was founded, born or dissolved is that one itself: NASDA's end is not Japan's.
  if (facts_.has_role_trait(property, role_itself)) return Truth::no;
  if (facts_.is_above(said, fact)) return Truth::yes;
  if (facts_.is_above(fact, said)) return Truth::open;
  const auto half = [&](std::string_view e) -> const Half* {
    for (const Half& h : schema().halves)
      if (h.id == e) return &h;
    return nullptr;
  };
  const Half *x = half(fact), *y = half(said);
  if (x != nullptr || y != nullptr)
    return x != nullptr && y != nullptr && x->latitude == y->latitude ? Truth::no : Truth::open;
  return exclusive(fact, said, property) && !facts_.namesakes(fact, said) ? Truth::no : Truth::open;
}

}  // namespace saksi::oracle

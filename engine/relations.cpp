#include <algorithm>
#include <array>
#include <deque>

#include "engine/geodesic.h"
#include "engine/world.h"

namespace saksi::engine {
namespace {

/// The properties that lead from a thing of a kind to what it belongs to.
struct Edge {
  std::string_view kind;
  std::string_view property;
};
constexpr std::array<Edge, 13> kEdges = {{{"place", "located_in"},
                                          {"place", "country"},
                                          {"agent", "country"},
                                          {"person", "nationality"},
                                          {"vehicle", "variant_of"},
                                          {"vehicle", "family"},
                                          {"missile", "variant_of"},
                                          {"missile", "family"},
                                          {"vehicle-stage", "part_of"},
                                          {"spacecraft", "parent_mission"},
                                          {"spacecraft", "part_of"},
                                          {"mission", "parent_mission"},
                                          {"mission", "part_of"}}};

/// Two different places of one of these kinds share no ground.
constexpr std::array<std::string_view, 10> kLevels = {"continent", "region",   "city",  "launch-site",  "island",
                                                      "port",      "building", "ocean", "missile-base", "polity"};

/// Launch sites and the like that lie nearer than this may be told for one another (Cape Canaveral and Merritt Island).
constexpr double kNeighboursKm = 40;

bool place_role(std::string_view property) {
  constexpr std::array<std::string_view, 6> kRoles = {"site", "place", "located_in", "seat", "capital", "side_of"};
  return std::find(kRoles.begin(), kRoles.end(), property) != kRoles.end();
}

template <class C>
bool has(const C& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool World::is_kind(std::string_view entity, std::string_view kind) const {
  const auto kinds = facts.kinds_of(entity);
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view k) { return facts.schema().is_a(k, kind); });
}

const std::vector<std::string>& World::above(std::string_view id) const {
  const auto found = above_.find(std::string(id));
  if (found != above_.end()) return found->second;
  std::vector<std::string> out;
  std::deque<std::string> open{std::string(id)};
  while (!open.empty()) {
    const std::string at = std::move(open.front());
    open.pop_front();
    for (const Edge& e : kEdges) {
      if (!is_kind(at, e.kind)) continue;
      // A country's own country row, where it has one, leads nowhere new.
      for (const StatementView& s : facts.statements(at, e.property)) {
        const auto* up = std::get_if<Entity>(&s.value);
        if (up == nullptr || up->id == id || has(out, up->id)) continue;
        out.push_back(up->id);
        open.push_back(up->id);
      }
    }
  }
  return above_.emplace(std::string(id), std::move(out)).first->second;
}

std::vector<std::string> World::below(std::string_view entity) const {
  std::vector<std::string> out;
  std::deque<std::string> open{std::string(entity)};
  while (!open.empty()) {
    const std::string at = std::move(open.front());
    open.pop_front();
    for (const std::string_view p : {"parent_mission", "part_of", "variant_of", "family"}) {
      for (const StatementView& s : facts.statements_of_value(p, at)) {
        if (s.subject == entity || has(out, s.subject)) continue;
        out.emplace_back(s.subject);
        open.emplace_back(s.subject);
      }
    }
  }
  return out;
}

std::vector<std::string> World::countries(std::string_view entity) const {
  std::vector<std::string> out;
  if (is_kind(entity, "polity")) return {std::string(entity)};
  for (const std::string& up : above(entity)) {
    if (is_kind(up, "polity")) out.push_back(up);
  }
  return out;
}

double World::near_km(std::string_view a, std::string_view b) const {
  const auto x = coordinates(a, nullptr);
  const auto y = coordinates(b, nullptr);
  if (!x || !y) return -1;
  return haversine_km(x->first, x->second, y->first, y->second);
}

bool World::polities_apart(std::string_view a, std::string_view b, bool as_places) const {
  if (a == b) return false;
  const auto& over_a = above(a);
  const auto& over_b = above(b);
  if (has(over_a, b) || has(over_b, a)) return false;
  // A state that another continues is not apart from it: what was Soviet may be told as Russian.
  for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
    for (const StatementView& s : facts.statements(x, "predecessor")) {
      const auto* e = std::get_if<Entity>(&s.value);
      if (e != nullptr && e->id == y) return false;
    }
  }
  const bool former = is_kind(a, "former-country") || is_kind(b, "former-country");
  if (as_places && former) {
    return !over_a.empty() && !over_b.empty() &&
           std::none_of(over_a.begin(), over_a.end(), [&](const std::string& c) { return has(over_b, c); });
  }
  return true;
}

bool World::exclusive(std::string_view fact, std::string_view said, std::string_view property) const {
  const auto both_are = [&](std::string_view kind) { return is_kind(fact, kind) && is_kind(said, kind); };
  for (const std::string_view kind : {"person", "body", "vehicle", "missile", "spacecraft", "mission", "office",
                                      "treaty", "profession", "vehicle-stage"}) {
    if (both_are(kind)) return true;
  }
  if (both_are("substance")) {
    // Solid is not liquid; which liquid it is may be told more or less closely.
    return (is_kind(fact, "solid-fuel") && is_kind(said, "liquid-fuel")) ||
           (is_kind(fact, "liquid-fuel") && is_kind(said, "solid-fuel"));
  }
  const bool places = is_kind(fact, "place") && is_kind(said, "place");
  const bool agents = is_kind(fact, "agent") && is_kind(said, "agent");
  if (agents && !(places && place_role(property))) {
    const auto f = countries(fact);
    const auto s = countries(said);
    const bool apart = !f.empty() && !s.empty() && std::all_of(f.begin(), f.end(), [&](const std::string& x) {
      return std::all_of(s.begin(), s.end(), [&](const std::string& y) { return polities_apart(x, y, false); });
    });
    if (apart) return true;
    return both_are("company") || both_are("space-agency") || (property == "manufacturer" && both_are("organisation"));
  }
  if (places) {
    std::vector<std::string> f{std::string(fact)};
    std::vector<std::string> s{std::string(said)};
    f.insert(f.end(), above(fact).begin(), above(fact).end());
    s.insert(s.end(), above(said).begin(), above(said).end());
    for (const std::string& x : f) {
      for (const std::string& y : s) {
        if (x == y || has(above(x), y) || has(above(y), x)) continue;
        if (is_kind(x, "polity") && is_kind(y, "polity")) {
          // Each country of the one must be apart from each of the other: Russia lies in two continents, a launch
          // site may have been in two states.
          const auto fc = countries(fact);
          const auto sc = countries(said);
          const bool apart = std::all_of(fc.begin(), fc.end(), [&](const std::string& c) {
            return std::all_of(sc.begin(), sc.end(), [&](const std::string& d) { return polities_apart(c, d, true); });
          });
          if (apart) return true;
          continue;
        }
        // What lies on one side of a world does not lie on the other.
        const auto side = [&](const std::string& place) {
          for (const StatementView& st : facts.statements(place, "side_of")) {
            if (const auto* body = std::get_if<Entity>(&st.value)) return body->id;
          }
          return std::string();
        };
        const std::string half = side(x);
        if (!half.empty() && half == side(y)) return true;
        const bool level = std::any_of(kLevels.begin(), kLevels.end(),
                                       [&](std::string_view k) { return is_kind(x, k) && is_kind(y, k); });
        if (!level) continue;
        if (is_kind(x, "continent") && (has(s, x) || has(f, y))) continue;
        const double km = near_km(x, y);
        if (km >= 0 && km < kNeighboursKm) continue;
        return true;
      }
    }
    return false;
  }
  if (is_kind(fact, "spacecraft") && is_kind(said, "mission")) {
    return std::any_of(above(fact).begin(), above(fact).end(),
                       [&](const std::string& m) { return is_kind(m, "mission"); });
  }
  // A thing of one sort is none of another; the sorts that stand for each other in prose stay open.
  const auto loose = [&](std::string_view e) {
    return is_kind(e, "programme") || is_kind(e, "mission") || is_kind(e, "substance") || is_kind(e, "agent") ||
           is_kind(e, "place");
  };
  if (loose(fact) || loose(said)) return false;
  const auto fk = facts.kinds_of(fact);
  const auto sk = facts.kinds_of(said);
  return !fk.empty() && !sk.empty() && std::any_of(fk.begin(), fk.end(), [&](std::string_view a) {
    return std::any_of(sk.begin(), sk.end(), [&](std::string_view b) { return facts.schema().disjoint(a, b); });
  });
}

Truth World::within(std::string_view fact, std::string_view said, std::string_view property) const {
  if (fact == said) return Truth::yes;
  // Who was founded, born or dissolved is that one itself: NASDA's end is not Japan's.
  if (property == "entity" || property == "person" || property == "of") return Truth::no;
  if (has(above(fact), said)) return Truth::yes;
  if (has(above(said), fact)) return Truth::open;
  // The halves of the globe, as located_in gives them from coordinates.
  const auto hemisphere = [](std::string_view e) { return e.ends_with("-hemisphere"); };
  if (hemisphere(fact) || hemisphere(said)) {
    const bool opposite = (fact.starts_with("north") && said.starts_with("south")) ||
                          (fact.starts_with("south") && said.starts_with("north")) ||
                          (fact.starts_with("east") && said.starts_with("west")) ||
                          (fact.starts_with("west") && said.starts_with("east"));
    return hemisphere(fact) && hemisphere(said) && opposite ? Truth::no : Truth::open;
  }
  return exclusive(fact, said, property) ? Truth::no : Truth::open;
}

}  // namespace saksi::engine

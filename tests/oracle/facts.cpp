#include "tests/oracle/facts.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "core/limits.h"

namespace saksi::oracle {
namespace {

template <class All, class One>
bool contains(const All& all, const One& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

const std::string* entity_in(const notation::Value& v) {
  const auto* e = std::get_if<notation::Entity>(&v);
  return e == nullptr ? nullptr : &e->id;
}

}  // namespace

Facts::Facts(const FactBase& base) : base_(base) {
  for (const NameEntry& n : base_.names()) names_[n.entity].insert(n.text.substr(0, n.text.find(", ")));
  std::map<std::string_view, EntityView> things;
  for (const KindDef& k : schema().kinds)
    for (const EntityView& e : base_.entities(k.id)) things.emplace(e.id, e);
  for (const auto& [id, e] : things) {
    entities_.push_back(e);
    for (StatementView& s : base_.statements(id, "")) statements_.push_back(std::move(s));
    for (StatementView& s : base_.withdrawn(id, "")) withdrawn_.push_back(std::move(s));
  }
  for (std::uint32_t i = 0; i < base_.event_count(); ++i)
    if (decides(base_.event(i).rank)) events_.push_back(&base_.event(i));
  std::stable_sort(events_.begin(), events_.end(), [](const EventView* a, const EventView* b) {
    const auto key = [](const EventView* e) {
      return std::tuple(!e->when, e->when ? e->when->begin : 0, e->when ? e->when->end : 0);
    };
    return key(a) < key(b);
  });
  for (std::uint32_t i = 0; i < base_.event_count(); ++i) {
    const EventView& e = base_.event(i);
    if (e.rank == Rank::deprecated && !e.reason.empty() && !replaced(e)) withdrawn_events_.push_back(&e);
  }
}

// ---- events ----

/// Another event stands in its place: of its kind, and with the same in each role of one of its keys.
bool Facts::replaced(const EventView& old) const {
  const EventDef* def = schema().event(old.kind);
  if (def == nullptr) return false;
  const auto shares = [&](const EventView& other, const std::string& role) {
    return std::any_of(old.roles.begin(), old.roles.end(), [&](const RoleValue& r) {
      return r.role == role && std::any_of(other.roles.begin(), other.roles.end(),
                                           [&](const RoleValue& x) { return x.role == role && x.value == r.value; });
    });
  };
  return std::any_of(def->keys.begin(), def->keys.end(), [&](const std::vector<std::string>& key) {
    return !key.empty() && std::any_of(events_.begin(), events_.end(), [&](const EventView* other) {
      return other->kind == old.kind &&
             std::all_of(key.begin(), key.end(), [&](const std::string& role) { return shares(*other, role); });
    });
  });
}

const Facts::Events& Facts::events_of(std::string_view kind) const {
  if (const auto known = events_of_.find(kind); known != events_of_.end()) return known->second;
  Events out;
  for (const EventView* e : events_)
    if (is_a(e->kind, kind)) out.push_back(e);
  return events_of_.emplace(kind, std::move(out)).first->second;
}

const Facts::Events& Facts::events_with(std::string_view entity) const {
  if (const auto known = events_with_.find(entity); known != events_with_.end()) return known->second;
  Events out;
  for (const EventView* e : events_) {
    const bool in = std::any_of(e->roles.begin(), e->roles.end(), [&](const RoleValue& r) {
      const std::string* id = entity_in(r.value);
      return id != nullptr && *id == entity;
    });
    if (in) out.push_back(e);
  }
  return events_with_.emplace(entity, std::move(out)).first->second;
}

const EventView* Facts::event(std::string_view id) const {
  for (const auto* list : {&events_, &withdrawn_events_})
    for (const EventView* e : *list)
      if (e->id == id) return e;
  return nullptr;
}

bool Facts::has_filler(const EventView& e, std::string_view role, std::string_view entity) {
  return std::any_of(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) {
    const std::string* id = entity_in(r.value);
    return r.role == role && id != nullptr && *id == entity;
  });
}

// ---- statements ----

const Facts::Statements& Facts::about(std::string_view subject) const {
  if (const auto known = about_.find(subject); known != about_.end()) return known->second;
  Statements out;
  for (const StatementView& s : statements_)
    if (s.subject == subject) out.push_back(&s);
  return about_.emplace(subject, std::move(out)).first->second;
}

const Facts::Statements& Facts::stated(std::string_view subject, std::string_view property) const {
  auto of = stated_.find(subject);
  if (of == stated_.end()) of = stated_.emplace(subject, Remembered<Statements>{}).first;
  if (const auto known = of->second.find(property); known != of->second.end()) return known->second;
  Statements out;
  for (const StatementView* s : about(subject))
    if (s->property == property) out.push_back(s);
  return of->second.emplace(property, std::move(out)).first->second;
}

Facts::Statements Facts::stated_of(std::string_view subject) const { return about(subject); }

Facts::Statements Facts::withdrawn(std::string_view subject, std::string_view property) const {
  Statements out;
  for (const StatementView& s : withdrawn_)
    if (s.subject == subject && s.property == property) out.push_back(&s);
  return out;
}

// ---- kinds ----

const std::set<std::string>& Facts::kinds_above(std::string_view kind) const {
  if (const auto known = kinds_above_.find(kind); known != kinds_above_.end()) return known->second;
  std::set<std::string> out;
  std::deque<std::string> open{std::string(kind)};
  while (!open.empty()) {
    const std::string at = std::move(open.front());
    open.pop_front();
    if (!out.insert(at).second) continue;
    if (const KindDef* k = schema().kind(at)) open.insert(open.end(), k->parents.begin(), k->parents.end());
    const EventDef* e = schema().event(at);
    if (e != nullptr && !e->parent.empty()) open.push_back(e->parent);
  }
  return kinds_above_.emplace(kind, std::move(out)).first->second;
}

bool Facts::is_a(std::string_view kind, std::string_view above) const {
  return kind == above || kinds_above(kind).contains(std::string(above));
}

/// Is a branch of one of the two in an exclusive group above or the same as a branch of the other? `met`: both have one.
bool Facts::share_branch(std::string_view a, std::string_view b, const std::string& group, bool& met) const {
  for (const KindDef& x : schema().kinds) {
    if (x.exclusive != group || !is_a(a, x.id)) continue;
    for (const KindDef& y : schema().kinds) {
      if (y.exclusive != group || !is_a(b, y.id)) continue;
      met = true;
      if (is_a(x.id, y.id) || is_a(y.id, x.id)) return true;
    }
  }
  return false;
}

bool Facts::disjoint(std::string_view a, std::string_view b) const {
  if (schema().kind(a) == nullptr || schema().kind(b) == nullptr) return false;
  const auto [known, fresh] = disjoint_.try_emplace(Pair(a, b), false);
  if (!fresh) return known->second;
  // A declared kind below both (a country is an agent and a place) is a common member waiting to happen.
  for (const KindDef& k : schema().kinds)
    if (is_a(k.id, a) && is_a(k.id, b)) return false;
  std::set<std::string> groups;
  for (const KindDef& k : schema().kinds)
    if (!k.exclusive.empty()) groups.insert(k.exclusive);
  known->second = std::any_of(groups.begin(), groups.end(), [&](const std::string& group) {
    bool met = false;
    const bool shared = share_branch(a, b, group, met);
    return met && !shared;
  });
  return known->second;
}

/// Is what is of kind `b` called an `a` in prose, by what the kinds above `a` are told for? Behind ">" that goes one way
/// only: a missile is called a rocket, no rocket a missile.
bool Facts::stands_for(std::string_view a, std::string_view b, bool one_way_too) const {
  for (const KindDef& k : schema().kinds) {
    if (!is_a(a, k.id)) continue;
    for (const std::string& other : k.stands_for) {
      const bool one_way = other.starts_with('>');
      if ((one_way_too || !one_way) && is_a(b, other.substr(one_way ? 1 : 0))) return true;
    }
  }
  return false;
}

bool Facts::excludes(std::string_view a, std::string_view b) const {
  return disjoint(a, b) && !stands_for(b, a, true) && !stands_for(a, b, false);
}

const std::vector<std::string_view>& Facts::kinds_of(std::string_view entity) const {
  if (const auto known = kinds_of_.find(entity); known != kinds_of_.end()) return known->second;
  return kinds_of_.emplace(entity, base_.kinds_of(entity)).first->second;
}

bool Facts::is_kind(std::string_view entity, std::string_view kind) const {
  auto known = all_kinds_of_.find(entity);
  if (known == all_kinds_of_.end()) {
    std::set<std::string, std::less<>> all;
    for (const std::string_view k : kinds_of(entity)) all.insert(kinds_above(k).begin(), kinds_above(k).end());
    known = all_kinds_of_.emplace(entity, std::move(all)).first;
  }
  return known->second.contains(kind);
}

bool Facts::has(std::string_view entity, KindTrait trait) const { return share(entity, entity, trait); }

bool Facts::share(std::string_view a, std::string_view b, KindTrait trait) const {
  return std::any_of(schema().kinds.begin(), schema().kinds.end(),
                     [&](const KindDef& k) { return (k.traits & trait) != 0 && is_kind(a, k.id) && is_kind(b, k.id); });
}

bool Facts::has_role_trait(std::string_view role, RoleTrait trait) const {
  const RoleInfo* info = schema().role(role);
  return info != nullptr && (info->traits & trait) != 0;
}

bool Facts::namesakes(std::string_view a, std::string_view b) const {
  const auto x = names_.find(a), y = names_.find(b);
  if (x == names_.end() || y == names_.end()) return false;
  return std::any_of(x->second.begin(), x->second.end(), [&](const std::string& n) { return y->second.contains(n); });
}

// ---- what belongs to what ----

std::vector<std::string> Facts::stated_above(std::string_view entity) const {
  std::vector<std::string> out;
  for (const PropertyDef& p : schema().properties) {
    if (std::none_of(p.upward.begin(), p.upward.end(), [&](const std::string& k) { return is_kind(entity, k); }))
      continue;
    for (const StatementView* s : stated(entity, p.id))
      if (const std::string* up = entity_in(s->value)) out.push_back(*up);
  }
  return out;
}

/// Does a way lead from the one up to the other?
bool Facts::leads(const std::string& from, const std::string& to) const {
  std::set<std::string> been{from};
  std::deque<std::string> open{from};
  while (!open.empty()) {
    for (const std::string& up : stated_above(open.front()))
      if (been.insert(up).second) open.push_back(up);
    open.pop_front();
  }
  return been.contains(to);
}

const std::vector<std::string>& Facts::above(std::string_view entity) const {
  if (const auto known = above_.find(entity); known != above_.end()) return known->second;
  std::vector<std::string> out;
  // Each with whether what lies above it says anything of continents and the like.
  std::deque<std::pair<std::string, bool>> open{{std::string(entity), true}};
  std::set<std::pair<std::string, bool>> been{open.front()};
  while (!open.empty()) {
    const auto [at, grounds] = std::move(open.front());
    open.pop_front();
    const std::vector<std::string> stated_all = stated_above(at);
    std::vector<std::string> all;
    for (const std::string& up : stated_all) {
      // The country of its territory: what it belongs to only as a part of something nearer.
      const bool farther = stated_all.size() <= limits::parents_told_apart &&
                           std::any_of(stated_all.begin(), stated_all.end(), [&](const std::string& other) {
                             return other != up && leads(other, up) && !leads(up, other);
                           });
      if (!farther) all.push_back(up);
    }
    const bool says =
        std::any_of(all.begin(), all.end(), [&](const std::string& up) { return has(up, kind_part_says); });
    for (const std::string& up : all) {
      const bool ground = has(up, kind_part_says);
      if (up == entity || (ground && !grounds)) continue;
      if (!contains(out, up)) out.push_back(up);
      const std::pair<std::string, bool> next{up, grounds && (ground || !says)};
      if (been.insert(next).second) open.push_back(next);
    }
  }
  return above_.emplace(entity, std::move(out)).first->second;
}

bool Facts::is_above(std::string_view other, std::string_view entity) const { return contains(above(entity), other); }

std::vector<std::string> Facts::countries(std::string_view entity) const {
  if (is_kind(entity, kPolity)) return {std::string(entity)};
  std::vector<std::string> out;
  for (const std::string& up : above(entity))
    if (is_kind(up, kPolity)) out.push_back(up);
  return out;
}

}  // namespace saksi::oracle

#include "core/schema.h"

#include <algorithm>

#include "core/limits.h"

namespace saksi {
namespace {

template <class T>
const T* find_id(const std::vector<T>& all, std::string_view id) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const T& x) { return x.id == id; });
  return it == all.end() ? nullptr : &*it;
}

/// Walks up through all parents; the depth is bounded, so that a circle in a bad table ends.
bool kind_is_a(const Schema& s, std::string_view a, std::string_view b, std::size_t depth) {
  if (a == b) return true;
  if (depth == 0) return false;
  const KindDef* k = s.kind(a);
  return k != nullptr && std::any_of(k->parents.begin(), k->parents.end(),
                                     [&](const std::string& p) { return kind_is_a(s, p, b, depth - 1); });
}

void ancestors(const Schema& s, const KindDef& k, std::vector<const KindDef*>& out) {
  if (std::find(out.begin(), out.end(), &k) != out.end()) return;
  out.push_back(&k);
  for (const std::string& p : k.parents) {
    if (const KindDef* up = s.kind(p)) ancestors(s, *up, out);
  }
}

}  // namespace

const RoleDef* EventDef::role(std::string_view name) const {
  const auto it = std::find_if(roles.begin(), roles.end(), [&](const RoleDef& r) { return r.name == name; });
  return it == roles.end() ? nullptr : &*it;
}

const KindDef* Schema::kind(std::string_view id) const { return find_id(kinds, id); }
const EventDef* Schema::event(std::string_view id) const { return find_id(events, id); }
const PropertyDef* Schema::property(std::string_view id) const { return find_id(properties, id); }

bool Schema::is_a(std::string_view a, std::string_view b) const {
  if (kind_is_a(*this, a, b, limits::nesting)) return true;
  const EventDef* e = event(a);
  for (std::size_t depth = 0; e != nullptr && depth < limits::nesting; ++depth) {
    if (e->id == b) return true;
    e = e->parent.empty() ? nullptr : event(e->parent);
  }
  return false;
}

bool Schema::disjoint(std::string_view a, std::string_view b) const {
  const KindDef* ka = kind(a);
  const KindDef* kb = kind(b);
  if (ka == nullptr || kb == nullptr) return false;
  // A declared kind below both (a country is an agent and a place) is a common member waiting to happen.
  const bool common =
      std::any_of(kinds.begin(), kinds.end(), [&](const KindDef& k) { return is_a(k.id, a) && is_a(k.id, b); });
  if (common) return false;
  std::vector<const KindDef*> up_a;
  std::vector<const KindDef*> up_b;
  ancestors(*this, *ka, up_a);
  ancestors(*this, *kb, up_b);
  // In some exclusive group both have a branch, and no branch of the one is above or the same as one of the other.
  for (const KindDef* x : up_a) {
    if (x->exclusive.empty()) continue;
    bool met = false;
    bool shared = false;
    for (const KindDef* y : up_b) {
      if (y->exclusive != x->exclusive) continue;
      met = true;
      for (const KindDef* z : up_a) {
        if (z->exclusive == x->exclusive && (is_a(z->id, y->id) || is_a(y->id, z->id))) shared = true;
      }
    }
    if (met && !shared) return true;
  }
  return false;
}

}  // namespace saksi

#include <algorithm>

#include "core/limits.h"
#include "engine/world.h"

namespace saksi::engine {
namespace {

/// Members beyond these are not tried: a description that fits so many says nothing of which is meant.
constexpr std::size_t kMostMembers = 64;

void collect(const Term& t, std::vector<Set>& sets, std::vector<std::string>& keys) {
  if (t.kind == Term::Kind::the && t.set) {
    std::string key = to_string(*t.set);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      keys.push_back(std::move(key));
      sets.push_back(*t.set);
    }
  }
  for (const Term& a : t.args) collect(a, sets, keys);
  if (t.set) {
    for (const Condition& c : t.set->where) collect(c.value, sets, keys);
  }
}

void collect(const Atom& a, std::vector<Set>& sets, std::vector<std::string>& keys) {
  collect(a.left, sets, keys);
  collect(a.right, sets, keys);
  for (const Condition& c : a.set.where) collect(c.value, sets, keys);
}

Term narrow(const Term& t, const std::string& key, const Set& with) {
  Term out = t;
  for (Term& a : out.args) a = narrow(a, key, with);
  if (!t.set) return out;
  if (t.kind == Term::Kind::the && to_string(*t.set) == key) {
    out.set = std::make_shared<const Set>(with);
    return out;
  }
  Set s = *t.set;
  for (Condition& c : s.where) c.value = narrow(c.value, key, with);
  out.set = std::make_shared<const Set>(std::move(s));
  return out;
}

Reading narrow(const Reading& r, const std::string& key, const Set& with) {
  Reading out = r;
  for (Atom& a : out.atoms) {
    a.left = narrow(a.left, key, with);
    a.right = narrow(a.right, key, with);
    for (Condition& c : a.set.where) c.value = narrow(c.value, key, with);
  }
  return out;
}

}  // namespace

std::vector<Reading> World::choose(const Reading& reading) const {
  std::vector<Set> sets;
  std::vector<std::string> keys;
  for (const Atom& a : reading.atoms) collect(a, sets, keys);
  std::vector<Reading> out{reading};
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const Known of = members(sets[i]);
    if (of.certain.empty() || of.certain.size() + of.possible.size() < 2 || of.certain.size() > kMostMembers) continue;
    std::vector<Reading> next;
    for (const Reading& r : out) {
      std::vector<Reading> best;
      int most = -1;
      int told = 0;
      for (const Witness& w : of.certain) {
        Set one = sets[i];
        one.where.push_back(where("id", value(Symbol{to_string(w.value)})));
        Reading narrowed = narrow(r, keys[i], one);
        int agree = 0;
        told = 0;
        for (std::size_t n = 0; n < narrowed.atoms.size(); ++n) {
          const Atom& a = narrowed.atoms[n];
          const bool about = to_string(a) != to_string(r.atoms[n]);
          if (!about || a.kind != Atom::Kind::compare) continue;
          ++told;
          const Known left = known(a.left);
          const bool yes = std::any_of(left.certain.begin(), left.certain.end(), [&](const Witness& fact) {
            return test(fact, a.op, a.right, a.left.name) == Truth::yes;
          });
          agree += yes ? 1 : 0;
        }
        if (agree > most) best.clear();
        if (agree >= most) best.push_back(std::move(narrowed));
        most = std::max(most, agree);
      }
      // Another that may be meant as well: only one of which all holds settles which it is.
      if (!of.possible.empty() && most < told) best = {r};
      for (Reading& b : best) {
        if (next.size() < kMostMembers) next.push_back(std::move(b));
      }
    }
    out = std::move(next);
  }
  return out;
}

}  // namespace saksi::engine

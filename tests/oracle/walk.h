#pragma once
#include "tests/oracle/meaning.h"

/// Goes through all that an atom speaks of, each before what stands in it.
namespace saksi::oracle {

template <class OnTerm, class OnSet>
void walk(const Set& s, const OnTerm& on_term, const OnSet& on_set);

template <class OnTerm, class OnSet>
void walk(const Term& t, const OnTerm& on_term, const OnSet& on_set) {
  on_term(t);
  for (const Term& a : t.args) walk(a, on_term, on_set);
  if (t.set) walk(*t.set, on_term, on_set);
}

template <class OnTerm, class OnSet>
void walk(const Set& s, const OnTerm& on_term, const OnSet& on_set) {
  on_set(s);
  for (const Condition& c : s.where) walk(c.value, on_term, on_set);
}

template <class OnTerm, class OnSet>
void walk(const Atom& a, const OnTerm& on_term, const OnSet& on_set) {
  if (a.kind != Atom::Kind::compare) return walk(a.set, on_term, on_set);
  walk(a.left, on_term, on_set);
  walk(a.right, on_term, on_set);
}

template <class OnTerm>
void each_term(const Atom& a, const OnTerm& on_term) {
  walk(a, on_term, [](const Set&) {});
}
template <class OnSet>
void each_set(const Atom& a, const OnSet& on_set) {
  walk(
      a, [](const Term&) {}, on_set);
}

/// The role or property that the left side of a comparison is a value of; empty where it is neither.
inline std::string property_of(const Term& t) {
  return t.kind == Term::Kind::prop || t.kind == Term::Kind::role ? t.name : std::string();
}

/// The entity that a term is; null where it is none.
inline const Entity* entity_of(const Term& t) {
  return t.kind == Term::Kind::value ? std::get_if<Entity>(&t.value) : nullptr;
}

}  // namespace saksi::oracle

#pragma once
#include "core/meaning.h"

namespace saksi::engine {

/// Goes through all that an atom speaks of, each term before what stands in it.
class Walk {
 public:
  explicit Walk(const Meaning& m) : m_(m) {}

  /// each(TermId, const Term&)
  template <class Each>
  void terms(const Atom& a, const Each& each) const {
    term(a.left, each, [](SetId) {});
    term(a.right, each, [](SetId) {});
    set(a.set, each, [](SetId) {});
  }
  /// each(SetId)
  template <class Each>
  void sets(const Atom& a, const Each& each) const {
    term(
        a.left, [](TermId, const Term&) {}, each);
    term(
        a.right, [](TermId, const Term&) {}, each);
    set(
        a.set, [](TermId, const Term&) {}, each);
  }

 private:
  template <class OnTerm, class OnSet>
  void term(TermId id, const OnTerm& on_term, const OnSet& on_set) const {
    if (id == TermId::none) return;
    const Term t = m_[id];
    on_term(id, t);
    for (std::uint32_t i = 0; i < t.arg_count; ++i) term(m_.arg(t, i), on_term, on_set);
    set(t.set, on_term, on_set);
  }
  template <class OnTerm, class OnSet>
  void set(SetId id, const OnTerm& on_term, const OnSet& on_set) const {
    if (id == SetId::none) return;
    on_set(id);
    const Set s = m_[id];
    for (std::uint32_t i = 0; i < s.count; ++i) term(m_.condition(s, i).value, on_term, on_set);
  }

  const Meaning& m_;
};

/// What the left side of a comparison is a value of: a role or a property; none where it is neither.
inline Sym property_of(TermId t, const Meaning& m) {
  if (t == TermId::none) return {};
  const Term left = m[t];
  const bool named = left.kind == Term::Kind::prop || left.kind == Term::Kind::role;
  return named && !left.name.tail ? left.name.head : Sym{};
}

}  // namespace saksi::engine

#include "engine/judge/choose.h"

#include <algorithm>
#include <unordered_map>

#include "engine/judge/walk.h"

namespace saksi::engine {
namespace {

/// Members beyond these are not tried: a description that fits so many says nothing of which is meant.
constexpr std::size_t kMostMembers = 64;

/// Atoms in which one set, wherever it is said as "the S", stands for another.
class Substitution {
 public:
  Substitution(Evaluator& evaluator, SetId from, SetId to)
      : e_(evaluator), m_(evaluator.meaning()), from_(from), to_(to) {}

  Atom operator()(const Atom& a) {
    Atom out = a;
    out.left = term(a.left);
    out.right = term(a.right);
    if (a.set != SetId::none) out.set = set(a.set);
    return out;
  }

 private:
  TermId term(TermId id) {
    if (id == TermId::none) return id;
    const auto [known, fresh] = terms_.try_emplace(id, id);
    if (!fresh) return known->second;
    const TermId now = changed(id);
    return terms_[id] = now;
  }

  TermId changed(TermId id) {
    const Term t = m_[id];
    std::vector<TermId> args;
    bool same = true;
    for (std::uint32_t i = 0; i < t.arg_count; ++i) {
      args.push_back(term(m_.arg(t, i)));
      same = same && args.back() == m_.arg(t, i);
    }
    SetId of = t.set;
    if (of != SetId::none) of = t.kind == Term::Kind::the && of == from_ ? to_ : set(of);
    return same && of == t.set ? id : m_.rebuilt(t, of, args);
  }

  SetId set(SetId id) {
    const Set s = m_[id];
    std::vector<Condition> where = m_.where(id);
    bool same = true;
    for (Condition& c : where) {
      const TermId now = term(c.value);
      same = same && now == c.value;
      c.value = now;
    }
    if (same) return id;
    const SetId out = m_.set(s.kind, where);
    e_.renamed(id, out);
    return out;
  }

  Evaluator& e_;
  Meaning& m_;
  SetId from_, to_;
  std::unordered_map<TermId, TermId> terms_;
};

bool same(const Atom& a, const Atom& b) { return a.left == b.left && a.right == b.right && a.set == b.set; }

struct Agreement {
  int agree = 0, told = 0;
};

/// With how many of the atoms that speak of the member do the facts agree?
Agreement agreement(const std::vector<Atom>& narrowed, const std::vector<Atom>& atoms, Evaluator& evaluator) {
  Agreement out;
  const Meaning& m = evaluator.meaning();
  for (std::size_t n = 0; n < narrowed.size(); ++n) {
    const Atom& a = narrowed[n];
    if (a.kind != Atom::Kind::compare || same(a, atoms[n])) continue;
    ++out.told;
    const Answer& left = evaluator.answer(a.left);
    const Sym property = property_of(a.left, m);
    out.agree += std::any_of(left.certain.begin(), left.certain.end(),
                             [&](const Fact& f) { return evaluator.test(f, a.op, a.right, property) == Truth::yes; })
                     ? 1
                     : 0;
  }
  return out;
}

}  // namespace

std::vector<std::vector<Atom>> choose_members(const std::vector<Atom>& atoms, Evaluator& evaluator) {
  std::vector<SetId> described;
  Walk walk(evaluator.meaning());
  for (const Atom& a : atoms)
    walk.terms(a, [&](TermId, const Term& t) {
      if (t.kind == Term::Kind::the && std::find(described.begin(), described.end(), t.set) == described.end())
        described.push_back(t.set);
    });
  std::vector<std::vector<Atom>> out{atoms};
  for (const SetId s : described) {
    const Members& of = evaluator.members(s);
    if (of.certain.empty() || of.certain.size() + of.possible.size() < 2 || of.certain.size() > kMostMembers) continue;
    std::vector<std::vector<Atom>> next;
    for (const auto& reading : out) {
      std::vector<std::vector<Atom>> best;
      int most = -1, told = 0;
      for (const Member& member : of.certain) {
        Substitution narrow(evaluator, s, evaluator.narrow(s, member));
        std::vector<Atom> narrowed;
        for (const Atom& a : reading) narrowed.push_back(narrow(a));
        const Agreement found = agreement(narrowed, reading, evaluator);
        told = found.told;
        if (found.agree > most) best.clear();
        if (found.agree >= most) best.push_back(std::move(narrowed));
        most = std::max(most, found.agree);
      }
      // Another that may be meant as well: only one of which all holds settles which it is.
      if (!of.possible.empty() && most < told) best = {reading};
      for (auto& b : best)
        if (next.size() < kMostMembers) next.push_back(std::move(b));
    }
    out = std::move(next);
  }
  return out;
}

TermId description_in(const Atom& atom, const Meaning& m) {
  for (TermId at : {atom.left, atom.right}) {
    while (at != TermId::none && m[at].kind != Term::Kind::the && m[at].arg_count > 0) at = m.arg(m[at], 0);
    if (at != TermId::none && m[at].kind == Term::Kind::the) return at;
  }
  return TermId::none;
}

}  // namespace saksi::engine

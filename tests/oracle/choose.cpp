#include <algorithm>

#include "tests/oracle/judge.h"
#include "tests/oracle/walk.h"

/// Which member is meant by "the S".
namespace saksi::oracle {
namespace {

/// Members beyond these are not tried: a description that fits so many says nothing of which is meant.
constexpr std::size_t kMostMembers = 64;

Set narrow(const Set& s, const std::string& wanted, const Set& with);

/// A term in which one set, wherever it is said as "the S", stands for another.
Term narrow(const Term& t, const std::string& wanted, const Set& with) {
  Term out = t;
  for (Term& a : out.args) a = narrow(a, wanted, with);
  if (!t.set) return out;
  const bool is_it = t.kind == Term::Kind::the && to_string(*t.set) == wanted;
  out.set = std::make_shared<const Set>(is_it ? with : narrow(*t.set, wanted, with));
  return out;
}

Set narrow(const Set& s, const std::string& wanted, const Set& with) {
  Set out = s;
  for (Condition& c : out.where) c.value = narrow(c.value, wanted, with);
  return out;
}

std::vector<Atom> narrow(const std::vector<Atom>& atoms, const std::string& wanted, const Set& with) {
  std::vector<Atom> out = atoms;
  for (Atom& a : out) {
    a.left = narrow(a.left, wanted, with);
    a.right = narrow(a.right, wanted, with);
    a.set = narrow(a.set, wanted, with);
  }
  return out;
}

struct Agreement {
  int agree = 0, told = 0;
};

/// With how many of the atoms that speak of the member do the facts agree?
Agreement agreement(const std::vector<Atom>& narrowed, const std::vector<Atom>& atoms, Evaluator& evaluator) {
  Agreement out;
  for (std::size_t n = 0; n < narrowed.size(); ++n) {
    const Atom& a = narrowed[n];
    if (a.kind != Atom::Kind::compare || to_string(a) == to_string(atoms[n])) continue;
    ++out.told;
    const Known left = evaluator.known(a.left);
    const bool agrees = std::any_of(left.certain.begin(), left.certain.end(), [&](const Witness& w) {
      return evaluator.test(w, a.op, a.right, property_of(a.left)) == Truth::yes;
    });
    out.agree += agrees ? 1 : 0;
  }
  return out;
}

/// The sets that are described with "the", each once.
std::vector<Set> described(const std::vector<Atom>& atoms) {
  std::vector<Set> out;
  for (const Atom& a : atoms) {
    each_term(a, [&](const Term& t) {
      if (t.kind != Term::Kind::the) return;
      const auto same = [&](const Set& s) { return to_string(s) == to_string(*t.set); };
      if (std::none_of(out.begin(), out.end(), same)) out.push_back(*t.set);
    });
  }
  return out;
}

}  // namespace

std::vector<std::vector<Atom>> Judge::choose(const std::vector<Atom>& atoms) {
  std::vector<std::vector<Atom>> out{atoms};
  for (const Set& s : described(atoms)) {
    const Known of = evaluator_.members(s);
    if (of.certain.empty() || of.certain.size() + of.possible.size() < 2 || of.certain.size() > kMostMembers) continue;
    std::vector<std::vector<Atom>> next;
    for (const std::vector<Atom>& reading : out) {
      std::vector<std::vector<Atom>> best;
      int most = -1, told = 0;
      for (const Witness& w : of.certain) {
        Set one = s;
        one.where.push_back(where("id", value(Symbol{to_string(w.value)})));
        std::vector<Atom> narrowed = narrow(reading, to_string(s), one);
        const Agreement found = agreement(narrowed, reading, evaluator_);
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

}  // namespace saksi::oracle

#include "core/notation.h"

#include <array>
#include <utility>

namespace saksi::notation {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string condition_text(const Condition& c) {
  std::string out = c.negated ? "!" : "";
  out += c.name;
  if (c.op == Op::in) return out + " in " + to_string(c.value);
  return out + std::string(to_string(c.op)) + to_string(c.value);
}

std::string set_of(const Term& t) { return t.set ? to_string(*t.set) : "?"; }

Term over(Term::Kind kind, Set s, Span sp) {
  Term t;
  t.kind = kind;
  t.set = std::make_shared<const Set>(std::move(s));
  t.span = sp;
  return t;
}

}  // namespace

std::string to_string(const Value& v) {
  return std::visit(
      Overloaded{[](std::monostate) -> std::string { return "?"; }, [](const Entity& e) -> std::string { return e.id; },
                 [](const Date& d) -> std::string { return to_edtf(d); },
                 [](const Quantity& q) -> std::string { return to_string(q); },
                 [](const Symbol& s) -> std::string { return s.id; },
                 [](const Text& t) -> std::string { return "\"" + t.text + "\""; },
                 [](Weekday w) -> std::string { return std::string(to_string(w)); }},
      v);
}

std::string to_string(const Term& t) {
  switch (t.kind) {
    case Term::Kind::value: return to_string(t.value);
    case Term::Kind::the: return "the " + set_of(t);
    case Term::Kind::nth: return "nth(" + std::to_string(t.n) + ", " + set_of(t) + ", " + t.name + ")";
    case Term::Kind::last: return "last(" + set_of(t) + ", " + t.name + ")";
    case Term::Kind::rank:
      return "rank(" + (t.args.empty() ? "?" : to_string(t.args[0])) + ", " + set_of(t) + ", " + t.name + ")";
    case Term::Kind::count: return "count(" + set_of(t) + ")";
    case Term::Kind::distinct: return "distinct(" + t.name + ", " + set_of(t) + ")";
    case Term::Kind::prop:
    case Term::Kind::role: {
      std::string out = t.name + "(";
      for (std::size_t i = 0; i < t.args.size(); ++i) out += (i == 0 ? "" : ", ") + to_string(t.args[i]);
      return out + ")";
    }
    case Term::Kind::minus: {
      if (t.args.size() != 2) return "?";
      const bool nested = t.args[1].kind == Term::Kind::minus;
      return to_string(t.args[0]) + " - " + (nested ? "(" : "") + to_string(t.args[1]) + (nested ? ")" : "");
    }
    case Term::Kind::now: return "now";
  }
  return "?";
}

std::string to_string(const Set& s) {
  if (s.where.empty()) return s.kind;
  std::string out = s.kind + "{";
  for (std::size_t i = 0; i < s.where.size(); ++i) out += (i == 0 ? "" : ", ") + condition_text(s.where[i]);
  return out + "}";
}

std::string to_string(const Atom& a) {
  const std::string not_ = a.negated ? "not " : "";
  switch (a.kind) {
    case Atom::Kind::some: return not_ + "some " + to_string(a.set);
    case Atom::Kind::no: return not_ + "no " + to_string(a.set);
    case Atom::Kind::compare: break;
  }
  return not_ + to_string(a.left) + " " + std::string(to_string(a.op)) + " " + to_string(a.right);
}

Term entity(EntityId id, Span s) { return value(Entity{std::move(id)}, s); }

Term value(Value v, Span s) {
  Term t;
  t.value = std::move(v);
  t.span = s;
  return t;
}

Term the(Set s, Span sp) { return over(Term::Kind::the, std::move(s), sp); }

Term nth(int n, Set s, std::string key, Span sp) {
  Term t = over(Term::Kind::nth, std::move(s), sp);
  t.n = n;
  t.name = std::move(key);
  return t;
}

Term last(Set s, std::string key, Span sp) {
  Term t = over(Term::Kind::last, std::move(s), sp);
  t.name = std::move(key);
  return t;
}

Term rank(Term member, Set s, std::string key, Span sp) {
  Term t = over(Term::Kind::rank, std::move(s), sp);
  t.name = std::move(key);
  t.args.push_back(std::move(member));
  return t;
}

Term count(Set s, Span sp) { return over(Term::Kind::count, std::move(s), sp); }

Term distinct(std::string role, Set s, Span sp) {
  Term t = over(Term::Kind::distinct, std::move(s), sp);
  t.name = std::move(role);
  return t;
}

Term prop(std::string name, std::vector<Term> args, Span sp) {
  Term t;
  t.kind = Term::Kind::prop;
  t.name = std::move(name);
  t.args = std::move(args);
  t.span = sp;
  return t;
}

Term role(std::string name, Term event, Span sp) {
  Term t;
  t.kind = Term::Kind::role;
  t.name = std::move(name);
  t.args.push_back(std::move(event));
  t.span = sp;
  return t;
}

Term minus(Term a, Term b, Span sp) {
  Term t;
  t.kind = Term::Kind::minus;
  t.args.push_back(std::move(a));
  t.args.push_back(std::move(b));
  t.span = sp;
  return t;
}

Term now_term() {
  Term t;
  t.kind = Term::Kind::now;
  return t;
}

Condition where(std::string name, Term value, Op op, Span sp) {
  Condition c;
  c.name = std::move(name);
  c.op = op;
  c.value = std::move(value);
  c.span = sp;
  return c;
}

Atom compare(Term l, Op op, Term r, std::string label, Span sp) {
  Atom a;
  a.left = std::move(l);
  a.op = op;
  a.right = std::move(r);
  a.label = std::move(label);
  a.span = sp;
  return a;
}

Atom some(Set s, std::string label, Span sp) {
  Atom a;
  a.kind = Atom::Kind::some;
  a.set = std::move(s);
  a.label = std::move(label);
  a.span = sp;
  return a;
}

Atom no(Set s, std::string label, Span sp) {
  Atom a = some(std::move(s), std::move(label), sp);
  a.kind = Atom::Kind::no;
  return a;
}

}  // namespace saksi::notation

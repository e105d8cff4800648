#include "grammar/meaning/to_ids.h"

#include <string_view>
#include <vector>

namespace saksi::grammar {
namespace {

using Group = Symbols::Group;

Path path(std::string_view text, Meaning& m) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return {m.sym(Group::name, text), {}};
  return {m.sym(Group::name, text.substr(0, dot)), m.sym(Group::name, text.substr(dot + 1))};
}

/// "-time", "time by operator.country"
Key key(std::string_view text, Meaning& m) {
  Key out;
  if (text.empty()) text = "time";
  if (text.front() == '-') {
    out.descending = true;
    text.remove_prefix(1);
  }
  constexpr std::string_view kBy = " by ";
  const auto by = text.find(kBy);
  out.by = m.sym(Group::name, text.substr(0, by));
  if (by != std::string_view::npos) out.per = path(text.substr(by + kBy.size()), m);
  return out;
}

TermId term(const notation::Term& t, Meaning& m);

SetId set(const notation::Set& s, Meaning& m) {
  std::vector<saksi::Condition> where;
  where.reserve(s.where.size());
  for (const notation::Condition& c : s.where) where.push_back({path(c.name, m), c.op, c.negated, term(c.value, m)});
  return m.set(m.sym(Group::kind, s.kind), where);
}

TermId term(const notation::Term& t, Meaning& m) {
  using Kind = notation::Term::Kind;
  const auto of_set = [&] { return t.set ? set(*t.set, m) : SetId::none; };
  std::vector<TermId> args;
  for (const notation::Term& a : t.args) args.push_back(term(a, m));
  switch (t.kind) {
    case Kind::value: return m.value(in_ids(t.value, m));
    case Kind::the: return m.the(of_set());
    case Kind::nth: return m.nth(t.n, of_set(), key(t.name, m));
    case Kind::last: return m.last(of_set(), key(t.name, m));
    case Kind::rank: return m.rank(args.at(0), of_set(), key(t.name, m));
    case Kind::count: return m.count(of_set());
    case Kind::distinct: return m.distinct(path(t.name, m), of_set());
    case Kind::prop: return m.prop(path(t.name, m), args);
    case Kind::role: return m.role(path(t.name, m), args.at(0));
    case Kind::minus: return m.minus(args.at(0), args.at(1));
    case Kind::now: return m.now();
  }
  return TermId::none;
}

}  // namespace

saksi::Value in_ids(const notation::Value& value, Meaning& m) {
  if (const auto* e = std::get_if<notation::Entity>(&value)) return saksi::Entity{m.sym(Group::entity, e->id)};
  if (const auto* s = std::get_if<notation::Symbol>(&value)) {
    // A kind is a symbol too: "class(hwasong-14) = icbm".
    const Sym kind = m.symbols().find(Group::kind, s->id);
    return saksi::Symbol{kind ? kind : m.sym(Group::symbol, s->id)};
  }
  if (const auto* t = std::get_if<notation::Text>(&value)) return saksi::Text{t->text};
  if (const auto* d = std::get_if<Date>(&value)) return *d;
  if (const auto* q = std::get_if<Quantity>(&value)) return *q;
  if (const auto* w = std::get_if<Weekday>(&value)) return *w;
  return {};
}

saksi::Atom in_ids(const notation::Atom& a, Meaning& m) {
  saksi::Atom out;
  out.kind = static_cast<saksi::Atom::Kind>(a.kind);
  out.op = a.op;
  out.label = parse_label(a.label).value_or(Label::event);
  out.link = a.link;
  if (a.kind == notation::Atom::Kind::compare) {
    out.left = term(a.left, m);
    out.right = term(a.right, m);
  } else {
    out.set = set(a.set, m);
  }
  out.span = a.span;
  out.suggest = a.suggest;
  out.auxiliary = a.auxiliary;
  out.presupposed = a.presupposed;
  out.now = a.now;
  out.negated = a.negated;
  out.group = a.group;
  out.attributed_to = a.attributed_to;
  out.also = a.also;
  return out;
}

}  // namespace saksi::grammar

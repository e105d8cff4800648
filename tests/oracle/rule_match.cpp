#include "tests/oracle/rule_match.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "rules/builtins.h"

namespace saksi::oracle {
namespace {

using rules::Expr;

bool is_name(Term::Kind k) { return k == Term::Kind::prop || k == Term::Kind::role; }

class Matcher {
 public:
  explicit Matcher(Bindings& out) : out_(out) {}

  bool term(const Expr& p, const Term& t) {
    if (p.kind == Expr::Kind::variable) return bind(p.name, t);
    if (p.kind == Expr::Kind::literal) {
      if (const auto* s = std::get_if<Symbol>(&p.literal); s != nullptr && s->id == "now")
        return t.kind == Term::Kind::now;
      if (t.kind != Term::Kind::value) return false;
      if (const auto* q = std::get_if<Quantity>(&p.literal)) {
        const auto* said = std::get_if<Quantity>(&t.value);
        return said != nullptr && said->value == q->value && said->unit == "1";
      }
      return t.value == p.literal;
    }
    if (p.head_variable)
      return is_name(t.kind) && bind(p.name, BoundName{t.name, t.kind == Term::Kind::role}) && args(p, t);
    const auto& a = p.args;
    switch (t.kind) {
      case Term::Kind::value:
      case Term::Kind::now: return false;
      case Term::Kind::the: return p.name == "the" && set(a[0], t);
      case Term::Kind::nth: return p.name == "nth" && number(a[0], t.n) && set(a[1], t) && key(a[2], t.name);
      case Term::Kind::last: return p.name == "last" && set(a[0], t) && key(a[1], t.name);
      case Term::Kind::rank:
        return p.name == "rank" && t.args.size() == 1 && term(a[0], t.args[0]) && set(a[1], t) && key(a[2], t.name);
      case Term::Kind::count: return p.name == "count" && set(a[0], t);
      case Term::Kind::distinct: return p.name == "distinct" && name(a[0], t.name) && set(a[1], t);
      case Term::Kind::minus:
        return p.name == "-" && t.args.size() == 2 && term(a[0], t.args[0]) && term(a[1], t.args[1]);
      case Term::Kind::prop:
      case Term::Kind::role: return p.name == t.name && rules::find_constructor(p.name) == nullptr && args(p, t);
    }
    return false;
  }

 private:
  template <class T>
  bool bind(const std::string& variable, T value) {
    return out_.emplace(variable, std::move(value)).second;
  }
  bool set(const Expr& p, const Term& t) {
    return p.kind == Expr::Kind::variable && t.set != nullptr && bind(p.name, *t.set);
  }
  bool number(const Expr& p, int n) {
    if (p.kind == Expr::Kind::variable) return bind(p.name, n);
    const auto* q = std::get_if<Quantity>(&p.literal);
    return q != nullptr && static_cast<int>(q->value) == n;
  }
  bool key(const Expr& p, const std::string& k) {
    if (p.kind == Expr::Kind::variable) return bind(p.name, BoundKey{k});
    const auto* s = std::get_if<Symbol>(&p.literal);
    return s != nullptr && s->id == k;
  }
  bool name(const Expr& p, const std::string& n) {
    if (p.kind == Expr::Kind::variable) return bind(p.name, BoundName{n, true});
    const auto* s = std::get_if<Symbol>(&p.literal);
    return s != nullptr && s->id == n;
  }
  bool args(const Expr& p, const Term& t) {
    for (std::size_t i = 0; i < p.args.size(); ++i) {
      if (p.args[i].rest)
        return bind(p.args[i].name, std::vector<Term>(t.args.begin() + static_cast<std::ptrdiff_t>(i), t.args.end()));
      if (i >= t.args.size() || !term(p.args[i], t.args[i])) return false;
    }
    return p.args.size() == t.args.size();
  }

  Bindings& out_;
};

/// What sort of value a term has, as far as the schema says: "date", "quantity:length", "entity:place", a kind.
std::string type_of(const Term& t, const Schema& schema) {
  switch (t.kind) {
    case Term::Kind::value: break;
    case Term::Kind::the:
    case Term::Kind::nth:
    case Term::Kind::last: return t.set == nullptr ? "" : t.set->kind;
    case Term::Kind::rank:
    case Term::Kind::count:
    case Term::Kind::distinct: return "number";
    case Term::Kind::minus: return "quantity";
    case Term::Kind::now: return "date";
    case Term::Kind::prop: {
      const PropertyDef* p = schema.property(t.name);
      return p == nullptr ? "" : p->value;
    }
    case Term::Kind::role: {
      if (t.name == "time") return "date";
      const std::string event = t.args.empty() ? "" : type_of(t.args[0], schema);
      const EventDef* e = schema.event(event);
      const RoleDef* r = e == nullptr ? nullptr : e->role(t.name);
      return r == nullptr ? "" : r->type;
    }
  }
  constexpr std::string_view of_value[] = {"", "entity", "date", "quantity", "symbol", "text", "weekday"};
  if (const auto* q = std::get_if<Quantity>(&t.value); q != nullptr && q->unit == "1") return "number";
  return std::string(of_value[t.value.index()]);
}

bool of_kind(const Term& t, std::string_view kind, const Facts& facts) {
  if (t.kind == Term::Kind::value) {
    const auto* e = std::get_if<Entity>(&t.value);
    return e != nullptr && facts.is_kind(e->id, kind);
  }
  std::string type = type_of(t, facts.schema());
  if (type.starts_with("entity:")) type.erase(0, 7);
  return facts.is_a(type, kind);
}

bool guarded(const Term& t, const std::string& wanted, const Facts& facts) {
  const Schema& schema = facts.schema();
  const auto types = rules::guard_types();
  if (wanted == "role" || wanted == "property") return false;
  const std::string type = type_of(t, schema);
  if (wanted == "event") return schema.event(type) != nullptr;
  if (wanted == "entity") return type == "entity" || type.starts_with("entity:") || schema.kind(type) != nullptr;
  if (std::find(types.begin(), types.end(), wanted) == types.end()) return of_kind(t, wanted, facts);
  return type == wanted || type.starts_with(wanted + ":") || (wanted == "quantity" && type == "number");
}

bool guarded(const Set& s, const std::string& wanted, const Facts& facts) {
  if (wanted == "event") return facts.schema().event(s.kind) != nullptr;
  if (wanted == "entity") return facts.schema().kind(s.kind) != nullptr;
  return facts.is_a(s.kind, wanted);
}

bool holds(const rules::Guard& g, const Bindings& b, const Atom& atom, const Facts& facts) {
  if (g.variable.empty()) return std::find(g.labels.begin(), g.labels.end(), atom.label) != g.labels.end();
  const auto it = b.find(g.variable);
  if (it == b.end()) return false;
  if (const auto* n = std::get_if<BoundName>(&it->second)) return n->role == (g.type == "role");
  if (const auto* t = std::get_if<Term>(&it->second)) return guarded(*t, g.type, facts);
  if (const auto* s = std::get_if<Set>(&it->second)) return guarded(*s, g.type, facts);
  return false;
}

}  // namespace

std::optional<Bindings> match(const rules::Rule& rule, const Atom& atom, const Facts& facts) {
  const rules::AtomPattern& p = rule.atom;
  if (static_cast<Atom::Kind>(p.kind) != atom.kind) return std::nullopt;
  Bindings out;
  if (atom.kind == Atom::Kind::compare) {
    Matcher m(out);
    if (p.op_variable.empty() ? p.op != atom.op : !out.emplace(p.op_variable, atom.op).second) return std::nullopt;
    if (!m.term(p.left, atom.left) || !m.term(p.right, atom.right)) return std::nullopt;
  } else {
    out.emplace(p.set_variable, atom.set);
  }
  for (const rules::Guard& g : rule.guards)
    if (!holds(g, out, atom, facts)) return std::nullopt;
  return out;
}

namespace {

template <class T>
const T* bound(const Expr& e, const Bindings& b) {
  if (e.kind != Expr::Kind::variable) return nullptr;
  const auto it = b.find(e.name);
  return it == b.end() ? nullptr : std::get_if<T>(&it->second);
}

std::optional<std::string> key_of(const Expr& e, const Bindings& b) {
  if (const auto* k = bound<BoundKey>(e, b)) return k->key;
  if (const auto* n = bound<BoundName>(e, b)) return n->name;
  if (const auto* s = std::get_if<Symbol>(&e.literal)) return s->id;
  return std::nullopt;
}

std::optional<Term> build_constructor(const Expr& e, const Bindings& b, const Schema& schema) {
  const auto& a = e.args;
  if (e.name == "-") {
    auto x = build_term(a[0], b, schema);
    auto y = build_term(a[1], b, schema);
    if (!x || !y) return std::nullopt;
    return minus(std::move(*x), std::move(*y));
  }
  if (e.name == "now") return now_term();
  const std::size_t at = e.name == "the" || e.name == "count" || e.name == "last" ? 0 : 1;
  const Set* s = at < a.size() ? bound<Set>(a[at], b) : nullptr;
  if (s == nullptr) return std::nullopt;
  if (e.name == "the") return the(*s);
  if (e.name == "count") return count(*s);
  const auto key = key_of(e.name == "distinct" ? a[0] : a.back(), b);
  if (!key) return std::nullopt;
  if (e.name == "last") return last(*s, *key);
  if (e.name == "distinct") return distinct(*key, *s);
  if (e.name == "nth") {
    const int* n = bound<int>(a[0], b);
    const auto* q = std::get_if<Quantity>(&a[0].literal);
    if (n == nullptr && q == nullptr) return std::nullopt;
    return nth(n != nullptr ? *n : static_cast<int>(q->value), *s, *key);
  }
  auto member = build_term(a[0], b, schema);
  if (!member) return std::nullopt;
  return rank(std::move(*member), *s, *key);
}

}  // namespace

std::optional<Term> build_term(const Expr& e, const Bindings& b, const Schema& schema) {
  if (e.kind == Expr::Kind::literal) {
    if (const auto* s = std::get_if<Symbol>(&e.literal); s != nullptr && s->id == "now") return now_term();
    return value(e.literal);
  }
  if (e.kind == Expr::Kind::variable) {
    const Term* t = bound<Term>(e, b);
    return t == nullptr ? std::nullopt : std::optional(*t);
  }
  if (!e.head_variable && rules::find_builtin(e.name, false) != nullptr) return std::nullopt;
  if (!e.head_variable && rules::find_constructor(e.name) != nullptr) return build_constructor(e, b, schema);
  BoundName head{e.name, false};
  if (e.head_variable) {
    const auto it = b.find(e.name);
    const auto* n = it == b.end() ? nullptr : std::get_if<BoundName>(&it->second);
    if (n == nullptr) return std::nullopt;
    head = *n;
  }
  std::vector<Term> args;
  for (const Expr& a : e.args) {
    if (const auto* many = bound<std::vector<Term>>(a, b)) {
      args.insert(args.end(), many->begin(), many->end());
      continue;
    }
    auto t = build_term(a, b, schema);
    if (!t) return std::nullopt;
    args.push_back(std::move(*t));
  }
  if (!e.head_variable) {
    const std::string event = args.empty() ? "" : type_of(args[0], schema);
    head.role = schema.event(event) != nullptr;
  }
  if (head.role && args.size() == 1) return role(head.name, std::move(args[0]));
  return prop(head.name, std::move(args));
}

}  // namespace saksi::oracle

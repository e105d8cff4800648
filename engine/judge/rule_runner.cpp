#include "engine/judge/rule_runner.h"

#include <algorithm>
#include <utility>

#include "engine/judge/walk.h"

namespace saksi::engine {
namespace {

using Kind = RuleExpr::Kind;

/// So many values of one variable are shown as what a ruling rests on.
constexpr std::size_t kProven = 12;

std::uint64_t bit(int slot) { return std::uint64_t{1} << static_cast<unsigned>(slot); }

const Binding* bound(const RuleExpr& e, const RuleRun& run, Binding::Kind kind) {
  if (e.kind != Kind::slot || e.slot < 0) return nullptr;
  const Binding& b = run.slots[static_cast<std::size_t>(e.slot)];
  return b.kind == kind ? &b : nullptr;
}

const Answer& nothing() {
  static const Answer kNothing;
  return kNothing;
}

}  // namespace

// ---- does a rule fit ----

bool RuleRunner::bind(int slot, const Binding& b, RuleRun& run) {
  Binding& own = run.slots[static_cast<std::size_t>(slot)];
  if (own.kind != Binding::Kind::none) return false;
  own = b;
  return true;
}

bool RuleRunner::fits(const RuleExpr& p, TermId id, RuleRun& run) {
  const Meaning& m = evaluator_.meaning();
  const Term t = m[id];
  if (p.kind == Kind::slot) {
    Binding b{Binding::Kind::term};
    b.term = id;
    return bind(p.slot, b, run);
  }
  const auto set = [&](const RuleExpr& of) {
    Binding b{Binding::Kind::set};
    b.set = t.set;
    return of.kind == Kind::slot && t.set != SetId::none && bind(of.slot, b, run);
  };
  const auto key = [&](const RuleExpr& of) {
    Binding b{Binding::Kind::key};
    b.key = t.key;
    return of.kind == Kind::slot ? bind(of.slot, b, run) : t.key == Key{of.name.head, false, {}};
  };
  const auto number = [&](const RuleExpr& of) {
    Binding b{Binding::Kind::number};
    b.number = t.n;
    const auto* q = std::get_if<Quantity>(&of.literal);
    return of.kind == Kind::slot ? bind(of.slot, b, run) : q != nullptr && static_cast<int>(q->value) == t.n;
  };
  const auto name = [&](const RuleExpr& of) {
    Binding b{Binding::Kind::name, true};
    b.name = t.name;
    return of.kind == Kind::slot ? bind(of.slot, b, run) : of.name == t.name;
  };
  switch (p.kind) {
    case Kind::literal: {
      const Value* v = m.constant(id);
      if (v == nullptr) return false;
      const auto* wanted = std::get_if<Quantity>(&p.literal);
      const auto* said = std::get_if<Quantity>(v);
      return wanted != nullptr ? said != nullptr && said->value == wanted->value && said->unit == "1" : *v == p.literal;
    }
    case Kind::now: return t.kind == Term::Kind::now;
    case Kind::the: return t.kind == Term::Kind::the && set(p.args[0]);
    case Kind::nth: return t.kind == Term::Kind::nth && number(p.args[0]) && set(p.args[1]) && key(p.args[2]);
    case Kind::last: return t.kind == Term::Kind::last && set(p.args[0]) && key(p.args[1]);
    case Kind::rank:
      return t.kind == Term::Kind::rank && fits(p.args[0], m.arg(t, 0), run) && set(p.args[1]) && key(p.args[2]);
    case Kind::count: return t.kind == Term::Kind::count && set(p.args[0]);
    case Kind::distinct: return t.kind == Term::Kind::distinct && name(p.args[0]) && set(p.args[1]);
    case Kind::minus:
      return t.kind == Term::Kind::minus && fits(p.args[0], m.arg(t, 0), run) && fits(p.args[1], m.arg(t, 1), run);
    case Kind::apply: {
      if (t.kind != Term::Kind::prop && t.kind != Term::Kind::role) return false;
      Binding b{Binding::Kind::name, t.kind == Term::Kind::role};
      b.name = t.name;
      return (p.slot >= 0 ? bind(p.slot, b, run) : p.name == t.name) && fits_args(p, id, run);
    }
    default: return false;
  }
}

bool RuleRunner::fits_args(const RuleExpr& p, TermId id, RuleRun& run) {
  const Meaning& m = evaluator_.meaning();
  const Term t = m[id];
  for (std::uint32_t i = 0; i < p.args.size(); ++i) {
    if (p.args[i].rest) {
      Binding b{Binding::Kind::terms};
      b.term = id;
      b.first = i;
      b.count = t.arg_count - i;
      return bind(p.args[i].slot, b, run);
    }
    if (i >= t.arg_count || !fits(p.args[i], m.arg(t, i), run)) return false;
  }
  return p.args.size() == t.arg_count;
}

Vocabulary::ValueType RuleRunner::type_of(TermId id) {
  using Base = Vocabulary::ValueType::Base;
  const Meaning& m = evaluator_.meaning();
  const Vocabulary& v = evaluator_.vocabulary();
  const Term t = m[id];
  switch (t.kind) {
    case Term::Kind::value: break;
    case Term::Kind::the:
    case Term::Kind::nth:
    case Term::Kind::last: return {Base::entity, m[t.set].kind};
    case Term::Kind::rank:
    case Term::Kind::count:
    case Term::Kind::distinct: return {Base::number, {}};
    case Term::Kind::minus: return {Base::quantity, {}};
    case Term::Kind::now: return {Base::date, {}};
    case Term::Kind::prop: {
      const Vocabulary::Property* p = t.name.tail ? nullptr : v.property(t.name.head);
      return p == nullptr ? Vocabulary::ValueType{} : p->type;
    }
    case Term::Kind::role: {
      if (t.name == Path{names::time, {}}) return {Base::date, {}};
      const Vocabulary::EventKind* e = v.event(type_of(m.arg(t, 0)).kind);
      const Vocabulary::Role* r = e == nullptr || t.name.tail ? nullptr : e->role(t.name.head);
      return r == nullptr ? Vocabulary::ValueType{} : r->type;
    }
  }
  constexpr Base kOfValue[] = {Base::none,   Base::entity, Base::date,   Base::quantity,
                               Base::symbol, Base::text,   Base::weekday};
  const Value& value = m.value(t);
  if (const auto* q = std::get_if<Quantity>(&value); q != nullptr && q->unit == "1") return {Base::number, {}};
  return {kOfValue[value.index()], {}};
}

bool RuleRunner::guarded(const RuleGuard& g, TermId t) {
  using Base = Vocabulary::ValueType::Base;
  using Type = RuleGuard::Type;
  const Vocabulary& v = evaluator_.vocabulary();
  const corpus::Snapshot& facts = evaluator_.facts();
  if (const Value* value = evaluator_.meaning().constant(t); value != nullptr && g.type == Type::kind) {
    const auto* e = std::get_if<Entity>(value);
    return e != nullptr && facts.is_entity(e->id) && facts.is_kind(facts.row(e->id), g.kind);
  }
  const Vocabulary::ValueType type = type_of(t);
  switch (g.type) {
    case Type::event: return v.event(type.kind) != nullptr;
    case Type::entity: return type.base == Base::entity && (!type.kind || v.is_thing(type.kind));
    case Type::value: return type.base == g.base || (g.base == Base::quantity && type.base == Base::number);
    case Type::kind: return facts.is_a(type.kind, g.kind);
    default: return false;
  }
}

bool RuleRunner::guarded(const RuleGuard& g, SetId s) {
  using Type = RuleGuard::Type;
  const Sym kind = evaluator_.meaning()[s].kind;
  if (g.type == Type::event) return evaluator_.vocabulary().event(kind) != nullptr;
  if (g.type == Type::entity) return evaluator_.vocabulary().is_thing(kind);
  return g.type == Type::kind && evaluator_.facts().is_a(kind, g.kind);
}

bool RuleRunner::guarded(const RuleGuard& g, const Atom& atom, const RuleRun& run) {
  using Type = RuleGuard::Type;
  if (g.type == Type::label) return (g.labels >> static_cast<unsigned>(atom.label) & 1U) != 0;
  if (g.slot < 0) return false;
  const Binding& b = run.slots[static_cast<std::size_t>(g.slot)];
  if (b.kind == Binding::Kind::name) return b.role == (g.type == Type::role);
  if (g.type == Type::role || g.type == Type::property) return false;
  if (b.kind == Binding::Kind::term) return guarded(g, b.term);
  return b.kind == Binding::Kind::set && guarded(g, b.set);
}

bool RuleRunner::fits(const CompiledRule& rule, const Atom& atom, RuleRun& run) {
  if (rule.atom != atom.kind) return false;
  run.rule = &rule;
  run.slots.assign(rule.slots, {});
  if (atom.kind == Atom::Kind::compare) {
    Binding op{Binding::Kind::op};
    op.op = atom.op;
    if (rule.op_slot < 0 ? rule.op != atom.op : !bind(rule.op_slot, op, run)) return false;
    if (!fits(rule.left, atom.left, run) || !fits(rule.right, atom.right, run)) return false;
  } else {
    Binding set{Binding::Kind::set};
    set.set = atom.set;
    bind(rule.set_slot, set, run);
  }
  return std::all_of(rule.guards.begin(), rule.guards.end(), [&](const RuleGuard& g) { return guarded(g, atom, run); });
}

// ---- what an expression stands for ----

TermId RuleRunner::construct(const RuleExpr& e, const RuleRun& run) {
  Meaning& m = evaluator_.meaning();
  const auto& a = e.args;
  if (e.kind == Kind::minus) {
    const TermId x = term(a[0], run), y = term(a[1], run);
    return x == TermId::none || y == TermId::none ? TermId::none : m.minus(x, y);
  }
  const bool set_first = e.kind == Kind::the || e.kind == Kind::count || e.kind == Kind::last;
  const Binding* set = bound(a[set_first ? 0 : 1], run, Binding::Kind::set);
  if (set == nullptr) return TermId::none;
  if (e.kind == Kind::the) return m.the(set->set);
  if (e.kind == Kind::count) return m.count(set->set);
  if (e.kind == Kind::distinct) {
    const Binding* name = bound(a[0], run, Binding::Kind::name);
    return m.distinct(name != nullptr ? name->name : a[0].name, set->set);
  }
  const Binding* bound_key = bound(a.back(), run, Binding::Kind::key);
  const Key key = bound_key != nullptr ? bound_key->key : Key{a.back().name.head, false, {}};
  if (!key.by) return TermId::none;
  if (e.kind == Kind::last) return m.last(set->set, key);
  if (e.kind == Kind::nth) {
    const Binding* n = bound(a[0], run, Binding::Kind::number);
    const auto* q = std::get_if<Quantity>(&a[0].literal);
    if (n == nullptr && q == nullptr) return TermId::none;
    return m.nth(n != nullptr ? n->number : static_cast<int>(q->value), set->set, key);
  }
  const TermId member = term(a[0], run);
  return member == TermId::none ? TermId::none : m.rank(member, set->set, key);
}

TermId RuleRunner::term(const RuleExpr& e, const RuleRun& run) {
  Meaning& m = evaluator_.meaning();
  switch (e.kind) {
    case Kind::slot: {
      const Binding* b = bound(e, run, Binding::Kind::term);
      return b == nullptr ? TermId::none : b->term;
    }
    case Kind::literal: return m.value(e.literal);
    case Kind::now: return m.now();
    case Kind::members:
    case Kind::excluded:
    case Kind::certain: return TermId::none;
    case Kind::apply: break;
    default: return construct(e, run);
  }
  Path head = e.name;
  bool role = false;
  if (e.slot >= 0) {
    const Binding& b = run.slots[static_cast<std::size_t>(e.slot)];
    if (b.kind != Binding::Kind::name) return TermId::none;
    head = b.name;
    role = b.role;
  }
  std::vector<TermId> args;
  for (const RuleExpr& a : e.args) {
    if (const Binding* many = bound(a, run, Binding::Kind::terms)) {
      const Term of = m[many->term];
      for (std::uint32_t i = 0; i < many->count; ++i) args.push_back(m.arg(of, many->first + i));
      continue;
    }
    args.push_back(term(a, run));
    if (args.back() == TermId::none) return TermId::none;
  }
  if (e.slot < 0 && !args.empty()) role = evaluator_.vocabulary().event(type_of(args[0]).kind) != nullptr;
  return role && args.size() == 1 ? m.role(head, args[0]) : m.prop(head, args);
}

const Answer& RuleRunner::evaluate(const RuleExpr& e, const RuleRun& run) {
  if (const Binding* known = bound(e, run, Binding::Kind::answer)) return *known->answer;
  if (e.kind == Kind::members || e.kind == Kind::excluded) {
    const Binding* set = bound(e.args[0], run, Binding::Kind::set);
    if (set == nullptr) return nothing();
    answers_.push_back(e.kind == Kind::members ? evaluator_.as_answer(evaluator_.members(set->set), set->set)
                                               : evaluator_.excluding(set->set));
    return answers_.back();
  }
  const TermId t = term(e, run);
  return t == TermId::none ? nothing() : evaluator_.answer(t);
}

// ---- what a rule says ----

void RuleRunner::touch(const RuleExpr& e, RuleRun& run) {
  if (e.kind == Kind::slot && e.slot >= 0) run.touched |= bit(e.slot);
  for (const RuleExpr& a : e.args) touch(a, run);
}

Truth RuleRunner::is_certain(const RuleExpr& e, RuleRun& run) {
  touch(e, run);
  const Answer& k = evaluate(e, run);
  if (!k.certain.empty()) return Truth::yes;
  return k.closed && k.possible.empty() && !k.cut ? Truth::no : Truth::open;
}

/// Of values that stand beside one another, such as the places a thing lies in. Yes: one of them lies within what is
/// said. No: none does, and one of them excludes it.
Truth RuleRunner::lies(const Answer& k, TermId said, Sym property) {
  Truth out = Truth::open;
  for (const Fact& f : k.certain) {
    const Truth t = evaluator_.test(f, Op::eq, said, property);
    if (t == Truth::yes) return t;
    if (t == Truth::no) out = t;
  }
  return out;
}

/// Yes: a certain value stands so to what is said. No: all that it can be stand otherwise.
Truth RuleRunner::compare(const Answer& k, Op op, TermId said, Sym property, RuleRun& run) {
  if (op == Op::ne) return negate(compare(k, Op::eq, said, property, run));
  bool yes = false, no = false, all_no = !k.cut, all_yes = true, dates = true, several_sources = false;
  const Proofs& proofs = evaluator_.proofs();
  for (const Fact& f : k.certain) {
    const Truth t = evaluator_.test(f, op, said, property);
    yes = yes || t == Truth::yes;
    no = no || t == Truth::no;
    all_no = all_no && t == Truth::no;
    all_yes = all_yes && t == Truth::yes;
    dates = dates && f.type == Fact::Type::date;
    several_sources = several_sources || !evaluator_.same_sources(proofs[f.proof], proofs[k.certain.front().proof]);
  }
  // Where sources tell it differently, what one of them leaves open is not supported by the other.
  if (yes && (no || (!all_yes && (dates || several_sources))) && k.functional) {
    run.disputed = true;
    return Truth::open;
  }
  if (yes) return Truth::yes;
  if (op == Op::eq || op == Op::in) {
    for (const Excluded& x : k.excluded) {
      if (evaluator_.test(x, said, property) != Truth::yes) continue;
      run.excluded = x;
      return Truth::no;
    }
  }
  for (const Fact& f : k.possible) all_no = all_no && evaluator_.test(f, op, said, property) == Truth::no;
  return all_no && !k.certain.empty() && (k.functional || k.closed) ? Truth::no : Truth::open;
}

Truth RuleRunner::weigh(const RuleCondition& c, RuleRun& run, const Atom& atom) {
  using Condition = rules::Condition;
  switch (c.kind) {
    case Condition::Kind::negation: return negate(weigh(c.of[0], run, atom));
    case Condition::Kind::all:
    case Condition::Kind::any: {
      const Truth ends = c.kind == Condition::Kind::all ? Truth::no : Truth::yes;
      Truth out = negate(ends);
      for (const RuleCondition& x : c.of) {
        const Truth t = weigh(x, run, atom);
        if (t == ends) return ends;
        if (t == Truth::open) out = Truth::open;
      }
      return out;
    }
    case Condition::Kind::test: return is_certain(c.tested, run);
    case Condition::Kind::compare: break;
  }
  touch(c.left, run);
  touch(c.right, run);
  const TermId said = term(c.right, run);
  if (said == TermId::none) return Truth::open;
  const Answer& k = evaluate(c.left, run);
  const Sym property = atom.kind == Atom::Kind::compare ? property_of(atom.left, evaluator_.meaning()) : Sym{};
  switch (c.relation) {
    case Condition::Relation::within: return lies(k, said, property);
    case Condition::Relation::apart: return negate(lies(k, said, property));
    case Condition::Relation::op: return compare(k, c.op, said, property, run);
    case Condition::Relation::op_variable: break;
  }
  return c.op_slot < 0 ? Truth::open
                       : compare(k, run.slots[static_cast<std::size_t>(c.op_slot)].op, said, property, run);
}

/// What the variables that were looked at come from; of something excluded, why.
std::vector<ProofId> RuleRunner::rests_on(const RuleRun& run) {
  std::vector<ProofId> out;
  for (std::size_t slot = 0; slot < run.slots.size(); ++slot) {
    if ((run.touched & bit(static_cast<int>(slot))) == 0) continue;
    const Binding& b = run.slots[slot];
    const Answer* k = b.kind == Binding::Kind::answer ? b.answer : nullptr;
    if (b.kind == Binding::Kind::term && evaluator_.meaning().constant(b.term) == nullptr)
      k = &evaluator_.answer(b.term);
    if (k == nullptr) continue;
    for (std::size_t i = 0; i < k->certain.size() && i < kProven; ++i) out.push_back(k->certain[i].proof);
    out.push_back(k->completeness);
  }
  return out;
}

/// Asks the clauses in turn. The run is then whole.
void RuleRunner::decide(RuleRun& run, const Atom& atom) {
  const CompiledRule& rule = *run.rule;
  for (const auto& [slot, value] : rule.lets) {
    Binding b{Binding::Kind::answer};
    b.answer = &evaluate(value, run);
    run.slots[static_cast<std::size_t>(slot)] = b;
  }
  for (std::size_t c = 0; c < rule.clauses.size(); ++c) {
    if (!rule.clauses[c].when) continue;
    run.touched = 0;
    run.excluded.reset();
    if (weigh(*rule.clauses[c].when, run, atom) != Truth::yes) continue;
    run.clause = static_cast<int>(c);
    return;
  }
  run.touched = rule.lets_mask;
}

Ruling RuleRunner::run(const Atom& atom) {
  std::vector<RuleRun> asked;
  for (const CompiledRule* rule : rules_.candidates(atom, evaluator_.meaning())) {
    RuleRun run;
    if (!fits(*rule, atom, run)) continue;
    decide(run, atom);
    if (run.clause >= 0 || run.disputed) {
      std::vector<ProofId> from = rests_on(run);
      if (run.excluded) from.push_back(evaluator_.why_excluded(atom.left, *run.excluded));
      if (auto evidence = Evidence::of(std::move(from))) {
        const Verdict v =
            run.clause >= 0 ? rule->clauses[static_cast<std::size_t>(run.clause)].verdict : Verdict::disputed;
        asked.push_back(std::move(run));
        return Ruling::decided(v, std::move(asked), std::move(*evidence));
      }
      // What rests on nothing decides nothing.
      run.clause = -1;
      run.disputed = false;
      run.touched = rule->lets_mask;
    }
    asked.push_back(std::move(run));
  }
  return Ruling::open(std::move(asked));
}

}  // namespace saksi::engine

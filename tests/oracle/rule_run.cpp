#include "tests/oracle/rule_run.h"

#include "rules/builtins.h"
#include "tests/oracle/walk.h"

namespace saksi::oracle {

using rules::Expr;

Known RuleRun::built_in(const Expr& e) {
  const auto it = e.args[0].kind == Expr::Kind::variable ? bindings_.find(e.args[0].name) : bindings_.end();
  const Set* set = it == bindings_.end() ? nullptr : std::get_if<Set>(&it->second);
  if (set == nullptr) return {};
  return e.name == "members" ? evaluator_.members(*set) : evaluator_.excluding(*set);
}

Known RuleRun::evaluate(const Expr& e) {
  if (e.kind == Expr::Kind::variable) {
    const auto it = bindings_.find(e.name);
    if (it == bindings_.end()) return {};
    if (const auto* k = std::get_if<Known>(&it->second)) return *k;
  }
  if (e.kind == Expr::Kind::call && !e.head_variable && rules::find_builtin(e.name, false) != nullptr)
    return built_in(e);
  const auto term = build_term(e, bindings_, evaluator_.schema());
  return term ? evaluator_.known(*term) : Known{};
}

void RuleRun::touch(const Expr& e) {
  if (e.kind == Expr::Kind::variable) touched_.insert(e.name);
  for (const Expr& a : e.args) touch(a);
}

Truth RuleRun::is_certain(const Expr& e) {
  touch(e);
  const Known k = evaluate(e);
  if (!k.certain.empty()) return Truth::yes;
  return k.closed && k.possible.empty() ? Truth::no : Truth::open;
}

/// Of values that stand beside one another, such as the places a thing lies in. Yes: one of them lies within what is
/// said. No: none does, and one of them excludes it.
Truth RuleRun::lies(const Known& k, const Term& said) {
  Truth out = Truth::open;
  for (const Witness& w : k.certain) {
    const Truth t = evaluator_.test(w, Op::eq, said, property_of(atom_.left));
    if (t == Truth::yes) return t;
    if (t == Truth::no) out = t;
  }
  return out;
}

/// Yes: a certain value stands so to what is said. No: all that it can be stand otherwise.
Truth RuleRun::compare(const Known& k, Op op, const Term& said) {
  if (op == Op::ne) return negate(compare(k, Op::eq, said));
  const std::string property = property_of(atom_.left);
  bool yes = false, no = false, all_no = true, all_yes = true, dates = true;
  std::set<std::string> sources;
  for (const Witness& w : k.certain) {
    const Truth t = evaluator_.test(w, op, said, property);
    yes = yes || t == Truth::yes;
    no = no || t == Truth::no;
    all_no = all_no && t == Truth::no;
    all_yes = all_yes && t == Truth::yes;
    dates = dates && std::holds_alternative<Date>(w.value);
    sources.insert(w.proof.source);
  }
  // Where sources tell it differently, what one of them leaves open is not supported by the other.
  if (yes && (no || (!all_yes && (dates || sources.size() > 1))) && k.functional) {
    disputed_ = true;
    return Truth::open;
  }
  if (yes) return Truth::yes;
  if (op == Op::eq || op == Op::in) {
    for (const Witness& w : k.excluded) {
      if (evaluator_.test(w, Op::eq, said, property) != Truth::yes) continue;
      excluded_ = w;
      return Truth::no;
    }
  }
  for (const Witness& w : k.possible) all_no = all_no && evaluator_.test(w, op, said, property) == Truth::no;
  return all_no && !k.certain.empty() && (k.functional || k.closed) ? Truth::no : Truth::open;
}

Truth RuleRun::weigh(const rules::Condition& c) {
  using Of = rules::Condition;
  switch (c.kind) {
    case Of::Kind::negation: return negate(weigh(c.of[0]));
    case Of::Kind::all:
    case Of::Kind::any: {
      const Truth ends = c.kind == Of::Kind::all ? Truth::no : Truth::yes;
      Truth out = negate(ends);
      for (const Of& x : c.of) {
        const Truth t = weigh(x);
        if (t == ends) return ends;
        if (t == Truth::open) out = Truth::open;
      }
      return out;
    }
    case Of::Kind::test: return is_certain(c.args[0]);
    case Of::Kind::compare: break;
  }
  touch(c.left);
  touch(c.right);
  const auto said = build_term(c.right, bindings_, evaluator_.schema());
  if (!said) return Truth::open;
  const Known k = evaluate(c.left);
  switch (c.relation) {
    case Of::Relation::within: return lies(k, *said);
    case Of::Relation::apart: return negate(lies(k, *said));
    case Of::Relation::op: return compare(k, c.op, *said);
    case Of::Relation::op_variable: break;
  }
  const auto op = bindings_.find(c.op_variable);
  return op == bindings_.end() ? Truth::open : compare(k, std::get<Op>(op->second), *said);
}

/// What the variables that were looked at come from; of something excluded, why.
Proof RuleRun::proof() {
  Proof p;
  p.name = rule_.id;
  const auto add = [&](const Proof& one) {
    if (!one.name.empty() || !one.from.empty()) p.from.push_back(one);
  };
  for (const std::string& variable : touched_) {
    const auto it = bindings_.find(variable);
    if (it == bindings_.end()) continue;
    Known k;
    if (const auto* known = std::get_if<Known>(&it->second)) k = *known;
    if (const auto* t = std::get_if<Term>(&it->second); t != nullptr && t->kind != Term::Kind::value)
      k = evaluator_.known(*t);
    for (std::size_t i = 0; i < k.certain.size() && i < kProven; ++i) add(k.certain[i].proof);
    if (k.completeness) add(*k.completeness);
  }
  if (excluded_)
    if (const auto place = evaluator_.place_of_excluded(atom_.left, *excluded_)) add(place->proof);
  return p;
}

bool RuleRun::decide(Ruling& out) {
  for (const rules::Let& l : rule_.lets) bindings_.insert_or_assign(l.variable, evaluate(l.value));
  out.rule = rule_.id;
  for (const rules::Clause& c : rule_.clauses) {
    if (!c.when) continue;
    touched_.clear();
    excluded_.reset();
    if (weigh(*c.when) != Truth::yes) continue;
    out.proof = proof();
    // What rests on nothing decides nothing.
    if (out.proof.from.empty()) break;
    out.verdict = c.verdict;
    out.explanation = say(c);
    return true;
  }
  touched_.clear();
  excluded_.reset();
  for (const rules::Let& l : rule_.lets) touched_.insert(l.variable);
  out.proof = proof();
  if (!disputed_ || out.proof.from.empty()) return false;
  out.verdict = Verdict::disputed;
  out.explanation = say_disputed();
  return true;
}

Ruling ask_rules(const rules::RuleSet& rules, const Atom& atom, Evaluator& evaluator, const std::string& messages) {
  std::optional<Ruling> first;
  for (const rules::Rule& rule : rules.rules()) {
    auto bindings = match(rule, atom, evaluator.facts());
    if (!bindings) continue;
    Ruling one;
    if (RuleRun(rule, std::move(*bindings), atom, rules, evaluator, messages).decide(one)) return one;
    if (!first) first = std::move(one);
  }
  return first.value_or(Ruling{});
}

}  // namespace saksi::oracle

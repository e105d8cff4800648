#include "engine/judge/rule_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/builtins.h"

namespace saksi::engine {
namespace {

using Group = Symbols::Group;
using rules::Expr;

/// Shapes: some, no, and comparisons by the kind of their left term.
constexpr std::size_t kSome = 0, kNo = 1, kCompare = 2;

/// The variables of a rule, to be numbered in the order of their names.
void variables_of(const Expr& e, std::set<std::string>& out) {
  if (e.kind == Expr::Kind::variable || e.head_variable) out.insert(e.name);
  for (const Expr& a : e.args) variables_of(a, out);
}

class Compiler {
 public:
  Compiler(const rules::Rule& rule, const corpus::Snapshot& facts) : rule_(rule), facts_(facts) {}

  CompiledRule run(std::uint32_t number) {
    number_variables();
    CompiledRule out;
    out.source = &rule_;
    out.number = number;
    out.slots = slots_.size();
    const rules::AtomPattern& p = rule_.atom;
    out.atom = p.kind;
    out.op = p.op;
    if (!p.op_variable.empty()) out.op_slot = slot(p.op_variable);
    if (p.kind == Atom::Kind::compare) {
      out.left = expr(p.left);
      out.right = expr(p.right);
    } else {
      out.set_slot = slot(p.set_variable);
    }
    for (const rules::Guard& g : rule_.guards) out.guards.push_back(guard(g));
    for (const rules::Let& l : rule_.lets) {
      out.lets.emplace_back(slot(l.variable), expr(l.value));
      out.lets_mask |= std::uint64_t{1} << slot(l.variable);
    }
    for (const rules::Clause& c : rule_.clauses) out.clauses.push_back(clause(c));
    return out;
  }

 private:
  void number_variables() {
    std::set<std::string> all;
    variables_of(rule_.atom.left, all);
    variables_of(rule_.atom.right, all);
    for (const std::string* name : {&rule_.atom.op_variable, &rule_.atom.set_variable})
      if (!name->empty()) all.insert(*name);
    for (const rules::Let& l : rule_.lets) all.insert(l.variable);
    for (const std::string& name : all) slots_.emplace(name, static_cast<int>(slots_.size()));
  }

  [[nodiscard]] int slot(const std::string& name) const {
    const auto found = slots_.find(name);
    return found == slots_.end() ? -1 : found->second;
  }

  [[nodiscard]] Path path(std::string_view text) const {
    const auto dot = text.find('.');
    return {facts_.name(text.substr(0, dot)),
            dot == std::string_view::npos ? Sym{} : facts_.name(text.substr(dot + 1))};
  }

  [[nodiscard]] RuleExpr expr(const Expr& e) const {
    RuleExpr out;
    for (const Expr& a : e.args) out.args.push_back(expr(a));
    if (e.kind == Expr::Kind::variable) {
      out.slot = slot(e.name);
      out.rest = e.rest;
    } else if (e.kind == Expr::Kind::literal) {
      literal(e, out);
    } else if (e.head_variable) {
      out.kind = RuleExpr::Kind::apply;
      out.slot = slot(e.name);
    } else {
      call(e, out);
    }
    return out;
  }

  void literal(const Expr& e, RuleExpr& out) const {
    out.kind = RuleExpr::Kind::literal;
    if (const auto* q = std::get_if<Quantity>(&e.literal)) out.literal = *q;
    if (const auto* t = std::get_if<notation::Text>(&e.literal)) out.literal = Text{t->text};
    const auto* s = std::get_if<notation::Symbol>(&e.literal);
    if (s == nullptr) return;
    if (s->id == "now") {
      out.kind = RuleExpr::Kind::now;
      return;
    }
    out.name = path(s->id);
    Sym id = facts_.kind(s->id);
    if (!id) id = facts_.symbols().find(Group::symbol, s->id);
    out.literal = Symbol{id};
  }

  void call(const Expr& e, RuleExpr& out) const {
    using Kind = RuleExpr::Kind;
    static const std::map<std::string_view, Kind> kCalls = {
        {"the", Kind::the},         {"nth", Kind::nth},           {"last", Kind::last}, {"rank", Kind::rank},
        {"count", Kind::count},     {"distinct", Kind::distinct}, {"-", Kind::minus},   {"now", Kind::now},
        {"members", Kind::members}, {"excluded", Kind::excluded}};
    const auto found = kCalls.find(e.name);
    out.kind = found == kCalls.end() ? Kind::apply : found->second;
    if (out.kind == Kind::apply) out.name = path(e.name);
  }

  [[nodiscard]] RuleGuard guard(const rules::Guard& g) const {
    using Base = Vocabulary::ValueType::Base;
    using Type = RuleGuard::Type;
    RuleGuard out;
    if (g.variable.empty()) {
      for (const std::string& l : g.labels)
        if (const auto label = parse_label(l)) out.labels |= 1U << static_cast<unsigned>(*label);
      return out;
    }
    out.slot = slot(g.variable);
    static const std::map<std::string_view, Type> kTypes = {
        {"role", Type::role}, {"property", Type::property}, {"event", Type::event}, {"entity", Type::entity}};
    if (const auto named = kTypes.find(g.type); named != kTypes.end()) {
      out.type = named->second;
    } else if (const Base base = Vocabulary::ValueType::parse(g.type); base != Base::none) {
      out.type = Type::value;
      out.base = base;
    } else {
      out.type = Type::kind;
      out.kind = facts_.kind(g.type);
    }
    return out;
  }

  [[nodiscard]] RuleCondition condition(const rules::Condition& c) const {
    RuleCondition out;
    out.kind = c.kind;
    for (const rules::Condition& x : c.of) out.of.push_back(condition(x));
    if (c.kind == rules::Condition::Kind::compare) {
      out.left = expr(c.left);
      out.right = expr(c.right);
      out.relation = c.relation;
      out.op = c.op;
      if (!c.op_variable.empty()) out.op_slot = slot(c.op_variable);
    }
    if (c.kind == rules::Condition::Kind::test) out.tested = expr(c.args[0]);
    return out;
  }

  [[nodiscard]] RuleClause clause(const rules::Clause& c) const {
    RuleClause out;
    out.verdict = c.verdict;
    if (c.when) out.when = condition(*c.when);
    for (const rules::Message& m : c.say) {
      RuleMessage message;
      message.language = m.lang;
      for (const auto& p : m.pieces) {
        message.pieces.push_back({p.text, std::nullopt});
        if (p.value) message.pieces.back().value = expr(*p.value);
      }
      out.say.push_back(std::move(message));
    }
    for (const rules::Fix& f : c.fix) out.fix.push_back({slot(f.target), expr(f.with), f.safe});
    return out;
  }

  const rules::Rule& rule_;
  const corpus::Snapshot& facts_;
  std::map<std::string, int> slots_;
};

/// The kinds of left terms that a pattern may fit.
bool may_fit(const RuleExpr& pattern, Term::Kind kind) {
  using E = RuleExpr::Kind;
  using T = Term::Kind;
  switch (pattern.kind) {
    case E::slot: return true;
    case E::literal: return kind == T::value;
    case E::apply: return kind == T::prop || kind == T::role;
    case E::the: return kind == T::the;
    case E::nth: return kind == T::nth;
    case E::last: return kind == T::last;
    case E::rank: return kind == T::rank;
    case E::count: return kind == T::count;
    case E::distinct: return kind == T::distinct;
    case E::minus: return kind == T::minus;
    case E::now: return kind == T::now;
    case E::members:
    case E::excluded:
    case E::certain: return false;
  }
  return false;
}

}  // namespace

RuleTable::RuleTable(const rules::RuleSet& rules, const corpus::Snapshot& facts) : source_(rules), facts_(facts) {
  rules_.reserve(rules.rules().size());
  for (const rules::Rule& r : rules.rules())
    rules_.push_back(Compiler(r, facts).run(static_cast<std::uint32_t>(rules_.size())));
  for (const CompiledRule& r : rules_) place(r);
}

void RuleTable::place(const CompiledRule& rule) {
  if (rule.atom != Atom::Kind::compare) {
    by_shape_[rule.atom == Atom::Kind::some ? kSome : kNo].push_back(&rule);
    return;
  }
  for (std::size_t k = 0; k <= static_cast<std::size_t>(Term::Kind::now); ++k)
    if (may_fit(rule.left, static_cast<Term::Kind>(k))) by_shape_[kCompare + k].push_back(&rule);
}

std::size_t RuleTable::shape_of(const Atom& atom, const Meaning& m) {
  if (atom.kind != Atom::Kind::compare) return atom.kind == Atom::Kind::some ? kSome : kNo;
  return kCompare + static_cast<std::size_t>(m[atom.left].kind);
}

std::span<const CompiledRule* const> RuleTable::candidates(const Atom& atom, const Meaning& m) const {
  return by_shape_[shape_of(atom, m)];
}

std::string_view RuleTable::label(Path name, std::string_view language) const {
  if (name.tail) return {};
  return source_.label(facts_.text(name.head), language);
}

}  // namespace saksi::engine

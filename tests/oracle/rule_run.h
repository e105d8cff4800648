#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/verdict.h"
#include "rules/parse.h"
#include "tests/oracle/evaluator.h"
#include "tests/oracle/rule_match.h"

namespace saksi::oracle {

/// What the rules say of an atom as it stands.
struct Ruling {
  Verdict verdict = Verdict::unverified;
  std::string rule;         ///< that decided, or the first that was asked; empty = none was
  std::string explanation;  ///< of what is decided
  Proof proof;
};

/// What the rules in force say of an atom: the first that decides wins, the most specific pattern first. `messages`: the
/// language of explanations.
Ruling ask_rules(const rules::RuleSet& rules, const Atom& atom, Evaluator& evaluator, const std::string& messages);

/// One rule at work on one atom.
class RuleRun {
 public:
  RuleRun(const rules::Rule& rule, Bindings bindings, const Atom& atom, const rules::RuleSet& all, Evaluator& evaluator,
          std::string messages)
      : rule_(rule),
        bindings_(std::move(bindings)),
        atom_(atom),
        all_(all),
        evaluator_(evaluator),
        messages_(std::move(messages)) {}

  /// True where the rule decides.
  bool decide(Ruling& out);

 private:
  Known evaluate(const rules::Expr& e);
  Known built_in(const rules::Expr& e);
  void touch(const rules::Expr& e);
  Truth weigh(const rules::Condition& c);
  Truth is_certain(const rules::Expr& e);
  Truth lies(const Known& k, const Term& said);
  Truth compare(const Known& k, Op op, const Term& said);
  Proof proof();

  // messages.cpp
  std::string say(const rules::Clause& c);
  std::string say_disputed();
  std::string render(const rules::Message& m);
  std::string show(const rules::Expr& e);
  std::string show(const Binding& b);
  std::string show(const Known& k);
  std::string show_said(const Term& t);
  [[nodiscard]] std::string show_name(const std::string& name) const;
  [[nodiscard]] std::string show_op(Op op) const;
  [[nodiscard]] std::string join(std::vector<std::string> parts) const;
  [[nodiscard]] bool speaks_of_time() const;

  const rules::Rule& rule_;
  Bindings bindings_;
  const Atom& atom_;
  const rules::RuleSet& all_;
  Evaluator& evaluator_;
  std::string messages_;
  std::set<std::string> touched_;    ///< variables that were looked at
  std::optional<Witness> excluded_;  ///< what is said is this, which is known not to be it
  bool disputed_ = false;
};

}  // namespace saksi::oracle

#pragma once
#include <deque>
#include <optional>
#include <vector>

#include "engine/judge/rule_table.h"
#include "engine/judge/ruling.h"
#include "engine/query/evaluator.h"

namespace saksi::engine {

/// Asks the rules about atoms. Polarity, links, readings and the age of facts are the judge's business: what is weighed
/// here is the atom as it stands. One a thread; rules and evaluator must outlive it, and what it says lives until the
/// evaluator begins anew.
class RuleRunner {
 public:
  RuleRunner(const RuleTable& rules, Evaluator& evaluator) : rules_(rules), evaluator_(evaluator) {}
  /// Forgets what earlier rulings rest on.
  void begin() { answers_.clear(); }

  /// The first rule that decides wins, the most specific pattern first.
  Ruling run(const Atom& atom);
  /// The value of an expression of a rule, as messages and corrections need it.
  const Answer& evaluate(const RuleExpr& e, const RuleRun& run);
  /// The term it stands for; none for what is no term.
  TermId term(const RuleExpr& e, const RuleRun& run);
  /// What the variables that were looked at come from.
  std::vector<ProofId> rests_on(const RuleRun& run);
  [[nodiscard]] Evaluator& evaluator() { return evaluator_; }

 private:
  struct Asked;
  bool fits(const CompiledRule& rule, const Atom& atom, RuleRun& run);
  bool fits(const RuleExpr& p, TermId t, RuleRun& run);
  bool fits_args(const RuleExpr& p, TermId t, RuleRun& run);
  static bool bind(int slot, const Binding& b, RuleRun& run);
  bool guarded(const RuleGuard& g, const Atom& atom, const RuleRun& run);
  bool guarded(const RuleGuard& g, TermId t);
  bool guarded(const RuleGuard& g, SetId s);
  Vocabulary::ValueType type_of(TermId t);

  void decide(RuleRun& run, const Atom& atom);
  Truth weigh(const RuleCondition& c, RuleRun& run, const Atom& atom);
  Truth compare(const Answer& k, Op op, TermId said, Sym property, RuleRun& run);
  Truth lies(const Answer& k, TermId said, Sym property);
  Truth is_certain(const RuleExpr& e, RuleRun& run);
  static void touch(const RuleExpr& e, RuleRun& run);
  TermId construct(const RuleExpr& e, const RuleRun& run);

  const RuleTable& rules_;
  Evaluator& evaluator_;
  std::deque<Answer> answers_;
};

}  // namespace saksi::engine

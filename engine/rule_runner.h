#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "corpus/fact_base.h"
#include "engine/evaluate.h"
#include "rules/parse.h"

namespace saksi::engine {

/// The languages a finding is worded in, and the text its corrections go into.
struct RunOptions {
  std::string messages = "en";   ///< of explanations
  std::string text_lang = "en";  ///< of the text, for what suggestions write
  std::string_view text;  ///< the user's text that spans point into; empty = no second half of a unit pair is mended
};

/// A rule that was asked about an atom, for `saksi explain`.
struct Attempt {
  std::string rule;
  bool matched = false;
  std::string outcome;  ///< "supported", or why it did not decide
};

/// Weighs atoms by rules over facts. Polarity, links, readings and the age of facts are the checker's business: what is
/// weighed here is the atom as it stands. The rules, evaluator and base must outlive it; one a thread.
class RuleRunner {
 public:
  RuleRunner(const rules::RuleSet& rules, const Evaluator& evaluator, const FactBase& facts, RunOptions options);

  /// supported, refuted, disputed or unverified; never throws. The first rule that decides wins, the most specific
  /// pattern first. Where none decides, `missing` names the premises that fail.
  [[nodiscard]] Finding run(const Atom& atom, std::vector<Attempt>* attempts = nullptr) const;

 private:
  const rules::RuleSet& rules_;
  const Evaluator& evaluator_;
  const FactBase& facts_;
  RunOptions options_;
};

}  // namespace saksi::engine

#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "rules/parse.h"
#include "tests/oracle/evaluator.h"
#include "tests/oracle/facts.h"
#include "tests/oracle/sentence.h"

/// A second evaluator of what sentences mean, to check the engine by. It says the same in the plainest way there is: in
/// text ids, with no symbol table, no postings and nothing derived beforehand; each set is found by asking each of its
/// conditions of each event or thing of its kind. It is slow, and shares with the engine only the words of messages, the
/// library that measures geodesics, the schema, the rules and the rows of the facts.
///
///   facts        the rows as lists, and scans of them          judge, past, namesakes, choose   from atoms to verdicts
///   evaluator    answers terms and sets; answer.h: with what   rule_match, rule_run, messages   a rule on an atom
///   sentence     meanings from ids to text                     claims, compare_claims           what is compared, and how
///
/// differential_test.cpp compares the two on every golden phrase, every example of the rules and every phrase of the
/// matrix; random_test.cpp on sets and terms that no phrase has; derived_test.cpp what the base derives from its rows with
/// scans of them. Where they differ, one of them is wrong: mend the engine, or, where the meaning was meant to change, say
/// it here too, in the plain way.
///
///   build/release/tests/test_oracle                                     all of it, about a minute and a half
///   build/release/tests/test_oracle "[golden]"                          or [rules], [matrix], [random], [derived]
///   SAKSI_ORACLE_SEED=7 build/release/tests/test_oracle "[random]"      other random sets and terms
namespace saksi::oracle {

/// What came of one atom: of saksi::Finding what is compared.
struct Finding {
  Atom atom;   ///< as it was read
  Atom asked;  ///< as the rules were asked: narrowed to one member, of the present
  Verdict verdict = Verdict::unverified;
  std::string rule;         ///< empty where none applied
  std::string explanation;  ///< of what is decided
  std::string since;
  Proof proof;
};

/// What came of one sentence.
struct Judgement {
  Verdict verdict = Verdict::unchecked;
  std::vector<Finding> findings;  ///< in text order
};

/// Judges sentences. Not for several threads; facts and rules must outlive it.
class Oracle {
 public:
  Oracle(const FactBase& base, const rules::RuleSet& rules) : facts_(base), rules_(rules), evaluators_(facts_) {}
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  /// `as_of`: the day the claim is judged on, in UTC; `messages`: the language of explanations.
  Judgement judge(const Sentence& sentence, std::optional<TimeInterval> as_of, const std::string& messages);

 private:
  Facts facts_;
  const rules::RuleSet& rules_;
  Evaluators evaluators_;
};

}  // namespace saksi::oracle

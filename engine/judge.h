#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "corpus/fact_base.h"
#include "engine/evaluate.h"
#include "engine/rule_runner.h"
#include "engine/saksi.h"
#include "rules/parse.h"

namespace saksi::engine {

struct JudgeOptions {
  std::string lang = "en";            ///< of the text
  std::string messages = "en";        ///< of explanations
  std::optional<TimeInterval> as_of;  ///< the day the claim is judged on, in UTC
  std::string_view text;              ///< what spans point into; may be empty in tests
};

/// Language, messages and day of a claim, as its options and its text give them.
JudgeOptions judge_options(const Checker& checker, std::string_view text, const ClaimOptions& options);

/// What was tried for one atom, for `saksi explain`.
struct Trace {
  std::size_t reading = 0;
  Atom atom;
  std::vector<Attempt> attempts;
};

/// From what was read of a sentence to what may be said of it: readings, polarity, links, the present and the past.
/// Facts and rules must outlive it; one a thread.
class Judge {
 public:
  Judge(const FactBase& facts, const rules::RuleSet& rules, JudgeOptions options);

  [[nodiscard]] ClaimResult judge(const Parsed& parsed, std::vector<Trace>* trace = nullptr) const;

 private:
  struct Weighed {
    std::vector<Finding> findings;
    Verdict verdict = Verdict::unverified;
    std::vector<std::string> missing;
  };
  [[nodiscard]] bool namesake_was_born(const Atom& a) const;
  [[nodiscard]] bool may_be_namesake(const Atom& a) const;
  [[nodiscard]] std::optional<std::size_t> namesake(const Parsed& parsed, const std::vector<Weighed>& readings) const;
  [[nodiscard]] std::optional<std::size_t> settled(const Parsed& parsed, const std::vector<Weighed>& readings) const;
  [[nodiscard]] Weighed weigh(const Parsed& parsed, std::size_t reading, std::vector<Trace>* trace) const;
  [[nodiscard]] Finding weigh(const Atom& atom, std::size_t reading, std::vector<Trace>* trace) const;
  [[nodiscard]] std::vector<Finding> weigh(const Reading& reading, std::size_t index, std::vector<Trace>* trace) const;
  void deny(std::vector<Finding>& findings) const;
  void date(Finding& f) const;
  void mourn(Finding& f) const;
  void outdate(Finding& f, Seconds since, Proof because) const;
  void attribute(Finding& f) const;
  [[nodiscard]] Verdict verdict_of(const Parsed& parsed, const std::vector<Finding>& findings) const;
  [[nodiscard]] std::string words(Span s) const;
  [[nodiscard]] bool indonesian() const { return options_.messages == "id"; }

  const FactBase& facts_;
  const rules::RuleSet& rules_;
  JudgeOptions options_;
  Evaluator evaluator_;
  RuleRunner runner_;
};

}  // namespace saksi::engine

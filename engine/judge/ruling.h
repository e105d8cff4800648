#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/verdict.h"
#include "engine/judge/rule_table.h"
#include "engine/query/answer.h"
#include "engine/query/proof.h"

namespace saksi::engine {

/// What a verdict rests on: at least one row of the facts, a list that is complete, or a computation.
class Evidence {
 public:
  /// None of nothing.
  static std::optional<Evidence> of(std::vector<ProofId> all);
  [[nodiscard]] std::span<const ProofId> all() const { return all_; }

 private:
  explicit Evidence(std::vector<ProofId> all) : all_(std::move(all)) {}
  std::vector<ProofId> all_;
};

/// What a variable of a rule stands for while it is asked.
struct Binding {
  enum class Kind : std::uint8_t { none, term, set, name, key, number, op, terms, answer };
  Kind kind = Kind::none;
  bool role = false;  ///< of a name: a role, not a property
  Op op = Op::eq;
  TermId term = TermId::none;
  SetId set = SetId::none;
  Path name;
  Key key;
  int number = 0;
  std::uint32_t first = 0, count = 0;  ///< of terms: arguments of `term` from there on
  const Answer* answer = nullptr;
};

/// A rule that was asked about an atom: what its variables stand for, and the clause that decided.
struct RuleRun {
  const CompiledRule* rule = nullptr;
  std::vector<Binding> slots;
  std::uint64_t touched = 0;         ///< slots that the deciding clause looked at, or all that are computed; a bit each
  int clause = -1;                   ///< -1 = none decided
  bool disputed = false;             ///< sources of equal rank differ
  std::optional<Excluded> excluded;  ///< what is said is this, which is known not to be it
};

/// What the rules say of an atom. Decided verdicts have their evidence, or they could not be made.
class Ruling {
 public:
  /// Nothing is decided by the rules that were asked, the first of which words it.
  static Ruling open(std::vector<RuleRun> asked);
  /// The last of the rules that were asked decides.
  static Ruling decided(Verdict verdict, std::vector<RuleRun> asked, Evidence evidence);

  [[nodiscard]] Verdict verdict() const { return verdict_; }
  [[nodiscard]] bool is(Verdict v) const { return verdict_ == v; }
  [[nodiscard]] std::span<const RuleRun> asked() const { return asked_; }
  /// The rule that decided; null where none did.
  [[nodiscard]] const RuleRun* decider() const { return evidence_ ? &asked_.back() : nullptr; }
  [[nodiscard]] const std::optional<Evidence>& evidence() const { return evidence_; }

 private:
  Verdict verdict_ = Verdict::unverified;
  std::vector<RuleRun> asked_;
  std::optional<Evidence> evidence_;
};

}  // namespace saksi::engine

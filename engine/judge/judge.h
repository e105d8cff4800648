#pragma once
#include <optional>
#include <vector>

#include "core/meaning.h"
#include "engine/judge/knowledge.h"
#include "engine/judge/opinion.h"
#include "engine/judge/rule_runner.h"
#include "engine/query/evaluator.h"

namespace saksi::engine {

/// What was asked of one atom, for `saksi explain`.
struct Trace {
  std::size_t reading = 0;
  Atom atom;
  bool asked = false;
  Ruling ruling;
};

/// From what was read of a sentence to what may be said of it: readings, polarity, links, the present and the past. Says
/// nothing in words. One a thread; the knowledge must outlive it.
class Judge {
 public:
  explicit Judge(const Knowledge& knowledge);

  /// What it returns refers to `parsed` and to this judge's answers: both must stay as they are until it is worded.
  /// `as_of`: the day the claim is judged on.
  Judgement judge(Parsed& parsed, std::optional<TimeInterval> as_of, std::vector<Trace>* trace = nullptr);

  [[nodiscard]] RuleRunner& runner() { return runner_; }
  [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }

 private:
  struct Weighed {
    std::vector<Opinion> opinions;
    Verdict verdict = Verdict::unverified;
  };
  Weighed weigh_reading(std::size_t reading, std::vector<Trace>* trace);
  std::vector<Opinion> weigh_atoms(std::size_t reading, std::vector<Trace>* trace);
  Opinion weigh(const Atom& told, const Atom& narrowed, std::size_t reading, std::vector<Trace>* trace);
  void disagree(std::vector<Opinion>& opinions, const std::vector<Opinion>& others, const std::vector<Atom>& atoms);
  static void deny(std::vector<Opinion>& opinions);
  void hold_back(Opinion& o, bool another_time);
  [[nodiscard]] bool began_again(const Atom& asked);
  [[nodiscard]] bool is_partial(const Opinion& o) const;
  [[nodiscard]] Verdict verdict_of(const std::vector<Opinion>& opinions) const;
  void settle_readings(std::vector<Weighed>& readings, Judgement& out);
  [[nodiscard]] std::optional<std::size_t> meant_by_roles(const std::vector<Weighed>& readings) const;
  [[nodiscard]] std::optional<std::size_t> meant_by_place(const std::vector<Weighed>& readings) const;

  // past.cpp
  void look_back(Opinion& o);
  std::optional<std::vector<TimeInterval>> times_it_held(const Atom& asked);
  void end_with_subject(Opinion& o);
  bool had_held(const Atom& asked);
  Atom with_now(const Atom& a);
  [[nodiscard]] bool may_be_of_another_time(const std::vector<Atom>& atoms) const;
  [[nodiscard]] bool tells_an_event(const Atom& a) const;
  bool is_of_another_time(const Opinion& o);
  ProofId as_proof(const Ruling& ruling);
  struct ChangePoint {
    Seconds utc = 0, civil = 0;
  };
  std::vector<ChangePoint> change_points(const Atom& asked);

  // namesakes.cpp
  [[nodiscard]] bool may_be_namesake(const Atom& a) const;
  [[nodiscard]] bool has_common_name(Row entity) const;
  [[nodiscard]] bool is_of_a_life(const Atom& a, Row& whose) const;
  [[nodiscard]] bool other_lies_there(Row entity, Row place) const;

  const Knowledge& knowledge_;
  Proofs proofs_;
  Evaluator evaluator_, earlier_;
  RuleRunner runner_, earlier_runner_;
  Parsed* parsed_ = nullptr;
  std::optional<TimeInterval> as_of_;
};

}  // namespace saksi::engine

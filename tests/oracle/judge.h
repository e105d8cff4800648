#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/oracle/oracle.h"
#include "tests/oracle/rule_run.h"

namespace saksi::oracle {

/// From what was read of one sentence to what may be said of it: readings, polarity, links, the present and the past.
class Judge {
 public:
  Judge(Evaluators& evaluators, const rules::RuleSet& rules, const Sentence& sentence,
        std::optional<TimeInterval> as_of, std::string messages)
      : evaluators_(evaluators),
        evaluator_(evaluators.of(as_of)),
        facts_(evaluator_.facts()),
        rules_(rules),
        sentence_(sentence),
        as_of_(as_of),
        messages_(std::move(messages)) {}

  Judgement judge();

 private:
  struct Weighed {
    std::vector<Finding> findings;
    Verdict verdict = Verdict::unverified;
  };
  Weighed weigh_reading(const Reading& reading);
  std::vector<Finding> weigh_atoms(const std::vector<Atom>& atoms);
  Finding weigh(const Atom& told, const Atom& narrowed);
  void hold_back(Finding& f, bool another_time);
  bool began_again(const Atom& asked);
  void deny(std::vector<Finding>& findings) const;
  void contradict(Finding& f) const;
  void attribute(Finding& f) const;
  [[nodiscard]] Verdict verdict_of(const std::vector<Finding>& findings) const;
  [[nodiscard]] std::optional<std::size_t> meant(const std::vector<Weighed>& readings) const;
  [[nodiscard]] std::optional<std::size_t> meant_by_roles(const std::vector<Weighed>& readings) const;
  [[nodiscard]] std::optional<std::size_t> meant_by_place(const std::vector<Weighed>& readings) const;

  // choose.cpp
  /// `the S` with several members: the atoms with each such S narrowed to the member that agrees with most atoms that
  /// speak of it. Several where members agree equally well: they must come to the same verdicts.
  std::vector<std::vector<Atom>> choose(const std::vector<Atom>& atoms);

  // past.cpp
  void look_back(Finding& f);
  void end_with_subject(Finding& f);
  void outdate(Finding& f, Seconds since, Proof because);
  /// From an instant to the civil time at its place.
  std::map<Seconds, Seconds> change_points(const Atom& asked);
  [[nodiscard]] Seconds civil_of(Seconds t, std::string_view zone) const;
  [[nodiscard]] Atom with_now(const Atom& a) const;
  [[nodiscard]] bool is_state(std::string_view kind) const;
  [[nodiscard]] bool may_be_of_another_time(const std::vector<Atom>& atoms) const;
  bool is_of_another_time(const Finding& f);

  // namesakes.cpp
  [[nodiscard]] bool may_be_namesake(const Atom& a) const;
  [[nodiscard]] bool has_common_name(const std::string& entity) const;
  [[nodiscard]] std::optional<std::string> whose_life(const Atom& a) const;
  [[nodiscard]] bool other_lies_there(const std::string& entity, const std::string& place) const;

  Evaluators& evaluators_;
  Evaluator& evaluator_;
  const Facts& facts_;
  const rules::RuleSet& rules_;
  const Sentence& sentence_;
  std::optional<TimeInterval> as_of_;
  std::string messages_;
};

}  // namespace saksi::oracle

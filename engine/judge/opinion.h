#pragma once
#include <optional>
#include <vector>

#include "core/verdict.h"
#include "engine/judge/ruling.h"

namespace saksi::engine {

/// What is missing beside what the rules say is missing.
enum class Want : std::uint8_t {
  unread,          ///< the words that were not read, one by one
  unread_words,    ///< that there are some
  which_one,       ///< which of several members is meant
  time_spoken_of,  ///< the time that the sentence speaks of
  another_of_name  ///< whether another of that name is meant
};

/// What comes of one atom: the rules' ruling, and what the judge makes of it. No text: see engine/explain.
class Opinion {
 public:
  struct Outdated {
    Seconds since = 0;                ///< the civil day from which it no longer held
    ProofId because = ProofId::none;  ///< that it held before
  };
  enum class Denial : std::uint8_t { none, contradicted, turned };

  Opinion(const Atom& told, const Atom& weighed, Ruling by, bool rules_asked)
      : atom(told), asked(weighed), ruling(std::move(by)), was_asked(rules_asked), verdict_(ruling.verdict()) {}

  Atom atom;   ///< as it was read
  Atom asked;  ///< as the rules were asked: narrowed to one member, of the present
  Ruling ruling;
  bool was_asked = true;  ///< false where what is unread forbids it
  std::optional<Outdated> outdated;
  std::vector<Want> wants;
  TermId which = TermId::none;  ///< of Want::which_one
  Denial denial = Denial::none;
  bool explained = true;      ///< an explanation is given
  bool dated = true;          ///< since when it is outdated is told
  bool corrected = true;      ///< corrections are offered
  bool proven = true;         ///< rule and proof are given
  bool by_questions = false;  ///< what is missing is an answer to the sentence's own questions

  [[nodiscard]] Verdict verdict() const { return verdict_; }
  [[nodiscard]] bool is(Verdict v) const { return verdict_ == v; }
  void want(Want w);
  /// Takes back what was decided, with its rule, proof, explanation and corrections.
  void withdraw();
  /// Takes back what was decided; the rule and what it rests on stay.
  void leave_open();
  void mark_outdated(Outdated o);
  /// The verdict of the whole that is denied, turned round. Precondition: not decided without evidence.
  void deny(Verdict all);

 private:
  Verdict verdict_;
};

/// What comes of a sentence.
struct Judgement {
  enum class Missing : std::uint8_t {
    none,
    of_opinions,   ///< what its unverified opinions lack, and what was not read
    of_questions,  ///< an answer to its questions, and what was not read
    of_reading     ///< what was not read
  };
  Verdict verdict = Verdict::unchecked;
  std::vector<Opinion> opinions;
  Missing missing = Missing::none;
};

}  // namespace saksi::engine

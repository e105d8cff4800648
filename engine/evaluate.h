#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "corpus/fact_base.h"

namespace saksi::engine {

/// One value the facts give for a term.
struct Witness {
  Value value;
  std::optional<TimeInterval> when;  ///< of a time: the UTC interval it is known to
  std::string zone;                  ///< of a time: the zone of its place; further frames in `frames`
  std::vector<std::string> frames;   ///< of a time: the zones it may be told in
  std::string event;                 ///< id of the event or state behind it, where there is one
  std::vector<Witness> of;           ///< of a difference: the two it was taken of; of a conversion: what was converted
  Proof proof;
};

/// What the facts say of a term or a set: (certain, possible, closed).
struct Known {
  std::vector<Witness> certain;
  std::vector<Witness> possible;      ///< might be too: unknown roles, marginal members. Apart from `certain`
  std::vector<Witness> excluded;      ///< of nth and last: members that are known not to be it, whatever is missing
  bool closed = false;                ///< there is nothing beyond certain and possible
  bool functional = false;            ///< at most one value at a time
  std::vector<std::string> missing;   ///< what would settle it, in words
  std::optional<Proof> completeness;  ///< the statement that closes it
};

enum class Truth : std::uint8_t { yes, no, open };

/// Evaluates terms and sets against a fact base as of a day. Holds no state between calls but a cache; one a thread.
class Evaluator {
 public:
  Evaluator(const FactBase& facts, std::optional<TimeInterval> as_of, std::string lang);
  ~Evaluator();

  [[nodiscard]] Known known(const Term& t) const;
  [[nodiscard]] Known members(const Set& s) const;
  /// Does `fact op said` hold? yes: the fact lies within what is said (widened by tolerance); no: apart by more than
  /// the margin; open: between them, or one is vaguer than the other.
  [[nodiscard]] Truth test(const Witness& fact, Op op, const Term& said, std::string_view property) const;
  /// A value for a reader, dates and numbers by locale: "11 August 2023", "1.011 km", "Kosmodrom Vostochny".
  [[nodiscard]] std::string show(const Witness& w, std::string_view lang) const;
  [[nodiscard]] std::string show(const Term& t, std::string_view lang) const;
  /// The same as precise and in the unit and zone that the text used, so that it can stand in its place.
  [[nodiscard]] std::string show_like(const Witness& w, const Term& said, std::string_view lang) const;
  /// `the S` with several members: the reading in which each such S is narrowed to the member that agrees with most
  /// atoms that speak of it. Several where members agree equally well: they must come to the same verdicts.
  [[nodiscard]] std::vector<Reading> choose(const Reading& reading) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace saksi::engine

#pragma once
#include "core/meaning.h"
#include "core/quantity.h"
#include "engine/truth/truth.h"

namespace saksi::engine {

/// A quantity with its unit found: what figures are compared as. `low` .. `high` is what it covers.
struct Amount {
  double value = 0, low = 0, high = 0;
  const Unit* unit = nullptr;  ///< null = a unit nobody knows, which compares with nothing
  Hedge hedge = Hedge::none;
  Bound bound = Bound::eq;
  int decimals = 0, significant = 0;
  bool range = false;

  static Amount of(const Quantity& q);
  /// An exact count, or from `low` to `high` of them (infinite where there may be any number more).
  static Amount count(double low, double high);
  /// As it is written in meanings: "1500 km".
  [[nodiscard]] Quantity quantity() const;
};

/// How far a figure may be off, beside its own rounding.
struct Tolerance {
  double share = 0;    ///< of what is said
  bool taste = false;  ///< it is a matter of taste where the thing measured begins: within that much nothing is wrong
};

/// A fact against what a text says. Supported is what the fact, as it is told, lies in. Refuted is what it lies apart
/// from, however it or what is said was rounded, by more than the tolerance and half the width of both. Between them
/// nothing is decided. For figures of one form (digits, hedge, bound) verdicts only get worse with the distance.
Truth compare(const Amount& fact, Op op, const Amount& said, Tolerance tolerance);

/// A stretch of numbers, closed, for what has no unit.
struct Stretch {
  double low = 0, high = 0;
};
/// One stretch against another: equality holds where the fact lies within what is said.
Truth compare(Stretch fact, Op op, Stretch said);
/// As above with bounds read from the words: "more than twelve" is told of `threshold`, not of the band around it.
Truth compare(Stretch fact, Op op, Stretch said, Stretch threshold);

/// "more than 500 km" is > 500 km, whatever the sentence's own operator of equality.
Op bounded(Op op, Bound bound);
/// What a bound is compared with: the number itself; a hedged one reaches to the edge of its band.
Stretch threshold_of(const Amount& said);

}  // namespace saksi::engine

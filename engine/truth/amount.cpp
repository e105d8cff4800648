#include "engine/truth/amount.h"

#include <algorithm>
#include <cmath>

namespace saksi::engine {
namespace {

/// How far a round figure may lie from the fact and still be supported, as a share of it; its rounding may reach further.
constexpr double kRounding = 0.02;
/// Two figures that far apart, as a share, are one: converting between units blurs the last digits.
constexpr double kSameFigure = 1e-9;

/// `told`: the fact as it is written; `wide`: with its own rounding. `said` supports, `rounded` with `slack` refutes.
Truth place(Stretch told, Stretch wide, Op op, Stretch said, Stretch rounded, Stretch threshold, double slack) {
  switch (op) {
    case Op::eq:
    case Op::in: {
      if (said.low <= told.low && told.high <= said.high) return Truth::yes;
      const double low = rounded.low - slack;
      const double high = rounded.high + slack;
      const double half = std::isfinite(high - low) ? (high - low) / 2 : 0;
      return wide.high < low - half || wide.low > high + half ? Truth::no : Truth::open;
    }
    case Op::ne: return negate(place(told, wide, Op::eq, said, rounded, threshold, slack));
    case Op::gt:
      if (told.low > threshold.high) return Truth::yes;
      return wide.high <= threshold.low - slack ? Truth::no : Truth::open;
    case Op::ge:
      if (told.low >= threshold.high) return Truth::yes;
      return wide.high < threshold.low - slack ? Truth::no : Truth::open;
    case Op::lt:
      if (told.high < threshold.low) return Truth::yes;
      return wide.low >= threshold.high + slack ? Truth::no : Truth::open;
    case Op::le:
      if (told.high <= threshold.low) return Truth::yes;
      return wide.low > threshold.high + slack ? Truth::no : Truth::open;
  }
  return Truth::open;
}

}  // namespace

Amount Amount::of(const Quantity& q) {
  return {q.value,    q.low,         q.high, find_unit(q.unit.empty() ? "1" : q.unit), q.hedge, q.bound,
          q.decimals, q.significant, q.range};
}

Amount Amount::count(double low, double high) {
  Amount a = of(Quantity::count(low));
  a.high = high;
  a.range = low != high;
  return a;
}

Quantity Amount::quantity() const {
  Quantity q;
  q.value = value;
  q.low = low;
  q.high = high;
  if (unit != nullptr) q.unit = unit->id;
  q.hedge = hedge;
  q.bound = bound;
  q.decimals = decimals;
  q.significant = significant;
  q.range = range;
  return q;
}

Op bounded(Op op, Bound bound) {
  if (op != Op::eq && op != Op::in) return op;
  switch (bound) {
    case Bound::eq: return op;
    case Bound::gt: return Op::gt;
    case Bound::ge: return Op::ge;
    case Bound::lt: return Op::lt;
    case Bound::le: return Op::le;
  }
  return op;
}

Stretch threshold_of(const Amount& said) {
  if (said.hedge != Hedge::about) return {said.value, said.value};
  const double band = 0.1 * std::fabs(said.value);
  return {said.value - band, said.value + band};
}

Truth compare(Stretch fact, Op op, Stretch said) { return place(fact, fact, op, said, said, said, 0); }

Truth compare(Stretch fact, Op op, Stretch said, Stretch threshold) {
  return place(fact, fact, op, said, said, threshold, 0);
}

Truth compare(const Amount& fact, Op op, const Amount& said, Tolerance tolerance) {
  const auto to = [&](double v) -> std::optional<double> {
    return std::isinf(v) ? std::optional(v) : convert(v, said.unit, fact.unit);
  };
  const Stretch edge = threshold_of(said);
  const auto low = to(said.low), high = to(said.high), value = to(said.value);
  const auto edge_low = to(edge.low), edge_high = to(edge.high);
  if (!low || !high || !value || !edge_low || !edge_high) return Truth::open;
  const double slack = said.hedge == Hedge::exactly ? 0 : tolerance.share * std::fabs(*value);
  const Stretch told = fact.range ? Stretch{fact.low, fact.high} : Stretch{fact.value, fact.value};
  // "80 m" of something 77 m high may be a rounding: no error, and no support either.
  Stretch supports{*low, *high};
  if (said.hedge == Hedge::none && said.bound == Bound::eq && !said.range) {
    const double near = kRounding * std::fabs(*value);
    const double taste = tolerance.taste ? slack : 0;
    supports = {std::max(*low, *value - near) - taste, std::min(*high, *value + near) + taste};
  }
  // "Exactly 84 kg" is that figure and no other that rounds to it; of one that does it is not said to be wrong.
  if (said.hedge == Hedge::exactly && said.bound == Bound::eq && !said.range) {
    const double blur = kSameFigure * std::fabs(*value);
    supports = {*value - blur, *value + blur};
  }
  const Truth t = place(told, {fact.low, fact.high}, bounded(op, said.bound), supports, {*low, *high},
                        {*edge_low, *edge_high}, slack);
  // "almost twelve" is not twelve.
  return t == Truth::yes && said.hedge == Hedge::almost && told.low >= *value ? Truth::open : t;
}

}  // namespace saksi::engine

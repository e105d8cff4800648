#include <algorithm>
#include <cmath>

#include "tests/oracle/evaluator.h"

/// Figures against figures, and the time between two moments against a length.
namespace saksi::oracle {
namespace {

struct Range {
  double low = 0, high = 0;
};

/// How far a round figure may lie from the fact and still be supported, as a share of it; its rounding may reach further.
constexpr double kRounding = 0.02;
/// The middle of a city is a matter of taste: as far as that every distance is right.
constexpr double kPlaceTolerance = 0.01;

/// "more than 500 km" is > 500 km, whatever the sentence's own operator of equality.
Op op_of(Op op, Bound b) {
  if (op != Op::eq && op != Op::in) return op;
  switch (b) {
    case Bound::eq: return op;
    case Bound::gt: return Op::gt;
    case Bound::ge: return Op::ge;
    case Bound::lt: return Op::lt;
    case Bound::le: return Op::le;
  }
  return op;
}

/// Supported is what the fact, as it is told, lies in (`said`). Refuted is what it lies apart from, however it (`wide`)
/// or what is said (`rounded`) was rounded, by more than `slack` and half the width of both. Between them nothing is
/// decided.
Truth lies(Range fact, Range wide, Op op, Range said, Range rounded, Range threshold, double slack) {
  switch (op) {
    case Op::eq:
    case Op::in: {
      if (said.low <= fact.low && fact.high <= said.high) return Truth::yes;
      const double low = rounded.low - slack, high = rounded.high + slack;
      const double half = std::isfinite(high - low) ? (high - low) / 2 : 0;
      return wide.high < low - half || wide.low > high + half ? Truth::no : Truth::open;
    }
    case Op::ne: return negate(lies(fact, wide, Op::eq, said, rounded, threshold, slack));
    case Op::gt:
      if (fact.low > threshold.high) return Truth::yes;
      return wide.high <= threshold.low - slack ? Truth::no : Truth::open;
    case Op::ge:
      if (fact.low >= threshold.high) return Truth::yes;
      return wide.high < threshold.low - slack ? Truth::no : Truth::open;
    case Op::lt:
      if (fact.high < threshold.low) return Truth::yes;
      return wide.low >= threshold.high + slack ? Truth::no : Truth::open;
    case Op::le:
      if (fact.high <= threshold.low) return Truth::yes;
      return wide.low > threshold.high + slack ? Truth::no : Truth::open;
  }
  return Truth::open;
}

/// What a bound is compared with: the number itself; a hedged one reaches to the edge of its band.
Range threshold_of(const Quantity& q) {
  const double band = q.hedge == Hedge::about ? 0.1 * std::fabs(q.value) : 0;
  return {q.value - band, q.value + band};
}

std::string unit_of(const Quantity& q) { return q.unit.empty() ? "1" : q.unit; }

Quantity exact(Quantity q) {
  q.low = q.high = q.value;
  return q;
}

Quantity scaled(Quantity q, double k) {
  q.value *= k;
  q.low *= k;
  q.high *= k;
  return q;
}

/// A mile at sea, a gallon in Britain: the word's other size, as a multiple of this one.
double other_size(const Quantity& q) {
  const Unit* unit = find_unit(q.unit);
  return unit == nullptr ? 1 : unit->other_size;
}

}  // namespace

Truth Evaluator::compare_quantity(const Quantity& fact, Op op, const Quantity& said, std::string_view property) const {
  const auto to = [&](double v) -> std::optional<double> {
    return std::isinf(v) ? std::optional(v) : convert(v, unit_of(said), unit_of(fact));
  };
  const Range edge = threshold_of(said);
  const auto low = to(said.low), high = to(said.high), value = to(said.value);
  const auto edge_low = to(edge.low), edge_high = to(edge.high);
  if (!low || !high || !value || !edge_low || !edge_high) return Truth::open;
  const PropertyDef* def = schema().property(property);
  const bool between_places = def == nullptr && property == "distance";
  const double tolerance = def != nullptr ? def->tolerance : between_places ? kPlaceTolerance : 0;
  const double slack = said.hedge == Hedge::exactly ? 0 : tolerance * std::fabs(*value);
  const Range told = fact.range ? Range{fact.low, fact.high} : Range{fact.value, fact.value};
  // "80 m" of something 77 m high may be a rounding: no error, and no support either.
  Range supports{*low, *high};
  if (said.hedge == Hedge::none && said.bound == Bound::eq && !said.range) {
    const double near = kRounding * std::fabs(*value);
    const double taste = between_places ? slack : 0;
    supports = {std::max(*low, *value - near) - taste, std::min(*high, *value + near) + taste};
  }
  // "Exactly 84 kg" is that figure and no other that rounds to it.
  if (said.hedge == Hedge::exactly && said.bound == Bound::eq && !said.range)
    supports = {*value - 1e-9 * std::fabs(*value), *value + 1e-9 * std::fabs(*value)};
  const Truth t =
      lies(told, {fact.low, fact.high}, op_of(op, said.bound), supports, {*low, *high}, {*edge_low, *edge_high}, slack);
  // "almost twelve" is not twelve.
  return t == Truth::yes && said.hedge == Hedge::almost && told.low >= *value ? Truth::open : t;
}

/// The other half of a pair of units: either may have been rounded from the other.
Truth Evaluator::compare_conversion(const Witness& fact, Op op, const Quantity& said, std::string_view property) const {
  const Truth forth = compare_quantity(std::get<Quantity>(fact.value), op, said, property);
  const auto* source = std::get_if<Quantity>(&fact.of.front().value);
  if (forth == Truth::yes || (op != Op::eq && op != Op::in) || source == nullptr) return forth;
  const Truth back = compare_quantity(exact(said), op, *source, property);
  if (back == Truth::yes) return Truth::yes;
  // Where the word has another size that fits, nothing is wrong.
  for (const double k : {other_size(*source), 1 / other_size(said)}) {
    if (k == 1) continue;
    const Quantity other = scaled(*source, k);
    if (compare_quantity(other, op, said, property) == Truth::yes) return Truth::open;
    if (compare_quantity(exact(said), op, other, property) == Truth::yes) return Truth::open;
  }
  // "rose by 1.5 °C (2.7 °F)": a difference has no zero point.
  const Unit *from = find_unit(source->unit), *to = find_unit(said.unit);
  if (from != nullptr && to != nullptr && from->dimension == Dimension::temperature &&
      to->dimension == from->dimension) {
    Quantity step = scaled(*source, from->factor / to->factor);
    step.unit = said.unit;
    if (compare_quantity(step, op, said, property) != Truth::no) return Truth::open;
  }
  return forth == back ? forth : Truth::open;
}

Truth Evaluator::compare_amount(const Witness& fact, Op op, const Quantity& said, bool from_text,
                                std::string_view property) const {
  const auto* f = std::get_if<Quantity>(&fact.value);
  if (f == nullptr) return Truth::open;
  if (fact.of.size() == 2) return compare_elapsed(fact, op, said);
  if (!from_text && op != Op::eq && op != Op::in && op != Op::ne) {
    // Two facts: the one's range against the other's.
    const auto low = convert(said.low, said.unit, f->unit), high = convert(said.high, said.unit, f->unit);
    if (!low || !high) return Truth::open;
    const Range own{f->low, f->high}, other{*low, *high};
    return lies(own, own, op, other, other, other, 0);
  }
  if (fact.of.size() == 1) return compare_conversion(fact, op, said, property);
  return compare_quantity(*f, op, said, property);
}

namespace {

int year_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(day_number(t), y, m, d);
  return y;
}

int month_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(day_number(t), y, m, d);
  return y * 12 + m - 1;
}

/// The days, weeks, whole months or years from y to x by the calendar, and the difference of their months or years.
std::vector<Range> by_calendar(TimeInterval x, TimeInterval y, std::string_view unit) {
  const auto range = [](Seconds low, Seconds high, double per) {
    return Range{static_cast<double>(low) / per, static_cast<double>(high) / per};
  };
  if (unit == "d" || unit == "wk")
    return {range(day_number(x.begin) - day_number(y.end - 1), day_number(x.end - 1) - day_number(y.begin),
                  unit == "d" ? 1 : 7)};
  const auto whole = unit == "a" ? whole_years : whole_months;
  const auto number = unit == "a" ? year_of : month_of;
  return {range(whole(y.end - 1, x.begin), whole(y.begin, x.end - 1), 1),
          range(number(x.begin) - number(y.end - 1), number(x.end - 1) - number(y.begin), 1)};
}

}  // namespace

Truth Evaluator::compare_elapsed(const Witness& fact, Op op, const Quantity& said) const {
  const Unit* unit = find_unit(said.unit);
  const Witness &a = fact.of[0], &b = fact.of[1];
  if (unit == nullptr || unit->dimension != Dimension::time || !a.when || !b.when) return Truth::open;
  const Op asked = op_of(op, said.bound);
  const bool equality = asked == Op::eq || asked == Op::in || asked == Op::ne;
  // By length, and by the calendar, each event in its own frames.
  std::vector<Range> found{{static_cast<double>(a.when->begin - b.when->end + 1) / unit->factor,
                            static_cast<double>(a.when->end - 1 - b.when->begin) / unit->factor}};
  const bool days = unit->id == "d" || unit->id == "wk";
  if (days || (equality && (unit->id == "mo" || unit->id == "a"))) {
    for (const TimeInterval x : locals(a))
      for (const TimeInterval y : locals(b))
        for (const Range r : by_calendar(x, y, unit->id)) found.push_back(r);
  }
  const Range words{said.low, said.high};
  Truth out = Truth::no;
  for (Range r : found) {
    if (r.low > r.high) std::swap(r.low, r.high);
    out = either(out, lies(r, r, asked == Op::ne ? Op::eq : asked, words, words, threshold_of(said), 0));
  }
  // Hedged so, only the length itself will do: within a day and a half, or a tenth where that is less; or below.
  if (equality && out == Truth::yes && (said.hedge == Hedge::exactly || said.hedge == Hedge::almost)) {
    const double slack = std::min(0.1, 1.5 * 86400 / unit->factor);
    const Range wanted = said.hedge == Hedge::exactly ? Range{said.value - slack, said.value + slack} : words;
    const Range length{std::min(found[0].low, found[0].high), std::max(found[0].low, found[0].high)};
    if (length.low < wanted.low || length.high > wanted.high) out = Truth::open;
  }
  return asked == Op::ne ? negate(out) : out;
}

}  // namespace saksi::oracle

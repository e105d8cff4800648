#include "corpus/layers/fit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "core/quantity.h"
#include "core/tsv.h"
#include "corpus/text_util.h"
#include "corpus/time_zone.h"

namespace saksi::corpus {
namespace {

constexpr std::array<std::string_view, 7> kUpward = {"located_in", "country", "variant_of",    "family",
                                                     "part_of",    "side_of", "parent_mission"};

/// The share of a number that its rounding leaves open.
double rounding_of(const Quantity& q) {
  if (q.unit == "1" || q.value == 0) return 0;
  constexpr double kMost = 0.05;
  const double magnitude = std::floor(std::log10(std::abs(q.value)));
  const double unit = q.decimals > 0 ? std::pow(10, -q.decimals) : std::pow(10, magnitude - q.significant + 1);
  return std::min(kMost, unit / 2 / std::abs(q.value));
}

Fit fit_numbers(const Quantity& l, Quantity u, double tolerance) {
  for (double* part : {&u.value, &u.low, &u.high}) {
    const auto converted = convert(*part, u.unit, l.unit);
    if (!converted) return Fit::apart;
    *part = *converted;
  }
  const double scale = std::max(std::abs(l.value), std::abs(u.value));
  const double slack = scale * std::max({tolerance, rounding_of(l), rounding_of(u)});
  // The numbers of a base are written with a few digits: an equal slack is a slack still.
  if (u.low > l.high + slack * (1 + 1e-9) || l.low > u.high + slack * (1 + 1e-9)) return Fit::apart;
  if (l.range != u.range) return l.range ? Fit::upper : Fit::lower;
  if (l.range) return u.high - u.low <= l.high - l.low ? Fit::upper : Fit::lower;
  return u.significant == l.significant ? Fit::same : u.significant > l.significant ? Fit::upper : Fit::lower;
}

TimeInterval span_of(const Date& d) {
  TimeInterval span = d.civil;
  if (const auto fixed = d.zone ? fixed_offset(*d.zone) : std::nullopt) {
    span = {span.begin - *fixed, span.end - *fixed};
  } else if (d.precision > Precision::day) {
    span = to_utc_anywhere(span);
  }
  const Seconds length = span.end - span.begin;
  return d.approximate ? TimeInterval{span.begin - length, span.end + length} : span;
}

Fit fit_dates(const Date& l, const Date& u) {
  const TimeInterval a = span_of(l);
  const TimeInterval b = span_of(u);
  if (!a.overlaps(b)) return Fit::apart;
  return b.end - b.begin == a.end - a.begin ? Fit::same : b.end - b.begin < a.end - a.begin ? Fit::upper : Fit::lower;
}

Fit fit_coordinates(std::string_view l, std::string_view u) {
  constexpr double kNear = 0.1;
  const auto a = split(l, ',');
  const auto b = split(u, ',');
  if (a.size() != 2 || b.size() != 2) return Fit::apart;
  for (std::size_t i = 0; i < 2; ++i) {
    double x = 0;
    double y = 0;
    std::from_chars(a[i].data(), a[i].data() + a[i].size(), x);
    std::from_chars(b[i].data(), b[i].data() + b[i].size(), y);
    if (std::abs(x - y) > kNear) return Fit::apart;
  }
  return u.size() == l.size() ? Fit::same : u.size() > l.size() ? Fit::upper : Fit::lower;
}

}  // namespace

Within::Within(const Content& lower, const Content& upper) {
  for (const auto* content : {&lower, &upper}) {
    for (const auto& s : content->statements) {
      if (s.rank == Rank::deprecated || s.rank == Rank::draft) continue;
      if (std::find(kUpward.begin(), kUpward.end(), s.property) == kUpward.end()) continue;
      if (const auto* e = std::get_if<Entity>(&s.cell.value)) above_[s.subject].push_back(e->id);
    }
  }
}

bool Within::lies(std::string_view id, std::string_view whole) const {
  constexpr std::size_t kMost = 64;
  std::vector<std::string> reached = {std::string(id)};
  for (std::size_t i = 0; i < reached.size() && reached.size() < kMost; ++i) {
    const auto found = above_.find(reached[i]);
    if (found == above_.end()) continue;
    for (const auto& up : found->second) {
      if (up == whole) return true;
      if (std::find(reached.begin(), reached.end(), up) == reached.end()) reached.push_back(up);
    }
  }
  return false;
}

Fit Within::fit(const Value& lower, const Value& upper, double tolerance, bool coordinates) const {
  if (lower == upper) return Fit::same;
  if (lower.index() != upper.index()) return Fit::apart;
  if (const auto* l = std::get_if<Entity>(&lower)) {
    const auto& u = std::get<Entity>(upper);
    return lies(u.id, l->id) ? Fit::upper : lies(l->id, u.id) ? Fit::lower : Fit::apart;
  }
  if (const auto* l = std::get_if<Date>(&lower)) return fit_dates(*l, std::get<Date>(upper));
  if (const auto* l = std::get_if<Quantity>(&lower)) return fit_numbers(*l, std::get<Quantity>(upper), tolerance);
  if (const auto* l = std::get_if<Text>(&lower)) {
    const auto& u = std::get<Text>(upper);
    if (coordinates) return fit_coordinates(l->text, u.text);
    return lower_ascii(trim(l->text)) == lower_ascii(trim(u.text)) ? Fit::same : Fit::apart;
  }
  return Fit::apart;
}

}  // namespace saksi::corpus

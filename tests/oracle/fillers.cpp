#include <algorithm>
#include <cmath>

#include "tests/oracle/evaluator.h"

/// Who or what filled a role as the n-th: each counted by the first event in which it did.
namespace saksi::oracle {

/// A filler of a role with the times between which it first had it.
struct Evaluator::First {
  Witness value;
  std::optional<Witness> event;  ///< the first that certainly has it
  bool polity = false;
  double low = kInfinity;   ///< it may have had it from here
  double high = kInfinity;  ///< it had it by then
};

/// The first events of all fillers, in the order in which they come up.
struct Evaluator::Firsts {
  std::vector<First> all;
  std::vector<double> unknown;  ///< when somebody not recorded may have come first

  First& of(const Witness& v) {
    for (First& f : all)
      if (f.value.value == v.value) return f;
    return all.emplace_back(First{v, {}});
  }
};

std::pair<std::string, std::string> split_key(std::string_view key) {
  constexpr std::string_view kBy = " by ";
  const auto by = key.find(kBy);
  if (by == std::string_view::npos) return {std::string(key), {}};
  return {std::string(key.substr(0, by)), std::string(key.substr(by + kBy.size()))};
}

/// "The third woman in space": of those who flew with her, only women are counted.
Truth Evaluator::counts(const Witness& filler, const Set& s, const std::string& path) {
  const auto* e = std::get_if<Entity>(&filler.value);
  Truth fits = Truth::yes;
  for (const Condition& c : s.where) {
    const auto [head, tail] = split(c.name);
    if (tail.empty() || head != path || e == nullptr) continue;
    Condition own = c;
    own.name = tail;
    fits = both(fits, holds(e->id, test_of(own)));
  }
  return fits;
}

Evaluator::Firsts Evaluator::firsts(const Set& s, const std::vector<Placed>& all, const std::string& path) {
  Firsts out;
  for (const Placed& p : all) {
    const Fillers f = role_path(occurrence(p.member.event), path);
    const double low = p.placed ? p.low : -kInfinity;
    if (f.unknown || f.values.empty()) out.unknown.push_back(low);
    for (const auto* list : {&f.values, &f.possible}) {
      for (const Witness& v : *list) {
        const Truth counted_too = counts(v, s, path);
        if (counted_too == Truth::no) continue;
        First& first = out.of(v);
        const auto* e = std::get_if<Entity>(&v.value);
        first.polity = e != nullptr && facts_.is_kind(e->id, kPolity);
        first.low = std::min(first.low, low);
        const bool carried = is_carried(occurrence(p.member.event), v.value);
        const bool certain = p.certain && p.placed && list == &f.values && !carried && counted_too == Truth::yes;
        if (!certain || p.high >= first.high) continue;
        first.high = p.high;
        first.event = p.member;
        first.value = v;
      }
    }
  }
  return out;
}

/// A state and the one that continues it may be told as one.
bool Evaluator::same_line(const First& a, const First& b) const {
  return a.polity && b.polity &&
         !polities_apart(std::get<Entity>(a.value.value).id, std::get<Entity>(b.value.value).id, false);
}

/// The place of one of them, from and to; those that came before it are added to `before`.
std::pair<double, double> Evaluator::place_among(const First& f, const Firsts& all,
                                                 std::vector<const First*>& before) const {
  double low = 1, high = 1;
  for (const First& other : all.all) {
    if (&other == &f) continue;
    if (other.high < f.low) {
      const bool counted_already =
          std::any_of(before.begin(), before.end(), [&](const First* b) { return same_line(*b, other); });
      if (!counted_already && !same_line(other, f)) ++low;
      before.push_back(&other);
    }
    if (other.low <= f.high) ++high;
  }
  for (const double u : all.unknown) high += u <= f.high ? 1 : 0;
  return {low, high};
}

Known Evaluator::ordered_fillers(const Set& s, int n, const std::string& key, bool as_values, const Entity* asked) {
  Known out;
  const auto [by, path] = split_key(key);
  if (by != "time") return out;
  const Known& set = members(s);
  const auto placed = place_by(set, by);
  if (std::any_of(placed.begin(), placed.end(), [](const Placed& p) { return p.member.event.empty(); })) return out;
  const Firsts all = firsts(s, placed, path);
  for (const First& f : all.all) {
    std::vector<const First*> before;
    auto [low, high] = place_among(f, all, before);
    Placed own{f.value, f.low, f.high, true, std::isfinite(f.low) && std::isfinite(f.high)};
    if (!complete_before(s, set, own, by)) high = kInfinity;
    const auto* value = std::get_if<Entity>(&f.value.value);
    if (asked != nullptr ? value == nullptr || !f.event || within(value->id, asked->id, "") != Truth::yes
                         : !as_values && !f.event)
      continue;
    Witness w = asked != nullptr ? counted(low, high) : as_values ? f.value : *f.event;
    w.proof = builtin("order by " + path, format_number(low, 0, "en") + (low == high ? "" : " or later"));
    if (f.event) w.proof.from.push_back(f.event->proof);
    for (const First* b : before)
      if (w.proof.from.size() < kProven && b->event) w.proof.from.push_back(b->event->proof);
    if (set.completeness) w.proof.from.push_back(*set.completeness);
    if (asked == nullptr && (low > n || high < n)) {
      if (as_values) w.event.clear();  // the filler itself, in whatever event
      out.excluded.push_back(std::move(w));
    } else {
      const bool certain = asked != nullptr || (low == n && high == n && f.event);
      (certain ? out.certain : out.possible).push_back(std::move(w));
    }
  }
  if (asked != nullptr && out.certain.size() != 1) out.certain.clear();
  out.functional = true;
  out.closed = asked != nullptr ? !out.certain.empty() : set.closed && all.unknown.empty();
  if (!out.closed && out.certain.size() == 1) out.closed = out.possible.empty();
  out.completeness = set.completeness;
  return out;
}

}  // namespace saksi::oracle

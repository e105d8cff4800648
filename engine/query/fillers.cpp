#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "engine/query/evaluator.h"

/// Who or what filled a role as the n-th: each counted by the first event in which it did.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
/// So many of those that came before are shown.
constexpr std::size_t kProven = 12;

}  // namespace

/// A filler of a role with the times between which it first had it.
struct Evaluator::First {
  Fact value;
  std::optional<Member> event;  ///< the first that certainly has it
  bool polity = false;
  double low = kNever;   ///< it may have had it from here
  double high = kNever;  ///< it had it by then
};

/// The first events of all fillers of a path in the events of a set, in the order in which they come up.
class Evaluator::Firsts {
 public:
  Firsts(Evaluator& evaluator, SetId s, Path path) : e_(evaluator), path_(path) {
    // "The third woman in space": of those who flew with her, only women are counted.
    const Set set = (*e_.meaning_)[s];
    for (std::uint32_t i = 0; i < set.count; ++i) {
      Condition c = e_.meaning_->condition(set, i);
      if (!c.name.tail || Path{c.name.head, {}} != path) continue;
      c.name = {c.name.tail, {}};
      of_filler_.push_back(e_.test_of(c));
    }
  }

  void add(const Placed& p) {
    const double low = p.placed ? p.low : -kNever;
    const Fillers& f = fillers(p.member.event);
    if (f.unknown || f.values.empty()) unknown.push_back(low);
    for (const Fact& v : f.values) note(p, v, low, !e_.is_carried(p.member.event, v));
    for (const Fact& v : f.possible) note(p, v, low, false);
  }

  /// Can one of them have come as the n-th? A quick no; a yes is to be looked into.
  [[nodiscard]] bool may_be(int n, const First& f) {
    if (any_polity_) return true;
    if (lows_.size() != all.size()) {
      lows_.clear();
      highs_.clear();
      for (const First& x : all) {
        lows_.push_back(x.low);
        highs_.push_back(x.high);
      }
      std::sort(lows_.begin(), lows_.end());
      std::sort(highs_.begin(), highs_.end());
    }
    return std::lower_bound(highs_.begin(), highs_.end(), f.low) - highs_.begin() < n;
  }

  std::vector<First> all;
  std::vector<double> unknown;  ///< when somebody not recorded may have come first

 private:
  /// What an event has along the path; the same for all events whose role has one filler, where that does not change.
  const Fillers& fillers(Occurrence o) {
    const flat::Event& event = e_.facts_.event(o.event);
    std::uint32_t value = flat::kNone, told = 0;
    for (const flat::Role& r : e_.facts_.roles(event)) {
      if (r.role != path_.head) continue;
      value = r.value;
      ++told;
    }
    const Vocabulary::Property* def = e_.vocabulary_.property(path_.tail);
    const bool steady = !path_.tail || (def != nullptr && def->steady);
    if (o.by != 0 || told != 1 || !steady || e_.left_open(event, path_.head)) return current_ = e_.role_path(o, path_);
    const auto [known, fresh] = of_value_.try_emplace(value);
    if (fresh) known->second = e_.role_path(o, path_);
    return known->second;
  }

  Truth counts(const Fact& filler) {
    if (of_filler_.empty() || filler.type != Fact::Type::entity || !e_.facts_.is_entity(filler.sym)) return Truth::yes;
    const auto [known, fresh] = meant_.try_emplace(filler.sym, Truth::yes);
    if (!fresh) return known->second;
    Truth fits = Truth::yes;
    for (Test& t : of_filler_) fits = both(fits, e_.holds(e_.facts_.row(filler.sym), t));
    return meant_[filler.sym] = fits;
  }

  First& first_of(const Fact& v) {
    const bool has_sym = v.type == Fact::Type::entity || v.type == Fact::Type::symbol;
    const auto place = has_sym ? places_.find(v.sym) : places_.end();
    if (place != places_.end()) return all[place->second];
    if (!has_sym)
      for (First& f : all)
        if (f.value.same_value(v)) return f;
    if (has_sym) places_.emplace(v.sym, all.size());
    First f;
    f.value = v;
    f.polity = v.type == Fact::Type::entity && e_.facts_.is_kind(e_.facts_.row(v.sym), e_.vocabulary_.polity());
    any_polity_ = any_polity_ || f.polity;
    all.push_back(std::move(f));
    return all.back();
  }

  void note(const Placed& p, const Fact& v, double low, bool certain) {
    const Truth counted = counts(v);
    if (counted == Truth::no) return;
    First& f = first_of(v);
    f.low = std::min(f.low, low);
    if (!certain || !p.certain || !p.placed || counted != Truth::yes || p.high >= f.high) return;
    f.high = p.high;
    f.event = p.member;
    f.value = v;
    f.value.event = {p.member.event.event, 0};
  }

  Evaluator& e_;
  Path path_;
  Tests of_filler_;
  Fillers current_;
  std::unordered_map<std::uint32_t, Fillers> of_value_;
  std::unordered_map<Sym, Truth> meant_;
  std::unordered_map<Sym, std::size_t> places_;
  std::vector<double> lows_, highs_;
  bool any_polity_ = false;
};

/// A state and the one that continues it may be told as one.
bool Evaluator::same_line(const First& a, const First& b) const {
  return a.polity && b.polity && !polities_apart(facts_.row(a.value.sym), facts_.row(b.value.sym), false);
}

/// The place of one of them, from and to; those that came before it are added to `before`.
std::pair<double, double> Evaluator::place_among(const First& f, const Firsts& firsts,
                                                 std::vector<const First*>& before) {
  double low = 1, high = 1;
  for (const First& other : firsts.all) {
    if (&other == &f) continue;
    if (other.high < f.low) {
      const bool counted = other.polity && std::any_of(before.begin(), before.end(),
                                                       [&](const First* b) { return same_line(*b, other); });
      if (!counted && !same_line(other, f)) ++low;
      before.push_back(&other);
    }
    if (other.low <= f.high) ++high;
  }
  for (const double u : firsts.unknown) high += u <= f.high ? 1 : 0;
  return {low, high};
}

/// What is missing where only the order of some is not known.
Missing Evaluator::which_came_first(const std::vector<Fact>& all) {
  constexpr std::size_t kNamed = 4;
  Missing gap{Missing::What::order};
  gap.total = static_cast<std::uint32_t>(all.size());
  for (const Fact& f : all) {
    if (gap.count == kNamed) break;
    const std::uint32_t kept = proofs_->keep(f);
    if (gap.count++ == 0) gap.first = kept;
  }
  return gap;
}

Answer Evaluator::ordered_fillers(SetId s, int n, const Key& key, bool as_values, const Fact* asked) {
  Answer out;
  if (s == SetId::none || key.by != names::time || key.descending) return out;
  const Members& set = members(s);
  Firsts firsts(*this, s, key.per);
  ++silent_;
  for (const Placed& p : place_by(set, key)) {
    if (!p.member.event) {
      --silent_;
      return out;
    }
    firsts.add(p);
  }
  --silent_;
  // All that may be it are on record, and only their order is not.
  bool settled = asked == nullptr && firsts.unknown.empty();
  for (const First& f : firsts.all) {
    const bool asks_it = asked != nullptr && f.event && f.value.type == Fact::Type::entity &&
                         within(f.value.sym, asked->sym, {}) == Truth::yes;
    if (asked != nullptr && !asks_it) continue;
    if (!as_values && !f.event) continue;
    std::vector<const First*> before;
    const Excluded other{as_values ? Occurrence{} : f.event->event, as_values ? f.value.sym : Sym{}};
    if (asked == nullptr && !firsts.may_be(n, f)) {
      out.excluded.push_back(other);
      continue;
    }
    auto [low, high] = place_among(f, firsts, before);
    Placed place;
    place.low = f.low;
    place.high = f.high;
    place.placed = std::isfinite(f.low) && std::isfinite(f.high);
    const bool complete = complete_before(s, set, place, {key.by, false, {}});
    if (!complete) high = kNever;
    if (asked == nullptr && (low > n || high < n)) {
      out.excluded.push_back(other);
      continue;
    }
    Fact found = asked != nullptr ? counted(low, high) : as_values ? f.value : as_fact(*f.event, s);
    std::vector<ProofId> from;
    if (f.event) from.push_back(as_fact(*f.event, s).proof);
    for (const First* b : before)
      if (from.size() < kProven && b->event) from.push_back(as_fact(*b->event, s).proof);
    if (set.completeness != ProofId::none) from.push_back(set.completeness);
    ProofNode node;
    node.kind = ProofNode::Kind::order;
    node.path = key.per;
    node.low = low;
    node.high = high;
    found.proof = prove(node, from);
    settled = settled && complete;
    const bool certain = asked != nullptr || (low == n && high == n && f.event);
    (certain ? out.certain : out.possible).push_back(found);
  }
  if (asked != nullptr && out.certain.size() != 1) out.certain.clear();
  out.functional = true;
  out.closed = asked != nullptr ? !out.certain.empty() : set.closed && firsts.unknown.empty();
  if (!out.closed && out.certain.size() == 1) out.closed = out.possible.empty();
  out.completeness = set.completeness;
  const bool vague = std::any_of(out.certain.begin(), out.certain.end(), [](const Fact& f) {
    return f.type == Fact::Type::amount && f.amount.low != f.amount.high;
  });
  if (out.certain.empty() || vague) out.missing = set.missing;
  if (settled && !out.possible.empty()) out.missing = {which_came_first(out.possible)};
  return out;
}

}  // namespace saksi::engine

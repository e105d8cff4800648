#include <algorithm>
#include <cmath>

#include "engine/world.h"

namespace saksi::engine {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// A filler of a role with the times between which it first had it.
struct First {
  Witness value;
  const Witness* event = nullptr;  ///< the first that certainly has it
  double low = kNever;             ///< it may have had it from here
  double high = kNever;            ///< it had it by then
};

}  // namespace

std::pair<std::string, std::string> split_key(std::string_view key) {
  const auto by = key.find(" by ");
  if (by == std::string_view::npos) return {std::string(key), {}};
  return {std::string(key.substr(0, by)), std::string(key.substr(by + 4))};
}

Known World::ordered_fillers(const Term& t, bool as_values, const Entity* asked) const {
  Known out;
  const auto parts = split_key(t.name);
  const std::string& key = parts.first;
  const std::string& path = parts.second;
  if (!t.set || key != "time") return out;
  const Known set = members(*t.set);
  const auto all = place_by(set, key);
  const auto dot = path.find('.');
  std::vector<First> firsts;
  std::vector<double> unknown;  // when somebody not recorded may have come first
  for (const Placed& p : all) {
    const Happening h = p.member->event.empty() ? Happening{} : happening(p.member->event);
    if (h.event == nullptr) return out;
    const Reads r = role_path(h, std::string_view(path).substr(0, dot),
                              dot == std::string::npos ? std::string_view{} : std::string_view(path).substr(dot + 1));
    const double low = p.placed ? p.low : -kNever;
    if (r.unknown || r.values.empty()) unknown.push_back(low);
    for (const auto* list : {&r.values, &r.possible}) {
      for (const Witness& v : *list) {
        auto f = std::find_if(firsts.begin(), firsts.end(), [&](const First& x) { return x.value.value == v.value; });
        if (f == firsts.end()) {
          firsts.emplace_back();
          f = firsts.end() - 1;
          f->value = v;
        }
        f->low = std::min(f->low, low);
        if (p.certain && p.placed && list == &r.values && p.high < f->high) {
          f->high = p.high;
          f->event = p.member;
          f->value = v;
        }
      }
    }
  }
  const auto same_line = [&](const First& a, const First& b) {
    const auto* x = std::get_if<Entity>(&a.value.value);
    const auto* y = std::get_if<Entity>(&b.value.value);
    return x != nullptr && y != nullptr && is_kind(x->id, "polity") && is_kind(y->id, "polity") &&
           !polities_apart(x->id, y->id, false);
  };
  for (const First& f : firsts) {
    double low = 1;
    double high = 1;
    std::vector<const First*> before;
    for (const First& other : firsts) {
      if (&other == &f) continue;
      if (other.high < f.low) {
        // A state and the one that continues it may be told as one.
        const bool counted =
            std::any_of(before.begin(), before.end(), [&](const First* b) { return same_line(*b, other); });
        if (!counted && !same_line(other, f)) ++low;
        before.push_back(&other);
      }
      if (other.low <= f.high) ++high;
    }
    for (const double u : unknown) high += u <= f.high ? 1 : 0;
    Placed place;
    place.low = f.low;
    place.high = f.high;
    place.placed = std::isfinite(f.low) && std::isfinite(f.high);
    if (!complete_before(*t.set, set, place, key)) high = kNever;
    const auto with_proof = [&](Witness w) {
      Proof by = builtin("order by " + path,
                         low == high ? format_number(low, 0, "en") : format_number(low, 0, "en") + " or later");
      by.from.push_back(f.event != nullptr ? f.event->proof : f.value.proof);
      for (const First* b : before) {
        if (by.from.size() < 12 && b->event != nullptr) by.from.push_back(b->event->proof);
      }
      if (set.completeness) by.from.push_back(*set.completeness);
      w.proof = std::move(by);
      return w;
    };
    if (asked != nullptr) {
      const auto* own = std::get_if<Entity>(&f.value.value);
      if (own == nullptr || f.event == nullptr || within(own->id, asked->id, "") != Truth::yes) continue;
      Quantity q = Quantity::count(low);
      q.high = high;
      q.range = low != high;
      out.certain.push_back(with_proof(as_witness(q)));
      continue;
    }
    if (!as_values && f.event == nullptr) continue;
    Witness w = with_proof(as_values ? f.value : *f.event);
    if (low > t.n || high < t.n) {
      out.excluded.push_back(std::move(w));
    } else {
      (low == t.n && high == t.n && f.event != nullptr ? out.certain : out.possible).push_back(std::move(w));
    }
  }
  if (asked != nullptr && out.certain.size() != 1) out.certain.clear();
  out.functional = true;
  out.closed = asked != nullptr ? !out.certain.empty() : set.closed && unknown.empty();
  if (!out.closed && out.certain.size() == 1) out.closed = out.possible.empty();
  out.completeness = set.completeness;
  if (out.certain.empty() || std::any_of(out.certain.begin(), out.certain.end(), [](const Witness& w) {
        const auto* q = std::get_if<Quantity>(&w.value);
        return q != nullptr && q->low != q->high;
      })) {
    out.missing = set.missing;
  }
  return out;
}

}  // namespace saksi::engine

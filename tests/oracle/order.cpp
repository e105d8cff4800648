#include <algorithm>
#include <cmath>
#include <set>

#include "tests/oracle/evaluator.h"

/// Places in an order: the n-th, the last, the rank of a member.
namespace saksi::oracle {

/// The place of a member along a property or role; false where it has none or it is not known.
bool Evaluator::place(const Fillers& f, std::string_view by, Placed& p) const {
  const PropertyDef* def = schema().property(by);
  if (f.values.size() == 1 && !std::holds_alternative<Quantity>(f.values.front().value)) {
    const auto& t = f.values.front().when;
    if (!t) return false;
    p.low = static_cast<double>(t->begin);
    p.high = static_cast<double>(t->end - 1);
    return true;
  }
  if (f.values.size() > 1 && def == nullptr) return false;
  // Several measures of one thing (mean and equatorial diameter) leave its place between the least and the greatest.
  bool first = true;
  for (const Witness& w : f.values) {
    const auto* q = std::get_if<Quantity>(&w.value);
    if (q == nullptr) return false;
    const std::string& unit = def == nullptr || def->unit.empty() ? q->unit : def->unit;
    const double low = convert(q->low, q->unit, unit).value_or(q->low);
    const double high = convert(q->high, q->unit, unit).value_or(q->high);
    p.low = first ? low : std::min(p.low, low);
    p.high = first ? high : std::max(p.high, high);
    first = false;
  }
  return !f.values.empty();
}

std::vector<Evaluator::Placed> Evaluator::place_by(const Known& set, std::string_view key) {
  const bool down = key.starts_with('-');
  const std::string_view name = down ? key.substr(1) : key;
  std::vector<Placed> out;
  for (const auto* list : {&set.certain, &set.possible}) {
    for (const Witness& w : *list) {
      Placed p{w, 0, 0, list == &set.certain, false};
      if (name == "time") {
        p.placed = w.when.has_value();
        if (w.when) {
          p.low = static_cast<double>(w.when->begin);
          p.high = static_cast<double>(w.when->end - 1);
        }
      } else {
        const Proving silent(*this, false);
        const Fillers f = path_of(w, name);
        // It has none, and that is all that is to be known: what has not flown yet has no place by first flight.
        if (f.closed && f.is_empty()) continue;
        p.placed = place(f, name, p);
      }
      if (p.placed && down) {
        std::swap(p.low, p.high);
        p.low = -p.low;
        p.high = -p.high;
      }
      out.push_back(std::move(p));
    }
  }
  return out;
}

/// The lists that are whole from the beginning of what is asked about.
const std::vector<Coverage>& Evaluator::from_the_beginning(const Set& s) {
  const std::string text = exact_text(s);
  if (const auto known = from_beginning_.find(text); known != from_beginning_.end()) return known->second;
  const Tests where = tests(s);
  const TimeInterval asked = asked_span(where);
  std::vector<Coverage> out = coverage(s.kind, where);
  std::erase_if(out, [&](const Coverage& c) { return c.span.begin > asked.begin; });
  return from_beginning_.emplace(text, std::move(out)).first->second;
}

/// Is nothing of the set missing up to a member's place in the order?
bool Evaluator::complete_before(const Set& s, const Known& set, const Placed& p, std::string_view key) {
  if (set.closed) return true;
  // A thing that had flown by a day was there by that day.
  const PropertyDef* property = schema().property(key);
  const bool dated = schema().event(s.kind) == nullptr && property != nullptr && property->value == "date";
  if ((key != "time" && !dated) || !p.placed) return false;
  const auto& lists = from_the_beginning(s);
  return std::any_of(lists.begin(), lists.end(),
                     [&](const Coverage& c) { return static_cast<double>(c.span.end) > p.high; });
}

namespace {

/// The places a member can have in the order, counting from 1. Equal single points are a tie: either may be told first.
template <class P>
std::pair<double, double> position(const std::vector<P>& all, const P& p) {
  double low = 1, high = 1;
  for (const P& other : all) {
    if (&other == &p) continue;
    const bool known = p.placed && other.placed;
    if (known && other.certain && other.high < p.low) ++low;
    if (!(known && other.low > p.high)) ++high;
  }
  return {low, high};
}

}  // namespace

/// The n-th, and where its kind has customary senses that of each: what is it in one of them is not excluded.
Known Evaluator::evaluate_nth(const Set& s, int n, const std::string& key) {
  if (!split_key(key).second.empty()) return ordered_fillers(s, n, key, false, nullptr);
  Known out = nth_of(s, n, key);
  for (const Sense& custom : senses(s, key)) {
    Known sense = nth_of(custom.set, n, key);
    if (sense.is_empty()) continue;
    const auto has = [](const std::vector<Witness>& list, const std::string& event) {
      return std::any_of(list.begin(), list.end(), [&](const Witness& w) { return w.event == event; });
    };
    std::erase_if(out.excluded,
                  [&](const Witness& w) { return has(sense.certain, w.event) || has(sense.possible, w.event); });
    bool news = false;
    const auto merge = [&](std::vector<Witness>& from, std::vector<Witness>& to) {
      for (Witness& w : from) {
        if (has(out.certain, w.event) || has(to, w.event)) continue;
        news = true;
        w.sense = custom.role;
        w.sense_is = custom.symbol;
        to.push_back(std::move(w));
      }
    };
    merge(sense.certain, out.certain);
    merge(sense.possible, out.possible);
    if (!news) continue;
    out.closed = out.closed && sense.closed;
    out.functional = out.functional && out.certain.size() <= 1;
  }
  return out;
}

std::vector<Evaluator::Sense> Evaluator::senses(const Set& s, const std::string& key) const {
  std::vector<Sense> out;
  const EventDef* kind = schema().event(s.kind);
  if (kind == nullptr || (key != "time" && key != "-time")) return out;
  for (const auto& custom : kind->senses) {
    const std::string& role = custom.first;
    const std::string& symbol = custom.second;
    const auto tells = [&](const Condition& c) { return c.name.substr(0, c.name.find('.')) == role; };
    if (std::any_of(s.where.begin(), s.where.end(), tells)) continue;
    Set narrowed = s;
    narrowed.where.push_back({role, Op::eq, value(Symbol{symbol}), false, {}});
    out.push_back({role, symbol, std::move(narrowed)});
  }
  return out;
}

Known Evaluator::nth_of(const Set& s, int n, const std::string& key) {
  Known out;
  const Known& set = members(s);
  const auto all = place_by(set, key);
  bool settled = true;
  for (const Placed& p : all) {
    auto [low, high] = position(all, p);
    const bool complete = complete_before(s, set, p, key);
    if (!complete) high = kInfinity;
    if (low > n || high < n) {
      out.excluded.push_back(p.member);
      continue;
    }
    settled = settled && complete;
    Witness w = p.member;
    w.proof = builtin("nth", std::to_string(n), {w.proof});
    if (set.completeness) w.proof.from.push_back(*set.completeness);
    (low == n && high == n && p.certain ? out.certain : out.possible).push_back(std::move(w));
  }
  out.functional = true;
  out.closed = set.closed || (out.certain.size() == 1 && settled);
  out.completeness = set.completeness;
  return out;
}

/// A place in an order, with what comes before it.
Known Evaluator::ranked(const Set& s, const std::vector<Placed>& all, const Placed& own, double low, double high,
                        std::string_view key) {
  const Known& set = members(s);
  if (!complete_before(s, set, own, key)) high = kInfinity;
  Witness w = counted(low, high);
  w.proof = builtin("rank", range_text(low, high));
  for (const Placed& o : all)
    if (w.proof.from.size() < kProven && (&o == &own || (o.certain && o.placed && o.high < own.low)))
      w.proof.from.push_back(o.member.proof);
  if (set.completeness) {
    w.proof.from.push_back(*set.completeness);
  } else if (std::isfinite(high)) {
    for (const Coverage& c : from_the_beginning(s)) {
      if (static_cast<double>(c.span.end) <= own.high) continue;
      w.proof.from.push_back(fact(*c.by));
      break;
    }
  }
  Known out;
  out.certain.push_back(std::move(w));
  out.closed = out.functional = true;
  return out;
}

Known Evaluator::rank_of(const Witness& who, const Set& s, const std::string& key) {
  const auto* entity = std::get_if<Entity>(&who.value);
  if (!split_key(key).second.empty())
    return entity != nullptr && who.event.empty() ? ordered_fillers(s, 0, key, true, entity) : Known{};
  const auto all = place_by(members(s), key);
  const auto own =
      std::find_if(all.begin(), all.end(), [&](const Placed& p) { return p.certain && p.member.value == who.value; });
  if (own != all.end()) {
    const auto [low, high] = position(all, *own);
    return ranked(s, all, *own, low, high, key);
  }
  if (entity != nullptr && who.event.empty() && schema().event(s.kind) != nullptr)
    if (auto place = rank_of_doer(entity->id, s, all, key)) return std::move(*place);
  return {};
}

Known Evaluator::evaluate_rank(const Term& t) {
  const Known& member = known(t.args.at(0));
  if (member.certain.size() != 1) return {};
  const Witness who = member.certain.front();
  Known out = rank_of(who, *t.set, t.name);
  if (out.certain.size() != 1) return out;
  const Quantity whole = std::get<Quantity>(out.certain.front().value);
  for (const auto& [role, symbol, narrowed] : senses(*t.set, t.name)) {
    const Known sense = rank_of(who, narrowed, t.name);
    for (Witness w : sense.certain) {
      const auto& own = std::get<Quantity>(w.value);
      const double low = own.low, high = std::min(own.high, whole.high);
      if (low == whole.low && high == whole.high) continue;
      w.value = counted(low, high).value;
      w.sense = role;
      w.sense_is = symbol;
      out.certain.push_back(std::move(w));
    }
    const auto& possible = members(narrowed).possible;
    const auto is_it = [&](const Witness& w) { return !who.event.empty() && w.event == who.event; };
    if (sense.certain.empty() && std::any_of(possible.begin(), possible.end(), is_it)) out.closed = false;
  }
  out.functional = out.certain.size() == 1 && out.closed;
  return out;
}

std::optional<Witness> Evaluator::place_of_excluded(const Term& of, const Witness& other) {
  const Term& t = of.kind == Term::Kind::role ? of.args.at(0) : of;
  if (t.kind != Term::Kind::nth && t.kind != Term::Kind::last) return std::nullopt;
  std::string key = t.name;
  if (t.kind == Term::Kind::last) key = key.starts_with('-') ? key.substr(1) : "-" + key;
  const Known place = rank_of(other, *t.set, key);
  return place.certain.size() == 1 ? std::optional(place.certain.front()) : std::nullopt;
}

/// Those who did what an event tells, as somebody's peers: states for a state, else whoever or whatever took part.
Evaluator::Peers Evaluator::peers(const Occurrence& o, std::string_view who, bool polity) {
  std::vector<const RoleInfo*> doers;
  for (const RoleInfo& r : schema().roles)
    if (r.doer > 0) doers.push_back(&r);
  std::sort(doers.begin(), doers.end(), [](const RoleInfo* a, const RoleInfo* b) { return a->doer < b->doer; });
  const EventDef* def = schema().event(o.event->kind);
  Fillers f;
  for (const RoleInfo* doer : doers) {
    const RoleDef* described = def == nullptr ? nullptr : def->role(doer->name);
    const bool of_states = described == nullptr ? !doer->through.empty() : facts_.is_a(kPolity, described->type);
    if (polity && !of_states) continue;
    f = role(o, doer->name);
    if (!f.values.empty() || polity) break;
  }
  Peers out;
  out.unknown = f.values.empty();
  for (const Witness& w : f.values) {
    const auto* e = std::get_if<Entity>(&w.value);
    if (e == nullptr) continue;
    if (within(e->id, who, "") == Truth::yes) {
      out.mine = true;
    } else if (!polity) {
      (is_carried(o, w.value) ? out.carried : out.others).push_back(e->id);
    } else {
      const auto own = facts_.countries(e->id);
      out.unknown = out.unknown || own.empty();
      for (const std::string& c : own) {
        if (polities_apart(c, who, false))
          out.others.push_back(c);
        else
          out.unknown = true;
      }
    }
  }
  return out;
}

/// Somebody's place among those who did it: by the first event of each.
std::optional<Known> Evaluator::rank_of_doer(std::string_view who, const Set& s, const std::vector<Placed>& all,
                                             std::string_view key) {
  const bool polity = facts_.is_kind(who, kPolity);
  std::vector<const Placed*> order;
  for (const Placed& p : all)
    if (p.placed) order.push_back(&p);
  std::stable_sort(order.begin(), order.end(), [](const Placed* a, const Placed* b) { return a->low < b->low; });
  std::set<std::string> certain, possible;
  bool doubtful = false;
  for (const Placed* p : order) {
    const Peers found = peers(occurrence(p->member.event), who, polity);
    if (found.mine && p->certain) {
      for (const std::string& name : certain) possible.erase(name);
      const double low = 1 + static_cast<double>(certain.size());
      return ranked(s, all, *p, low, doubtful ? kInfinity : low + static_cast<double>(possible.size()), key);
    }
    doubtful = doubtful || found.unknown || found.mine;
    (p->certain ? certain : possible).insert(found.others.begin(), found.others.end());
    possible.insert(found.carried.begin(), found.carried.end());
  }
  return std::nullopt;
}

}  // namespace saksi::oracle

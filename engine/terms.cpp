#include <algorithm>
#include <cmath>
#include <set>

#include "core/limits.h"
#include "engine/world.h"

namespace saksi::engine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void add_missing(std::vector<std::string>& to, const std::vector<std::string>& from) {
  for (const std::string& m : from) {
    if (std::find(to.begin(), to.end(), m) == to.end()) to.push_back(m);
  }
}

Witness counted(double low, double high) {
  Quantity q = Quantity::count(low);
  q.high = high;
  q.range = low != high;
  return as_witness(q);
}

std::string range_text(double low, double high) {
  const std::string from = format_number(low, 0, "en");
  if (low == high) return from;
  return std::isinf(high) ? from + " or more" : from + " to " + format_number(high, 0, "en");
}

constexpr std::size_t kProofMembers = 12;

void rest_on(Proof& p, const Known& k) {
  for (const Witness& w : k.certain) {
    if (p.from.size() >= kProofMembers) break;
    p.from.push_back(w.proof);
  }
  if (k.completeness) p.from.push_back(*k.completeness);
}

void take(Known& out, const Reads& r, bool sure) {
  auto& to = sure ? out.certain : out.possible;
  to.insert(to.end(), r.values.begin(), r.values.end());
  out.possible.insert(out.possible.end(), r.possible.begin(), r.possible.end());
  add_missing(out.missing, r.missing);
}

}  // namespace

const Known& World::known(const Term& t) const {
  const std::string key = to_string(t);
  const auto found = terms_.find(key);
  if (found != terms_.end()) return found->second;
  static const Known kTooDeep = [] {
    Known k;
    k.missing.emplace_back("a term nested less deeply");
    return k;
  }();
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  ++depth_;
  Known k = evaluate(t);
  --depth_;
  return terms_.emplace(key, std::move(k)).first->second;
}

Known World::evaluate(const Term& t) const {
  Known out;
  switch (t.kind) {
    case Term::Kind::value: {
      Witness w = as_witness(t.value);
      if (const auto* d = std::get_if<Date>(&t.value)) {
        w.when = to_utc(*d);
        w.frames = {""};
      }
      w.proof = builtin("said", to_string(t.value));
      out.certain.push_back(std::move(w));
      out.closed = out.functional = true;
      return out;
    }
    case Term::Kind::now:
      if (as_of) {
        out.certain.push_back(now_witness());
        out.closed = out.functional = true;
      } else {
        out.missing.emplace_back("as_of");
      }
      return out;
    case Term::Kind::the: {
      if (!t.set) return out;
      out = members(*t.set);
      if (out.certain.size() == 1 && out.possible.empty()) {
        out.functional = true;
        return out;
      }
      if (out.certain.size() + out.possible.size() > 1) {
        std::string which = "which one: ";
        std::size_t told = 0;
        for (const auto* list : {&out.certain, &out.possible}) {
          for (const Witness& w : *list) {
            if (told >= 4) break;
            which += (told++ > 0 ? ", " : "") + show(w, lang);
          }
        }
        if (out.certain.size() + out.possible.size() > told) which += ", …";
        out.missing.insert(out.missing.begin(), which);
      }
      out.possible.insert(out.possible.begin(), out.certain.begin(), out.certain.end());
      out.certain.clear();
      return out;
    }
    case Term::Kind::nth: return evaluate_nth(t);
    case Term::Kind::last: return evaluate_last(t);
    case Term::Kind::rank: return evaluate_rank(t);
    case Term::Kind::count: return evaluate_count(t);
    case Term::Kind::distinct: return evaluate_distinct(t);
    case Term::Kind::role: return evaluate_role(t);
    case Term::Kind::prop: return evaluate_prop(t);
    case Term::Kind::minus: return evaluate_minus(t);
  }
  return out;
}

std::vector<World::Placed> World::place_by(const Known& set, std::string_view key) const {
  const bool down = key.starts_with('-');
  const std::string_view name = down ? key.substr(1) : key;
  std::vector<Placed> out;
  for (const auto* list : {&set.certain, &set.possible}) {
    for (const Witness& w : *list) {
      Placed p;
      p.member = &w;
      p.certain = list == &set.certain;
      p.placed = false;
      if (name == "time" || name.empty()) {
        if (w.when) {
          p.low = static_cast<double>(w.when->begin);
          p.high = static_cast<double>(w.when->end - 1);
          p.placed = true;
        }
      } else {
        const auto* e = std::get_if<Entity>(&w.value);
        Reads r;
        if (!w.event.empty()) {
          const auto dot = name.find('.');
          r = role_path(happening(w.event), name.substr(0, dot),
                        dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1));
        } else if (e != nullptr) {
          r = property(e->id, name, as_of);
        }
        // It has none, and that is all that is to be known: what has not flown yet has no place by first flight.
        if (r.closed && r.values.empty() && r.possible.empty()) continue;
        // Several measures of one thing (mean and equatorial diameter) leave its place between the least and the greatest.
        if (r.values.size() > 1) {
          const PropertyDef* def = facts.schema().property(name);
          for (const Witness& v : r.values) {
            const auto* q = std::get_if<Quantity>(&v.value);
            if (q == nullptr || def == nullptr) {
              p.placed = false;
              break;
            }
            const std::string unit = def->unit.empty() ? q->unit : def->unit;
            const double low = convert(q->low, q->unit, unit).value_or(q->low);
            const double high = convert(q->high, q->unit, unit).value_or(q->high);
            p.low = p.placed ? std::min(p.low, low) : low;
            p.high = p.placed ? std::max(p.high, high) : high;
            p.placed = true;
          }
        }
        if (r.values.size() == 1) {
          const Witness& v = r.values.front();
          if (const auto* q = std::get_if<Quantity>(&v.value)) {
            const PropertyDef* def = facts.schema().property(name);
            const std::string unit = def == nullptr || def->unit.empty() ? q->unit : def->unit;
            p.low = convert(q->low, q->unit, unit).value_or(q->low);
            p.high = convert(q->high, q->unit, unit).value_or(q->high);
            p.placed = true;
          } else if (v.when) {
            p.low = static_cast<double>(v.when->begin);
            p.high = static_cast<double>(v.when->end - 1);
            p.placed = true;
          }
        }
      }
      if (p.placed && down) {
        std::swap(p.low, p.high);
        p.low = -p.low;
        p.high = -p.high;
      }
      out.push_back(p);
    }
  }
  return out;
}

bool World::complete_before(const Set& s, const Known& set, const Placed& p, std::string_view key) const {
  if (set.closed) return true;
  // A thing that had flown by a day was there by that day.
  const PropertyDef* property = facts.schema().property(key);
  const bool dated = facts.schema().event(s.kind) == nullptr && property != nullptr && property->value == "date";
  if ((key != "time" && !dated) || !p.placed) return false;
  const std::vector<Resolved> where = resolve(s);
  const TimeInterval asked = asked_span(where);
  for (const Coverage& c : coverage(s, where)) {
    if (c.span.begin <= asked.begin && static_cast<double>(c.span.end) > p.high) return true;
  }
  return false;
}

namespace {

/// The places a member can have in the order: from `low`, counting from 1, to `high`.
template <class P>
std::pair<double, double> position(const std::vector<P>& all, const P& p) {
  double low = 1;
  double high = 1;
  for (const P& other : all) {
    if (other.member == p.member) continue;
    const bool known = p.placed && other.placed;
    // Equal single points are a tie: either may be told first.
    const bool before = known && other.high < p.low;
    const bool after = known && other.low > p.high;
    if (before && other.certain) ++low;
    if (!after) ++high;
  }
  return {low, high};
}

}  // namespace

Known World::evaluate_rank(const Term& t) const {
  Known out;
  if (!t.set || t.args.empty()) return out;
  const std::string key = t.name.empty() ? "time" : t.name;
  const Known set = members(*t.set);
  const Known member = known(t.args[0]);
  if (member.certain.size() != 1) {
    out.missing = member.missing;
    if (out.missing.empty()) out.missing.push_back("which one is meant by " + to_string(t.args[0]));
    return out;
  }
  const auto all = place_by(set, key);
  const Witness& who = member.certain.front();
  if (!split_key(key).second.empty()) {
    if (const auto* e = std::get_if<Entity>(&who.value); e != nullptr && who.event.empty())
      return ordered_fillers(t, true, e);
    out.missing = set.missing;
    return out;
  }
  const std::string id = to_string(who.value);
  const auto own = std::find_if(all.begin(), all.end(),
                                [&](const Placed& p) { return p.certain && to_string(p.member->value) == id; });
  const auto answer = [&](double low, double high, const Placed& p) {
    if (!complete_before(*t.set, set, p, key)) high = kInfinity;
    Witness w = counted(low, high);
    w.event = p.member->event;
    w.proof = builtin("rank", range_text(low, high));
    for (const Placed& o : all) {
      if (w.proof.from.size() >= kProofMembers) break;
      if (o.member == p.member || (o.certain && o.placed && o.high < p.low)) w.proof.from.push_back(o.member->proof);
    }
    if (set.completeness) {
      w.proof.from.push_back(*set.completeness);
    } else if (std::isfinite(high)) {
      const std::vector<Resolved> where = resolve(*t.set);
      const TimeInterval asked = asked_span(where);
      for (const Coverage& c : coverage(*t.set, where)) {
        if (c.span.begin <= asked.begin && static_cast<double>(c.span.end) > p.high) {
          w.proof.from.push_back(fact(*c.by));
          break;
        }
      }
    }
    if (low != high) add_missing(out.missing, set.missing);
    out.certain.push_back(std::move(w));
    out.closed = out.functional = true;
  };
  if (own != all.end()) {
    const auto [low, high] = position(all, *own);
    answer(low, high, *own);
    return out;
  }
  const auto* entity = std::get_if<Entity>(&who.value);
  if (entity != nullptr && who.event.empty() && facts.schema().event(t.set->kind) != nullptr) {
    // Somebody's place among those who did it: by the first event of each.
    const bool polity = is_kind(entity->id, "polity");
    const auto peers = [&](const Placed& p, bool& mine, bool& unsure) {
      std::set<std::string> names;
      const Happening h = happening(p.member->event);
      if (h.event == nullptr) return names;
      Reads r = role(h, polity ? "operator" : "crew");
      if (!polity) {
        for (const std::string_view alternative :
             {"payload", "craft", "mission", "person", "missile", "vehicle", "operator"}) {
          if (!r.values.empty()) break;
          r = role(h, alternative);
        }
      }
      if (r.values.empty()) unsure = true;
      for (const Witness& w : r.values) {
        const auto* e = std::get_if<Entity>(&w.value);
        if (e == nullptr) continue;
        if (within(e->id, entity->id, "") == Truth::yes) {
          mine = true;
        } else if (polity) {
          const auto own_countries = countries(e->id);
          if (own_countries.empty()) unsure = true;
          for (const std::string& c : own_countries) {
            if (polities_apart(c, entity->id, false))
              names.insert(c);
            else
              unsure = true;
          }
        } else {
          names.insert(e->id);
        }
      }
      return names;
    };
    std::vector<const Placed*> order;
    for (const Placed& p : all) {
      if (p.placed) order.push_back(&p);
    }
    std::stable_sort(order.begin(), order.end(), [](const Placed* a, const Placed* b) { return a->low < b->low; });
    std::set<std::string> sure_before;
    std::set<std::string> maybe_before;
    bool unsure = false;
    const Placed* first = nullptr;
    for (const Placed* p : order) {
      bool mine = false;
      bool unknown = false;
      const auto names = peers(*p, mine, unknown);
      if (mine && p->certain) {
        first = p;
        break;
      }
      unsure = unsure || unknown || mine;
      (p->certain ? sure_before : maybe_before).insert(names.begin(), names.end());
    }
    if (first != nullptr) {
      for (const std::string& n : sure_before) maybe_before.erase(n);
      const double low = 1 + static_cast<double>(sure_before.size());
      const double high = unsure ? kInfinity : low + static_cast<double>(maybe_before.size());
      answer(low, high, *first);
      return out;
    }
  }
  out.missing = set.missing;
  out.missing.insert(out.missing.begin(), "whether " + show(who, "en") + " is one of " + to_string(*t.set));
  return out;
}

Known World::evaluate_nth(const Term& t) const {
  Known out;
  if (!t.set) return out;
  const std::string key = t.name.empty() ? "time" : t.name;
  if (!split_key(key).second.empty()) return ordered_fillers(t, false, nullptr);
  const Known& set = members(*t.set);
  const auto all = place_by(set, key);
  bool settled = true;
  for (const Placed& p : all) {
    auto [low, high] = position(all, p);
    const bool complete = complete_before(*t.set, set, p, key);
    if (!complete) high = kInfinity;
    if (low > t.n || high < t.n) {
      out.excluded.push_back(*p.member);
      continue;
    }
    settled = settled && complete;
    Witness w = *p.member;
    w.proof = builtin("nth", std::to_string(t.n), {w.proof});
    if (set.completeness) w.proof.from.push_back(*set.completeness);
    (low == t.n && high == t.n && p.certain ? out.certain : out.possible).push_back(std::move(w));
  }
  out.functional = true;
  out.closed = set.closed || (out.certain.size() == 1 && settled);
  out.completeness = set.completeness;
  if (out.certain.empty()) add_missing(out.missing, set.missing);
  return out;
}

Known World::evaluate_last(const Term& t) const {
  Term first = t;
  first.kind = Term::Kind::nth;
  const std::string key = t.name.empty() ? "time" : t.name;
  first.name = key.starts_with('-') ? key.substr(1) : "-" + key;
  first.n = std::max(1, t.n);
  return evaluate_nth(first);
}

/// How many moons a planet is known to have, where they are not all held one by one.
std::optional<Known> World::recorded_moons(const Set& s) const {
  if (s.where.size() != 1 || s.where.front().name != "orbits" || s.where.front().negated ||
      s.where.front().op != Op::eq)
    return std::nullopt;
  const auto* planet = std::get_if<Entity>(&s.where.front().value.value);
  if (planet == nullptr) return std::nullopt;
  Reads told = property(planet->id, "moons", as_of);
  const auto* q = told.values.size() == 1 ? std::get_if<Quantity>(&told.values.front().value) : nullptr;
  if (q == nullptr || !told.possible.empty() || told.disputed) return std::nullopt;
  Known out;
  Witness w = counted(q->value, q->value);
  w.proof = builtin("count", range_text(q->value, q->value), {told.values.front().proof});
  out.certain.push_back(std::move(w));
  out.functional = out.closed = true;
  return out;
}

/// How many launches a year saw, as it is on record for a site, a vehicle, a country or all of them (subject earth), where
/// the launches are not all held one by one. Nothing where the set asks for more than that, or a year has no record.
std::optional<Known> World::recorded_count(const Set& s) const {
  if (s.kind == "moon") return recorded_moons(s);
  if (s.kind != "launch") return std::nullopt;
  std::string subject = "earth";
  std::string_view property = "launches";
  std::optional<TimeInterval> years;
  for (const Condition& c : s.where) {
    if (c.negated || c.value.kind != Term::Kind::value || (c.op != Op::eq && c.op != Op::in)) return std::nullopt;
    if (const auto* date = std::get_if<Date>(&c.value.value); date != nullptr && c.name == "time") {
      if (years || date->approximate || date->year_inferred) return std::nullopt;
      years = date->civil;
    } else if (const auto* e = std::get_if<Entity>(&c.value.value)) {
      const bool country = (c.name == "operator" || c.name == "operator.country") && is_kind(e->id, "polity");
      if (subject != "earth" || !(country || c.name == "site" || c.name == "vehicle")) return std::nullopt;
      subject = e->id;
    } else if (const auto* o = std::get_if<Symbol>(&c.value.value); o != nullptr && c.name == "outcome") {
      if (property != "launches" || (o->id != "success" && o->id != "failure")) return std::nullopt;
      property = o->id == "success" ? "successful_launches" : "failed_launches";
    } else {
      return std::nullopt;
    }
  }
  if (!years) return std::nullopt;
  int first = 0, last = 0, month = 0, day = 0;
  civil_from_days(years->begin / kDaySeconds, first, month, day);
  if (month != 1 || day != 1 || years->begin % kDaySeconds != 0) return std::nullopt;
  civil_from_days(years->end / kDaySeconds, last, month, day);
  if (month != 1 || day != 1 || years->end % kDaySeconds != 0 || last - first > 200) return std::nullopt;
  double sum = 0;
  std::vector<Proof> from;
  for (int year = first; year < last; ++year) {
    const auto all = facts.statements(subject, property);
    const auto found = std::find_if(all.begin(), all.end(), [&](const StatementView& v) {
      return v.from == std::to_string(year) && v.to == v.from && std::holds_alternative<Quantity>(v.value);
    });
    if (found == all.end()) return std::nullopt;
    const double n = std::get<Quantity>(found->value).value;
    sum += n;
    from.push_back(fact(*found, std::to_string(static_cast<int>(n)) + " in " + std::to_string(year)));
  }
  Known out;
  Witness w = counted(sum, sum);
  w.proof = builtin("count", range_text(sum, sum), std::move(from));
  out.certain.push_back(std::move(w));
  out.functional = out.closed = true;
  return out;
}

/// How many of a set of launches of a type were flown by a variant of it, where the type flew under its own name too.
std::size_t World::variants_among(const Set& s, const Known& members) const {
  const auto type = std::find_if(s.where.begin(), s.where.end(), [](const Condition& c) {
    return c.name == "vehicle" && c.op == Op::eq && !c.negated && std::holds_alternative<Entity>(c.value.value);
  });
  if (s.kind != "launch" || type == s.where.end()) return 0;
  const auto& id = std::get<Entity>(type->value.value).id;
  std::size_t own = 0;
  for (const Witness& w : members.certain) {
    const Happening h = happening(w.event);
    if (h.event == nullptr) continue;
    own += std::any_of(h.event->roles.begin(), h.event->roles.end(),
                       [&](const RoleValue& r) {
                         const auto* e = std::get_if<Entity>(&r.value);
                         return r.role == "vehicle" && e != nullptr && e->id == id;
                       })
               ? 1
               : 0;
  }
  return own == 0 ? 0 : members.certain.size() - own;
}

Known World::evaluate_count(const Term& t) const {
  Known out;
  if (!t.set) return out;
  const Known& set = members(*t.set);
  if (!set.closed) {
    if (auto recorded = recorded_count(*t.set)) return std::move(*recorded);
  }
  // "Soyuz-2.1b flew 74 times": with or without the variants of that type, nobody says.
  const auto low = static_cast<double>(set.certain.size() - variants_among(*t.set, set));
  const double high = set.closed ? static_cast<double>(set.certain.size() + set.possible.size()) : kInfinity;
  Witness w = counted(low, high);
  w.proof = builtin("count", range_text(low, high));
  rest_on(w.proof, set);
  out.certain.push_back(std::move(w));
  out.functional = out.closed = true;
  out.completeness = set.completeness;
  if (low != high) out.missing = set.missing;
  return out;
}

Known World::evaluate_distinct(const Term& t) const {
  Known out;
  if (!t.set) return out;
  const Known& set = members(*t.set);
  std::set<std::string> sure;
  std::set<std::string> maybe;
  bool open = !set.closed;
  const auto dot = t.name.find('.');
  for (const auto* list : {&set.certain, &set.possible}) {
    for (const Witness& w : *list) {
      Reads r;
      if (!w.event.empty()) {
        r = role_path(happening(w.event), t.name.substr(0, dot),
                      dot == std::string::npos ? "" : t.name.substr(dot + 1));
      } else if (const auto* e = std::get_if<Entity>(&w.value)) {
        r = property(e->id, t.name, as_of);
      }
      open = open || r.unknown;
      const bool certain = list == &set.certain && !r.disputed;
      for (const Witness& v : r.values) (certain ? sure : maybe).insert(to_string(v.value));
      for (const Witness& v : r.possible) maybe.insert(to_string(v.value));
    }
  }
  for (const std::string& s : sure) maybe.erase(s);
  const auto low = static_cast<double>(sure.size());
  const double high = open ? kInfinity : low + static_cast<double>(maybe.size());
  Witness w = counted(low, high);
  std::string names;
  for (const std::string& s : sure) names += (names.empty() ? " (" : ", ") + s;
  w.proof = builtin("distinct " + t.name, range_text(low, high) + names + (names.empty() ? "" : ")"));
  rest_on(w.proof, set);
  out.certain.push_back(std::move(w));
  out.functional = out.closed = true;
  if (low != high) out.missing = set.missing;
  return out;
}

Known World::evaluate_role(const Term& t) const {
  Known out;
  if (t.args.empty()) return out;
  // Who came nth is one of those there, not each of them.
  if (t.args[0].kind == Term::Kind::nth && split_key(t.args[0].name).second == t.name) {
    return ordered_fillers(t.args[0], true, nullptr);
  }
  const Known& of = known(t.args[0]);
  const auto dot = t.name.find('.');
  const std::string head = t.name.substr(0, dot);
  const std::string tail = dot == std::string::npos ? "" : t.name.substr(dot + 1);
  bool closed = of.certain.size() == 1 && of.possible.empty();
  bool functional = closed;
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Witness& w : *list) {
      Reads r;
      if (!w.event.empty()) {
        const Happening h = happening(w.event);
        if (h.event == nullptr) continue;
        r = role_path(h, head, tail);
      } else if (const auto* e = std::get_if<Entity>(&w.value)) {
        r = property(e->id, t.name, as_of);
      } else if (head == "time" && w.when) {
        r.values.push_back(w);
        r.closed = true;
      }
      closed = closed && r.closed;
      functional = functional && r.functional;
      if (r.values.empty() && r.possible.empty()) {
        const std::string m = t.name + " of " + show(w, lang);
        if (out.missing.size() < 4) add_missing(out.missing, {m});
      }
      take(out, r, list == &of.certain);
    }
  }
  if (of.certain.empty() && of.possible.empty() && t.args[0].kind == Term::Kind::the && t.args[0].set &&
      (head == "time" || head == "place")) {
    // A birth or death told as a property of the person.
    const Set& s = *t.args[0].set;
    for (const Condition& c : s.where) {
      const auto* who = std::get_if<Entity>(&c.value.value);
      if (c.name != "person" || c.negated || who == nullptr || head != "time") continue;
      if (s.kind != "birth" && s.kind != "death") continue;
      const Reads r = property(who->id, s.kind + "_date", as_of);
      take(out, r, true);
      closed = r.closed;
      functional = true;
    }
  }
  if (out.certain.empty()) add_missing(out.missing, of.missing);
  out.closed = closed && !(out.certain.empty() && out.possible.empty());
  out.functional = functional;
  return out;
}

Known World::computed(const Term& t, bool& handled) const {
  Known out;
  out.functional = true;
  handled = true;
  const auto one = [&](std::size_t i) -> const Witness* {
    if (i >= t.args.size()) return nullptr;
    const Known& k = known(t.args[i]);
    if (k.certain.size() != 1) {
      add_missing(out.missing, k.missing);
      return nullptr;
    }
    return &k.certain.front();
  };
  const auto done = [&](Witness w) {
    out.certain.push_back(std::move(w));
    out.closed = true;
  };
  if (t.name == "distance") {
    const Witness* a = one(0);
    const Witness* b = one(1);
    const auto* x = a == nullptr ? nullptr : std::get_if<Entity>(&a->value);
    const auto* y = b == nullptr ? nullptr : std::get_if<Entity>(&b->value);
    if (x == nullptr || y == nullptr) return out;
    return distance(x->id, y->id);
  }
  if (t.name == "weekday") {
    const Witness* d = one(0);
    if (d == nullptr || (!d->when && !std::holds_alternative<Date>(d->value))) return out;
    Witness w = *d;
    w.proof = builtin("weekday", "", {d->proof});
    for (int i = 0; i < 7; ++i) {
      const auto day = static_cast<Weekday>(i);
      if (compare_weekday(*d, day) != Truth::yes) continue;
      if (!w.proof.value.empty()) w.proof.value += " or ";
      w.proof.value += to_string(day);
      // One weekday in every frame; else the date stands for itself and is tried in each.
      w.value = w.proof.value == to_string(day) ? Value(day) : d->value;
    }
    if (w.proof.value.empty()) {
      out.missing.emplace_back("the day");
      return out;
    }
    if (std::holds_alternative<Weekday>(w.value)) {
      w.when.reset();
      w.frames.clear();
    }
    done(std::move(w));
    return out;
  }
  if (t.name == "convert") {
    const Witness* q = one(0);
    const auto* quantity = q == nullptr ? nullptr : std::get_if<Quantity>(&q->value);
    if (quantity == nullptr) return out;
    Quantity point = *quantity;
    if (!point.range) point.low = point.high = point.value;
    Witness w = as_witness(point);
    w.of = {*q};
    w.proof = builtin("convert", to_string(*quantity));
    done(std::move(w));
    return out;
  }
  if (t.name == "sum" || t.name == "difference") {
    Witness total;
    for (std::size_t i = 0; i < t.args.size(); ++i) {
      const Witness* w = one(i);
      if (w == nullptr) return out;
      if (i == 0) {
        total = *w;
        if (auto* q = std::get_if<Quantity>(&total.value);
            q != nullptr && t.args[i].kind == Term::Kind::value && !q->range) {
          q->low = q->high = q->value;
        }
        continue;
      }
      Witness next = *w;
      auto* q = std::get_if<Quantity>(&next.value);
      if (q != nullptr && t.args[i].kind == Term::Kind::value && !q->range) q->low = q->high = q->value;
      if (q != nullptr && t.name == "sum") {
        std::swap(q->low, q->high);
        q->low = -q->low;
        q->high = -q->high;
        q->value = -q->value;
      }
      Witness step = difference(total, next);
      if (std::holds_alternative<std::monostate>(step.value)) return out;
      total = std::move(step);
    }
    total.proof.name = t.name;
    if (const auto* q = std::get_if<Quantity>(&total.value)) total.proof.value = to_string(*q);
    done(std::move(total));
    return out;
  }
  if (t.name == "ratio") {
    const Witness* a = one(0);
    const Witness* b = one(1);
    const auto* x = a == nullptr ? nullptr : std::get_if<Quantity>(&a->value);
    const auto* y = b == nullptr ? nullptr : std::get_if<Quantity>(&b->value);
    if (x == nullptr || y == nullptr) return out;
    const auto low = convert(y->low, y->unit, x->unit);
    const auto high = convert(y->high, y->unit, x->unit);
    const auto middle = convert(y->value, y->unit, x->unit);
    if (!low || !high || !middle || *low <= 0 || x->low < 0) return out;
    Quantity q = Quantity::count(x->value / *middle);
    q.low = x->low / *high;
    q.high = x->high / *low;
    q.range = q.low != q.high;
    Witness w = as_witness(q);
    w.proof = builtin("ratio", to_string(q), {a->proof, b->proof});
    done(std::move(w));
    return out;
  }
  if (t.name == "age" || t.name == "elapsed") {
    const Witness* subject = one(0);
    if (subject == nullptr) return out;
    const Witness* from = subject;
    Known birth;
    if (const auto* e = std::get_if<Entity>(&subject->value); e != nullptr && subject->event.empty()) {
      Reads r = property(e->id, "birth_date", as_of);
      if (r.values.empty()) r = property(e->id, "founding_date", as_of);
      if (r.values.size() != 1) {
        out.missing.push_back("when " + e->id + " began");
        return out;
      }
      birth.certain = std::move(r.values);
      from = &birth.certain.front();
    }
    Witness until;
    if (t.args.size() > 1) {
      const Witness* given = one(1);
      if (given == nullptr) return out;
      until = *given;
    } else if (as_of) {
      until = now_witness();
    } else {
      out.missing.emplace_back("as_of");
      return out;
    }
    Witness w = difference(until, *from);
    if (!std::holds_alternative<std::monostate>(w.value)) done(std::move(w));
    return out;
  }
  if (t.name == "first_flight") {
    const Witness* w = one(0);
    const auto* e = w == nullptr ? nullptr : std::get_if<Entity>(&w->value);
    if (e == nullptr) return out;
    if (!facts.statements(e->id, "first_flight").empty()) {
      handled = false;
      return out;
    }
    const bool missile = is_kind(e->id, "missile");
    Set s;
    s.kind = missile ? "missile-test" : is_kind(e->id, "vehicle") ? "launch" : "";
    std::string role_name = missile ? "missile" : "vehicle";
    if (s.kind.empty()) {
      s.kind = "launch";
      role_name = "payload";
    }
    s.where.push_back(where(role_name, entity(e->id)));
    return known(saksi::role("time", nth(1, s, "time")));
  }
  handled = false;
  return out;
}

Known World::evaluate_prop(const Term& t) const {
  bool handled = false;
  Known out = computed(t, handled);
  if (handled || t.args.empty()) return out;
  out = {};
  const Known& of = known(t.args[0]);
  bool closed = of.certain.size() == 1 && of.possible.empty();
  bool functional = closed;
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Witness& w : *list) {
      Reads r;
      const auto* e = std::get_if<Entity>(&w.value);
      if (!w.event.empty() && e != nullptr && e->id == w.event) {
        const Happening h = happening(w.event);
        const auto dot = t.name.find('.');
        if (h.event == nullptr) continue;
        r = role_path(h, t.name.substr(0, dot), dot == std::string::npos ? "" : t.name.substr(dot + 1));
      } else if (e != nullptr) {
        r = property(e->id, t.name, as_of);
      }
      closed = closed && r.closed;
      functional = functional && r.functional;
      if (r.values.empty() && r.possible.empty() && out.missing.size() < 4) {
        add_missing(out.missing, {t.name + " of " + show(w, lang)});
      }
      take(out, r, list == &of.certain);
    }
  }
  if (out.certain.empty()) add_missing(out.missing, of.missing);
  out.closed = closed;
  out.functional = functional;
  return out;
}

Known World::evaluate_minus(const Term& t) const {
  Known out;
  out.functional = true;
  if (t.args.size() < 2) return out;
  const auto side = [&](const Term& a) -> std::optional<Witness> {
    const Known& k = known(a);
    if (k.certain.size() != 1 || !k.possible.empty()) {
      add_missing(out.missing, k.missing);
      return std::nullopt;
    }
    const Witness& w = k.certain.front();
    const auto* e = std::get_if<Entity>(&w.value);
    if (e != nullptr && !w.event.empty() && e->id == w.event) {
      // An event stands for its time.
      Reads r = role(happening(w.event), "time");
      if (!r.values.empty()) return r.values.front();
    }
    return w;
  };
  const auto a = side(t.args[0]);
  const auto b = side(t.args[1]);
  if (!a || !b) return out;
  Witness w = difference(*a, *b);
  if (std::holds_alternative<std::monostate>(w.value)) return out;
  out.certain.push_back(std::move(w));
  out.closed = true;
  return out;
}

}  // namespace saksi::engine

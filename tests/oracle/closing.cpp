#include <algorithm>

#include "tests/oracle/evaluator.h"

/// When there is nothing in a set beyond what is known of it.
namespace saksi::oracle {
namespace {

bool is_time(std::string_view name) { return name == "time" || name == "from" || name == "to"; }

template <class All, class One>
bool contains(const All& all, const One& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

/// The time that is asked about.
TimeInterval Evaluator::asked_span(const Tests& where) const {
  TimeInterval span{kBegin, as_of_ ? as_of_->end : kEnd};
  for (const Test& t : where) {
    if (t.head != "time" || t.condition.negated || t.said.certain.size() != 1) continue;
    const Witness& said = t.said.certain.front();
    if (!said.is_time()) continue;
    const auto* date = std::get_if<Date>(&said.value);
    TimeInterval at = said.when ? *said.when : to_utc(*date);
    // Told in some zone or other: a day's slack on either side.
    if (t.from_text && !date->zone) at = {at.begin - kDaySeconds, at.end + kDaySeconds};
    const Op op = t.condition.op;
    if (op == Op::eq || op == Op::in || op == Op::gt || op == Op::ge) span.begin = std::max(span.begin, at.begin);
    if (op == Op::eq || op == Op::in || op == Op::le || op == Op::lt) span.end = std::min(span.end, at.end);
  }
  return span;
}

/// Does what a set asks for say that its members meet a condition of a list?
bool Evaluator::implies(const Tests& where, const Condition& wanted) {
  const auto [head, tail] = split(wanted.name);
  const Witness target = as_witness(wanted.value.value);
  const std::string& name = tail.empty() ? head : tail;
  const auto is_target = [&](const Witness& w, const std::string& as) {
    return compare(w, Op::eq, target, true, as) == Truth::yes;
  };
  for (const Test& t : where) {
    if (!t.is_equality() || t.head != head || !t.said.is_one()) continue;
    const Witness& said = t.said.certain.front();
    if (t.tail == tail) {
      if (is_target(said, name)) return true;
    } else if (t.tail.empty()) {
      const Entity* e = t.one();
      if (e == nullptr) continue;
      const Fillers f = property(e->id, tail, as_of_);
      if (std::any_of(f.values.begin(), f.values.end(), [&](const Witness& w) { return is_target(w, name); }))
        return true;
    } else if (tail.empty() && (t.tail == "country" || t.tail == "nationality")) {
      if (is_target(said, head)) return true;
    }
  }
  return false;
}

/// Nothing can have happened before what it is told of was there, or before the first of its kind anywhere.
bool Evaluator::reaches_the_beginning(const CompletenessView& list) const {
  constexpr Seconds kSlack = 366 * kDaySeconds;
  if (!list.span) return true;
  const TimeInterval span = clamp(*list.span);
  if (span.begin <= kFirstYear) return true;
  for (const Condition& c : list.set.where) {
    const auto* e = std::get_if<Entity>(&c.value.value);
    if (e == nullptr) continue;
    for (const EventView* event : facts_.events_with(e->id)) {
      const EventDef* def = schema().event(event->kind);
      if (def == nullptr || def->begins.empty() || !event->when || event->when->begin + kSlack < span.begin) continue;
      if (Facts::has_filler(*event, def->begins, e->id) && span.begin <= event->when->end) return true;
    }
  }
  const auto& all = facts_.events_of(list.set.kind);
  const auto first = std::find_if(all.begin(), all.end(), [](const EventView* e) { return e->when.has_value(); });
  return first != all.end() && span.begin <= (*first)->when->begin;
}

/// Is a list one of all that a set may hold, with the roles known that the set asks about?
bool Evaluator::covers(const CompletenessView& list, const Tests& where) {
  const bool known = std::all_of(where.begin(), where.end(), [&](const Test& t) {
    if (is_time(t.head) || t.head == "kind" || t.head == "id" || contains(list.roles, t.head)) return true;
    return std::any_of(list.set.where.begin(), list.set.where.end(), [&](const Condition& w) {
      const auto [head, tail] = split(w.name);
      return head == t.head && (tail.empty() || !t.tail.empty());
    });
  });
  return known && std::all_of(list.set.where.begin(), list.set.where.end(),
                              [&](const Condition& w) { return implies(where, w); });
}

std::vector<Coverage> Evaluator::coverage(std::string_view kind, const Tests& where) {
  const Proving silent(*this, false);
  std::vector<Coverage> out;
  for (const CompletenessView& list : facts_.lists()) {
    if (!facts_.is_a(kind, list.set.kind) || !covers(list, where)) continue;
    TimeInterval span = list.span ? clamp(*list.span) : TimeInterval{kBegin, kEnd};
    if (reaches_the_beginning(list)) span.begin = kBegin;
    out.push_back({span, &list});
  }
  return out;
}

bool Evaluator::is_listed(const EventView& e, const Condition& wanted) {
  const auto [head, tail] = split(wanted.name);
  const Witness target = as_witness(wanted.value.value);
  for (const RoleValue& r : e.roles) {
    if (r.role != head) continue;
    if (tail.empty()) {
      if (compare(as_witness(r.value), Op::eq, target, true, head) == Truth::yes) return true;
      continue;
    }
    const auto* who = std::get_if<Entity>(&r.value);
    if (who == nullptr) continue;
    const Fillers of = property(who->id, tail, as_of_);
    for (const Witness& w : of.values)
      if (compare(w, Op::eq, target, true, tail) == Truth::yes) return true;
  }
  return false;
}

bool Evaluator::recorded(const EventView& e, std::string_view role) {
  const auto [known, fresh] = recorded_.try_emplace({std::string(e.id), std::string(role)}, false);
  if (!fresh) return known->second;
  const Proving silent(*this, false);
  for (const CompletenessView& list : facts_.lists()) {
    if (!facts_.is_a(e.kind, list.set.kind) || !contains(list.roles, role)) continue;
    if (list.span && (!e.when || !clamp(*e.when).within(clamp(*list.span)))) continue;
    if (std::all_of(list.set.where.begin(), list.set.where.end(), [&](const Condition& c) { return is_listed(e, c); }))
      return recorded_[{std::string(e.id), std::string(role)}] = true;
  }
  return false;
}

/// A set that names a key has one member.
bool Evaluator::close_by_key(const Set& s, const Tests& where, Known& k) {
  const EventDef* def = schema().event(s.kind);
  if (def == nullptr) return false;
  for (const auto& roles : def->keys) {
    Set keyed{s.kind, {}, {}};
    for (const std::string& r : roles) {
      const auto t = std::find_if(where.begin(), where.end(),
                                  [&](const Test& x) { return x.asserts(r) && x.from_text && x.is_equality(); });
      // A shuttle flies many times; its name is no key.
      if (t == where.end() || (t->one() != nullptr && facts_.has(t->one()->id, kind_recurs))) break;
      keyed.where.push_back(t->condition);
    }
    if (roles.empty() || keyed.where.size() != roles.size()) continue;
    if (keyed.where.size() == s.where.size()) {
      if (!k.is_one()) continue;
    } else {
      const Known& one = members(keyed);
      if (!one.is_one()) continue;
      if (k.certain.empty()) k.completeness = one.certain.front().proof;
    }
    k.closed = k.functional = true;
    return true;
  }
  return false;
}

/// "President X": of what, the offices that X has held tell, where they are all of one country or body.
std::optional<Value> Evaluator::whose(const Set& s, const Tests& where, const std::vector<std::string>& one_per,
                                      std::string_view role_name) {
  Set held{s.kind, {}, {}};
  bool identified = false;
  for (const Test& t : where) {
    const bool identifies = facts_.has_role_trait(t.head, role_identifies);
    if (t.condition.negated || !t.tail.empty() || (!identifies && !contains(one_per, t.head))) continue;
    identified = identified || identifies;
    held.where.push_back(t.condition);
  }
  if (!identified) return std::nullopt;
  std::optional<Value> found;
  for (const Witness& w : members(held).certain) {
    const Fillers of = role(occurrence(w.event), role_name);
    for (const Witness& v : of.values) {
      if (!std::holds_alternative<Entity>(v.value) || (found && *found != v.value)) return std::nullopt;
      found = v.value;
    }
  }
  return found;
}

/// An office has one holder at a time.
bool Evaluator::close_by_one_at_a_time(const Set& s, const Tests& where, Known& k) {
  const EventDef* def = schema().event(s.kind);
  if (def == nullptr || def->one_per.empty() || !k.possible.empty()) return false;
  Set held{s.kind, {}, {}};
  bool named = false, at = false;
  for (const Test& t : where) {
    if (t.condition.negated) continue;
    named = named || t.asserts(def->one_per.front());
    at = at || (t.head == "time" && t.is_equality());
    if (contains(def->one_per, t.head) || t.head == "time") held.where.push_back(t.condition);
  }
  if (!named || !at || held.where.size() == s.where.size()) return false;
  const bool who = std::any_of(where.begin(), where.end(), [&](const Test& t) {
    return t.asserts(t.head) && facts_.has_role_trait(t.head, role_identifies);
  });
  for (const std::string& r : def->one_per) {
    const bool told =
        std::any_of(held.where.begin(), held.where.end(), [&](const Condition& c) { return c.name == r; });
    if (told || !who) continue;
    const auto of = whose(s, where, def->one_per, r);
    if (!of) return false;
    held.where.push_back(notation::where(r, value(*of)));
  }
  const Known& holder = members(held);
  if (!holder.is_one()) return false;
  k.closed = true;
  if (k.certain.empty()) k.completeness = holder.certain.front().proof;
  return true;
}

/// The set of what would exclude a set's members by a row of the schema; nothing where the set does not tell what they
/// would share.
std::optional<Set> Evaluator::opposite(const Set& s, const Implication& excludes, bool from_text_only) const {
  Set other{excludes.if_kind, {}, {}};
  for (const std::string& shared : excludes.shared) {
    const auto arrow = shared.find('>');
    const std::string to = arrow == std::string::npos ? shared : shared.substr(arrow + 1);
    const auto c = std::find_if(s.where.begin(), s.where.end(), [&](const Condition& x) {
      const bool equality = !x.negated && (x.op == Op::eq || (from_text_only && x.op == Op::in));
      return x.name == to && equality && (!from_text_only || x.value.kind == Term::Kind::value);
    });
    if (c == s.where.end()) return std::nullopt;
    other.where.push_back(*c);
    other.where.back().name = shared.substr(0, arrow);
  }
  for (const auto& [r, v] : excludes.when) other.where.push_back(where(r, value(Symbol{v})));
  return other;
}

bool Evaluator::close_by_exclusion(const Set& s, Known& k) {
  for (const Implication& i : schema().implications) {
    // One way only: what crashed did not land softly, but what landed may crash later.
    if (!i.excludes || !facts_.is_a(s.kind, i.then_kind)) continue;
    const auto other = opposite(s, i, true);
    if (!other) continue;
    const Known& against_it = members(*other);
    if (against_it.certain.empty()) continue;
    k.closed = true;
    k.completeness = against_it.certain.front().proof;
    return true;
  }
  return false;
}

Known Evaluator::excluding(const Set& s) {
  Known out;
  for (const Implication& i : schema().implications) {
    if (!i.excludes || !facts_.is_a(s.kind, i.then_kind)) continue;
    const auto other = opposite(s, i, false);
    if (!other) continue;
    const Known& against_it = members(*other);
    out.certain.insert(out.certain.end(), against_it.certain.begin(), against_it.certain.end());
  }
  return out;
}

/// What a list does not list is not in it, whatever is unknown of it.
void Evaluator::drop_unlisted(const Coverage& c, bool whole, bool events, Known& k) {
  const Tests listed = tests(c.by->set);
  const Proving silent(*this, false);
  std::erase_if(k.possible, [&](const Witness& w) {
    if (!events) {
      const std::string id = to_string(w.value);
      return whole &&
             std::any_of(listed.begin(), listed.end(), [&](const Test& t) { return holds(id, t) != Truth::yes; });
    }
    const Occurrence o = occurrence(w.event);
    if (!facts_.is_a(o.event->kind, c.by->set.kind)) return whole;
    if (!whole && (!o.event->when || !clamp(*o.event->when).within(c.span))) return false;
    return std::any_of(listed.begin(), listed.end(), [&](const Test& t) { return holds(o, t) != Truth::yes; });
  });
}

void Evaluator::close(const Set& s, const Tests& where, Known& k) {
  if (close_by_key(s, where, k) || close_by_one_at_a_time(s, where, k)) return;
  if (k.certain.empty() && close_by_exclusion(s, k)) {
    k.possible.clear();
    return;
  }
  const bool events = schema().event(s.kind) != nullptr;
  // Events are asked for within a time, things as they are on the day of the claim: more of them may have come since.
  const TimeInterval asked = events ? asked_span(where) : as_of_.value_or(TimeInterval{kBegin, kEnd});
  for (const Coverage& c : coverage(s.kind, where)) {
    const bool whole = asked.within(c.span);
    drop_unlisted(c, whole, events, k);
    if (!whole) continue;
    k.closed = true;
    k.completeness = fact(*c.by);
    return;
  }
}

}  // namespace saksi::oracle

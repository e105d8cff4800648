#include <algorithm>

#include "engine/query/evaluator.h"

/// When there is nothing in a set beyond what is known of it.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

bool is_time(Sym name) { return name == names::time || name == names::from || name == names::to; }

}  // namespace

Fact Evaluator::fact_of(const flat::CompleteCondition& c) const {
  Fact out;
  out.type = c.is_entity != 0 ? Fact::Type::entity : c.value ? Fact::Type::symbol : Fact::Type::none;
  out.sym = c.value;
  return out;
}

/// The time that is asked about.
TimeInterval Evaluator::asked_span(const Tests& where) const {
  TimeInterval span{kBegin, as_of_ ? as_of_->end : kEnd};
  for (const Test& t : where) {
    if (t.condition.name.head != names::time || t.condition.negated || t.said->certain.size() != 1) continue;
    const Fact& said = t.said->certain.front();
    if (!said.is_time()) continue;
    TimeInterval at = said.moment.when;
    // Told in some zone or other: a day's slack on either side.
    if (t.from_text && said.said != nullptr && !said.said->zone) at = {at.begin - kDaySeconds, at.end + kDaySeconds};
    const Op op = t.condition.op;
    if (op == Op::eq || op == Op::in || op == Op::gt || op == Op::ge) span.begin = std::max(span.begin, at.begin);
    if (op == Op::eq || op == Op::in || op == Op::le || op == Op::lt) span.end = std::min(span.end, at.end);
  }
  return span;
}

/// Does what a set asks for say that its members meet a condition of a list?
bool Evaluator::implies(Tests& where, const flat::CompleteCondition& wanted) {
  const Fact target = fact_of(wanted);
  if (target.type == Fact::Type::none) return false;
  const Sym name = wanted.tail ? wanted.tail : wanted.head;
  for (Test& t : where) {
    const Fact* said = t.one();
    if (!t.is_equality() || t.condition.name.head != wanted.head || said == nullptr) continue;
    const Sym tail = t.condition.name.tail;
    if (tail == wanted.tail) {
      if (compare(*said, Op::eq, target, true, name) == Truth::yes) return true;
    } else if (!tail) {
      if (said->type != Fact::Type::entity || !facts_.is_entity(said->sym)) continue;
      const Fillers f = property(facts_.row(said->sym), wanted.tail, as_of_);
      if (std::any_of(f.values.begin(), f.values.end(),
                      [&](const Fact& v) { return compare(v, Op::eq, target, true, name) == Truth::yes; }))
        return true;
    } else if (!wanted.tail && (tail == names::country || tail == names::nationality)) {
      if (compare(*said, Op::eq, target, true, wanted.head) == Truth::yes) return true;
    }
  }
  return false;
}

/// Is a list one of all that a set may hold, with the roles known that the set asks about?
bool Evaluator::covers(const flat::Complete& c, Tests& where) {
  const auto conditions = facts_.conditions(c);
  const auto roles = facts_.numbers(c.roles);
  const bool known = std::all_of(where.begin(), where.end(), [&](const Test& t) {
    const Path name = t.condition.name;
    if (is_time(name.head) || name.head == names::kind || name.head == names::id) return true;
    if (std::find(roles.begin(), roles.end(), name.head.id) != roles.end()) return true;
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const flat::CompleteCondition& w) { return w.head == name.head && (!w.tail || name.tail); });
  });
  return known && std::all_of(conditions.begin(), conditions.end(),
                              [&](const flat::CompleteCondition& w) { return implies(where, w); });
}

std::vector<Evaluator::Coverage> Evaluator::coverage(Sym kind, Tests& where) {
  std::vector<Coverage> out;
  ++silent_;
  for (const Row r : facts_.complete_of(kind)) {
    const flat::Complete& c = facts_.complete(r);
    if (!covers(c, where)) continue;
    TimeInterval span = (c.flags & flat::has_time) != 0 ? clamp({c.begin, c.end}) : TimeInterval{kBegin, kEnd};
    if (c.from_beginning != 0) span.begin = kBegin;
    out.push_back({span, r});
  }
  --silent_;
  return out;
}

bool Evaluator::close_by_key(SetId s, Tests& where, Members& m) {
  const Set set = (*meaning_)[s];
  const Vocabulary::EventKind* def = vocabulary_.event(set.kind);
  if (def == nullptr) return false;
  for (const auto& roles : def->keys) {
    std::vector<Condition> keyed;
    for (const Sym r : roles) {
      const auto t = std::find_if(where.begin(), where.end(), [&](const Test& x) {
        return x.condition.name == Path{r, {}} && x.from_text && x.is_equality();
      });
      if (t == where.end()) break;
      // A shuttle flies many times; its name is no key.
      const Fact* e = t->one();
      if (e != nullptr && e->type == Fact::Type::entity && facts_.is_entity(e->sym) &&
          vocabulary_.has(facts_.row(e->sym), kind_recurs))
        break;
      keyed.push_back(t->condition);
    }
    if (roles.empty() || keyed.size() != roles.size()) continue;
    if (keyed.size() == set.count) {
      if (m.certain.size() != 1 || !m.possible.empty()) continue;
    } else {
      const SetId key = meaning_->set(set.kind, keyed);
      const Members& one = members(key);
      if (one.certain.size() != 1 || !one.possible.empty()) continue;
      if (m.certain.empty()) m.completeness = as_fact(one.certain.front(), key).proof;
    }
    m.closed = m.functional = true;
    return true;
  }
  return false;
}

/// "President X": of what, the offices that X has held tell, where they are all of one country or body.
std::optional<Value> Evaluator::whose(SetId s, const Tests& where, std::span<const Sym> one_per, Sym role_name) {
  std::vector<Condition> own;
  bool identified = false;
  for (const Test& t : where) {
    const Sym head = t.condition.name.head;
    const bool identifies = !t.condition.name.tail && vocabulary_.has(head, role_identifies);
    const bool listed = !t.condition.name.tail && std::find(one_per.begin(), one_per.end(), head) != one_per.end();
    if (t.condition.negated || (!identifies && !listed)) continue;
    identified = identified || identifies;
    own.push_back(t.condition);
  }
  if (!identified) return std::nullopt;
  std::optional<Sym> found;
  const SetId held = meaning_->set((*meaning_)[s].kind, own);
  for (const Member& m : members(held).certain) {
    const Fillers f = role(m.event, role_name);
    for (const Fact& v : f.values) {
      if (v.type != Fact::Type::entity || (found && *found != v.sym)) return std::nullopt;
      found = v.sym;
    }
  }
  return found ? std::optional<Value>(Entity{*found}) : std::nullopt;
}

/// An office has one holder at a time.
bool Evaluator::close_by_one_at_a_time(SetId s, Tests& where, Members& m) {
  const Set set = (*meaning_)[s];
  const Vocabulary::EventKind* def = vocabulary_.event(set.kind);
  if (def == nullptr || def->one_per.empty() || !m.possible.empty()) return false;
  const auto listed = [&](Sym r) {
    return std::find(def->one_per.begin(), def->one_per.end(), r) != def->one_per.end();
  };
  std::vector<Condition> held;
  bool first = false, at = false;
  for (const Test& t : where) {
    const Path name = t.condition.name;
    if (t.condition.negated) continue;
    first = first || name == Path{def->one_per.front(), {}};
    at = at || (name.head == names::time && t.is_equality());
    if (listed(name.head) || name.head == names::time) held.push_back(t.condition);
  }
  if (!first || !at || held.size() == set.count) return false;
  for (const Sym r : def->one_per) {
    const auto is_it = [&](const Condition& c) { return c.name == Path{r, {}}; };
    if (std::any_of(held.begin(), held.end(), is_it)) continue;
    const bool who = std::any_of(where.begin(), where.end(), [&](const Test& t) {
      return !t.condition.negated && !t.condition.name.tail && vocabulary_.has(t.condition.name.head, role_identifies);
    });
    if (!who) continue;
    const auto of = whose(s, where, def->one_per, r);
    if (!of) return false;
    held.push_back({{r, {}}, Op::eq, false, meaning_->value(*of)});
  }
  const SetId one = meaning_->set(set.kind, held);
  const Members& holder = members(one);
  if (holder.certain.size() != 1 || !holder.possible.empty()) return false;
  m.closed = true;
  if (m.certain.empty()) m.completeness = as_fact(holder.certain.front(), one).proof;
  return true;
}

/// The set of what would exclude a set's members by a row of the schema; none where the set does not tell what they would
/// share.
SetId Evaluator::opposite(SetId s, const Vocabulary::Implied& excludes, bool from_text_only) const {
  const Set set = (*meaning_)[s];
  std::vector<Condition> other;
  for (const auto& [from, to] : excludes.shared) {
    bool found = false;
    for (std::uint32_t i = 0; i < set.count && !found; ++i) {
      Condition c = meaning_->condition(set, i);
      const bool equality = !c.negated && (c.op == Op::eq || (from_text_only && c.op == Op::in));
      if (c.name != Path{to, {}} || !equality) continue;
      if (from_text_only && meaning_->constant(c.value) == nullptr) continue;
      c.name.head = from;
      other.push_back(c);
      found = true;
    }
    if (!found) return SetId::none;
  }
  for (const auto& [r, v] : excludes.when) {
    if (!v) return SetId::none;
    other.push_back({{r, {}}, Op::eq, false, meaning_->symbol(v)});
  }
  return meaning_->set(excludes.if_kind, other);
}

bool Evaluator::close_by_exclusion(SetId s, Members& m) {
  const Sym kind = (*meaning_)[s].kind;
  for (const Vocabulary::Implied& i : vocabulary_.implications()) {
    // One way only: what crashed did not land softly, but what landed may crash later.
    if (!i.excludes || !facts_.is_a(kind, i.then_kind)) continue;
    const SetId other = opposite(s, i, true);
    if (other == SetId::none) continue;
    const Members& against = members(other);
    if (against.certain.empty()) continue;
    m.closed = true;
    m.completeness = as_fact(against.certain.front(), other).proof;
    return true;
  }
  return false;
}

Answer Evaluator::excluding(SetId s) {
  Answer out;
  const Sym kind = (*meaning_)[s].kind;
  for (const Vocabulary::Implied& i : vocabulary_.implications()) {
    if (!i.excludes || !facts_.is_a(kind, i.then_kind)) continue;
    const SetId other = opposite(s, i, false);
    if (other == SetId::none) continue;
    const Answer against = as_answer(members(other), other);
    out.certain.insert(out.certain.end(), against.certain.begin(), against.certain.end());
  }
  return out;
}

/// What a list does not list is not in it, whatever is unknown of it.
void Evaluator::drop_unlisted(const Coverage& c, bool whole, bool events, Members& m) {
  if (m.possible.empty()) return;
  const flat::Complete& list = facts_.complete(c.by);
  std::vector<Condition> conditions;
  for (const flat::CompleteCondition& w : facts_.conditions(list))
    conditions.push_back({{w.head, w.tail},
                          Op::eq,
                          false,
                          meaning_->value(w.is_entity != 0 ? Value(Entity{w.value}) : Value(Symbol{w.value}))});
  Tests listed = tests(meaning_->set(list.kind, conditions));
  ++silent_;
  std::erase_if(m.possible, [&](const Member& x) {
    const auto not_met = [&](Test& t) { return (events ? holds(x.event, t) : holds(x.entity, t)) != Truth::yes; };
    if (!events) return whole && std::any_of(listed.begin(), listed.end(), not_met);
    const flat::Event& e = facts_.event(x.event.event);
    if (!facts_.is_a(e.kind, list.kind)) return whole;
    const bool timed = (e.flags & flat::has_time) != 0;
    if (!whole && (!timed || !clamp({e.begin, e.end}).within(c.span))) return false;
    return std::any_of(listed.begin(), listed.end(), not_met);
  });
  --silent_;
}

void Evaluator::close(SetId s, Tests& where, Members& m) {
  if (close_by_key(s, where, m) || close_by_one_at_a_time(s, where, m)) return;
  if (m.certain.empty() && close_by_exclusion(s, m)) {
    m.possible.clear();
    return;
  }
  const Sym kind = (*meaning_)[s].kind;
  const bool events = vocabulary_.event(kind) != nullptr;
  // Events are asked for within a time, things as they are on the day of the claim: more of them may have come since.
  const TimeInterval asked = events ? asked_span(where) : as_of_.value_or(TimeInterval{kBegin, kEnd});
  std::optional<Seconds> horizon;
  for (const Coverage& c : coverage(kind, where)) {
    const bool whole = asked.within(c.span);
    drop_unlisted(c, whole, events, m);
    if (whole) {
      m.closed = true;
      ProofNode node;
      node.kind = ProofNode::Kind::completeness;
      node.row = c.by;
      m.completeness = prove(node);
      return;
    }
    if (c.span.begin <= asked.begin) horizon = std::max(horizon.value_or(c.span.end), c.span.end);
  }
  if (!as_of_ && asked.end == kEnd && (events || horizon)) m.missing.push_back({Missing::What::as_of});
  Missing gap{Missing::What::complete_list};
  gap.set = s;
  if (horizon) gap.time = *horizon;
  m.missing.push_back(gap);
}

}  // namespace saksi::engine

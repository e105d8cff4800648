#include <algorithm>
#include <limits>
#include <map>

#include "engine/query/evaluator.h"

/// How many there are.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// So many members are shown of what was counted.
constexpr std::size_t kProven = 12;
/// A count of more years than this is not put together from theirs.
constexpr int kYears = 200;

/// The whole calendar years of a stretch, as from and to (exclusive); nullopt for any other stretch.
std::optional<std::pair<int, int>> whole_calendar_years(TimeInterval t) {
  int first = 0, last = 0, month = 0, day = 0;
  civil_from_days(day_number(t.begin), first, month, day);
  if (month != 1 || day != 1 || t.begin % kDaySeconds != 0) return std::nullopt;
  civil_from_days(day_number(t.end), last, month, day);
  if (month != 1 || day != 1 || t.end % kDaySeconds != 0) return std::nullopt;
  return std::pair(first, last);
}

}  // namespace

Fact Evaluator::counted(double low, double high) const {
  Fact f;
  f.type = Fact::Type::amount;
  f.amount = Amount::count(low, high);
  return f;
}

std::vector<ProofId> Evaluator::rests_on(SetId s, const Members& m) {
  std::vector<ProofId> out;
  for (const Member& x : m.certain) {
    if (out.size() >= kProven) break;
    out.push_back(as_fact(x, s).proof);
  }
  if (m.completeness != ProofId::none) out.push_back(m.completeness);
  return out;
}

/// Whose count a set asks for, and of what time: nothing where it asks for more than that.
std::optional<Evaluator::CountAsked> Evaluator::count_asked(const Vocabulary::Recorded& rule, SetId s) {
  const Set set = (*meaning_)[s];
  CountAsked out;
  if (rule.whole) out.whose = facts_.row(rule.whole);
  bool with = !rule.with_role, whose = false;
  for (std::uint32_t i = 0; i < set.count; ++i) {
    const Condition c = meaning_->condition(set, i);
    if (c.negated || (c.op != Op::eq && c.op != Op::in)) return std::nullopt;
    if (const auto* d = meaning_->constant<Date>(c.value); d != nullptr && c.name == Path{names::time, {}}) {
      if (!rule.yearly || out.time || d->approximate || d->year_inferred) return std::nullopt;
      out.time = d->civil;
    } else if (const auto* e = meaning_->constant<Entity>(c.value)) {
      const auto named = std::find(rule.by.begin(), rule.by.end(), c.name);
      if (whose || named == rule.by.end() || !facts_.is_entity(e->id)) return std::nullopt;
      // Of those who act, only whole countries have a count on record.
      const bool by_agent = vocabulary_.role(c.name.head).through != Sym{};
      if (by_agent && !facts_.is_kind(facts_.row(e->id), vocabulary_.polity())) return std::nullopt;
      out.whose = facts_.row(e->id);
      whose = true;
    } else if (const auto* x = meaning_->constant<Symbol>(c.value);
               x != nullptr && c.name == Path{rule.with_role, {}}) {
      if (with || x->id != rule.with_value) return std::nullopt;
      with = true;
    } else {
      return std::nullopt;
    }
  }
  return with && out.whose != kNoRow && rule.yearly == out.time.has_value() ? std::optional(out) : std::nullopt;
}

/// A count on record, as counts.tsv tells where to find it; nothing where the set asks for another, or there is none.
std::optional<Answer> Evaluator::recorded_count(const Vocabulary::Recorded& rule, SetId s) {
  if (rule.kind != (*meaning_)[s].kind) return std::nullopt;
  const auto asked = count_asked(rule, s);
  if (!asked) return std::nullopt;
  double sum = 0;
  std::vector<ProofId> from;
  if (rule.yearly) {
    const auto years = whole_calendar_years(*asked->time);
    if (!years || years->second - years->first > kYears) return std::nullopt;
    for (int year = years->first; year < years->second; ++year) {
      const auto rows = facts_.statements(asked->whose, rule.property);
      const std::string wanted = std::to_string(year);
      const auto found = std::find_if(rows.begin(), rows.end(), [&](Row r) {
        const flat::Statement& x = facts_.statement(r);
        return facts_.text(x.from_text) == wanted && facts_.text(x.to_text) == wanted &&
               facts_.value(x.value).type == flat::ValueType::quantity;
      });
      if (found == rows.end()) return std::nullopt;
      sum += facts_.value(facts_.statement(*found).value).value;
      ProofNode node;
      node.kind = ProofNode::Kind::yearly_count;
      node.row = *found;
      from.push_back(prove(node));
    }
  } else {
    const Fillers told = property(asked->whose, rule.property, as_of_);
    if (told.values.size() != 1 || !told.possible.empty() || told.values.front().type != Fact::Type::amount)
      return std::nullopt;
    sum = told.values.front().amount.value;
    from.push_back(told.values.front().proof);
  }
  Answer out;
  Fact f = counted(sum, sum);
  ProofNode node;
  node.kind = ProofNode::Kind::count;
  node.low = node.high = sum;
  f.proof = prove(node, from);
  out.certain.push_back(f);
  out.functional = out.closed = true;
  return out;
}

/// How many of a set of events of a type were those of a variant of it, where the type took part under its own name too.
std::size_t Evaluator::variants_among(SetId s, const Members& m) const {
  const Set set = (*meaning_)[s];
  for (std::uint32_t i = 0; i < set.count; ++i) {
    const Condition c = meaning_->condition(set, i);
    const auto* type = meaning_->constant<Entity>(c.value);
    if (c.name.tail || c.op != Op::eq || c.negated || type == nullptr || !vocabulary_.has(c.name.head, role_variants))
      continue;
    std::size_t own = 0;
    for (const Member& x : m.certain) {
      if (!x.event) continue;
      const auto roles = facts_.roles(facts_.event(x.event.event));
      own += std::any_of(roles.begin(), roles.end(),
                         [&](const flat::Role& r) {
                           const flat::Value& v = facts_.value(r.value);
                           return r.role == c.name.head && v.type == flat::ValueType::entity && v.sym == type->id;
                         })
                 ? 1
                 : 0;
    }
    return own == 0 ? 0 : m.certain.size() - own;
  }
  return 0;
}

/// Events that may be one, told of each who took part: the two who walked on the Moon in one outing. They lie within a
/// day, are of one kind, share whom or what the event is told by, and differ in those who took part.
std::size_t Evaluator::told_one_by_one(const Members& m) const {
  constexpr Seconds kOneOuting = kDaySeconds;
  const auto told_by = [&](Row i, bool who) {
    std::vector<Sym> out;
    for (const flat::Role& r : facts_.roles(facts_.event(i))) {
      const flat::Value& v = facts_.value(r.value);
      if (v.type != flat::ValueType::entity || !vocabulary_.has(r.role, role_identifies)) continue;
      if (vocabulary_.is_agent(facts_.row(v.sym)) == who) out.push_back(v.sym);
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  std::size_t out = 0;
  for (std::size_t i = 1; i < m.certain.size(); ++i) {
    const Occurrence a = m.certain[i - 1].event, b = m.certain[i].event;
    if (!a || !b || facts_.event(a.event).kind != facts_.event(b.event).kind) continue;
    const auto x = when(a), y = when(b);
    if (!x || !y || y->begin - x->begin >= kOneOuting) continue;
    const auto who = told_by(a.event, true), other = told_by(b.event, true);
    const auto what = told_by(a.event, false);
    std::vector<Sym> both;
    std::set_intersection(who.begin(), who.end(), other.begin(), other.end(), std::back_inserter(both));
    if (!what.empty() && what == told_by(b.event, false) && !who.empty() && !other.empty() && both.empty()) ++out;
  }
  return out;
}

/// Came it with something else that fills the role?
bool Evaluator::is_carried(Occurrence o, const Fact& filler) const {
  if (!o || o.by != 0 || filler.type != Fact::Type::entity || !facts_.is_entity(filler.sym)) return false;
  if (!vocabulary_.has(facts_.row(filler.sym), kind_carried)) return false;
  const auto roles = facts_.roles(facts_.event(o.event));
  const auto own = std::find_if(roles.begin(), roles.end(), [&](const flat::Role& r) {
    const flat::Value& v = facts_.value(r.value);
    return v.type == flat::ValueType::entity && v.sym == filler.sym;
  });
  return own != roles.end() && std::any_of(roles.begin(), roles.end(), [&](const flat::Role& r) {
           const flat::Value& v = facts_.value(r.value);
           return r.role == own->role && v.type == flat::ValueType::entity && v.sym != filler.sym &&
                  !vocabulary_.has(facts_.row(v.sym), kind_carried);
         });
}

Answer Evaluator::evaluate_count(const Term& t) {
  Answer out;
  if (t.set == SetId::none) return out;
  const Members& set = members(t.set);
  if (!set.closed)
    for (const Vocabulary::Recorded& rule : vocabulary_.counts())
      if (auto recorded = recorded_count(rule, t.set)) return std::move(*recorded);
  // "Soyuz-2.1b flew 74 times": with or without the variants of that type, nobody says.
  const std::size_t same = std::max(variants_among(t.set, set), told_one_by_one(set));
  const auto low = static_cast<double>(set.certain.size() - same);
  const double high = set.closed ? static_cast<double>(set.certain.size() + set.possible.size()) : kInfinity;
  Fact f = counted(low, high);
  ProofNode node;
  node.kind = ProofNode::Kind::count;
  node.low = low;
  node.high = high;
  f.proof = prove(node, rests_on(t.set, set));
  out.certain.push_back(f);
  out.functional = out.closed = true;
  out.completeness = set.completeness;
  if (low != high) out.missing = set.missing;
  return out;
}

Answer Evaluator::evaluate_distinct(const Term& t) {
  Answer out;
  if (t.set == SetId::none) return out;
  const Members& set = members(t.set);
  std::vector<Fact> certain, possible;
  bool open = !set.closed;
  const Set asked = (*meaning_)[t.set];
  bool of_filler = false;  // something is said of what fills the role
  for (std::uint32_t i = 0; i < asked.count; ++i) {
    const Path name = meaning_->condition(asked, i).name;
    of_filler = of_filler || (name.head == t.name.head && name.tail);
  }
  const auto insert = [](std::vector<Fact>& all, const Fact& f) {
    if (std::none_of(all.begin(), all.end(), [&](const Fact& x) { return x.same_value(f); })) all.push_back(f);
  };
  ++silent_;
  for (const auto* list : {&set.certain, &set.possible}) {
    for (const Member& x : *list) {
      Fillers f = x.event ? role_path(x.event, t.name) : property(x.entity, t.name, as_of_);
      open = open || f.unknown;
      // Of a crew with a woman, only she counts as one; what several come to by a property may be the others'.
      const bool others = of_filler && x.event && t.name.tail && role(x.event, t.name.head).values.size() > 1;
      if (of_filler && x.event && !t.name.tail) keep_those_meant(f, x.event, t.set, t.name.head);
      for (const Fact& v : f.values)
        insert(list == &set.certain && !f.disputed && !others && !is_carried(x.event, v) ? certain : possible, v);
      for (const Fact& v : f.possible) insert(possible, v);
    }
  }
  --silent_;
  std::erase_if(possible, [&](const Fact& p) {
    return std::any_of(certain.begin(), certain.end(), [&](const Fact& c) { return c.same_value(p); });
  });
  const auto low = static_cast<double>(certain.size());
  const double high = open ? kInfinity : low + static_cast<double>(possible.size());
  Fact f = counted(low, high);
  ProofNode node;
  node.kind = ProofNode::Kind::distinct;
  node.path = t.name;
  node.low = low;
  node.high = high;
  for (const Fact& v : certain) {
    const std::uint32_t kept = proofs_->keep(v);
    if (node.kept_count++ == 0) node.kept = kept;
  }
  f.proof = prove(node, rests_on(t.set, set));
  out.certain.push_back(f);
  out.functional = out.closed = true;
  if (low != high) out.missing = set.missing;
  return out;
}

}  // namespace saksi::engine

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/oracle/evaluator.h"

/// How many there are.
namespace saksi::oracle {
namespace {

/// A count of more years than this is not put together from theirs.
constexpr int kYears = 200;

void rest_on(Proof& p, const Known& k) {
  for (const Witness& w : k.certain)
    if (p.from.size() < kProven) p.from.push_back(w.proof);
  if (k.completeness) p.from.push_back(*k.completeness);
}

/// The whole calendar years of a stretch, as from and to (exclusive); nullopt for any other stretch.
std::optional<std::pair<int, int>> whole_calendar_years(TimeInterval t) {
  int first = 0, last = 0, month = 0, day = 0;
  civil_from_days(day_number(t.begin), first, month, day);
  if (month != 1 || day != 1 || t.begin % kDaySeconds != 0) return std::nullopt;
  civil_from_days(day_number(t.end), last, month, day);
  if (month != 1 || day != 1 || t.end % kDaySeconds != 0) return std::nullopt;
  return std::pair(first, last);
}

Known answer(Witness w) {
  Known out;
  out.certain.push_back(std::move(w));
  out.functional = out.closed = true;
  return out;
}

}  // namespace

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

/// Whose count a set asks for, and of what time: nothing where it asks for more than that.
std::optional<Evaluator::CountAsked> Evaluator::count_asked(const RecordedCount& rule, const Set& s) const {
  CountAsked out{rule.whole, {}};
  bool with = rule.with_role.empty(), whose = false;
  for (const Condition& c : s.where) {
    if (c.negated || (c.op != Op::eq && c.op != Op::in) || c.value.kind != Term::Kind::value) return std::nullopt;
    if (const auto* d = std::get_if<Date>(&c.value.value); d != nullptr && c.name == "time") {
      if (!rule.yearly || out.time || d->approximate || d->year_inferred) return std::nullopt;
      out.time = d->civil;
    } else if (const auto* e = std::get_if<Entity>(&c.value.value)) {
      if (whose || std::find(rule.by.begin(), rule.by.end(), c.name) == rule.by.end()) return std::nullopt;
      // Of those who act, only whole countries have a count on record.
      const RoleInfo* role = schema().role(split(c.name).first);
      if (role != nullptr && !role->through.empty() && !facts_.is_kind(e->id, kPolity)) return std::nullopt;
      out.whose = e->id;
      whose = true;
    } else if (const auto* x = std::get_if<Symbol>(&c.value.value); x != nullptr && c.name == rule.with_role) {
      if (with || x->id != rule.with_value) return std::nullopt;
      with = true;
    } else {
      return std::nullopt;
    }
  }
  return with && !out.whose.empty() && rule.yearly == out.time.has_value() ? std::optional(out) : std::nullopt;
}

/// The sum of what is on record for each year; nothing where a year has no record.
std::optional<std::pair<double, std::vector<Proof>>> Evaluator::yearly_counts(const RecordedCount& rule,
                                                                              const CountAsked& asked) const {
  const auto years = whole_calendar_years(*asked.time);
  if (!years || years->second - years->first > kYears) return std::nullopt;
  std::pair<double, std::vector<Proof>> out{0, {}};
  for (int year = years->first; year < years->second; ++year) {
    const auto& all = facts_.stated(asked.whose, rule.property);
    const auto found = std::find_if(all.begin(), all.end(), [&](const StatementView* v) {
      return v->from == std::to_string(year) && v->to == v->from && std::holds_alternative<Quantity>(v->value);
    });
    if (found == all.end()) return std::nullopt;
    const double n = std::get<Quantity>((*found)->value).value;
    out.first += n;
    out.second.push_back(fact(**found));
    out.second.back().value = std::to_string(static_cast<int>(n)) + " in " + std::to_string(year);
  }
  return out;
}

/// A count on record, as the schema tells where to find it; nothing where the set asks for another, or there is none.
std::optional<Known> Evaluator::recorded_count(const RecordedCount& rule, const Set& s) {
  const auto asked = rule.kind == s.kind ? count_asked(rule, s) : std::nullopt;
  if (!asked) return std::nullopt;
  std::optional<std::pair<double, std::vector<Proof>>> found;
  if (rule.yearly) {
    found = yearly_counts(rule, *asked);
  } else {
    const Fillers told = property(asked->whose, rule.property, as_of_);
    const auto* q = told.values.size() == 1 ? std::get_if<Quantity>(&told.values.front().value) : nullptr;
    if (q != nullptr && told.possible.empty()) found = {q->value, {told.values.front().proof}};
  }
  if (!found) return std::nullopt;
  Witness w = counted(found->first, found->first);
  w.proof = builtin("count", range_text(found->first, found->first), std::move(found->second));
  return answer(std::move(w));
}

/// How many of a set of events of a type were those of a variant of it, where the type took part under its own name too.
std::size_t Evaluator::variants_among(const Set& s, const Known& members) const {
  for (const Condition& c : s.where) {
    const auto* type = std::get_if<Entity>(&c.value.value);
    if (type == nullptr || c.op != Op::eq || c.negated || !facts_.has_role_trait(c.name, role_variants)) continue;
    std::size_t own = 0;
    for (const Witness& w : members.certain)
      if (!w.event.empty() && Facts::has_filler(*occurrence(w.event).event, c.name, type->id)) ++own;
    return own == 0 ? 0 : members.certain.size() - own;
  }
  return 0;
}

Known Evaluator::evaluate_count(const Term& t) {
  const Known& set = members(*t.set);
  if (!set.closed)
    for (const RecordedCount& rule : schema().counts)
      if (auto recorded = recorded_count(rule, *t.set)) return std::move(*recorded);
  // "Soyuz-2.1b flew 74 times": with or without the variants of that type, nobody says.
  // Nor whether what is told of each who took part was one event.
  const std::size_t same = std::max(variants_among(*t.set, set), told_one_by_one(set));
  const auto low = static_cast<double>(set.certain.size() - same);
  const double high = set.closed ? static_cast<double>(set.certain.size() + set.possible.size()) : kInfinity;
  Witness w = counted(low, high);
  w.proof = builtin("count", range_text(low, high));
  rest_on(w.proof, set);
  Known out = answer(std::move(w));
  out.completeness = set.completeness;
  return out;
}

Known Evaluator::evaluate_distinct(const Term& t) {
  const Known& set = members(*t.set);
  std::set<std::string> certain, possible;
  bool open = !set.closed;
  for (const auto* list : {&set.certain, &set.possible}) {
    for (const Witness& member : *list) {
      Fillers f = path_of(member, t.name);
      open = open || f.unknown;
      const Occurrence o = member.event.empty() ? Occurrence{} : occurrence(member.event);
      const auto [head, tail] = split(t.name);
      const std::string below = head + ".";
      const bool of_filler =
          !member.event.empty() && std::any_of(t.set->where.begin(), t.set->where.end(),
                                               [&](const Condition& c) { return c.name.starts_with(below); });
      bool others = false;
      if (of_filler && tail.empty()) keep_those_meant(f, o, *t.set, t.name);
      if (of_filler && !tail.empty()) others = path_of(member, std::string(head)).values.size() > 1;
      for (const Witness& v : f.values) {
        const bool is_certain = list == &set.certain && !f.disputed && !others && !is_carried(o, v.value);
        (is_certain ? certain : possible).insert(to_string(v.value));
      }
      for (const Witness& v : f.possible) possible.insert(to_string(v.value));
    }
  }
  for (const std::string& s : certain) possible.erase(s);
  const auto low = static_cast<double>(certain.size());
  const double high = open ? kInfinity : low + static_cast<double>(possible.size());
  Witness w = counted(low, high);
  std::string names;
  for (const std::string& s : certain) names += (names.empty() ? " (" : ", ") + s;
  w.proof = builtin("distinct " + t.name, range_text(low, high) + names + (names.empty() ? "" : ")"));
  rest_on(w.proof, set);
  return answer(std::move(w));
}

}  // namespace saksi::oracle

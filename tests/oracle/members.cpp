#include <algorithm>
#include <cstdlib>

#include "core/limits.h"
#include "tests/oracle/evaluator.h"

/// What belongs to a set.
namespace saksi::oracle {
namespace {

/// The day of a text is not over everywhere when it is in UTC.
constexpr Seconds kDayGoesOn = 12 * 3600;
/// Further apart in time, two events with one participant are two events.
constexpr Seconds kSameEvent = 30 * kDaySeconds;

}  // namespace

std::string source_of(const Implication& by, std::string_view role) {
  for (const std::string& shared : by.shared) {
    const auto arrow = shared.find('>');
    const std::string from = shared.substr(0, arrow);
    if ((arrow == std::string::npos ? from : shared.substr(arrow + 1)) == role) return from;
  }
  return {};
}

const Known& Evaluator::members(const Set& s) {
  static const Known kTooDeep;
  const std::string text = exact_text(s);
  if (const auto known = sets_.find(text); known != sets_.end()) return known->second;
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  const Proving proving(*this, true);
  ++depth_;
  Known k = find(s);
  --depth_;
  remembered_ += 1 + k.certain.size() + k.possible.size();
  return sets_.emplace(text, std::move(k)).first->second;
}

Known Evaluator::find(const Set& s) {
  const Tests where = tests(s);
  const bool events = schema().event(s.kind) != nullptr;
  if (!events && schema().kind(s.kind) == nullptr) return {};
  Known k = events ? find_events(s, where) : find_things(s, where);
  close(s, where, k);
  return k;
}

/// All that may be of a kind: its events, what implies one, and what was withdrawn with nothing in its place, which may
/// still have been.
std::vector<Occurrence> Evaluator::occurrences(std::string_view kind) const {
  std::vector<Occurrence> out;
  for (const EventView* e : facts_.events_of(kind)) out.push_back({e, nullptr});
  for (const Implication& by : schema().implications) {
    if (by.excludes || !facts_.is_a(by.then_kind, kind) || facts_.is_a(by.if_kind, kind)) continue;
    for (const EventView* e : facts_.events_of(by.if_kind)) {
      const bool applies = std::all_of(by.when.begin(), by.when.end(), [&](const auto& w) {
        return std::any_of(e->roles.begin(), e->roles.end(),
                           [&](const RoleValue& r) { return r.role == w.first && to_string(r.value) == w.second; });
      });
      if (applies) out.push_back({e, &by});
    }
  }
  for (const EventView* e : facts_.withdrawn_events())
    if (facts_.is_a(e->kind, kind)) out.push_back({e, nullptr});
  return out;
}

/// The conditions that together tell which event is meant; empty where the set names no key.
std::vector<const Test*> Evaluator::key_of(std::string_view kind, const Tests& where) const {
  for (const auto& roles : schema().event(kind)->keys) {
    std::vector<const Test*> named;
    for (const std::string& r : roles) {
      const auto c = std::find_if(where.begin(), where.end(),
                                  [&](const Test& t) { return t.asserts(r) && t.condition.op == Op::eq; });
      if (c != where.end()) named.push_back(&*c);
    }
    if (!roles.empty() && named.size() == roles.size()) return named;
  }
  return {};
}

/// A role of one filler of which sources of equal rank tell several.
bool Evaluator::told_apart(const EventView& e, std::string_view role) const {
  const EventDef* def = schema().event(e.kind);
  const RoleDef* described = def == nullptr ? nullptr : def->role(role);
  if (described != nullptr && described->many) return false;
  return std::count_if(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) { return r.role == role; }) > 1;
}

Evaluator::Candidate Evaluator::weigh(const Occurrence& o, const Tests& where, const std::vector<const Test*>& key) {
  const Proving silent(*this, false);
  Candidate out{o, Truth::yes, !key.empty()};
  const EventView& e = *o.event;
  if (const auto t = when(o); as_of_ && t) {
    if (t->begin >= as_of_->end + kDayGoesOn) return {o, Truth::no, false};
    const EventDef* def = schema().event(e.kind);
    const bool state = def != nullptr && def->state;
    if (!state && t->end > as_of_->end + kDayGoesOn && e.precision < Precision::day) out.truth = Truth::open;
  }
  for (const Test* t : key) out.key = out.key && holds(o, *t) == Truth::yes;
  for (const Test& t : where) out.truth = out.truth == Truth::no ? Truth::no : both(out.truth, holds(o, t));
  if (out.truth != Truth::no) out.truth = both(out.truth, both(jointly(o, where), credited(o, where)));
  const bool by_one_source = o.by != nullptr && std::any_of(o.by->when.begin(), o.by->when.end(),
                                                            [&](const auto& w) { return told_apart(e, w.first); });
  const bool doubtful = e.marginal || e.rank == Rank::deprecated || by_one_source;
  if (out.truth == Truth::yes && doubtful) out.truth = Truth::open;
  return out;
}

/// Is an event the one that another implies, told by itself? They share who or what took part, at about one time.
bool Evaluator::told_twice(const Occurrence& implied, const EventView& real) const {
  const EventView& own = *implied.event;
  if (real.index == own.index) return false;
  if (real.when && own.when && std::abs(real.when->begin - own.when->begin) >= kSameEvent) return false;
  return std::any_of(real.roles.begin(), real.roles.end(), [&](const RoleValue& r) {
    const auto* who = std::get_if<Entity>(&r.value);
    const std::string source = source_of(*implied.by, r.role);
    return who != nullptr && !source.empty() && facts_.has_role_trait(r.role, role_identifies) &&
           Facts::has_filler(own, source, who->id);
  });
}

/// One event told twice, as itself and as what implies it, counts once.
void Evaluator::drop_twins(std::string_view kind, std::vector<Candidate>& all) const {
  for (Candidate& implied : all) {
    if (implied.occurrence.by == nullptr || implied.truth == Truth::no) continue;
    const auto& events = facts_.events_of(kind);
    const auto twin = std::find_if(events.begin(), events.end(),
                                   [&](const EventView* e) { return told_twice(implied.occurrence, *e); });
    if (twin == events.end()) continue;
    const auto real = std::find_if(all.begin(), all.end(), [&](const Candidate& c) {
      return c.occurrence.by == nullptr && c.occurrence.event == *twin;
    });
    if (real != all.end() && real->truth == Truth::open && implied.truth == Truth::yes)
      real->truth = Truth::no;
    else
      implied.truth = Truth::no;
  }
}

Known Evaluator::find_events(const Set& s, const Tests& where) {
  const std::vector<const Test*> key = key_of(s.kind, where);
  std::vector<Candidate> all;
  for (const Occurrence& o : occurrences(s.kind)) all.push_back(weigh(o, where, key));
  // The event is known; others whose key is not are not it.
  if (std::any_of(all.begin(), all.end(), [](const Candidate& c) { return c.key; }))
    std::erase_if(all, [](const Candidate& c) { return !c.key; });
  drop_twins(s.kind, all);
  std::erase_if(all, [](const Candidate& c) { return c.truth == Truth::no; });
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    const auto x = when(a.occurrence), y = when(b.occurrence);
    return (x ? x->begin : kEnd) < (y ? y->begin : kEnd);
  });
  Known k;
  for (const Candidate& c : all)
    (c.truth == Truth::yes ? k.certain : k.possible).push_back(as_witness_of(c.occurrence));
  return k;
}

Known Evaluator::find_things(const Set& s, const Tests& where) {
  Known k;
  for (const EntityView& e : facts_.entities()) {
    if (!facts_.is_kind(e.id, s.kind)) continue;
    Truth truth = Truth::yes;
    {
      const Proving silent(*this, false);
      for (const Test& t : where) truth = truth == Truth::no ? Truth::no : both(truth, holds(e.id, t));
    }
    if (truth == Truth::no) continue;
    Witness w = as_witness(Entity{std::string(e.id)});
    w.proof.kind = Proof::Kind::fact;
    w.proof.name = std::string(e.id);
    for (const Test& t : where)
      for (const StatementView* st : facts_.stated(e.id, t.head)) w.proof.from.push_back(fact(*st));
    if (!w.proof.from.empty()) w.proof.source = w.proof.from.front().source;
    (truth == Truth::yes ? k.certain : k.possible).push_back(std::move(w));
  }
  return k;
}

Witness Evaluator::as_witness_of(const Occurrence& o) {
  Witness w;
  w.event = std::string(o.event->id) + (o.by == nullptr ? "" : "#" + o.by->then_kind);
  seen_.emplace(w.event, o);
  w.value = Entity{w.event};
  w.when = when(o);
  w.zone = std::string(o.event->zone);
  if (w.when) w.frames = frames(o);
  w.proof = fact(*o.event, "", o.event->told ? to_edtf(*o.event->told) : "");
  return w;
}

Occurrence Evaluator::occurrence(std::string_view reference) const {
  if (const auto known = seen_.find(reference); known != seen_.end()) return known->second;
  return {facts_.event(reference), nullptr};
}

}  // namespace saksi::oracle

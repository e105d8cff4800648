#include <algorithm>

#include "engine/words/words.h"
#include "tests/oracle/judge.h"
#include "tests/oracle/walk.h"

/// Claims of the present: whether they held before, and whether what they speak of is still there.
namespace saksi::oracle {
namespace {

/// Earlier moments that a claim about the present is tried at.
constexpr std::size_t kChangePoints = 64;
/// Where the year 9999 ends.
constexpr Seconds kLastYear = 253402300800;

Date day_of(Seconds civil) {
  Date d;
  d.civil = {day_number(civil) * kDaySeconds, (day_number(civil) + 1) * kDaySeconds};
  return d;
}

}  // namespace

bool Judge::is_state(std::string_view kind) const {
  const EventDef* def = facts_.schema().event(kind);
  return def != nullptr && def->state;
}

/// A claim of the present about a state holds now, whether its words say "now" or only mean it.
Atom Judge::with_now(const Atom& a) const {
  if (!a.now || a.kind == Atom::Kind::compare || !is_state(a.set.kind)) return a;
  for (const Condition& c : a.set.where)
    if (c.name == "time" || c.name == "from" || c.name == "to") return a;
  Atom out = a;
  out.set.where.push_back(where("time", now_term(), Op::in));
  return out;
}

/// A title told in passing is that of the time the sentence speaks of: the present only where nothing in it tells of
/// an event or a date, and nothing is unread.
bool Judge::may_be_of_another_time(const std::vector<Atom>& atoms) const {
  bool found = !sentence_.unread.empty();
  for (const Atom& a : atoms) {
    walk(
        a,
        [&](const Term& t) { found = found || (t.kind == Term::Kind::value && std::holds_alternative<Date>(t.value)); },
        [&](const Set& s) { found = found || (facts_.schema().event(s.kind) != nullptr && !is_state(s.kind)); });
  }
  return found;
}

/// "President John F. Kennedy told …" is wrong only of one who never was.
bool Judge::is_of_another_time(const Finding& f) {
  // "former" is said by the writer, of the day of writing.
  const Atom& a = f.atom;
  if (a.kind != Atom::Kind::some || !a.presupposed || !a.now || a.negated || !is_state(a.set.kind)) return false;
  if (f.verdict != Verdict::refuted) return f.verdict == Verdict::outdated;
  Atom ever = a;
  ever.now = false;
  std::erase_if(ever.set.where, [](const Condition& c) { return c.name == "time"; });
  ever.set.where.push_back(where("from", now_term(), Op::le));
  return ask_rules(rules_, ever, evaluator_, messages_).verdict != Verdict::refuted;
}

/// The midnight of the civil day that an instant begins at its place. With no place, an interval is that of the day
/// anywhere.
Seconds Judge::civil_of(Seconds t, std::string_view zone) const {
  if (!zone.empty()) return t + facts_.base().utc_offset(zone, t).value_or(0);
  const Seconds clock = t - day_number(t) * kDaySeconds;
  return clock == 10 * 3600 ? t + 14 * 3600 : clock == 12 * 3600 ? t - 12 * 3600 : t;
}

/// The moments at which something changed of what an atom speaks of.
std::map<Seconds, Seconds> Judge::change_points(const Atom& asked) {
  std::map<Seconds, Seconds> out;
  const auto note = [&](const std::optional<TimeInterval>& t, bool open_ended, std::string_view zone) {
    if (!t) return;
    out.emplace(t->begin, civil_of(t->begin, zone));
    if (!open_ended && t->end < kLastYear) out.emplace(t->end, civil_of(t->end, zone) - 1);
  };
  each_term(asked, [&](const Term& t) {
    const Entity* e = entity_of(t);
    if (e == nullptr) return;
    for (const EventView* event : facts_.events_with(e->id))
      if (is_state(event->kind)) note(event->when, event->open_ended, event->zone);
    for (const StatementView* s : facts_.stated_of(e->id)) note(s->valid, s->open_ended, "");
  });
  each_set(asked, [&](const Set& s) {
    const Known k = evaluator_.members(s);
    for (const auto* list : {&k.certain, &k.possible})
      for (const Witness& w : *list)
        if (!w.event.empty()) note(w.when, false, w.zone);
    // Things change a list when they first fly.
    for (const Witness& w : k.certain) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr || !w.event.empty()) continue;
      for (const FirstEvent& first : facts_.schema().first_events)
        for (const Witness& flown : evaluator_.known(prop(first.property, {entity(e->id)})).certain)
          note(flown.when, true, flown.zone);
    }
  });
  return out;
}

/// What is refuted of the present is outdated where it held just before something changed.
void Judge::look_back(Finding& f) {
  const Atom& asked = f.asked;
  if (!as_of_) return;
  const auto points = change_points(asked);
  std::size_t tried = 0;
  for (auto p = points.rbegin(); p != points.rend() && tried < kChangePoints; ++p) {
    if (p->first > as_of_->begin || p->first <= kFirstYear) continue;
    ++tried;
    Evaluator& earlier = evaluators_.of(TimeInterval{p->first - 2 * kDaySeconds, p->first - kDaySeconds});
    const Ruling then = ask_rules(rules_, asked, earlier, messages_);
    if (then.verdict != Verdict::supported) continue;
    if (asked.kind == Atom::Kind::no) {
      // "former", "no longer": only where it had been so before that.
      Set held = asked.set;
      bool timed = false;
      for (Condition& c : held.where) {
        if (c.name != "time" || c.value.kind != Term::Kind::now) continue;
        c.op = Op::lt;
        timed = true;
      }
      if (timed && earlier.members(held).certain.empty()) continue;
    }
    outdate(f, p->second, then.proof);
    return;
  }
}

void Judge::outdate(Finding& f, Seconds since, Proof because) {
  const Date day = day_of(since);
  f.verdict = Verdict::outdated;
  f.since = to_edtf(day);
  const std::string shown = evaluator_.show(as_witness(day), messages_);
  f.explanation += (f.explanation.empty() ? "" : " ") + engine::words(messages_)(engine::Say::no_longer_since, {shown});
  Proof was;
  was.name = "outdated";
  was.value = f.since;
  was.from = {std::move(f.proof), std::move(because)};
  f.proof = std::move(was);
}

/// What is told in the present of something that is no more.
void Judge::end_with_subject(Finding& f) {
  const Atom& asked = f.asked;
  const Term& left = asked.left;
  const bool of_thing = asked.kind == Atom::Kind::compare && left.kind == Term::Kind::prop && !left.args.empty();
  const Entity* subject = of_thing ? entity_of(left.args[0]) : nullptr;
  if (!as_of_ || !asked.now || subject == nullptr) return;
  for (const EventDef& def : facts_.schema().events) {
    if (def.ends.empty()) continue;
    const Term end = notation::role("time", the({def.id, {where(def.ends, entity(subject->id))}, {}}));
    const Known when = evaluator_.known(end);
    if (when.certain.size() != 1 || !when.certain[0].when || when.certain[0].when->end > as_of_->begin) continue;
    const auto* told = std::get_if<Date>(&when.certain[0].value);
    outdate(f, told != nullptr ? told->civil.begin : when.certain[0].when->begin, when.certain[0].proof);
    return;
  }
}

}  // namespace saksi::oracle

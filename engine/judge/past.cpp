#include <algorithm>
#include <map>

#include "engine/judge/judge.h"
#include "engine/judge/walk.h"

/// Claims of the present: whether they held before, and whether what they speak of is still there.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// Earlier moments that a claim about the present is tried at.
constexpr std::size_t kChangePoints = 64;
/// Year 1 and the end of year 9999.
constexpr Seconds kFirstYear = -62135596800, kLastYear = 253402300800;

}  // namespace

/// A claim of the present about a state holds now, whether its words say "now" or only mean it.
Atom Judge::with_now(const Atom& a) {
  Meaning& m = evaluator_.meaning();
  if (!a.now || a.kind == Atom::Kind::compare || !knowledge_.vocabulary.is_state(m[a.set].kind)) return a;
  const Set s = m[a.set];
  for (std::uint32_t i = 0; i < s.count; ++i) {
    const Path name = m.condition(s, i).name;
    if (!name.tail && (name.head == names::time || name.head == names::from || name.head == names::to)) return a;
  }
  Atom out = a;
  out.set = m.with(a.set, {{names::time, {}}, Op::in, false, m.now()});
  return out;
}

bool Judge::tells_an_event(const Atom& a) const {
  const Meaning& m = parsed_->meaning;
  bool found = false;
  Walk(m).terms(a, [&](TermId id, const Term&) { found = found || m.constant<Date>(id) != nullptr; });
  Walk(m).sets(a, [&](SetId s) {
    const Vocabulary::EventKind* def = knowledge_.vocabulary.event(m[s].kind);
    found = found || (def != nullptr && !def->def->state);
  });
  return found;
}

/// A title told in passing is that of the time the sentence speaks of: the present only where nothing in it tells of
/// an event or a date, and nothing is unread.
bool Judge::may_be_of_another_time(const std::vector<Atom>& atoms) const {
  return !parsed_->unread.empty() ||
         std::any_of(atoms.begin(), atoms.end(), [&](const Atom& a) { return tells_an_event(a); });
}

/// "President John F. Kennedy told …" is wrong only of one who never was.
bool Judge::is_of_another_time(const Opinion& o) {
  const Atom& a = o.atom;
  // "former" is said by the writer, of the day of writing.
  if (a.kind != Atom::Kind::some || !a.presupposed || !a.now || a.negated) return false;
  Meaning& m = evaluator_.meaning();
  if (!knowledge_.vocabulary.is_state(m[a.set].kind)) return false;
  if (!o.is(Verdict::refuted)) return o.is(Verdict::outdated);
  Atom ever = a;
  ever.now = false;
  std::vector<Condition> where = m.where(a.set);
  std::erase_if(where, [](const Condition& c) { return c.name == Path{names::time, {}}; });
  where.push_back({{names::from, {}}, Op::le, false, m.now()});
  ever.set = m.set(m[a.set].kind, where);
  return !runner_.run(ever).is(Verdict::refuted);
}

/// The moments at which something changed of what an atom speaks of, the latest first.
std::vector<Judge::ChangePoint> Judge::change_points(const Atom& asked) {
  const corpus::Snapshot& facts = knowledge_.facts;
  std::map<Seconds, Seconds> points;
  // The midnight of the civil day that an instant begins at its place. With no place, an interval is that of the day
  // anywhere.
  const auto civil = [&](Seconds t, std::uint32_t zone) {
    if (zone != 0) return t + facts.utc_offset(zone, t);
    const Seconds clock = t - day_number(t) * kDaySeconds;
    const TimeInterval anywhere = Moment::anywhere({0, kDaySeconds});
    if (clock == anywhere.begin + kDaySeconds) return t - anywhere.begin;
    return clock == anywhere.end - kDaySeconds ? t - (anywhere.end - kDaySeconds) : t;
  };
  const auto note = [&](TimeInterval t, bool open_ended, std::uint32_t zone) {
    points.emplace(t.begin, civil(t.begin, zone));
    if (!open_ended && t.end < kLastYear) points.emplace(t.end, civil(t.end, zone) - 1);
    // The latest are tried.
    while (points.size() > 4 * kChangePoints) points.erase(points.begin());
  };
  Walk walk(evaluator_.meaning());
  walk.terms(asked, [&](TermId id, const Term&) {
    const auto* e = evaluator_.meaning().constant<Entity>(id);
    if (e == nullptr || !facts.is_entity(e->id)) return;
    const Row row = facts.row(e->id);
    for (const Row i : facts.events_with(row)) {
      const flat::Event& event = facts.event(i);
      if ((event.flags & flat::has_time) != 0 && knowledge_.vocabulary.is_state(event.kind))
        note({event.begin, event.end}, (event.flags & flat::open_ended) != 0, event.zone);
    }
    for (const Row i : facts.numbers(facts.place(row).deciding)) {
      const flat::Statement& s = facts.statement(i);
      if ((s.flags & flat::has_time) != 0) note({s.begin, s.end}, (s.flags & flat::open_ended) != 0, 0);
    }
  });
  std::vector<SetId> sets;
  walk.sets(asked, [&](SetId s) { sets.push_back(s); });
  for (const SetId s : sets) {
    const Members& members = evaluator_.members(s);
    const bool events = knowledge_.vocabulary.event(evaluator_.meaning()[s].kind) != nullptr;
    for (const auto* list : {&members.certain, &members.possible}) {
      for (const Member& m : *list) {
        if (events) {
          if (const auto t = evaluator_.when(m.event)) note(*t, false, facts.event(m.event.event).zone);
          continue;
        }
        // Things change a list when they first fly.
        if (list == &members.possible) continue;
        for (const Vocabulary::First& first : knowledge_.vocabulary.first_events())
          if (facts.is_kind(m.entity, first.kind))
            for (const Fact& f : evaluator_.first_time(m.entity, first.property).certain)
              if (f.moment.dated) note(f.moment.when, true, f.moment.zone);
      }
    }
  }
  std::vector<ChangePoint> out;
  for (auto p = points.rbegin(); p != points.rend() && out.size() < kChangePoints; ++p)
    if (p->first <= as_of_->begin && p->first > kFirstYear) out.push_back({p->first, p->second});
  return out;
}

/// "former", "no longer": only where it had been so before that.
bool Judge::had_held(const Atom& asked) {
  Meaning& m = evaluator_.meaning();
  std::vector<Condition> where = m.where(asked.set);
  bool timed = false;
  for (Condition& c : where) {
    if (c.name != Path{names::time, {}} || m[c.value].kind != Term::Kind::now) continue;
    c.op = Op::lt;
    timed = true;
  }
  return !timed || !earlier_.members(m.set(m[asked.set].kind, where)).certain.empty();
}

/// When a state that is told by itself, in values that no day changes, ever was so; nullopt for all else.
std::optional<std::vector<TimeInterval>> Judge::times_it_held(const Atom& asked) {
  Meaning& m = evaluator_.meaning();
  if (asked.kind != Atom::Kind::some || !knowledge_.vocabulary.is_state(m[asked.set].kind)) return std::nullopt;
  std::vector<Condition> where = m.where(asked.set);
  std::erase_if(where, [&](const Condition& c) {
    return c.name == Path{names::time, {}} && !c.negated && m[c.value].kind == Term::Kind::now;
  });
  const auto constant = [&](const Condition& c) { return m.constant(c.value) != nullptr; };
  if (!std::all_of(where.begin(), where.end(), constant)) return std::nullopt;
  std::vector<TimeInterval> out;
  const Members& ever = evaluator_.members(m.set(m[asked.set].kind, where));
  for (const auto* list : {&ever.certain, &ever.possible})
    for (const Member& x : *list)
      if (const auto t = evaluator_.when(x.event)) out.push_back(*t);
  return out;
}

/// What is refuted of the present is outdated where it held just before something changed.
void Judge::look_back(Opinion& o) {
  if (!as_of_) return;
  const auto held = times_it_held(o.asked);
  if (held && held->empty()) return;
  for (const ChangePoint& p : change_points(o.asked)) {
    const TimeInterval before{p.utc - 2 * kDaySeconds, p.utc - kDaySeconds};
    const auto was_so = [&](const TimeInterval& t) { return t.overlaps(before); };
    if (held && std::none_of(held->begin(), held->end(), was_so)) continue;
    earlier_.begin(evaluator_.meaning(), proofs_, before);
    earlier_runner_.begin();
    const Ruling then = earlier_runner_.run(o.asked);
    if (!then.is(Verdict::supported) || (o.asked.kind == Atom::Kind::no && !had_held(o.asked))) continue;
    o.mark_outdated({p.civil, as_proof(then)});
    return;
  }
}

/// A ruling as a node of a proof.
ProofId Judge::as_proof(const Ruling& ruling) {
  ProofNode node;
  node.kind = ProofNode::Kind::rule;
  node.row = ruling.decider()->rule->number;
  return proofs_.add(node, ruling.evidence()->all());
}

/// What is told in the present of an organisation that was dissolved is outdated.
void Judge::end_with_subject(Opinion& o) {
  const Atom& a = o.asked;
  Meaning& m = evaluator_.meaning();
  if (!as_of_ || !a.now || a.kind != Atom::Kind::compare || m[a.left].kind != Term::Kind::prop ||
      m[a.left].arg_count == 0)
    return;
  const auto* subject = m.constant<Entity>(m.arg(m[a.left], 0));
  if (subject == nullptr) return;
  const TermId who = m.entity(subject->id);
  for (const auto& def : knowledge_.facts.schema().events) {
    const Sym kind = knowledge_.facts.kind(def.id);
    const Sym role = knowledge_.vocabulary.event(kind)->ends;
    if (!role) continue;
    const Condition own{{role, {}}, Op::eq, false, who};
    const Answer& end = evaluator_.answer(m.role({names::time, {}}, m.the(m.set(kind, {&own, 1}))));
    if (end.certain.size() != 1 || !end.certain.front().moment.dated) continue;
    const Moment& when = end.certain.front().moment;
    if (when.when.end > as_of_->begin) continue;
    o.corrected = false;
    o.mark_outdated({when.told ? when.civil.begin : when.when.begin, end.certain.front().proof});
    return;
  }
}

}  // namespace saksi::engine

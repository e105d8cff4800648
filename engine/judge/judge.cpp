#include "engine/judge/judge.h"

#include <algorithm>
#include <map>

#include "engine/judge/choose.h"
#include "engine/judge/walk.h"

namespace saksi::engine {
namespace {

bool is_blocked(const Atom& a) { return a.link == Link::none || (a.negated && a.link != Link::exact); }

bool speaks_of_now(const Atom& a, const Meaning& m) {
  bool now = a.now;
  Walk(m).terms(a, [&](TermId, const Term& t) { now = now || t.kind == Term::Kind::now; });
  return now;
}

/// So many things told of a name settle which of its bearers is meant: the name itself and two more.
constexpr std::size_t kTellsWhich = 3;

}  // namespace

Judge::Judge(const Knowledge& knowledge)
    : knowledge_(knowledge),
      evaluator_(knowledge.facts, knowledge.vocabulary),
      earlier_(knowledge.facts, knowledge.vocabulary),
      runner_(knowledge.rules, evaluator_),
      earlier_runner_(knowledge.rules, earlier_) {}

Judgement Judge::judge(Parsed& parsed, std::optional<TimeInterval> as_of, std::vector<Trace>* trace) {
  parsed_ = &parsed;
  as_of_ = as_of;
  proofs_.clear();
  evaluator_.begin(parsed.meaning, proofs_, as_of);
  runner_.begin();
  Judgement out;
  if (parsed.stance != Stance::assertion && parsed.stance != Stance::quote) return out;
  const bool read =
      std::any_of(parsed.readings.begin(), parsed.readings.end(), [](const Reading& r) { return !r.atoms.empty(); });
  if (!read) {
    if (!parsed.checkable) return out;
    out.verdict = parsed.needs_as_of && !as_of ? Verdict::unverified : Verdict::unread;
    out.missing = Judgement::Missing::of_reading;
    return out;
  }
  // A reading in which nothing is asserted decides nothing, and so holds the others back.
  std::vector<Weighed> readings;
  for (std::size_t i = 0; i < parsed.readings.size(); ++i) readings.push_back(weigh_reading(i, trace));
  settle_readings(readings, out);
  return out;
}

/// What all readings come to alike; else what the one comes to that is certainly meant; else nothing is decided.
void Judge::settle_readings(std::vector<Weighed>& readings, Judgement& out) {
  const bool agree = std::all_of(readings.begin(), readings.end(),
                                 [&](const Weighed& w) { return w.verdict == readings.front().verdict; });
  std::optional<std::size_t> meant;
  if (agree) {
    meant = 0;
  } else if (!(meant = meant_by_roles(readings))) {
    meant = meant_by_place(readings);
  }
  if (meant) {
    out.verdict = readings[*meant].verdict;
    out.opinions = std::move(readings[*meant].opinions);
    if (agree && out.verdict == Verdict::unverified) out.missing = Judgement::Missing::of_opinions;
    return;
  }
  out.verdict = Verdict::unverified;
  out.missing = Judgement::Missing::of_questions;
  out.opinions = readings.front().opinions;
  for (Opinion& o : out.opinions) {
    // What every reading says of these words, and says alike, still stands.
    const bool shared = std::all_of(readings.begin(), readings.end(), [&](const Weighed& w) {
      return std::any_of(w.opinions.begin(), w.opinions.end(),
                         [&](const Opinion& x) { return x.atom.span == o.atom.span && x.verdict() == o.verdict(); });
    });
    if (shared) continue;
    o.withdraw();
    o.by_questions = true;
  }
}

Opinion Judge::weigh(const Atom& told, const Atom& narrowed, std::size_t reading, std::vector<Trace>* trace) {
  const Atom asked = with_now(narrowed);
  const bool blocked = is_blocked(told);
  Opinion out(told, asked, blocked ? Ruling::open({}) : runner_.run(asked), !blocked);
  if (trace != nullptr) trace->push_back({reading, blocked ? narrowed : asked, !blocked, out.ruling});
  if (out.is(Verdict::refuted) && !told.negated && speaks_of_now(narrowed, evaluator_.meaning())) look_back(out);
  if (out.is(Verdict::supported) && !told.negated) end_with_subject(out);
  return out;
}

std::vector<Opinion> Judge::weigh_atoms(std::size_t reading, std::vector<Trace>* trace) {
  const std::vector<Atom>& atoms = parsed_->readings[reading].atoms;
  const auto choices = choose_members(atoms, evaluator_);
  std::vector<Opinion> out;
  for (std::size_t c = 0; c < choices.size(); ++c) {
    std::vector<Opinion> found;
    for (std::size_t i = 0; i < atoms.size(); ++i)
      found.push_back(weigh(atoms[i], choices[c][i], reading, c == 0 ? trace : nullptr));
    if (c == 0)
      out = std::move(found);
    else
      disagree(out, found, atoms);
  }
  return out;
}

/// Members that fit equally well: what they do not agree on is not known of "the" one.
void Judge::disagree(std::vector<Opinion>& opinions, const std::vector<Opinion>& others,
                     const std::vector<Atom>& atoms) {
  for (std::size_t i = 0; i < opinions.size(); ++i) {
    if (opinions[i].verdict() == others[i].verdict()) continue;
    opinions[i].withdraw();
    opinions[i].which = description_in(atoms[i], evaluator_.meaning());
    opinions[i].want(Want::which_one);
  }
}

/// Atoms of one group are denied together: not (a and b).
void Judge::deny(std::vector<Opinion>& opinions) {
  std::map<int, std::vector<Opinion*>> groups;
  int alone = -1;
  for (Opinion& o : opinions)
    if (o.atom.negated) groups[o.atom.group != 0 ? o.atom.group : alone--].push_back(&o);
  for (auto& [id, group] : groups) {
    const bool refuted =
        std::any_of(group.begin(), group.end(), [](const Opinion* o) { return o->is(Verdict::refuted); });
    const bool supported =
        std::all_of(group.begin(), group.end(), [](const Opinion* o) { return o->is(Verdict::supported); });
    for (Opinion* o : group)
      if (refuted || !o->is(Verdict::disputed))
        o->deny(refuted ? Verdict::refuted : supported ? Verdict::supported : Verdict::unverified);
  }
}

/// "Danuri is a lunar orbiter that …": what a thing is called is refuted only where all that was said of it was read.
bool Judge::is_partial(const Opinion& o) const {
  if (o.atom.kind != Atom::Kind::compare || o.atom.link == Link::exact) return false;
  const Term left = parsed_->meaning[o.atom.left];
  return left.kind == Term::Kind::prop && left.name == Path{names::klass, {}};
}

/// Takes back what may be right in a way that the atom does not tell.
void Judge::hold_back(Opinion& o, bool another_time) {
  if (another_time && is_of_another_time(o)) {
    o.leave_open();
    o.want(Want::time_spoken_of);
  }
  if (o.is(Verdict::refuted) && !o.atom.negated && may_be_namesake(o.atom)) {
    o.withdraw();
    o.want(Want::another_of_name);
  }
  if (o.is(Verdict::refuted) && is_partial(o)) {
    o.withdraw();
    o.want(Want::unread);
  }
  if (o.is(Verdict::refuted) && began_again(o.asked)) {
    o.withdraw();
    o.want(Want::time_spoken_of);
  }
}

/// "was not independent yet in 1999": it had been once, and had to become so again. What came to be twice was not all the
/// time between.
bool Judge::began_again(const Atom& asked) {
  Meaning& m = evaluator_.meaning();
  if (asked.kind != Atom::Kind::no) return false;
  const Vocabulary::EventKind* def = knowledge_.vocabulary.event(m[asked.set].kind);
  if (def == nullptr || def->def->begins.empty()) return false;
  std::vector<Condition> where = m.where(asked.set);
  const std::size_t all = where.size();
  std::erase_if(where, [](const Condition& c) {
    return c.name == Path{names::time, {}} && (c.op == Op::lt || c.op == Op::le || c.op == Op::in);
  });
  if (where.size() == all) return false;
  return evaluator_.members(m.set(m[asked.set].kind, where)).certain.size() >
         evaluator_.members(asked.set).certain.size();
}

Judge::Weighed Judge::weigh_reading(std::size_t reading, std::vector<Trace>* trace) {
  Weighed out;
  out.opinions = weigh_atoms(reading, trace);
  const bool another_time = may_be_of_another_time(parsed_->readings[reading].atoms);
  for (Opinion& o : out.opinions) hold_back(o, another_time);
  deny(out.opinions);
  for (Opinion& o : out.opinions)
    if (is_blocked(o.atom)) o.want(Want::unread_words);
  out.verdict = verdict_of(out.opinions);
  return out;
}

Verdict Judge::verdict_of(const std::vector<Opinion>& opinions) const {
  const auto any = [&](Verdict v) {
    return std::any_of(opinions.begin(), opinions.end(), [&](const Opinion& o) { return o.is(v); });
  };
  for (const Verdict v : {Verdict::refuted, Verdict::outdated, Verdict::disputed})
    if (any(v)) return v;
  const bool all = std::all_of(opinions.begin(), opinions.end(),
                               [](const Opinion& o) { return o.is(Verdict::supported) && o.atom.link == Link::exact; });
  const bool whole = parsed_->unread.empty() && (!parsed_->needs_as_of || as_of_);
  return all && whole && !opinions.empty() ? Verdict::supported : Verdict::unverified;
}

/// Which Kim is meant: the one of whom all is so, where that is told by at least two roles beside the name. That a
/// false claim should fit another of the name in each of them is not to be expected.
std::optional<std::size_t> Judge::meant_by_roles(const std::vector<Weighed>& readings) const {
  const auto& parsed = parsed_->readings;
  if (!std::all_of(parsed.begin(), parsed.end(), [](const Reading& r) { return r.by_name; })) return std::nullopt;
  std::optional<std::size_t> meant;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (readings[i].verdict != Verdict::supported) continue;
    if (meant) return std::nullopt;
    meant = i;
  }
  if (!meant) return std::nullopt;
  const Meaning& m = parsed_->meaning;
  std::size_t told = 0;
  for (const Atom& a : parsed[*meant].atoms) {
    if (a.negated || a.auxiliary || a.kind == Atom::Kind::no) continue;
    if (a.kind == Atom::Kind::some)
      told += m[a.set].count;
    else if (m[a.left].kind == Term::Kind::role)
      ++told;
  }
  return told >= kTellsWhich ? meant : std::nullopt;
}

/// Which San José is meant, where nothing is said of it but where it lies: one that lies there, if there is one.
std::optional<std::size_t> Judge::meant_by_place(const std::vector<Weighed>& readings) const {
  const Meaning& m = parsed_->meaning;
  const corpus::Snapshot& facts = knowledge_.facts;
  std::optional<std::size_t> meant;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (const Atom& a : parsed_->readings[i].atoms) {
      if (a.kind != Atom::Kind::compare || a.negated) return std::nullopt;
      const Term left = m[a.left];
      if (left.kind != Term::Kind::prop || left.arg_count != 1 || left.name != Path{names::located_in, {}})
        return std::nullopt;
      const auto* e = m.constant<Entity>(m.arg(left, 0));
      if (e == nullptr || !facts.is_entity(e->id) || !knowledge_.vocabulary.has(facts.row(e->id), kind_namesakes))
        return std::nullopt;
    }
    if (!meant && readings[i].verdict == Verdict::supported) meant = i;
  }
  return meant;
}

}  // namespace saksi::engine

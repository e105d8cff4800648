#include "tests/oracle/judge.h"

#include <algorithm>

#include "engine/words/words.h"
#include "tests/oracle/walk.h"

namespace saksi::oracle {
namespace {

using engine::Say;

bool is_blocked(const Atom& a) { return a.link == Link::none || (a.negated && a.link != Link::exact); }

bool speaks_of_now(const Atom& a) {
  bool now = a.now;
  each_term(a, [&](const Term& t) { now = now || t.kind == Term::Kind::now; });
  return now;
}

/// Takes back what was decided; the rule and what it rests on stay.
void leave_open(Finding& f) {
  f.verdict = Verdict::unverified;
  f.explanation.clear();
  f.since.clear();
}

/// Takes back what was decided, with its rule and proof.
void withdraw(Finding& f) {
  leave_open(f);
  f.rule.clear();
  f.proof = {};
}

}  // namespace

Judgement Oracle::judge(const Sentence& sentence, std::optional<TimeInterval> as_of, const std::string& messages) {
  evaluators_.tidy();
  return Judge(evaluators_, rules_, sentence, as_of, messages).judge();
}

Finding Judge::weigh(const Atom& told, const Atom& narrowed) {
  Finding f;
  f.atom = told;
  f.asked = with_now(narrowed);
  if (is_blocked(told)) return f;
  Ruling ruling = ask_rules(rules_, f.asked, evaluator_, messages_);
  f.verdict = ruling.verdict;
  f.rule = std::move(ruling.rule);
  f.explanation = std::move(ruling.explanation);
  f.proof = std::move(ruling.proof);
  if (f.verdict == Verdict::refuted && !told.negated && speaks_of_now(narrowed)) look_back(f);
  if (f.verdict == Verdict::supported && !told.negated) end_with_subject(f);
  return f;
}

std::vector<Finding> Judge::weigh_atoms(const std::vector<Atom>& atoms) {
  std::vector<Finding> out;
  for (const std::vector<Atom>& narrowed : choose(atoms)) {
    const bool first = out.empty();
    for (std::size_t i = 0; i < atoms.size(); ++i) {
      Finding f = weigh(atoms[i], narrowed[i]);
      if (first)
        out.push_back(std::move(f));
      else if (out[i].verdict != f.verdict)
        withdraw(out[i]);  // members that fit equally well: what they do not agree on is not known of "the" one
    }
  }
  return out;
}

void Judge::contradict(Finding& f) const {
  const engine::Words& words = engine::words(messages_);
  f.verdict = Verdict::refuted;
  f.explanation = f.explanation.empty() ? std::string(words[Say::denied]) : words(Say::denied_of, {f.explanation});
}

/// Atoms of one group are denied together: not (a and b).
void Judge::deny(std::vector<Finding>& findings) const {
  std::map<int, std::vector<Finding*>> groups;
  int alone = -1;
  for (Finding& f : findings)
    if (f.atom.negated) groups[f.atom.group != 0 ? f.atom.group : alone--].push_back(&f);
  for (auto& [id, group] : groups) {
    const auto is = [](Verdict v) { return [v](const Finding* f) { return f->verdict == v; }; };
    const bool refuted = std::any_of(group.begin(), group.end(), is(Verdict::refuted));
    const bool supported = std::all_of(group.begin(), group.end(), is(Verdict::supported));
    for (Finding* f : group) {
      if (f->verdict == Verdict::disputed && !refuted) continue;
      if (supported) {
        contradict(*f);
      } else if (refuted) {
        if (f->verdict != Verdict::refuted) f->explanation.clear();
        f->verdict = Verdict::supported;
      } else {
        f->verdict = Verdict::unverified;
      }
    }
  }
}

/// Takes back what may be right in a way that the atom does not tell.
void Judge::hold_back(Finding& f, bool another_time) {
  if (another_time && is_of_another_time(f)) leave_open(f);
  if (f.verdict != Verdict::refuted) return;
  // "Juno is a probe that …": what a thing is called is refuted only where all that was said of it was read.
  const Atom& a = f.atom;
  const bool partial = a.kind == Atom::Kind::compare && a.link != Link::exact && a.left.kind == Term::Kind::prop &&
                       a.left.name == "class";
  if (partial || (!a.negated && may_be_namesake(a)) || began_again(f.asked)) withdraw(f);
}

/// "was not independent yet in 1999": it had been once, and had to become so again. What came to be twice was not all the
/// time between.
bool Judge::began_again(const Atom& asked) {
  const EventDef* def = asked.kind == Atom::Kind::no ? facts_.schema().event(asked.set.kind) : nullptr;
  if (def == nullptr || def->begins.empty()) return false;
  Set ever = asked.set;
  const auto until = [](const Condition& c) {
    return c.name == "time" && (c.op == Op::lt || c.op == Op::le || c.op == Op::in);
  };
  if (std::erase_if(ever.where, until) == 0) return false;
  return evaluator_.members(ever).certain.size() > evaluator_.members(asked.set).certain.size();
}

void Judge::attribute(Finding& f) const {
  const bool at_fault =
      f.verdict == Verdict::refuted || f.verdict == Verdict::outdated || f.verdict == Verdict::disputed;
  if (!f.atom.attributed_to.empty() && at_fault)
    f.explanation = engine::words(messages_)(Say::attributed, {f.atom.attributed_to, f.explanation});
}

Judge::Weighed Judge::weigh_reading(const Reading& reading) {
  Weighed out;
  out.findings = weigh_atoms(reading.atoms);
  const bool another_time = may_be_of_another_time(reading.atoms);
  for (Finding& f : out.findings) hold_back(f, another_time);
  deny(out.findings);
  for (Finding& f : out.findings) attribute(f);
  out.verdict = verdict_of(out.findings);
  return out;
}

Verdict Judge::verdict_of(const std::vector<Finding>& findings) const {
  for (const Verdict v : {Verdict::refuted, Verdict::outdated, Verdict::disputed})
    if (std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.verdict == v; })) return v;
  const bool all = std::all_of(findings.begin(), findings.end(), [](const Finding& f) {
    return f.verdict == Verdict::supported && f.atom.link == Link::exact;
  });
  const bool whole = sentence_.unread.empty() && (!sentence_.needs_as_of || as_of_);
  return all && whole && !findings.empty() ? Verdict::supported : Verdict::unverified;
}

/// Which Kim is meant: the one of whom all is so, where that is told by at least two roles beside the name. That a
/// false claim should fit another of the name in each of them is not to be expected.
std::optional<std::size_t> Judge::meant_by_roles(const std::vector<Weighed>& readings) const {
  constexpr std::size_t kTellsWhich = 3;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!sentence_.readings[i].by_name) return std::nullopt;
    if (readings[i].verdict != Verdict::supported) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (!found) return std::nullopt;
  std::size_t told = 0;
  for (const Atom& a : sentence_.readings[*found].atoms) {
    if (a.negated || a.auxiliary || a.kind == Atom::Kind::no) continue;
    if (a.kind == Atom::Kind::some)
      told += a.set.where.size();
    else if (a.left.kind == Term::Kind::role)
      ++told;
  }
  return told >= kTellsWhich ? found : std::nullopt;
}

/// Which San José is meant, where nothing is said of it but where it lies: one that lies there, if there is one.
std::optional<std::size_t> Judge::meant_by_place(const std::vector<Weighed>& readings) const {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (const Atom& a : sentence_.readings[i].atoms) {
      const bool located = a.kind == Atom::Kind::compare && !a.negated && a.left.kind == Term::Kind::prop &&
                           a.left.args.size() == 1 && a.left.name == "located_in";
      const Entity* e = located ? entity_of(a.left.args.front()) : nullptr;
      if (e == nullptr || !facts_.has(e->id, kind_namesakes)) return std::nullopt;
    }
    if (!found && readings[i].verdict == Verdict::supported) found = i;
  }
  return found;
}

/// The reading that counts: any where all agree, else the one that is certainly meant.
std::optional<std::size_t> Judge::meant(const std::vector<Weighed>& readings) const {
  if (std::all_of(readings.begin(), readings.end(),
                  [&](const Weighed& w) { return w.verdict == readings.front().verdict; }))
    return 0;
  const auto by_roles = meant_by_roles(readings);
  return by_roles ? by_roles : meant_by_place(readings);
}

Judgement Judge::judge() {
  Judgement out;
  if (sentence_.stance != Stance::assertion && sentence_.stance != Stance::quote) return out;
  if (std::all_of(sentence_.readings.begin(), sentence_.readings.end(),
                  [](const Reading& r) { return r.atoms.empty(); })) {
    const bool lacks_day = sentence_.needs_as_of && !as_of_;
    if (sentence_.checkable) out.verdict = lacks_day ? Verdict::unverified : Verdict::unread;
    return out;
  }
  // A reading in which nothing is asserted decides nothing, and so holds the others back.
  std::vector<Weighed> readings;
  for (const Reading& r : sentence_.readings) readings.push_back(weigh_reading(r));
  if (const auto one = meant(readings)) {
    out.verdict = readings[*one].verdict;
    out.findings = readings[*one].findings;
  } else {
    out.verdict = Verdict::unverified;
    out.findings = readings.front().findings;
    for (Finding& f : out.findings) {
      // What every reading says of these words, and says alike, still stands.
      const bool shared = std::all_of(readings.begin(), readings.end(), [&](const Weighed& w) {
        return std::any_of(w.findings.begin(), w.findings.end(),
                           [&](const Finding& g) { return g.atom.span == f.atom.span && g.verdict == f.verdict; });
      });
      if (!shared) withdraw(f);
    }
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.atom.span.begin < b.atom.span.begin; });
  return out;
}

}  // namespace saksi::oracle

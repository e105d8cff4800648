#include "engine/explain/findings.h"

#include <algorithm>
#include <set>

#include "core/limits.h"

namespace saksi::engine {
namespace {

void add_once(std::vector<std::string>& to, std::string text) {
  if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(std::move(text));
}

Proof gap(const std::string& name) {
  Proof p;
  p.kind = Proof::Kind::missing;
  p.name = name;
  return p;
}

std::string iso_day(Seconds t) {
  Date d;
  d.civil = {day_number(t) * kDaySeconds, (day_number(t) + 1) * kDaySeconds};
  return to_edtf(d);
}

}  // namespace

FindingWriter::FindingWriter(Judge& judge, const Parsed& parsed, const Wording& wording, bool has_as_of)
    : judge_(judge),
      runner_(judge.runner()),
      knowledge_(judge.knowledge()),
      parsed_(parsed),
      wording_(wording),
      words_(words(wording.messages)),
      text_words_(words(wording.text_lang)),
      has_as_of_(has_as_of),
      show_(knowledge_, parsed.meaning, runner_.evaluator().proofs()),
      proofs_(knowledge_, parsed.meaning, runner_.evaluator().proofs(), show_) {}

void FindingWriter::add_unread(std::vector<std::string>& to) const {
  for (const Unread& u : parsed_.unread) {
    if (u.span.empty() || u.span.end > wording_.text.size()) continue;
    add_once(to, words_(Say::unread, {wording_.text.substr(u.span.begin, u.span.size())}));
  }
}

void FindingWriter::write(const Judgement& judgement, ClaimResult& out) {
  using Lacks = Judgement::Missing;
  out.verdict = judgement.verdict;
  std::vector<std::string> questions;
  for (const Reading& r : parsed_.readings) add_once(questions, r.question);
  if (questions.empty()) questions.emplace_back(words_[Say::which_is_meant]);
  for (const Opinion& o : judgement.opinions) {
    Finding f = finding(o);
    if (o.by_questions) f.missing = questions;
    if (judgement.missing == Lacks::of_opinions && f.verdict == Verdict::unverified)
      for (const std::string& m : f.missing) add_once(out.missing, m);
    out.findings.push_back(std::move(f));
  }
  if (judgement.missing == Lacks::of_questions) out.missing = questions;
  if (judgement.missing != Lacks::none) {
    add_unread(out.missing);
    if (parsed_.needs_as_of && !has_as_of_) add_once(out.missing, "as_of");
  }
  std::stable_sort(out.findings.begin(), out.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.atom.span.begin < b.atom.span.begin; });
  ask_for_review(out);
}

/// What is computed from another part of the sentence ("Tuesday, 16 July 1969") can be written without a look only where
/// all else in it is known to be right: the mistake may be in that other part.
void FindingWriter::ask_for_review(ClaimResult& out) const {
  for (Finding& f : out.findings) {
    const bool rest_is_right = parsed_.unread.empty() && out.findings.size() > 1 &&
                               std::all_of(out.findings.begin(), out.findings.end(), [&](const Finding& other) {
                                 return &other == &f || other.verdict == Verdict::supported;
                               });
    if (rest_is_right) continue;
    for (Suggestion& s : f.suggestions) s.safety = Suggestion::Safety::review;
  }
}

/// A rule with what it rests on, each once.
Proof FindingWriter::proof(const RuleRun& run, std::span<const ProofId> from) const {
  Proof p;
  p.kind = Proof::Kind::rule;
  p.name = run.rule->source->id;
  std::set<std::pair<std::string, std::string>> seen;
  for (const ProofId id : from) {
    if (id == ProofId::none) continue;
    Proof one = proofs_.write(id, limits::proof_depth - 1);
    if ((one.name.empty() && one.from.empty()) || !seen.emplace(one.name, one.value).second) continue;
    p.from.push_back(std::move(one));
  }
  return p;
}

void FindingWriter::word_decided(const Opinion& o, Finding& f) {
  const RuleRun& run = *o.ruling.decider();
  const RuleClause& c = run.rule->clauses[static_cast<std::size_t>(run.clause)];
  if (o.explained) f.explanation = say(c, run, o.asked);
  f.proof = proof(run, o.ruling.evidence()->all());
  if (o.corrected && c.verdict == Verdict::refuted) f.suggestions = corrections(c, run, o.asked);
}

void FindingWriter::word_disputed(const Opinion& o, Finding& f) {
  const RuleRun& run = *o.ruling.decider();
  std::string values;
  for (const auto& [slot, value] : run.rule->lets) {
    const Answer& k = *run.slots[static_cast<std::size_t>(slot)].answer;
    if (!k.certain.empty()) values = show(k, o.asked);
  }
  if (o.explained) f.explanation = words_(Say::sources_disagree, {values});
  f.proof = proof(run, o.ruling.evidence()->all());
}

void FindingWriter::word_open(const Opinion& o, Finding& f) {
  for (const RuleRun& run : o.ruling.asked()) {
    std::vector<std::string> gaps;
    const std::string explanation = why_open(run, o.asked, gaps);
    if (&run == &o.ruling.asked().front()) {
      if (o.explained) f.explanation = explanation;
      f.proof = proof(run, runner_.rests_on(run));
      for (const std::string& m : gaps) f.proof.from.push_back(gap(m));
    }
    for (std::string& m : gaps) add_once(f.missing, std::move(m));
  }
}

void FindingWriter::word_no_rule(const Atom& atom, Finding& f) {
  std::string what;
  const Meaning& m = parsed_.meaning;
  if (atom.kind != Atom::Kind::compare) {
    what = std::string(m.text(m[atom.set].kind));
  } else {
    const Term left = m[atom.left];
    if (left.name.head) what = to_string(left.name, m);
    if (left.key.by) what = (left.key.descending ? "-" : "") + std::string(m.text(left.key.by));
  }
  f.missing.push_back(words_(Say::no_rule, {what.empty() ? std::string(to_string(atom.label)) : what}));
  f.explanation = words_(Say::not_settled_for, {f.missing.back()});
  f.proof.from.push_back(gap(f.missing.back()));
}

void FindingWriter::outdate(const Opinion& o, Finding& f) const {
  const Seconds since = o.outdated->since;
  if (o.dated) f.since = iso_day(since);
  if (o.explained)
    f.explanation += (f.explanation.empty() ? "" : " ") + words_(Say::no_longer_since, {show_.day(since, words_)});
  Proof was;
  was.name = "outdated";
  was.value = iso_day(since);
  was.from = {std::move(f.proof), proofs_.write(o.outdated->because, limits::proof_depth - 1)};
  f.proof = std::move(was);
}

void FindingWriter::want(const Opinion& o, Finding& f) {
  for (const Want w : o.wants) {
    switch (w) {
      case Want::unread: add_unread(f.missing); break;
      case Want::unread_words:
        add_unread(f.missing);
        if (f.missing.empty()) add_once(f.missing, std::string(words_[Say::unread_words]));
        break;
      case Want::which_one: {
        const Gaps* gaps = o.which == TermId::none ? nullptr : &runner_.evaluator().answer(o.which).missing;
        add_once(f.missing,
                 gaps == nullptr || gaps->empty() ? std::string(words_[Say::which_one]) : missing(gaps->front()));
        break;
      }
      case Want::time_spoken_of: add_once(f.missing, std::string(words_[Say::time_spoken_of])); break;
      case Want::another_of_name: add_once(f.missing, std::string(words_[Say::another_of_name])); break;
    }
  }
}

void FindingWriter::attribute(const Opinion& o, Finding& f) const {
  if (o.atom.attributed_to.empty()) return;
  for (Suggestion& s : f.suggestions) s.safety = Suggestion::Safety::review;
  if (f.verdict == Verdict::refuted || f.verdict == Verdict::outdated || f.verdict == Verdict::disputed)
    f.explanation = words_(Say::attributed, {o.atom.attributed_to, f.explanation});
}

Finding FindingWriter::finding(const Opinion& o) {
  Finding f;
  f.atom = o.atom;
  f.verdict = o.verdict();
  const auto asked = o.ruling.asked();
  const RuleRun* by = o.ruling.decider() != nullptr ? o.ruling.decider() : asked.empty() ? nullptr : &asked.front();
  if (by != nullptr) {
    f.severity = by->rule->source->severity;
    f.pilot = by->rule->source->pilot;
    if (o.proven) f.rule = by->rule->source->id;
  }
  if (o.ruling.decider() == nullptr) {
    if (!asked.empty())
      word_open(o, f);
    else if (o.was_asked)
      word_no_rule(o.asked, f);
  } else if (o.ruling.is(Verdict::disputed)) {
    word_disputed(o, f);
  } else {
    word_decided(o, f);
  }
  if (o.outdated) outdate(o, f);
  if (o.denial == Opinion::Denial::contradicted) {
    f.explanation = f.explanation.empty() ? std::string(words_[Say::denied]) : words_(Say::denied_of, {f.explanation});
  }
  if (!o.proven) f.proof = {};
  want(o, f);
  attribute(o, f);
  return f;
}

std::string FindingWriter::outcome(const Ruling& ruling, const RuleRun& run, const Atom& atom) {
  if (&run == ruling.decider()) return std::string(to_string(ruling.verdict()));
  std::vector<std::string> gaps;
  return why_open(run, atom, gaps);
}

}  // namespace saksi::engine

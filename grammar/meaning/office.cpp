#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// "was president of Russia from 2008 to 2012", "became prime minister in 1990": a term of office with what is told of
/// it.
bool Binder::office_clause(State& st, const VerbGroup& v, const Noun& person, const Noun& office) {
  const auto* frame = lexicon_.frame("tenure.held");
  if (frame == nullptr || office.pick != Noun::Pick::all || office.owner.empty() || office.former || office.only ||
      office.none_of || office.all_of || person.kind != Noun::Kind::entity ||
      !schema_.is_a(person.entity_kind, "person"))
    return false;
  const auto sense = told_by(*frame, Voice::active);
  auto plain = v;
  plain.aux_be = false;
  plain.still = v.still || office.now || person.now;
  std::vector<Fill> fills = front_;
  fills.push_back({"office", entity(office.office, office.head), Op::eq, office.span, office.head, true});
  for (const auto& o : office.owner) fills.push_back({"of", term_of(o), Op::eq, o.span, o.span, true});
  // What opens the term: "became"; what the tense alone says is added where no time is told.
  std::vector<Fill> told = fills;
  std::vector<Atom> relations;
  const auto* def = schema_.event("tenure");
  if (def == nullptr) return false;
  auto trial = st;
  bool object = true;
  Term placeholder;
  placeholder.kind = Term::Kind::the;
  placeholder.name = "#this";
  auto anchor = std::make_shared<Set>();
  anchor->kind = def->id;
  placeholder.set = anchor;
  arguments(trial, *def, told, &sense, object, relations, placeholder);
  const bool became = v.begins && !plain.still && !v.no_longer;
  const bool dated = std::any_of(told.begin(), told.end(), [](const Fill& f) { return f.role == "time"; });
  if (!relations.empty()) return false;
  if (became && dated && (v.once || v.already || v.done || v.not_yet)) return false;  // then, or by then
  for (auto& f : told)
    if (became && f.role == "time") {
      const auto* d = std::get_if<Date>(&f.value.value);
      if (d != nullptr && is_range(*d) && from_to(f.core)) continue;
      if (f.op != Op::in || f.value.kind != Term::Kind::value) return false;
      // "menjadi presiden pada 2020": from then on, or then.
      const bool vague = d != nullptr && d->precision < Precision::day;
      if (lang_ == "id" && vague && option(trial, {Choice::Of::aspect, v.item, 2, items_[v.first].text}) == 1) continue;
      f.role = "from";
    }
  if (!dated) {
    const bool past = v.once || (lang_ == "en" && !v.present && !plain.still);
    told.push_back(
        {past || became ? "from" : "time", now_term(), past || became ? Op::le : Op::in, v.span, v.span, false});
  }
  std::vector<Fill> subject_fill;
  if (!place_fill(*def, {"person"}, person.unquantified(), person.span, subject_fill)) return false;
  told.insert(told.begin(), subject_fill.begin(), subject_fill.end());
  const auto from = trial.atoms.size();
  if (!emit(trial, *def, plain, sense, &person, told, {}, join(person.span, office.span), nullptr)) return false;
  for (auto i = from; i < trial.atoms.size(); ++i) {
    auto& a = trial.atoms[i];
    if (a.kind == Atom::Kind::some && !a.presupposed) {
      a.now = a.now || !dated;
      a.suggest = person.head;
    }
  }
  front_.clear();
  st = std::move(trial);
  return true;
}

/// "was 27 when he flew in April 1961", "berusia 26 tahun ketika terbang".
bool Binder::age(State& st, const Noun& subject, const VerbGroup& v) {
  if (subject.kind != Noun::Kind::entity || !schema_.is_a(subject.entity_kind, "person") || v.negated) return false;
  const auto* val = chunk_value(st);
  if (val == nullptr) return false;
  const auto* q = std::get_if<Quantity>(&val->value->value);
  if (q == nullptr || (q->unit != "1" && q->unit != "a")) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  if (trial.at < trial.end && item(trial).is(Cat::inert, "years old")) {
    mark(trial, trial.at);
    ++trial.at;
  }
  if (!is(trial, Chunk::Kind::sub) || !item(trial).is(Cat::sub, "when")) return false;
  mark(trial, trial.at);
  ++trial.at;
  Clause c;
  bool told = false;
  if (is(trial, Chunk::Kind::verb)) {
    told = predicate(trial, &subject, {}, &c);
  } else {
    auto n = noun(trial);
    told = n && is(trial, Chunk::Kind::verb) && predicate(trial, &*n, {}, &c);
  }
  if (!told || !c.good) return false;
  auto years = *q;
  years.unit = "a";
  const auto lived = minus(role("time", c.event, c.span), prop("birth_date", {term_of(subject)}), val->span);
  auto a = compare(lived, Op::eq, value(years, val->span), "elapsed", val->span);
  a.suggest = val->span;
  // An age is told in whole years: from that birthday to the day before the next.
  if (years.hedge == Hedge::none && years.bound == Bound::eq && !years.range && years.decimals == 0) {
    a.op = Op::ge;
    auto next = Quantity::count(years.value + 1);
    next.unit = "a";
    add(trial, compare(lived, Op::lt, value(next, val->span), "elapsed", val->span));
  }
  st = std::move(trial);
  add(st, a);
  return true;
}

/// "Tahun 2021 genap 60 tahun sejak penerbangan Gagarin pada 1961": a length between a date and an event.
bool Binder::elapsed_calendar(State& st, const Noun& subject) {
  const auto* d = date_of(subject);
  if (d == nullptr) return false;
  auto trial = st;
  while (trial.at < trial.end && (is(trial, Chunk::Kind::other) || is(trial, Chunk::Kind::verb))) {
    if (is(trial, Chunk::Kind::other) && item(trial).is(Cat::inert)) {
      trial.read[chunks_[trial.at].first] = 2;
    } else if (is(trial, Chunk::Kind::verb) && verb_group(trial, trial.at).copula &&
               !verb_group(trial, trial.at).negated) {
      mark(trial, trial.at);
    } else {
      return false;
    }
    ++trial.at;
  }
  std::vector<Atom> out;
  if (!time_relation(trial, value(*d, subject.span), "", out) || out.empty()) return false;
  // The date stands for itself, not for an event.
  for (auto& a : out) {
    const auto plain = [&](Term& t) {
      for (auto& x : t.args)
        if (x.kind == Term::Kind::role && x.args.front().kind == Term::Kind::value) x = x.args.front();
    };
    plain(a.left);
    add(trial, a);
  }
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

Binder::Binder(const std::vector<Item>& items, const Lexicon& lexicon, const Schema& schema, const Discourse& before,
               const ParseOptions& options, const Assignment& assignment, ReadingBudget& budget)
    : items_(items),
      lexicon_(lexicon),
      schema_(schema),
      options_(options),
      lang_(lexicon.lang()),
      assignment_(assignment),
      budget_(budget),
      chunks_(skeleton(items, lexicon.lang())),
      before_(before) {}

Binding Binder::run() {
  State st{0, 0, {}, {}, before_, {}, false};
  st.end = static_cast<std::uint32_t>(chunks_.size());
  st.read.assign(items_.size(), 0);
  for (std::size_t i = 0; i < items_.size(); ++i)
    if (items_[i].mark != 0) st.read[i] = 2;
  sentence(st);
  value_asides(st);
  sums(st);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (st.read[i] == 0 && items_[i].is(Cat::inert)) st.read[i] = 2;
    if (st.read[i] == 0 && items_[i].is(Cat::conj) && i > 0) st.read[i] = 2;
  }
  assign_links(st);
  // Under a negation a weekday or a pair told with a date may be what is denied.
  if (std::any_of(items_.begin(), items_.end(), [](const Item& i) { return i.value == nullptr && i.is(Cat::neg); }))
    if (std::any_of(st.atoms.begin(), st.atoms.end(), [](const Atom& a) { return a.auxiliary; }))
      for (auto& a : st.atoms)
        if (!a.presupposed) a.link = Link::none;
  for (const auto& a : st.atoms)
    if (a.link == Link::none) forbidden_.try_emplace(to_string(a), "a denial may speak of it");
  const auto s = stance();
  const bool whole = s == Stance::question || s == Stance::hypothetical || s == Stance::furniture || s == Stance::quote;
  Binding b{{}, std::move(st.read), Stance::assertion, std::move(st.choices), st.reference_failed, std::move(st.talk),
            {}, forbidden_};
  if (whole) {
    b.stance = s;
  } else if (s != Stance::assertion && std::all_of(st.atoms.begin(), st.atoms.end(), [](const Atom& a) {
               return a.auxiliary || a.presupposed || a.link == Link::none;
             })) {
    b.stance = s;
    b.atoms = std::move(st.atoms);
    std::erase_if(b.atoms, [](const Atom& a) { return !a.auxiliary && !a.presupposed; });
  } else {
    b.atoms = std::move(st.atoms);
  }
  std::stable_sort(b.atoms.begin(), b.atoms.end(),
                   [](const Atom& x, const Atom& y) { return x.span.begin < y.span.begin; });
  return b;
}

bool Binder::main_clause(State& st, const Noun* shared) {
  std::vector<Fill> front;
  auto trial = st;
  if (const auto* d = chunk_value(st); shared == nullptr && d != nullptr && d->value_is(ValueMention::Kind::date)) {
    auto calendar = st;
    if (auto n = noun(calendar); n && elapsed_calendar(calendar, *n)) {
      st = std::move(calendar);
      return true;
    }
  }
  if (shared == nullptr &&
      (denial(st) || neither(st) || cleft(st) || focus_cleft(st) || pseudo_cleft(st) || existential(st)))
    return true;
  if (fronted_relation(st, shared)) return true;
  fronted(trial, front);
  if (shared == nullptr && front.empty()) fronted_told(trial);
  if (shared != nullptr && is(trial, Chunk::Kind::verb)) {
    if (!predicate(trial, shared, front)) return false;
    st = std::move(trial);
    return true;
  }
  std::vector<Noun> all;
  auto subject = coordinated(trial, all, true);
  if (!subject) {
    st.reference_failed = st.reference_failed || trial.reference_failed;
    return false;
  }
  for (const auto& n : all) trial.talk.mention(n, true);
  // "The second launch from Vostochny, in November 2017, ended …"
  if (subject->kind == Noun::Kind::event && subject->via.empty() && all.size() == 1) event_aside(trial, *subject);
  // "Rusia-lah yang meluncurkan Luna-25"
  if (lang_ == "id" && subject->kind == Noun::Kind::entity && all.size() == 1 && is(trial, Chunk::Kind::rel) &&
      is(trial, Chunk::Kind::verb, 1) && items_[subject->last - 1].text.ends_with("lah") &&
      items_[subject->last - 1].raw.find("-lah") != std::string::npos) {
    mark(trial, trial.at);
    ++trial.at;
  }
  // "Tidak ada perempuan yang berjalan di Bulan"
  if ((subject->none_of || (lang_ == "id" && subject->only && subject->kind == Noun::Kind::counted)) &&
      is(trial, Chunk::Kind::rel) && is(trial, Chunk::Kind::verb, 1)) {
    mark(trial, trial.at);
    ++trial.at;
  }
  asides(trial, *subject);
  if (all.size() == 1 && located_aside(trial, *subject)) asides(trial, *subject);
  const auto rather = all.size() == 1 ? rather_than(trial) : std::nullopt;
  // "Angara A5 first flew …": the adverb stood at the end of the noun group.
  bool first = false;
  for (const auto i : all.back().trailing) {
    first = true;
    trial.read[i] = 1;
  }
  if (first) front.push_back({"#first", value({}), Op::eq, items_[all.back().trailing.front()].span, {}, false});

  if (is(trial, Chunk::Kind::verb)) {
    const auto verb_at = trial.at;
    const auto from = trial.atoms.size();
    // Joined subjects play one many-valued role together, or each has the predicate for itself.
    if (all.size() > 1) {
      auto together = trial;
      const auto v = verb_group(together, together.at);
      for (const auto* s : v.senses) {
        if (!v.ok || v.modal || s->frame->type != Frame::Type::event || s->frame->subject.empty()) continue;
        const auto* def = schema_.event(s->frame->target);
        const auto* r = def != nullptr ? def->role(s->frame->subject.front()) : nullptr;
        if (r == nullptr || !joint_role(r->name)) continue;  // others do it each for themselves
        auto t = together;
        auto fills = front;
        bool ok = true;
        for (std::size_t i = 1; i < all.size(); ++i)
          ok = ok && place_fill(*def, s->frame->subject, all[i], all[i].span, fills);
        if (ok && event_clause(t, v, *s, &*subject, fills, nullptr)) {
          st = std::move(t);
          return true;
        }
      }
      auto v2 = verb_group(trial, trial.at);
      if (v2.copula) {
        auto t = trial;
        mark(t, t.at);
        ++t.at;
        const auto told = t.atoms.size();
        if (distance_tail(t, *subject, all)) {
          for (auto i = told; i < t.atoms.size(); ++i) t.atoms[i].negated = v2.negated;
          st = std::move(t);
          return true;
        }
      }
      auto t = trial;
      bool ok = true;
      std::uint32_t end = verb_at;
      for (const auto& n : all) {
        t.at = verb_at;
        ok = ok && predicate(t, &n, front);
        end = std::max(end, t.at);
      }
      if (!ok) return false;
      t.at = end;
      st = std::move(t);
      (void)from;
      return true;
    }
    if (rather) {
      if (!predicate(trial, &*subject, front)) return false;
      const auto end = trial.at;
      trial.at = verb_at;
      const auto told = trial.atoms.size();
      auto plainly = trial;
      deny_verb_ = true;
      const bool ok = predicate(plainly, &*rather, front) && plainly.at == end;
      deny_verb_ = false;
      if (ok)
        trial = std::move(plainly);
      else if (!predicate(trial, &*rather, front) || trial.at != end || !deny(trial, told))
        return false;
      st = std::move(trial);
      return true;
    }
    if (!predicate(trial, &*subject, front)) {
      // What was told in passing of the subject stays told.
      if (trial.at > st.at) {
        st.reference_failed = st.reference_failed || trial.reference_failed;
      }
      return false;
    }
    st = std::move(trial);
    return true;
  }
  if (rather) return false;
  // "Tidak ada peluncuran dari Vostochny pada 2017"
  if (lang_ == "id" && subject->none_of && subject->kind == Noun::Kind::event && !subject->set.where.empty() &&
      subject->told.empty() && (trial.at >= trial.end || is(trial, Chunk::Kind::stop))) {
    add(trial, no(subject->set, label_of_event(subject->set.kind), subject->span));
    st = std::move(trial);
    return true;
  }
  if (front.empty() && elapsed_calendar(trial, *subject)) {
    st = std::move(trial);
    return true;
  }
  if (front.empty()) {
    auto measured = trial;
    if (measure(measured, *subject, VerbGroup{})) {
      st = std::move(measured);
      return true;
    }
    auto compared = trial;
    if (comparison(compared, *subject, VerbGroup{})) {
      st = std::move(compared);
      return true;
    }
  }
  if (front.empty() && zero_copula(trial, *subject)) {
    st = std::move(trial);
    return true;
  }
  if (front.empty() && distance_tail(trial, *subject, all)) {
    st = std::move(trial);
    return true;
  }
  return false;
}

/// "Luna 24 flew in 1976 and Luna-25 in 2023": the predicate is told once and meant twice.
bool Binder::gapped(State& st) {
  if (!last_verb_ || last_object_ || !is(st, Chunk::Kind::noun)) return false;
  auto trial = st;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity) return false;
  if (trial.at < trial.end && item(trial).is(Cat::proverb) && chunks_[trial.at].last - chunks_[trial.at].first == 1) {
    mark(trial, trial.at);
    ++trial.at;
  }
  if (!(is(trial, Chunk::Kind::prep) || chunk_value(trial) != nullptr)) return false;
  for (auto i = trial.at; i < trial.end; ++i)
    if (chunks_[i].kind == Chunk::Kind::verb) return false;
  if (verb_group(trial, *last_verb_).negated) return false;  // what is denied of the one may be said of the other
  arguments_at_ = trial.at;
  trial.at = *last_verb_;
  const auto from = *arguments_at_;
  const bool ok = predicate(trial, &*n, {});
  arguments_at_.reset();
  if (!ok || trial.at <= from) return false;
  st = std::move(trial);
  return true;
}

void Binder::sentence(State& st) {
  const Noun* shared = nullptr;
  Noun last_subject;
  std::uint32_t guard = 0;
  std::string said_by;
  const auto from_atoms = st.atoms.size();
  attribution(st, said_by);
  std::size_t before = st.atoms.size();  // where the atoms of the clause before begin
  while (st.at < st.end && guard++ < limits::sentence_tokens) {
    const auto start = st.at;
    if (closes(chunks_[st.at].kind) || is(st, Chunk::Kind::quote)) {
      ++st.at;
      continue;
    }
    // The subject, for a predicate that shares it later.
    {
      auto probe = st;
      std::vector<Fill> f;
      fronted(probe, f);
      if (auto n = noun(probe); n && n->kind == Noun::Kind::entity) {
        last_subject = *n;
      }
    }
    // A predicate of its own shares the subject only behind a mark or "and", never behind an unread relative.
    const bool verb_first = is(st, Chunk::Kind::verb) && (st.at == 0 || chunks_[st.at - 1].kind == Chunk::Kind::comma ||
                                                          chunks_[st.at - 1].kind == Chunk::Kind::conj);
    if (is(st, Chunk::Kind::verb) && !verb_first) {
      ++st.at;
      continue;
    }
    const std::size_t own = st.atoms.size();
    const bool joined = verb_first && st.at > 0 && chunks_[st.at - 1].kind == Chunk::Kind::conj;
    if (main_clause(st, verb_first ? shared : nullptr)) {
      if (joined) share_date(st, before, own);
      before = own;
      shared = last_subject.kind == Noun::Kind::entity ? &last_subject : nullptr;
      st.talk.mention(last_subject, false);
    }
    if (st.at == start) {
      // Not read: on to the next place where a clause may begin.
      while (st.at < st.end) {
        const auto k = chunks_[st.at].kind;
        if (k == Chunk::Kind::noun && island(st)) continue;
        ++st.at;
        if (k == Chunk::Kind::comma || k == Chunk::Kind::conj || k == Chunk::Kind::colon || k == Chunk::Kind::dash ||
            k == Chunk::Kind::rel || k == Chunk::Kind::open || k == Chunk::Kind::close || k == Chunk::Kind::sub ||
            k == Chunk::Kind::comp || closes(k))
          break;
        if (is(st, Chunk::Kind::open) && acronym_aside(st)) continue;
      }
      continue;
    }
    if (said_by.empty() && trailing_attribution(st, said_by)) continue;
    // Between clauses.
    if (is(st, Chunk::Kind::open)) {
      if (acronym_aside(st)) continue;
      ++st.at;
      continue;
    }
    if (is(st, Chunk::Kind::comma) || is(st, Chunk::Kind::colon) || is(st, Chunk::Kind::dash) ||
        is(st, Chunk::Kind::close))
      ++st.at;
    const bool contrast = is(st, Chunk::Kind::sub) && item(st).is(Cat::sub, "while") && st.at > 0 &&
                          chunks_[st.at - 1].kind == Chunk::Kind::comma && st.atoms.size() > from_atoms;
    if (is(st, Chunk::Kind::conj) || contrast) {
      mark(st, st.at);
      ++st.at;
      gapped(st);
    }
  }
  if (said_by.empty()) said_by = said_inside_;
  if (!said_by.empty())
    for (auto i = from_atoms; i < st.atoms.size(); ++i) st.atoms[i].attributed_to = said_by;
}

/// "was born and died in 1968": a date behind two verbs may be that of both. What the first tells with nothing of its own
/// is then left open.
void Binder::share_date(State& st, std::size_t first, std::size_t second) {
  const auto bare = [](const Atom& a) {
    return a.kind == Atom::Kind::some && !a.presupposed &&
           std::none_of(a.set.where.begin(), a.set.where.end(), [](const Condition& c) { return c.name == "time"; });
  };
  const auto dated = [](const Atom& a) {
    return (a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::role && a.left.name == "time") ||
           (a.kind != Atom::Kind::compare &&
            std::any_of(a.set.where.begin(), a.set.where.end(), [](const Condition& c) { return c.name == "time"; }));
  };
  const auto begin = st.atoms.begin() + static_cast<std::ptrdiff_t>(first);
  const auto middle = st.atoms.begin() + static_cast<std::ptrdiff_t>(second);
  if (begin == middle || !std::all_of(begin, middle, bare) || std::none_of(middle, st.atoms.end(), dated)) return;
  for (auto a = begin; a != middle; ++a) a->link = Link::none;
}

}  // namespace saksi::grammar

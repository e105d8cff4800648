#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

bool Binder::distance_tail(State& st, const Noun& subject, const std::vector<Noun>& all) {
  // Quantity, then "from Y" — or "apart" with two subjects.
  const auto* v = chunk_value(st);
  if (v == nullptr || !v->value_is(ValueMention::Kind::quantity)) return false;
  const auto* q = std::get_if<Quantity>(&v->value->value);
  const auto* unit = q != nullptr ? find_unit(q->unit) : nullptr;
  if (unit == nullptr || unit->dimension != Dimension::length) return false;
  auto trial = st;
  const auto value_chunk = trial.at;
  ++trial.at;
  Noun other;
  Span span = v->span;
  if (all.size() == 2 && trial.at < trial.end && item(trial).is(Cat::inert, "apart")) {
    other = all[1];
    trial.read[chunks_[trial.at].first] = 1;
    span = join(all[0].span, join(v->span, item(trial).span));
    ++trial.at;
  } else if (is(trial, Chunk::Kind::prep) && (item(trial).is(Cat::prep, "from") || item(trial).is(Cat::prep, "to"))) {
    const auto p = trial.at;
    ++trial.at;
    auto n = noun(trial);
    if (!n || n->kind != Noun::Kind::entity || !schema_.is_a(n->entity_kind, "thing")) return false;
    mark(trial, p);
    other = *n;
    span = join(v->span, n->span);
  } else if (all.size() == 2 && trial.at >= trial.end) {
    other = all[1];
  } else {
    return false;
  }
  if (subject.kind != Noun::Kind::entity) return false;
  mark(trial, value_chunk);
  const auto [op, amount] = bounded(*q);
  auto a = compare(prop("distance", {term_of(subject), term_of(other)}), op, value(amount, v->span), "distance", span);
  a.suggest = v->value->first_span.empty() ? v->span : v->value->first_span;
  if (v->value->other) a.also.push_back(v->value->other_span);
  add(trial, a);
  st = std::move(trial);
  return true;
}

bool Binder::expansion(State& st, const Noun& subject, Span verb) {
  // The words up to the next mark are the expansion.
  Span words;
  std::string text;
  auto trial = st;
  while (trial.at < trial.end) {
    const auto k = chunks_[trial.at].kind;
    if (k == Chunk::Kind::comma || k == Chunk::Kind::stop || k == Chunk::Kind::open || k == Chunk::Kind::close ||
        k == Chunk::Kind::colon || k == Chunk::Kind::dash || k == Chunk::Kind::verb)
      break;
    for (auto i = chunks_[trial.at].first; i < chunks_[trial.at].last; ++i) {
      if (items_[i].is(Cat::unitnoun, "expansion")) {
        trial.read[i] = 1;
        continue;
      }
      if (!text.empty()) text += ' ';
      text += items_[i].text;
      words = join(words, items_[i].span);
      trial.read[i] = 1;
    }
    ++trial.at;
  }
  if (text.find(' ') == std::string::npos) return false;
  auto a = compare(prop("expansion", {term_of(subject)}), Op::eq, value(Text{text}, words), "acronym",
                   join(subject.head, words));
  a.suggest = words;
  (void)verb;
  add(trial, a);
  st = std::move(trial);
  return true;
}

bool Binder::property_clause(State& st, const VerbGroup& v, const Sense& sense, const Noun& subject) {
  const auto& target = sense.frame->target;
  if (lang_ == "en" && v.aux_be && sense.voice != Voice::passive && !sense.gerund && v.last - v.first > 1) return false;
  mark(st, st.at);
  ++st.at;
  const auto mark_negated = [&](Atom a) {
    a.negated = v.negated;
    a.now = a.now || v.still;
    add(st, std::move(a));
  };
  const auto skip_inert = [&] {
    while (st.at < st.end && is(st, Chunk::Kind::other) && item(st).is(Cat::inert) &&
           !item(st).is(Cat::inert, "apart")) {
      st.read[chunks_[st.at].first] = 2;
      ++st.at;
    }
  };
  skip_inert();
  if (target == "weekday") {
    const auto* d = date_of(subject);
    if (d == nullptr) return false;
    if (is(st, Chunk::Kind::prep)) {
      mark(st, st.at);
      ++st.at;
    }
    auto n = noun(st);
    return n && equate(st, subject, *n, v, join(subject.span, n->span));
  }
  if (target == "equals" || target == "exceed") {
    // "The diameter of Mars reaches 6,779 km", "exceeds that of the Moon"
    if (subject.kind != Noun::Kind::property || subject.owner.size() != 1 ||
        subject.owner.front().kind != Noun::Kind::entity)
      return false;
    auto left = subject;
    settle(left, subject.owner.front().entity_kind);
    const auto* q = schema_.property(left.property);
    if (q == nullptr || !bears(subject.owner.front().entity_kind, *q)) return false;
    if (is(st, Chunk::Kind::noun) && chunk_value(st) != nullptr) {
      auto n = noun(st);
      if (!n || quantity_of(*n) == nullptr) return false;
      auto a = value_atom(term_of(left), *q, *n, join(left.head, n->span));
      if (!a) return false;
      if (target == "exceed") {
        if (a->op != Op::eq) return false;
        a->op = Op::gt;
      }
      mark_negated(*a);
      return true;
    }
    if (target != "exceed") return false;
    auto other = operand(st, left.property);
    if (!other) return false;
    mark_negated(compare(term_of(left), Op::gt, *other, "order", join(left.head, other->span)));
    return true;
  }
  if (target == "convert" && subject.kind == Noun::Kind::property && subject.owner.size() == 1 &&
      subject.owner.front().kind == Noun::Kind::entity) {
    // "sama dengan diameter Bumi"
    auto left = subject;
    settle(left, subject.owner.front().entity_kind);
    const auto* q = schema_.property(left.property);
    if (q == nullptr || !is(st, Chunk::Kind::noun) || chunk_value(st) != nullptr) return false;
    auto other = operand(st, left.property);
    if (!other) return false;
    mark_negated(compare(term_of(left), Op::eq, *other, "order", join(left.head, other->span)));
    return true;
  }
  if (target == "convert") {
    if (is(st, Chunk::Kind::prep)) {
      mark(st, st.at);
      ++st.at;
    }
    skip_inert();
    auto n = noun(st);
    return n && n->kind == Noun::Kind::value && equate(st, subject, *n, v, join(subject.span, n->span));
  }
  if (subject.kind != Noun::Kind::entity) {
    if (target == "propellant" && subject.kind == Noun::Kind::described && subject.definite) {
      // "The first stage of the Saturn V burned …"
    } else {
      return false;
    }
  }
  if (target == "expansion") return expansion(st, subject, v.span);
  if (target == "located_in") {
    bool any = false;
    if (v.negated && st.at < st.end) {
      // "tidak jauh dari …" sets no bar; "tidak terletak di X" does.
    }
    const auto told = st.atoms.size();
    if (distance_tail(st, subject, {})) {
      for (auto i = told; i < st.atoms.size(); ++i) st.atoms[i].negated = v.negated;
      return true;
    }
    while (is(st, Chunk::Kind::prep)) {
      const auto* p = item(st).sense(Cat::prep);
      if (p->id != "in" && p->id != "at" && p->id != "on") break;
      auto trial = st;
      ++trial.at;
      auto n = noun(trial);
      if (!n || n->kind != Noun::Kind::entity || !schema_.is_a(n->entity_kind, "place")) break;
      mark(trial, st.at);
      const auto span = join(item(st).span, n->span);
      auto a = compare(prop("located_in", {term_of(subject)}), Op::eq, term_of(*n), "located", span);
      a.suggest = n->head;
      st = std::move(trial);
      mark_negated(a);
      any = true;
      // "di Oblast Amur, Rusia": each wider place stands on its own.
      while (is(st, Chunk::Kind::comma)) {
        auto more = st;
        ++more.at;
        auto wide = noun(more);
        if (!wide || wide->kind != Noun::Kind::entity || !schema_.is_a(wide->entity_kind, "place") ||
            !(more.at >= more.end || is(more, Chunk::Kind::comma) || is(more, Chunk::Kind::stop)))
          break;
        mark(more, st.at);
        auto b = compare(prop("located_in", {term_of(subject)}), Op::eq, term_of(*wide), "located", wide->span);
        b.suggest = wide->head;
        st = std::move(more);
        mark_negated(b);
      }
    }
    // "…, tidak jauh dari perbatasan …, dan sekitar 1.500 km dari …"
    while (any && st.at < st.end) {
      auto trial = st;
      if (is(trial, Chunk::Kind::comma)) ++trial.at;
      if (is(trial, Chunk::Kind::conj)) {
        mark(trial, trial.at);
        ++trial.at;
      }
      if (!v.negated && distance_tail(trial, subject, {})) {
        st = std::move(trial);
        continue;
      }
      if (is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "near")) {
        while (trial.at < trial.end && !is(trial, Chunk::Kind::comma) && !is(trial, Chunk::Kind::conj) &&
               !is(trial, Chunk::Kind::stop) && !is(trial, Chunk::Kind::verb)) {
          for (auto i = chunks_[trial.at].first; i < chunks_[trial.at].last; ++i) trial.read[i] = 3;
          ++trial.at;
        }
        st = std::move(trial);
        continue;
      }
      break;
    }
    return any;
  }
  if (target == "distance") {
    const auto told = st.atoms.size();
    if (!distance_tail(st, subject, {})) return false;
    for (auto i = told; i < st.atoms.size(); ++i) st.atoms[i].negated = v.negated;
    return true;
  }
  if (target == "moons" && (property_phrase(st, subject, v) || has_as(st, subject, v))) return true;
  if (target == "moons" && is(st, Chunk::Kind::noun)) {
    // "has its headquarters in Bengaluru", "bermarkas di …"
    auto trial = st;
    if (auto n = bare_noun(trial, trial.at); n && n->kind == Noun::Kind::property && n->owner.size() <= 1) {
      const auto* q = schema_.property(n->property);
      ++trial.at;
      if (q != nullptr && q->value.starts_with("entity:") && is(trial, Chunk::Kind::prep)) {
        const auto at = trial.at;
        ++trial.at;
        if (auto x = noun(trial);
            x && x->kind == Noun::Kind::entity && schema_.is_a(x->entity_kind, q->value.substr(7))) {
          mark(trial, at);
          auto a = property_atom(prop(q->id, {term_of(subject)}), Op::eq, term_of(*x), join(n->span, x->span));
          a.now = q->timed;
          st = std::move(trial);
          mark_negated(a);
          return true;
        }
      }
    }
  }
  if (target == "age") return age(st, subject, v);
  const auto* p = schema_.property(target);
  if (p == nullptr || !sure(subject, *p)) return false;
  if (subject.kind == Noun::Kind::entity && !bears(subject.entity_kind, *p)) return false;
  const auto subject_term = term_of(subject);
  if (is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "by")) {
    mark(st, st.at);
    ++st.at;
  }
  if (target == "moons" && is(st, Chunk::Kind::noun) && schema_.is_a(subject.entity_kind, "body")) {
    // "has no moons", "tidak memiliki bulan"
    auto trial = st;
    auto n = bare_noun(trial, trial.at);
    const bool none = n && n->none_of && !v.negated;
    const auto kind = n && n->kind == Noun::Kind::reference ? n->entity_kind : n ? n->set.kind : std::string();
    const bool bare = n && v.negated && !n->number && !n->all_of && !n->only && !n->pronoun && !n->definite;
    if ((none || bare) && schema_.is_a(kind, "moon") && n->set.where.empty() && n->pick == Noun::Pick::all &&
        (n->kind == Noun::Kind::described || n->kind == Noun::Kind::reference)) {
      ++trial.at;
      Set s;
      s.kind = "moon";
      s.span = n->span;
      s.where.push_back(where("orbits", subject_term));
      st = std::move(trial);
      add(st,
          compare(count(s, n->span), Op::eq, value(Quantity::count(0), n->span), "count", join(subject.head, n->span)));
      return true;
    }
  }
  std::vector<Noun> all;
  auto n = coordinated(st, all);
  if (!n) return false;
  if (n->kind == Noun::Kind::counted && n->number) {
    // "Mars has two moons"
    Set s = n->set;
    if (!schema_.is_a(s.kind, "body") || !schema_.is_a(subject.entity_kind, "body")) return false;
    s.where.push_back(where("orbits", subject_term));
    auto [op, q] = bounded(*n->number);
    auto a = compare(count(s, n->span), op, value(q, n->number_span), "count", join(subject.head, n->span));
    a.suggest = n->number_span;
    mark_negated(a);
    return true;
  }
  if (p->value.starts_with("quantity:") || p->value == "number") {
    const auto* q = quantity_of(*n);
    if (q == nullptr) return false;
    const auto* u = find_unit(p->unit);
    const auto* w = find_unit(q->unit);
    if (u == nullptr || w == nullptr || u->dimension != w->dimension) return false;
    const auto [op, amount] = bounded(*q);
    auto a = property_atom(prop(std::string(target), {subject_term}), op, value(amount, n->span),
                           join(subject.head, n->span));
    a.suggest = core_of(*n);
    if (n->value->other) a.also.push_back(n->value->other_span);
    mark_negated(a);
    return true;
  }
  if (p->value.starts_with("entity:")) {
    const auto type = p->value.substr(7);
    for (const auto& x : all) {
      if (x.kind != Noun::Kind::entity || !schema_.is_a(x.entity_kind, type)) return false;
      auto a = property_atom(prop(std::string(target), {subject_term}), Op::eq, term_of(x),
                             all.size() == 1 ? join(v.span, x.span) : x.span);
      mark_negated(a);
    }
    return true;
  }
  return false;
}

/// Indonesian leaves the copula out: "Diameter Mars sekitar 6.800 km", "Ibu kota Jepang Tokyo".
bool Binder::zero_copula(State& st, const Noun& subject) {
  VerbGroup v;
  if (subject.kind != Noun::Kind::property) return false;
  if (st.at < st.end && item(st).is(Cat::naming) && chunks_[st.at].last - chunks_[st.at].first == 1) {
    mark(st, st.at);
    ++st.at;
    auto n = noun(st);
    return n && n->kind == Noun::Kind::entity && equate(st, subject, *n, v, join(subject.span, n->span));
  }
  // "Ibu kota Jepang Tokyo"
  if (lang_ == "id" && subject.owner.size() == 2 && subject.property != "distance" &&
      (st.at >= st.end || is(st, Chunk::Kind::stop) || is(st, Chunk::Kind::comma) || is(st, Chunk::Kind::conj))) {
    auto left = subject;
    const auto right = left.owner.back();
    left.owner.pop_back();
    return right.kind == Noun::Kind::entity && equate(st, left, right, v, subject.span);
  }
  if (is(st, Chunk::Kind::colon) && !subject.owner.empty()) ++st.at;
  if (lang_ == "id" && is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "amount")) {
    mark(st, st.at);
    ++st.at;
  }
  auto n = noun(st);
  if (!n) return false;
  if (n->kind != Noun::Kind::value) return false;
  return equate(st, subject, *n, v, join(subject.span, n->span));
}

}  // namespace saksi::grammar

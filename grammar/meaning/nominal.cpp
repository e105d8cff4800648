#include <algorithm>

#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// Two terms said to be one: the capital of X is Y, the latest launch is Z.
bool Binder::equate(State& st, const Noun& first, const Noun& second, const VerbGroup& v, Span span) {
  auto a = first;
  auto b = second;
  // "became only the fourth country to …": the rank, belittled.
  if (b.pick == Noun::Pick::nth) b.only = false;
  for (auto* n : {&a, &b})
    if (n->kind == Noun::Kind::property && !n->owner.empty() && n->owner.front().kind == Noun::Kind::entity)
      settle(*n, n->owner.front().entity_kind);
  // "Titan is a moon": of all that bear the name, the one that is such a thing is meant.
  const auto fit = [&](Noun& n, const Noun& told) {
    if (n.kind != Noun::Kind::entity || n.rivals.empty() || told.kind != Noun::Kind::described) return;
    const Rival* only = nullptr;
    int many = schema_.is_a(n.entity_kind, told.set.kind) ? 1 : 0;
    for (const auto& r : n.rivals)
      if (schema_.is_a(r.kind, told.set.kind)) {
        ++many;
        only = &r;
      }
    if (many != 1 || only == nullptr) return;
    n.entity_kind = only->kind;
    n.entity = only->entity;
    n.rivals.clear();
  };
  fit(a, b);
  fit(b, a);
  const auto agent = [&](const Noun& n) {
    return n.kind == Noun::Kind::entity && schema_.is_a(n.entity_kind, "agent") &&
           !schema_.is_a(n.entity_kind, "person");
  };
  const bool present = lang_ == "id" || v.present;
  const auto put = [&](Atom x) {
    x.negated = v.negated;
    if (present && (agent(a) || agent(b)) && (x.label == "class" || x.label == "property")) x.now = true;
    if (v.still || a.now || b.now) x.now = true;
    add(st, std::move(x));
    return true;
  };
  const auto* qa = quantity_of(a);
  const auto* qb = quantity_of(b);
  if (v.no_longer && a.kind != Noun::Kind::office && b.kind != Noun::Kind::office) return false;  // it was once
  // "Bonn was the capital of Germany": of a time not told.
  for (const auto* n : {&a, &b})
    if (n->kind == Noun::Kind::property) {
      const auto* p = schema_.property(n->property);
      const bool past = v.once || (lang_ == "en" && v.aux_be && !v.present);
      if (p != nullptr && p->timed && past) return false;
    }
  // "the only spacecraft that landed …": there is one, and this is it.
  if (b.only && b.kind == Noun::Kind::event && !b.via.empty() && b.pick == Noun::Pick::all &&
      a.kind == Noun::Kind::entity && !a.only && !b.none_of && !b.number) {
    if (v.negated) return false;
    auto member = b.set;
    member.where.push_back(where(b.via, term_of(a)));
    auto x = some(member, label_of_event(b.set.kind), span);
    put(x);
    auto y = compare(distinct(b.via, b.set, b.span), Op::eq, value(Quantity::count(1), b.span), "count", b.span);
    return put(y);
  }
  for (const auto* n : {&a, &b})
    if (n->none_of || n->all_of || n->only || (n->number && n->kind != Noun::Kind::value)) return false;

  // "Pratiwi Sudarmono is Indonesian", "SpaceX is an American …"
  if (b.people && a.kind == Noun::Kind::entity && !a.people) {
    const auto path = country_path(schema_, a.entity_kind);
    const auto* p = schema_.property(path);
    if (p == nullptr || !b.rivals.empty() || !bears(a.entity_kind, *p) || !sure(a, *p) ||
        schema_.is_a(a.entity_kind, "place"))
      return false;
    auto x = compare(prop(path, {term_of(a)}), Op::eq, term_of(b), "property", span);
    x.suggest = b.head;
    return put(x);
  }

  // A date and a weekday.
  const auto weekday_of_noun = [](const Noun& n) -> std::optional<Weekday> {
    if (n.value == nullptr) return std::nullopt;
    if (const auto* w = std::get_if<Weekday>(&n.value->value)) return *w;
    if (n.value->weekday && bare_weekday(*n.value)) return n.value->weekday;
    return std::nullopt;
  };
  if (const auto* d = date_of(a); d != nullptr && weekday_of_noun(b) && !weekday_of_noun(a)) {
    if (d->precision < Precision::day) return false;
    auto x = compare(prop("weekday", {value(*d, a.span)}), Op::eq, value(*weekday_of_noun(b), b.span), "weekday", span);
    x.suggest = b.span;
    return put(x);
  }
  // Two amounts: a conversion.
  if (qa != nullptr && qb != nullptr) {
    if (qa->unit == "1" || qb->unit == "1") return false;
    auto x = compare(prop("convert", {value(*qa, a.span)}), Op::eq, value(*qb, b.span), "conversion", span);
    x.suggest = core_of(b);
    return put(x);
  }
  // "A distance of 100 miles is 161 km": the property of an amount is the amount.
  if (a.kind == Noun::Kind::property && a.owner.size() == 1 && quantity_of(a.owner.front()) != nullptr && qb != nullptr)
    return equate(st, a.owner.front(), b, v, span);

  if (a.kind == Noun::Kind::property && !a.owner.empty()) {
    const auto* p = schema_.property(a.property);
    if (a.property == "expansion") return false;
    if (a.property == "distance") {
      if (a.owner.size() != 2 || qb == nullptr) return false;
    } else if (a.property == "mean_distance") {
      if (a.owner.size() != 2 || qb == nullptr) return false;
    } else if (p == nullptr || a.owner.size() > 2) {
      return false;
    }
    Term left = term_of(a);
    if (a.owner.size() == 2 && a.property == "mean_distance")
      left = prop("distance", {term_of(a.owner[0]), term_of(a.owner[1])}, a.span);
    if (a.owner.size() == 2 && p != nullptr) return false;
    if (p != nullptr) {
      if (a.owner.front().kind == Noun::Kind::entity &&
          (!bears(a.owner.front().entity_kind, *p) || !sure(a.owner.front(), *p)))
        return false;
      auto x = value_atom(left, *p, b, b.kind == Noun::Kind::entity ? span : join(a.head, b.span));
      if (!x) return false;
      if (p->timed && b.kind == Noun::Kind::entity) x->now = true;
      return put(*x);
    }
    if (qb == nullptr) return false;
    const auto [op, q] = bounded(*qb);
    auto x = compare(left, op, value(q, b.span), "distance", join(a.span, b.span));
    x.suggest = core_of(b);
    if (b.value->other) x.also.push_back(b.value->other_span);
    return put(x);
  }
  if (b.kind == Noun::Kind::property && a.kind == Noun::Kind::entity) {
    if (b.owner.empty()) return false;
    const auto* p = schema_.property(b.property);
    if (p == nullptr) return false;
    // "roket Electron adalah buatan SpaceX": the value stands behind the noun.
    const bool reversed = b.reversed;
    if (b.owner.size() != 1 || b.owner.front().kind != Noun::Kind::entity) return false;
    if (reversed) {
      auto x = compare(prop(b.property, {term_of(a)}), Op::eq, term_of(b.owner.front()), "property", span);
      x.suggest = b.owner.front().head;
      return put(x);
    }
    auto x = compare(term_of(b), Op::eq, term_of(a), "property", span);
    x.suggest = a.head;
    if (p->timed) x.now = true;
    return put(x);
  }
  // Offices.
  const auto office = [&](const Noun& o, const Noun& person) {
    if (person.kind != Noun::Kind::entity || !schema_.is_a(person.entity_kind, "person")) return false;
    if (o.pick == Noun::Pick::nth) {
      auto x = compare(term_of(o), Op::eq, term_of(person), "first", span);
      x.suggest = person.head;
      return put(x);
    }
    Set s;
    s.kind = "tenure";
    s.span = span;
    s.where.push_back(where("person", term_of(person)));
    s.where.push_back(where("office", entity(o.office, o.head)));
    for (const auto& f : o.owner) s.where.push_back(where("of", term_of(f)));
    if (s.where.size() < 3) return false;
    s.where.push_back(where("time", now_term(), o.former ? Op::lt : Op::eq));
    auto x = some(s, "holds-office", span);
    x.now = true;
    x.suggest = person.head;
    return put(x);
  };
  if (a.kind == Noun::Kind::office) return office(a, b);
  if (b.kind == Noun::Kind::office) return office(b, a);

  // "Luna-25 was the third launch from Vostochny"; "the latest launch was Luna-25"; "Gagarin was the first human in
  // space" comes as an event with a role to fill.
  const auto event_is = [&](const Noun& e, const Noun& x) {
    const auto* def = schema_.event(e.set.kind);
    if (def == nullptr) return false;
    if (x.kind == Noun::Kind::event) return false;
    if (!e.via.empty()) {
      if (x.kind != Noun::Kind::entity) return false;
      auto y = compare(term_of(e), Op::eq, term_of(x), choice_label(e.pick, e.n, "rank"), span);
      y.suggest = x.head;
      return put(y);
    }
    std::vector<std::string_view> roles;
    for (const auto& r : def->roles) roles.emplace_back(r.name);
    std::vector<Fill> fills;
    if (!place_fill(*def, std::span(std::as_const(roles)), x, x.span, fills) || fills.empty()) return false;
    // "kelahiran 6 Maret 1937": what is told of the one event that the key names.
    const bool keyed =
        std::any_of(def->keys.begin(), def->keys.end(), [&](const auto& k) { return k.front() == fills.front().role; });
    if (e.pick == Noun::Pick::all && keyed && fills.front().entity && !e.set.where.empty()) {
      Set mine;
      mine.kind = e.set.kind;
      mine.span = span;
      mine.where.push_back(where(fills.front().role, fills.front().value));
      for (const auto& c : e.set.where) {
        auto y = compare(role(c.name, the(mine, span), c.span), c.op, c.value, label_of_event(e.set.kind), c.span);
        y.suggest = c.value.span;
        if (!put(y)) return false;
      }
      return true;
    }
    if (e.pick == Noun::Pick::nth && fills.front().entity && !keyed) return false;
    if (e.pick == Noun::Pick::nth && fills.front().entity) {
      Set mine;
      mine.kind = e.set.kind;
      mine.span = x.span;
      mine.where.push_back(where(fills.front().role, fills.front().value));
      auto y = compare(rank(the(mine, x.span), e.set, e.key, span), Op::eq, value(Quantity::count(e.n), e.number_span),
                       choice_label(e.pick, e.n, "rank"), span);
      y.suggest = e.number_span;
      return put(y);
    }
    // "the latest launch is a Soyuz rocket carrying Luna-25": the relative tells of the same event.
    if (x.kind == Noun::Kind::entity && is(st, Chunk::Kind::rel) && is(st, Chunk::Kind::verb, 1)) {
      auto trial = st;
      mark(trial, trial.at);
      ++trial.at;
      std::string via;
      if (auto more = clause_set(trial, x, via); more && more->kind == e.set.kind) {
        for (const auto& c : more->where)
          if (c.name != via) fills.push_back({c.name, c.value, c.op, c.span, c.value.span, false});
        st = std::move(trial);
      }
    }
    for (const auto& f : fills) {
      auto y = compare(role(f.role, term_of(e), e.span), f.op, f.value,
                       choice_label(e.pick, e.n, label_of_event(e.set.kind)), span);
      y.suggest = f.core;
      if (e.pick == Noun::Pick::last) y.now = true;
      if (!put(y)) return false;
    }
    return true;
  };
  if (b.kind == Noun::Kind::event) return event_is(b, a);
  if (a.kind == Noun::Kind::event) {
    if (const auto* d = date_of(b); d != nullptr) {
      auto y = compare(role("time", term_of(a), a.span), Op::in, value(*d, b.span),
                       choice_label(a.pick, a.n, label_of_event(a.set.kind)), b.span);
      y.suggest = b.span;
      return put(y);
    }
    return event_is(a, b);
  }

  // A kind: "the Hwasong-15 is an intercontinental ballistic missile"; "Titan is a moon of Jupiter".
  if (a.kind == Noun::Kind::described && b.kind == Noun::Kind::entity) return equate(st, b, a, v, span);
  if (a.kind == Noun::Kind::entity && b.kind == Noun::Kind::described) {
    if (b.pick == Noun::Pick::nth || b.pick == Noun::Pick::last) {
      const auto key = b.key == "time" ? std::string("first_flight") : b.key;
      // What flies has a first flight; the first person, city or company is first in something not told.
      if (key == "first_flight" && !schema_.is_a(b.set.kind, "vehicle") && !schema_.is_a(b.set.kind, "missile") &&
          !schema_.is_a(b.set.kind, "spacecraft"))
        return false;
      auto x = b.pick == Noun::Pick::last
                   ? compare(last(b.set, key, b.span), Op::eq, term_of(a), "latest", span)
                   : compare(rank(term_of(a), b.set, key, span), Op::eq, value(Quantity::count(b.n), b.number_span),
                             choice_label(b.pick, b.n, "rank"), span);
      x.suggest = b.pick == Noun::Pick::last ? a.head : b.number_span;
      x.now = b.now;
      return put(x);
    }
    const int group = v.negated ? static_cast<int>(st.atoms.size()) + 1 : 0;
    auto c = compare(prop("class", {term_of(a)}), Op::eq, value(Symbol{b.set.kind}, b.head), "class", span);
    c.suggest = b.head;
    c.group = group;
    if (!b.set.where.empty()) c.span = join(a.head, b.head);
    put(c);
    for (const auto& w : b.set.where) {
      Atom x;
      if (w.name == "kind")
        x = compare(prop("class", {term_of(a)}), Op::eq, w.value, "class", w.span.empty() ? span : w.span);
      else
        x = compare(prop(w.name, {term_of(a)}), w.op, w.value, w.name == "located_in" ? "located" : "property",
                    w.span.empty() ? span : w.span);
      x.suggest = w.value.span;
      x.group = group;
      put(x);
    }
    return true;
  }
  if (a.kind == Noun::Kind::entity && b.kind == Noun::Kind::counted) {
    // "Falcon 9 merupakan roket dua tingkat": so many parts.
    return false;
  }
  return false;
}

/// An event that was somewhere or some time.
bool Binder::held(State& st, const VerbGroup& v, const Noun& subject) {
  const auto* frame = lexicon_.frame("held");
  if (frame == nullptr || v.begins) return false;
  const auto sense = told_by(*frame, Voice::intransitive);
  auto plain = v;
  plain.aux_be = false;
  auto trial = st;
  arguments_at_ = trial.at;
  const bool ok = event_clause(trial, plain, sense, &subject, {}, nullptr);
  arguments_at_.reset();
  if (!ok || trial.at <= st.at) return false;
  st = std::move(trial);
  return true;
}

bool Binder::copular(State& st, const VerbGroup& v, const Noun& subject, const std::vector<Fill>& fronted) {
  mark(st, st.at);
  ++st.at;
  while (is(st, Chunk::Kind::other) && item(st).is(Cat::inert)) {
    st.read[chunks_[st.at].first] = 2;
    ++st.at;
  }
  if (st.at < st.end && item(st).is(Cat::naming) && chunks_[st.at].last - chunks_[st.at].first == 1) {
    mark(st, st.at);  // "is called Astana"
    ++st.at;
  }
  if (std::any_of(v.where.begin(), v.where.end(),
                  [](const auto& w) { return w.first == "polarity" && w.second == "no"; }))
    return false;  // "failed to become"
  front_ = fronted;
  if (front_.empty() && comparison(st, subject, v)) return true;
  if (!front_.empty() && !is(st, Chunk::Kind::noun)) return false;
  if (is(st, Chunk::Kind::prep)) {
    const auto* p = item(st).sense(Cat::prep);
    if (subject.kind == Noun::Kind::entity && (p->id == "in" || p->id == "at" || p->id == "on")) {
      auto trial = st;
      ++trial.at;
      auto n = noun(trial);
      if (n && n->kind == Noun::Kind::entity && schema_.is_a(n->entity_kind, "place") &&
          schema_.is_a(subject.entity_kind, "place")) {
        mark(trial, st.at);
        const auto span = join(item(st).span, n->span);
        auto a = compare(prop("located_in", {term_of(subject)}), Op::eq, term_of(*n), "located", span);
        a.suggest = n->head;
        a.negated = v.negated;
        st = std::move(trial);
        add(st, a);
        // "on Sriharikota island in India"
        while (is(st, Chunk::Kind::prep) || is(st, Chunk::Kind::comma)) {
          auto more = st;
          ++more.at;
          auto w = noun(more);
          if (!w || w->kind != Noun::Kind::entity || !schema_.is_a(w->entity_kind, "place")) break;
          mark(more, st.at);
          auto b = compare(prop("located_in", {term_of(subject)}), Op::eq, term_of(*w), "located",
                           join(item(st).span, w->span));
          b.suggest = w->head;
          b.negated = v.negated;
          st = std::move(more);
          add(st, b);
        }
        return true;
      }
    }
    // "The launch was on 14 March 2019": when and where it was held.
    if (subject.kind == Noun::Kind::event) return held(st, v, subject);
    return false;
  }
  const auto told = st.atoms.size();
  if (front_.empty()) {
    if (subject.kind == Noun::Kind::entity && distance_tail(st, subject, {})) {
      for (auto i = told; i < st.atoms.size(); ++i) st.atoms[i].negated = v.negated;
      return true;
    }
    if (age(st, subject, v)) return true;
    if (measure(st, subject, v)) return true;
  }
  reduced_ = true;
  auto n = noun(st);
  reduced_ = false;
  if (!n) return false;
  if (n->kind == Noun::Kind::office && office_clause(st, v, subject, *n)) return true;
  // A term of office told in a way that was not read is not told of the present.
  if (n->kind == Noun::Kind::office && n->pick == Noun::Pick::all && !n->former && !n->owner.empty() &&
      subject.kind == Noun::Kind::entity)
    return false;
  // "On 20 July 1969 Armstrong became the first man to …": when that was.
  if (!front_.empty()) {
    const bool dated = n->kind == Noun::Kind::event && n->pick == Noun::Pick::nth && !v.negated && front_.size() == 1 &&
                       front_.front().role == "time" && front_.front().value.kind == Term::Kind::value;
    if (!dated) return false;
    auto plain = *n;
    plain.via.clear();
    const auto when = front_.front();
    front_.clear();
    if (!equate(st, subject, *n, v, join(subject.span, n->span))) return false;
    auto a =
        compare(role("time", term_of(plain), when.span), when.op, when.value, label_of_event(n->set.kind), when.span);
    a.suggest = when.core;
    add(st, a);
    return true;
  }
  if (!equate(st, subject, *n, v, join(subject.span, n->span))) return false;
  // "is a rocket built by Rocket Lab", "adalah rudal berbahan bakar padat": told of the subject.
  if (n->kind == Noun::Kind::described && n->pick == Noun::Pick::all && !v.negated && is(st, Chunk::Kind::verb) &&
      subject.kind == Noun::Kind::entity) {
    const auto g = verb_group(st, st.at);
    const bool property = g.ok && !g.negated && !g.modal && !g.copula &&
                          std::any_of(g.senses.begin(), g.senses.end(),
                                      [](const Sense* s) { return s->frame->type == Frame::Type::property; });
    auto trial = st;
    if ((participle(trial) || (lang_ == "id" && property)) && predicate(trial, &subject, {})) st = std::move(trial);
  }
  // "is a pilot who was born in Dallas": told of the subject.
  if (n->kind == Noun::Kind::described && n->pick == Noun::Pick::all && !v.negated && !n->number &&
      subject.kind == Noun::Kind::entity && is(st, Chunk::Kind::rel) && is(st, Chunk::Kind::verb, 1)) {
    auto trial = st;
    mark(trial, trial.at);
    ++trial.at;
    if (predicate(trial, &subject, {})) st = std::move(trial);
  }
  // "is a planet with a diameter of 6,779 km"
  if (n->kind == Noun::Kind::described && !v.negated && is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "with")) {
    auto trial = st;
    mark(trial, trial.at);
    ++trial.at;
    if (property_phrase(trial, subject, v)) st = std::move(trial);
  }
  // "is not 7 but 9", "bukan 7, melainkan 9"
  if (v.negated) {
    auto trial = st;
    if (is(trial, Chunk::Kind::comma)) ++trial.at;
    if (is(trial, Chunk::Kind::conj) && item(trial).is(Cat::conj, "but")) {
      mark(trial, trial.at);
      ++trial.at;
      auto m = noun(trial);
      auto plain = v;
      plain.negated = false;
      if (m && (trial.at >= trial.end || is(trial, Chunk::Kind::stop) || is(trial, Chunk::Kind::comma)) &&
          equate(trial, subject, *m, plain, m->span)) {
        st = std::move(trial);
        return true;
      }
    }
  } else if (that_of(st, subject)) {
    return true;
  }
  // "a rocket, not a spacecraft"; "bukan wahana antariksa"
  if (is(st, Chunk::Kind::comma) && is(st, Chunk::Kind::verb, 1) && !v.negated) {
    auto trial = st;
    if (lone_not(st.at + 1)) {
      mark(trial, trial.at + 1);
      trial.at += 2;
      auto m = noun(trial);
      auto denied = v;
      denied.negated = true;
      if (m && (trial.at >= trial.end || is(trial, Chunk::Kind::stop) || is(trial, Chunk::Kind::comma)) &&
          equate(trial, subject, *m, denied, m->span)) {
        st = std::move(trial);
        return true;
      }
    }
  }
  // "became the first American woman in space aboard Challenger in June 1983": told of that event.
  if (n->kind == Noun::Kind::event && n->pick == Noun::Pick::nth && !v.negated) {
    const auto* def = schema_.event(n->set.kind);
    auto plain = *n;
    plain.via.clear();
    const auto event = term_of(plain);
    std::vector<Fill> fills;
    std::vector<Atom> relations;
    bool object = true;
    if (def != nullptr && arguments(st, *def, fills, nullptr, object, relations, event)) {
      for (const auto& f : fills) {
        if (f.role[0] == '#') continue;
        if (f.role == "time" && f.op != Op::in) return false;  // "the first … after 1972" is first of that time
        auto a = compare(role(f.role, event, f.span), f.op, f.value, label_of_event(def->id), f.span);
        a.suggest = f.core;
        add(st, a);
      }
      for (auto& r : relations) add(st, r);
    }
  }
  return true;
}

}  // namespace saksi::grammar

#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

std::string label_of_event(std::string_view kind) {
  if (kind == "tenure") return "holds-office";
  if (kind == "opening" || kind == "closing" || kind == "dissolution" || kind == "retirement" || kind == "existence")
    return "status";
  if (kind == "launch" || kind == "landing" || kind == "impact" || kind == "flyby" || kind == "docking")
    return std::string(kind);
  return "event";
}

std::string choice_label(Noun::Pick pick, int n, std::string otherwise) {
  if (pick == Noun::Pick::nth && n == 1) return "first";
  if (pick == Noun::Pick::last) return "latest";
  return otherwise;
}

bool ranks_events(const Noun& subject, const EventDef& event) {
  return subject.kind == Noun::Kind::described && subject.pick == Noun::Pick::nth && !event.state &&
         (subject.key == "time" || subject.key == "first_flight");
}

bool several_worlds(std::string_view kind) { return kind == "flyby" || kind == "arrival"; }

bool joint_role(std::string_view role) { return role == "participants" || role == "parties" || role == "spouses"; }

Atom property_atom(Term left, Op op, Term right, Span span, std::string label) {
  auto a = compare(std::move(left), op, std::move(right), std::move(label), span);
  a.suggest = a.right.span;
  return a;
}

Term replace_placeholder(const Term& t, const Term& with) {
  if (t.kind == Term::Kind::the && t.name == "#this") {
    auto r = with;
    r.span = t.span;
    return r;
  }
  auto r = t;
  for (auto& a : r.args) a = replace_placeholder(a, with);
  return r;
}

bool Binder::emit(State& st, const EventDef& def, const VerbGroup& v, const Sense& sense, const Noun* subject,
                  std::vector<Fill> fills, std::vector<Atom> relations, Span span, Clause* out) {
  auto label = label_of_event(def.id);
  if (subject != nullptr && subject->kind == Noun::Kind::event)
    label = choice_label(subject->pick, subject->n, label);
  else if (v.first_time || std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "#first"; }))
    label = "first";
  bool negated = v.negated;
  for (const auto& [r, val] : v.where)
    if (r == "polarity" && val == "no" && def.id != "launch") negated = !negated;

  // Where people do it, it is crewed.
  const bool crewed = std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "crewed"; });
  if (!crewed && def.role("crewed") != nullptr && subject != nullptr &&
      (std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role.starts_with("crew."); }) ||
       ((subject->kind == Noun::Kind::described || subject->kind == Noun::Kind::counted) &&
        subject_role(def, sense, *subject) == "crew")))
    fills.push_back({"crewed", value(Symbol{"yes"}, subject->span), Op::eq, subject->span, subject->span, false});
  // "not until 2023": it was in 2023, and not before; in Indonesian it may not have been to this day.
  // "belum ditemukan pada 1900": not up to then.
  if (v.not_yet)
    for (auto& f : fills)
      if (f.role == "time" && f.op == Op::in && !def.state) f.op = Op::le;
  // "sudah ditemukan pada 1900", "had landed in 1970": in that year, or by then.
  const bool denies = negated || (subject != nullptr && subject->none_of);
  if ((v.already || v.done || v.had || (v.once && denies)) && !def.state)
    for (auto& f : fills)
      if (const auto* d = std::get_if<Date>(&f.value.value); f.role == "time" && f.op == Op::in && d != nullptr) {
        // "Said that it had landed on 14 March" tells the day; "on 25 July, it had landed" may look back from it.
        const bool fronted = f.span.begin < v.span.begin;
        const bool day = d->precision >= Precision::day && !v.already && !denies && !fronted;
        if (!day && option(st, {Choice::Of::aspect, v.item, 2, items_[v.first].text}) == 1) f.op = Op::le;
      }
  // "In the last week of July 1971", "the next year after Apollo 8": of the time told beside it, not of today.
  const auto is_relative = [](const Fill& f) {
    const auto* d = std::get_if<Date>(&f.value.value);
    return f.role == "time" && d != nullptr && d->relative;
  };
  // "Indonesia was free when India became free": two events, not one with two subjects.
  for (const Atom& r : relations)
    if (r.kind == Atom::Kind::compare && r.op == Op::eq && r.left.kind == Term::Kind::role &&
        std::any_of(fills.begin(), fills.end(), [&](const Fill& f) {
          return f.role == r.left.name && f.entity && to_string(f.value) != to_string(r.right);
        }))
      return false;
  const auto is_other = [](const Fill& f) {
    const auto* d = std::get_if<Date>(&f.value.value);
    return f.role == "time" && (d == nullptr || (!d->relative && !d->year_inferred));
  };
  // "Yesterday, six years after it was launched" tells both.
  const auto is_vague = [&](const Fill& f) {
    return is_relative(f) && std::get_if<Date>(&f.value.value)->precision < Precision::day;
  };
  if ((std::any_of(fills.begin(), fills.end(), is_vague) && !relations.empty()) ||
      (std::any_of(fills.begin(), fills.end(), is_relative) && std::any_of(fills.begin(), fills.end(), is_other)))
    return false;
  bool until = false;
  std::optional<Fill> none_before;
  for (auto& f : fills) {
    if (f.role != "#until") continue;
    f.role = "time";
    until = true;
    const bool nobody = subject != nullptr && subject->none_of;
    if (!negated && !nobody) continue;
    f.op = Op::lt;
    if (negated && lang_ == "en" && !v.present && f.value.kind == Term::Kind::value) {
      f.op = Op::in;
      negated = until = false;
      none_before = f;
    }
  }
  // Who operates a launch and who owns what it carries stand on record together: a denial of the one is not settled.
  if (negated && def.id == "launch" &&
      std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "operator"; }) &&
      std::none_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "vehicle" && f.entity; }))
    return false;
  // Marks that are no roles.
  bool first = v.first_time, final = v.last_time;
  std::optional<Fill> times, weekday;
  std::erase_if(fills, [&](const Fill& f) {
    if (f.role == "#first") {
      first = true;
      return true;
    }
    if (f.role == "#count") {
      times = f;
      return true;
    }
    if (f.role == "#weekday") {
      weekday = f;
      return true;
    }
    return false;
  });
  if (weekday && (negated || first || final || times)) return false;
  // "A second lander touched down in June 1966": the second of those that did, or another than the first. What both come
  // to is said.
  const bool ranked = subject != nullptr && ranks_events(*subject, def);
  if (ranked && (negated || first || final || times || weekday || !relations.empty())) return false;
  const bool another = ranked && option(st, {Choice::Of::ordinal, subject->first, 2, words_of(*subject)}) == 1;

  // Where nobody, or so many, or all are spoken of, an order belongs to what is counted.
  const bool gathered = times || (subject != nullptr && (subject->none_of || subject->kind == Noun::Kind::counted ||
                                                         (subject->kind == Noun::Kind::event && subject->number)));
  if (std::any_of(relations.begin(), relations.end(), [](const Atom& r) { return r.kind != Atom::Kind::compare; }) &&
      (gathered || negated))
    return false;
  if (gathered && !relations.empty()) {
    for (auto& r : relations) {
      if (r.label != "order" || r.left.kind != Term::Kind::role) return false;
      fills.push_back({"time", r.right, r.op, r.span, r.span, false});
    }
    relations.clear();
  }
  // "In 2018 Obama had been president", "Until 2017 he was not", "he was no longer": of a time looked back from.
  if (def.state) {
    const bool dated =
        std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time" || f.role == "from"; });
    if ((v.had && dated) || (negated && until) || none_before || (v.no_longer && lang_ == "en" && !v.present && !dated))
      return false;
  }
  // "no longer president": not now, and once it was.
  if (def.state && v.no_longer) {
    if (!negated || times || first || final || !relations.empty() || fills.size() < 2) return false;
    Set once;
    once.kind = def.id;
    once.span = span;
    for (const auto& f : fills) {
      if (f.role.empty() || f.role[0] == '#' || f.op != Op::eq) continue;
      if (f.value.kind != Term::Kind::now) once.where.push_back(where(f.role, f.value));
    }
    once.where.push_back(where("from", now_term(), Op::le));
    add(st, some(once, label, span));
    if (std::none_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time" || f.role == "from"; }))
      fills.push_back({"time", now_term(), Op::eq, v.span, v.span, false});
  }
  // The tense alone says when: "leads" now, "led" once; "menjabat" now, "pernah menjabat" once.
  const bool told_alone = depth_ <= 1 && !times && !first && !final;
  if (def.state && told_alone && !v.no_longer && relations.empty() &&
      std::none_of(fills.begin(), fills.end(), [](const Fill& f) {
        return f.role == "time" || f.role == "from" || f.role == "to" || f.role == "#until" || f.role == "#first";
      })) {
    const bool now = v.still || (lang_ == "en" ? v.present && !v.once : !v.once && !v.done && !v.not_yet);
    if (now)
      fills.push_back({"time", now_term(), Op::eq, v.span, v.span, false});
    else
      fills.push_back({"from", now_term(), Op::le, v.span, v.span, false});
  }
  // What is told of a day after the text's own is no record of it.
  if (def.state && options_.as_of)
    for (const auto& f : fills)
      if (const auto* d = std::get_if<Date>(&f.value.value);
          d != nullptr &&
          (d->civil.begin > options_.as_of->civil.begin ||
           (is_range(*d) && from_to(f.core) && edge(*d, false).civil.begin > options_.as_of->civil.begin)))
        return false;
  // A state told from when to when: its beginning and its end are claimed.
  if (def.state) {
    if (until && !negated)
      for (auto& f : fills)
        if (f.role == "time" && f.op == Op::le) {
          f.role = "to";
          f.op = Op::in;
        }
    for (std::size_t i = 0; i < fills.size(); ++i) {
      const auto* d = std::get_if<Date>(&fills[i].value.value);
      if (d == nullptr || fills[i].role != "time") continue;
      if (fills[i].op == Op::in && is_range(*d) && from_to(fills[i].core)) {
        auto end = fills[i];
        const auto begin = edge(*d, true), close = edge(*d, false);
        fills[i].role = "from";
        fills[i].value.value = begin;
        end.role = "to";
        end.value.value = close;
        fills.push_back(end);
        break;
      }
      if (fills[i].op == Op::ge && subject != nullptr && subject->none_of) {
        fills[i].op = Op::gt;
        break;
      }
      if (fills[i].op == Op::ge && negated) return false;  // "has not been president since 2019"
      if (fills[i].op == Op::ge) {
        fills[i].role = "from";
        fills[i].op = Op::in;
        fills.push_back({"time", now_term(), Op::eq, fills[i].span, fills[i].core, false});
        break;
      }
    }
  }

  // "flew past Uranus, not Neptune": what is denied of a world it may have had as well is an event of its own.
  std::vector<Fill> elsewhere;
  if (several_worlds(def.id))
    std::erase_if(fills, [&](const Fill& f) {
      if (!f.denied || f.role != "body") return false;
      elsewhere.push_back(f);
      return true;
    });
  if (!elsewhere.empty() && (negated || first || final || times)) return false;
  Set base;
  base.kind = def.id;
  base.span = span;
  std::optional<Term> ordered;
  Term event;
  bool anchored = false;
  std::vector<const Fill*> rest;

  const auto as_condition = [](const Fill& f) {
    auto c = where(f.role, f.value, f.op, f.span);
    c.negated = f.denied;
    return c;
  };

  if (subject != nullptr && subject->kind == Noun::Kind::event) {
    auto told = *subject;
    told.via.clear();
    event = term_of(told);
    // An obligatory scope left open is filled from what the text is about: "Peluncuran pertama dilakukan pada 2016".
    if (subject->pick != Noun::Pick::all && subject->set.where.empty() && !def.scope.empty()) {
      const auto* ed = schema_.event(subject->set.kind);
      for (const auto& s : ed != nullptr ? ed->scope : def.scope) {
        const auto* r = ed != nullptr ? ed->role(s) : nullptr;
        if (r == nullptr) continue;
        if (const auto f = st.talk.focus(r->type)) {
          auto n = *subject;
          n.set.where.push_back(where(s, entity(f->entity, subject->span)));
          event = term_of(n);
          break;
        }
      }
      if (event.set == nullptr || event.set->where.empty()) {
        st.reference_failed = true;
        return false;
      }
    }
    anchored = true;
    for (const auto& f : fills) rest.push_back(&f);
  } else {
    // Anchored by the roles of a key; the first role of a key is enough where the rest is not told.
    std::vector<std::string> key;
    for (const auto& k : def.keys) {
      const bool has =
          std::any_of(fills.begin(), fills.end(), [&](const Fill& f) { return f.role == k.front() && f.entity; });
      if (has) {
        key = k;
        break;
      }
    }
    if (def.id == "tenure") {
      key = {"person", "office", "of"};
      if (std::none_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "person"; })) key.clear();
    }
    const bool scoped = first || final || times || negated || ranked || key.empty() ||
                        (subject != nullptr && (subject->kind == Noun::Kind::counted || subject->none_of ||
                                                subject->all_of || subject->only));
    if (scoped) {
      // "first flew successfully in 2008": the first flight of all, which succeeded, or the first that did.
      const bool told = std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "outcome"; });
      const bool chooses = told && (first || final) && !negated &&
                           option(st, {Choice::Of::aspect, v.item, 2, items_[v.first].text}) == 1;
      for (const auto& f : fills) {
        const bool time = f.role == "time";
        const bool outcome = f.role == "outcome" && !chooses;
        if ((first || final || (ranked && !another)) && (time || outcome) && !negated)
          rest.push_back(&f);
        else
          base.where.push_back(as_condition(f));
      }
    } else {
      for (const auto& f : fills) {
        const bool in_key = std::find(key.begin(), key.end(), f.role) != key.end() && f.entity;
        const bool dates_state =
            def.state && (f.role == "time" || (f.role == "from" && f.value.kind == Term::Kind::now));
        // A craft lands or crashes once, but flies past, reaches and orbits more than one world.
        const auto* world = std::get_if<Entity>(&f.value.value);
        const bool whole = def.id == "tenure" || several_worlds(def.id) ||
                           (def.id == "orbit-insertion" && world != nullptr && world->id == "earth");
        if ((in_key && (f.role == key.front() || whole)) || dates_state)
          base.where.push_back(as_condition(f));
        else
          rest.push_back(&f);
      }
      anchored = true;
    }
    event = first                ? nth(1, base, "time", span)
            : final              ? last(base, "time", span)
            : ranked && !another ? nth(subject->n, base, "time by " + subject_role(def, sense, *subject), span)
                                 : the(base, span);
  }

  // "Yang terakhir berjalan di Bulan" with nothing told of it says nothing yet.
  if (ranked && !another && rest.empty()) return false;
  if ((first || final) && !negated && rest.empty() && relations.empty() && !times && !weekday &&
      !(subject != nullptr && subject->kind == Noun::Kind::event) &&
      (subject == nullptr || (subject->kind != Noun::Kind::counted && !subject->none_of)))
    return false;

  // "No … since 1972", "no … between 1976 and 2013": what happened in the years named is not what is denied.
  const auto open_ends = [](Set s) {
    for (auto& c : s.where) {
      auto* d = std::get_if<Date>(&c.value.value);
      if (c.name != "time" || d == nullptr) continue;
      if (c.op == Op::ge) c.op = Op::gt;
      if (d->precision >= Precision::day || c.op != Op::in || !is_range(*d)) continue;
      const auto begin = edge(*d, true).civil.end, end = edge(*d, false).civil.begin;
      if (begin < end) d->civil = {begin, end};
    }
    return s;
  };
  // "All Apollo missions were launched from …": none of them otherwise.
  if (subject != nullptr && subject->all_of) {
    if (negated || first || final || times || !relations.empty() || subject->number) return false;
    Set group;
    group.kind = def.id;
    group.span = span;
    std::vector<const Fill*> claimed;
    if (subject->kind == Noun::Kind::event) {
      group = subject->set;
      for (const auto& f : fills) claimed.push_back(&f);
    } else {
      for (const auto& f : fills) {
        if (f.span == subject->span || f.core == subject->head || subject->span.overlaps(f.core))
          group.where.push_back(as_condition(f));
        else
          claimed.push_back(&f);
      }
    }
    if (claimed.empty() || group.where.empty()) return false;
    for (const auto* f : claimed) {
      auto other = group;
      auto c = as_condition(*f);
      c.negated = !c.negated;
      other.where.push_back(std::move(c));
      add(st, no(other, label, join(subject->span, f->span)));
    }
    if (out != nullptr) out->good = false;
    return true;
  }
  const auto finish = [&](Atom a) {
    if (a.kind == Atom::Kind::no) a.set = open_ends(a.set);
    a.now = a.now || v.still;
    add(st, std::move(a));
  };

  if (subject != nullptr && subject->kind == Noun::Kind::counted && subject->number) {
    // "Twelve people walked there twice": how many did so how often is another count.
    if (times) return false;
    // "Seven Apollo missions landed on the Moon": how many different ones.
    const auto role_name = subject_role(def, sense, *subject);
    const auto q = *subject->number;
    const Op op = q.bound == Bound::gt   ? Op::gt
                  : q.bound == Bound::ge ? Op::ge
                  : q.bound == Bound::lt ? Op::lt
                  : q.bound == Bound::le ? Op::le
                                         : Op::eq;
    auto qq = q;
    qq.bound = Bound::eq;
    const auto* rd = def.role(role_name);
    auto left = rd != nullptr && rd->type != "vehicle" ? distinct(role_name, base, span) : count(base, span);
    if (schema_.is_a(subject->set.kind, "polity") && rd != nullptr && !schema_.is_a(rd->type, "polity")) {
      // Countries are counted, not the agencies that act for them.
      Set s = base;
      std::erase_if(s.where, [&](const Condition& c) { return c.name == role_name + ".kind"; });
      left = distinct(role_name + ".country", s, span);
    }
    auto a = compare(left, negated ? Op::ne : op, value(qq, subject->number_span), "count",
                     join(span, subject->number_span));
    a.suggest = subject->number_span;
    finish(a);
  } else if (times) {
    if (subject != nullptr && subject->none_of) return false;  // that nobody did it twice is no count of it
    auto a = compare(count(base, span), Op::eq, times->value, "count", join(span, times->span));
    if (const auto* q = std::get_if<Quantity>(&times->value.value)) {
      a.op = q->bound == Bound::gt   ? Op::gt
             : q->bound == Bound::ge ? Op::ge
             : q->bound == Bound::lt ? Op::lt
             : q->bound == Bound::le ? Op::le
                                     : Op::eq;
      auto qq = *q;
      qq.bound = Bound::eq;
      a.right = value(qq, times->core);
    }
    a.suggest = times->core;
    a.negated = negated;
    finish(a);
  } else if (subject != nullptr && subject->kind == Noun::Kind::event && (subject->none_of || subject->number)) {
    // "No launch from Vostochny has failed", "Three launches from Kourou failed".
    Set s = subject->set;
    for (const auto* f : rest) s.where.push_back(as_condition(*f));
    if (subject->number) {
      auto q = *subject->number;
      const Op op = q.bound == Bound::gt   ? Op::gt
                    : q.bound == Bound::ge ? Op::ge
                    : q.bound == Bound::lt ? Op::lt
                    : q.bound == Bound::le ? Op::le
                                           : Op::eq;
      q.bound = Bound::eq;
      auto a = compare(count(s, span), op, value(q, subject->number_span), "count", join(span, subject->number_span));
      a.suggest = subject->number_span;
      a.negated = negated;
      finish(a);
    } else {
      finish(negated ? some(s, label, span) : no(s, label, span));
    }
  } else if (subject != nullptr && subject->none_of) {
    if (negated) return false;  // "no cosmonaut never flew"
    auto whole = join(subject->span, span);
    for (const auto& f : fills) whole = join(whole, f.span);
    auto a = negated ? some(base, label, whole) : no(base, label, whole);
    finish(a);
  } else if (negated && subject != nullptr && subject->kind == Noun::Kind::event) {
    for (const auto* f : rest) {
      auto a = compare(role(f->role, event, f->span), f->op == Op::eq ? Op::eq : f->op, f->value, label, f->span);
      a.negated = true;
      a.group = 1;
      finish(a);
    }
    if (rest.empty()) {
      // "The launch of Luna 10 from Kourou never took place": no such launch.
      auto none = subject->set;
      for (const auto& c : subject->told) {
        none.where.push_back(c);
        std::erase_if(st.atoms, [&](const Atom& a) { return a.span == c.span && a.left.kind == Term::Kind::role; });
      }
      finish(no(none, label, span));
    }
  } else if (negated && !relations.empty()) {
    // "was not launched before Luna 24" denies the order, not the launch; with more told it is not read.
    if (std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time" || f.role == "site"; }))
      return false;
    for (const auto& f : fills)
      if (!f.entity) return false;
    event = the(base, span);
    finish(some(base, label, span));
    for (auto& r : relations) {
      r.negated = true;
      r.group = 1;
    }
  } else if (negated) {
    finish(no(base, v.no_longer ? "status" : label, span));
  } else if (anchored || first || final || (ranked && !another)) {
    if (subject != nullptr && subject->kind == Noun::Kind::event && subject->only) {
      auto a = compare(count(subject->set, subject->span), Op::eq, value(Quantity::count(1), subject->span), "count",
                       subject->span);
      finish(a);
    }
    if (!(subject != nullptr && subject->kind == Noun::Kind::event)) {
      if (!first && !final && !ranked) {
        auto a = some(base, label, span);
        finish(a);
      }
    } else if (!subject->set.where.empty() && rest.empty()) {
      // "Made its third flight": that many there were.
      const bool nth_of = subject->pick == Noun::Pick::nth && subject->n > 1;
      const auto many = value(Quantity::count(subject->n), subject->span);
      finish(nth_of ? compare(count(subject->set, span), Op::ge, many, "count", span)
                    : some(subject->set, label, span));
    }
    for (const auto* f : rest) {
      if (f->role == "time" && !def.state && (f->op == Op::ge || until) && !first && !final) return false;
      auto a = compare(role(f->role, event, f->span), f->op, f->value, label, f->span);
      a.suggest = f->core;
      a.negated = f->denied;
      finish(a);
    }
  } else if (!def.state && (until || std::any_of(fills.begin(), fills.end(),
                                                 [](const Fill& f) { return f.role == "time" && f.op == Op::ge; }))) {
    // "has flown since 2020", "flew until 2011": the first or the last of them was then.
    const Fill* bound = nullptr;
    for (const auto& f : fills)
      if (f.role == "time") {
        if (bound != nullptr) return false;
        bound = &f;
      }
    if (bound == nullptr || bound->value.kind != Term::Kind::value) return false;
    Set open = base;
    std::erase_if(open.where, [](const Condition& c) { return c.name == "time"; });
    event = until ? last(open, "time", span) : nth(1, open, "time", span);
    auto a = compare(role("time", event, span), Op::in, bound->value, label, bound->span);
    a.suggest = bound->core;
    finish(a);
  } else {
    // Existential: a range of years speaks of the first and the last.
    const Fill* range = nullptr;
    for (const auto& f : fills)
      if (f.role == "time" && f.op == Op::in)
        if (const auto* d = std::get_if<Date>(&f.value.value);
            d != nullptr && is_range(*d) && d->precision >= Precision::year && from_to(f.core))
          range = &f;
    if (range != nullptr) {
      Set open = base;
      std::erase_if(open.where, [](const Condition& c) { return c.name == "time"; });
      const auto d = *std::get_if<Date>(&range->value.value);
      auto a =
          compare(role("time", nth(1, open, "time", span), span), Op::in, value(d, range->core), label, range->span);
      auto b = compare(role("time", last(open, "time", span), span), Op::in, value(d, range->core), label, range->span);
      // The ends themselves are claimed: the first in the first year, the last in the last one.
      a.right = value(edge(d, true), range->core);
      b.right = value(edge(d, false), range->core);
      finish(a);
      finish(b);
    } else {
      auto a = some(base, label, span);
      for (const auto& f : fills) a.span = join(a.span, f.role == "time" || f.role == "site" ? f.span : a.span);
      finish(a);
      event = the(base, span);
      // Of several, the first is what comes before or after another.
      ordered = nth(1, base, "time", span);
    }
  }
  if (none_before) {
    // "not until 1989": in that year, and never before.
    Set none = base;
    std::erase_if(none.where, [](const Condition& c) { return c.name == "time"; });
    // All that is told of the event: who joined one alliance late may have joined another long before.
    for (const Fill& f : fills) {
      const bool there =
          std::any_of(none.where.begin(), none.where.end(), [&](const Condition& c) { return c.name == f.role; });
      if (!there && !f.role.empty() && f.role[0] != '#' && f.role != "time") none.where.push_back(as_condition(f));
    }
    if (none.where.empty()) return false;
    none.where.push_back(where("time", none_before->value, Op::lt, none_before->span));
    finish(no(none, label, join(span, none_before->span)));
  }
  for (const auto& f : elsewhere) {
    Set none;
    none.kind = def.id;
    for (const auto& g : fills)
      if (g.role == "craft") none.where.push_back(where(g.role, g.value));
    none.where.push_back(where(f.role, f.value));
    if (none.where.size() < 2) return false;
    finish(no(none, label, f.span));
  }
  // "X launched P for Y": the operators on record are who launched it and whose it is alike, so that they do not tell
  // whether X is the one or the other.
  const bool for_another =
      std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "payload.operator"; });
  if (for_another)
    for (auto& a : st.atoms)
      if (a.left.kind == Term::Kind::role && a.left.name == "operator" && a.left.args.front().span == event.span)
        a.link = Link::none;
  if (weekday) {
    if (!anchored) return false;
    auto a = compare(prop("weekday", {role("time", event, span)}), Op::eq, weekday->value, "weekday", weekday->span);
    a.suggest = weekday->core;
    finish(a);
  }
  // "China landed on the Moon after India": which of its landings?
  if (ordered && !fills.empty() && fills.front().role == "operator" && !relations.empty() &&
      (std::any_of(relations.begin(), relations.end(), [](const Atom& r) { return r.op != Op::lt; }) ||
       std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time"; })))
    return false;
  for (auto& r : relations) {
    const auto& meant = ordered ? *ordered : event;
    r.left = replace_placeholder(r.left, meant);
    r.right = replace_placeholder(r.right, meant);
    for (auto& c : r.set.where) c.value = replace_placeholder(c.value, meant);
    finish(r);
  }
  st.talk.event(event, def.id);
  if (out != nullptr) {
    out->event = event;
    out->kind = def.id;
    out->span = span;
    out->verb = v.span;
    out->anchored = anchored;
    out->good = !negated;
  }
  return true;
}

}  // namespace saksi::grammar

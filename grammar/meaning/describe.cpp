#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// "a Soviet base known as Svobodny-18": the name, and what is told of it.
bool Binder::known_as(State& st, Noun& n) {
  auto trial = st;
  if (is(trial, Chunk::Kind::open) && acronym_aside(trial)) {
    // "rudal balistik antarbenua (ICBM) Soviet": what follows the bracket still describes the noun.
    if (is(trial, Chunk::Kind::noun)) {
      auto more = trial;
      if (auto c = bare_noun(more, more.at);
          c && c->kind == Noun::Kind::entity && schema_.is_a(c->entity_kind, "polity")) {
        ++more.at;
        n.set.where.push_back(where(country_path(schema_, n.set.kind), entity(c->entity, c->span), Op::eq, c->span));
        n.span = join(n.span, c->span);
        trial = std::move(more);
      }
    }
  }
  auto named = trial;
  if (is(named, Chunk::Kind::rel)) {
    mark(named, named.at);
    ++named.at;
  }
  if (named.at < named.end && item(named).is(Cat::naming)) {
    // The phrase and the name may stand in one group or in two.
    const auto& c = chunks_[named.at];
    auto at = c.first + 1;
    auto last = c.last;
    mark(named, named.at);
    if (at == last && named.at + 1 < named.end && chunks_[named.at + 1].kind == Chunk::Kind::noun) {
      ++named.at;
      at = chunks_[named.at].first;
      last = chunks_[named.at].last;
    }
    auto name = interpret_noun(items_, at, last, schema_, lang_, named.read);
    if (name.kind == Noun::Kind::entity) {
      ++named.at;
      VerbGroup plain;
      auto described = n;
      if (equate(named, name, described, plain, join(n.span, name.span))) {
        for (auto i = st.atoms.size(); i < named.atoms.size(); ++i) named.atoms[i].presupposed = true;
        const auto whole = join(n.span, name.span);
        n = name;
        n.span = whole;
        st = std::move(named);
        return true;
      }
    }
  }
  return false;
}

/// A verb group and what follows it as conditions on an event whose `via` is the noun: "to walk in space", "yang
/// mendarat di Bulan", "that failed in November 2017".
std::optional<Set> Binder::clause_set(State& st, const Noun& subject, std::string& via) {
  const auto v = verb_group(st, st.at);
  if (!v.ok || v.modal || v.negated) return std::nullopt;
  for (const auto* sense : v.senses) {
    if (sense->frame->type != Frame::Type::event) continue;
    const auto* def = schema_.event(sense->frame->target);
    if (def == nullptr || sense->frame->subject.empty()) continue;
    if (lang_ == "en" && sense->voice == Voice::passive && !(v.aux_be || v.last - v.first == 1)) continue;
    if (lang_ == "en" && sense->voice != Voice::passive && v.aux_be) continue;
    auto trial = st;
    mark(trial, trial.at);
    ++trial.at;
    std::vector<Fill> fills;
    bool polity = schema_.is_a(subject.set.kind, "polity");
    for (const auto& r : sense->frame->subject)
      if (const auto* d = def->role(r); d != nullptr && schema_.is_a(d->type, "polity")) polity = false;
    auto who = subject.unquantified();
    who.pick = Noun::Pick::all;
    if (polity) {
      if (def->role("operator") == nullptr || (def->id == "launch" && subject.n > 1)) continue;
      via = "operator.country";
      if (!who.set.where.empty()) continue;
    } else {
      // The role the noun plays; its own conditions become the filler's.
      via.clear();
      for (const auto& r : sense->frame->subject) {
        const auto* d = def->role(r);
        if (d != nullptr && via.empty() && accepts(d->type, who)) via = r;
      }
      if (via.empty() || !place_fill(*def, {via}, who, who.span, fills)) continue;
    }
    for (const auto& [r, val] : sense->frame->where)
      fills.push_back({std::string(r), value(Symbol{std::string(val)}, v.span), Op::eq, v.span, v.span, false});
    for (const auto& [r, val] : v.where) {
      if (r == "polarity") {
        if (val == "no") return std::nullopt;
        continue;
      }
      fills.push_back({r, value(Symbol{val}, v.where_span), Op::eq, v.where_span, v.where_span, false});
    }
    bool object = false;
    std::vector<Atom> relations;
    Term none;
    arguments(trial, *def, fills, sense, object, relations, none);
    if (!relations.empty()) continue;
    if (sense->voice == Voice::active && !sense->frame->object.empty() && !object) continue;
    Set s;
    s.kind = def->id;
    for (const auto& f : fills) {
      if (!f.role.empty() && f.role[0] == '#') return std::nullopt;
      s.where.push_back(where(f.role, f.value, f.op, f.span));
      s.span = join(s.span, f.span);
    }
    s.span = join(s.span, v.span);
    st = std::move(trial);
    return s;
  }
  return std::nullopt;
}

/// A lone past participle: "launched from …" behind a noun.
bool Binder::participle(const State& st) const {
  const auto v = verb_group(st, st.at);
  return v.ok && v.last - v.first == 1 && std::any_of(v.senses.begin(), v.senses.end(), [](const Sense* s) {
           return s->participle && !s->gerund && s->voice == Voice::passive;
         });
}

/// "the first woman in space", "orang kedua yang berjalan di antariksa", "the rocket that failed in November 2017": a
/// noun told by an event becomes the filler of a role of that event. False where its description was not understood.
bool Binder::describe(State& st, Noun& n) {
  const bool chosen = n.pick == Noun::Pick::nth || n.pick == Noun::Pick::last || n.only;
  auto trial = st;
  std::string via;
  std::optional<Set> set;
  if (!n.in_event.empty()) {
    const auto* def = schema_.event(n.in_event);
    if (def == nullptr || !chosen || n.key != "time") return n.key != "time";
    std::vector<Fill> fills;
    const bool polity = schema_.is_a(n.set.kind, "polity") && def->role("operator") != nullptr;
    if (polity) {
      if (!n.set.where.empty()) return false;
      via = "operator.country";
    }
    for (const auto& r : def->roles)
      if (via.empty() && accepts(r.type, n)) via = r.name;
    if (via.empty()) return false;
    auto who = n.unquantified();
    who.pick = Noun::Pick::all;
    if (!polity && !place_fill(*def, {via}, who, who.span, fills)) return false;
    Set s;
    s.kind = def->id;
    s.span = n.span;
    for (const auto& f : fills) s.where.push_back(where(f.role, f.value, f.op, f.span));
    for (const auto& c : n.in_where) s.where.push_back(c);
    set = s;
  } else if (((is(trial, Chunk::Kind::to) || is(trial, Chunk::Kind::rel)) && is(trial, Chunk::Kind::verb, 1) &&
              (chosen || n.definite)) ||
             (reduced_ && lang_ == "en" && chosen && is(trial, Chunk::Kind::verb) && participle(trial))) {
    if (n.key != "time" && n.key != "first_flight") return true;
    if (!is(trial, Chunk::Kind::verb)) {
      mark(trial, trial.at);
      ++trial.at;
    }
    set = clause_set(trial, n, via);
    if (!set) {
      // "ICBM pertama yang menggunakan bahan bakar padat": a property told of the kind.
      auto other = st;
      mark(other, other.at);
      ++other.at;
      const auto v = verb_group(other, other.at);
      for (const auto* s : v.senses) {
        if (!v.ok || v.negated || v.modal || s->frame->type != Frame::Type::property) continue;
        const auto* p = schema_.property(s->frame->target);
        if (p == nullptr || !p->value.starts_with("entity:")) continue;
        auto t = other;
        mark(t, t.at);
        ++t.at;
        auto x = noun(t);
        if (!x || x->kind != Noun::Kind::entity || !schema_.is_a(x->entity_kind, p->value.substr(7))) continue;
        n.set.where.push_back(where(p->id, entity(x->entity, x->head), Op::eq, join(v.span, x->span)));
        n.span = join(n.span, x->span);
        st = std::move(t);
        return true;
      }
      return !chosen;
    }
  } else {
    return true;
  }
  n.kind = Noun::Kind::event;
  n.set = *set;
  n.span = join(n.span, set->span);
  n.via = via;
  n.key = "time";
  if (chosen && n.n > 1) n.key = "time by " + via;
  if (n.only && n.pick != Noun::Pick::nth) n.pick = Noun::Pick::all;
  if (!chosen) n.pick = Noun::Pick::one;
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {
namespace {

Term with_entity(const Term& t, const std::string& from, const std::string& to) {
  auto r = t;
  if (auto* e = std::get_if<Entity>(&r.value); e != nullptr && e->id == from) e->id = to;
  if (r.set) {
    auto s = *r.set;
    for (auto& c : s.where) c.value = with_entity(c.value, from, to);
    r.set = std::make_shared<Set>(std::move(s));
  }
  for (auto& a : r.args) a = with_entity(a, from, to);
  return r;
}

Atom with_entity(const Atom& a, const std::string& from, const std::string& to) {
  auto r = a;
  r.left = with_entity(r.left, from, to);
  r.right = with_entity(r.right, from, to);
  for (auto& c : r.set.where) c.value = with_entity(c.value, from, to);
  return r;
}

}  // namespace

bool Binder::resolve(State& st, Noun& n) const {
  for (auto& o : n.owner) {
    if (o.kind == Noun::Kind::reference) {
      const auto found =
          st.talk.find(o.entity_kind == "person" || o.entity_kind == "agent" ? "" : o.entity_kind, o.entity_kind);
      if (!found) {
        st.reference_failed = true;
        return false;
      }
      o.kind = Noun::Kind::entity;
      o.entity = found->entity;
      o.entity_kind = found->kind;
    }
  }
  if ((n.kind == Noun::Kind::event || n.kind == Noun::Kind::described) && !n.owner.empty() &&
      n.owner.front().kind == Noun::Kind::entity) {
    const auto& o = n.owner.front();
    const auto* def = schema_.event(n.set.kind);
    std::string role_name;
    if (def != nullptr)
      for (const auto& r : def->roles)
        if (role_name.empty() && schema_.is_a(o.entity_kind, r.type)) role_name = r.name;
    if (schema_.is_a(o.entity_kind, "polity")) role_name = country_path(schema_, n.set.kind);
    if (role_name.empty()) return false;
    n.set.where.push_back(where(role_name, entity(o.entity, o.span), Op::eq, o.span));
    n.owner.clear();
  }
  if (n.kind != Noun::Kind::reference) return true;
  if (n.event_like) return true;
  const bool kind_word =
      !n.entity_kind.empty() && n.entity_kind != "person" && n.entity_kind != "agent" && n.entity_kind != "thing";
  const auto found = st.talk.find(kind_word ? n.entity_kind : "", n.entity_kind);
  if (!found) {
    // "the moon", with none told of before: the Moon, unless its own words choose one ("the moon that orbits Pluto").
    const auto& it = items_[n.last - 1];
    const auto* name = n.pronoun ? nullptr : it.sense(Cat::name);
    const bool chosen = is(st, Chunk::Kind::rel) || (is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "of"));
    if (name != nullptr && it.is(Cat::kind) && !chosen && !name->where.empty()) {
      n.kind = Noun::Kind::entity;
      n.entity = name->id;
      n.entity_kind = name->where.front().second;
      n.head = it.span;
      return true;
    }
    st.reference_failed = true;
    return false;
  }
  n.kind = Noun::Kind::entity;
  n.entity = found->entity;
  n.entity_kind = found->kind;
  return true;
}

/// "Kosmodrom Baikonur di Kazakhstan": where a place lies, told behind its name.
bool Binder::located_aside(State& st, const Noun& of) {
  if (of.kind != Noun::Kind::entity || !schema_.is_a(of.entity_kind, "place") || !is(st, Chunk::Kind::prep))
    return false;
  const auto* p = item(st).sense(Cat::prep);
  if (p->id != "in" && p->id != "at") return false;
  auto trial = st;
  ++trial.at;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity) return false;
  const auto wide = [&](std::string_view kind) {
    return schema_.is_a(kind, "polity") || schema_.is_a(kind, "region") || schema_.is_a(kind, "continent") ||
           schema_.is_a(kind, "island");
  };
  if (!wide(n->entity_kind) || schema_.is_a(of.entity_kind, "polity") || schema_.is_a(of.entity_kind, "continent"))
    return false;
  mark(trial, st.at);
  auto a = compare(prop("located_in", {term_of(of)}), Op::eq, term_of(*n), "located", join(of.head, n->span));
  a.suggest = n->head;
  a.presupposed = true;
  add(trial, a);
  asides(trial, *n);
  st = std::move(trial);
  return true;
}

/// A noun group in a clause that was not read still tells something: titles, appositions, relatives on names. The words
/// stay unread; what is told in passing holds whatever the clause says.
bool Binder::island(State& st) {
  if (!is(st, Chunk::Kind::noun)) return false;
  const auto at = chunks_[st.at].first;
  if (at > 0 && items_[at - 1].value == nullptr && items_[at - 1].is(Cat::neg)) return false;
  auto trial = st;
  const auto before = st.atoms.size();
  auto n = noun(trial);
  if (!n || n->kind == Noun::Kind::event) return false;
  if (n->kind == Noun::Kind::entity) {
    asides(trial, *n);
    located_aside(trial, *n);
  }
  for (auto i = before; i < trial.atoms.size(); ++i) {
    trial.atoms[i].presupposed = true;
    trial.atoms[i].link = Link::weaker;
  }
  trial.read = st.read;
  st = std::move(trial);
  return true;
}

std::uint32_t Binder::option(State& st, Choice choice) const {
  const auto same = [&](const Choice& c) { return c.of == choice.of && c.item == choice.item; };
  const auto known = std::find_if(st.choices.begin(), st.choices.end(), same);
  if (known == st.choices.end())
    st.choices.push_back(choice);
  else
    known->options = std::max(known->options, choice.options);
  const auto taken =
      std::find_if(assignment_.begin(), assignment_.end(), [&](const Chosen& c) { return same(c.choice); });
  return taken == assignment_.end() ? 0 : taken->option;
}

/// Which of several of one name: the one the text has spoken of; else each is a reading of its own.
void Binder::choose(State& st, Noun& n) const {
  std::vector<std::string> ids{n.entity};
  for (const auto& r : n.rivals) ids.emplace_back(r.entity);
  if (const auto told = st.talk.latest_of(ids)) {
    for (const auto& r : n.rivals)
      if (r.entity == *told) {
        for (auto& a : n.asides) a = with_entity(a, n.entity, std::string(r.entity));
        n.entity = r.entity;
        n.entity_kind = r.kind;
      }
    return;
  }
  const auto pick =
      option(st, {Choice::Of::name, n.first, static_cast<std::uint32_t>(n.rivals.size() + 1), items_[n.first].text});
  if (pick > 0 && pick <= n.rivals.size()) {
    const auto r = n.rivals[pick - 1];
    for (auto& a : n.asides) a = with_entity(a, n.entity, std::string(r.entity));
    // The one put aside stays a rival: a role may take none but it.
    n.rivals[pick - 1] = {n.entity, n.entity_kind};
    n.entity = r.entity;
    n.entity_kind = r.kind;
  }
}

}  // namespace saksi::grammar

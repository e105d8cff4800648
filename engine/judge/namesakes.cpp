#include <algorithm>

#include "engine/judge/judge.h"

/// Names that several bear: what does not fit the one that is known may be told of another.
namespace saksi::engine {

namespace flat = corpus::flat;

bool Judge::has_common_name(Row entity) const {
  const auto names = knowledge_.facts.names_of(entity);
  return std::any_of(names.begin(), names.end(), [](const flat::Name& n) { return n.common != 0; });
}

/// Is it told of somebody's life, as an event or as a property? Then `whose` it is.
bool Judge::is_of_a_life(const Atom& a, Row& whose) const {
  const Meaning& m = parsed_->meaning;
  const Vocabulary& v = knowledge_.vocabulary;
  const auto of = [&](TermId t) {
    const auto* e = m.constant<Entity>(t);
    if (e == nullptr || !knowledge_.facts.is_entity(e->id)) return false;
    whose = knowledge_.facts.row(e->id);
    return true;
  };
  const auto is_life = [&](Sym property) {
    const Vocabulary::Property* p = v.property(property);
    return p != nullptr && (p->def->traits & property_life) != 0;
  };
  SetId set = a.kind == Atom::Kind::compare ? SetId::none : a.set;
  if (a.kind == Atom::Kind::compare) {
    const Term left = m[a.left];
    if (left.kind == Term::Kind::prop && left.arg_count == 1) return is_life(left.name.head) && of(m.arg(left, 0));
    if (left.kind == Term::Kind::role) set = m[m.arg(left, 0)].set;
  }
  if (set == SetId::none) return false;
  const Set s = m[set];
  for (const Vocabulary::Told& told : v.told_by_events()) {
    if (told.event != s.kind || !is_life(told.property)) continue;
    for (std::uint32_t i = 0; i < s.count; ++i) {
      const Condition c = m.condition(s, i);
      if (c.name == Path{told.subject, {}} && c.op == Op::eq && of(c.value)) return true;
    }
  }
  return false;
}

/// Another of a name of the entity lies in a place.
bool Judge::other_lies_there(Row entity, Row place) const {
  const corpus::Snapshot& facts = knowledge_.facts;
  for (const flat::Name& own : facts.names_of(entity)) {
    for (const std::uint32_t n : facts.named(facts.text(own.text))) {
      const std::uint32_t other = facts.all_names()[n].entity;
      if (other == entity || other == flat::kNone) continue;
      for (const Sym up : {names::located_in, names::country})
        for (const Row s : facts.statements(other, up))
          if (facts.value(facts.statement(s).value).sym == facts.entity(place)) return true;
    }
  }
  return false;
}

/// "Michael Collins was born in 1890": where many bear the name, a life that does not fit is another's. "Athens is in
/// Georgia", "Paris in Texas": a place told elsewhere may be another of its name, where the name is borne by several,
/// where its place is told in passing, or where it is told to lie in a part of another country.
bool Judge::may_be_namesake(const Atom& a) const {
  const corpus::Snapshot& facts = knowledge_.facts;
  const Vocabulary& v = knowledge_.vocabulary;
  if (Row whose = kNoRow; is_of_a_life(a, whose) && has_common_name(whose)) return true;
  if (a.kind != Atom::Kind::compare) return false;
  const Meaning& m = parsed_->meaning;
  const Term left = m[a.left];
  const bool located = left.name == Path{names::located_in, {}};
  if (left.kind != Term::Kind::prop || left.arg_count != 1 || (!located && left.name != Path{names::country, {}}))
    return false;
  const auto *subject = m.constant<Entity>(m.arg(left, 0)), *in = m.constant<Entity>(a.right);
  if (subject == nullptr || in == nullptr || !facts.is_entity(subject->id) || !facts.is_entity(in->id)) return false;
  if (a.presupposed && located) return true;
  const Row e = facts.row(subject->id), place = facts.row(in->id);
  if (!v.has(e, kind_namesakes)) return false;
  if (a.presupposed) return true;  // "India Negara": no town of India
  // A part of a country, not a country or what is wider.
  const bool part = !facts.countries(place).empty() && !facts.is_kind(place, v.polity());
  if (part) {
    const auto country = [&](Row of) {
      for (const Row s : facts.statements(of, names::country)) return facts.value(facts.statement(s).value).sym;
      return Sym{};
    };
    const Sym mine = country(e), other = country(place);
    if (!mine || !other || mine != other) return true;
  }
  return has_common_name(e) || other_lies_there(e, place);
}

}  // namespace saksi::engine

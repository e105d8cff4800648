#include <algorithm>

#include "tests/oracle/judge.h"
#include "tests/oracle/walk.h"

/// Where another of the same name may be meant.
namespace saksi::oracle {

bool Judge::has_common_name(const std::string& entity) const {
  const NameList& all = facts_.base().names();
  return std::any_of(all.begin(), all.end(), [&](const NameEntry& n) { return n.entity == entity && n.common; });
}

/// Of whose life it tells, as an event or as a property; nobody where it does not.
std::optional<std::string> Judge::whose_life(const Atom& a) const {
  const auto is_life = [&](const std::string& property) {
    const PropertyDef* p = facts_.schema().property(property);
    return p != nullptr && (p->traits & property_life) != 0;
  };
  const Set* set = a.kind == Atom::Kind::compare ? nullptr : &a.set;
  if (a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::prop && a.left.args.size() == 1) {
    const Entity* e = entity_of(a.left.args.front());
    return e != nullptr && is_life(a.left.name) ? std::optional(e->id) : std::nullopt;
  }
  if (a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::role) set = a.left.args.front().set.get();
  if (set == nullptr) return std::nullopt;
  for (const PropertyEvent& told : facts_.schema().property_events) {
    if (told.event != set->kind || !is_life(told.property)) continue;
    for (const Condition& c : set->where)
      if (c.name == told.subject && c.op == Op::eq && entity_of(c.value) != nullptr) return entity_of(c.value)->id;
  }
  return std::nullopt;
}

/// Another of a name of the entity lies in a place.
bool Judge::other_lies_there(const std::string& entity, const std::string& place) const {
  const NameList& all = facts_.base().names();
  std::vector<std::string_view> own;
  for (const NameEntry& n : all)
    if (n.entity == entity) own.push_back(n.text);
  return std::any_of(all.begin(), all.end(), [&](const NameEntry& n) {
    if (n.entity == entity || std::find(own.begin(), own.end(), n.text) == own.end()) return false;
    for (const std::string_view up : {"located_in", "country"})
      for (const StatementView* s : facts_.stated(n.entity, up))
        if (s->value == Value(Entity{place})) return true;
    return false;
  });
}

/// "Michael Collins was born in 1890": where many bear the name, a life that does not fit is another's. "Athens is in
/// Georgia", "Paris in Texas": a place told elsewhere may be another of its name, where the name is borne by several,
/// where its place is told in passing, or where it is told to lie in a part of another country.
bool Judge::may_be_namesake(const Atom& a) const {
  if (const auto whose = whose_life(a); whose && has_common_name(*whose)) return true;
  if (a.kind != Atom::Kind::compare || a.left.kind != Term::Kind::prop || a.left.args.size() != 1) return false;
  const bool located = a.left.name == "located_in";
  const Entity *e = entity_of(a.left.args.front()), *in = entity_of(a.right);
  if ((!located && a.left.name != "country") || e == nullptr || in == nullptr) return false;
  if (a.presupposed && located) return true;
  if (!facts_.has(e->id, kind_namesakes)) return false;
  if (a.presupposed) return true;  // "India Negara": no town of India
  // A part of a country, not a country or what is wider.
  if (!facts_.countries(in->id).empty() && !facts_.is_kind(in->id, kPolity)) {
    const auto country = [&](const std::string& id) -> std::optional<Value> {
      const auto& told = facts_.stated(id, "country");
      return told.empty() ? std::nullopt : std::optional(told.front()->value);
    };
    const auto mine = country(e->id), other = country(in->id);
    if (!mine || !other || *mine != *other) return true;
  }
  return has_common_name(e->id) || other_lies_there(e->id, in->id);
}

}  // namespace saksi::oracle

#include <algorithm>
#include <set>

#include "tests/oracle/evaluator.h"

/// Conditions of a set that speak of the same filler, or of fillers that belong together: an American woman is one person,
/// and who owns one of two satellites did not launch the other.
namespace saksi::oracle {
namespace {

bool is_of_the_event(std::string_view head) {
  return head == "id" || head == "kind" || head == "time" || head == "from" || head == "to";
}

/// Does a condition say something of what fills the role?
bool is_of_filler(const Test& t, std::string_view role) { return t.head == role && !t.tail.empty() && t.is_equality(); }

/// The one that a condition names as what fills its role itself; null where it names none.
const Entity* named(const Test& t) { return t.is_equality() && t.tail.empty() ? t.one() : nullptr; }

std::string own_role(const Occurrence& o, const std::string& role) {
  return o.by == nullptr ? role : source_of(*o.by, role);
}

}  // namespace

/// Does a filler of a role meet all that is said of what fills it?
Truth Evaluator::meets_all(const Value& filler, std::string_view role, const Tests& where, const Occurrence& o) {
  Truth out = Truth::yes;
  const auto* e = std::get_if<Entity>(&filler);
  for (const Test& t : where) {
    if (!is_of_filler(t, role)) continue;
    const Fillers f = e == nullptr ? Fillers{} : property(e->id, t.tail, when(o));
    Truth one = Truth::no;
    for (const Witness& w : f.values) one = either(one, against(w, t, t.condition.op));
    for (const Witness& w : f.possible)
      one = either(one, against(w, t, t.condition.op) == Truth::no ? Truth::no : Truth::open);
    const bool unknown = e == nullptr || f.is_empty() || f.disputed;
    out = both(out, e == nullptr ? Truth::open : one == Truth::no && unknown ? Truth::open : one);
  }
  return out;
}

/// Where several things are said of what fills a role that has several fillers: is there one of whom they all hold?
Truth Evaluator::jointly(const Occurrence& o, const Tests& where) {
  std::set<std::string> roles;
  for (const Test& t : where)
    if (!is_of_the_event(t.head)) roles.insert(t.head);
  Truth out = Truth::yes;
  for (const std::string& role : roles) {
    const auto of_filler = [&](const Test& t) { return is_of_filler(t, role); };
    if (std::count_if(where.begin(), where.end(), of_filler) < 2) continue;
    const std::string own = own_role(o, role);
    const auto& unknown = o.event->unknown;
    const bool left_open = std::find(unknown.begin(), unknown.end(), own) != unknown.end();
    Truth any = Truth::no;
    std::size_t told = 0;
    for (const RoleValue& r : o.event->roles) {
      if (r.role != own) continue;
      ++told;
      any = either(any, meets_all(r.value, role, where, o));
    }
    if (told >= 2) out = both(out, any == Truth::no && left_open ? Truth::open : any);
  }
  return out;
}

/// Is somebody who or whose country, of whom or what has a thing as a property of the role's name, or made it?
bool Evaluator::has_to_do_with(const std::string& entity, const std::string& role, const std::string& who) {
  const auto countries = facts_.countries(entity);
  if (entity == who || std::find(countries.begin(), countries.end(), who) != countries.end()) return true;
  const auto by = [&](const std::string& name) {
    const Fillers f = property(entity, name, std::nullopt);
    return std::any_of(f.values.begin(), f.values.end(), [&](const Witness& w) {
      const auto* e = std::get_if<Entity>(&w.value);
      return e != nullptr && within(e->id, who, name) == Truth::yes;
    });
  };
  return by(role) || std::any_of(schema().properties.begin(), schema().properties.end(), [&](const PropertyDef& p) {
           return (p.traits & property_gives_country) != 0 && by(p.id);
         });
}

/// Of several things that an event was about, one is meant: did somebody in a role have to do with that one, or with the
/// event as a whole? Not known, where that one has to do with another of the things alone.
Truth Evaluator::credited(const Occurrence& o, const Test& thing, const std::string& role, const std::string& who) {
  const std::string& meant = thing.one()->id;
  const std::string own = own_role(o, thing.head);
  bool with_others = false, with_it = has_to_do_with(meant, role, who);
  for (const RoleValue& r : o.event->roles) {
    const auto* e = std::get_if<Entity>(&r.value);
    // That somebody is told in the role itself does not say of which thing.
    if (e == nullptr || r.role == role || within(e->id, meant, thing.head) == Truth::yes) continue;
    if (has_to_do_with(e->id, role, who)) (r.role == own ? with_others : with_it) = true;
  }
  return with_others && !with_it ? Truth::open : Truth::yes;
}

/// The one thing that a set names as what its events are known by; null where it names none.
const Test* Evaluator::thing_named(const Tests& where) const {
  const auto found = std::find_if(where.begin(), where.end(), [&](const Test& t) {
    return named(t) != nullptr && facts_.has_role_trait(t.head, role_identifies);
  });
  return found == where.end() ? nullptr : &*found;
}

bool Evaluator::is_by(std::string_view role) const {
  const RoleInfo* info = schema().role(role);
  return info != nullptr && !info->through.empty();
}

Truth Evaluator::credited(const Occurrence& o, const Tests& where) {
  const Test* thing = thing_named(where);
  Truth out = Truth::yes;
  for (const Test& t : where)
    if (thing != nullptr && t.is_equality() && is_by(t.head) && t.one() != nullptr)
      out = both(out, credited(o, *thing, t.head, t.one()->id));
  return out;
}

/// What fills a role of an event that is told by what fills it: those of whom it holds, of several.
void Evaluator::keep_those_meant(Fillers& f, const Occurrence& o, const Set& s, const std::string& role) {
  if (f.values.size() < 2) return;
  const Tests where = tests(s);
  const Test* thing = is_by(role) ? thing_named(where) : nullptr;
  std::vector<Witness> theirs, kept;
  for (const Witness& w : f.values) {
    const auto* e = std::get_if<Entity>(&w.value);
    const bool sure = thing == nullptr || e == nullptr || credited(o, *thing, role, e->id) == Truth::yes;
    (sure ? theirs : f.possible).push_back(w);
  }
  for (const Witness& w : theirs) {
    // All that is said of what fills the role; where nothing is, it holds of each.
    const Truth t = meets_all(w.value, role, where, o);
    if (t == Truth::yes) kept.push_back(w);
    if (t == Truth::open) f.possible.push_back(w);
  }
  f.values = std::move(kept);
}

/// Did it come with something else that fills the role, which carried it?
bool Evaluator::is_carried(const Occurrence& o, const Value& filler) const {
  const auto* e = std::get_if<Entity>(&filler);
  if (e == nullptr || o.event == nullptr || o.by != nullptr || !facts_.has(e->id, kind_carried)) return false;
  const auto& roles = o.event->roles;
  const auto own = std::find_if(roles.begin(), roles.end(), [&](const RoleValue& r) { return r.value == filler; });
  return own != roles.end() && std::any_of(roles.begin(), roles.end(), [&](const RoleValue& r) {
           const auto* other = std::get_if<Entity>(&r.value);
           return r.role == own->role && other != nullptr && other->id != e->id && !facts_.has(other->id, kind_carried);
         });
}

/// Who took part in an event, or what, as it is told by them.
std::set<std::string> Evaluator::told_by(const EventView& e, bool who) const {
  std::set<std::string> out;
  for (const RoleValue& r : e.roles) {
    const auto* one = std::get_if<Entity>(&r.value);
    if (one != nullptr && facts_.has_role_trait(r.role, role_identifies) && facts_.is_kind(one->id, kAgent) == who)
      out.insert(one->id);
  }
  return out;
}

/// Events that may be one, told of each who took part: the two who walked on the Moon in one outing. They lie within a
/// day, are of one kind, share whom or what the event is told by, and differ in those who took part.
std::size_t Evaluator::told_one_by_one(const Known& members) const {
  std::size_t out = 0;
  for (std::size_t i = 1; i < members.certain.size(); ++i) {
    const Occurrence a = occurrence(members.certain[i - 1].event), b = occurrence(members.certain[i].event);
    if (a.event == nullptr || b.event == nullptr || a.event->kind != b.event->kind) continue;
    const auto x = when(a), y = when(b);
    if (!x || !y || y->begin - x->begin >= kDaySeconds) continue;
    const auto who = told_by(*a.event, true), other = told_by(*b.event, true), what = told_by(*a.event, false);
    const bool both_did = std::any_of(who.begin(), who.end(), [&](const std::string& w) { return other.contains(w); });
    if (!what.empty() && what == told_by(*b.event, false) && !who.empty() && !other.empty() && !both_did) ++out;
  }
  return out;
}

}  // namespace saksi::oracle

#include <algorithm>

#include "core/limits.h"
#include "engine/world.h"

namespace saksi::engine {
namespace {

/// Roles that say who or what took part, and so which happening it was; not where or by whom.
bool tells_which(std::string_view role) {
  return role == "payload" || role == "craft" || role == "mission" || role == "crew" || role == "person" ||
         role == "entity" || role == "missile" || role == "serial";
}

/// The day of a text is not over everywhere when it is in UTC.
constexpr Seconds kDayGoesOn = 12 * 3600;

/// How long a state that still held when it was checked may be taken to go on.
constexpr Seconds kStateGoesOn = 366 * kDaySeconds;

Seconds fuzz_of(Precision p) {
  switch (p) {
    case Precision::century: return 36525 * kDaySeconds;
    case Precision::decade: return 3653 * kDaySeconds;
    case Precision::year: return 366 * kDaySeconds;
    case Precision::quarter: return 92 * kDaySeconds;
    case Precision::month: return 31 * kDaySeconds;
    case Precision::week: return 7 * kDaySeconds;
    default: return 0;
  }
}

bool happening_role(const Implication& by, std::string_view name, std::string& own) {
  for (const std::string& s : by.shared) {
    const auto arrow = s.find('>');
    const std::string_view from = std::string_view(s).substr(0, arrow);
    const std::string_view to = arrow == std::string::npos ? from : std::string_view(s).substr(arrow + 1);
    if (to == name) {
      own = std::string(from);
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Resolved> World::resolve(const Set& s) const {
  std::vector<Resolved> out;
  out.reserve(s.where.size());
  for (const Condition& c : s.where) {
    Resolved r;
    r.condition = &c;
    const auto dot = c.name.find('.');
    r.head = c.name.substr(0, dot);
    if (dot != std::string::npos) r.tail = c.name.substr(dot + 1);
    if (c.value.kind == Term::Kind::value) {
      r.from_text = true;
      r.said.certain.push_back(as_witness(c.value.value));
      r.said.closed = true;
    } else {
      r.said = known(c.value);
    }
    out.push_back(std::move(r));
  }
  return out;
}

Truth World::any_of(const Reads& r, const Resolved& c, std::string_view name) const {
  const Op op = c.condition->op;
  if (op == Op::ne) {
    Condition equal = *c.condition;
    equal.op = Op::eq;
    Resolved turned = c;
    turned.condition = &equal;
    return negate(any_of(r, turned, name));
  }
  if (c.said.certain.empty() && c.said.possible.empty()) return Truth::open;
  if (r.values.empty() && r.possible.empty()) return r.unknown || !r.closed ? Truth::open : Truth::no;
  const auto against = [&](const Witness& w) {
    Truth t = Truth::no;
    for (const Witness& s : c.said.certain) t = either(t, compare(w, op, s, c.from_text, name));
    for (const Witness& s : c.said.possible) {
      const Truth p = compare(w, op, s, c.from_text, name);
      t = either(t, p == Truth::yes ? Truth::open : p);
    }
    // What is in a set that may have more members is not outside it for not being listed.
    return t == Truth::no && !c.from_text && op == Op::in && !c.said.closed ? Truth::open : t;
  };
  Truth t = Truth::no;
  if (r.disputed) {
    // It has one of them, and nobody knows which.
    bool yes = false;
    bool no = false;
    for (const Witness& w : r.values) {
      const Truth one = against(w);
      yes = yes || one != Truth::no;
      no = no || one != Truth::yes;
    }
    if (yes && no) return Truth::open;
  }
  for (const Witness& w : r.values) t = either(t, against(w));
  for (const Witness& w : r.possible) {
    const Truth p = against(w);
    t = either(t, p == Truth::yes ? Truth::open : p);
  }
  return t == Truth::no && r.unknown ? Truth::open : t;
}

Truth World::state_time(const Happening& h, const Resolved& c) const {
  const auto state = when_of(h);
  if (!state) return Truth::open;
  const Op op = c.condition->op;
  const Witness own = time_witness(h);
  Truth out = Truth::no;
  for (const Witness& s : c.said.certain) {
    TimeInterval asked;
    if (const auto* d = std::get_if<Date>(&s.value)) {
      asked = to_utc(*d);
    } else if (s.when) {
      asked = *s.when;
    } else {
      return Truth::open;
    }
    if (op != Op::eq && op != Op::in) {
      out = either(out, compare(own, op, s, c.from_text, "time"));
      continue;
    }
    if (!state->overlaps(asked)) continue;
    const Seconds fuzz = fuzz_of(h.event->precision);
    TimeInterval sure{state->begin + fuzz, h.event->open_ended ? kEnd : state->end - fuzz};
    for (const RoleValue& r : h.event->roles) {
      // Of ends that sources tell differently, the narrowest stretch is sure.
      const auto* d = r.role == "from" || r.role == "to" ? std::get_if<Date>(&r.value) : nullptr;
      if (d == nullptr) continue;
      if (r.role == "from") sure.begin = std::max(sure.begin, d->civil.end + kDaySeconds);
      if (r.role == "to") sure.end = std::min(sure.end, d->civil.begin - kDaySeconds);
    }
    Truth t = asked.within(sure)                                              ? Truth::yes
              : asked.end - asked.begin > kDaySeconds && sure.overlaps(asked) ? Truth::yes
                                                                              : Truth::open;
    if (t == Truth::yes && h.event->open_ended) {
      for (const Citation& ref : h.event->citations) {
        const auto checked = parse_edtf(ref.checked);
        if (checked && asked.begin > checked->civil.end + kStateGoesOn) t = Truth::open;
      }
    }
    out = either(out, t);
  }
  return c.said.certain.empty() ? Truth::open : out;
}

Truth World::holds(const Happening& h, const Resolved& c) const {
  const Condition& condition = *c.condition;
  const auto turn = [&](Truth t) { return condition.negated ? negate(t) : t; };
  const EventView& e = *h.event;
  if (c.head == "id") {
    const std::string wanted = c.said.certain.empty() ? "" : to_string(c.said.certain.front().value);
    const std::string own = to_string(witness_of(h).value);
    return turn(own == wanted ? Truth::yes : Truth::no);
  }
  if (c.head == "kind") {
    const auto* s = c.said.certain.empty() ? nullptr : std::get_if<Symbol>(&c.said.certain.front().value);
    if (s == nullptr) return Truth::open;
    if (facts.schema().is_a(e.kind, s->id)) return turn(Truth::yes);
    // A parent kind of the event's may still be the more specific one; siblings are different happenings.
    return turn(facts.schema().is_a(s->id, e.kind) ? Truth::open : Truth::no);
  }
  if (c.head == "time" || c.head == "from" || c.head == "to") {
    const EventDef* def = facts.schema().event(e.kind);
    if (def != nullptr && def->state && c.head == "time") return turn(state_time(h, c));
    Reads r = role(h, c.head);
    return turn(any_of(r, c, "time"));
  }
  return turn(any_of(role_path(h, c.head, c.tail), c, c.tail.empty() ? c.head : c.tail));
}

Truth World::holds(std::string_view entity, const Resolved& c) const {
  const Condition& condition = *c.condition;
  const auto turn = [&](Truth t) { return condition.negated ? negate(t) : t; };
  if (c.said.certain.empty() && c.said.possible.empty()) return Truth::open;
  if (c.head == "id") {
    Truth t = Truth::no;
    for (const Witness& w : c.said.certain) t = either(t, to_string(w.value) == entity ? Truth::yes : Truth::no);
    return turn(t);
  }
  if (c.head == "kind") {
    const auto* s = c.said.certain.empty() ? nullptr : std::get_if<Symbol>(&c.said.certain.front().value);
    if (s == nullptr) return Truth::open;
    Truth t = Truth::open;
    for (const std::string_view k : facts.kinds_of(entity)) {
      if (facts.schema().is_a(k, s->id)) return turn(Truth::yes);
      if (facts.schema().disjoint(k, s->id)) t = Truth::no;
    }
    return turn(t);
  }
  Reads r = property(entity, c.head, as_of);
  if (!c.tail.empty()) {
    Reads through;
    through.unknown = r.unknown;
    for (const Witness& w : r.values) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr) continue;
      Reads next = property(e->id, c.tail, as_of);
      through.values.insert(through.values.end(), next.values.begin(), next.values.end());
      through.unknown = through.unknown || next.unknown || next.values.empty();
    }
    r = std::move(through);
  }
  return turn(any_of(r, c, c.tail.empty() ? c.head : c.tail));
}

Witness World::witness_of(const Happening& h) const {
  const EventView& e = *h.event;
  Witness w;
  std::string ref(e.id);
  if (h.by != nullptr) ref += "#" + h.by->then_kind;
  seen_.emplace(ref, h);
  w.event = ref;
  w.value = Entity{ref};
  w.when = when_of(h);
  w.zone = std::string(e.zone);
  if (w.when) w.frames = frames(h);
  w.proof = fact(e, "", e.told ? to_edtf(*e.told) : "");
  return w;
}

Happening World::happening(std::string_view event) const {
  const auto found = seen_.find(std::string(event));
  if (found != seen_.end()) return found->second;
  const auto [id, as] = split_event(event);
  for (const EventDef& def : facts.schema().events) {
    if (!def.parent.empty()) continue;
    for (const std::uint32_t i : facts.events(def.id)) {
      const EventView& e = facts.event(i);
      if (e.id != id) continue;
      Happening h{&e, nullptr};
      for (const Implication& imp : facts.schema().implications) {
        if (!as.empty() && !imp.excludes && imp.then_kind == as && facts.schema().is_a(e.kind, imp.if_kind))
          h.by = &imp;
      }
      return seen_.emplace(std::string(event), h).first->second;
    }
  }
  return {};
}

std::vector<Happening> World::candidates(const Set& s, const std::vector<Resolved>& where) const {
  (void)where;
  std::vector<Happening> out;
  for (const std::uint32_t i : facts.events(s.kind)) out.push_back({&facts.event(i), nullptr});
  for (const Implication& imp : facts.schema().implications) {
    if (imp.excludes || !facts.schema().is_a(imp.then_kind, s.kind) || facts.schema().is_a(imp.if_kind, s.kind))
      continue;
    for (const std::uint32_t i : facts.events(imp.if_kind)) {
      const EventView& e = facts.event(i);
      const bool applies = std::all_of(imp.when.begin(), imp.when.end(), [&](const auto& w) {
        return std::any_of(e.roles.begin(), e.roles.end(),
                           [&](const RoleValue& r) { return r.role == w.first && to_string(r.value) == w.second; });
      });
      if (applies) out.push_back({&e, &imp});
    }
  }
  // What was withdrawn with nothing in its place may still have been.
  for (const std::uint32_t i : facts.withdrawn_events(true)) {
    if (facts.schema().is_a(facts.event(i).kind, s.kind)) out.push_back({&facts.event(i), nullptr});
  }
  return out;
}

Known World::event_members(const Set& s, const std::vector<Resolved>& where) const {
  struct Found {
    Happening h;
    Truth truth;
    bool key = false;  ///< meets every condition of a key
  };
  // The roles that together tell which happening is meant, where the set names them.
  std::vector<const Resolved*> key;
  if (const EventDef* def = facts.schema().event(s.kind); def != nullptr) {
    for (const auto& roles : def->keys) {
      std::vector<const Resolved*> named;
      for (const std::string& r : roles) {
        for (const Resolved& c : where) {
          if (c.head == r && c.tail.empty() && !c.condition->negated && c.condition->op == Op::eq) {
            named.push_back(&c);
            break;
          }
        }
      }
      if (!roles.empty() && named.size() == roles.size()) {
        key = std::move(named);
        break;
      }
    }
  }
  const auto weigh = [&](const Happening& h) -> Found {
    Found f{h, Truth::yes, !key.empty()};
    if (as_of) {
      const auto when = when_of(h);
      if (when && when->begin >= as_of->end + kDayGoesOn) return {h, Truth::no, false};
      const EventDef* def = facts.schema().event(h.event->kind);
      const bool state = def != nullptr && def->state;
      if (when && !state && when->end > as_of->end + kDayGoesOn && h.event->precision < Precision::day)
        f.truth = Truth::open;
    }
    for (const Resolved* c : key) f.key = f.key && holds(h, *c) == Truth::yes;
    for (const Resolved& c : where) {
      f.truth = both(f.truth, holds(h, c));
      if (f.truth == Truth::no) break;
    }
    const bool told_apart_by = h.by != nullptr && std::any_of(h.by->when.begin(), h.by->when.end(), [&](const auto& w) {
                                 return told_apart(*h.event, w.first);
                               });
    const bool unsure = h.event->marginal || h.event->rank == Rank::deprecated || told_apart_by;
    if (f.truth == Truth::yes && unsure) f.truth = Truth::open;
    return f;
  };
  std::vector<Found> all;
  bool identified = false;
  const auto weigh_all = [&](const std::vector<Happening>& list) {
    all.clear();
    identified = false;
    for (const Happening& h : list) {
      all.push_back(weigh(h));
      identified = identified || all.back().key;
    }
  };
  // Known by its key: only the events of that entity need be looked at.
  const auto list = candidates(s, where);
  const Entity* anchor = nullptr;
  for (const Resolved* c : key) {
    if (!c->from_text || !tells_which(c->head)) continue;
    anchor = std::get_if<Entity>(&c->said.certain.front().value);
    if (anchor != nullptr) break;
  }
  if (anchor != nullptr) {
    std::vector<std::uint32_t> near;
    std::vector<std::string> ids = below(anchor->id);
    ids.push_back(anchor->id);
    for (const std::string& id : ids) {
      const auto with = facts.events_with(id);
      near.insert(near.end(), with.begin(), with.end());
    }
    const auto withdrawn = facts.withdrawn_events(true);
    near.insert(near.end(), withdrawn.begin(), withdrawn.end());
    std::sort(near.begin(), near.end());
    std::vector<Happening> few;
    for (const Happening& h : list) {
      if (std::binary_search(near.begin(), near.end(), h.event->index)) few.push_back(h);
    }
    weigh_all(few);
  }
  if (!identified) weigh_all(list);
  if (identified) {
    // The happening is known; others whose key is not are not it.
    std::erase_if(all, [](const Found& f) { return !f.key; });
  }
  // One happening told twice, as itself and as what implies it, counts once.
  for (Found& implied : all) {
    if (implied.h.by == nullptr || implied.truth == Truth::no) continue;
    for (const std::uint32_t i : facts.events(s.kind)) {
      const EventView& real = facts.event(i);
      if (real.index == implied.h.event->index) continue;
      bool same = false;
      for (const RoleValue& rv : real.roles) {
        std::string own;
        if (!tells_which(rv.role) || !happening_role(*implied.h.by, rv.role, own)) continue;
        for (const RoleValue& iv : implied.h.event->roles) {
          const auto* a = std::get_if<Entity>(&rv.value);
          const auto* b = std::get_if<Entity>(&iv.value);
          if (iv.role != own || a == nullptr || b == nullptr || a->id != b->id) continue;
          if (rv.role != "crew") {
            same = true;
          } else if (real.when && implied.h.event->when) {
            same = same || std::abs(real.when->begin - implied.h.event->when->begin) < 30 * kDaySeconds;
          }
        }
      }
      if (!same) continue;
      const auto twin = std::find_if(
          all.begin(), all.end(), [&](const Found& f) { return f.h.by == nullptr && f.h.event->index == real.index; });
      if (twin != all.end() && twin->truth == Truth::open && implied.truth == Truth::yes) {
        twin->truth = Truth::no;
      } else {
        implied.truth = Truth::no;
      }
      break;
    }
  }
  std::erase_if(all, [](const Found& f) { return f.truth == Truth::no; });
  std::stable_sort(all.begin(), all.end(), [&](const Found& a, const Found& b) {
    const auto x = when_of(a.h);
    const auto y = when_of(b.h);
    return (x ? x->begin : kEnd) < (y ? y->begin : kEnd);
  });
  Known k;
  for (const Found& f : all) (f.truth == Truth::yes ? k.certain : k.possible).push_back(witness_of(f.h));
  return k;
}

Known World::entity_members(const Set& s, const std::vector<Resolved>& where) const {
  Known k;
  for (const EntityView& e : facts.entities(s.kind)) {
    Truth t = Truth::yes;
    for (const Resolved& c : where) {
      t = both(t, holds(e.id, c));
      if (t == Truth::no) break;
    }
    if (t == Truth::no) continue;
    Witness w = as_witness(Entity{std::string(e.id)});
    w.proof.kind = Proof::Kind::fact;
    w.proof.name = std::string(e.id);
    for (const Resolved& c : where) {
      for (const StatementView& st : facts.statements(e.id, c.head))
        w.proof.from.push_back(fact(st, to_string(st.value)));
    }
    if (!w.proof.from.empty()) {
      const Proof& first = w.proof.from.front();
      w.proof.source = first.source;
      w.proof.evidence = first.evidence;
      w.proof.checked = first.checked;
    }
    (t == Truth::yes ? k.certain : k.possible).push_back(std::move(w));
  }
  return k;
}

Known World::evaluate_set(const Set& s) const {
  const std::vector<Resolved> where = resolve(s);
  const bool events = facts.schema().event(s.kind) != nullptr;
  Known k;
  if (events) {
    k = event_members(s, where);
  } else if (facts.schema().kind(s.kind) != nullptr) {
    k = entity_members(s, where);
  } else {
    k.missing.push_back("kind " + s.kind);
    return k;
  }
  for (const Resolved& c : where) {
    for (const std::string& m : c.said.missing) {
      if (c.said.certain.empty() && std::find(k.missing.begin(), k.missing.end(), m) == k.missing.end()) {
        k.missing.push_back(m);
      }
    }
  }
  close(s, where, k);
  for (const Witness& w : k.possible) {
    if (k.missing.size() >= 4) break;
    const Happening h = w.event.empty() ? Happening{} : happening(w.event);
    const bool withdrawn = h.event != nullptr && h.event->rank == Rank::deprecated;
    k.missing.push_back("whether " + show(w, "en") + " counts" +
                        (withdrawn ? ", which was withdrawn: " + std::string(h.event->reason) : ""));
  }
  return k;
}

const Known& World::members(const Set& s) const {
  const std::string key = to_string(s);
  const auto found = sets_.find(key);
  if (found != sets_.end()) return found->second;
  static const Known kTooDeep = [] {
    Known k;
    k.missing.emplace_back("a term nested less deeply");
    return k;
  }();
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  ++depth_;
  Known k = evaluate_set(s);
  --depth_;
  return sets_.emplace(key, std::move(k)).first->second;
}

}  // namespace saksi::engine

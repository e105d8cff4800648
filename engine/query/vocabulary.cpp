#include "engine/query/vocabulary.h"

#include <algorithm>
#include <bit>

#include "engine/truth/moment.h"

namespace saksi::engine {
namespace {

using Group = Symbols::Group;

/// Seconds of an ISO 8601 duration of years, months, weeks or days, each at its longest: "P3Y".
Seconds longest(std::string_view iso) {
  Seconds out = 0, number = 0;
  for (const char c : iso) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      continue;
    }
    out += number * kDaySeconds * (c == 'Y' ? 366 : c == 'M' ? 31 : c == 'W' ? 7 : c == 'D' ? 1 : 0);
    number = 0;
  }
  return out;
}

/// "entity:vehicle" is of kind "vehicle"; a bare kind is itself.
std::string_view kind_part(std::string_view type) {
  constexpr std::string_view kEntity = "entity:";
  return type.starts_with(kEntity) ? type.substr(kEntity.size()) : type;
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

const Vocabulary::Role* Vocabulary::EventKind::role(Sym wanted) const {
  const auto found = std::find_if(roles.begin(), roles.end(), [&](const Role& r) { return r.name == wanted; });
  return found == roles.end() ? nullptr : &*found;
}

Vocabulary::ValueType::Base Vocabulary::ValueType::parse(std::string_view text) {
  constexpr std::pair<std::string_view, Base> kBases[] = {
      {"entity", Base::entity},   {"date", Base::date},     {"number", Base::number}, {"quantity", Base::quantity},
      {"weekday", Base::weekday}, {"symbol", Base::symbol}, {"text", Base::text}};
  const std::string_view word = text.substr(0, text.find(':'));
  for (const auto& [name, base] : kBases)
    if (name == word) return base;
  return Base::none;
}

/// "entity:vehicle" and "vehicle" alike.
Vocabulary::ValueType Vocabulary::type_of(std::string_view type) const {
  if (const Sym k = kind(kind_part(type))) return {ValueType::Base::entity, k};
  const auto base = ValueType::parse(type);
  return {base == ValueType::Base::none && !type.empty() ? ValueType::Base::other : base, {}};
}

Sym Vocabulary::Implied::source_of(Sym role) const {
  for (const auto& [from, to] : shared)
    if (to == role) return from;
  return {};
}

Vocabulary::Vocabulary(const corpus::Snapshot& facts)
    : facts_(facts), polity_(facts.kind(kPolity)), place_(facts.kind(kPlace)), agent_(facts.kind(kAgent)) {
  read_kinds();
  read_events();
  read_properties();
  read_rest();
  read_lists();
}

std::size_t Vocabulary::index_of(KindTrait trait) {
  return static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(trait)));
}

void Vocabulary::read_kinds() {
  const Schema& schema = facts_.schema();
  kinds_.assign(facts_.symbols().count(Group::kind), nullptr);
  for (auto& mask : masks_) mask.assign(facts_.kind_words(), 0);
  for (const KindDef& k : schema.kinds) {
    const Sym id = kind(k.id);
    const std::size_t row = facts_.symbols().row(Group::kind, id);
    kinds_[row] = &k;
    for (std::size_t t = 0; t < kTraits; ++t) {
      if ((k.traits >> t & 1U) == 0) continue;
      with_trait_[t].push_back(id);
      masks_[t][row / 64] |= std::uint64_t{1} << (row % 64);
    }
    if (k.stands_for.empty()) continue;
    stand_ins_.push_back({id, {}});
    for (const auto& other : k.stands_for) stand_ins_.back().second.push_back(kind(other));
  }
}

void Vocabulary::read_events() {
  events_.resize(facts_.symbols().count(Group::kind));
  for (const EventDef& e : facts_.schema().events) {
    EventKind& out = events_[facts_.symbols().row(Group::kind, kind(e.id))];
    out.def = &e;
    for (const RoleDef& r : e.roles)
      out.roles.push_back({name(r.name), kind(kind_part(r.type)), r.many, type_of(r.type)});
    for (const auto& key : e.keys) {
      out.keys.emplace_back();
      for (const auto& r : key) out.keys.back().push_back(name(r));
    }
    for (const auto& r : e.one_per) out.one_per.push_back(name(r));
    for (const auto& [r, symbol] : e.senses)
      if (const Sym s = facts_.symbols().find(Symbols::Group::symbol, symbol)) out.senses.emplace_back(name(r), s);
    if (!e.ends.empty()) out.ends = name(e.ends);
  }
}

void Vocabulary::read_properties() {
  constexpr std::string_view kSeveral = "own_";
  const Schema& schema = facts_.schema();
  properties_.resize(facts_.symbols().count(Group::name));
  for (const PropertyDef& p : schema.properties) {
    const Sym id = name(p.id);
    Property& out = properties_[facts_.symbols().row(Group::name, id)];
    out.def = &p;
    out.type = type_of(p.value);
    out.date = out.type.base == ValueType::Base::date;
    out.stable = longest(p.stable_for);
    out.steady = !p.timed && out.stable == 0;
    out.unit = find_unit(p.unit);
    if (!p.siblings.empty()) out.siblings = kind(p.siblings);
    if (schema.property(std::string(kSeveral) + p.id) != nullptr) out.several = name(std::string(kSeveral) + p.id);
    for (const auto& k : p.upward) out.upward.push_back(kind(k));
    for (const auto& k : p.bearers) out.bearers.push_back(kind(k));
    if (!p.distance_from.empty()) {
      const Sym from = facts_.symbols().find(Group::entity, p.distance_from);
      if (from) distances_.push_back({id, kind(p.subject), facts_.row(from)});
    }
    if ((p.traits & property_age) != 0) ages_.push_back(id);
    if ((p.traits & property_continues) != 0) continues_.push_back(id);
    const Sym value = kind(kind_part(p.value));
    if (value && value == polity_ && !out.upward.empty() && id != names::country) country_like_.push_back(id);
    if ((p.traits & property_gives_country) != 0) makers_.push_back(id);
  }
}

void Vocabulary::read_rest() {
  const Schema& schema = facts_.schema();
  usage_.resize(facts_.symbols().count(Group::name));
  std::vector<std::pair<int, Sym>> doers, actors;
  for (const RoleInfo& r : schema.roles) {
    const Sym id = name(r.name);
    if (!id) continue;
    const bool told = std::any_of(schema.events.begin(), schema.events.end(),
                                  [&](const EventDef& e) { return e.role(r.name) != nullptr; });
    usage_[facts_.symbols().row(Group::name, id)] = {r.traits, r.through.empty() ? Sym{} : name(r.through), !told};
    if (r.doer > 0) doers.emplace_back(r.doer, id);
    if (r.actor > 0) actors.emplace_back(r.actor, id);
  }
  std::sort(doers.begin(), doers.end());
  std::sort(actors.begin(), actors.end());
  for (const auto& [n, id] : doers) doers_.push_back(id);
  for (const auto& [n, id] : actors) actors_.push_back(id);
  std::stable_partition(makers_.begin(), makers_.end(), [&](Sym p) { return contains(doers_, p); });
  for (const Implication& i : schema.implications) {
    Implied out{kind(i.if_kind), kind(i.then_kind), i.excludes, {}, {}};
    for (const std::string& s : i.shared) {
      const auto arrow = s.find('>');
      out.shared.emplace_back(name(s.substr(0, arrow)), name(arrow == std::string::npos ? s : s.substr(arrow + 1)));
    }
    for (const auto& [role, value] : i.when)
      out.when.emplace_back(name(role), facts_.symbols().find(Group::symbol, value));
    implications_.push_back(std::move(out));
  }
  for (const PropertyEvent& e : schema.property_events)
    told_.push_back({name(e.property), kind(e.event), name(e.subject), name(e.value)});
  for (const FirstEvent& e : schema.first_events)
    first_.push_back({name(e.property), kind(e.event), name(e.subject), kind(e.kind)});
  for (const saksi::Half& h : schema.halves)
    halves_.push_back({facts_.symbols().find(Group::entity, h.id), h.latitude, h.positive});
  for (const SymbolLabel& s : schema.symbol_labels)
    if (s.between) between_.push_back(facts_.symbols().find(Group::symbol, s.id));
  for (const RecordedCount& c : schema.counts) {
    Recorded out{kind(c.kind),
                 name(c.with_role),
                 facts_.symbols().find(Group::symbol, c.with_value),
                 name(c.property),
                 facts_.symbols().find(Group::entity, c.whole),
                 {},
                 c.yearly};
    for (const std::string& by : c.by) {
      const auto dot = by.find('.');
      out.by.push_back({name(by.substr(0, dot)), dot == std::string::npos ? Sym{} : name(by.substr(dot + 1))});
    }
    counts_.push_back(std::move(out));
  }
}

void Vocabulary::read_lists() {
  const auto all = facts_.section<corpus::flat::Complete>(corpus::flat::complete);
  for (Row i = 0; i < all.size(); ++i)
    if (all[i].good != 0 && all[i].roles.count > 0 && is_thing(all[i].kind)) lists_.push_back(i);
}

const Vocabulary::EventKind* Vocabulary::event(Sym kind) const {
  if (!facts_.symbols().is(Group::kind, kind)) return nullptr;
  const EventKind& e = events_[facts_.symbols().row(Group::kind, kind)];
  return e.def == nullptr ? nullptr : &e;
}

bool Vocabulary::is_thing(Sym kind) const {
  return facts_.symbols().is(Group::kind, kind) && kinds_[facts_.symbols().row(Group::kind, kind)] != nullptr;
}

const Vocabulary::Property* Vocabulary::property(Sym name) const {
  if (!facts_.symbols().is(Group::name, name)) return nullptr;
  const Property& p = properties_[facts_.symbols().row(Group::name, name)];
  return p.def == nullptr ? nullptr : &p;
}

Vocabulary::Usage Vocabulary::role(Sym name) const {
  return facts_.symbols().is(Group::name, name) ? usage_[facts_.symbols().row(Group::name, name)] : Usage{};
}

const Vocabulary::Half* Vocabulary::half(Sym entity) const {
  const auto found = std::find_if(halves_.begin(), halves_.end(), [&](const Half& h) { return h.id == entity; });
  return found == halves_.end() || !entity ? nullptr : &*found;
}

Sym Vocabulary::country_like(Row entity) const {
  for (const Sym p : country_like_)
    for (const Sym k : property(p)->upward)
      if (facts_.is_kind(entity, k)) return p;
  return {};
}

bool Vocabulary::has(Row entity, KindTrait trait) const {
  const auto& mask = masks_[index_of(trait)];
  const auto bits = facts_.kinds_of(entity);
  for (std::size_t w = 0; w < mask.size(); ++w)
    if ((bits[w] & mask[w]) != 0) return true;
  return false;
}

bool Vocabulary::share(Row a, Row b, KindTrait trait) const {
  const auto& mask = masks_[index_of(trait)];
  const auto x = facts_.kinds_of(a), y = facts_.kinds_of(b);
  for (std::size_t w = 0; w < mask.size(); ++w)
    if ((x[w] & y[w] & mask[w]) != 0) return true;
  return false;
}

std::span<const Sym> Vocabulary::kinds_with(KindTrait trait) const { return with_trait_[index_of(trait)]; }

bool Vocabulary::differ_in_time(Sym a, Sym b) const {
  if (!is_thing(a) || !is_thing(b)) return false;
  const KindDef& x = *kinds_[facts_.symbols().row(Group::kind, a)];
  const KindDef& y = *kinds_[facts_.symbols().row(Group::kind, b)];
  return ((x.traits ^ y.traits) & kind_gone) != 0 && !x.exclusive.empty() && x.exclusive == y.exclusive;
}

bool Vocabulary::between(Sym symbol) const { return contains(between_, symbol); }

}  // namespace saksi::engine

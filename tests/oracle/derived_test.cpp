#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "corpus/snapshot/snapshot.h"
#include "tests/catch.h"
#include "tests/oracle/evaluator.h"

/// What the base derives from its rows beforehand, against scans of the rows.
namespace {

using saksi::Sym;
using saksi::Symbols;
using saksi::corpus::Snapshot;
using saksi::oracle::Evaluator;
using saksi::oracle::Facts;
namespace flat = saksi::corpus::flat;
using Texts = std::vector<std::string>;

struct Base {
  std::shared_ptr<const saksi::FactBase> base;
  const Snapshot& rows;
  Facts facts;
  Evaluator evaluator;
  explicit Base(std::shared_ptr<const saksi::FactBase> b)
      : base(std::move(b)), rows(base->rows()), facts(*base), evaluator(facts, std::nullopt) {}

  Texts entities(std::span<const std::uint32_t> all) const {
    Texts out;
    for (const std::uint32_t row : all) out.emplace_back(rows.text(rows.entity(row)));
    return out;
  }
  Texts events(std::span<const std::uint32_t> all) const {
    Texts out;
    for (const std::uint32_t row : all) out.emplace_back(rows.text(rows.event(row).id));
    return out;
  }
  static Texts events(const Facts::Events& all) {
    Texts out;
    for (const saksi::EventView* e : all) out.emplace_back(e->id);
    return out;
  }
};

Base& base() {
  static Base made = [] {
    auto facts = saksi::FactBase::embedded();
    REQUIRE(facts.ok());
    return Base(*facts);
  }();
  return made;
}

Texts sorted(Texts all) {
  std::sort(all.begin(), all.end());
  return all;
}

/// Fails with what differs, and where.
template <class T>
void same(const std::string& of, const T& derived, const T& scanned) {
  if (derived == scanned) return;
  INFO(of);
  CHECK(derived == scanned);
}

}  // namespace

TEST_CASE("which kinds are, exclude and share nothing with which follows from the schema", "[derived]") {
  Base& b = base();
  for (std::uint32_t i = 0; i < b.rows.symbols().count(Symbols::Group::kind); ++i) {
    for (std::uint32_t j = 0; j < b.rows.symbols().count(Symbols::Group::kind); ++j) {
      const Sym x = b.rows.symbols().at(Symbols::Group::kind, i), y = b.rows.symbols().at(Symbols::Group::kind, j);
      const auto a = b.rows.text(x), c = b.rows.text(y);
      const std::string of = std::string(a) + ", " + std::string(c);
      same(of + ": is a", b.rows.is_a(x, y), b.facts.is_a(a, c));
      same(of + ": disjoint", b.rows.disjoint(x, y), b.facts.disjoint(a, c));
      same(of + ": excludes", b.rows.excludes(x, y), b.facts.excludes(a, c));
    }
  }
}

TEST_CASE("things and events of a kind are those that the rows say are of it", "[derived]") {
  Base& b = base();
  for (std::uint32_t i = 0; i < b.rows.symbols().count(Symbols::Group::kind); ++i) {
    const Sym k = b.rows.symbols().at(Symbols::Group::kind, i);
    const std::string kind(b.rows.text(k));
    Texts things;
    for (const saksi::EntityView& e : b.facts.entities())
      if (b.facts.is_kind(e.id, kind)) things.emplace_back(e.id);
    same("things of " + kind, b.entities(b.rows.entities_of(k)), things);
    same("events of " + kind, b.events(b.rows.events_of(k)), Base::events(b.facts.events_of(kind)));
    for (const saksi::EventDef& def : b.facts.schema().events) {
      if (def.id != kind) continue;
      for (const saksi::RoleDef& r : def.roles) {
        Texts without;
        for (const saksi::EventView* e : b.facts.events_of(kind)) {
          const auto tells = [&](const saksi::RoleValue& v) { return v.role == r.name; };
          const bool told = std::any_of(e->roles.begin(), e->roles.end(), tells);
          if (!told) without.emplace_back(e->id);
        }
        const Texts lacking = b.events(b.rows.lacking(k, b.rows.name(r.name)));
        for (const std::string& id : without)
          if (std::find(lacking.begin(), lacking.end(), id) == lacking.end())
            FAIL_CHECK(kind << " lacking " << r.name << ": " << id);
      }
    }
  }
}

TEST_CASE("what a thing belongs to, and the events with it, follow from the rows", "[derived]") {
  Base& b = base();
  for (const saksi::EntityView& e : b.facts.entities()) {
    const std::string id(e.id);
    const std::uint32_t row = b.rows.row(b.rows.symbols().find(Symbols::Group::entity, id));
    same("above " + id, b.entities(b.rows.above(row)), b.facts.above(id));
    same("countries of " + id, b.entities(b.rows.countries(row)), b.facts.countries(id));
    same("events with " + id, b.events(b.rows.events_with(row)), Base::events(b.facts.events_with(id)));
    const std::uint32_t zone = b.rows.place(row).zone;
    same("zone of " + id, std::string(zone == 0 ? "" : b.rows.zone_name(zone)), b.evaluator.zone_of(id));
    const auto at = b.evaluator.coordinates(id);
    same("coordinates of " + id, b.rows.place(row).coordinates, at ? at->told->index : Snapshot::kNone);
    if (at) same("latitude of " + id, b.rows.place(row).latitude, at->latitude);
    if (at) same("longitude of " + id, b.rows.place(row).longitude, at->longitude);
  }
}

TEST_CASE("parts of a thing are what the rows say leads up to it", "[derived]") {
  Base& b = base();
  // For each thing, what states that it is a part of it.
  std::map<std::string, Texts> parts;
  for (const saksi::EntityView& e : b.facts.entities())
    for (const saksi::PropertyDef& p : b.facts.schema().properties)
      if ((p.traits & saksi::property_part) != 0)
        for (const saksi::StatementView* s : b.facts.stated(e.id, p.id))
          if (const auto* whole = std::get_if<saksi::notation::Entity>(&s->value)) parts[whole->id].emplace_back(e.id);
  for (const saksi::EntityView& e : b.facts.entities()) {
    Texts below, open{std::string(e.id)};
    while (!open.empty()) {
      const std::string at = open.back();
      open.pop_back();
      for (const std::string& part : parts[at]) {
        if (part == e.id || std::find(below.begin(), below.end(), part) != below.end()) continue;
        below.push_back(part);
        open.push_back(part);
      }
    }
    const std::uint32_t row = b.rows.row(b.rows.symbols().find(Symbols::Group::entity, e.id));
    same("below " + std::string(e.id), sorted(b.entities(b.rows.below(row))), sorted(below));
  }
}

TEST_CASE("statements are found by their thing, their property and their value alike", "[derived]") {
  Base& b = base();
  std::map<std::string, std::vector<std::uint32_t>> by_property;
  std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> by_value;
  for (const saksi::EntityView& e : b.facts.entities()) {
    const std::uint32_t row = b.rows.row(b.rows.symbols().find(Symbols::Group::entity, e.id));
    for (const saksi::PropertyDef& p : b.facts.schema().properties) {
      std::vector<std::uint32_t> own;
      for (const saksi::StatementView* s : b.facts.stated(e.id, p.id)) {
        own.push_back(s->index);
        by_property[p.id].push_back(s->index);
        if (const auto* v = std::get_if<saksi::notation::Entity>(&s->value))
          by_value[{p.id, v->id}].push_back(s->index);
      }
      const auto found = b.rows.statements(row, b.rows.name(p.id));
      same(p.id + " of " + std::string(e.id), std::vector<std::uint32_t>(found.begin(), found.end()), own);
    }
  }
  for (auto& [property, all] : by_property) {
    std::sort(all.begin(), all.end());
    const auto found = b.rows.statements_of(b.rows.name(property));
    same("statements of " + property, std::vector<std::uint32_t>(found.begin(), found.end()), all);
  }
  for (auto& [key, all] : by_value) {
    std::sort(all.begin(), all.end());
    const auto found =
        b.rows.statements_of_value(b.rows.name(key.first), b.rows.symbols().find(Symbols::Group::entity, key.second));
    same(key.first + " = " + key.second, std::vector<std::uint32_t>(found.begin(), found.end()), all);
  }
}

TEST_CASE("the postings of roles hold the events that tell them", "[derived]") {
  Base& b = base();
  std::map<std::pair<std::string, std::string>, Texts> told;
  for (const saksi::EventView* e : b.facts.events()) {
    for (const saksi::RoleValue& r : e->roles) {
      const auto* thing = std::get_if<saksi::notation::Entity>(&r.value);
      const auto* symbol = std::get_if<saksi::notation::Symbol>(&r.value);
      if (thing == nullptr && symbol == nullptr) continue;
      Texts& all = told[{std::string(r.role), thing != nullptr ? thing->id : symbol->id}];
      if (all.empty() || all.back() != e->id) all.emplace_back(e->id);
    }
  }
  std::size_t postings = 0;
  for (std::uint32_t i = 0; i < b.rows.symbols().count(Symbols::Group::name); ++i) {
    const Sym role = b.rows.symbols().at(Symbols::Group::name, i);
    for (const flat::Filler& f : b.rows.fillers(role)) {
      ++postings;
      const std::pair<std::string, std::string> key(b.rows.text(role), b.rows.text(f.filler));
      same(key.first + " = " + key.second, b.events(b.rows.events_of_filler(role, f.filler)), told[key]);
    }
  }
  CHECK(postings == told.size());
}

TEST_CASE("the zones of an event, its whole roles and what was withdrawn follow from the rows", "[derived]") {
  Base& b = base();
  for (const saksi::EventView* e : b.facts.events()) {
    const std::string id(e->id);
    const flat::Event& row = b.rows.event(e->index);
    Texts frames;
    for (const std::uint32_t z : b.rows.numbers(row.frames))
      frames.emplace_back(z == flat::kAsTold ? "" : b.rows.zone_name(z));
    same("frames of " + id, frames, b.evaluator.frames({e, nullptr}));
    Texts recorded, whole;
    for (const std::uint32_t r : b.rows.numbers(row.recorded)) recorded.emplace_back(b.rows.text(Sym{r}));
    const saksi::EventDef* def = b.facts.schema().event(e->kind);
    for (const saksi::RoleDef& r : def->roles)
      if (b.evaluator.recorded(*e, r.name)) whole.push_back(r.name);
    std::erase_if(recorded, [&](const std::string& r) { return def->role(r) == nullptr; });
    same("roles recorded of " + id, sorted(recorded), sorted(whole));
  }
  Texts open;
  for (const saksi::EventView* e : b.facts.withdrawn_events()) open.emplace_back(e->id);
  same("withdrawn events", sorted(b.events(b.rows.withdrawn_open())), sorted(open));
}

TEST_CASE("lists reach the beginning where nothing can be older", "[derived]") {
  Base& b = base();
  std::map<std::string_view, bool> reach;
  for (const saksi::CompletenessView& list : b.facts.lists()) reach[list.id] = b.evaluator.reaches_the_beginning(list);
  for (const flat::Complete& c : b.rows.section<flat::Complete>(flat::complete))
    if (c.good != 0) same(std::string(b.rows.text(c.id)), c.from_beginning != 0, reach.at(b.rows.text(c.id)));
}

#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/meaning.h"
#include "core/quantity.h"
#include "core/schema.h"
#include "corpus/snapshot/snapshot.h"

namespace saksi::engine {

/// The schema of a fact base in the ids of its symbol table, each question one look-up. Immutable; safe from any thread.
/// The snapshot must outlive it.
class Vocabulary {
 public:
  using Row = corpus::Snapshot::Row;

  /// What sort of values a role or property has, as the schema writes it.
  struct ValueType {
    enum class Base : std::uint8_t { none, entity, date, number, quantity, weekday, symbol, text, other };
    Base base = Base::none;
    Sym kind;  ///< of an entity; none = any
    /// Of "date", "quantity:length"; none where it begins with no such word.
    static Base parse(std::string_view text);
  };
  struct Role {
    Sym name;
    Sym kind;  ///< of its fillers, where they are entities; else none
    bool many = false;
    ValueType type;
  };
  struct EventKind {
    const EventDef* def = nullptr;
    std::vector<Role> roles;
    std::vector<std::vector<Sym>> keys;
    std::vector<Sym> one_per;
    std::vector<std::pair<Sym, Sym>> senses;  ///< see EventDef
    Sym ends;
    [[nodiscard]] const Role* role(Sym name) const;
  };
  struct Property {
    const PropertyDef* def = nullptr;
    ValueType type;
    bool date = false;   ///< its values are dates
    bool steady = true;  ///< its values do not change with the day that is asked about
    Seconds stable = 0;  ///< how long a value may be taken to hold after the day it was checked; 0 = for ever
    const Unit* unit = nullptr;
    Sym siblings;             ///< a kind: two different values of it exclude each other
    Sym several;              ///< the property that has several values of it, from a table of facts
    std::vector<Sym> upward;  ///< kinds of subjects that it leads from to what they belong to
    std::vector<Sym> bearers;
  };
  struct Usage {
    std::uint8_t traits = 0;  ///< of RoleTrait
    Sym through;              ///< see RoleInfo
    bool derived = false;     ///< no event tells it: it is found through another role alone
  };
  struct Implied {
    Sym if_kind, then_kind;
    bool excludes = false;
    std::vector<std::pair<Sym, Sym>> shared;  ///< roles: of `if_kind`, of `then_kind`
    std::vector<std::pair<Sym, Sym>> when;    ///< role, symbol
    /// The role of `if_kind` that carries over to a role of `then_kind`; none = none does.
    [[nodiscard]] Sym source_of(Sym role) const;
  };
  struct Told {
    Sym property, event, subject, value;  ///< see PropertyEvent; `value` may be `time`
  };
  struct First {
    Sym property, event, subject, kind;  ///< see FirstEvent
  };
  struct Half {
    Sym id;
    bool latitude = true, positive = true;
  };
  struct Distance {
    Sym property;
    Sym of;  ///< the kind of things that have it
    Row from = corpus::Snapshot::kNone;
  };
  struct Recorded {
    Sym kind, with_role, with_value, property, whole;
    std::vector<Path> by;
    bool yearly = false;
  };

  explicit Vocabulary(const corpus::Snapshot& facts);

  /// Null for what is no kind of events.
  [[nodiscard]] const EventKind* event(Sym kind) const;
  [[nodiscard]] bool is_state(Sym kind) const {
    const EventKind* e = event(kind);
    return e != nullptr && e->def->state;
  }
  /// Is it a kind of things?
  [[nodiscard]] bool is_thing(Sym kind) const;
  /// Null for what is no property.
  [[nodiscard]] const Property* property(Sym name) const;
  [[nodiscard]] Usage role(Sym name) const;
  [[nodiscard]] bool has(Sym role, RoleTrait trait) const { return (this->role(role).traits & trait) != 0; }
  [[nodiscard]] const std::vector<Implied>& implications() const { return implications_; }
  [[nodiscard]] const Implied& implication(std::uint32_t by) const { return implications_[by - 1]; }

  [[nodiscard]] std::span<const Told> told_by_events() const { return told_; }
  [[nodiscard]] std::span<const First> first_events() const { return first_; }
  [[nodiscard]] std::span<const Half> halves() const { return halves_; }
  [[nodiscard]] const Half* half(Sym entity) const;
  [[nodiscard]] std::span<const Distance> distances() const { return distances_; }
  [[nodiscard]] std::span<const Recorded> counts() const { return counts_; }
  /// Properties that ages are counted from, in the order of the schema.
  [[nodiscard]] std::span<const Sym> ages() const { return ages_; }
  /// Properties of things that lead to who made or runs them, whose country is theirs: who runs them first.
  [[nodiscard]] std::span<const Sym> makers() const { return makers_; }
  /// Properties whose value is what their subject continues.
  [[nodiscard]] std::span<const Sym> continues() const { return continues_; }
  /// The property that is to a thing of this kind what `country` is to others; none = `country` itself.
  [[nodiscard]] Sym country_like(Row entity) const;
  /// Roles that say who or what did it, in order.
  [[nodiscard]] std::span<const Sym> doers() const { return doers_; }
  /// Roles by whose fillers an event is told, in order.
  [[nodiscard]] std::span<const Sym> actors() const { return actors_; }
  /// Completeness statements of lists of things that close what properties they have.
  [[nodiscard]] std::span<const Row> lists_of_things() const { return lists_; }
  [[nodiscard]] Sym polity() const { return polity_; }
  [[nodiscard]] bool is_place(Row entity) const { return facts_.is_kind(entity, place_); }
  [[nodiscard]] bool is_agent(Row entity) const { return facts_.is_kind(entity, agent_); }

  /// Is a thing of a kind with the trait?
  [[nodiscard]] bool has(Row entity, KindTrait trait) const;
  /// Are two things of one kind with the trait?
  [[nodiscard]] bool share(Row a, Row b, KindTrait trait) const;
  /// The kinds with a trait.
  [[nodiscard]] std::span<const Sym> kinds_with(KindTrait trait) const;
  /// Kinds apart only in that what is of one of them is no more: a country, a former country.
  [[nodiscard]] bool differ_in_time(Sym a, Sym b) const;
  /// Kinds that stand in prose for things of other kinds, with those others.
  [[nodiscard]] std::span<const std::pair<Sym, std::vector<Sym>>> stand_ins() const { return stand_ins_; }
  /// A symbol that lies between the others of its list.
  [[nodiscard]] bool between(Sym symbol) const;

 private:
  static constexpr std::size_t kTraits = 16;
  [[nodiscard]] ValueType type_of(std::string_view type) const;
  void read_kinds();
  void read_events();
  void read_properties();
  void read_rest();
  void read_lists();
  [[nodiscard]] Sym name(std::string_view text) const { return facts_.name(text); }
  [[nodiscard]] Sym kind(std::string_view text) const { return facts_.kind(text); }
  [[nodiscard]] static std::size_t index_of(KindTrait trait);

  const corpus::Snapshot& facts_;
  std::vector<EventKind> events_;      ///< by place among the kinds
  std::vector<const KindDef*> kinds_;  ///< by place among the kinds
  std::vector<Property> properties_;   ///< by place among the names
  std::vector<Usage> usage_;           ///< by place among the names
  std::vector<Implied> implications_;
  std::vector<Told> told_;
  std::vector<First> first_;
  std::vector<Half> halves_;
  std::vector<Distance> distances_;
  std::vector<Recorded> counts_;
  std::vector<Sym> ages_, makers_, continues_, country_like_, doers_, actors_, between_;
  std::vector<Row> lists_;
  std::vector<std::pair<Sym, std::vector<Sym>>> stand_ins_;
  std::array<std::vector<Sym>, kTraits> with_trait_;
  std::array<std::vector<std::uint64_t>, kTraits> masks_;
  Sym polity_, place_, agent_;
};

}  // namespace saksi::engine

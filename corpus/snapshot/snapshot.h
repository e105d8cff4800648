#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/date.h"
#include "core/schema.h"
#include "core/symbols.h"
#include "corpus/snapshot/format.h"

namespace saksi::corpus {

/// A fact base as it is mapped: the rows of its tables, the postings, and what follows from the rows, in ids. Ids of
/// entities are rows here: the place of an id in its group of the symbol table. Nothing is copied; immutable, safe from
/// any thread.
class Snapshot {
 public:
  using Row = std::uint32_t;
  static constexpr Row kNone = flat::kNone;
  using Group = Symbols::Group;

  /// Over bytes that outlive it and hold a whole snapshot, whose ranges have been checked (see map_snapshot).
  Snapshot(std::string_view bytes, const Schema& schema);

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const Symbols& symbols() const { return symbols_; }
  [[nodiscard]] std::string_view text(flat::Str s) const { return pool_.substr(s.begin, s.size); }
  [[nodiscard]] std::string_view text(Sym s) const { return symbols_.text(s); }
  [[nodiscard]] Sym name(std::string_view text) const { return symbols_.find(Group::name, text); }
  [[nodiscard]] Sym kind(std::string_view text) const { return symbols_.find(Group::kind, text); }

  [[nodiscard]] bool is_entity(Sym s) const { return symbols_.is(Group::entity, s); }
  [[nodiscard]] Row row(Sym entity) const { return symbols_.row(Group::entity, entity); }
  [[nodiscard]] Sym entity(Row row) const { return symbols_.at(Group::entity, row); }

  // Rows.
  [[nodiscard]] std::span<const flat::Entity> entities() const { return entities_; }
  [[nodiscard]] std::span<const flat::Event> events() const { return events_; }
  [[nodiscard]] const flat::Event& event(Row i) const { return events_[i]; }
  [[nodiscard]] const flat::Statement& statement(Row i) const { return statements_[i]; }
  [[nodiscard]] const flat::Value& value(Row i) const { return values_[i]; }
  [[nodiscard]] const flat::Complete& complete(Row i) const { return complete_[i]; }
  [[nodiscard]] const flat::Source& source(Row i) const { return sources_[i]; }
  [[nodiscard]] std::span<const flat::Role> roles(const flat::Event& e) const { return cut(roles_, e.roles); }
  [[nodiscard]] std::span<const flat::Citation> citations(flat::Range r) const { return cut(citations_, r); }
  [[nodiscard]] std::span<const flat::CompleteCondition> conditions(const flat::Complete& c) const {
    return cut(complete_conditions_, c.conditions);
  }
  [[nodiscard]] std::span<const flat::Name> names_of(Row entity) const { return cut(names_, places_[entity].names); }
  [[nodiscard]] std::span<const flat::Name> all_names() const { return names_; }
  /// Rows of all_names() that are this text.
  [[nodiscard]] std::span<const std::uint32_t> named(std::string_view text) const;
  [[nodiscard]] std::span<const std::uint32_t> numbers(flat::Range r) const { return cut(numbers_, r); }

  // What follows from them.
  [[nodiscard]] const flat::Place& place(Row entity) const { return places_[entity]; }
  [[nodiscard]] std::span<const std::uint32_t> above(Row entity) const { return numbers(places_[entity].above); }
  [[nodiscard]] std::span<const std::uint32_t> below(Row entity) const { return numbers(places_[entity].below); }
  [[nodiscard]] std::span<const std::uint32_t> countries(Row entity) const {
    return numbers(places_[entity].countries);
  }
  /// Events with the entity in any role, by time.
  [[nodiscard]] std::span<const std::uint32_t> events_with(Row entity) const { return numbers(places_[entity].events); }
  /// Rows of the statements of a property of an entity that decide, in the order of the tables.
  [[nodiscard]] std::span<const std::uint32_t> statements(Row entity, Sym property) const;
  [[nodiscard]] std::span<const std::uint32_t> withdrawn(Row entity) const {
    return numbers(places_[entity].withdrawn);
  }

  [[nodiscard]] std::size_t kind_words() const { return kind_words_; }
  /// A bit for each kind that an entity is of, by the kind's place in its group.
  [[nodiscard]] std::span<const std::uint64_t> kinds_of(Row entity) const {
    return kind_bits_.subspan(entity * kind_words_, kind_words_);
  }
  [[nodiscard]] bool is_kind(Row entity, Sym kind) const { return bit(kind_bits_, entity, kind); }
  [[nodiscard]] std::span<const std::uint32_t> stated_kinds(Row entity) const {
    return numbers(entities_[entity].kinds);
  }
  /// Of kinds, of things and events alike; false where one of them is no kind.
  [[nodiscard]] bool is_a(Sym kind, Sym above) const { return square(kinds_up_, kind, above); }
  [[nodiscard]] bool disjoint(Sym a, Sym b) const { return square(kinds_apart_, a, b); }
  [[nodiscard]] bool excludes(Sym a, Sym b) const { return square(kinds_exclude_, a, b); }

  /// Events of a kind or below it, by time, those without one last.
  [[nodiscard]] std::span<const std::uint32_t> events_of(Sym kind) const { return numbers(index(kind).events); }
  [[nodiscard]] std::span<const std::uint32_t> entities_of(Sym kind) const { return numbers(index(kind).entities); }
  /// Completeness statements of the kind or of one above it.
  [[nodiscard]] std::span<const std::uint32_t> complete_of(Sym kind) const { return numbers(index(kind).complete); }
  /// What fills a role somewhere, by Sym.
  [[nodiscard]] std::span<const flat::Filler> fillers(Sym role) const;
  [[nodiscard]] std::span<const std::uint32_t> events_of_filler(Sym role, Sym filler) const;
  /// Events of a kind that tell no filler of a role, or may have others in it, by time.
  [[nodiscard]] std::span<const std::uint32_t> lacking(Sym kind, Sym role) const;
  [[nodiscard]] std::span<const std::uint32_t> statements_of(Sym property) const;
  [[nodiscard]] std::span<const std::uint32_t> statements_of_value(Sym property, Sym value) const;
  [[nodiscard]] std::span<const std::uint32_t> withdrawn_events() const { return withdrawn_events_; }
  [[nodiscard]] std::span<const std::uint32_t> withdrawn_open() const { return withdrawn_open_; }

  // Zones. A zone is its row from 1; 0 is none.
  [[nodiscard]] std::uint32_t zone(std::string_view name) const;
  [[nodiscard]] std::string_view zone_name(std::uint32_t zone) const { return text(zones_[zone - 1].name); }
  /// Seconds east of UTC at an instant. Precondition: zone is not 0.
  [[nodiscard]] int utc_offset(std::uint32_t zone, Seconds utc) const;
  /// Of a zone that no row names too ("+05:30"); nullopt for what is none.
  [[nodiscard]] std::optional<int> utc_offset(std::string_view zone, Seconds utc) const;

  [[nodiscard]] const flat::Header& header() const { return *header_; }
  template <class T>
  [[nodiscard]] std::span<const T> section(flat::Section s) const {
    const auto& at = header_->at[s];
    return {reinterpret_cast<const T*>(bytes_.data() + at.begin), static_cast<std::size_t>(at.count)};
  }

 private:
  template <class T>
  static std::span<const T> cut(std::span<const T> all, flat::Range r) {
    return all.subspan(r.begin, r.count);
  }
  [[nodiscard]] bool bit(std::span<const std::uint64_t> bits, std::size_t row, Sym kind) const {
    if (!symbols_.is(Group::kind, kind)) return false;
    const std::size_t k = symbols_.row(Group::kind, kind);
    return (bits[row * kind_words_ + k / 64] >> (k % 64) & 1U) != 0;
  }
  [[nodiscard]] bool square(std::span<const std::uint64_t> bits, Sym a, Sym b) const {
    return symbols_.is(Group::kind, a) && bit(bits, symbols_.row(Group::kind, a), b);
  }
  [[nodiscard]] flat::KindIndex index(Sym kind) const {
    return symbols_.is(Group::kind, kind) ? kind_index_[symbols_.row(Group::kind, kind)] : flat::KindIndex{};
  }

  std::string_view bytes_;
  const flat::Header* header_;
  const Schema& schema_;
  std::string_view pool_;
  Symbols symbols_;
  std::size_t kind_words_;
  std::span<const flat::Entity> entities_;
  std::span<const flat::Event> events_;
  std::span<const flat::Statement> statements_;
  std::span<const flat::Value> values_;
  std::span<const flat::Complete> complete_;
  std::span<const flat::CompleteCondition> complete_conditions_;
  std::span<const flat::Source> sources_;
  std::span<const flat::Role> roles_;
  std::span<const flat::Citation> citations_;
  std::span<const flat::Name> names_;
  std::span<const flat::Place> places_;
  std::span<const std::uint64_t> kind_bits_, kinds_up_, kinds_apart_, kinds_exclude_;
  std::span<const flat::KindIndex> kind_index_;
  std::span<const flat::NameIndex> name_index_;
  std::span<const flat::Filler> fillers_;
  std::span<const flat::Lacking> lacking_;
  std::span<const flat::ValueIndex> value_index_;
  std::span<const std::uint32_t> withdrawn_events_, withdrawn_open_, names_by_text_, numbers_;
  std::span<const flat::Zone> zones_;
  std::span<const flat::Transition> transitions_;
};

}  // namespace saksi::corpus

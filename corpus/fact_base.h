#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/names.h"
#include "core/notation.h"
#include "core/schema.h"
#include "corpus/rank.h"

namespace saksi {

struct LayerReport;

namespace corpus {
class Snapshot;
}

struct Source {
  std::string_view id, title, url, licence, accessed;
  int rank = 0;  ///< 0 ordinary, 1 primary
};

/// Where a row comes from. Several where a fact needs two sources.
struct Citation {
  std::uint32_t source = 0;   ///< index for FactBase::source
  std::string_view evidence;  ///< page, table row, launch tag
  std::string_view checked;   ///< ISO day
};

struct EntityView {
  std::string_view id, kind;
  std::string_view label_en, label_id;
};

struct RoleValue {
  std::string_view role;
  notation::Value value;
  std::vector<Citation> citations = {};  ///< its own, where layers told it apart from the event; else empty
};

/// An event or a state. `when` is in UTC; a day known only by its civil date spans that day at its place, or, with no
/// zone known, from the first to the last instant at which it was that day anywhere. A role of one filler has two where
/// sources of equal rank disagree; where they disagree on the time there are roles "time" with what each tells (of a
/// state "from" and "to"), and `when` spans them all.
struct EventView {
  std::uint32_t index = 0;
  std::string_view id, kind;
  std::optional<TimeInterval> when;  ///< absent = unknown. For a state: from..to
  bool open_ended = false;           ///< a state that still held when it was checked
  Precision precision = Precision::day;
  std::optional<Date> told;  ///< as the row has it, with its zone
  std::string_view zone;     ///< IANA id of its place, empty = none
  std::vector<RoleValue> roles;
  std::vector<std::string_view> unknown;  ///< roles the row leaves open ("?")
  std::vector<Citation> citations;
  Rank rank = Rank::normal;
  bool marginal = false;      ///< counted by some, not by others: never certain
  std::string_view from, to;  ///< of a state, as the row has them, EDTF
  std::string_view reason;    ///< why it is deprecated
};

struct StatementView {
  std::uint32_t index = 0;
  std::string_view subject, property;
  notation::Value value;
  std::optional<TimeInterval> valid;  ///< absent = always; the end is max for "until now"
  bool open_ended = false;
  Precision from_precision = Precision::day, to_precision = Precision::day;
  std::vector<Citation> citations;
  Rank rank = Rank::normal;
  std::string_view from, to;  ///< as the row has them, EDTF
  std::string_view reason;    ///< why it is deprecated
};

/// "Every launch from Vostochny, 2016-01-01 to 2024-12-08; payload, vehicle, time, outcome known."
struct CompletenessView {
  std::string_view id;
  notation::Set set;                    ///< kind with role or property = value conditions
  std::vector<std::string_view> roles;  ///< known for every member
  std::optional<TimeInterval> span;     ///< absent = all time
  std::vector<Citation> citations;
};

/// What is known: read-only, safe to use from any thread once open. Views point into the mapped base and live as long
/// as it does. Indices follow the order of ids, so that results are the same on every machine.
class FactBase {
 public:
  /// The base compiled into the library. Mapped, not parsed.
  static Result<std::shared_ptr<const FactBase>> embedded();
  /// An SQLite fact base written by `saksi corpus build`. Codes: "no-such-file", "not-a-fact-base", "wrong-version".
  static Result<std::shared_ptr<const FactBase>> open(const std::string& path);
  /// One base of several, given lowest first; corpus/layers.h says what becomes of what, and `report` (may be null) gets
  /// what was merged and what stayed apart. Codes: "no-layer", "schema-clash" where two layers have different schemas.
  static Result<std::shared_ptr<const FactBase>> layered(const std::vector<std::shared_ptr<const FactBase>>& layers,
                                                         LayerReport* report = nullptr);
  virtual ~FactBase() = default;

  [[nodiscard]] virtual const Schema& schema() const = 0;
  /// The same in the ids of its symbol table, with what follows from the rows: what the engine asks.
  [[nodiscard]] virtual const corpus::Snapshot& rows() const = 0;
  [[nodiscard]] virtual const NameList& names() const = 0;
  /// Word tables that came with the facts, for properties that are not the embedded schema's: lexicon files by path.
  [[nodiscard]] virtual std::vector<EmbeddedFile> words() const { return {}; }
  [[nodiscard]] virtual std::optional<EntityView> entity(std::string_view id) const = 0;
  /// Entities of a kind or below it, in order of id.
  [[nodiscard]] virtual std::vector<EntityView> entities(std::string_view kind) const = 0;
  /// All kinds an entity is stated to be of (most specific ones; schema gives the rest).
  [[nodiscard]] virtual std::vector<std::string_view> kinds_of(std::string_view entity) const = 0;
  /// Where it is said that there is such an entity, and of that kind.
  [[nodiscard]] virtual std::vector<Citation> citations_of(std::string_view) const { return {}; }
  /// Indices of the events of a kind or below it, by time. Deprecated and draft ones are left out.
  [[nodiscard]] virtual std::span<const std::uint32_t> events(std::string_view kind) const = 0;
  /// Indices of events of any kind with this entity in any role.
  [[nodiscard]] virtual std::span<const std::uint32_t> events_with(std::string_view entity) const = 0;
  [[nodiscard]] virtual const EventView& event(std::uint32_t index) const = 0;
  /// Statements about a subject; empty property = all. Deprecated and draft ones are left out.
  [[nodiscard]] virtual std::vector<StatementView> statements(std::string_view subject,
                                                              std::string_view property) const = 0;
  /// Statements of a property whose value is this entity.
  [[nodiscard]] virtual std::vector<StatementView> statements_of_value(std::string_view property,
                                                                       std::string_view entity) const = 0;
  /// Every statement of a property.
  [[nodiscard]] virtual std::vector<StatementView> statements_of(std::string_view property) const = 0;
  /// Statements about a subject that are deprecated for a reason; empty property = all.
  [[nodiscard]] virtual std::vector<StatementView> withdrawn(std::string_view, std::string_view) const { return {}; }
  /// Indices of the events that are deprecated for a reason; with `open` only those in whose place no other stands: an
  /// event that is not deprecated, of the same kind and key.
  [[nodiscard]] virtual std::vector<std::uint32_t> withdrawn_events(bool /*open*/) const { return {}; }
  [[nodiscard]] virtual const std::vector<CompletenessView>& completeness() const = 0;
  [[nodiscard]] virtual const Source& source(std::uint32_t index) const = 0;
  [[nodiscard]] virtual std::size_t source_count() const { return 0; }
  [[nodiscard]] virtual std::size_t event_count() const { return 0; }
  /// Seconds east of UTC in an IANA zone ("Asia/Jakarta") or "+07:00" at a UTC instant; nullopt for an unknown zone.
  [[nodiscard]] virtual std::optional<int> utc_offset(std::string_view zone, Seconds utc) const = 0;
  /// Hash of the content, hex; version of the zone data ("2026a").
  [[nodiscard]] virtual std::string_view hash() const = 0;
  [[nodiscard]] virtual std::string_view tz_version() const = 0;
  /// The day it was made, of a bundle; else the latest day that any of its rows was checked. ISO.
  [[nodiscard]] virtual std::string_view date() const { return {}; }
  /// Latest instant up to which any completeness statement of the kind reaches.
  [[nodiscard]] virtual std::optional<Seconds> horizon(std::string_view kind) const = 0;
};

}  // namespace saksi

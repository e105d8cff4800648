#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/notation.h"
#include "corpus/fact_base.h"
#include "corpus/schema_reader.h"
#include "corpus/time_zone.h"

/// A fact base while it is made, merged or written: plain rows, in the order in which they are kept.
namespace saksi::corpus {

using notation::Condition;
using notation::Entity;
using notation::Set;
using notation::Symbol;
using notation::Term;
using notation::Text;
using notation::Value;

/// The begin of "since ever" and the end of "until now".
inline constexpr Seconds kTimeBegin = -62135596800;  ///< 0001-01-01
inline constexpr Seconds kTimeEnd = std::numeric_limits<Seconds>::max();

struct CitationRow {
  std::string source, evidence, checked;
  friend bool operator==(const CitationRow&, const CitationRow&) = default;
};

struct SourceRow {
  std::string id, title, url, licence, accessed;
  int rank = 0;
  friend bool operator==(const SourceRow&, const SourceRow&) = default;
};

struct EntityRow {
  std::string id, label_en, label_id;
  std::vector<std::string> kinds;  ///< most specific first
  std::vector<CitationRow> citations;
  friend bool operator==(const EntityRow&, const EntityRow&) = default;
};

struct NameRow {
  std::string entity, text, lang, role;
  bool common = false;
  friend bool operator==(const NameRow&, const NameRow&) = default;
};

/// A value with the words of its cell, from which it can be read again.
struct Cell {
  Value value;
  std::string text;
  friend bool operator==(const Cell&, const Cell&) = default;
};

struct RoleRow {
  std::string role;
  Cell cell;
  std::vector<CitationRow> citations;  ///< where this filler is told, if not where the event is: layers told it apart
  friend bool operator==(const RoleRow&, const RoleRow&) = default;
};

struct EventRow {
  std::string id, kind;
  std::string time_text;           ///< of an event
  std::string from_text, to_text;  ///< of a state
  std::optional<TimeInterval> when;
  bool open_ended = false;
  std::string zone;
  std::vector<RoleRow> roles;
  std::vector<std::string> unknown;
  std::vector<CitationRow> citations;
  Rank rank = Rank::normal;
  bool marginal = false;
  std::string reason;  ///< why it is deprecated
  friend bool operator==(const EventRow&, const EventRow&) = default;
};

struct StatementRow {
  std::string subject, property;
  Cell cell;
  std::string from_text, to_text;
  std::optional<TimeInterval> valid;
  bool open_ended = false;
  std::vector<CitationRow> citations;
  Rank rank = Rank::normal;
  std::string reason;  ///< why it is deprecated
  friend bool operator==(const StatementRow&, const StatementRow&) = default;
};

struct CompleteRow {
  std::string id, set;
  std::vector<std::string> roles;
  std::string from_text, to_text;
  std::optional<TimeInterval> span;
  std::vector<CitationRow> citations;
  friend bool operator==(const CompleteRow&, const CompleteRow&) = default;
};

struct Content {
  std::vector<SchemaTable> schema;
  std::vector<SourceRow> sources;        ///< by id
  std::vector<EntityRow> entities;       ///< by id
  std::vector<NameRow> names;            ///< by entity
  std::vector<EventRow> events;          ///< by id
  std::vector<StatementRow> statements;  ///< by subject, property, begin of validity
  std::vector<CompleteRow> complete;     ///< by id
  std::vector<ZoneRow> zones;            ///< by name
  std::string tz_version;
  std::string date;  ///< of a bundle: the day it was made, ISO; else empty
};

/// Puts every table into its order.
void sort_content(Content& content);

/// The names with the first kind of what they name. Precondition: entities and names are in order.
NameList names_of(const Content& content, const Schema& schema);

/// "normal", "preferred", "deprecated", "draft".
std::string_view to_string(Rank rank);
std::optional<Rank> parse_rank(std::string_view text);

/// A number cell: "1500", "-3.5", or a range "10/12" with its middle as value. nullopt for anything else.
/// Exact: low and high are the number itself.
std::optional<Quantity> parse_number_cell(std::string_view text, std::string_view unit);

/// "51.884,128.334" without blanks, or nullopt for anything that is no place on a globe.
std::optional<std::string> parse_coordinates_cell(std::string_view text);

/// The value type a role or property of the schema has: its type without "entity:", "" for an entity kind.
/// One of entity, date, quantity, symbol, text, coordinates; what stands behind the colon is `of`.
struct CellType {
  enum class Kind { entity, date, quantity, symbol, text, coordinates };
  Kind kind = Kind::text;
  std::string of;  ///< entity: the kind; quantity: the dimension; symbol: "a|b"
};
CellType cell_type(std::string_view declared);

/// A set in the notation of complete.csv, "launch{site=baikonur,operator.country=russia}".
/// `unknown` receives the condition that is no role or property of the kind, `entities` those named.
std::optional<Set> parse_set(std::string_view text, const Schema& schema, std::string* unknown,
                             std::vector<std::string>* entities);

}  // namespace saksi::corpus

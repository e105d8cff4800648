#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "core/symbols.h"

/// The records of a snapshot, as they lie in the file. Every `begin` and `count` counts records of another section; a Sym
/// is an id of the snapshot's own symbol table; a row is a place in a section.
namespace saksi::corpus::flat {

static_assert(std::endian::native == std::endian::little, "snapshots are mapped, and written little-endian");

inline constexpr char kMagic[8] = {'s', 'a', 'k', 's', 'i', 'f', 'b', '\0'};
inline constexpr std::uint32_t kVersion = 4;
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

using Str = Symbols::Text;  ///< of the string pool
struct Range {
  std::uint32_t begin = 0, count = 0;
};

// What the tables say.

struct Source {
  Sym id;
  Str title, url, licence, accessed;
  std::int32_t rank = 0;
};
struct Citation {
  std::uint32_t source = 0;
  Str evidence, checked;
  std::uint32_t pad = 0;
  std::int64_t checked_end = 0;  ///< when the day it was checked was over; 0 = no day
};
/// In the order of the entities' ids: row n is the n-th id of its group.
struct Entity {
  Str label_en, label_id;
  Range kinds;  ///< of numbers: Syms of kinds, most specific first
  Range citations;
  std::uint32_t known = 0;  ///< it has a row of its own; else others only name it
};
struct Name {
  std::uint32_t entity = 0;
  Str text, lang, role;
  std::uint32_t common = 0;
};
enum class ValueType : std::uint32_t { none, entity, date, quantity, symbol, text, weekday };
enum ValueFlag : std::uint32_t { has_zone = 1, approximate = 2, range = 4 };
struct Value {
  ValueType type = ValueType::none;
  std::uint32_t flags = 0;
  Sym sym;                 ///< of an entity, a symbol
  Str text;                ///< of a text; a date's zone; a quantity's unit
  Str cell;                ///< as the table has it
  std::uint32_t zone = 0;  ///< of a date: its zone's row from 1; 0 = none of the table
  std::int64_t begin = 0, end = 0;
  double value = 0, low = 0, high = 0;
  std::int32_t decimals = 0, significant = 0;
  std::uint32_t precision = 0;  ///< or the weekday
  std::uint32_t unit = 0;       ///< of a quantity: its place among all_units(), from 1; 0 = none
};
struct Role {
  Sym role;
  std::uint32_t value = 0;
  Range citations;  ///< of its own; empty = those of the event
};
/// A date as a row has it: its civil interval.
struct Told {
  std::int64_t begin = 0, end = 0;
  std::uint32_t precision = 0;
  std::uint32_t flags = 0;  ///< of ToldFlag
  std::uint32_t zone = 0;   ///< row from 1; 0 = none
  std::uint32_t pad = 0;
};
enum ToldFlag : std::uint32_t { is_told = 1, told_approximate = 2, told_in_utc = 4, told_has_zone = 8 };
enum RowFlag : std::uint32_t { has_time = 1, open_ended = 2, marginal = 4 };
struct Event {
  Str id, zone_text, time_text, from_text, to_text, reason;
  Sym kind;
  std::uint32_t flags = 0, rank = 0;
  std::uint32_t precision = 0;
  std::uint32_t zone = 0;  ///< row from 1; 0 = none
  std::uint32_t pad = 0;
  std::int64_t begin = 0, end = 0;
  Told told, from, to;
  Range roles;
  Range unknown;  ///< of numbers: Syms of roles
  Range citations;
  Range frames;    ///< of numbers: zones its time may be told in, kAsTold for the day as the row has it
  Range recorded;  ///< of numbers: Syms of roles all of whose fillers are known
};
inline constexpr std::uint32_t kAsTold = 0;  ///< among frames: as it is told
struct Statement {
  std::uint32_t subject = 0;  ///< row of an entity
  Sym property;
  Str from_text, to_text, reason;
  std::int64_t begin = 0, end = 0;
  std::uint32_t flags = 0, rank = 0, value = 0;
  std::uint32_t from_precision = 0, to_precision = 0;
  std::uint32_t pad = 0;
  Range citations;
};
struct Complete {
  Str id, set, from_text, to_text;
  Sym kind;
  std::uint32_t flags = 0;
  std::int64_t begin = 0, end = 0;
  Range roles;       ///< of numbers: Syms of names
  Range conditions;  ///< of complete_conditions
  Range citations;
  std::uint32_t from_beginning = 0;  ///< nothing of the set can be older than its span
  std::uint32_t good = 0;            ///< its set is one of the schema
};
/// role or property = value
struct CompleteCondition {
  Sym head, tail;
  Sym value;  ///< an entity or a symbol
  std::uint32_t is_entity = 0;
};
/// By name; behind them those with a fixed offset that rows use ("UTC", "+07:00"), which no table lists.
struct Zone {
  Str name;
  std::int32_t initial = 0;
  Range transitions;
  std::uint32_t fixed = 0;
};
struct Transition {
  std::int64_t utc = 0;
  std::int32_t offset = 0;
  std::int32_t pad = 0;
};
struct SchemaTable {
  Str name, content;
};

// What follows from them, found when the snapshot is made.

/// Of an entity, beside its row.
struct Place {
  Range above;       ///< of numbers: rows of what it is part of, a variant of or belongs to, nearest first; not itself
  Range below;       ///< of numbers: rows of its parts, variants and members
  Range countries;   ///< of numbers: rows; of a country itself
  Range events;      ///< of numbers: events with it in any role, by time
  Range deciding;    ///< of numbers: its statements that decide, by property
  Range withdrawn;   ///< of numbers: its statements that are deprecated for a reason
  Range names;       ///< of names
  Range statements;  ///< of statements: all of them
  std::uint32_t coordinates = kNone;  ///< the statement that tells them, where sources do not put it at two places
  std::uint32_t zone = 0;             ///< its own or its country's; row from 1
  double latitude = 0, longitude = 0;
};
/// Of a kind of events or things, by its place in its group.
struct KindIndex {
  Range events;    ///< of numbers: of the kind or below it, by time, those without one last
  Range entities;  ///< of numbers: in order of id
  Range complete;  ///< of numbers: completeness statements of the kind or above it
};
/// A filler of a role, and the events that have it, by time.
struct Filler {
  Sym filler;
  Range events;
};
/// Of a name, by its place in its group.
struct NameIndex {
  Range fillers;     ///< of fillers, by Sym: entities and symbols that fill it as a role
  Range statements;  ///< of numbers: those of it as a property that decide
};
/// Events of a kind in which no filler of a role is told.
struct Lacking {
  Sym kind, role;
  Range events;
};
/// Statements of a property whose value is an entity.
struct ValueIndex {
  Sym property, value;
  Range statements;
};

enum Section : std::uint32_t {
  pool,
  texts,  ///< by Sym
  slots,
  schema,
  sources,
  citations,
  entities,
  names,
  values,
  roles,
  events,
  statements,
  complete,
  complete_conditions,
  zones,
  transitions,
  // derived
  places,
  kind_bits,      ///< of an entity: the kinds it is of, `kind_words` words each
  kinds_up,       ///< of a kind: those that it is
  kinds_apart,    ///< of a kind: those that share no member with it
  kinds_exclude,  ///< of a kind: those that what is called so cannot be
  kind_index,
  name_index,
  fillers,
  lacking,      ///< by kind and role
  value_index,  ///< by property and value
  withdrawn_events,
  withdrawn_open,
  names_by_text,
  numbers,
  schema_image,  ///< of the tables in `schema`, see Schema::image; empty where they are no schema
  section_count
};

struct Header {
  char magic[8] = {};
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t size = 0;
  std::uint64_t checksum = 0;  ///< of all bytes behind the header
  char hash[64] = {};          ///< of what the tables say, hex
  Str tz_version;
  Str date;  ///< of a bundle
  std::uint32_t kind_words = 0;
  std::uint32_t pad = 0;
  std::array<Symbols::Block, Symbols::kGroups> groups{};
  struct {
    std::uint64_t begin = 0, count = 0;
  } at[section_count];
};

static_assert(std::is_trivially_copyable_v<Header> && std::is_trivially_copyable_v<Event> &&
              std::is_trivially_copyable_v<Value>);

}  // namespace saksi::corpus::flat

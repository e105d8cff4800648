#pragma once
#include <bit>
#include <cstdint>
#include <type_traits>

/// The records of a snapshot, as they lie in the file. Every `begin` and `count` counts records of another section.
namespace saksi::corpus::flat {

static_assert(std::endian::native == std::endian::little, "snapshots are mapped, and written little-endian");

inline constexpr char kMagic[8] = {'s', 'a', 'k', 's', 'i', 'f', 'b', '\0'};
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

struct Str {
  std::uint32_t begin = 0, size = 0;  ///< of the string pool
};
struct Range {
  std::uint32_t begin = 0, count = 0;
};

struct Source {
  Str id, title, url, licence, accessed;
  std::int32_t rank = 0;
};
struct Citation {
  std::uint32_t source = 0;
  Str evidence, checked;
};
struct Entity {
  Str id, label_en, label_id;
  Range kinds;  ///< of strings
  Range citations;
};
struct Name {
  Str entity, text, lang, role;
  std::uint32_t common = 0;
};
enum class ValueType : std::uint32_t { none, entity, date, quantity, symbol, text, weekday };
enum ValueFlag : std::uint32_t { has_zone = 1, approximate = 2, range = 4 };
struct Value {
  ValueType type = ValueType::none;
  std::uint32_t flags = 0;
  Str text;  ///< of an entity, a symbol, a text; a date's zone; a quantity's unit
  Str cell;  ///< as the table has it
  std::int64_t begin = 0, end = 0;
  double value = 0, low = 0, high = 0;
  std::int32_t decimals = 0, significant = 0;
  std::uint32_t precision = 0;  ///< or the weekday
  std::uint32_t pad = 0;
};
struct Role {
  Str role;
  std::uint32_t value = 0;
  Range citations;  ///< of its own; empty = those of the event
};
enum RowFlag : std::uint32_t { has_time = 1, open_ended = 2, marginal = 4 };
struct Event {
  Str id, kind, zone, time_text, from_text, to_text;
  std::int64_t begin = 0, end = 0;
  std::uint32_t flags = 0;
  std::uint32_t rank = 0;
  Range roles;
  Range unknown;  ///< of strings
  Range citations;
  Str reason;
};
struct Statement {
  Str subject, property, from_text, to_text;
  std::int64_t begin = 0, end = 0;
  std::uint32_t flags = 0;
  std::uint32_t rank = 0;
  std::uint32_t value = 0;
  std::uint32_t pad = 0;
  Range citations;
  Str reason;
};
struct Complete {
  Str id, set, from_text, to_text;
  std::int64_t begin = 0, end = 0;
  std::uint32_t flags = 0;
  std::uint32_t pad = 0;
  Range roles;  ///< of strings
  Range citations;
};
struct Zone {
  Str name;
  std::int32_t initial = 0;
  Range transitions;
};
struct Transition {
  std::int64_t utc = 0;
  std::int32_t offset = 0;
  std::int32_t pad = 0;
};
struct SchemaTable {
  Str name, content;
};
/// A key of an index and its numbers, sorted by key.
struct Key {
  Str key;
  Range numbers;
};

enum Section : std::uint32_t {
  pool,
  strings,
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
  zones,
  transitions,
  events_by_kind,
  events_by_entity,
  entities_by_kind,
  statements_by_property,
  statements_by_value,
  numbers,
  section_count
};

struct Header {
  char magic[8] = {};
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t size = 0;
  char hash[64] = {};  ///< hex, of the bytes with these 64 as zeros
  Str tz_version;
  Str date;  ///< of a bundle
  struct {
    std::uint64_t begin = 0, count = 0;
  } at[section_count];
};

static_assert(std::is_trivially_copyable_v<Header> && std::is_trivially_copyable_v<Event> &&
              std::is_trivially_copyable_v<Value>);

}  // namespace saksi::corpus::flat

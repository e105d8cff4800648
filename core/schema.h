#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saksi {

/// kinds.tsv: what entities there are. `exclusive` groups: two kinds of one group, neither above the other, share
/// no member.
struct KindDef {
  std::string id;
  std::vector<std::string> parents;
  std::string exclusive;
  std::string label_en, label_id;
};

struct RoleDef {
  std::string name;
  std::string type;   ///< an entity kind, or "date", "quantity", "symbol:success|failure", "text"
  bool many = false;  ///< several fillers at once (payload*, crew*)
};

/// events.tsv: kinds of events and states.
struct EventDef {
  std::string id;
  std::string parent;                          ///< empty = top
  std::vector<RoleDef> roles;                  ///< with the parent's
  std::vector<std::vector<std::string>> keys;  ///< each a set of roles that identifies one event
  std::vector<std::string> frames;             ///< civil frames its time may be told in: utc, place, operator
  std::vector<std::string> scope;              ///< roles one of which an ordinal or "the last" must be told within
  bool state = false;                          ///< its time is the interval during which it holds
  std::string label_en, label_id;              ///< "launch", "peluncuran"
  [[nodiscard]] const RoleDef* role(std::string_view name) const;
};

/// properties.tsv.
struct PropertyDef {
  std::string id;
  std::string subject;     ///< entity kind
  std::string value;       ///< "entity:place", "quantity:length", "date", "symbol:a|b", "text", "number"
  std::string unit;        ///< canonical UCUM-style unit, empty where none
  bool functional = true;  ///< one value at a time
  bool timed = false;      ///< holds from..to
  bool whole = false;      ///< a subject's row states every value it has: what is not among them is not so
  double tolerance = 0;    ///< relative widening of what is said, over its own rounding
  std::string stable_for;  ///< ISO 8601 duration, empty = for ever
  std::string label_en, label_id;
};

/// implications.tsv: `if` implies or excludes `then` where the shared roles agree.
struct Implication {
  std::string if_kind;
  bool excludes = false;
  std::string then_kind;
  std::vector<std::string> shared;                        ///< role names that carry over, "a>b" where they differ
  std::vector<std::pair<std::string, std::string>> when;  ///< role=value that `if` must have, e.g. outcome=success
};

/// property_events.tsv: a property that an event tells too, as a birth tells the birth date of whom it is the birth of.
struct PropertyEvent {
  std::string property;
  std::string event;    ///< its kind
  std::string subject;  ///< the role of what has the property
  std::string value;    ///< the role that is its value, or "time"
};

/// The schema: immutable once loaded, safe to read from any thread.
struct Schema {
  std::vector<KindDef> kinds;
  std::vector<EventDef> events;
  std::vector<PropertyDef> properties;
  std::vector<Implication> implications;
  std::vector<PropertyEvent> property_events;

  [[nodiscard]] const KindDef* kind(std::string_view id) const;
  [[nodiscard]] const EventDef* event(std::string_view id) const;
  [[nodiscard]] const PropertyDef* property(std::string_view id) const;
  /// True where `a` is `b` or below it (entity kinds and event kinds alike).
  [[nodiscard]] bool is_a(std::string_view a, std::string_view b) const;
  /// True where nothing can be of both kinds.
  [[nodiscard]] bool disjoint(std::string_view a, std::string_view b) const;
};

}  // namespace saksi

#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saksi {

/// What is true of all things of a kind, beside what its place among the kinds says; kinds.tsv, column `traits`.
enum KindTrait : std::uint16_t {
  kind_apart = 1,         ///< two different things of the kind exclude each other where one is asked for
  kind_apart_ground = 2,  ///< two different places of the kind share no ground
  kind_point = 4,         ///< so small on the map that one pair of coordinates says where it is
  kind_recurs = 8,        ///< takes part in many events of a sort: its name tells none of them
  kind_loose = 16,        ///< prose lets it stand for things of other kinds
  kind_namesakes = 32,    ///< many bear one name
  kind_gone = 64,         ///< is no more
  kind_passes_on = 128,   ///< its variants, and what it stands for, have its inherited properties
  kind_by_kind = 256,     ///< two things of the kind exclude each other where the kinds they are of do
  kind_carried = 512,     ///< comes with what carries it, and may be counted with it or apart
  kind_part_says = 1024   ///< a part that says in which of these it lies is not in the one where the rest lies
};

/// Kinds that every schema has: of places, of those who act, and of states and nations, which are both and whose are the
/// places and bodies that belong to them.
inline constexpr std::string_view kPlace = "place";
inline constexpr std::string_view kAgent = "agent";
inline constexpr std::string_view kPolity = "polity";

/// properties.tsv, column `traits`.
enum PropertyTrait : std::uint8_t {
  property_part = 1,           ///< leads from a part, a variant or a member to the whole, whose events are the part's
  property_inherited = 2,      ///< a variant has it from its family, a craft from its mission, unless it says otherwise
  property_continues = 4,      ///< what its subject is the continuation of
  property_life = 8,           ///< of somebody's life: one that does not fit may be a namesake's
  property_age = 16,           ///< ages are counted from it
  property_gives_country = 32  ///< the country of its value is its subject's, where that has none of its own
};

/// roles.tsv, column `traits`.
enum RoleTrait : std::uint8_t {
  role_identifies = 1,  ///< its filler tells which event is meant
  role_itself = 2,      ///< it speaks of the filler alone, not of what the filler belongs to
  role_place = 4,       ///< a place is meant as a place, not as who governs it
  role_variants = 8     ///< a type may stand for its variants too
};

/// kinds.tsv: what entities there are. `exclusive` groups: two kinds of one group, neither above the other, share
/// no member.
struct KindDef {
  std::string id;
  std::vector<std::string> parents;
  std::string exclusive;
  std::string label_en, label_id;
  std::vector<std::string> stands_for =
      {};                    ///< kinds of things that one of this kind is told for in prose, and they for it
  std::uint16_t traits = 0;  ///< of KindTrait
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
  std::vector<std::string> one_per;            ///< of a state: roles for whose fillers there is one at a time
  std::string begins, ends;                    ///< the role of what is there from it on, or no more
  /// Role and symbol of those that an ordinal may be meant of without saying so: "the first Moon landing", with a crew.
  std::vector<std::pair<std::string, std::string>> senses;
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
  std::vector<std::string> bearers = {};  ///< kinds that alone can have it, where `subject` is wider; empty = `subject`
  std::uint8_t traits = 0;                ///< of PropertyTrait
  std::vector<std::string> upward = {};   ///< kinds of subjects that it leads from to what they belong to
  std::string siblings;                   ///< a kind: two different values of it exclude each other
  std::string distance_from;              ///< the thing from which it tells how far its subject is
};

/// roles.tsv: what a role, or a name of the schema told like one, is in any event.
struct RoleInfo {
  std::string name;
  std::uint8_t traits = 0;  ///< of RoleTrait
  int actor = 0;            ///< place in the order in which an event is told by its fillers, from 1; 0 = never
  int doer = 0;             ///< place in the order in which fillers say who or what did it, from 1; 0 = never
  std::string through;      ///< the role whose filler has it as a property, where the event does not tell it
};

/// symbols.tsv: what reports call a symbol.
struct SymbolLabel {
  std::string id, en, indonesian;
  bool between = false;  ///< it lies between the others of its list: neither quite one nor the other
};

/// halves.tsv: half of a world, by the sign of a coordinate.
struct Half {
  std::string id;
  bool latitude = true;
  bool positive = true;
  std::string label_en, label_id;
};

/// counts.tsv: a count that stands on record, where the members of a set are not all held.
struct RecordedCount {
  std::string kind;
  std::string with_role, with_value;  ///< a condition the set has beside; empty = none
  std::vector<std::string> by;        ///< the condition that names whose count it is
  std::string property;
  std::string whole;  ///< whose it is where no such condition is told; empty = nobody's
  bool yearly = false;
};

/// zone_aliases.tsv: who keeps the clocks of one zone may keep those of the other.
struct ZoneAlias {
  std::string zone, also;
};

/// property_events.tsv with `pick`: a property that is the first of events of a kind, for subjects of a kind.
struct FirstEvent {
  std::string property, event, subject, kind;
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
  std::vector<FirstEvent> first_events;  ///< for the first kind that fits
  std::vector<RoleInfo> roles;
  std::vector<SymbolLabel> symbol_labels;
  std::vector<Half> halves;
  std::vector<RecordedCount> counts;
  std::vector<ZoneAlias> zone_aliases;

  /// Makes the tables fast to ask. To be called once all is loaded: whatever is added later is not found, and which kinds
  /// are, exclude or stand for which is not known before.
  void prepare();

  /// All of a schema that was prepared, as bytes for from_image of the same build.
  [[nodiscard]] std::string image() const;
  /// The schema again, prepared; nullopt where the bytes are no image of one.
  static std::optional<Schema> from_image(std::string_view bytes);

  [[nodiscard]] const KindDef* kind(std::string_view id) const;
  [[nodiscard]] const EventDef* event(std::string_view id) const;
  [[nodiscard]] const PropertyDef* property(std::string_view id) const;
  [[nodiscard]] const RoleInfo* role(std::string_view name) const;
  /// True where `a` is `b` or below it (entity kinds and event kinds alike).
  [[nodiscard]] bool is_a(std::string_view a, std::string_view b) const;
  /// True where nothing can be of both kinds.
  [[nodiscard]] bool disjoint(std::string_view a, std::string_view b) const;
  /// True where what is called a `b` can be no `a`: disjoint kinds, neither of which stands for the other. "Rosetta is a
  /// mission" is no error of a craft.
  [[nodiscard]] bool excludes(std::string_view a, std::string_view b) const;

 private:
  class Index;
  std::shared_ptr<const Index> index_;
};

}  // namespace saksi

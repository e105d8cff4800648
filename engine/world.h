#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/evaluate.h"

/// What stands behind Evaluator: one class, its parts in a file a topic. Not for other layers.
namespace saksi::engine {

/// Begin and end of time for open intervals; far enough from the limits for zone offsets to be added.
inline constexpr Seconds kBegin = -1000000000000;
inline constexpr Seconds kEnd = 1000000000000;
inline constexpr Seconds kDaySeconds = 86400;

[[nodiscard]] constexpr Truth negate(Truth t) {
  return t == Truth::yes ? Truth::no : t == Truth::no ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) { return negate(both(negate(a), negate(b))); }
[[nodiscard]] constexpr TimeInterval clamp(TimeInterval t) {
  return {t.begin < kBegin ? kBegin : t.begin, t.end > kEnd ? kEnd : t.end};
}

/// An event, or what it implies: a spaceflight seen as the launch that began it.
struct Happening {
  const EventView* event = nullptr;
  const Implication* by = nullptr;  ///< null = the event itself
};

/// A condition with its path split and its value evaluated.
struct Resolved {
  const Condition* condition = nullptr;
  std::string head, tail;  ///< "operator", "country"
  Known said;
  bool from_text = false;  ///< the value is what the text says, not what the facts give
};

/// A stretch of time in which nothing of a set is missing.
struct Coverage {
  TimeInterval span;
  const CompletenessView* by = nullptr;
};

/// What a role or property of one thing is known to be.
struct Reads {
  std::vector<Witness> values;
  std::vector<Witness> possible;
  bool unknown = false;  ///< stated to be unknown, or not recorded
  bool closed = false;
  bool functional = true;
  bool disputed = false;  ///< one value at a time, and sources of equal rank tell several
  std::vector<std::string> missing;
};

class World {
 public:
  World(const FactBase& facts, std::optional<TimeInterval> as_of, std::string lang);

  // terms.cpp
  [[nodiscard]] const Known& known(const Term& t) const;
  // sets.cpp
  [[nodiscard]] const Known& members(const Set& s) const;
  // compare.cpp
  [[nodiscard]] Truth test(const Witness& fact, Op op, const Term& said, std::string_view property) const;
  [[nodiscard]] Truth compare(const Witness& fact, Op op, const Witness& said, bool from_text,
                              std::string_view property) const;
  // relations.cpp
  /// Everything an entity is part of, a variant of or belongs to; not itself.
  [[nodiscard]] const std::vector<std::string>& above(std::string_view id) const;
  /// Is what is `fact` also `said`? Open where said is more specific, or the two do not exclude each other.
  [[nodiscard]] Truth within(std::string_view fact, std::string_view said, std::string_view property) const;
  [[nodiscard]] bool is_kind(std::string_view entity, std::string_view kind) const;
  // show.cpp
  [[nodiscard]] std::string show(const Witness& w, std::string_view language) const;
  [[nodiscard]] std::string show(const Term& t, std::string_view language) const;
  [[nodiscard]] std::string show_like(const Witness& w, const Term& said, std::string_view language) const;
  [[nodiscard]] std::string show_set(const Set& s, std::string_view language) const;
  // choose.cpp
  [[nodiscard]] std::vector<Reading> choose(const Reading& reading) const;

  const FactBase& facts;
  std::optional<TimeInterval> as_of;
  std::string lang;

 private:
  // terms.cpp
  [[nodiscard]] Known evaluate(const Term& t) const;
  [[nodiscard]] Known evaluate_rank(const Term& t) const;
  [[nodiscard]] Known evaluate_nth(const Term& t) const;
  [[nodiscard]] Known evaluate_last(const Term& t) const;
  [[nodiscard]] std::optional<Known> recorded_count(const Set& s) const;
  [[nodiscard]] std::size_t variants_among(const Set& s, const Known& members) const;
  [[nodiscard]] std::optional<Known> recorded_moons(const Set& s) const;
  [[nodiscard]] Known evaluate_count(const Term& t) const;
  [[nodiscard]] Known evaluate_distinct(const Term& t) const;
  [[nodiscard]] Known evaluate_role(const Term& t) const;
  [[nodiscard]] Known evaluate_prop(const Term& t) const;
  [[nodiscard]] Known evaluate_minus(const Term& t) const;

  // firsts.cpp
  /// Of a key "time by ROLE": who first filled that role as the nth; as the fillers, or as the events at which they did.
  /// With `asked`, the place of that one instead.
  [[nodiscard]] Known ordered_fillers(const Term& t, bool as_values, const Entity* asked) const;

  /// Members with the key they are sorted by, each a range of doubles.
  struct Placed {
    const Witness* member = nullptr;
    double low = 0, high = 0;
    bool certain = true;
    bool placed = true;  ///< false: the key is not known
  };
  [[nodiscard]] std::vector<Placed> place_by(const Known& set, std::string_view key) const;
  /// Is nothing of the set missing up to the member's place in the order?
  [[nodiscard]] bool complete_before(const Set& s, const Known& set, const Placed& p, std::string_view key) const;

  // sets.cpp
  [[nodiscard]] Known evaluate_set(const Set& s) const;
  [[nodiscard]] Known event_members(const Set& s, const std::vector<Resolved>& where) const;
  [[nodiscard]] Known entity_members(const Set& s, const std::vector<Resolved>& where) const;
  [[nodiscard]] std::vector<Happening> candidates(const Set& s, const std::vector<Resolved>& where) const;
  [[nodiscard]] std::vector<Resolved> resolve(const Set& s) const;
  [[nodiscard]] Truth holds(const Happening& h, const Resolved& c) const;
  [[nodiscard]] Truth holds(std::string_view entity, const Resolved& c) const;
  [[nodiscard]] Truth any_of(const Reads& r, const Resolved& c, std::string_view name) const;
  [[nodiscard]] Truth state_time(const Happening& h, const Resolved& c) const;
  [[nodiscard]] Witness witness_of(const Happening& h) const;
  [[nodiscard]] Happening happening(std::string_view event) const;

  // closure.cpp
  [[nodiscard]] std::vector<Coverage> coverage(const Set& s, const std::vector<Resolved>& where) const;
  [[nodiscard]] TimeInterval asked_span(const std::vector<Resolved>& where) const;
  [[nodiscard]] Truth implies(const std::vector<Resolved>& where, const Condition& wanted) const;
  [[nodiscard]] bool reaches_the_beginning(const CompletenessView& c) const;
  [[nodiscard]] bool recorded_for_all(const Happening& h, std::string_view role) const;
  void close(const Set& s, const std::vector<Resolved>& where, Known& k) const;
  [[nodiscard]] bool close_by_key(const Set& s, const std::vector<Resolved>& where, Known& k) const;
  [[nodiscard]] bool close_by_exclusion(const Set& s, const std::vector<Resolved>& where, Known& k) const;

  // properties.cpp
  [[nodiscard]] Reads role(const Happening& h, std::string_view name) const;
  /// A role of one filler of which sources of equal rank tell several.
  [[nodiscard]] bool told_apart(const EventView& e, std::string_view role) const;
  [[nodiscard]] Reads role_path(const Happening& h, std::string_view head, std::string_view tail) const;
  [[nodiscard]] Reads property(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) const;
  [[nodiscard]] Reads stated(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) const;
  [[nodiscard]] Reads country_of(std::string_view subject, std::optional<TimeInterval> at) const;
  /// What events tell of a property, by the schema's property_events.
  [[nodiscard]] Reads from_events(std::string_view subject, std::string_view property) const;
  [[nodiscard]] Known distance(std::string_view a, std::string_view b) const;
  [[nodiscard]] Known computed(const Term& t, bool& handled) const;
  [[nodiscard]] std::optional<std::pair<double, double>> coordinates(std::string_view place, Proof* proof) const;
  [[nodiscard]] Witness difference(const Witness& a, const Witness& b) const;

  // times.cpp
  [[nodiscard]] Witness time_witness(const Happening& h) const;
  /// One, or where sources of equal rank disagree what each of them tells.
  [[nodiscard]] std::vector<Witness> time_witnesses(const Happening& h) const;
  [[nodiscard]] Witness now_witness() const;
  [[nodiscard]] std::vector<std::string> frames(const Happening& h) const;
  [[nodiscard]] std::optional<TimeInterval> local(const Witness& time, std::string_view frame) const;
  [[nodiscard]] std::vector<TimeInterval> locals(const Witness& time) const;
  [[nodiscard]] TimeInterval to_utc(const Date& d) const;
  [[nodiscard]] Truth compare_date(const Witness& fact, Op op, const Date& said) const;
  [[nodiscard]] Truth compare_instants(const Witness& fact, Op op, const Witness& said) const;
  [[nodiscard]] Truth compare_weekday(const Witness& fact, Weekday said) const;
  [[nodiscard]] std::optional<TimeInterval> when_of(const Happening& h) const;
  [[nodiscard]] std::string country_zone(std::string_view entity) const;

  // compare.cpp
  [[nodiscard]] Truth compare_quantity(const Witness& fact, Op op, const Quantity& said,
                                       std::string_view property) const;
  [[nodiscard]] Truth compare_elapsed(const Witness& fact, Op op, const Quantity& said) const;
  [[nodiscard]] Truth compare_text(std::string_view fact, std::string_view said) const;

  // relations.cpp
  [[nodiscard]] bool exclusive(std::string_view fact, std::string_view said, std::string_view property) const;
  [[nodiscard]] bool polities_apart(std::string_view a, std::string_view b, bool as_places) const;
  [[nodiscard]] std::vector<std::string> countries(std::string_view entity) const;
  [[nodiscard]] std::vector<std::string> below(std::string_view entity) const;
  [[nodiscard]] double near_km(std::string_view a, std::string_view b) const;

  // proofs.cpp
  /// `citations`: of the role, where it has its own; empty = those of the event.
  [[nodiscard]] Proof fact(const EventView& e, std::string_view role, std::string_view value,
                           const std::vector<Citation>& citations = {}) const;
  [[nodiscard]] Proof fact(const StatementView& s, std::string_view value) const;
  [[nodiscard]] Proof fact(const CompletenessView& c) const;
  void cite(Proof& p, const std::vector<Citation>& citations) const;

  // show.cpp
  [[nodiscard]] std::string show_date(const Witness& w, const Date* like, std::string_view language) const;
  [[nodiscard]] std::string show_quantity(const Quantity& q, const Quantity* like, std::string_view language) const;
  [[nodiscard]] std::string show_event(const Happening& h, std::string_view language) const;
  [[nodiscard]] std::string show_elapsed(const Witness& w, const Quantity* like, std::string_view language) const;

  mutable std::map<std::string, Known> terms_;
  mutable std::map<std::string, Known> sets_;
  mutable std::unordered_map<std::string, std::vector<std::string>> above_;
  mutable std::unordered_map<std::string, Happening> seen_;
  mutable int depth_ = 0;
};

/// "time by operator.country" is the key "time" over the fillers of a role: {"time", "operator.country"}.
[[nodiscard]] std::pair<std::string, std::string> split_key(std::string_view key);
/// A proof node of a built-in.
[[nodiscard]] Proof builtin(std::string name, std::string value, std::vector<Proof> from = {});
/// "2023-08-10T23:10:57Z" of an instant in UTC.
[[nodiscard]] std::string utc_text(Seconds t);
[[nodiscard]] Witness as_witness(Value v);
/// The event kind's id in a member's reference, "apollo-11-flight#launch": what stands before '#', and behind it.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_event(std::string_view ref);

}  // namespace saksi::engine

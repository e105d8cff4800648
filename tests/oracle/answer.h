#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "corpus/fact_base.h"
#include "tests/oracle/meaning.h"

/// What the facts say of terms and sets, in text.
namespace saksi::oracle {

/// Begin and end of time for open intervals; far enough from the limits for zone offsets to be added.
inline constexpr Seconds kBegin = -1000000000000;
inline constexpr Seconds kEnd = 1000000000000;
inline constexpr Seconds kDaySeconds = 86400;
/// The beginning of the year 1.
inline constexpr Seconds kFirstYear = -62135596800;
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// So many facts a proof lists of one premise.
inline constexpr std::size_t kProven = 12;

[[nodiscard]] constexpr TimeInterval clamp(TimeInterval t) {
  return {t.begin < kBegin ? kBegin : t.begin, t.end > kEnd ? kEnd : t.end};
}
/// Days since 1970 of a civil second, rounded down.
[[nodiscard]] constexpr Seconds day_number(Seconds t) {
  return t >= 0 ? t / kDaySeconds : -((-t + kDaySeconds - 1) / kDaySeconds);
}
/// That day anywhere: from the first to the last instant at which it was that day at some place.
[[nodiscard]] constexpr TimeInterval anywhere(TimeInterval civil) {
  return {civil.begin - 14 * 3600, civil.end + 12 * 3600};
}

/// Three values: what is neither so nor not so, as far as is known, is open.
enum class Truth : std::uint8_t { yes, no, open };
[[nodiscard]] constexpr Truth negate(Truth t) {
  return t == Truth::yes ? Truth::no : t == Truth::no ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) { return negate(both(negate(a), negate(b))); }

/// One value the facts give for a term.
struct Witness {
  Value value;                       ///< of an event its reference, see Occurrence, as an entity
  std::optional<TimeInterval> when;  ///< of a time: the UTC interval it is known to
  std::string zone;                  ///< of a time: the zone of its place
  std::vector<std::string> frames;   ///< of a time: the zones it may be told in; "" = the day as it is told
  std::string event;                 ///< the event behind it, where there is one
  std::string sense, sense_is;       ///< of the n-th in a customary sense: the role and the symbol it is limited to
  std::vector<Witness> of;           ///< of a difference: the two it was taken of; of a conversion: what was converted
  Proof proof;

  [[nodiscard]] bool is_event() const {
    const auto* e = std::get_if<Entity>(&value);
    return !event.empty() && e != nullptr && e->id == event;
  }
  [[nodiscard]] bool is_time() const { return when.has_value() || std::holds_alternative<Date>(value); }
};
Witness as_witness(Value v);

/// What the facts say of a term or a set.
struct Known {
  std::vector<Witness> certain;
  std::vector<Witness> possible;      ///< may be too: unknown roles, marginal members. Apart from `certain`
  std::vector<Witness> excluded;      ///< of nth and last: what is known not to be it, whatever is missing
  bool closed = false;                ///< there is nothing beyond certain and possible
  bool functional = false;            ///< at most one value at a time
  std::optional<Proof> completeness;  ///< the statement that closes it

  [[nodiscard]] bool is_empty() const { return certain.empty() && possible.empty(); }
  [[nodiscard]] bool is_one() const { return certain.size() == 1 && possible.empty(); }
};

/// What a role of an event or a property of a thing is known to hold.
struct Fillers {
  std::vector<Witness> values;
  std::vector<Witness> possible;
  bool unknown = false;  ///< stated to be unknown, or not recorded
  bool closed = false;
  bool functional = true;
  bool disputed = false;  ///< one value at a time, and sources of equal rank tell several

  [[nodiscard]] bool is_empty() const { return values.empty() && possible.empty(); }
};

/// An event, or what it implies: a spaceflight seen as the launch that began it, "apollo-11-flight#launch".
struct Occurrence {
  const EventView* event = nullptr;
  const Implication* by = nullptr;  ///< null = the event itself
};

/// A condition of a set with its path split and its value evaluated.
struct Test {
  Condition condition;
  std::string head, tail;  ///< "operator", "country"
  Known said;
  bool from_text = false;  ///< the value is what the text says, not what the facts give

  [[nodiscard]] bool is_equality() const {
    return !condition.negated && (condition.op == Op::eq || condition.op == Op::in);
  }
  /// The role itself and not something of its filler, not denied.
  [[nodiscard]] bool asserts(std::string_view role) const { return head == role && tail.empty() && !condition.negated; }
  /// The one entity that is said; null where there are several, or it is none.
  [[nodiscard]] const Entity* one() const {
    return said.is_one() ? std::get_if<Entity>(&said.certain.front().value) : nullptr;
  }
};
using Tests = std::vector<Test>;

/// A stretch of time in which nothing of a set is missing, and the list that says so.
struct Coverage {
  TimeInterval span;
  const CompletenessView* by = nullptr;
};

}  // namespace saksi::oracle

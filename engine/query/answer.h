#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/meaning.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/truth/amount.h"
#include "engine/truth/moment.h"

/// What the facts say of terms and sets, in ids and row numbers. Nothing here is text: what a reader is told is made of it
/// in engine/explain.
namespace saksi::engine {

using Row = corpus::Snapshot::Row;
inline constexpr Row kNoRow = corpus::Snapshot::kNone;

/// An event, or what it implies: a spaceflight seen as the launch that began it.
struct Occurrence {
  Row event = kNoRow;
  std::uint32_t by = 0;  ///< the schema's implication, from 1; 0 = the event itself
  explicit operator bool() const { return event != kNoRow; }
  friend bool operator==(Occurrence, Occurrence) = default;
};

/// A member of a set: an occurrence, or a thing.
struct Member {
  Occurrence event;
  Row entity = kNoRow;
  friend bool operator==(const Member&, const Member&) = default;
};

/// A node of a proof under way; 0 is none. See proof.h.
enum class ProofId : std::uint32_t { none = 0 };

/// A value the facts give, and where it comes from.
struct Fact {
  enum class Type : std::uint8_t { none, entity, event, symbol, date, amount, text, weekday };
  Type type = Type::none;
  Weekday weekday = Weekday::monday;
  Sym sym;                     ///< of an entity, a symbol
  Occurrence event;            ///< the event itself, or the one it is told of
  Moment moment;               ///< of a date; of an event when it was
  const Date* said = nullptr;  ///< of a date that the claim tells
  Amount amount;
  std::string_view text;
  Sym sense, sense_is;  ///< of the n-th in a customary sense: the role and the symbol that it is limited to
  std::uint32_t of = 0,
                of_count = 0;  ///< of a difference: the two it was taken of; of a conversion: what was converted
  ProofId proof = ProofId::none;

  [[nodiscard]] bool is_time() const { return moment.dated || type == Type::date; }
  /// The same value, whatever it rests on.
  [[nodiscard]] bool same_value(const Fact& other) const;
};

/// Why something is not known, for words later: a code with the ids it speaks of.
struct Missing {
  enum class What : std::uint8_t {
    as_of,
    nesting,         ///< a term nested less deeply
    limit,           ///< the claim asks more than a check may cost
    complete_list,   ///< a complete list of `set`, after `time`
    counts,          ///< whether `member` counts
    which_one,       ///< which of `members` (a range of them) is meant
    which_is_meant,  ///< which one `term` means
    is_one_of,       ///< whether a fact (kept, `fact`) is one of `set`
    kind,            ///< the kind of `set` is none of the schema
    name_of_member,  ///< `path` of `member`
    name_of_fact,    ///< `path` of a kept fact
    beginning,       ///< when `entity` began
    coordinates,     ///< of `entity`
    measured_from,   ///< from where in `entity` it is measured
    mean_distance,   ///< from `entity` to `other`
    day,             ///< the day
    calendar,        ///< by which calendar the day is told
    still_so,        ///< whether `statement` was still so on `time`
    in_place_of,     ///< something in place of `statement`, which was withdrawn
    order,           ///< which of kept facts (a range of them) came first
  };
  What what = What::limit;
  SetId set = SetId::none;
  TermId term = TermId::none;
  Member member;
  std::uint32_t first = 0, count = 0, total = 0;  ///< a range of kept members or facts, of so many in all
  std::uint32_t fact = 0;                         ///< a kept fact
  Row entity = kNoRow, other = kNoRow, statement = kNoRow;
  Path path;
  Seconds time = kEnd;
  friend bool operator==(const Missing&, const Missing&) = default;
};
using Gaps = std::vector<Missing>;
/// Adds what is not there yet.
void add(Gaps& to, const Missing& gap);
void add(Gaps& to, const Gaps& from);

/// What the facts say of a set.
struct Members {
  std::vector<Member> certain;
  std::vector<Member> possible;  ///< may be too: unknown roles, marginal members. Apart from `certain`
  bool closed = false;           ///< there is nothing beyond certain and possible
  bool functional = false;       ///< at most one
  Gaps missing;
  ProofId completeness = ProofId::none;  ///< what closes it
};

/// A member or a filler that is known not to be the one asked for.
struct Excluded {
  Occurrence event;
  Sym value;  ///< where it is no event
};

/// What the facts say of a term.
struct Answer {
  std::vector<Fact> certain;
  std::vector<Fact> possible;
  std::vector<Excluded> excluded;  ///< of nth and last: what it is not, whatever is missing
  bool closed = false;
  bool functional = false;  ///< at most one value at a time
  bool cut = false;         ///< there are more possible values than are listed
  Gaps missing;
  ProofId completeness = ProofId::none;
};

/// What a role of an event or a property of a thing is known to hold.
struct Fillers {
  std::vector<Fact> values;
  std::vector<Fact> possible;
  bool unknown = false;  ///< stated to be unknown, or not recorded
  bool closed = false;
  bool functional = true;
  bool disputed = false;  ///< one value at a time, and sources of equal rank tell several
  Gaps missing;
};

}  // namespace saksi::engine

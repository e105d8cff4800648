#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "engine/query/answer.h"

namespace saksi::engine {

/// A node of a proof: a row of the facts, or what was computed from others. Worded in engine/explain/proof_text.cpp.
struct ProofNode {
  enum class Kind : std::uint8_t {
    none,
    event,         ///< an event; `role` empty = that it was
    role,          ///< a filler of the role `name` of the event `row`: `other` of roles
    statement,     ///< `row` of statements
    withdrawn,     ///< a statement that was withdrawn
    kind,          ///< that `row` of entities is of kind `name`, as the statement `other` shows
    entity,        ///< that `row` of entities is a member of `set`
    completeness,  ///< `row` of completeness statements
    yearly_count,  ///< the statement `row` of a count of one year
    said,          ///< a value of the claim: the term `row`
    as_of,
    count,
    rank,
    nth,
    order,     ///< the place among those that fill a path
    distinct,  ///< a count of different values, `first` .. of the kept facts
    weekday,   ///< the days of a date in its frames: a bit each
    convert,
    sum,
    difference,
    ratio,
    elapsed,
    geodesic,
    belongs,  ///< `row` of entities belongs to `other`
    half,     ///< `name`: the half of a world it lies in
    rule      ///< `row` of the rules in force
  };
  /// What of its time is told of an event: nothing; the date of its row, or nothing where that has none; the same, or
  /// else the instant `when` begins; either end of a state; the date of the role `other`.
  enum class Told : std::uint8_t { nothing, date, time, from, to, role };
  Kind kind = Kind::none;
  Told told = Told::nothing;
  Row row = kNoRow, other = kNoRow;
  Sym name;
  Path path;
  SetId set = SetId::none;
  TimeInterval when;
  double low = 0, high = 0;
  std::uint32_t fact = 0;                  ///< a kept fact
  std::uint32_t kept = 0, kept_count = 0;  ///< a range of kept facts
  std::uint32_t first = 0, count = 0;      ///< what it rests on
};

/// The citations of a node's row; empty for what was computed.
std::span<const corpus::flat::Citation> citations_of(const ProofNode& node, const corpus::Snapshot& facts);

/// The proofs of one claim, and the facts and members that they and gaps refer to.
class Proofs {
 public:
  Proofs() { clear(); }
  void clear();
  ProofId add(ProofNode node, std::span<const ProofId> from = {});
  ProofId add(ProofNode node, std::initializer_list<ProofId> from) {
    return add(node, std::span<const ProofId>(from.begin(), from.size()));
  }
  /// The same node with more to rest on.
  ProofId extended(ProofId node, std::span<const ProofId> more);
  [[nodiscard]] const ProofNode& operator[](ProofId id) const { return nodes_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::span<const ProofId> from(ProofId id) const {
    const ProofNode& n = (*this)[id];
    return std::span(children_).subspan(n.first, n.count);
  }

  std::uint32_t keep(const Fact& f);
  [[nodiscard]] const Fact& fact(std::uint32_t i) const { return facts_[i]; }
  std::uint32_t keep(const Member& m);
  [[nodiscard]] const Member& member(std::uint32_t i) const { return members_[i]; }

 private:
  std::vector<ProofNode> nodes_;
  std::vector<ProofId> children_;
  std::vector<Fact> facts_;
  std::vector<Member> members_;
};

}  // namespace saksi::engine

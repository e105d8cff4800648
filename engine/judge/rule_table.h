#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/meaning.h"
#include "core/verdict.h"
#include "engine/query/vocabulary.h"
#include "rules/parse.h"

/// The rules in force in the ids of a fact base, their variables in slots, ordered by the shape of atom they ask for.
namespace saksi::engine {

/// A term of the rule language.
struct RuleExpr {
  enum class Kind : std::uint8_t {
    slot,     ///< what a variable stands for
    literal,  ///< a number, a word or a text
    apply,    ///< a role or property of something
    the,
    nth,
    last,
    rank,
    count,
    distinct,
    minus,
    now,
    members,
    excluded,
    certain
  };
  Kind kind = Kind::slot;
  int slot = -1;      ///< of slot; of apply: what the name stands for, or -1
  bool rest = false;  ///< of slot in a pattern: all arguments from here on
  Path name;          ///< of apply; of a literal word where it is a name
  Value literal;
  std::vector<RuleExpr> args;
};

/// What a guard asks of a variable, or of the atom's label where `slot` is -1.
struct RuleGuard {
  enum class Type : std::uint8_t { label, role, property, event, entity, value, kind };
  int slot = -1;
  Type type = Type::label;
  Vocabulary::ValueType::Base base = Vocabulary::ValueType::Base::none;  ///< of value
  Sym kind;                                                              ///< of kind
  std::uint32_t labels = 0;                                              ///< a bit each
};

struct RuleCondition {
  using Kind = rules::Condition::Kind;
  using Relation = rules::Condition::Relation;
  Kind kind = Kind::test;
  std::vector<RuleCondition> of;
  RuleExpr left, right;
  Relation relation = Relation::op;
  Op op = Op::eq;
  int op_slot = -1;
  RuleExpr tested;
};

struct RuleMessage {
  struct Piece {
    std::string_view text;
    std::optional<RuleExpr> value;
  };
  std::string_view language;
  std::vector<Piece> pieces;
};

struct RuleFix {
  int target = -1;
  RuleExpr with;
  bool safe = false;
};

struct RuleClause {
  Verdict verdict = Verdict::supported;
  std::optional<RuleCondition> when;
  std::vector<RuleMessage> say;
  std::vector<RuleFix> fix;
};

struct CompiledRule {
  const rules::Rule* source = nullptr;
  std::uint32_t number = 0;  ///< its place among the rules in force
  Atom::Kind atom = Atom::Kind::compare;
  RuleExpr left, right;
  Op op = Op::eq;
  int op_slot = -1, set_slot = -1;
  std::vector<RuleGuard> guards;
  std::vector<std::pair<int, RuleExpr>> lets;
  std::vector<RuleClause> clauses;
  std::size_t slots = 0;  ///< in the order of the variables' names
  std::uint64_t lets_mask = 0;
};

/// Immutable; safe from any thread. The rules and the facts must outlive it.
class RuleTable {
 public:
  RuleTable(const rules::RuleSet& rules, const corpus::Snapshot& facts);

  /// The rules that may be asked of an atom, the most specific first.
  [[nodiscard]] std::span<const CompiledRule* const> candidates(const Atom& atom, const Meaning& m) const;
  [[nodiscard]] const CompiledRule& rule(std::uint32_t number) const { return rules_[number]; }
  [[nodiscard]] std::size_t size() const { return rules_.size(); }
  /// What messages call a role or property in a language: a label of any rule; empty where none is given.
  [[nodiscard]] std::string_view label(Path name, std::string_view language) const;

 private:
  static constexpr std::size_t kShapes = 16;
  [[nodiscard]] static std::size_t shape_of(const Atom& atom, const Meaning& m);
  void place(const CompiledRule& rule);

  const rules::RuleSet& source_;
  const corpus::Snapshot& facts_;
  std::vector<CompiledRule> rules_;
  std::array<std::vector<const CompiledRule*>, kShapes> by_shape_;
};

}  // namespace saksi::engine

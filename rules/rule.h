#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/meaning.h"
#include "core/notation.h"
#include "core/verdict.h"

namespace saksi::rules {

using notation::Symbol;
using notation::Text;
using notation::Value;

/// Where something stands in a rule file: byte offset; 1-based line and column, length, in code points.
struct Place {
  std::size_t offset = 0;
  int line = 0;
  int column = 0;
  int length = 1;
};

/// A term of the rule language: a pattern in `atom`, a computation elsewhere.
/// `?x`, `"words"`, `42`, `monday`-like symbols, `the ?S`, `nth(?n, ?S, ?key)`, `?p(?x)`, `geodesic(?a, ?b)`, `?a - ?b`.
struct Expr {
  enum class Kind : std::uint8_t { variable, literal, call };
  Kind kind = Kind::variable;
  std::string name;            ///< of a variable without its '?'; of a call its head; "the" and "-" are calls too
  bool head_variable = false;  ///< of a call: the head is a variable, `?p(?x)`
  bool rest = false;           ///< of a variable in a pattern: `?parts...`, all arguments from here on
  Value literal;               ///< Quantity (a whole number), Text or Symbol
  std::vector<Expr> args;
  Place at;
};

/// What an atom must look like for the rule to be asked.
struct AtomPattern {
  Atom::Kind kind = Atom::Kind::compare;
  Expr left, right;  ///< of compare
  Op op = Op::eq;
  std::string op_variable;  ///< `?op`; empty = `op` itself
  Place op_at;
  std::string set_variable;  ///< of some and no
  Place at;
};

/// `where ?x : type`, or `where label in {a, b}` (variable empty).
struct Guard {
  std::string variable;
  std::string type;  ///< role, property, event, a value type, or a kind of the schema
  std::vector<std::string> labels;
  Place at, variable_at, type_at;
};

/// `let ?known = ?r(?e)`
struct Let {
  std::string variable;
  Expr value;
  Place at;
};

/// A condition is three-valued, yes, no or open; a clause fires on yes alone. `not c` is yes where c is known to be no.
struct Condition {
  enum class Kind : std::uint8_t { all, any, negation, compare, test };
  /// `?k < ?t`, `?k ?op ?t`: the value of ?k stands so to ?t; no where all that it can be stands otherwise. Values that
  /// rule each other out make it disputed. `?k within ?t`: one of the values of ?k, which hold side by side, lies within
  /// ?t; `?k apart ?t`: none does, and one of them excludes it.
  enum class Relation : std::uint8_t { op, op_variable, within, apart };
  Kind kind = Kind::test;
  std::vector<Condition> of;  ///< of all, any, negation
  Expr left, right;           ///< of compare
  Relation relation = Relation::op;
  Op op = Op::eq;
  std::string op_variable;
  std::string test;  ///< of test: certain, empty, closed, disjoint ...
  std::vector<Expr> args;
  Place at;
};

/// A message: words and placeholders, `"{?e}: {?r} was {?known}."`.
struct Message {
  struct Piece {
    std::string text;           ///< of words
    std::optional<Expr> value;  ///< of a placeholder
  };
  std::string lang;
  std::vector<Piece> pieces;
  Place at;
};

/// `fix ?said with ?known [safe]`: replaces the words of the atom's correction span.
struct Fix {
  std::string target;
  Expr with;
  bool safe = false;
  Place at;
};

/// `refuted when ... say ... fix ...`. `unverified say ...` has no condition: it words what is left open.
struct Clause {
  Verdict verdict = Verdict::supported;
  std::optional<Condition> when;
  std::vector<Message> say;
  std::vector<Fix> fix;
  Place at;
};

/// `example en refuted "Luna-25 was launched [on 12 August 2023]." as_of 2023-09-14 fix "11 August 2023"`
struct Example {
  std::string lang;
  Verdict verdict = Verdict::supported;
  std::string text;          ///< without the brackets
  Span span;                 ///< bytes of `text` that the finding covers; empty = not said
  std::string as_of;         ///< ISO date, empty = none
  std::string fix;           ///< what the suggestion writes, empty = not said
  bool known_wrong = false;  ///< what the rule still gets wrong: `verdict` is what it should be
  Place at;
};

/// `label site en "launch site" id "lokasi peluncuran"`: what messages call a role, a property or a symbol.
struct Label {
  std::string name;
  std::string en, id;
  Place at;
};

struct Rule {
  std::string id;  ///< "event/role"
  std::string doc;
  Severity severity = Severity::error;
  bool pilot = false;
  AtomPattern atom;
  std::vector<Guard> guards;
  std::vector<Let> lets;
  std::vector<Clause> clauses;  ///< in the order tried
  std::vector<Label> labels;
  std::vector<Example> examples;
  Place at;
  std::string head;    ///< comment lines before `rule`, the only place for them
  std::string path;    ///< of the file, for diagnostics
  std::string source;  ///< its text
};

}  // namespace saksi::rules

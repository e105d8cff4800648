#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/meaning.h"
#include "core/quantity.h"
#include "core/span.h"

/// Meanings and values in text ids: what tables and golden files hold, and what the reader builds before it hands over
/// a sentence (core/meaning.h has the same in the ids of a symbol table).
namespace saksi::notation {

/// The id of an entity in the fact base: "luna-25".
using EntityId = std::string;

/// A member of a closed list in the schema: outcome "success", gender "f".
struct Symbol {
  std::string id;
  friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// Words compared as words: the expansion of an acronym.
struct Text {
  std::string text;
  friend bool operator==(const Text&, const Text&) = default;
};

struct Entity {
  EntityId id;
  friend bool operator==(const Entity&, const Entity&) = default;
};

using Value = std::variant<std::monostate, Entity, Date, Quantity, Symbol, Text, Weekday>;

struct Set;

/// t ::= entity | value | the S | nth(n,S,key) | last(S,key) | rank(t,S,key) | count(S) | distinct(role,S)
///     | prop(t[,t]) | role(t) | t - t | now
struct Term {
  enum class Kind : std::uint8_t { value, the, nth, last, rank, count, distinct, prop, role, minus, now };
  Kind kind = Kind::value;
  Value value;                     ///< of kind value (entities too)
  std::shared_ptr<const Set> set;  ///< of the, nth, last, rank, count, distinct
  std::string name;                ///< property or role (prop, role, distinct); the key sorted by (nth, last, rank):
                                   ///< "time" or a property id, with a leading '-' for the largest first
  int n = 0;                       ///< of nth, from 1
  std::vector<Term> args;          ///< of prop (subject[, second]), role (event), minus (a, b), rank (member)
  Span span;                       ///< the words that name it
};

/// One conjunct of a set. `name` is a role or property of the member, or "time", or a path through a role
/// ("crew.gender", "operator.country"), or "kind" (value: Symbol of a kind).
struct Condition {
  std::string name;
  Op op = Op::eq;
  Term value;
  bool negated = false;
  Span span;
};

/// { v : kind | conditions }: events, states or entities of a kind of the schema.
struct Set {
  std::string kind;
  std::vector<Condition> where;
  Span span;
};

/// a ::= t op t | some S | no S
struct Atom {
  enum class Kind : std::uint8_t { compare, some, no };
  Kind kind = Kind::compare;
  Term left;
  Op op = Op::eq;
  Term right;
  Set set;            ///< of some and no
  std::string label;  ///< the assertion's kind in reports, from the closed registry (assertion_kinds())
  Span span;          ///< the shortest words that state it
  Span suggest;       ///< the words a correction replaces; empty = none offered
  Link link = Link::exact;
  bool auxiliary = false;     ///< a weekday, unit-pair, sum or acronym aside: refutes alone, supports only with company
  bool presupposed = false;   ///< told in passing (an apposition's office, a relative clause)
  bool now = false;           ///< true or false of the present: may be outdated
  bool negated = false;       ///< the sentence denies this atom: its verdict is turned round after evaluation
  std::string attributed_to;  ///< who said so, empty = the text itself
  std::vector<Span> also;     ///< further spans a fix must edit with it (the other half of a unit pair)
  int group = 0;              ///< atoms of one group under negation are denied together (not (a and b))
};

/// The text form all golden files use: "site(the launch{payload=luna-25}) = vostochny-cosmodrome".
std::string to_string(const Value& v);
std::string to_string(const Term& t);
std::string to_string(const Set& s);
std::string to_string(const Atom& a);

/// Builders, so that the binder and tests stay readable.
Term entity(EntityId id, Span s = {});
Term value(Value v, Span s = {});
Term the(Set s, Span sp = {});
Term nth(int n, Set s, std::string key, Span sp = {});
Term last(Set s, std::string key, Span sp = {});
Term rank(Term member, Set s, std::string key, Span sp = {});
Term count(Set s, Span sp = {});
Term distinct(std::string role, Set s, Span sp = {});
Term prop(std::string name, std::vector<Term> args, Span sp = {});
Term role(std::string name, Term event, Span sp = {});
Term minus(Term a, Term b, Span sp = {});
Term now_term();
Condition where(std::string name, Term value, Op op = Op::eq, Span sp = {});
Atom compare(Term l, Op op, Term r, std::string label, Span sp);
Atom some(Set s, std::string label, Span sp);
Atom no(Set s, std::string label, Span sp);

}  // namespace saksi::notation

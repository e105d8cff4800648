#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/quantity.h"
#include "core/span.h"
#include "core/symbols.h"

namespace saksi {

struct Entity {
  Sym id;
  friend bool operator==(const Entity&, const Entity&) = default;
};

/// A member of a closed list in the schema (outcome "success"), or a kind.
struct Symbol {
  Sym id;
  friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// Words compared as words: the expansion of an acronym.
struct Text {
  std::string text;
  friend bool operator==(const Text&, const Text&) = default;
};

using Value = std::variant<std::monostate, Entity, Date, Quantity, Symbol, Text, Weekday>;

enum class Op : std::uint8_t { eq, ne, lt, le, gt, ge, in };

/// A role or property ("site"), or a property of what fills a role ("operator.country").
struct Path {
  Sym head, tail;
  friend bool operator==(Path, Path) = default;
};

/// What the members of a set are ordered by: a name, the largest first where `descending`; with `per` those that fill
/// that role, each by its first ("time by operator.country").
struct Key {
  Sym by;
  bool descending = false;
  Path per;
  friend bool operator==(const Key&, const Key&) = default;
};

/// A term or a set of one Meaning. Equal ids are equal terms, and the other way round.
enum class TermId : std::uint32_t { none = 0xFFFFFFFF };
enum class SetId : std::uint32_t { none = 0xFFFFFFFF };

/// t ::= entity | value | the S | nth(n,S,key) | last(S,key) | rank(t,S,key) | count(S) | distinct(role,S)
///     | prop(t[,t]) | role(t) | t - t | now
struct Term {
  enum class Kind : std::uint8_t { value, the, nth, last, rank, count, distinct, prop, role, minus, now };
  Kind kind = Kind::value;
  int n = 0;                ///< of nth, from 1
  std::uint32_t value = 0;  ///< of value: for Meaning::value
  SetId set = SetId::none;  ///< of the, nth, last, rank, count, distinct
  Path name;                ///< of prop, role, distinct
  Key key;                  ///< of nth, last, rank
  std::uint32_t first_arg = 0, arg_count = 0;
};

/// One conjunct of a set: a role or property of the member, its time, kind or id.
struct Condition {
  Path name;
  Op op = Op::eq;
  bool negated = false;
  TermId value = TermId::none;
  friend bool operator==(const Condition&, const Condition&) = default;
};

/// { v : kind | conditions }: events, states or entities of a kind of the schema.
struct Set {
  Sym kind;
  std::uint32_t first = 0, count = 0;  ///< its conditions
};

/// The terms and sets that one sentence speaks of, each once. Grows, never shrinks; terms, sets and conditions are handed
/// out as copies, values stay where they are. Not for several threads.
class Meaning {
 public:
  explicit Meaning(const Symbols& symbols) : symbols_(&symbols) {}

  TermId value(Value v);
  TermId entity(Sym id) { return value(Entity{id}); }
  TermId symbol(Sym id) { return value(Symbol{id}); }
  TermId now();
  TermId the(SetId s) { return over(Term::Kind::the, s); }
  TermId nth(int n, SetId s, Key key);
  TermId last(SetId s, Key key);
  TermId rank(TermId member, SetId s, Key key);
  TermId count(SetId s) { return over(Term::Kind::count, s); }
  TermId distinct(Path role, SetId s);
  TermId prop(Path name, std::span<const TermId> args);
  TermId role(Path name, TermId event);
  TermId minus(TermId a, TermId b);
  /// The same term over another set and other arguments, as many as it has.
  TermId rebuilt(Term t, SetId s, std::span<const TermId> args);
  SetId set(Sym kind, std::span<const Condition> where);
  /// The same set with one condition more.
  SetId with(SetId s, const Condition& c);

  [[nodiscard]] Term operator[](TermId t) const { return terms_[static_cast<std::size_t>(t)]; }
  [[nodiscard]] Set operator[](SetId s) const { return sets_[static_cast<std::size_t>(s)]; }
  [[nodiscard]] const Value& value(const Term& t) const { return values_[t.value]; }
  /// The value of a term that is one; null for all others.
  [[nodiscard]] const Value* constant(TermId t) const {
    return t != TermId::none && (*this)[t].kind == Term::Kind::value ? &values_[(*this)[t].value] : nullptr;
  }
  template <class T>
  [[nodiscard]] const T* constant(TermId t) const {
    const Value* v = constant(t);
    return v == nullptr ? nullptr : std::get_if<T>(v);
  }
  [[nodiscard]] TermId arg(const Term& t, std::uint32_t i) const { return args_[t.first_arg + i]; }
  [[nodiscard]] Condition condition(const Set& s, std::uint32_t i) const { return conditions_[s.first + i]; }
  [[nodiscard]] std::vector<Condition> where(SetId s) const;

  [[nodiscard]] std::size_t term_count() const { return terms_.size(); }
  [[nodiscard]] std::size_t set_count() const { return sets_.size(); }
  [[nodiscard]] const Symbols& symbols() const { return *symbols_; }
  /// The id of a text of the table, else one of this meaning alone: what is said of it is known to nobody.
  Sym sym(Symbols::Group group, std::string_view text);
  [[nodiscard]] std::string_view text(Sym s) const;

 private:
  TermId over(Term::Kind kind, SetId s);
  TermId add(const Term& t, std::span<const TermId> args);

  const Symbols* symbols_;
  std::vector<Term> terms_;
  std::vector<Set> sets_;
  std::deque<Value> values_;
  std::vector<Condition> conditions_;
  std::vector<TermId> args_;
  std::deque<std::string> own_;  // they stay where they are, as text() hands them out
};

/// How an atom follows from its words. exact: they say it; weaker: they say it and more; none: unread words may
/// change it, so nothing may be decided.
enum class Link : std::uint8_t { exact, weaker, none };

/// The closed registry of assertion kinds, as reports name them.
enum class Label : std::uint8_t {
  acronym,
  klass,
  conversion,
  count,
  distance,
  docking,
  elapsed,
  event,
  first,
  flyby,
  holds_office,
  impact,
  landing,
  latest,
  launch,
  located,
  order,
  property,
  rank,
  status,
  sum,
  weekday
};

/// a ::= t op t | some S | no S
struct Atom {
  enum class Kind : std::uint8_t { compare, some, no };
  Kind kind = Kind::compare;
  Op op = Op::eq;
  Label label = Label::event;
  Link link = Link::exact;
  TermId left = TermId::none, right = TermId::none;  ///< of compare
  SetId set = SetId::none;                           ///< of some and no
  Span span;                                         ///< the shortest words that state it
  Span suggest;                                      ///< the words a correction replaces; empty = none offered
  bool auxiliary = false;     ///< a weekday, unit-pair, sum or acronym aside: refutes alone, supports only with company
  bool presupposed = false;   ///< told in passing (an apposition's office, a relative clause)
  bool now = false;           ///< true or false of the present: may be outdated
  bool negated = false;       ///< the sentence denies this atom: its verdict is turned round after evaluation
  int group = 0;              ///< atoms of one group under negation are denied together (not (a and b))
  std::string attributed_to;  ///< who said so, empty = the text itself
  std::vector<Span> also;     ///< further spans a fix must edit with it (the other half of a unit pair)
};

/// One joint way to read a sentence.
struct Reading {
  std::vector<Atom> atoms;
  std::string question;  ///< what sets it apart from the others, for "which one?" messages
  bool by_name = true;   ///< it differs from the others only in whom or what its names stand for
};

enum class UnreadKind : std::uint8_t { words, date, quantity, entity };
enum class UnreadReason : std::uint8_t { unknown_word, shape, reference, limit };

struct Unread {
  Span span;
  UnreadKind kind = UnreadKind::words;
  UnreadReason reason = UnreadReason::unknown_word;
};

/// What a sentence is, as far as checking goes.
enum class Stance : std::uint8_t { assertion, opinion, question, plan, hypothetical, vague, quote, furniture };

struct Mention {
  std::string_view kind;  ///< date time duration number ordinal quantity entity weekday coordinate
  Span span;
  Value value;  ///< monostate where it was found but not valued (a relative date without as_of)
};

/// What the grammar makes of one sentence.
struct Parsed {
  explicit Parsed(const Symbols& symbols) : meaning(symbols) {}
  Span span;
  Stance stance = Stance::assertion;  ///< not assertion: the whole sentence is of that kind
  Meaning meaning;                    ///< what the atoms speak of
  std::vector<Reading> readings;      ///< empty: nothing was read; several: they must agree
  std::vector<Unread> unread;
  std::vector<Mention> mentions;
  bool checkable = false;        ///< looks like a checkable assertion (holds a name, a date, a figure and a verb)
  bool needs_as_of = false;      ///< something in it can be valued only with an as_of
  std::vector<std::string> why;  ///< for `parse --why`: what was read, what was not, what that forbids
};

/// The text form all golden files use: "site(the launch{payload=luna-25}) = vostochny-cosmodrome".
std::string to_string(const Value& v, const Meaning& m);
std::string to_string(TermId t, const Meaning& m);
std::string to_string(SetId s, const Meaning& m);
std::string to_string(const Atom& a, const Meaning& m);
std::string to_string(Path p, const Meaning& m);
std::string_view to_string(Op op);
std::string_view to_string(Link l);
std::string_view to_string(Label l);
std::optional<Label> parse_label(std::string_view text);
std::string_view to_string(UnreadKind k);
std::string_view to_string(UnreadReason r);
std::string_view to_string(Stance s);
std::string_view to_string(Weekday w);  ///< "monday"

}  // namespace saksi

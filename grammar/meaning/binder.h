#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "grammar/grammar.h"
#include "grammar/meaning/discourse.h"
#include "grammar/meaning/items.h"
#include "grammar/meaning/notation.h"
#include "grammar/meaning/noun.h"
#include "grammar/meaning/skeleton.h"
#include "grammar/names/lexicon.h"

namespace saksi::grammar {

/// A place at which a sentence can be read in several ways: which of those that bear a name is meant, what a date
/// belongs to. Known by what is chosen and the item where it stands, so that every reading finds the same one.
struct Choice {
  enum class Of : std::uint8_t { name, date, aspect, ordinal };
  Of of = Of::name;
  std::uint32_t item = 0;
  std::uint32_t options = 2;
  std::string question;  ///< the words that can be taken in several ways
};

/// One joint way to read a sentence: the option taken at each choice; the first where none is named.
struct Chosen {
  Choice choice;
  std::uint32_t option = 0;
};
using Assignment = std::vector<Chosen>;

/// What may still be tried for one sentence, over all its segmentations and readings.
struct ReadingBudget {
  std::size_t steps = limits::reading_steps;
  /// One more noun group or predicate is tried, from a state that holds so many atoms, which are copied to go back.
  /// False once nothing is left: the sentence is not read.
  bool spend(std::size_t atoms) {
    const std::size_t cost = 1 + atoms / 8;
    steps = steps > cost ? steps - cost : 0;
    return steps > 0;
  }
  [[nodiscard]] bool exhausted() const { return steps == 0; }
};

/// What binding one sentence in one segmentation gave.
struct Binding {
  std::vector<Atom> atoms;
  std::vector<char> read;  ///< by item: 0 unread, 1 read, 2 inert
  Stance stance = Stance::assertion;
  std::vector<Choice> choices;  ///< those that what was read rests on
  bool reference_failed = false;
  Discourse after;  ///< what the next sentence may refer to
  std::string attributed_to;
  std::map<std::string, std::string> forbidden;  ///< why an atom may decide nothing, by its text
};

/// Roles to be tried, from a table or spelt out; for a call.
struct RoleNames {
  std::span<const std::string_view> all;
  RoleNames(std::span<const std::string_view> names) : all(names) {}  // NOLINT(google-explicit-constructor)
  RoleNames(std::initializer_list<std::string_view> names)            // NOLINT(google-explicit-constructor)
      : all(names.begin(), names.size()) {}
};

/// Attaches: from chunks to atoms. One object per sentence and reading.
class Binder {
 public:
  Binder(const std::vector<Item>& items, const Lexicon& lexicon, const Schema& schema, const Discourse& before,
         const ParseOptions& options, const Assignment& assignment, ReadingBudget& budget);
  Binding run();

 private:
  /// A filler of a role: `span` with its preposition, `core` without.
  struct Fill {
    std::string role;
    Term value;
    Op op = Op::eq;
    Span span, core;
    bool entity = false;
    bool denied = false;  ///< "not from A but from B"
    std::shared_ptr<const Noun>
        noun;  ///< of a fronted phrase: its role ("@" and the preposition) is known with the verb
  };

  /// Everything that is copied to try one way and go back.
  struct State {
    std::uint32_t at = 0;  ///< chunk
    std::uint32_t end = 0;
    std::vector<char> read;
    std::vector<Atom> atoms;
    Discourse talk;
    std::vector<Choice> choices;
    bool reference_failed = false;
  };

  struct VerbGroup {
    const Sense* verb = nullptr;
    std::vector<const Sense*> senses;  ///< all of the verb's
    std::uint32_t item = 0, first = 0, last = 0;
    bool be = false;  ///< "was", "is" with or without more
    bool copula = false;
    bool aux_be = false;  ///< a form of be before a participle
    bool negated = false;
    bool no_longer = false;
    bool modal = false;       ///< plan or wish
    bool first_time = false;  ///< "first flew"
    bool last_time = false;
    bool still = false;
    int sooner = 0;                                          ///< "lebih dulu": -1, "belakangan": 1
    bool done = false;                                       ///< "telah", "sudah"
    bool had = false;                                        ///< pluperfect
    bool already = false;                                    ///< "sudah": then, or by then
    bool not_yet = false;                                    ///< "belum"
    bool once = false;                                       ///< "pernah"
    bool begins = false;                                     ///< "became"
    bool present = false;                                    ///< "is", "are"
    std::vector<std::pair<std::string, std::string>> where;  ///< "berhasil", "failed to"
    Span where_span;
    Span span;
    bool ok = true;  ///< every word understood
  };

  /// An event clause as far as it was read.
  struct Clause {
    Term event;
    std::string kind;
    Span span, verb;
    bool anchored = false;
    bool good = false;
  };

  // sentence.cpp, asides.cpp, links.cpp, attribution.cpp
  void sentence(State& st);
  bool main_clause(State& st, const Noun* subject);
  bool place_relative(State& st, const Noun& place);
  bool existential(State& st);
  void event_aside(State& st, const Noun& of);
  bool trailing_attribution(State& st, std::string& who);
  void asides(State& st, const Noun& of);
  std::optional<Term> apposed(State& st, const Noun& of);
  void value_asides(State& st) const;
  void sums(State& st) const;
  bool acronym_aside(State& st);
  Stance stance() const;
  static void share_date(State& st, std::size_t first, std::size_t second);
  void assign_links(State& st) const;

  // fronting.cpp
  bool fronted(State& st, std::vector<Fill>& out);
  bool fronted_relation(State& st, const Noun* shared);
  bool fronted_told(State& st);
  bool cleft(State& st);
  bool pseudo_cleft(State& st);
  bool focus_cleft(State& st);

  // denial.cpp
  bool deny(State& st, std::size_t from) const;
  bool denial(State& st);
  bool neither(State& st);
  std::optional<Noun> rather_than(State& st);

  // group.cpp, reference.cpp, describe.cpp
  std::optional<Noun> noun(State& st, const Noun* owner = nullptr);
  std::optional<Noun> bare_noun(State& st, std::uint32_t chunk);
  bool attach(State& st, Noun& n);
  bool resolve(State& st, Noun& n) const;
  bool describe(State& st, Noun& n);
  [[nodiscard]] bool participle(const State& st) const;
  void choose(State& st, Noun& n) const;
  /// Notes that the reading rests on a choice, and gives the option taken in it.
  std::uint32_t option(State& st, Choice choice) const;
  bool known_as(State& st, Noun& n);
  bool island(State& st);
  bool gapped(State& st);
  bool attribution(State& st, std::string& who);
  bool located_aside(State& st, const Noun& of);
  bool when_clause(State& st, const EventDef& def, const Term& event, std::vector<Fill>& fills, std::vector<Atom>& out);
  bool same_event_when(State& st, const EventDef& def, const Term& event, std::vector<Atom>& out);
  std::optional<Set> clause_set(State& st, const Noun& subject, std::string& via);
  std::optional<Noun> coordinated(State& st, std::vector<Noun>& all, bool subject = false);
  VerbGroup verb_group(const State& st, std::uint32_t chunk) const;

  // clause.cpp, arguments.cpp, emit.cpp
  bool predicate(State& st, const Noun* subject, const std::vector<Fill>& fronted, Clause* out = nullptr);
  bool event_clause(State& st, const VerbGroup& v, const Sense& sense, const Noun* subject, std::vector<Fill> fills,
                    Clause* out);
  bool arguments(State& st, const EventDef& def, std::vector<Fill>& fills, const Sense* sense, bool& object_taken,
                 std::vector<Atom>& relations, const Term& placeholder);
  bool place_fill(const EventDef& def, RoleNames roles, const Noun& n, Span span, std::vector<Fill>& fills) const;
  bool light_clause(State& st, const VerbGroup& v, const Noun& subject, const std::vector<Fill>& fronted, Clause* out);
  bool emit(State& st, const EventDef& def, const VerbGroup& v, const Sense& sense, const Noun* subject,
            std::vector<Fill> fills, std::vector<Atom> relations, Span span, Clause* out);
  [[nodiscard]] std::string subject_role(const EventDef& def, const Sense& sense, const Noun& n) const;
  bool accepts(std::string_view type, const Noun& n) const;
  [[nodiscard]] bool from_to(Span s) const;

  // nominal.cpp, property_clause.cpp, office.cpp
  bool office_clause(State& st, const VerbGroup& v, const Noun& person, const Noun& office);
  bool copular(State& st, const VerbGroup& v, const Noun& subject, const std::vector<Fill>& fronted);
  bool held(State& st, const VerbGroup& v, const Noun& subject);
  bool property_clause(State& st, const VerbGroup& v, const Sense& sense, const Noun& subject);
  bool zero_copula(State& st, const Noun& subject);
  bool distance_tail(State& st, const Noun& subject, const std::vector<Noun>& all);
  bool equate(State& st, const Noun& a, const Noun& b, const VerbGroup& v, Span span);
  bool expansion(State& st, const Noun& subject, Span verb);
  bool age(State& st, const Noun& subject, const VerbGroup& v);
  bool elapsed_calendar(State& st, const Noun& subject);

  // measures.cpp
  [[nodiscard]] const Sense* fitting(const Item& it, Cat cat, std::string_view kind) const;
  [[nodiscard]] bool sure(const Noun& n, const PropertyDef& p) const;
  void settle(Noun& n, std::string_view kind) const;
  [[nodiscard]] bool bears(std::string_view kind, const PropertyDef& p) const;
  [[nodiscard]] std::optional<Atom> value_atom(Term left, const PropertyDef& p, const Noun& value, Span span) const;
  bool property_phrase(State& st, const Noun& subject, const VerbGroup& v);
  std::optional<Term> compared_with(State& st, const std::string& property);
  std::optional<Term> operand(State& st, const std::string& property);
  bool than(State& st, const Noun& subject, const std::string& property, int direction, const VerbGroup& v, Span from);
  bool comparison(State& st, const Noun& subject, const VerbGroup& v);
  bool measure(State& st, const Noun& subject, const VerbGroup& v);
  bool with_superlative(State& st, Noun& n);
  bool same_property(State& st, const Noun& subject, const VerbGroup& v);
  bool has_as(State& st, const Noun& subject, const VerbGroup& v);
  bool that_of(State& st, const Noun& first);
  [[nodiscard]] bool lone_not(std::uint32_t chunk) const;
  bool property_aside(State& st, const Noun& of, bool bracket);

  // time.cpp
  bool time_relation(State& st, const Term& event, std::string_view kind, std::vector<Atom>& out);
  std::optional<Term> time_of_operand(State& st, std::string_view kind, Span& span);
  std::optional<Term> event_operand(State& st, std::string_view kind);

  [[nodiscard]] bool is(const State& st, Chunk::Kind k, std::uint32_t ahead = 0) const;
  [[nodiscard]] const Item& item(const State& st, std::uint32_t ahead = 0) const;
  [[nodiscard]] const Item* chunk_value(const State& st, std::uint32_t ahead = 0) const;
  void mark(State& st, std::uint32_t chunk) const;
  [[nodiscard]] Span chunk_span(std::uint32_t chunk) const;
  /// The words of a noun group, as they are folded for matching.
  [[nodiscard]] std::string words_of(const Noun& n) const;
  void add(State& st, Atom a) const;

  const std::vector<Item>& items_;
  const Lexicon& lexicon_;
  const Schema& schema_;
  const ParseOptions& options_;
  std::string_view lang_;
  const Assignment& assignment_;
  ReadingBudget& budget_;
  std::vector<Chunk> chunks_;
  Discourse before_;
  int depth_ = 0;
  const std::vector<Fill>* told_ = nullptr;  ///< roles of the event whose order in time is being told
  const Noun* subject_ = nullptr;            ///< of the clause being read: "nine days after lift-off" is its own
  std::string said_inside_;                  ///< who says so, told between subject and verb
  bool deny_verb_ = false;                   ///< the clause is read as if its verb were denied
  bool reduced_ = false;                     ///< a participle right behind a noun belongs to it
  std::vector<Fill> front_;                  ///< what was told before the subject, for a copular clause
  mutable std::map<std::string, std::string> forbidden_;  ///< why an atom may decide nothing, by its text
  bool last_object_ = false;                              ///< that verb took an object, which a copy would lack
  std::optional<std::uint32_t> last_verb_;     ///< chunk of the verb group last read, for "X in 1976 and Y in 2023"
  std::optional<std::uint32_t> arguments_at_;  ///< where the arguments of a copied predicate stand
};

/// "A second lander touched down", "Rover kedua mendarat": an ordinal before a class noun that is the subject of an
/// event ranks these events, not all things of the class by their first flight.
bool ranks_events(const Noun& subject, const EventDef& event);
/// Name of the assertion kind for a role or property atom.
std::string label_of_event(std::string_view kind);
/// What a verb of this frame would say, where no verb of the text says it.
Sense told_by(const Frame& frame, Voice voice);
/// The end of a sentence.
bool closes(Chunk::Kind k);
/// The amount or the date that a value noun is; null for all else.
const Quantity* quantity_of(const Noun& n);
const Date* date_of(const Noun& n);
/// True of events that one craft may have at several worlds: no one of them is known by the craft alone.
bool several_worlds(std::string_view kind);
/// True of roles that several play with each other: met, collided, married.
bool joint_role(std::string_view role);
/// What a choice from a set is called in reports: first, latest, else what it is anyway.
std::string choice_label(Noun::Pick pick, int n, std::string otherwise);
Atom property_atom(Term left, Op op, Term right, Span span, std::string label = "property");
/// The atom told of another thing: wherever its left side or set names `from`, `to` stands instead.
Atom replace_entity(const Atom& a, const std::string& from, const Term& to);
/// The term with the stand-in for "this event" replaced.
Term replace_placeholder(const Term& t, const Term& with);
bool is_range(const Date& d);
Date edge(const Date& d, bool first);
/// Splits a bound off a quantity: "more than 500 km" is > 500 km.
std::pair<Op, Quantity> bounded(const Quantity& q);
/// The words a correction of a value replaces: without hedge, without the other half of a pair.
Span core_of(const Noun& n);
/// A weekday that stands alone, not beside its date.
bool bare_weekday(const ValueMention& v);

}  // namespace saksi::grammar

#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/oracle/answer.h"
#include "tests/oracle/facts.h"

namespace saksi::oracle {

/// Answers terms and sets from the facts, as of a day. Every set is found by asking each condition of each event or thing
/// of its kind. What was answered is remembered by its text, and references to it live until it is forgotten. One a thread;
/// the facts must outlive it.
class Evaluator {
 public:
  Evaluator(const Facts& facts, std::optional<TimeInterval> as_of) : facts_(facts), as_of_(as_of) {}

  const Known& known(const Term& t);
  const Known& members(const Set& s);
  /// Does `fact op said` hold? yes: the fact lies within what is said; no: it lies apart; open: neither is certain.
  /// `property` is what the fact is a value of; empty where it has no name.
  Truth test(const Witness& fact, Op op, const Term& said, std::string_view property);
  /// The place of something excluded in the order that a term ("nth", "last", a role of one) speaks of.
  std::optional<Witness> place_of_excluded(const Term& of, const Witness& other);
  /// A time by the clocks of the zone that makes what is said right; empty where the usual one does, or none.
  std::string as_said(const Witness& w, const Date& said, std::string_view language);
  /// Was it one day by all clocks that it may be told by?
  bool one_day(const Witness& w) const;
  /// What stands against a set by the schema's `excludes` rows.
  Known excluding(const Set& s);

  /// So many values are remembered.
  [[nodiscard]] std::size_t remembered() const { return remembered_; }

  // show.cpp: values for a reader.
  std::string show(const Witness& w, std::string_view language);
  std::string show(const Term& t, std::string_view language);
  std::string show_set(const Set& s, std::string_view language);
  std::string role_label(std::string_view role, std::string_view language) const;
  std::string symbol_label(std::string_view symbol, std::string_view language) const;
  /// The same as precise and in the unit and zone that the text used.
  std::string show_like(const Witness& w, const Term& said, std::string_view language);
  std::string show_compared(const Witness& w, const Term& said, std::string_view language);

  // What does not depend on the day, and the base derives beforehand.
  /// The zones an event may be told in.
  std::vector<std::string> frames(const Occurrence& o);
  [[nodiscard]] std::string zone_of(std::string_view entity) const;
  /// Is there a list that has the event, and tells the role of all that it has?
  bool recorded(const EventView& e, std::string_view role);
  /// Can nothing of a list be older than its span?
  [[nodiscard]] bool reaches_the_beginning(const CompletenessView& list) const;
  struct Coordinates {
    double latitude = 0, longitude = 0;
    const StatementView* told = nullptr;
  };
  [[nodiscard]] std::optional<Coordinates> coordinates(std::string_view place) const;

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] const Schema& schema() const { return facts_.schema(); }
  [[nodiscard]] const std::optional<TimeInterval>& as_of() const { return as_of_; }

 private:
  // members.cpp
  struct Candidate {
    Occurrence occurrence;
    Truth truth = Truth::yes;
    bool key = false;  ///< meets every condition of a key
  };
  Known find(const Set& s);
  Known find_events(const Set& s, const Tests& where);
  Known find_things(const Set& s, const Tests& where);
  [[nodiscard]] std::vector<Occurrence> occurrences(std::string_view kind) const;
  [[nodiscard]] std::vector<const Test*> key_of(std::string_view kind, const Tests& where) const;
  Candidate weigh(const Occurrence& o, const Tests& where, const std::vector<const Test*>& key);
  void drop_twins(std::string_view kind, std::vector<Candidate>& all) const;
  [[nodiscard]] bool told_twice(const Occurrence& implied, const EventView& real) const;
  [[nodiscard]] bool told_apart(const EventView& e, std::string_view role) const;
  Witness as_witness_of(const Occurrence& o);
  [[nodiscard]] Occurrence occurrence(std::string_view reference) const;

  // conditions.cpp
  Tests tests(const Set& s);
  Test test_of(const Condition& c);
  Truth holds(const Occurrence& o, const Test& t);
  Truth holds(std::string_view entity, const Test& t);
  Truth state_time(const Occurrence& o, const Test& t);
  Truth any_of(const Fillers& f, const Test& t, Op op);
  Truth against(const Witness& fact, const Test& t, Op op);

  // together.cpp
  Truth meets_all(const Value& filler, std::string_view role, const Tests& where, const Occurrence& o);
  Truth jointly(const Occurrence& o, const Tests& where);
  Truth credited(const Occurrence& o, const Tests& where);
  Truth credited(const Occurrence& o, const Test& thing, const std::string& role, const std::string& who);
  [[nodiscard]] const Test* thing_named(const Tests& where) const;
  /// Is it a role that an event may tell through another, as who flew it is told through the craft?
  [[nodiscard]] bool is_by(std::string_view role) const;
  bool has_to_do_with(const std::string& entity, const std::string& role, const std::string& who);
  void keep_those_meant(Fillers& f, const Occurrence& o, const Set& s, const std::string& role);
  [[nodiscard]] bool is_carried(const Occurrence& o, const Value& filler) const;
  [[nodiscard]] std::set<std::string> told_by(const EventView& e, bool who) const;
  [[nodiscard]] std::size_t told_one_by_one(const Known& members) const;

  // closing.cpp
  void close(const Set& s, const Tests& where, Known& k);
  bool close_by_key(const Set& s, const Tests& where, Known& k);
  bool close_by_one_at_a_time(const Set& s, const Tests& where, Known& k);
  bool close_by_exclusion(const Set& s, Known& k);
  std::optional<Value> whose(const Set& s, const Tests& where, const std::vector<std::string>& one_per,
                             std::string_view role);
  std::optional<Set> opposite(const Set& s, const Implication& excludes, bool from_text_only) const;
  void drop_unlisted(const Coverage& c, bool whole, bool events, Known& k);
  std::vector<Coverage> coverage(std::string_view kind, const Tests& where);
  bool covers(const CompletenessView& list, const Tests& where);
  bool implies(const Tests& where, const Condition& wanted);
  [[nodiscard]] TimeInterval asked_span(const Tests& where) const;
  bool is_listed(const EventView& e, const Condition& wanted);

  // terms.cpp
  Known evaluate(const Term& t);
  Known evaluate_value(const Term& t) const;
  Known evaluate_the(const Term& t);
  Known evaluate_role(const Term& t);
  Known evaluate_prop(const Term& t);
  Known evaluate_minus(const Term& t);
  Fillers path_of(const Witness& w, std::string_view path);
  void told_as_property(const Set& s, Known& out);

  // order.cpp
  /// A member with its place on the line it is ordered along.
  struct Placed {
    Witness member;
    double low = 0, high = 0;
    bool certain = true;
    bool placed = true;  ///< false: where it stands is not known
  };
  struct Peers {
    std::vector<std::string> others, carried;
    bool mine = false, unknown = false;
  };
  std::vector<Placed> place_by(const Known& set, std::string_view key);
  bool place(const Fillers& f, std::string_view by, Placed& p) const;
  const std::vector<Coverage>& from_the_beginning(const Set& s);
  bool complete_before(const Set& s, const Known& set, const Placed& p, std::string_view key);
  Known evaluate_nth(const Set& s, int n, const std::string& key);
  Known nth_of(const Set& s, int n, const std::string& key);
  struct Sense {
    std::string role, symbol;
    Set set;
  };
  [[nodiscard]] std::vector<Sense> senses(const Set& s, const std::string& key) const;
  Known evaluate_rank(const Term& t);
  Known rank_of(const Witness& who, const Set& s, const std::string& key);
  Known ranked(const Set& s, const std::vector<Placed>& all, const Placed& own, double low, double high,
               std::string_view key);
  Peers peers(const Occurrence& o, std::string_view who, bool polity);
  std::optional<Known> rank_of_doer(std::string_view who, const Set& s, const std::vector<Placed>& all,
                                    std::string_view key);

  // fillers.cpp
  struct First;
  struct Firsts;
  Firsts firsts(const Set& s, const std::vector<Placed>& all, const std::string& path);
  Truth counts(const Witness& filler, const Set& s, const std::string& path);
  [[nodiscard]] bool same_line(const First& a, const First& b) const;
  std::pair<double, double> place_among(const First& f, const Firsts& all, std::vector<const First*>& before) const;
  /// The n-th, as the filler or as the event in which it first was one; with `asked`, the place of that one instead.
  Known ordered_fillers(const Set& s, int n, const std::string& key, bool as_values, const Entity* asked);

  // counts.cpp
  Known evaluate_count(const Term& t);
  Known evaluate_distinct(const Term& t);
  struct CountAsked {
    std::string whose;
    std::optional<TimeInterval> time;
  };
  [[nodiscard]] std::optional<CountAsked> count_asked(const RecordedCount& rule, const Set& s) const;
  std::optional<Known> recorded_count(const RecordedCount& rule, const Set& s);
  [[nodiscard]] std::optional<std::pair<double, std::vector<Proof>>> yearly_counts(const RecordedCount& rule,
                                                                                   const CountAsked& asked) const;
  [[nodiscard]] std::size_t variants_among(const Set& s, const Known& members) const;

  // computed.cpp
  Known evaluate_computed(const Term& t);
  const Witness* single(const Term& t, std::size_t n);
  Known distance(std::string_view a, std::string_view b);
  std::optional<Witness> weekday(const Term& t);
  std::optional<Witness> conversion(const Term& t);
  std::optional<Witness> sum(const Term& t);
  std::optional<Witness> ratio(const Term& t);
  std::optional<Witness> age(const Term& t);
  std::optional<Witness> difference(const Witness& a, const Witness& b);

  // roles.cpp
  Fillers role(const Occurrence& o, std::string_view name);
  void set_apart(const EventView& e, const std::string& own, Fillers& out);
  Fillers role_path(const Occurrence& o, std::string_view path);
  Fillers state_end(const Occurrence& o, std::string_view name);
  Fillers through(const EventView& e, const RoleInfo& role);
  Witness time(const Occurrence& o);
  std::vector<Witness> times(const Occurrence& o);
  [[nodiscard]] Witness now() const;
  [[nodiscard]] static std::optional<TimeInterval> when(const Occurrence& o);

  // properties.cpp
  Fillers property(std::string_view subject, std::string_view path, std::optional<TimeInterval> at);
  Fillers property_of(std::string_view subject, std::string_view name, std::optional<TimeInterval> at);
  Fillers stated(std::string_view subject, std::string_view name, std::optional<TimeInterval> at);
  [[nodiscard]] std::optional<bool> holds_at(const StatementView& s, std::optional<TimeInterval> at) const;
  bool add_withdrawn(std::string_view subject, std::string_view name, Fillers& out);
  bool closed_by_list(std::string_view subject, std::string_view name);
  Fillers kinds_of(std::string_view subject);
  Fillers country_of(std::string_view subject, std::optional<TimeInterval> at);
  Fillers location_of(std::string_view subject, std::optional<TimeInterval> at);
  Fillers from_events(std::string_view subject, std::string_view name);
  Fillers inherited(std::string_view subject, std::string_view name, std::optional<TimeInterval> at);
  [[nodiscard]] bool not_yet(std::string_view subject, std::string_view name) const;
  Fillers first_of_events(std::string_view subject, std::string_view name);
  [[nodiscard]] bool tells_first(std::string_view name) const;
  [[nodiscard]] std::optional<Set> flights_of(std::string_view subject, std::string_view name) const;
  Known first_time(std::string_view subject, std::string_view name);

  // compare.cpp
  Truth compare(const Witness& fact, Op op, const Witness& said, bool from_text, std::string_view property);
  Truth compare_entity(const Witness& fact, const Witness& said, std::string_view property);
  Truth compare_event(const Witness& fact, const std::string& said);
  [[nodiscard]] Truth compare_symbol(const Witness& fact, const std::string& said) const;
  [[nodiscard]] Truth compare_words(const Witness& fact, const std::string& said) const;

  // quantities.cpp
  Truth compare_amount(const Witness& fact, Op op, const Quantity& said, bool from_text,
                       std::string_view property) const;
  [[nodiscard]] Truth compare_quantity(const Quantity& fact, Op op, const Quantity& said,
                                       std::string_view property) const;
  [[nodiscard]] Truth compare_conversion(const Witness& fact, Op op, const Quantity& said,
                                         std::string_view property) const;
  [[nodiscard]] Truth compare_elapsed(const Witness& fact, Op op, const Quantity& said) const;

  // times.cpp
  [[nodiscard]] TimeInterval to_utc(const Date& d) const;
  [[nodiscard]] std::optional<TimeInterval> local(const Witness& time, std::string_view frame) const;
  [[nodiscard]] std::vector<TimeInterval> locals(const Witness& time) const;
  [[nodiscard]] Truth compare_date(const Witness& fact, Op op, const Date& said) const;
  [[nodiscard]] Truth compare_clock(const Witness& fact, Op op, const Date& said) const;
  [[nodiscard]] Truth compare_any_year(const Witness& fact, Op op, const Date& said) const;
  [[nodiscard]] Truth compare_instants(const Witness& fact, Op op, const Witness& said) const;
  [[nodiscard]] Truth compare_weekday(const Witness& fact, Weekday said) const;

  // relations.cpp
  [[nodiscard]] Truth within(std::string_view fact, std::string_view said, std::string_view property) const;
  [[nodiscard]] bool exclusive(std::string_view fact, std::string_view said, std::string_view property) const;
  [[nodiscard]] bool kinds_apart(std::string_view a, std::string_view b) const;
  [[nodiscard]] bool places_apart(std::string_view fact, std::string_view said) const;
  [[nodiscard]] bool countries_apart(std::string_view a, std::string_view b, bool as_places) const;
  [[nodiscard]] bool polities_apart(std::string_view a, std::string_view b, bool as_places) const;
  [[nodiscard]] bool came_out_of(std::string_view state, std::string_view other) const;
  [[nodiscard]] double near_km(std::string_view a, std::string_view b) const;

  // proofs.cpp
  void cite(Proof& p, const std::vector<Citation>& citations) const;
  /// `citations`: of the role, where it has its own; empty = those of the event.
  [[nodiscard]] Proof fact(const EventView& e, std::string_view role, std::string_view value,
                           const std::vector<Citation>& citations = {}) const;
  [[nodiscard]] Proof fact(const StatementView& s) const;
  [[nodiscard]] Proof fact(const CompletenessView& list) const;

  // show.cpp
  std::string show_date(const Witness& w, const Date* like, std::string_view language);
  std::string show_quantity(const Quantity& q, const Quantity* like, std::string_view language) const;
  std::string show_elapsed(const Witness& w, const Quantity* like, std::string_view language) const;
  std::string show_elapsed_like(const Witness& w, const Quantity& like, std::string_view language) const;
  std::string show_event(const Occurrence& o, std::string_view language);
  std::string show_entity(const std::string& id, std::string_view language) const;
  std::string show_kind(std::string_view kind, std::string_view language) const;
  [[nodiscard]] TimeInterval shown(const Witness& w, const Date* like) const;
  std::string name_label(std::string_view name, std::string_view language) const;

  const Facts& facts_;
  std::optional<TimeInterval> as_of_;
  std::map<std::string, Known> terms_, sets_;
  std::map<std::string, Occurrence, std::less<>> seen_;  ///< by the references that members were given
  std::map<std::string, std::vector<Coverage>> from_beginning_;
  std::map<std::pair<std::string, std::string>, bool> recorded_;
  std::size_t remembered_ = 0;
  int depth_ = 0;
  bool proving_ = true;  ///< facts are told with their proofs

  /// While it lives, proofs are made or not. What is only weighed needs none.
  class Proving {
   public:
    Proving(Evaluator& e, bool proving) : e_(e), before_(e.proving_) { e.proving_ = proving; }
    Proving(const Proving&) = delete;
    Proving& operator=(const Proving&) = delete;
    ~Proving() { e_.proving_ = before_; }

   private:
    Evaluator& e_;
    bool before_;
  };
};

/// Evaluators of the days that are asked about. What they remember serves the next sentence, until it is too much.
class Evaluators {
 public:
  explicit Evaluators(const Facts& facts) : facts_(facts) {}
  Evaluator& of(std::optional<TimeInterval> day);
  /// Forgets it all where it is too much. To be called between two sentences.
  void tidy();

 private:
  const Facts& facts_;
  std::map<std::pair<Seconds, Seconds>, Evaluator> of_day_;
};

/// The text of a term or a set with all that the notation leaves out of dates and figures: equal texts mean the same.
[[nodiscard]] std::string exact_text(const Term& t);
[[nodiscard]] std::string exact_text(const Set& s);
/// The two parts of a path, "operator" and "country"; the second empty where it has one.
[[nodiscard]] std::pair<std::string, std::string> split(std::string_view path);
/// "time by operator.country" is the key "time" over the fillers of a role: {"time", "operator.country"}.
[[nodiscard]] std::pair<std::string, std::string> split_key(std::string_view key);
/// The role of what implies that is a role of what is implied; empty = none. Roles are told as "a>b" where they differ.
[[nodiscard]] std::string source_of(const Implication& by, std::string_view role);
/// A proof node of what was computed.
[[nodiscard]] Proof builtin(std::string name, std::string value, std::vector<Proof> from = {});
/// "2023-08-10T23:10:57Z" of an instant in UTC.
[[nodiscard]] std::string utc_text(Seconds t);
/// One unit of a date's precision, in seconds: what "about" moves it by.
[[nodiscard]] Seconds unit_of(Precision p);
/// May a date be one of another calendar, with another weekday?
[[nodiscard]] bool is_of_many_calendars(const Witness& time);
/// "12", "12 or more", "12 to 14"
[[nodiscard]] std::string range_text(double low, double high);
[[nodiscard]] Witness counted(double low, double high);

}  // namespace saksi::oracle

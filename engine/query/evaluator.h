#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/meaning.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/query/answer.h"
#include "engine/query/occurrence.h"
#include "engine/query/proof.h"
#include "engine/query/vocabulary.h"
#include "engine/truth/moment.h"
#include "engine/truth/truth.h"

namespace saksi::engine {

/// The day of a text is not over everywhere when it is in UTC.
inline constexpr Seconds kDayGoesOn = 12 * 3600;

/// Answers terms and sets of one meaning from the facts, as of a day. What it has answered it remembers until begin() is
/// called again; references that it hands out live as long. Costs a bounded number of steps (limits::evaluation_steps):
/// what would cost more is not known, with Missing::limit. One a thread.
class Evaluator {
 public:
  Evaluator(const corpus::Snapshot& facts, const Vocabulary& vocabulary);

  /// The meaning, the proofs and what they refer to must outlive all answers.
  void begin(Meaning& meaning, Proofs& proofs, std::optional<TimeInterval> as_of);

  const Answer& answer(TermId t);
  const Members& members(SetId s);
  /// Of a set, the one member: as the set narrowed to it.
  SetId narrow(SetId s, const Member& member);
  /// A narrowed set, said in other terms that stand for the same: it stays narrowed.
  void renamed(SetId from, SetId to);
  /// Members of a set as facts with proofs, the first of them only where there are very many.
  Answer as_answer(const Members& m, SetId s);
  Fact as_fact(const Member& m, SetId s);

  /// Does `fact op said` hold? yes: the fact lies within what is said; no: it lies apart; open: neither is certain.
  /// `property` is what the fact is a value of; none where it has no name.
  Truth test(const Fact& fact, Op op, TermId said, Sym property);
  /// The same for something excluded, of equality.
  Truth test(const Excluded& other, TermId said, Sym property);

  /// What the place of something excluded rests on, in the order that a term ("nth", "last", a role of one) speaks of.
  ProofId why_excluded(TermId of, const Excluded& other);
  /// The place that it has instead; null where that is not known.
  const Fact* place_of_excluded(TermId of, const Excluded& other);
  /// Do two nodes name the same sources?
  [[nodiscard]] bool same_sources(const ProofNode& a, const ProofNode& b) const;
  /// What stands against a set by the schema's `excludes` rows.
  Answer excluding(SetId s);
  /// When something first was as a property says ("first_flight"), if it is one that events tell.
  const Answer& first_time(Row entity, Sym property);

  [[nodiscard]] const corpus::Snapshot& facts() const { return facts_; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const Clocks& clocks() const { return clocks_; }
  [[nodiscard]] const std::optional<TimeInterval>& as_of() const { return as_of_; }
  [[nodiscard]] Meaning& meaning() { return *meaning_; }
  [[nodiscard]] Proofs& proofs() { return *proofs_; }
  /// See when_of.
  [[nodiscard]] std::optional<TimeInterval> when(Occurrence o) const { return when_of(o, facts_, vocabulary_); }
  [[nodiscard]] std::string id_of(Occurrence o) const { return engine::id_of(o, facts_, vocabulary_); }

 private:
  // ---- conditions.cpp ----

  /// What a filler of a role comes to in one condition.
  struct Weighed {
    Truth truth = Truth::open;
    bool unknown = false;
    bool disputed = false;  ///< to be weighed with all that the event tells
  };
  /// A condition of a set with its value answered.
  struct Test {
    Condition condition;
    const Answer* said = nullptr;
    bool from_text = false;                              ///< the value is what the text says, not what the facts give
    bool steady = true;                                  ///< what a filler comes to is the same in every event
    std::unordered_map<std::uint32_t, Weighed> fillers;  ///< by value row
    /// What things come to by themselves, whatever tells of them: by thing and operator.
    mutable std::unordered_map<std::uint64_t, Truth> things;
    [[nodiscard]] Sym name() const { return condition.name.tail ? condition.name.tail : condition.name.head; }
    [[nodiscard]] bool is_equality() const {
      return !condition.negated && (condition.op == Op::eq || condition.op == Op::in);
    }
    /// The one entity that is said; null where there are several, or it is none.
    [[nodiscard]] const Fact* one() const {
      return said->certain.size() == 1 && said->possible.empty() ? &said->certain.front() : nullptr;
    }
  };
  using Tests = std::vector<Test>;
  Tests tests(SetId s);
  Test test_of(const Condition& c);
  Truth holds(Occurrence o, Test& t);
  Truth holds(Row entity, Test& t);
  Truth holds_of_role(Occurrence o, Test& t);
  Truth state_time(Occurrence o, const Test& t);
  Truth any_of(const Fillers& f, const Test& t, Op op);
  Truth against(const Fact& fact, const Test& t, Op op);
  Truth compare_said(const Fact& fact, const Test& t, Op op);
  Weighed weigh_filler(const Fact& filler, Test& t, Op op, const std::optional<TimeInterval>& at);
  Weighed weigh_filler(std::uint32_t value, Test& t, Op op, Occurrence o);
  [[nodiscard]] bool is_steady(std::uint32_t value, const Test& t) const;
  [[nodiscard]] bool is_elsewhen(Occurrence o, const Test& t) const;

  // ---- together.cpp ----

  Truth meets_all(const Fact& filler, std::uint32_t value, Sym role, Tests& where, Occurrence o);
  Truth jointly(Occurrence o, Tests& where);
  Truth credited(Occurrence o, Sym of, Sym meant, Sym role, Sym who);
  [[nodiscard]] const Test* thing_named(const Tests& where) const;
  Truth credited(Occurrence o, Tests& where);
  [[nodiscard]] bool has_to_do_with(Sym entity, Sym role, Sym who);
  void keep_those_meant(Fillers& f, Occurrence o, SetId s, Sym role);

  // ---- members.cpp ----

  struct Candidate {
    Occurrence occurrence;
    Truth truth = Truth::yes;
    bool key = false;  ///< meets every condition of a key
  };
  Members find(SetId s);
  void find_events(Sym kind, Tests& where, Members& out);
  void find_things(Sym kind, Tests& where, Members& out);
  /// Which events of a kind are looked at.
  struct Selection {
    std::optional<std::vector<Row>> among;  ///< these only, in the order of time; none = all
    bool implied_too = true;                ///< `among` goes for what implies the kind as well
  };
  [[nodiscard]] std::vector<Occurrence> occurrences(Sym kind, const Selection& which) const;
  Selection selection(Sym kind, Tests& where);
  [[nodiscard]] std::vector<Row> events_near(Sym entity) const;
  [[nodiscard]] bool applies(const Vocabulary::Implied& implied, const corpus::flat::Event& e) const;
  std::vector<Test*> key_of(Sym kind, Tests& where) const;
  Candidate weigh(Occurrence o, Tests& where, const std::vector<Test*>& key);
  void drop_twins(Sym kind, std::vector<Candidate>& all) const;
  [[nodiscard]] bool earlier(Row a, Row b) const;
  [[nodiscard]] bool told_apart(const corpus::flat::Event& e, Sym role) const;

  // ---- postings.cpp ----

  /// A condition whose postings do not depend on the rest of what is said, or on the day.
  struct PostingKey {
    Path name;
    Op op = Op::eq;
    Sym said;
    friend bool operator==(const PostingKey&, const PostingKey&) = default;
  };
  struct PostingHash {
    std::size_t operator()(const PostingKey& k) const {
      return ((k.name.head.id * 31ULL + k.name.tail.id) * 31ULL + static_cast<std::size_t>(k.op)) * 1000003ULL +
             k.said.id;
    }
  };
  const std::vector<Row>* postings(Sym kind, Test& t);
  std::vector<Row> find_postings(Test& t);

  // ---- closing.cpp ----

  /// A stretch of time in which nothing of a set is missing.
  struct Coverage {
    TimeInterval span;
    Row by = kNoRow;
  };
  void close(SetId s, Tests& where, Members& m);
  bool close_by_key(SetId s, Tests& where, Members& m);
  bool close_by_one_at_a_time(SetId s, Tests& where, Members& m);
  bool close_by_exclusion(SetId s, Members& m);
  std::optional<Value> whose(SetId s, const Tests& where, std::span<const Sym> one_per, Sym role_name);
  SetId opposite(SetId s, const Vocabulary::Implied& excludes, bool from_text_only) const;
  void drop_unlisted(const Coverage& c, bool whole, bool events, Members& m);
  std::vector<Coverage> coverage(Sym kind, Tests& where);
  bool covers(const corpus::flat::Complete& c, Tests& where);
  bool implies(Tests& where, const corpus::flat::CompleteCondition& wanted);
  [[nodiscard]] TimeInterval asked_span(const Tests& where) const;
  [[nodiscard]] Fact fact_of(const corpus::flat::CompleteCondition& c) const;

  // ---- terms.cpp ----

  Answer evaluate(TermId t);
  Answer evaluate_value(TermId t);
  Answer evaluate_now();
  Answer evaluate_the(const Term& t);
  Answer evaluate_role(const Term& t);
  Answer evaluate_prop(const Term& t);
  Answer evaluate_minus(const Term& t);
  Fillers path_of(const Fact& f, Path path);
  bool take(Answer& out, const Fact& of, const Fillers& f, bool certain, Path name);
  void told_as_property(SetId s, Answer& out);

  // ---- order.cpp ----

  /// A member with its place on the line it is ordered along.
  struct Placed {
    Member member;
    double low = 0, high = 0;
    bool certain = true;
    bool placed = true;  ///< false: where it stands is not known
  };
  class Order;
  struct Peers {
    std::vector<Sym> others;
    std::vector<Sym> carried;  ///< with one of them
    bool mine = false, unknown = false;
  };
  std::vector<Placed> place_by(const Members& set, const Key& key);
  bool place(const Fillers& f, Sym by, Placed& p) const;
  Coverage reach(SetId s);
  Row first_reaching(SetId s, double after);
  bool complete_before(SetId s, const Members& set, const Placed& p, const Key& key);
  Answer evaluate_nth(SetId s, int n, const Key& key);
  Answer nth_of(SetId s, int n, const Key& key);
  struct Sense {
    Sym role, symbol;
    SetId set = SetId::none;
  };
  std::vector<Sense> senses(SetId s, const Key& key);
  void add_sense(Answer& out, const Answer& sense, Sym role, Sym symbol) const;
  Answer evaluate_rank(const Term& t);
  Answer rank_in(const Term& t);
  Answer ranked(SetId s, const Members& set, const std::vector<Placed>& all, const Placed& own, double low, double high,
                const Key& key);
  Peers peers(Occurrence o, const Fact& who, bool polity);
  std::optional<Answer> rank_of_doer(const Term& t, const Members& set, const std::vector<Placed>& all,
                                     const Fact& who);

  // ---- fillers.cpp ----

  struct First;
  class Firsts;
  bool same_line(const First& a, const First& b) const;
  std::pair<double, double> place_among(const First& f, const Firsts& firsts, std::vector<const First*>& before);
  /// The n-th, as the filler or as the event in which it first was one; with `asked`, the place of that one instead.
  Missing which_came_first(const std::vector<Fact>& all);
  Answer ordered_fillers(SetId s, int n, const Key& key, bool as_values, const Fact* asked);

  // ---- counts.cpp ----

  struct CountAsked {
    Row whose = kNoRow;
    std::optional<TimeInterval> time;
  };
  Answer evaluate_count(const Term& t);
  Answer evaluate_distinct(const Term& t);
  std::optional<CountAsked> count_asked(const Vocabulary::Recorded& rule, SetId s);
  std::optional<Answer> recorded_count(const Vocabulary::Recorded& rule, SetId s);
  [[nodiscard]] std::size_t variants_among(SetId s, const Members& m) const;
  [[nodiscard]] std::size_t told_one_by_one(const Members& m) const;
  [[nodiscard]] bool is_carried(Occurrence o, const Fact& filler) const;
  [[nodiscard]] Fact counted(double low, double high) const;
  std::vector<ProofId> rests_on(SetId s, const Members& m);

  // ---- computed.cpp ----

  [[nodiscard]] bool computes(Sym name) const;
  Answer evaluate_computed(const Term& t);
  const Fact* single(const Term& t, std::uint32_t n, Gaps& missing);
  Answer distance(Row a, Row b);
  std::optional<Fact> weekday(const Term& t, Gaps& missing);
  std::optional<Fact> conversion(const Term& t, Gaps& missing);
  std::optional<Fact> sum(const Term& t, Gaps& missing);
  std::optional<Fact> ratio(const Term& t, Gaps& missing);
  std::optional<Fact> age(const Term& t, Gaps& missing);
  std::optional<Fact> difference(const Fact& a, const Fact& b);

  // ---- roles.cpp ----

  Fillers role(Occurrence o, Sym name);
  void set_apart(const corpus::flat::Event& e, Sym own, Fillers& out);
  Fillers role_path(Occurrence o, Path path);
  Fillers state_end(Occurrence o, Sym name);
  std::vector<Fact> times(Occurrence o);
  Fact time(Occurrence o);
  Fact now();
  /// When an event was, as an instant or a stretch in UTC: what an event is compared as.
  [[nodiscard]] Moment instant(Occurrence o) const;
  std::span<const std::uint32_t> frames_of(Row event, bool civil);
  bool recorded(const corpus::flat::Event& e, Sym role) const;
  bool left_open(const corpus::flat::Event& e, Sym role) const;
  Fact fact_of(const corpus::flat::Value& v) const;
  ProofId prove(const ProofNode& node, std::span<const ProofId> from = {});

  // ---- properties.cpp ----

  Fillers property(Row entity, Path path, const std::optional<TimeInterval>& at);
  Fillers property(Row entity, Sym name, const std::optional<TimeInterval>& at);
  Fillers stated(Row entity, Sym name, const std::optional<TimeInterval>& at);
  Fillers country_of(Row entity, const std::optional<TimeInterval>& at);
  Fillers location_of(Row entity, const std::optional<TimeInterval>& at);
  Fillers kinds_of(Row entity);
  Fillers from_events(Row entity, Sym name);
  Fillers first_of_events(Row entity, Sym name);
  [[nodiscard]] std::optional<Row> one_event(Row entity, Sym name) const;
  [[nodiscard]] std::optional<Occurrence> only_event(Row entity, Sym name) const;
  [[nodiscard]] bool not_yet(Row entity, Sym name) const;
  std::optional<bool> without_first(Row entity, Sym name);
  [[nodiscard]] bool tells_of(Sym kind, Sym other) const;
  bool tells_first(Sym name) const;
  SetId flights_of(Row entity, Sym name);
  std::optional<bool> holds_at(Row statement, const std::optional<TimeInterval>& at, Seconds stable,
                               Gaps& missing) const;
  bool add_withdrawn(Row entity, Sym name, Fillers& out);
  bool closed_by_list(Row entity, Sym name);
  bool inherits(Row entity, Row from) const;
  std::optional<Row> coordinates(Row entity) const;
  bool is_wide(Row entity) const;

  // ---- compare.cpp ----

  Truth compare(const Fact& fact, Op op, const Fact& said, bool from_text, Sym property);
  Truth compare_amounts(const Fact& fact, Op op, const Fact& said, bool from_text, Sym property);
  Truth compare_conversion(const Fact& fact, Op op, const Amount& said, Sym property);
  Truth compare_entity(const Fact& fact, const Fact& said, Sym property);
  Truth compare_event(const Fact& fact, const Fact& said);
  Truth compare_symbol(const Fact& fact, const Fact& said);
  Truth compare_text(const Fact& fact, const Fact& said) const;
  Tolerance tolerance(Sym property) const;

  // ---- relations.cpp ----

  [[nodiscard]] bool namesakes(Row a, Row b) const;
  Truth within(Sym fact, Sym said, Sym property) const;
  bool exclusive(Row fact, Row said, Sym property) const;
  bool agents_apart(Row fact, Row said) const;
  bool places_apart(Row fact, Row said) const;
  [[nodiscard]] bool came_out_of(Row state, Row other) const;
  bool polities_apart(Row a, Row b, bool as_places) const;
  bool countries_apart(Row a, Row b, bool as_places) const;
  bool above(Row entity, Row other) const;
  double near_km(Row a, Row b) const;

  [[nodiscard]] bool out_of_steps() const;

  const corpus::Snapshot& facts_;
  const Vocabulary& vocabulary_;
  Clocks clocks_;
  Meaning* meaning_ = nullptr;
  Proofs* proofs_ = nullptr;
  std::optional<TimeInterval> as_of_;
  std::deque<Answer> answers_;
  std::deque<Members> found_;
  std::vector<std::uint32_t> of_term_, of_set_;  ///< places of what was answered, from 1
  std::vector<std::pair<SetId, Coverage>> reach_;
  std::vector<std::pair<SetId, Member>> narrowed_;
  std::deque<std::vector<std::uint32_t>> frames_;
  std::vector<std::uint32_t> utc_;  ///< UTC as the only frame
  std::vector<Sym> begin_roles_;    ///< whose fillers begin by the event that tells them
  std::unordered_map<PostingKey, std::vector<Row>, PostingHash> postings_;  ///< kept from meaning to meaning
  std::size_t posted_ = 0;                                                  ///< rows in them
  std::size_t steps_ = 0;
  int depth_ = 0;
  int silent_ = 0;  ///< above 0: no proofs are made
};

}  // namespace saksi::engine

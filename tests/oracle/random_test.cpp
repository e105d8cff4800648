#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "engine/judge/knowledge.h"
#include "engine/query/evaluator.h"
#include "engine/saksi.h"
#include "grammar/meaning/to_ids.h"
#include "tests/catch.h"
#include "tests/oracle/evaluator.h"
#include "tests/oracle/random_terms.h"
#include "tests/oracle/walk.h"

/// Engine and oracle on random sets and terms: what they know of each, value by value.
namespace {

using namespace saksi;
using oracle::RandomTerms;
using oracle::Witness;

/// So many sets are tried of each kind, and so many questions of each; and so many of things by themselves.
constexpr int kOfEvents = 15, kOfThings = 3, kQuestions = 2, kProperties = 3000;
/// So many values are compared with something that may be said of them.
constexpr int kComparisons = 20000;

std::string interval(TimeInterval t) { return std::to_string(t.begin) + ".." + std::to_string(t.end); }

/// One value, with all that later comparisons look at.
std::string told(const engine::Fact& f, const engine::Evaluator& evaluator, const Meaning& m) {
  using Type = engine::Fact::Type;
  switch (f.type) {
    case Type::event: return "event " + evaluator.id_of(f.event);
    case Type::entity:
    case Type::symbol: return std::string(m.text(f.sym));
    case Type::text: return std::string(f.text);
    case Type::weekday: return std::string(to_string(f.weekday));
    case Type::date: return "time " + interval(f.moment.when) + ", told " + interval(f.moment.civil);
    case Type::amount: {
      const Quantity q = f.amount.quantity();
      return to_string(q) + " " + std::to_string(q.low) + ".." + std::to_string(q.high);
    }
    case Type::none: break;
  }
  return "?";
}

std::string told(const Witness& w) {
  if (w.is_event()) return "event " + w.event;
  if (const auto* q = std::get_if<Quantity>(&w.value))
    return to_string(*q) + " " + std::to_string(q->low) + ".." + std::to_string(q->high);
  if (const auto* d = std::get_if<Date>(&w.value))
    return "time " + interval(w.when.value_or(TimeInterval{})) + ", told " + interval(d->civil);
  if (const auto* t = std::get_if<notation::Text>(&w.value)) return t->text;
  return to_string(w.value);
}

template <class List, class Tell>
std::string all_of(const List& list, const Tell& tell) {
  std::string out;
  for (const auto& x : list) out += "\n      " + tell(x);
  return out;
}

std::string flags(bool closed, bool functional) {
  return std::string(closed ? " closed" : " open") + (functional ? " functional" : "");
}

bool too_much(const engine::Gaps& missing) {
  for (const engine::Missing& m : missing)
    if (m.what == engine::Missing::What::limit) return true;
  return false;
}

class Both {
 public:
  Both()
      : checker_(*Checker::make({})),
        facts_(checker_->facts()),
        evaluators_(facts_),
        engine_(knowledge().facts, knowledge().vocabulary) {}

  [[nodiscard]] const oracle::Facts& facts() const { return facts_; }
  std::size_t compared = 0, known = 0, skipped = 0, differ = 0;

  void compare(const notation::Term& t, std::optional<TimeInterval> as_of) {
    Meaning m(knowledge().facts.symbols());
    engine::Proofs proofs;
    engine_.begin(m, proofs, as_of);
    const TermId id = grammar::in_ids(notation::compare(t, Op::eq, notation::now_term(), "event", {}), m).left;
    const engine::Answer& a = engine_.answer(id);
    if (too_much(a.missing) || a.cut || is_cut(t, as_of)) {
      ++skipped;
      return;
    }
    const auto tell = [&](const engine::Fact& f) { return told(f, engine_, m); };
    const auto tell_excluded = [&](const engine::Excluded& x) {
      return x.event ? "event " + engine_.id_of(x.event) : std::string(m.text(x.value));
    };
    const std::string by_engine = "certain" + all_of(a.certain, tell) + "\n    possible" + all_of(a.possible, tell) +
                                  "\n    excluded" + all_of(a.excluded, tell_excluded) + flags(a.closed, a.functional);
    evaluators_.tidy();
    const oracle::Known& k = evaluators_.of(as_of).known(t);
    const auto tell_plain = [](const Witness& w) { return told(w); };
    const std::string by_oracle = "certain" + all_of(k.certain, tell_plain) + "\n    possible" +
                                  all_of(k.possible, tell_plain) + "\n    excluded" + all_of(k.excluded, tell_plain) +
                                  flags(k.closed, k.functional);
    note(to_string(t), as_of, by_engine, by_oracle, !k.is_empty());
  }

  /// So many members it has, as far as it was compared.
  std::size_t compare(const notation::Set& s, std::optional<TimeInterval> as_of) {
    Meaning m(knowledge().facts.symbols());
    engine::Proofs proofs;
    engine_.begin(m, proofs, as_of);
    const SetId id = grammar::in_ids(notation::some(s, "event", {}), m).set;
    const engine::Members& a = engine_.members(id);
    if (too_much(a.missing) || is_cut(notation::count(s), as_of)) {
      ++skipped;
      return 0;
    }
    const auto tell = [&](const engine::Member& x) {
      return x.event ? "event " + engine_.id_of(x.event)
                     : std::string(knowledge().facts.text(knowledge().facts.entity(x.entity)));
    };
    const std::string by_engine = "certain" + all_of(a.certain, tell) + "\n    possible" + all_of(a.possible, tell) +
                                  flags(a.closed, a.functional);
    evaluators_.tidy();
    const oracle::Known& k = evaluators_.of(as_of).members(s);
    const auto tell_plain = [](const Witness& w) { return told(w); };
    const std::string by_oracle = "certain" + all_of(k.certain, tell_plain) + "\n    possible" +
                                  all_of(k.possible, tell_plain) + flags(k.closed, k.functional);
    note(to_string(s), as_of, by_engine, by_oracle, !k.is_empty());
    return k.certain.size() + k.possible.size();
  }

  /// A value of a term against what may be said of it.
  void compare(const notation::Term& t, RandomTerms& random) {
    const oracle::Known k = evaluators_.of(std::nullopt).known(t);
    if (k.certain.empty()) return;
    const std::size_t n = random.below(k.certain.size());
    const notation::Term said = random.said_of(k.certain[n].value);
    const Op op = random.some_op();
    const std::string name = random.some_name();
    Meaning m(knowledge().facts.symbols());
    engine::Proofs proofs;
    engine_.begin(m, proofs, std::nullopt);
    const saksi::Atom a = grammar::in_ids(notation::compare(t, op, said, "event", {}), m);
    const engine::Answer& answer = engine_.answer(a.left);
    if (answer.certain.size() != k.certain.size()) return note(to_string(t), {}, "another number of values", "", true);
    const engine::Fact fact = answer.certain[n];
    const auto by_engine = engine_.test(fact, op, a.right, m.sym(Symbols::Group::name, name));
    const auto by_oracle = evaluators_.of(std::nullopt).test(k.certain[n], op, said, name);
    constexpr const char* kTruths[] = {"yes", "no", "open"};
    note(told(k.certain[n]) + " of " + to_string(t) + " " + std::string(to_string(op)) + " " +
             oracle::exact_text(said) + " as " + name,
         {}, kTruths[static_cast<std::size_t>(by_engine)], kTruths[static_cast<std::size_t>(by_oracle)],
         by_oracle != oracle::Truth::open);
  }
  void tidy() { evaluators_.tidy(); }

 private:
  /// Does it speak of "the S" of a set of which the engine tries only the first members?
  bool is_cut(const notation::Term& t, std::optional<TimeInterval> as_of) {
    constexpr std::size_t kTried = 256;
    bool found = false;
    const auto look = [&](const notation::Term& part) {
      if (part.kind != notation::Term::Kind::the) return;
      const oracle::Known& k = evaluators_.of(as_of).members(*part.set);
      found = found || k.certain.size() + k.possible.size() > kTried;
    };
    oracle::walk(t, look, [](const notation::Set&) {});
    return found;
  }
  [[nodiscard]] const engine::Knowledge& knowledge() const { return checker_->knowledge(); }

  void note(const std::string& asked, std::optional<TimeInterval> as_of, const std::string& by_engine,
            const std::string& by_oracle, bool something) {
    ++compared;
    known += something ? 1 : 0;
    if (by_engine == by_oracle) return;
    constexpr std::size_t kTold = 20, kLength = 1500;
    if (++differ > kTold) return;
    FAIL_CHECK(asked << " as of " << (as_of ? interval(*as_of) : "nothing") << "\n  engine: "
                     << by_engine.substr(0, kLength) << "\n  oracle: " << by_oracle.substr(0, kLength));
  }

  std::shared_ptr<const Checker> checker_;
  oracle::Facts facts_;
  oracle::Evaluators evaluators_;
  engine::Evaluator engine_;
};

std::uint32_t seed() {
  const char* asked = std::getenv("SAKSI_ORACLE_SEED");
  return asked == nullptr ? 1 : static_cast<std::uint32_t>(std::stoul(asked));
}

std::optional<TimeInterval> some_day(RandomTerms& random) {
  // Of 2024, 1969 and 2000.
  constexpr Seconds kLate = 20058, kDays[] = {-165, 11000};
  const std::size_t n = random.below(8);
  if (n == std::size(kDays)) return std::nullopt;
  const Seconds day = n < std::size(kDays) ? kDays[n] : kLate;
  return TimeInterval{day * oracle::kDaySeconds, (day + 1) * oracle::kDaySeconds};
}

void compare_about(const notation::Set& s, Both& both, RandomTerms& random) {
  const auto as_of = some_day(random);
  // The oracle compares each member with each to order them.
  constexpr std::size_t kOrdered = 2500;
  if (both.compare(s, as_of) > kOrdered) return;
  for (int i = 0; i < kQuestions; ++i) both.compare(random.about(s), as_of);
}

}  // namespace

TEST_CASE("engine and oracle know the same of random sets of events and of what is asked about them", "[random]") {
  Both both;
  RandomTerms random(both.facts(), seed());
  for (const EventDef& def : both.facts().schema().events)
    for (int i = 0; i < (both.facts().events_of(def.id).empty() ? 1 : kOfEvents); ++i)
      compare_about(random.events(def.id), both, random);
  WARN("compared " << both.compared << ", of which " << both.known << " have something; skipped " << both.skipped);
  CHECK(both.differ == 0);
}

TEST_CASE("engine and oracle know the same of random sets of things and of what is asked about them", "[random]") {
  Both both;
  RandomTerms random(both.facts(), seed());
  for (const KindDef& def : both.facts().schema().kinds)
    for (int i = 0; i < kOfThings; ++i) compare_about(random.things(def.id), both, random);
  WARN("compared " << both.compared << ", of which " << both.known << " have something; skipped " << both.skipped);
  CHECK(both.differ == 0);
}

TEST_CASE("engine and oracle know the same of random properties of things", "[random]") {
  Both both;
  RandomTerms random(both.facts(), seed());
  for (int i = 0; i < kProperties; ++i) both.compare(random.of_things(), some_day(random));
  WARN("compared " << both.compared << ", of which " << both.known << " have something; skipped " << both.skipped);
  CHECK(both.differ == 0);
}

TEST_CASE("engine and oracle compare random values alike with what may be said of them", "[random]") {
  Both both;
  RandomTerms random(both.facts(), seed());
  for (int i = 0; i < kComparisons; ++i) {
    both.tidy();
    const notation::Term t = random.below(3) == 0 ? random.of_things() : random.some_value();
    both.compare(t, random);
  }
  WARN("compared " << both.compared << ", of which " << both.known << " are decided");
  CHECK(both.differ == 0);
}

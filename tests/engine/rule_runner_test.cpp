#include "engine/judge/rule_runner.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/explain/findings.h"
#include "engine/images.h"
#include "engine/judge/judge.h"
#include "grammar/meaning/to_ids.h"
#include "rules/parse.h"
#include "rules/rule_files.h"
#include "rules/rule_image.h"
#include "tests/catch.h"
#include "tests/engine/fixture.h"

namespace saksi::test {
namespace {

/// The base of tests/engine/rule_facts, with the shipped schema.
const FactBase& base() {
  static const std::shared_ptr<const FactBase> made = base_of("rule_facts");
  return *made;
}

const rules::RuleSet& shipped() {
  static const std::shared_ptr<const rules::RuleSet> set = [] {
    auto rules = rules::RuleSet::load("", base().schema());
    for (const Diagnostic& d : rules.ok() ? std::vector<Diagnostic>{} : rules.errors()) UNSCOPED_INFO(d.text());
    REQUIRE(rules.ok());
    return *rules;
  }();
  return *set;
}

/// Rules that were asked about an atom, each with what it came to.
using Attempts = std::vector<std::pair<std::string, std::string>>;

/// What rules make of an atom, with nothing of the judge's own.
Finding weigh(const Atom& atom, const engine::Knowledge& by, std::optional<TimeInterval> as_of,
              const engine::Wording& wording, Attempts* asked = nullptr) {
  ClaimResult out{Parsed(by.facts.symbols())};
  const saksi::Atom a = grammar::in_ids(atom, out.parsed.meaning);
  engine::Judge judge(by);
  engine::Proofs proofs;
  judge.runner().begin();
  judge.runner().evaluator().begin(out.parsed.meaning, proofs, as_of);
  const engine::Ruling ruling = judge.runner().run(a);
  engine::Judgement judgement;
  judgement.verdict = ruling.verdict();
  judgement.opinions.emplace_back(a, a, ruling, true);
  engine::FindingWriter writer(judge, out.parsed, wording, as_of.has_value());
  writer.write(judgement, out);
  if (asked != nullptr)
    for (const engine::RuleRun& run : ruling.asked())
      asked->emplace_back(run.rule->source->id, writer.outcome(ruling, run, a));
  return out.findings.at(0);
}

Finding weigh(const Atom& atom, const std::string& lang = "en", std::string_view text = {}) {
  static const engine::Knowledge all(base(), shipped());
  return weigh(atom, all, day("2022-01-01"), {lang, lang, text});
}

Set launch_of(const std::string& payload) { return {"launch", {where("payload", entity(payload))}, {}}; }
Set falconets() { return {"launch", {where("vehicle", entity("falconet"))}, {}}; }

Term figure(double v, const std::string& unit) {
  Quantity q = Quantity::count(v);
  q.unit = unit;
  q.significant = 2;
  q.widen();
  return value(q);
}

bool rests_on(const Proof& p, const std::string& source) {
  if (p.kind == Proof::Kind::fact && p.source == source && !p.evidence.empty()) return true;
  for (const Proof& f : p.from)
    if (rests_on(f, source)) return true;
  return false;
}

}  // namespace

TEST_CASE("a role of an identified event is supported or refuted, with proof and correction") {
  const Atom right = compare(role("site", the(launch_of("kestrel-1"))), Op::eq, entity("grey-pad"), "launch", {});
  const Finding yes = weigh(right);
  CHECK(yes.verdict == Verdict::supported);
  CHECK(yes.rule == "event/role");
  CHECK(rests_on(yes.proof, "The Kestrel Log"));

  Atom wrong = compare(role("site", the(launch_of("kestrel-1"))), Op::eq, entity("green-pad"), "launch", {20, 34});
  wrong.suggest = {25, 34};
  const Finding no = weigh(wrong, "id");
  CHECK(no.verdict == Verdict::refuted);
  CHECK(no.explanation.find("lokasi adalah Landasan Kelabu, bukan Landasan Hijau") != std::string::npos);
  REQUIRE(no.suggestions.size() == 1);
  REQUIRE(no.suggestions[0].edits.size() == 1);
  CHECK(no.suggestions[0].edits[0].span == Span{25, 34});
  CHECK(no.suggestions[0].edits[0].with == "Landasan Kelabu");
  CHECK(no.suggestions[0].safety == Suggestion::Safety::review);
}

TEST_CASE("a time is weighed in each frame and mended in the text's own form") {
  const auto at = [](Date d) {
    return compare(role("time", the(launch_of("kestrel-1"))), Op::eq, value(d), "launch", {});
  };
  CHECK(weigh(at(Date::day(2020, 3, 10))).verdict == Verdict::supported);
  CHECK(weigh(at(Date::day(2020, 3, 11))).verdict == Verdict::supported);
  Atom wrong = at(Date::day(2020, 3, 12));
  wrong.suggest = {0, 13};
  const Finding no = weigh(wrong);
  CHECK(no.verdict == Verdict::refuted);
  CHECK(no.rule == "event/time");
  REQUIRE(no.suggestions.size() == 1);
  CHECK(no.suggestions[0].edits[0].with == "11 March 2020");
  Atom before = wrong;
  before.op = Op::gt;
  const Finding after = weigh(before);
  CHECK(after.verdict == Verdict::refuted);
  CHECK(after.explanation.find("not after 12 March 2020") != std::string::npos);
  CHECK(after.suggestions.empty());
}

TEST_CASE("existence: a witness supports, what excludes refutes, silence does neither") {
  const auto some_of = [](const char* kind, const char* craft) {
    return some({kind, {where("craft", entity(craft)), where("body", entity("pebble"))}, {}}, "landing", {});
  };
  CHECK(weigh(some_of("impact", "kestrel-1")).verdict == Verdict::supported);
  const Finding excluded = weigh(some_of("landing", "kestrel-1"));
  CHECK(excluded.verdict == Verdict::refuted);
  CHECK(excluded.rule == "event/existence");
  CHECK(rests_on(excluded.proof, "The Kestrel Log"));
  const Finding silent = weigh(some_of("landing", "kestrel-2"));
  CHECK(silent.verdict == Verdict::unverified);
  CHECK_FALSE(silent.missing.empty());
  CHECK_FALSE(silent.explanation.empty());

  const Set closed = {"launch", {where("vehicle", entity("falconet")), where("payload", entity("kestrel-3"))}, {}};
  CHECK(weigh(some(closed, "launch", {})).verdict == Verdict::refuted);
  CHECK(weigh(no(closed, "launch", {})).verdict == Verdict::supported);
  CHECK(weigh(no(launch_of("kestrel-1"), "launch", {})).verdict == Verdict::refuted);
  CHECK(weigh(no(launch_of("kestrel-3"), "launch", {})).verdict == Verdict::unverified);
}

TEST_CASE("counts, ranks and ends of sets") {
  const auto n = [](double v) { return value(Quantity::count(v)); };
  CHECK(weigh(compare(count(falconets()), Op::eq, n(2), "count", {})).verdict == Verdict::supported);
  CHECK(weigh(compare(count(falconets()), Op::eq, n(1), "count", {})).verdict == Verdict::refuted);
  CHECK(weigh(compare(count(falconets()), Op::gt, n(1), "count", {})).verdict == Verdict::supported);
  CHECK(weigh(compare(rank(the(launch_of("kestrel-2")), falconets(), "time"), Op::eq, n(2), "rank", {})).verdict ==
        Verdict::supported);
  CHECK(weigh(compare(rank(the(launch_of("kestrel-2")), falconets(), "time"), Op::eq, n(1), "rank", {})).verdict ==
        Verdict::refuted);
  CHECK(
      weigh(compare(role("payload", nth(1, falconets(), "time")), Op::eq, entity("kestrel-1"), "launch", {})).verdict ==
      Verdict::supported);
  CHECK(
      weigh(compare(role("payload", nth(1, falconets(), "time")), Op::eq, entity("kestrel-2"), "launch", {})).verdict ==
      Verdict::refuted);
  CHECK(weigh(compare(distinct("site", falconets()), Op::eq, n(2), "count", {})).verdict == Verdict::supported);
  CHECK(weigh(compare(distinct("site", falconets()), Op::eq, n(5), "count", {})).verdict == Verdict::refuted);
}

TEST_CASE("properties by their tolerance, places by what excludes them") {
  const auto radius = [](double v) {
    return compare(prop("radius", {entity("pebble")}), Op::eq, figure(v, "km"), "property", {});
  };
  CHECK(weigh(radius(500)).verdict == Verdict::supported);
  CHECK(weigh(radius(900)).verdict == Verdict::refuted);
  CHECK(weigh(compare(prop("mass", {entity("pebble")}), Op::eq, figure(9, "kg"), "property", {})).verdict ==
        Verdict::unverified);
  const auto in = [](const char* place) {
    return compare(prop("located_in", {entity("grey-pad")}), Op::eq, entity(place), "located", {});
  };
  CHECK(weigh(in("northland")).verdict == Verdict::supported);
  const Finding elsewhere = weigh(in("southland"));
  CHECK(elsewhere.verdict == Verdict::refuted);
  CHECK(elsewhere.rule == "place/located");
  const auto is_a = [](const char* kind) {
    return compare(prop("class", {entity("kestrel-1")}), Op::eq, value(Symbol{kind}), "class", {});
  };
  CHECK(weigh(is_a("spacecraft")).verdict == Verdict::supported);
  CHECK(weigh(is_a("vehicle")).verdict == Verdict::refuted);
}

TEST_CASE("the two halves of a unit pair are mended together or not at all") {
  const std::string text = "Port Grey lies 900 km (559 miles) from Port Green.";
  Atom a = compare(prop("distance", {entity("port-grey"), entity("port-green")}), Op::eq, figure(900, "km"), "distance",
                   {15, 33});
  a.suggest = {15, 21};
  a.also = {{23, 32}};
  const Finding f = weigh(a, "en", text);
  CHECK(f.verdict == Verdict::refuted);
  CHECK(f.rule == "place/distance");
  REQUIRE(f.suggestions.size() == 1);
  REQUIRE(f.suggestions[0].edits.size() == 2);
  CHECK(f.suggestions[0].edits[0].with.ends_with(" km"));
  CHECK(f.suggestions[0].edits[1].with.ends_with(" miles"));
  CHECK(f.suggestions[0].edits[1].span == Span{23, 32});
  a.also = {{0, 9}};
  CHECK(weigh(a, "en", text).suggestions.empty());
}

TEST_CASE("what a text states of itself is weighed without facts") {
  const Term day = value(Date::day(2021, 5, 1));
  CHECK(weigh(compare(prop("weekday", {day}), Op::eq, value(Weekday::saturday), "weekday", {})).verdict ==
        Verdict::supported);
  Atom wrong = compare(prop("weekday", {day}), Op::eq, value(Weekday::friday), "weekday", {});
  wrong.suggest = {0, 5};
  const Finding f = weigh(wrong, "id");
  CHECK(f.verdict == Verdict::refuted);
  REQUIRE(f.suggestions.size() == 1);
  CHECK(f.suggestions[0].edits[0].with == "Sabtu");
  CHECK(
      weigh(compare(prop("convert", {figure(930, "[mi_i]")}), Op::eq, figure(1500, "km"), "conversion", {})).verdict ==
      Verdict::supported);
  CHECK(
      weigh(compare(prop("convert", {figure(930, "[mi_i]")}), Op::eq, figure(2500, "km"), "conversion", {})).verdict ==
      Verdict::refuted);
  const auto n = [](double v) { return value(Quantity::count(v)); };
  CHECK(weigh(compare(prop("sum", {n(3), n(4), n(5)}), Op::eq, n(12), "sum", {})).verdict == Verdict::supported);
  CHECK(weigh(compare(prop("sum", {n(3), n(4), n(5)}), Op::eq, n(13), "sum", {})).verdict == Verdict::refuted);
}

TEST_CASE("times stand before and after one another, and so far apart") {
  const auto time_of = [](const char* payload) { return role("time", the(launch_of(payload))); };
  CHECK(weigh(compare(time_of("kestrel-1"), Op::lt, time_of("kestrel-2"), "order", {})).verdict == Verdict::supported);
  const Finding f = weigh(compare(time_of("kestrel-1"), Op::gt, time_of("kestrel-2"), "order", {}));
  CHECK(f.verdict == Verdict::refuted);
  CHECK(f.rule == "time/comparison");
  const Term between = minus(time_of("kestrel-2"), time_of("kestrel-1"));
  CHECK(weigh(compare(between, Op::eq, figure(1, "a"), "elapsed", {})).verdict == Verdict::supported);
  CHECK(weigh(compare(between, Op::eq, figure(6, "a"), "elapsed", {})).verdict == Verdict::refuted);
}

TEST_CASE("an atom that no rule knows stays open and says so") {
  const auto none = rules::RuleSet::make({}, base().schema());
  REQUIRE(none.ok());
  const Atom a = compare(prop("radius", {entity("pebble")}), Op::eq, figure(500, "km"), "property", {});
  Attempts asked;
  const Finding f = weigh(a, engine::Knowledge(base(), **none), std::nullopt, {}, &asked);
  CHECK(f.verdict == Verdict::unverified);
  CHECK(f.missing == std::vector<std::string>{"no rule for radius"});
  CHECK(f.rule.empty());
  CHECK(asked.empty());
  CHECK(weigh(a, engine::Knowledge(base(), shipped()), std::nullopt, {}, &asked).verdict == Verdict::supported);
  REQUIRE_FALSE(asked.empty());
  CHECK(asked.back() == std::pair<std::string, std::string>("property/value", "supported"));
}

TEST_CASE("the shipped rules pass the checker against the shipped schema") {
  CHECK(shipped().rules().size() == rules::rule_files().size());
}

TEST_CASE("the rules that are linked in are the rule files as parsed") {
  CHECK(engine::rules_image() == rules::rule_image(shipped().rules()));
}

}  // namespace saksi::test

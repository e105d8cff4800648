#include "engine/judge/judge.h"

#include "engine/explain/findings.h"
#include "tests/catch.h"
#include "tests/engine/fixture.h"

namespace saksi::test {
namespace {

Parsed nothing_read() { return Parsed(facts().rows().symbols()); }

Parsed sentence(const std::vector<Atom>& atoms) {
  Parsed p = nothing_read();
  p.checkable = true;
  Reading r;
  r.atoms = in_ids(atoms, p.meaning);
  p.readings.push_back(std::move(r));
  return p;
}

ClaimResult judged(const Parsed& p, const char* as_of = "2024-01-01", std::string_view text = {}) {
  static engine::Judge judge(knowledge());
  const std::optional<TimeInterval> at = day(as_of);
  engine::Wording wording;
  wording.text = text;
  ClaimResult out(p);
  const engine::Judgement judgement = judge.judge(out.parsed, at);
  engine::FindingWriter(judge, out.parsed, wording, at.has_value()).write(judgement, out);
  return out;
}

Set luna() { return set("launch", {{"payload", "luna-25"}}); }
Atom from(const char* site) { return compare(role("site", the(luna())), Op::eq, entity(site), "launch", {10, 20}); }
Atom on(const char* d) { return compare(role("time", the(luna())), Op::eq, date(d), "launch", {20, 30}); }
Atom by(const char* vehicle) {
  return compare(role("vehicle", the(luna())), Op::eq, entity(vehicle), "launch", {30, 40});
}
Atom denied(Atom a, int group = 0) {
  a.negated = true;
  a.group = group;
  return a;
}
Atom linked(Atom a, Link link) {
  a.link = link;
  return a;
}
Atom president(const char* who) {
  Set s = timed(set("tenure", {{"person", who}, {"office", "president"}, {"of", "russia"}}), Op::in, now_term());
  Atom a = some(s, "holds-office", {0, 5});
  a.now = true;
  return a;
}

}  // namespace

TEST_CASE("a claim is supported where all of it is, refuted where a part is") {
  CHECK(judged(sentence({from("vostochny-cosmodrome"), on("2023-08-11")})).verdict == Verdict::supported);
  const ClaimResult r = judged(sentence({from("vostochny-cosmodrome"), on("2023-08-12")}));
  CHECK(r.verdict == Verdict::refuted);
  REQUIRE(r.findings.size() == 2);
  CHECK(r.findings[0].verdict == Verdict::supported);
  CHECK(r.findings[1].verdict == Verdict::refuted);
  CHECK(r.findings[1].rule == "event/time");
}

TEST_CASE("what was not read holds support back, not refutation") {
  Parsed p = sentence({from("vostochny-cosmodrome")});
  p.unread.push_back({{0, 6}, UnreadKind::words, UnreadReason::unknown_word});
  const ClaimResult r = judged(p, "2024-01-01", "slowly launched");
  CHECK(r.verdict == Verdict::unverified);
  CHECK(r.missing == std::vector<std::string>{"unread: slowly"});
  p.readings[0].atoms = in_ids({from("baikonur-cosmodrome")}, p.meaning);
  CHECK(judged(p, "2024-01-01", "slowly launched").verdict == Verdict::refuted);
}

TEST_CASE("links: exact decides, weaker refutes only, none never") {
  CHECK(judged(sentence({linked(from("vostochny-cosmodrome"), Link::weaker)})).verdict == Verdict::unverified);
  CHECK(judged(sentence({linked(from("baikonur-cosmodrome"), Link::weaker)})).verdict == Verdict::refuted);
  CHECK(judged(sentence({linked(from("vostochny-cosmodrome"), Link::none)})).verdict == Verdict::unverified);
  CHECK(judged(sentence({linked(from("baikonur-cosmodrome"), Link::none)})).verdict == Verdict::unverified);
  CHECK(judged(sentence({linked(denied(from("vostochny-cosmodrome")), Link::weaker)})).verdict == Verdict::unverified);
}

TEST_CASE("an aside refutes alone and supports only a claim that is nothing else") {
  Atom aside = compare(prop("weekday", {date("2023-08-19")}), Op::eq, value(Weekday::saturday), "weekday", {0, 3});
  aside.auxiliary = true;
  CHECK(judged(sentence({aside})).verdict == Verdict::supported);
  Parsed p = sentence({aside});
  p.unread.push_back({{0, 2}, UnreadKind::words, UnreadReason::unknown_word});
  CHECK(judged(p).verdict == Verdict::unverified);
  aside.right = value(Weekday::monday);
  CHECK(judged(sentence({from("vostochny-cosmodrome"), aside})).verdict == Verdict::refuted);
}

TEST_CASE("a denial is false where what it denies is so") {
  CHECK(judged(sentence({denied(from("vostochny-cosmodrome"))})).verdict == Verdict::refuted);
  CHECK(judged(sentence({denied(from("baikonur-cosmodrome"))})).verdict == Verdict::supported);
  // Told together, they are denied together: not (from there on that day).
  CHECK(judged(sentence({denied(from("vostochny-cosmodrome"), 1), denied(on("2023-08-12"), 1)})).verdict ==
        Verdict::supported);
  CHECK(judged(sentence({denied(from("vostochny-cosmodrome"), 1), denied(on("2023-08-11"), 1)})).verdict ==
        Verdict::refuted);
  // Not A but B.
  CHECK(judged(sentence({denied(from("baikonur-cosmodrome")), from("vostochny-cosmodrome")})).verdict ==
        Verdict::supported);
}

TEST_CASE("never are a claim and its denial both supported or both refuted") {
  std::vector<Atom> atoms;
  for (const char* site : {"vostochny-cosmodrome", "baikonur-cosmodrome", "russia", "asia", "soviet-union", "moscow"})
    atoms.push_back(from(site));
  for (const char* d : {"2023-08-10", "2023-08-11", "2023-08-12", "2023-08", "2023", "1976", "2020/2023"})
    atoms.push_back(on(d));
  for (const char* v : {"soyuz", "soyuz-2", "soyuz-2-1a", "soyuz-2-1b", "angara-a5"}) atoms.push_back(by(v));
  for (const char* k : {"landing", "impact", "flyby", "arrival", "loss"}) {
    atoms.push_back(some(set(k, {{"craft", "luna-25"}, {"body", "moon"}}), "event", {}));
    atoms.push_back(no(set(k, {{"craft", "luna-25"}, {"body", "moon"}}), "event", {}));
  }
  for (int n = 0; n < 8; ++n) {
    for (const char* site : {"vostochny-cosmodrome", "plesetsk-cosmodrome", "amur-oblast"}) {
      atoms.push_back(compare(count(launches_from(site)), Op::eq, number(n), "count", {}));
      atoms.push_back(compare(count(launches_from(site)), Op::gt, number(n), "count", {}));
      atoms.push_back(compare(rank(the(luna()), launches_from(site), "time"), Op::eq, number(n), "rank", {}));
    }
  }
  for (const char* who : {"vladimir-putin", "dmitry-medvedev", "boris-yeltsin"}) atoms.push_back(president(who));
  std::size_t decided = 0;
  for (const char* as_of : {"", "1990-01-01", "2010-01-01", "2023-08-11", "2024-06-01", "2026-01-01", "2040-01-01"}) {
    for (const Atom& a : atoms) {
      const Verdict p = judged(sentence({a}), as_of).verdict;
      const Verdict q = judged(sentence({denied(a)}), as_of).verdict;
      INFO(to_string(a) << " as of " << as_of << ": " << to_string(p) << ", denied " << to_string(q));
      const auto false_ = [](Verdict v) { return v == Verdict::refuted || v == Verdict::outdated; };
      CHECK_FALSE((p == Verdict::supported && q == Verdict::supported));
      CHECK_FALSE((false_(p) && false_(q)));
      decided += p == Verdict::supported || false_(p) ? 1 : 0;
    }
  }
  CHECK(decided > 200);
}

TEST_CASE("readings must agree") {
  Parsed p = sentence({from("vostochny-cosmodrome")});
  p.readings.push_back({in_ids({from("baikonur-cosmodrome")}, p.meaning), "which launch?"});
  const ClaimResult r = judged(p);
  CHECK(r.verdict == Verdict::unverified);
  CHECK(r.missing == std::vector<std::string>{"which launch?"});
  for (const Finding& f : r.findings) CHECK(f.verdict == Verdict::unverified);
  p.readings[1].atoms = in_ids({from("russia")}, p.meaning);
  CHECK(judged(p).verdict == Verdict::supported);
}

TEST_CASE("the member that agrees with most of what is told is meant; a tie asks which") {
  const Set s = launches_from("vostochny-cosmodrome");
  const auto about = [&](const char* name, Term said) {
    return compare(role(name, the(s)), Op::eq, std::move(said), "launch", {});
  };
  CHECK(judged(sentence({about("time", date("2017")), about("outcome", symbol("failure"))})).verdict ==
        Verdict::supported);
  CHECK(judged(sentence({about("time", date("2017")), about("vehicle", entity("soyuz-2-1b")),
                         about("outcome", symbol("success"))}))
            .verdict != Verdict::supported);
  const ClaimResult tie = judged(sentence({about("payload", entity("luna-24"))}));
  CHECK(tie.verdict == Verdict::refuted);  // none of them
  const ClaimResult two = judged(sentence({about("vehicle", entity("soyuz-2-1a")), about("time", date("2017"))}));
  CHECK(two.verdict == Verdict::unverified);
  REQUIRE_FALSE(two.missing.empty());
  CHECK(two.missing.front().starts_with("which one: "));
}

TEST_CASE("what was so once and is no longer is outdated") {
  const ClaimResult r = judged(sentence({president("dmitry-medvedev")}), "2015-01-01");
  CHECK(r.verdict == Verdict::outdated);
  REQUIRE(r.findings.size() == 1);
  CHECK(r.findings[0].since == "2012-05-07");
  CHECK(r.findings[0].explanation.find("no longer since") != std::string::npos);
  CHECK(judged(sentence({president("dmitry-medvedev")}), "2010-01-01").verdict == Verdict::supported);
  CHECK(judged(sentence({president("dmitry-medvedev")}), "2005-01-01").verdict == Verdict::refuted);
  CHECK(judged(sentence({president("dmitry-medvedev")}), "").verdict == Verdict::unverified);
  Atom moons = compare(prop("moons", {entity("jupiter")}), Op::eq, number(79), "property", {});
  moons.now = true;
  CHECK(judged(sentence({moons}), "2024-01-01").verdict == Verdict::outdated);
  Atom latest = compare(last(launches_from("vostochny-cosmodrome"), "time"), Op::eq,
                        the(set("launch", {{"payload", "kanopus-v-3"}})), "rank", {});
  latest.now = true;
  CHECK(judged(sentence({latest}), "2020-01-01").verdict == Verdict::supported);
  CHECK(judged(sentence({latest}), "2024-01-01").verdict == Verdict::outdated);
}

TEST_CASE("an office told without its country is that of the country where it was held") {
  Atom a = some(timed(set("tenure", {{"person", "dmitry-medvedev"}, {"office", "president"}}), Op::in, now_term()),
                "holds-office", {});
  a.now = true;
  CHECK(judged(sentence({a}), "2010-01-01").verdict == Verdict::supported);
  CHECK(judged(sentence({a}), "2015-01-01").verdict == Verdict::outdated);
}

TEST_CASE("a title told in passing is that of the time the sentence speaks of") {
  Atom title = president("boris-yeltsin");
  title.presupposed = true;
  CHECK(judged(sentence({title})).verdict == Verdict::outdated);
  CHECK(judged(sentence({from("vostochny-cosmodrome"), title})).verdict == Verdict::unverified);
  Parsed p = sentence({title});
  p.unread.push_back({{0, 2}, UnreadKind::words, UnreadReason::unknown_word});
  CHECK(judged(p).verdict == Verdict::unverified);
}

TEST_CASE("what is told in the present of something dissolved is outdated, in the past it is true") {
  Atom a = compare(prop("class", {entity("soviet-union")}), Op::eq, symbol("polity"), "class", {});
  CHECK(judged(sentence({a})).verdict == Verdict::supported);
  a.now = true;
  const ClaimResult r = judged(sentence({a}));
  CHECK(r.verdict == Verdict::outdated);
  CHECK(r.findings[0].since == "1991-12-08");
  CHECK(judged(sentence({a}), "1985-01-01").verdict == Verdict::supported);
  a.now = false;
  a.right = symbol("country");
  CHECK(judged(sentence({a})).verdict == Verdict::unverified);
}

TEST_CASE("a statement told as another's is refuted in that one's name, and never mended unasked") {
  Atom a = from("baikonur-cosmodrome");
  a.attributed_to = "the ministry";
  a.suggest = a.span;
  const ClaimResult r = judged(sentence({a}));
  REQUIRE(r.verdict == Verdict::refuted);
  CHECK(r.findings[0].explanation.starts_with("The statement attributed to the ministry: "));
  for (const Suggestion& s : r.findings[0].suggestions) CHECK(s.safety == Suggestion::Safety::review);
}

TEST_CASE("what is no assertion is not checked, what was not read says so") {
  Parsed p = sentence({from("baikonur-cosmodrome")});
  p.stance = Stance::opinion;
  CHECK(judged(p).verdict == Verdict::unchecked);
  p.stance = Stance::quote;
  CHECK(judged(p).verdict == Verdict::refuted);
  Parsed nothing = nothing_read();
  CHECK(judged(nothing).verdict == Verdict::unchecked);
  nothing.checkable = true;
  CHECK(judged(nothing).verdict == Verdict::unread);
  nothing.needs_as_of = true;
  CHECK(judged(nothing, "").verdict == Verdict::unverified);
  CHECK(judged(nothing, "").missing == std::vector<std::string>{"as_of"});
}

TEST_CASE("a record of several sentences is as grave as its gravest") {
  ClaimResult a(nothing_read());
  a.verdict = Verdict::supported;
  ClaimResult b(nothing_read());
  b.verdict = Verdict::outdated;
  CHECK(Checker::overall({a, b}) == Verdict::outdated);
  CHECK(Checker::overall({a}) == Verdict::supported);
  CHECK(Checker::overall({}) == Verdict::unchecked);
}

}  // namespace saksi::test

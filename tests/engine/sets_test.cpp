#include <algorithm>

#include "tests/catch.h"
#include "tests/engine/fixture.h"

namespace saksi::test {

TEST_CASE("a set holds what meets its conditions, and may hold what is not known to fail them") {
  const auto e = as_of("2024-01-01");
  CHECK(ids(e->members(launches_from("vostochny-cosmodrome"))) == "l-lomonosov,l-meteor,l-kanopus-v-3,l-luna-25");
  CHECK(ids(e->members(launches_from("amur-oblast"))) ==
        "l-lomonosov,l-meteor,l-kanopus-v-3,l-luna-25,?l-chandrayaan-3");
  CHECK(ids(e->members(set("launch", {{"vehicle", "soyuz-2-1b"}}))) == "l-meteor,l-luna-25,?l-luna-24,?l-mystery");
  CHECK(ids(e->members(set("launch", {{"vehicle", "soyuz"}, {"site", "vostochny-cosmodrome"}}))) ==
        "l-lomonosov,l-meteor,l-kanopus-v-3,l-luna-25");
  CHECK(ids(e->members(set("landing", {{"operator", "united-states"}}))) == "s-surveyor-1");
  CHECK(ids(e->members(set("spaceflight", {{"crew.gender", "f"}}))) == "f-vostok-6");
  CHECK(ids(e->members(set("arrival", {{"craft", "luna-25"}}))) == "i-luna-25");
  CHECK(ids(e->members(set("planet", {{"orbits", "sun"}}))) == "earth,jupiter,mars,mercury");
}

TEST_CASE("a set of an implied kind counts one happening once") {
  const auto e = as_of("2024-01-01");
  CHECK(ids(e->members(set("loss", {{"craft", "luna-25"}}))) == "i-luna-25#loss");
}

TEST_CASE("a negated condition turns its truth round") {
  const auto e = as_of("2024-01-01");
  Set s = launches_from("vostochny-cosmodrome");
  s.where.push_back(where("vehicle", entity("soyuz-2-1a")));
  s.where.back().negated = true;
  CHECK(ids(e->members(s)) == "l-meteor,l-luna-25");
}

TEST_CASE("only completeness closes a set, and only as far as it reaches") {
  CHECK(as_of("2024-01-01")->members(launches_from("vostochny-cosmodrome")).closed);
  CHECK(as_of("2024-12-08")->members(launches_from("vostochny-cosmodrome")).closed);
  CHECK_FALSE(as_of("2025-03-01")->members(launches_from("vostochny-cosmodrome")).closed);
  CHECK_FALSE(as_of("2024-01-01")->members(launches_from("plesetsk-cosmodrome")).closed);
  CHECK_FALSE(as_of("2024-01-01")->members(launches_from("amur-oblast")).closed);
  // A role that the list does not promise.
  CHECK_FALSE(as_of("2024-01-01")
                  ->members(set("launch", {{"site", "vostochny-cosmodrome"}, {"mission", "chandrayaan-3-mission"}}))
                  .closed);
  // A time that lies within the horizon closes what as_of alone would not.
  CHECK(as_of("2025-03-01")->members(timed(launches_from("vostochny-cosmodrome"), Op::lt, date("2020"))).closed);
  CHECK(as_of("")->members(timed(launches_from("vostochny-cosmodrome"), Op::lt, date("2020"))).closed);
  CHECK_FALSE(as_of("")->members(launches_from("vostochny-cosmodrome")).closed);
  // Told to begin in 1961, when the first of its kind was: it reaches the beginning.
  CHECK(as_of("2024-01-01")->members(timed(set("spaceflight", {{"crew.gender", "f"}}), Op::lt, date("1963"))).closed);
}

TEST_CASE("nothing has happened after the day of the text") {
  CHECK(ids(as_of("2018-01-01")->members(launches_from("vostochny-cosmodrome"))) == "l-lomonosov,l-meteor");
  CHECK(ids(as_of("2023-08-11")->members(set("launch", {{"payload", "luna-25"}}))) == "l-luna-25");
}

TEST_CASE("a key identifies the event, whatever else is unknown of others") {
  const auto e = as_of("2024-01-01");
  const auto k = e->members(set("launch", {{"payload", "luna-25"}}));
  CHECK(ids(k) == "l-luna-25");
  CHECK(k.closed);
  const auto none = e->members(set("launch", {{"payload", "luna-25"}, {"site", "baikonur-cosmodrome"}}));
  CHECK(ids(none).empty());
  CHECK(none.closed);
  CHECK(ids(e->members(set("launch", {{"payload", "chandrayaan-3-mission"}}))) == "l-chandrayaan-3");
}

TEST_CASE("what is excluded by what happened did not happen") {
  const auto e = as_of("2024-01-01");
  const auto k = e->members(set("landing", {{"craft", "luna-25"}, {"body", "moon"}}));
  CHECK(ids(k).empty());
  CHECK(k.closed);
  CHECK_FALSE(e->members(set("landing", {{"craft", "old-probe"}, {"body", "mars"}})).closed);
}

TEST_CASE("rank, nth and last need what comes before or after to be known") {
  const auto e = as_of("2024-01-01");
  const Set s = launches_from("vostochny-cosmodrome");
  const Term luna = the(set("launch", {{"payload", "luna-25"}}));
  CHECK(ask(*e, rank(luna, s, "time"), Op::eq, number(4)) == Truth::yes);
  CHECK(ask(*e, rank(luna, s, "time"), Op::eq, number(3)) == Truth::no);
  CHECK(ids(e->known(nth(1, s, "time"))) == "l-lomonosov");
  CHECK(ids(e->known(nth(3, s, "time"))) == "l-kanopus-v-3");
  CHECK(ids(e->known(last(s, "time"))) == "l-luna-25");
  CHECK(ids(as_of("2020-01-01")->known(last(s, "time"))) == "l-kanopus-v-3");
  // Beyond the horizon the first is still the first, the last is open.
  const auto later = as_of("2025-06-01");
  CHECK(ids(later->known(nth(1, s, "time"))) == "l-lomonosov");
  CHECK(later->known(last(s, "time")).certain.empty());
  CHECK(ids(later->known(last(s, "time"))) == "?l-luna-25");
  CHECK(ask(*later, rank(luna, s, "time"), Op::eq, number(4)) == Truth::yes);
}

TEST_CASE("in an open list one witness refutes and none supports") {
  const auto e = as_of("2024-01-01");
  const Set russian = set("launch", {{"operator", "roscosmos"}});
  const Term luna = the(set("launch", {{"payload", "luna-25"}}));
  CHECK(ask(*e, rank(luna, russian, "time"), Op::eq, number(1)) == Truth::no);
  CHECK(ask(*e, rank(luna, russian, "time"), Op::eq, number(40)) == Truth::open);
  const auto k = e->known(nth(1, russian, "time"));
  CHECK(k.certain.empty());
  CHECK(std::find(k.excluded.begin(), k.excluded.end(), "l-luna-25") != k.excluded.end());
}

TEST_CASE("a count is a range: from those known to those possible, or without end") {
  const auto e = as_of("2024-01-01");
  const Set s = launches_from("vostochny-cosmodrome");
  CHECK(ask(*e, count(s), Op::eq, number(4)) == Truth::yes);
  CHECK(ask(*e, count(s), Op::eq, number(5)) == Truth::no);
  const Set plesetsk = launches_from("plesetsk-cosmodrome");
  CHECK(ask(*e, count(plesetsk), Op::ge, number(1)) == Truth::yes);
  CHECK(ask(*e, count(plesetsk), Op::eq, number(0)) == Truth::no);
  CHECK(ask(*e, count(plesetsk), Op::eq, number(7)) == Truth::open);
}

TEST_CASE("a country's place among those who landed is told by the first landing of each") {
  const auto e = as_of("2024-01-01");
  const Set s = set("landing", {{"body", "moon"}, {"outcome", "success"}});
  CHECK(ask(*e, rank(entity("india"), s, "time"), Op::eq, number(4)) == Truth::yes);
  CHECK(ask(*e, rank(entity("india"), s, "time"), Op::eq, number(3)) == Truth::no);
  CHECK(ask(*e, rank(entity("china"), s, "time"), Op::eq, number(3)) == Truth::yes);
  CHECK(ask(*e, distinct("operator.country", s), Op::eq, number(4)) == Truth::yes);
}

TEST_CASE("a set of things is sorted by a property") {
  const auto e = as_of("2024-01-01");
  const Set planets = set("planet", {{"orbits", "sun"}});
  CHECK(ids(e->known(nth(1, planets, "-diameter"))) == "jupiter");
  CHECK(ids(e->known(nth(1, planets, "diameter"))) == "mercury");
  CHECK(ask(*e, rank(entity("mars"), planets, "diameter"), Op::eq, number(2)) == Truth::yes);
}

TEST_CASE("the S with several members is none until something tells which") {
  const auto e = as_of("2024-01-01");
  const Set s = launches_from("vostochny-cosmodrome");
  const auto k = e->known(the(s));
  CHECK(k.certain.empty());
  CHECK(k.possible.size() == 4);
  REQUIRE_FALSE(k.missing.empty());
  CHECK(k.missing.front().what == engine::Missing::What::which_one);

  std::vector<Atom> atoms;
  atoms.push_back(compare(role("time", the(s)), Op::eq, date("2017"), "event", {}));
  atoms.push_back(compare(role("outcome", the(s)), Op::eq, symbol("failure"), "event", {}));
  atoms.push_back(compare(role("vehicle", the(s)), Op::eq, entity("soyuz-2-1a"), "event", {}));
  const auto chosen = e->choose(atoms);
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0][0].find("id=l-meteor") != std::string::npos);
  atoms.erase(atoms.begin(), atoms.begin() + 2);
  CHECK(e->choose(atoms).size() == 2);
}

TEST_CASE("the nth to do something is told by the first time of each") {
  const auto e = as_of("2024-01-01");
  const Set s = set("landing", {{"body", "moon"}});
  const auto country = [&](int n) { return role("operator.country", nth(n, s, "time by operator.country")); };
  CHECK(ids(e->known(country(1))) == "soviet-union");
  CHECK(ids(e->known(country(3))) == "china");
  CHECK(ids(e->known(country(4))) == "india");
  CHECK(ids(e->known(country(5))).empty());
  CHECK(ids(e->known(nth(4, s, "time by operator.country"))) == "s-vikram");
  CHECK(ask(*e, rank(entity("india"), s, "time by operator.country"), Op::eq, number(4)) == Truth::yes);
  CHECK(ask(*e, rank(entity("india"), s, "time by operator.country"), Op::eq, number(5)) == Truth::no);
  const Set flights = timed(set("spaceflight"), Op::lt, date("1964"));
  CHECK(ids(e->known(role("crew", nth(3, flights, "time by crew")))) == "valentina-tereshkova");
}

}  // namespace saksi::test

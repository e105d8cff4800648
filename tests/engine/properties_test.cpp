#include <cmath>
#include <random>

#include "engine/truth/geodesic.h"
#include "tests/catch.h"
#include "tests/engine/fixture.h"

namespace saksi::test {

TEST_CASE("a distance is the geodesic between coordinates") {
  CHECK(engine::geodesic_km(51.884, 128.334, 43.116, 131.885) == Approx(1011).margin(1));
  const auto e = as_of("2024-01-01");
  const Term d = prop("distance", {entity("vostochny-cosmodrome"), entity("vladivostok")});
  CHECK(ask(*e, d, Op::eq, quantity(1011, "km", 4)) == Truth::yes);
  CHECK(ask(*e, d, Op::eq, quantity(1000, "km", 1, Hedge::about)) == Truth::yes);
  CHECK(ask(*e, d, Op::eq, quantity(1500, "km", 2, Hedge::about)) == Truth::no);
  CHECK(ask(*e, d, Op::eq, quantity(630, "[mi_i]", 2)) == Truth::yes);
  CHECK(ask(*e, d, Op::gt, quantity(1000, "km", 1)) == Truth::yes);
  CHECK(ask(*e, d, Op::lt, quantity(900, "km", 1)) == Truth::no);
  CHECK(e->known(prop("distance", {entity("vostochny-cosmodrome"), entity("russia")})).certain.empty());
  CHECK(ask(*e, prop("distance", {entity("earth"), entity("moon")}), Op::eq, quantity(384000, "km", 3)) == Truth::yes);
}

TEST_CASE("the haversine stays near the geodesic") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> lat(-85, 85);
  std::uniform_real_distribution<double> lon(-180, 180);
  for (int i = 0; i < 1000; ++i) {
    const double a = lat(random);
    const double b = lon(random);
    const double c = lat(random);
    const double d = lon(random);
    const double exact = engine::geodesic_km(a, b, c, d);
    CHECK(std::fabs(engine::haversine_km(a, b, c, d) - exact) <= 0.006 * exact + 0.01);
    CHECK(engine::geodesic_km(c, d, a, b) == Approx(exact));
  }
}

TEST_CASE("places hold one another, and different ones of a level share no ground") {
  const auto e = as_of("2024-01-01");
  const Term at = prop("located_in", {entity("vostochny-cosmodrome")});
  const auto says = [&](const char* place) {
    Truth all = Truth::no;
    for (const auto& w : e->known(at).certain) {
      const Truth t = e->test(w, Op::eq, entity(place), "located_in");
      if (t == Truth::yes) return t;
      if (t == Truth::open && all != Truth::yes) all = w.id == "amur-oblast" ? Truth::open : all;
    }
    return all;
  };
  CHECK(says("amur-oblast") == Truth::yes);
  CHECK(says("russia") == Truth::yes);
  CHECK(says("asia") == Truth::yes);
  CHECK(says("kazakhstan") == Truth::no);
  CHECK(says("primorsky-krai") == Truth::no);
  CHECK(says("soviet-union") == Truth::open);
  CHECK(says("northern-hemisphere") == Truth::yes);
}

TEST_CASE("a fact supports what holds it and leaves open what is finer") {
  const auto e = as_of("2024-01-01");
  const auto role_of = [&](const char* payload, const char* name, const char* said) {
    return ask(*e, role(name, the(set("launch", {{"payload", payload}}))), Op::eq, entity(said));
  };
  CHECK(role_of("luna-25", "vehicle", "soyuz-2-1b") == Truth::yes);
  CHECK(role_of("luna-25", "vehicle", "soyuz-2") == Truth::yes);
  CHECK(role_of("luna-25", "vehicle", "soyuz") == Truth::yes);
  CHECK(role_of("luna-25", "vehicle", "soyuz-2-1a") == Truth::no);
  CHECK(role_of("luna-25", "vehicle", "angara-a5") == Truth::no);
  CHECK(role_of("luna-25", "operator", "russia") == Truth::yes);
  CHECK(role_of("luna-25", "operator", "nasa") == Truth::no);
  CHECK(role_of("luna-24", "operator", "russia") == Truth::open);
  CHECK(role_of("luna-24", "operator", "united-states") == Truth::no);
  CHECK(role_of("luna-25", "site", "russia") == Truth::yes);
  CHECK(role_of("luna-25", "site", "baikonur-cosmodrome") == Truth::no);
  CHECK(role_of("vikram", "operator", "india") == Truth::yes);
}

TEST_CASE("launch sites next to each other may be told for one another") {
  const auto e = as_of("2024-01-01");
  const Witness w = e->known(entity("kennedy-space-center")).certain.at(0);
  CHECK(e->test(w, Op::eq, entity("cape-canaveral"), "site") == Truth::open);
  CHECK(e->test(w, Op::eq, entity("vostochny-cosmodrome"), "site") == Truth::no);
}

TEST_CASE("a property is weighed with its tolerance and a margin in which nothing is decided") {
  const auto e = as_of("2024-01-01");
  const Term d = prop("diameter", {entity("moon")});
  CHECK(ask(*e, d, Op::eq, quantity(3475, "km", 4)) == Truth::yes);
  CHECK(ask(*e, d, Op::eq, quantity(3500, "km", 2)) == Truth::yes);
  CHECK(ask(*e, d, Op::eq, quantity(4000, "km", 1, Hedge::about)) == Truth::open);
  CHECK(ask(*e, d, Op::eq, quantity(5000, "km", 1)) == Truth::no);
  CHECK(ask(*e, prop("diameter", {entity("jupiter")}), Op::gt, prop("diameter", {entity("earth")})) == Truth::yes);
  CHECK(ask(*e, prop("diameter", {entity("mars")}), Op::gt, prop("diameter", {entity("earth")})) == Truth::no);
}

TEST_CASE("a property that holds for a time is that of the day of the text") {
  const Term moons = prop("moons", {entity("jupiter")});
  CHECK(ask(*as_of("2020-01-01"), moons, Op::eq, number(79)) == Truth::yes);
  CHECK(ask(*as_of("2024-01-01"), moons, Op::eq, number(79)) == Truth::no);
  CHECK(ask(*as_of("2024-01-01"), moons, Op::eq, number(95)) == Truth::yes);
  CHECK(as_of("2031-01-01")->known(moons).certain.empty());  // not checked for too long
  CHECK(as_of("")->known(moons).certain.empty());
}

TEST_CASE("the class of a thing is one of its kinds; kinds that exclude each other refute") {
  const auto e = as_of("2024-01-01");
  const Term c = prop("class", {entity("mars")});
  CHECK(ask(*e, c, Op::eq, symbol("planet")) == Truth::yes);
  CHECK(ask(*e, c, Op::eq, symbol("body")) == Truth::yes);
  CHECK(ask(*e, c, Op::eq, symbol("star")) == Truth::no);
  CHECK(ask(*e, prop("class", {entity("luna-25")}), Op::eq, symbol("rover")) == Truth::open);
}

TEST_CASE("two halves of a unit pair agree within the rounding of either") {
  const auto e = as_of("2024-01-01");
  const auto pair = [&](Term a, Term b) { return ask(*e, prop("convert", {std::move(a)}), Op::eq, b); };
  CHECK(pair(quantity(1500, "km", 2, Hedge::about), quantity(930, "[mi_i]", 2)) == Truth::yes);
  CHECK(pair(quantity(1500, "km", 2), quantity(1300, "[mi_i]", 2)) == Truth::no);
  CHECK(pair(quantity(100, "km", 1), quantity(62, "[mi_i]", 2)) == Truth::yes);
  CHECK(pair(quantity(0, "Cel", 1), quantity(32, "[degF]", 2)) == Truth::yes);
}

TEST_CASE("sums add up") {
  const auto e = as_of("2024-01-01");
  std::mt19937 random(11);
  std::uniform_int_distribution<int> any(0, 1000);
  for (int i = 0; i < 200; ++i) {
    const int a = any(random);
    const int b = any(random);
    CHECK(ask(*e, prop("sum", {number(a), number(b)}), Op::eq, number(a + b)) == Truth::yes);
    CHECK(ask(*e, prop("sum", {number(a), number(b)}), Op::eq, number(a + b + 1)) == Truth::no);
    CHECK(ask(*e, prop("difference", {number(a + b), number(b)}), Op::eq, number(a)) == Truth::yes);
  }
}

TEST_CASE("bounds have no margin, and no number is both above and not above another") {
  const auto e = as_of("2024-01-01");
  for (int fact = -3; fact <= 3; ++fact) {
    for (int said = -3; said <= 3; ++said) {
      const Witness w = e->known(number(fact)).certain.at(0);
      const auto is = [&](Op op) { return e->test(w, op, number(said), "count"); };
      CHECK((is(Op::gt) == Truth::yes) == (fact > said));
      CHECK((is(Op::gt) == Truth::no) == (fact <= said));
      CHECK((is(Op::le) == Truth::yes) == (fact <= said));
      CHECK((is(Op::eq) == Truth::yes) == (fact == said));
      CHECK((is(Op::ne) == Truth::no) == (fact == said));
    }
  }
}

TEST_CASE("values are shown by locale, and like what they replace") {
  const auto e = as_of("2024-01-01");
  const auto first = [&](const Term& t) { return e->known(t).certain.at(0); };
  const auto time = first(role("time", the(set("launch", {{"payload", "luna-25"}}))));
  CHECK(e->show(time, "en") == "11 August 2023");
  CHECK(e->show(time, "id") == "11 Agustus 2023");
  CHECK(e->show_like(time, date("2022"), "en") == "2023");
  CHECK(e->show_like(time, value(Date::minute(2023, 8, 11, 9, 0)), "id") == "11 Agustus 2023 pukul 08.10");
  const auto far = first(prop("distance", {entity("vostochny-cosmodrome"), entity("vladivostok")}));
  CHECK(e->show(far, "en") == "1,011 km");
  CHECK(e->show_like(far, quantity(1500, "km", 2, Hedge::about), "id") == "1.010 km");
  CHECK(e->show_like(far, quantity(930, "[mi_i]", 2), "id") == "630 mil");
  CHECK(e->show(first(the(set("launch", {{"payload", "luna-25"}}))), "en") == "launch of Luna-25");
  CHECK(e->show(entity("vostochny-cosmodrome"), "id") == "Kosmodrom Vostochny");
}

}  // namespace saksi::test

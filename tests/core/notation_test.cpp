#include "core/notation.h"

#include "tests/catch.h"

namespace saksi::notation {
namespace {

Set launches(std::string role, std::string id) {
  return {"launch", {where(std::move(role), entity(std::move(id)))}, {}};
}

}  // namespace

TEST_CASE("the notation as text") {
  const Atom site =
      compare(role("site", the(launches("payload", "luna-25"))), Op::eq, entity("vostochny-cosmodrome"), "launch", {});
  CHECK(to_string(site) == "site(the launch{payload=luna-25}) = vostochny-cosmodrome");
  const Atom second =
      compare(role("time", nth(2, launches("site", "x"), "time")), Op::in, value(Date::month(2017, 11)), "rank", {});
  CHECK(to_string(second) == "time(nth(2, launch{site=x}, time)) in 2017-11");
  const Atom hit =
      some({"impact", {where("craft", entity("luna-25")), where("body", entity("moon"))}, {}}, "impact", {});
  CHECK(to_string(hit) == "some impact{craft=luna-25, body=moon}");
  Atom none = no(
      {"spaceflight", {where("crew.gender", value(Symbol{"f"})), where("time", value(Date::year(1980)), Op::lt)}, {}},
      "event", {});
  CHECK(to_string(none) == "no spaceflight{crew.gender=f, time<1980}");
  none.negated = true;
  CHECK(to_string(none) == "not no spaceflight{crew.gender=f, time<1980}");
  const Atom moons =
      compare(count({"moon", {where("orbits", entity("mars"))}, {}}), Op::eq, value(Quantity::count(2)), "count", {});
  CHECK(to_string(moons) == "count(moon{orbits=mars}) = 2");
  Quantity far;
  far.value = 1500;
  far.unit = "km";
  far.hedge = Hedge::about;
  CHECK(to_string(compare(prop("distance", {entity("a"), entity("b")}), Op::eq, value(far), "distance", {})) ==
        "distance(a, b) = ~1500 km");
  CHECK(to_string(rank(entity("a"), {"moon", {}, {}}, "-diameter")) == "rank(a, moon, -diameter)");
  CHECK(to_string(minus(entity("a"), minus(entity("b"), now_term()))) == "a - (b - now)");
  CHECK(to_string(last(launches("site", "x"), "time")) == "last(launch{site=x}, time)");
  CHECK(to_string(distinct("operator", launches("body", "moon"))) == "distinct(operator, launch{body=moon})");
  Condition c = where("time", value(Date::year(2023)), Op::in);
  c.negated = true;
  CHECK(to_string(Set{"launch", {c}, {}}) == "launch{!time in 2023}");
  CHECK(to_string(Value{Text{"Intercontinental"}}) == "\"Intercontinental\"");
  CHECK(to_string(Value{Weekday::wednesday}) == "wednesday");
  CHECK(to_string(Value{}) == "?");
}

}  // namespace saksi::notation

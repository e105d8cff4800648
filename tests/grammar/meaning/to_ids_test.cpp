#include "grammar/meaning/to_ids.h"

#include "grammar/meaning/notation.h"
#include "tests/catch.h"

namespace saksi::grammar {
namespace {

std::string in_ids_and_back(const Atom& a) {
  static const Symbols nothing;
  Meaning m(nothing);
  return to_string(in_ids(a, m), m);
}

}  // namespace

TEST_CASE("an atom in ids is written as it was in the notation") {
  const Condition then = where("time", value(Date::year(2023)), Op::in);
  const Set launch = {"launch", {where("payload", entity("luna-25")), then}, {}};
  const Set women = {"spaceflight", {where("crew.gender", value(Symbol{"f"}))}, {}};
  Quantity far = Quantity::count(1500);
  far.unit = "km";
  const auto is = [](const Term& left, Op op, const Term& right) { return compare(left, op, right, "event", {}); };
  Atom denied = some(launch, "launch", {});
  denied.negated = true;
  Set other = launch;
  other.where[0].negated = true;
  for (const Atom& a :
       {is(role("operator.country", the(launch)), Op::eq, entity("russia")), some(women, "event", {}),
        no(women, "event", {}), denied, no(other, "event", {}), is(nth(2, launch, "time"), Op::ne, entity("luna-24")),
        is(last(women, "-diameter"), Op::eq, entity("x")),
        is(nth(4, launch, "time by operator.country"), Op::eq, entity("x")),
        is(rank(entity("a"), launch, "time"), Op::le, value(Quantity::count(3))),
        is(count(launch), Op::gt, value(Quantity::count(3))),
        is(distinct("operator.country", launch), Op::ge, value(Quantity::count(3))),
        is(prop("distance", {entity("a"), entity("b")}), Op::lt, value(far)),
        is(minus(now_term(), minus(role("time", the(launch)), value(Date::year(1980)))), Op::eq, value(far)),
        is(prop("expansion", {entity("x")}), Op::eq, value(Text{"Some words"})),
        is(prop("weekday", {value(Date::day(2023, 8, 11))}), Op::eq, value(Weekday::friday)),
        is(value(Value{}), Op::eq, value(Value{}))})
    CHECK(in_ids_and_back(a) == to_string(a));
}

TEST_CASE("what is told of an atom beside its terms is kept") {
  Atom a = some({"launch", {}, {}}, "holds-office", {3, 9});
  a.suggest = {4, 5};
  a.link = Link::weaker;
  a.auxiliary = a.presupposed = a.now = a.negated = true;
  a.group = 2;
  a.attributed_to = "the ministry";
  a.also = {{7, 8}};
  static const Symbols nothing;
  Meaning m(nothing);
  const saksi::Atom b = in_ids(a, m);
  CHECK(b.label == Label::holds_office);
  CHECK(b.span == a.span);
  CHECK(b.suggest == a.suggest);
  CHECK(b.link == Link::weaker);
  CHECK((b.auxiliary && b.presupposed && b.now && b.negated));
  CHECK(b.group == 2);
  CHECK(b.attributed_to == "the ministry");
  CHECK(b.also == a.also);
}

}  // namespace saksi::grammar

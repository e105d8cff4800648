#include "core/meaning.h"

#include <array>
#include <string>
#include <vector>

#include "core/verdict.h"
#include "tests/catch.h"

using namespace saksi;

namespace {

using Group = Symbols::Group;

/// A table of three names and a kind, with what it stands on.
struct Table {
  std::string pool = "timesitepayloadlaunch";
  std::vector<Symbols::Text> texts = {{0, 0}, {0, 4}, {4, 4}, {8, 7}, {15, 6}};
  std::array<Symbols::Block, Symbols::kGroups> blocks{{{0, 4}, {4, 1}, {5, 0}, {5, 0}, {5, 0}}};
  std::vector<std::uint32_t> slots = Symbols::index(pool, texts, blocks);
  Symbols symbols{pool, texts, blocks, slots};
};

/// A meaning, its names and ids told as text; those that the table does not have are its own.
struct Written : Meaning {
  using Meaning::Meaning;
  Sym name(std::string_view text) { return sym(Group::name, text); }
  TermId thing(std::string_view id) { return entity(sym(Group::entity, id)); }
  Condition where(Path p, TermId v, Op op = Op::eq) { return {p, op, false, v}; }
  Condition where(std::string_view n, TermId v, Op op = Op::eq) { return where(Path{name(n), {}}, v, op); }
  SetId of(std::string_view kind, const std::vector<Condition>& all = {}) { return set(sym(Group::kind, kind), all); }
  SetId launches(std::string_view role, std::string_view id) { return of("launch", {where(role, thing(id))}); }
  Key by(std::string_view n) { return {name(n), false, {}}; }
};

Atom compare(TermId left, Op op, TermId right) {
  Atom a;
  a.left = left;
  a.op = op;
  a.right = right;
  return a;
}

Atom about(Atom::Kind kind, SetId s) {
  Atom a;
  a.kind = kind;
  a.set = s;
  return a;
}

}  // namespace

TEST_CASE("meanings as text") {
  const Table table;
  Written m(table.symbols);
  const auto role = [&](std::string_view name, TermId of) { return m.role({m.name(name), {}}, of); };
  const Atom site =
      compare(role("site", m.the(m.launches("payload", "luna-25"))), Op::eq, m.thing("vostochny-cosmodrome"));
  CHECK(to_string(site, m) == "site(the launch{payload=luna-25}) = vostochny-cosmodrome");
  const Atom second =
      compare(role("time", m.nth(2, m.launches("site", "x"), m.by("time"))), Op::in, m.value(Date::month(2017, 11)));
  CHECK(to_string(second, m) == "time(nth(2, launch{site=x}, time)) in 2017-11");
  const SetId hit = m.of("impact", {m.where("craft", m.thing("luna-25")), m.where("body", m.thing("moon"))});
  CHECK(to_string(about(Atom::Kind::some, hit), m) == "some impact{craft=luna-25, body=moon}");
  const Condition woman = m.where(Path{m.name("crew"), m.name("gender")}, m.symbol(m.sym(Group::symbol, "f")));
  const Condition early = m.where("time", m.value(Date::year(1980)), Op::lt);
  Atom none = about(Atom::Kind::no, m.of("spaceflight", {woman, early}));
  CHECK(to_string(none, m) == "no spaceflight{crew.gender=f, time<1980}");
  none.negated = true;
  CHECK(to_string(none, m) == "not no spaceflight{crew.gender=f, time<1980}");
  const SetId moons = m.of("moon", {m.where("orbits", m.thing("mars"))});
  CHECK(to_string(compare(m.count(moons), Op::eq, m.value(Quantity::count(2))), m) == "count(moon{orbits=mars}) = 2");
  Quantity far;
  far.value = 1500;
  far.unit = "km";
  far.hedge = Hedge::about;
  const std::array<TermId, 2> ends{m.thing("a"), m.thing("b")};
  CHECK(to_string(compare(m.prop({m.name("distance"), {}}, ends), Op::eq, m.value(far)), m) ==
        "distance(a, b) = ~1500 km");
  Key largest = m.by("diameter");
  largest.descending = true;
  CHECK(to_string(m.rank(m.thing("a"), m.of("moon"), largest), m) == "rank(a, moon, -diameter)");
  Key firsts = m.by("time");
  firsts.per = {m.name("operator"), m.name("country")};
  CHECK(to_string(m.nth(4, m.of("landing"), firsts), m) == "nth(4, landing, time by operator.country)");
  CHECK(to_string(m.minus(m.thing("a"), m.minus(m.thing("b"), m.now())), m) == "a - (b - now)");
  CHECK(to_string(m.last(m.launches("site", "x"), m.by("time")), m) == "last(launch{site=x}, time)");
  CHECK(to_string(m.distinct({m.name("operator"), {}}, m.launches("body", "moon")), m) ==
        "distinct(operator, launch{body=moon})");
  Condition c = m.where("time", m.value(Date::year(2023)), Op::in);
  c.negated = true;
  CHECK(to_string(m.of("launch", {c}), m) == "launch{!time in 2023}");
  CHECK(to_string(Value{Text{"Intercontinental"}}, m) == "\"Intercontinental\"");
  CHECK(to_string(Value{Weekday::wednesday}, m) == "wednesday");
  CHECK(to_string(Value{}, m) == "?");
  CHECK(to_string(TermId::none, m) == "?");
  CHECK(to_string(SetId::none, m) == "?");
}

TEST_CASE("equal terms and sets are one, and what differs is another") {
  const Table table;
  Written m(table.symbols);
  const SetId s = m.launches("payload", "luna-25");
  const TermId site = m.role({m.name("site"), {}}, m.the(s));
  const std::size_t terms = m.term_count(), sets = m.set_count();
  CHECK(m.launches("payload", "luna-25") == s);
  CHECK(m.role({m.name("site"), {}}, m.the(s)) == site);
  CHECK(m.term_count() == terms);
  CHECK(m.set_count() == sets);
  CHECK(m.launches("payload", "luna-24") != s);
  CHECK(m.launches("site", "luna-25") != s);
  CHECK(m.role({m.name("time"), {}}, m.the(s)) != site);
  CHECK(m.nth(1, s, m.by("time")) != m.nth(2, s, m.by("time")));
  CHECK(m.value(Date::year(1980)) != m.value(Date::year(1981)));
  const SetId timed = m.with(s, m.where("time", m.now(), Op::in));
  CHECK(to_string(timed, m) == "launch{payload=luna-25, time in now}");
  CHECK(to_string(s, m) == "launch{payload=luna-25}");
  const std::array<TermId, 1> of{m.the(timed)};
  CHECK(to_string(m.rebuilt(m[site], SetId::none, of), m) == "site(the launch{payload=luna-25, time in now})");
}

TEST_CASE("what is a value is one, whatever is added later") {
  const Table table;
  Written m(table.symbols);
  const TermId when = m.value(Date::year(1980));
  const Value* value = m.constant(when);
  REQUIRE(value != nullptr);
  for (int n = 0; n < 1000; ++n) m.value(Quantity::count(n));
  CHECK(m.constant(when) == value);
  CHECK(m.constant<Date>(when) == std::get_if<Date>(value));
  CHECK(m.constant<Quantity>(when) == nullptr);
  CHECK(m.constant(m.now()) == nullptr);
  CHECK(m.constant(TermId::none) == nullptr);
}

TEST_CASE("ids are those of the table, and of the meaning alone where it has none") {
  const Table table;
  Written m(table.symbols);
  CHECK(m.name("time") == names::time);
  CHECK(m.sym(Group::kind, "launch") == table.symbols.find(Group::kind, "launch"));
  CHECK_FALSE(table.symbols.find(Group::name, "launch"));
  CHECK_FALSE(table.symbols.find(Group::name, "weight"));
  const Sym own = m.name("weight");
  CHECK(own);
  CHECK(own == m.name("weight"));
  CHECK(own != m.name("height"));
  CHECK(m.text(own) == "weight");
  CHECK_FALSE(table.symbols.is(Group::name, own));
  CHECK(table.symbols.text(own).empty());
}

TEST_CASE("labels by name") {
  for (int i = 0; i <= static_cast<int>(Label::weekday); ++i) {
    const auto label = static_cast<Label>(i);
    CHECK(parse_label(to_string(label)) == label);
  }
  CHECK_FALSE(parse_label("holds_office"));
}

TEST_CASE("verdicts by gravity") {
  CHECK(graver(Verdict::supported, Verdict::refuted) == Verdict::refuted);
  CHECK(graver(Verdict::outdated, Verdict::disputed) == Verdict::outdated);
  CHECK(graver(Verdict::unread, Verdict::supported) == Verdict::unread);
  for (int i = 0; i < 8; ++i) {
    const auto v = static_cast<Verdict>(i);
    CHECK(parse_verdict(to_string(v)) == v);
  }
  CHECK_FALSE(parse_verdict("maybe"));
}

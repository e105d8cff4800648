#include "grammar/text/text.h"
#include "grammar/values/values.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::grammar;

namespace {
std::string tokens(std::string_view user) {
  std::string out;
  for (const Token& t : tokenise(normalise(user))) out += (out.empty() ? "" : "|") + t.text;
  return out;
}
}  // namespace

TEST_CASE("the linked value tables are sound") {
  for (const auto& d : value_table_faults()) {
    INFO(d.text());
    CHECK(d.text().empty());
  }
  CHECK(value_languages() == std::vector<std::string_view>{"en", "id"});
}

TEST_CASE("tokens") {
  CHECK(tokens("Kazakhstan's") == "Kazakhstan|'s");
  CHECK(tokens("Chang'e-5 in Xi'an") == "Chang'e-5|in|Xi'an");
  CHECK(tokens("Chang'e's lander") == "Chang'e|'s|lander");
  CHECK(tokens("the crews' seats") == "the|crews|'|seats");
  CHECK(tokens("Soyuz-2.1b, R-7.") == "Soyuz-2.1b|,|R-7|.");
  CHECK(tokens("ke-4 1970-an Luna-25-nya") == "ke-|4|1970|-an|Luna-25|-nya");
  CHECK(tokens("1.500 149,6 14:57 5.") == "1.500|149,6|14:57|5|.");
  CHECK(tokens("21st 500km 4%") == "21|st|500|km|4|%");
  CHECK(tokens("2023-08-10") == "2023|-|08|-|10");
  CHECK(tokens("dua-tingkat") == "dua-tingkat");
  CHECK(tokens("No. 5, at 3:05 p.m. on Aug. 7") == "No.|5|,|at|3:05|p.m.|on|Aug.|7");
  CHECK(tokens("No. It fell.") == "No|.|It|fell|.");
  CHECK(tokens("the U.S. base, dll.") == "the|U.S.|base|,|dll.");
  CHECK(tokens("Rp2,5 miliar") == "Rp|2,5|miliar");
  CHECK(tokens("wait... no--yes") == "wait|...|no|--|yes");
  CHECK(tokens("space.com and TRIBUNNEWS.COM") == "space.com|and|TRIBUNNEWS.COM");
  CHECK(tokens("km\xC2\xB2") == "km\xC2\xB2");
  CHECK(tokens("").empty());
}

TEST_CASE("what a token tells of itself") {
  const auto t = tokenise(normalise("NASA's  Luna"));
  REQUIRE(t.size() == 3);
  CHECK(t[0].upper);
  CHECK(t[0].capital);
  CHECK_FALSE(t[1].space_before);
  CHECK(t[2].space_before);
  CHECK_FALSE(t[2].upper);
  CHECK(t[2].folded == "luna");
  CHECK(t[2].span == Span{8, 12});
}

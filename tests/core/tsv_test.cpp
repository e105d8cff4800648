#include "core/tsv.h"

#include "tests/catch.h"

using namespace saksi;

TEST_CASE("a table of tabs") {
  const auto t = Tsv::read("x.tsv", "\xEF\xBB\xBF# a note\nid\tname\r\n\nmars\tMars \"red\"\t\nvenus\tVenus\n", {"id"});
  REQUIRE_FALSE(t);
  REQUIRE(t.errors().size() == 1);
  CHECK(t.errors()[0].text() ==
        "x.tsv:4:1: error: the line has 3 cells, the header 2; cells are separated by one tab each\n"
        "mars\tMars \"red\"\t\n^");
  const auto good = Tsv::read("x.tsv", "id\tname\nmars\tMars \"red\"\n", {"id"});
  REQUIRE(good);
  REQUIRE(good->rows().size() == 1);
  CHECK(good->get(good->rows()[0], "name") == "Mars \"red\"");
  CHECK(good->get(good->rows()[0], "nothing").empty());
  CHECK(good->rows()[0].line == 2);
  CHECK(good->fault(good->rows()[0], "name", "bad-name", "no").text() ==
        "x.tsv:2:6: error: no\nmars\tMars \"red\"\n    \t^~~~~~~~~~");
}

TEST_CASE("all faults at once") {
  const auto t = Tsv::read("x.tsv", "id\tid\nonly\n", {"id", "unit"});
  REQUIRE_FALSE(t);
  REQUIRE(t.errors().size() == 3);
  CHECK(t.errors()[0].code == "duplicate-column");
  CHECK(t.errors()[1].code == "missing-column");
  CHECK(t.errors()[2].code == "column-count");
  CHECK_FALSE(Tsv::read("x.tsv", "# nothing\n"));
}

TEST_CASE("splitting") {
  CHECK(split("a, b ,c", ',') == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(split("  ", ',').empty());
  CHECK(trim("\t a \r") == "a");
}

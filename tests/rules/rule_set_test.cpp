#include <string>
#include <vector>

#include "rules/parse.h"
#include "tests/catch.h"
#include "tests/rules/schema_fixture.h"

using namespace saksi;
using namespace saksi::rules;

namespace {

std::string with_atom(const std::string& id, const std::string& atom) {
  return "rule " + id + " \"d\" atom " + atom +
         " supported when certain(?x) say en \"a\" say id \"b\" label town en \"" + id +
         "\" id \"kota\" example en supported \"[a]\" example id supported \"[b]\"";
}

}  // namespace

TEST_CASE("rules are ordered by how much they pin down, then by name") {
  const std::vector<std::string> texts = {with_atom("t/a", "?p(?x) ?op ?y"), with_atom("t/b", "weight(?x) ?op ?y"),
                                          with_atom("t/d", "weight(?x) = ?y"), with_atom("t/c", "?x ?op ?y")};
  const std::vector<EmbeddedFile> files = {
      {"t/a.rule", texts[0]}, {"t/b.rule", texts[1]}, {"t/d.rule", texts[2]}, {"t/c.rule", texts[3]}};
  const auto set = RuleSet::make(files, test::post_schema());
  REQUIRE(set.ok());
  std::string order;
  for (const Rule& r : (*set)->rules()) order += r.id + " ";
  CHECK(order == "t/d t/b t/a t/c ");
  CHECK((*set)->label("town", "id") == "kota");
  CHECK((*set)->label("street", "id").empty());

  const auto some = (*set)->select({"t/a", "t/b"}, {"t/b"});
  REQUIRE(some.ok());
  CHECK((*some)->rules().size() == 1);
  CHECK((*some)->hash() != (*set)->hash());
  const auto none = (*set)->select({}, {"t/z"});
  REQUIRE_FALSE(none.ok());
  CHECK(none.errors()[0].code == "unknown-rule");
}

TEST_CASE("a later file replaces the rule of the same name, and the hash tells") {
  const std::string one = with_atom("t/a", "?p(?x) ?op ?y");
  const std::string two = with_atom("t/a", "weight(?x) ?op ?y");
  const auto a = RuleSet::make(std::vector<EmbeddedFile>{{"t/a.rule", one}}, test::post_schema());
  const auto b =
      RuleSet::make(std::vector<EmbeddedFile>{{"t/a.rule", one}, {"mine/t/a.rule", two}}, test::post_schema());
  REQUIRE(a.ok());
  REQUIRE(b.ok());
  REQUIRE((*b)->rules().size() == 1);
  CHECK((*b)->rules()[0].path == "mine/t/a.rule");
  CHECK((*a)->hash() != (*b)->hash());
}

TEST_CASE("a folder that is not there is told") {
  const auto r = RuleSet::load("/no/such/folder", test::post_schema());
  REQUIRE_FALSE(r.ok());
  CHECK(r.errors()[0].code == "no-such-folder");
}

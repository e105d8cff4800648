#include "corpus/query.h"

#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

std::shared_ptr<const FactBase> below() {
  auto made = make_base(compiled("layers/below", small_schema()).content);
  REQUIRE(made);
  return *made;
}

std::string code(const std::string& sql, const QueryLimits& limits = {}) {
  const auto table = query(*below(), sql, limits);
  return table ? "" : table.errors().front().code;
}

TEST_CASE("a SELECT gives its columns and rows, NULL apart from the empty text") {
  const auto table = query(*below(), "SELECT 1 AS one, '' AS empty, NULL AS none");
  REQUIRE(table);
  CHECK(table->columns == std::vector<std::string>{"one", "empty", "none"});
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0][0] == "1");
  CHECK(table->rows[0][1] == "");
  CHECK_FALSE(table->rows[0][2].has_value());
  CHECK_FALSE(query(*below(), "SELECT id FROM entity")->rows.empty());
}

TEST_CASE("nothing but reading is allowed") {
  CHECK(code("DELETE FROM entity") == "not-read-only");
  CHECK(code("CREATE TABLE mine (a)") == "not-read-only");
  CHECK(code("ATTACH '/nowhere' AS other") == "not-read-only");
  CHECK(code("PRAGMA writable_schema = 1") == "not-read-only");
}

TEST_CASE("bad SQL, none and two queries are told") {
  CHECK(code("SELEC 1") == "bad-sql");
  CHECK(code("SELECT nothing FROM entity") == "bad-sql");
  CHECK(code("") == "bad-sql");
  CHECK(code("SELECT 1; SELECT 2") == "bad-sql");
}

TEST_CASE("a query is bounded in time and rows") {
  const std::string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT ";
  CHECK(code(endless + "count(*) FROM n", {.time = std::chrono::milliseconds(50)}) == "too-long");
  CHECK(code(endless + "i FROM n", {.rows = 10}) == "too-long");
}

}  // namespace
}  // namespace saksi::corpus

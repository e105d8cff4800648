#include "rules/parse.h"

#include <string>

#include "core/limits.h"
#include "rules/builtins.h"
#include "rules/rule_files.h"
#include "tests/catch.h"
#include "tests/rules/schema_fixture.h"

using namespace saksi;
using namespace saksi::rules;

TEST_CASE("a rule file is read into all its parts") {
  const Result<Rule> r = parse_rule("parcel/weight.rule", test::kGoodRule);
  REQUIRE(r.ok());
  CHECK(r->id == "parcel/weight");
  CHECK(r->doc == "The weight of a parcel must be what the scales say.");
  CHECK(r->head == "# Kept with the rule.\n");
  CHECK(r->severity == Severity::warning);
  CHECK(r->pilot);
  CHECK(r->atom.left.head_variable);
  CHECK(r->atom.op_variable == "op");
  REQUIRE(r->guards.size() == 3);
  CHECK(r->guards[1].type == "parcel");
  CHECK(r->guards[2].labels == std::vector<std::string>{"property", "quantity"});
  REQUIRE(r->clauses.size() == 3);
  CHECK(r->clauses[0].say.size() == 2);
  REQUIRE(r->clauses[1].when);
  CHECK(r->clauses[1].when->kind == rules::Condition::Kind::all);
  CHECK(r->clauses[1].when->of[1].kind == rules::Condition::Kind::any);
  CHECK(r->clauses[1].fix[0].safe);
  CHECK(r->clauses[2].verdict == Verdict::unverified);
  REQUIRE(r->examples.size() == 3);
  CHECK(r->examples[0].text == "The box weighs 2 kg.");
  CHECK(r->examples[0].span == Span{15, 19});
  CHECK(r->examples[1].as_of == "2024-05-01");
  CHECK(r->examples[1].fix == "2 kg");
  CHECK(r->examples[2].known_wrong);
  CHECK(check_rule(*r, test::post_schema()).empty());
}

TEST_CASE("places are told in code points") {
  const Result<Rule> r = parse_rule("a/b.rule", "rule a/b \"é\" atom ?x = ?y\n  label é");
  REQUIRE_FALSE(r.ok());
  REQUIRE(r.errors().size() == 1);
  CHECK(r.errors()[0].line == 2);
  CHECK(r.errors()[0].column == 9);
  const Result<Rule> good = parse_rule("a/b.rule", "rule a/b \"é\" atom ?x = ?y");
  REQUIRE(good.ok());
  CHECK(good->atom.left.at.column == 19);
  CHECK(good->atom.left.at.length == 2);
}

TEST_CASE("every kind of term and relation is read") {
  for (const char* atom : {"the ?S = ?x", "nth(?n, ?S, ?key) = ?x", "nth(1, ?S, ?key) != ?x", "last(?S, ?key) < ?x",
                           "rank(?t, ?S, ?key) <= ?x", "count(?S) > ?x", "distinct(?r, ?S) >= ?x", "?p(?x, ?y) in ?z",
                           "sum(?parts...) = ?x", "?a - ?b ?op ?c", "?a = \"words\"", "?a = now", "some ?S", "no ?S"}) {
    const std::string text = std::string("rule a/b\n  \"d\"\n  atom ") + atom + "\n";
    const Result<Rule> r = parse_rule("a/b.rule", text);
    INFO(atom);
    REQUIRE(r.ok());
    CHECK(format_rule(*r) == text);
  }
}

TEST_CASE("formatting is stable and loses nothing") {
  const Result<Rule> r = parse_rule("parcel/weight.rule", test::kGoodRule);
  REQUIRE(r.ok());
  CHECK(format_rule(*r) == test::kGoodRule);
}

TEST_CASE("the shipped rules parse and stand in canonical form") {
  CHECK(rule_files().size() >= 20);
  for (const EmbeddedFile& f : rule_files()) {
    INFO(f.path);
    const Result<Rule> r = parse_rule(f.path, f.content);
    REQUIRE(r.ok());
    CHECK(format_rule(*r) == f.content);
  }
}

TEST_CASE("a rule file is bounded in length and nesting") {
  const std::string good = "rule a/b \"d\" atom ?x = ?y ";
  const std::string longer = good + std::string(limits::rule_file_bytes, ' ');
  REQUIRE_FALSE(parse_rule("a/b.rule", longer).ok());
  CHECK(parse_rule("a/b.rule", longer).errors()[0].code == "too-long");
  std::string deep = good + "supported when ";
  for (std::size_t i = 0; i <= limits::nesting; ++i) deep += "(";
  CHECK(parse_rule("a/b.rule", deep).errors()[0].code == "too-long");
  deep = good + "supported when ";
  for (std::size_t i = 0; i <= limits::nesting + 1; ++i) deep += "not ";
  CHECK(parse_rule("a/b.rule", deep).errors()[0].code == "too-long");
}

TEST_CASE("no text whatever throws") {
  const std::string good = test::kGoodRule;
  for (std::size_t i = 0; i < good.size(); ++i) {
    CHECK_NOTHROW(parse_rule("a/b.rule", std::string_view(good).substr(0, i)));
    std::string broken = good;
    broken[i] = '{';
    CHECK_NOTHROW(parse_rule("a/b.rule", broken));
    broken[i] = '\xff';
    CHECK_NOTHROW(parse_rule("a/b.rule", broken));
  }
}

TEST_CASE("the table of built-ins is sorted and documented") {
  std::string_view before;
  for (const Builtin& b : builtins()) {
    CHECK(before < b.name);
    CHECK_FALSE(b.doc.empty());
    before = b.name;
  }
}

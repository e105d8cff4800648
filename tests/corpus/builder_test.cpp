#include "corpus/builder.h"

#include "tests/corpus/fixtures.h"

namespace saksi::corpus {

TEST_CASE("every fault of a folder is told at once, with its place and what to do") {
  for (const std::string name : {"faults-csv", "faults-values", "faults-states"}) {
    const auto result = compile(fixture(name), small_schema());
    REQUIRE_FALSE(result);
    CHECK(texts(result.errors()) == read_file(fixture(name + "/expected.txt")));
  }
}

TEST_CASE("what is worth a look but no fault is a warning") {
  const auto good = compiled("warnings");
  CHECK(texts(good.report.warnings) == read_file(fixture("warnings/expected.txt")));
  CHECK(compiled("good").report.warnings.empty());
}

TEST_CASE("a folder that is not there") {
  const auto result = compile("/no/such/folder/", small_schema());
  REQUIRE_FALSE(result);
  CHECK(texts(result.errors()) ==
        "/no/such/folder: error: there is no such folder; name one with sources.csv, entities/, events/ and "
        "statements/\n");
}

TEST_CASE("the report counts what went in; rows without evidence are drafts") {
  const auto report = compiled("good").report;
  CHECK(report.sources == 2);
  CHECK(report.entities == 9);
  CHECK(report.events == 8);
  CHECK(report.statements == 12);
  CHECK(report.complete == 2);
  CHECK(report.drafts == 1);
  CHECK(report.hash.size() == 64);
  CHECK_FALSE(report.tz_version.empty());
}

TEST_CASE("the same tables give the same bytes, and they replace an older file whole") {
  const TemporaryFolder folder;
  REQUIRE(build(fixture("good"), folder / "a.sqlite", small_schema()));
  std::ofstream(folder / "b.sqlite") << "old";
  REQUIRE(build(fixture("good"), folder / "b.sqlite", small_schema()));
  const auto a = read_file(folder / "a.sqlite");
  CHECK(a.size() > 4096);
  CHECK(a == read_file(folder / "b.sqlite"));
  CHECK_FALSE(std::filesystem::exists(folder / "b.sqlite.part"));
  CHECK(encode_snapshot(compiled("good").content) == encode_snapshot(compiled("good").content));
}

TEST_CASE("a failed build leaves the old file as it was") {
  const TemporaryFolder folder;
  std::ofstream(folder / "facts.sqlite") << "old";
  CHECK_FALSE(build(fixture("faults-values"), folder / "facts.sqlite", small_schema()));
  CHECK(read_file(folder / "facts.sqlite") == "old");
}

TEST_CASE("a place that cannot be written") {
  const auto result = build(fixture("good"), "/no/such/folder/facts.sqlite", small_schema());
  REQUIRE_FALSE(result);
  CHECK(result.errors().front().code == "cannot-write");
  CHECK(texts(result.errors()) ==
        "/no/such/folder/facts.sqlite: error: cannot write the fact base: unable to open database file\n");
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "facts");
  const auto onto_folder = build(fixture("good"), folder / "facts", small_schema());
  REQUIRE_FALSE(onto_folder);
  CHECK(onto_folder.errors().front().message == "cannot write the fact base: it is a folder");
}

TEST_CASE("a base may be built over another, whose entities it names") {
  CHECK_FALSE(compile(fixture("over"), small_schema()));
  auto options = small_schema();
  options.over = base("good");
  const auto over = compile(fixture("over"), options);
  REQUIRE(over);
  CHECK(over->report.entities == 2);
  CHECK(over->content.events.front().zone == "Asia/Yakutsk");
}

}  // namespace saksi::corpus

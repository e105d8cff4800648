#include <algorithm>

#include "corpus/import/import.h"
#include "corpus/import/mapping.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

std::string import_fixture(const std::string& name) {
  return SAKSI_SOURCE_DIR "/tests/corpus/import/fixtures/launches/" + name;
}

}  // namespace

TEST_CASE("a mapping says what the columns are; every fault of it is told") {
  const auto good = read_mapping(import_fixture("log.toml"));
  REQUIRE(good);
  CHECK(good->columns.at("date") == "day");
  CHECK(good->outcomes.at("burnt") == "no_launch");
  const auto bad = read_mapping(import_fixture("faults.toml"));
  REQUIRE_FALSE(bad);
  std::string all;
  for (const auto& d : bad.errors()) all += std::to_string(d.line) + ":" + d.message + "\n";
  CHECK(all ==
        "3:unknown key 'tittle' of [source]; did you mean 'title'?\n"
        "0:the mapping lacks 'title'\n"
        "4:'licence' is a text in quotes\n"
        "7:'utf-16' is neither utf-8 nor latin-1\n"
        "13:'formats' is a list, [\"…\"]\n"
        "13:name the formats of dates, such as \"%Y-%m-%d\"\n"
        "0:the mapping lacks 'date'\n");
}

TEST_CASE("the mappings that are shipped are good ones") {
  for (const auto* name : {"economist", "kaggle", "maven"})
    CHECK(read_mapping(SAKSI_SOURCE_DIR "/examples/mappings/" + std::string(name) + ".toml"));
}

TEST_CASE("mistakes of a foreign log are reported and left out, the rest is launches") {
  ImportOptions options;
  options.base = *FactBase::embedded();
  const auto made = import_launches(import_fixture("log_2001-12-31.csv"), import_fixture("log.toml"), options);
  if (!made) FAIL(texts(made.errors()));
  CHECK(made->report.read == 9);
  CHECK(made->report.kept == 3);
  CHECK(made->report.skipped == std::map<std::string, std::size_t>{{"a date that contradicts its own row", 2},
                                                                   {"a date that contradicts the base", 1},
                                                                   {"no date", 1},
                                                                   {"no launch: it failed before", 1},
                                                                   {"wrong number of cells", 1}});
  const auto typo = std::find_if(made->report.problems.begin(), made->report.problems.end(),
                                 [](const Diagnostic& d) { return d.line == 4; });
  REQUIRE(typo != made->report.problems.end());
  CHECK(typo->column == 10);
  CHECK(typo->message == "'Jun 10 2995' is not of the year of '1995-701'; the row is left out");
  std::map<std::string, const EventRow*> events;
  for (const auto& e : made->content.events) events[e.id] = &e;
  REQUIRE(events.contains("launch-1990-701"));
  CHECK(events["launch-1990-701"]->time_text == "1990-01-02T04:05Z");
  CHECK(events["launch-1990-f71"]->time_text == "1990-03-05Z");
  // The base's launch, with one more that says so.
  REQUIRE(events.contains("launch-1957-alp"));
  CHECK(events["launch-1957-alp"]->time_text == "1957-10-04T19:28:34Z");
  CHECK(events["launch-1957-alp"]->citations.back().source == "zed-log");
}

TEST_CASE("Latin-1 is read as such, and bytes that are not UTF-8 cost their line") {
  const TemporaryFolder folder;
  std::ofstream(folder / "l_2001-12-31.csv") << "tag,day,clock,rocket,from,by,load,end\n"
                                                "1990-701,Jan 02 1990,,R,S,O,Ni\xF1o 7,good\n";
  auto made = import_launches(folder / "l_2001-12-31.csv", import_fixture("log.toml"), {});
  REQUIRE(made);
  CHECK(made->report.kept == 0);
  CHECK(made->report.skipped.at("not UTF-8") == 1);
  std::ofstream(folder / "m.toml") << "[file]\nencoding = \"latin-1\"\n" << read_file(import_fixture("log.toml"));
  made = import_launches(folder / "l_2001-12-31.csv", folder / "m.toml", {});
  REQUIRE(made);
  CHECK(made->report.kept == 1);
}

}  // namespace saksi::corpus

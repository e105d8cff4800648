#include <set>

#include "corpus/build/csv.h"
#include "corpus/package.h"
#include "corpus/show.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {

static const std::string kFacts = SAKSI_SOURCE_DIR "/corpus/facts";

TEST_CASE("the project's own fact tables have no fault, and every row its source and evidence") {
  const auto result = compile(kFacts);
  if (!result) FAIL(texts(result.errors()));
  // What nobody could look up yet decides nothing, and there must not come to be more of it.
  CHECK(result->report.drafts <= 670);
  CHECK(result->report.events > 1000);
  for (const auto& e : result->content.events) {
    CHECK_FALSE(e.citations.empty());
    if (e.citations.empty()) FAIL(e.id);
  }
  for (const auto& e : result->content.entities) {
    if (e.citations.empty()) FAIL(e.id);
  }
  const auto embedded = FactBase::embedded();
  REQUIRE(embedded);
  CHECK((*embedded)->hash() == result->report.hash);
}

TEST_CASE("the data package lists every table with its fields") {
  const auto package = describe_package(kFacts);
  if (!package) FAIL(texts(package.errors()));
  INFO("write it anew: saksi_corpus_build --package corpus/facts > corpus/facts/datapackage.json");
  const bool same = read_file(kFacts + "/datapackage.json") == *package;
  CHECK(same);
}

TEST_CASE("entity ids stand in order, so that a new row has one place") {
  for (const auto& entry : std::filesystem::directory_iterator(kFacts + "/entities")) {
    std::vector<Diagnostic> errors;
    const auto table = read_csv(entry.path().string(), read_file(entry.path().string()), errors);
    REQUIRE(errors.empty());
    std::string last;
    for (const auto& row : table.rows) {
      INFO(entry.path().string() + ":" + std::to_string(row.line));
      CHECK(last < row.cells.front().text);
      last = row.cells.front().text;
    }
  }
}

TEST_CASE("an entity is shown with all that is known and from whom") {
  const auto facts = base("good");
  CHECK(show(*facts, "Glimmer one", "en") ==
        "Glimmer 1 (glimmer-1)\n"
        "  kind: spacecraft\n"
        "      [The Almanac, second edition: p. 9; checked 2026-01-05]\n"
        "      [The Launch Log: row 1; checked 2026-01-05]\n"
        "  also: Glimmer One, First Glimmer\n"
        "  mass: 1,250 kg\n"
        "      [The Almanac, second edition: p. 9; checked 2026-01-05]\n"
        "      [The Launch Log: row 1; checked 2026-01-05]\n"
        "  launch: 2001-07-08T20:30:15Z; site: East Pad; operator: Farland; outcome: success\n"
        "      [The Launch Log: row 1; checked 2026-01-05]\n"
        "  landing: 2002-01-02/2002-01-04; body: Pebble; crewed: no\n"
        "      [The Launch Log: row 1; checked 2026-01-05]\n");
  const auto id = show(*facts, "farland", "id");
  CHECK(id.starts_with("Negeri Jauh (farland)\n  jenis: negara\n"));
  CHECK(id.find("  ibu kota: Kota Lama (… – 1960-01-01)\n") != std::string::npos);
  CHECK(id.find("  ibu kota: Kota Baru (1960-01-01 –)\n") != std::string::npos);
  CHECK(show(*facts, "nobody", "en").empty());
}

}  // namespace saksi::corpus

#include "corpus/import/import.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

std::string import_fixture(const std::string& name) { return SAKSI_SOURCE_DIR "/tests/corpus/import/fixtures/" + name; }

std::string names_of(const Content& c, std::string_view id) {
  std::string out;
  for (const auto& n : c.names) {
    if (n.entity == id) out += n.text + ";";
  }
  return out;
}

std::string value(const Content& c, std::string_view id, std::string_view property) {
  for (const auto& s : c.statements) {
    if (s.subject == id && s.property == property) return s.cell.text;
  }
  return {};
}

}  // namespace

TEST_CASE("places with a header: every namesake is kept, each in its country") {
  ImportOptions options;
  options.base = *FactBase::embedded();
  const auto made =
      import_geonames(import_fixture("places_2001-12-31.tsv"), import_fixture("zed_countries.tsv"), options);
  if (!made) FAIL(texts(made.errors()));
  const auto& c = made->content;
  CHECK(names_of(c, "geonames-900001") == "Zörlin;Zorlin;Zoerlin;");
  CHECK(value(c, "geonames-900002", "located_in") == "geonames-country-zz");
  CHECK(value(c, "geonames-900003", "country") == "indonesia");
  CHECK(value(c, "geonames-900003", "coordinates") == "-7,110");
  CHECK(names_of(c, "geonames-900002") == "Twinford;");
  CHECK(names_of(c, "geonames-900003") == "Twinford;");
  CHECK(names_of(c, "geonames-900006") == "As Zulma;Zulma;");
  // "in Indonesia" is in the country.
  CHECK(names_of(c, "geonames-900007").empty());
  CHECK(made->report.read == 9);
  CHECK(made->report.kept == 5);
  CHECK(made->report.skipped ==
        std::map<std::string, std::size_t>{
            {"no coordinates", 1}, {"no longer inhabited", 1}, {"told twice", 1}, {"wrong number of cells", 1}});
}

TEST_CASE("the gazetteer's own files, without a header, with zones") {
  ImportOptions options;
  options.base = *FactBase::embedded();
  CHECK(import_geonames(import_fixture("cities15000.txt"), "", options).errors().front().code == "no-checked-day");
  options.checked = "2001-12-31";
  const auto made = import_geonames(import_fixture("cities15000.txt"), "", options);
  REQUIRE(made);
  CHECK(value(made->content, "geonames-900001", "zone") == "Asia/Jakarta");
  CHECK(value(made->content, "geonames-900001", "country") == "indonesia");
}

TEST_CASE("a city that the base has keeps its id") {
  const TemporaryFolder folder;
  std::ofstream(folder / "p_2001-12-31.tsv") << "geonameid\tname\tcountry\tlat\tlon\n2293538\tAbidjan\tCI\t5.3\t-4.0\n";
  ImportOptions options;
  options.base = *FactBase::embedded();
  const auto made = import_geonames(folder / "p_2001-12-31.tsv", "", options);
  REQUIRE(made);
  bool there = false;
  for (const auto& e : made->content.entities) there = there || e.id == "abidjan";
  CHECK(there);
}

TEST_CASE("files that are no such table") {
  CHECK(import_geonames("/no/such/file", "", {}).errors().front().code == "no-such-file");
  const TemporaryFolder folder;
  std::ofstream(folder / "p_2001-12-31.tsv") << "geonameid\tname\n";
  CHECK(import_geonames(folder / "p_2001-12-31.tsv", "", {}).errors().front().code == "missing-column");
}

}  // namespace saksi::corpus

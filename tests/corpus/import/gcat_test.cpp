#include "corpus/import/import.h"

#include <algorithm>

#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

std::string import_fixture(const std::string& name) { return SAKSI_SOURCE_DIR "/tests/corpus/import/fixtures/" + name; }

ImportOptions over_default() {
  ImportOptions options;
  options.base = *FactBase::embedded();
  return options;
}

const EventRow& event(const Content& content, std::string_view id) {
  const auto at = std::find_if(content.events.begin(), content.events.end(), [&](const auto& e) { return e.id == id; });
  REQUIRE(at != content.events.end());
  return *at;
}

std::string role(const EventRow& event, std::string_view name) {
  std::string out;
  for (const auto& r : event.roles) {
    if (r.role == name) out += (out.empty() ? "" : ";") + r.cell.text;
  }
  return out;
}

}  // namespace

TEST_CASE("the rows of a tag are one launch, with what its code says") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  if (!made) FAIL(texts(made.errors()));
  const auto& c = made->content;
  CHECK(c.events.size() == 6);
  const auto& first = event(c, "launch-1990-701");
  CHECK(first.time_text == "1990-01-02T04:05:06Z");
  CHECK(role(first, "payload") == "gcat-s1;gcat-s2");
  CHECK(role(first, "vehicle") == "gcat-lv-kite-2");
  CHECK(role(first, "site") == "gcat-site-hill");
  CHECK(role(first, "operator") == "gcat-org-acme;gcat-zz");
  CHECK(role(first, "outcome") == "success");
  CHECK_FALSE(first.marginal);
  const auto& failed = event(c, "launch-1990-f71");
  CHECK(role(failed, "outcome") == "failure");
  CHECK(failed.time_text == "1990-03-05Z");
  CHECK(event(c, "launch-1999-m01").marginal);
  CHECK(role(event(c, "launch-2001-701"), "outcome") == "success");
}

TEST_CASE("a lift-off from the Moon is no launch") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  const auto& lifted = event(made->content, "moon-liftoff-2000-u01");
  CHECK(lifted.kind == "moon-liftoff");
  CHECK(role(lifted, "origin") == "moon");
  CHECK(role(lifted, "traveller") == "gcat-d5");
}

TEST_CASE("an uncertain date is widened and its year is complete for nothing") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  const auto& vague = event(made->content, "launch-1995-701");
  CHECK(vague.time_text == "1995-06-10Z~");
  REQUIRE(vague.when);
  CHECK(vague.when->end - vague.when->begin == 3 * 86400);
  std::vector<std::string> spans;
  for (const auto& s : made->content.complete) {
    if (s.set == "launch{site=gcat-site-hill}") spans.push_back(s.from_text + "/" + s.to_text);
    CHECK(s.set != "launch{vehicle=gcat-lv-hopper}");  // it flew below orbit too
  }
  CHECK(spans == std::vector<std::string>{"1957-01-01/1994-12-31", "1996-01-01/2000-12-31"});
}

TEST_CASE("a site lies where its most used pad is") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  std::string where;
  for (const auto& s : made->content.statements) {
    if (s.subject == "gcat-site-hill" && s.property == "coordinates") where = s.cell.text;
  }
  CHECK(where == "20.2222,10.2222");
}

TEST_CASE("what is no name is not named") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  std::string names;
  for (const auto& n : made->content.names) {
    if (n.entity == "gcat-s1" || n.entity == "gcat-s2" || n.entity == "gcat-s3") names += n.text + ";";
  }
  CHECK(names == "Glimmer 1;GL-1;Glimmer 3;");
}

TEST_CASE("rows that cannot be are left out, each with its place") {
  const auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  CHECK(made->report.read == 10);
  CHECK(made->report.kept == 7);
  CHECK(made->report.skipped ==
        std::map<std::string, std::size_t>{{"impossible date", 1}, {"no date", 1}, {"wrong number of cells", 1}});
  REQUIRE(made->report.problems.size() == 3);
  CHECK(made->report.problems[0].line == 9);
  CHECK(made->report.problems[0].column == 11);
}

TEST_CASE("an import is the same bytes again, stands alone and lies over the default facts") {
  const TemporaryFolder folder;
  auto a = import_gcat(import_fixture("gcat"), over_default());
  auto b = import_gcat(import_fixture("gcat") + "/", over_default());
  REQUIRE((a && b));
  REQUIRE_FALSE(save_import(*a, folder / "a.db"));
  std::ofstream(folder / "b.db") << "old";
  REQUIRE_FALSE(save_import(*b, folder / "b.db"));
  CHECK(read_file(folder / "a.db") == read_file(folder / "b.db"));
  const auto opened = FactBase::open(folder / "a.db");
  REQUIRE(opened);
  CHECK((*opened)->hash() == a->report.hash);
  CHECK(FactBase::layered({*FactBase::embedded(), *opened}));
}

TEST_CASE("a place that cannot be written leaves what was there") {
  const TemporaryFolder folder;
  auto made = import_gcat(import_fixture("gcat"), over_default());
  REQUIRE(made);
  const auto fault = save_import(*made, folder / "none/a.db");
  REQUIRE(fault);
  CHECK(fault->code == "cannot-write");
  // A killed import leaves its part beside the file, which stays; the next one clears it away.
  std::ofstream(folder / "a.db") << "old";
  std::ofstream(folder / "a.db.part") << "half";
  CHECK(read_file(folder / "a.db") == "old");
  REQUIRE_FALSE(save_import(*made, folder / "a.db"));
  CHECK_FALSE(std::filesystem::exists(folder / "a.db.part"));
}

TEST_CASE("what the base knows keeps its id, and what it alone knows of a launch") {
  const TemporaryFolder folder;
  for (const auto* name : {"sites.tsv", "launchpoints.tsv", "lv.tsv", "orgs.tsv"})
    std::filesystem::copy_file(import_fixture(std::string("gcat/") + name), folder / name);
  const auto log = read_file(import_fixture("gcat/gcat_launchlog_2001-12-31.tsv"));
  std::ofstream(folder / "launchlog_2001-12-31.tsv")
      << log.substr(0, log.find('\n') + 1)
      << "1969-059 \t1969 Jul 16 1332:00\t1969-059\tP\tApollo 11\t-\tS1\tACME\tZZ\tKite 2\t-\t-\tHILL\tP2\t-\t-\tACME"
         "\tZZ\tOS\t-\n";
  const auto made = import_gcat(folder / "", over_default());
  REQUIRE(made);
  const auto base = FactBase::embedded();
  const auto& launch = event(made->content, "launch-1969-059");
  bool crew = false;
  for (const auto i : (*base)->events("launch")) {
    const auto& e = (*base)->event(i);
    if (e.id != "launch-1969-059") continue;
    for (const auto& r : e.roles) crew = crew || r.role == "crew";
  }
  CHECK(role(launch, "crew").empty() != crew);
  CHECK(role(launch, "vehicle") == "saturn-v");
}

TEST_CASE("faults of the folder") {
  CHECK(import_gcat("/no/such/folder", {}).errors().front().code == "no-such-folder");
  const TemporaryFolder folder;
  CHECK(import_gcat(folder / "", {}).errors().front().code == "no-such-file");
  std::ofstream(folder / "launchlog.tsv") << "#a\tb\n";
  CHECK(import_gcat(folder / "", {}).errors().front().code == "missing-column");
}

}  // namespace saksi::corpus

/// A desk's own facts do what it expects of them.
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

namespace {

/// What is said of a claim over facts.csv, without the summary.
std::string check(const std::string& claim, const std::string& as_of = "2026-11-20") {
  return run_saksi(
             {"check", "-v", "--log-level", "off", "--as-of", as_of, "--facts", "facts.csv", "--input", "claims", "-"},
             claim)
      .out;
}

}  // namespace

TEST_CASE("a launch date that is no day, or may be two, is told") {
  const Folder folder;
  for (const auto& [day, said] : {std::pair{"03/04/1958", "'03/04/1958' may be read day first or month first"},
                                  std::pair{"2023-13-01", "'2023-13-01' is no date"}}) {
    spill("facts.csv",
          "subject,property,value\nKoalaSat-2,kind,satellite\nKoalaSat-2,launch date," + std::string(day) + "\n");
    spill("a.claims", "KoalaSat-2 was launched in 2026.\n");
    const Ran ran = run_saksi({"check", "--facts", "facts.csv", "a.claims"});
    CHECK(ran.status == 2);
    CHECK(says(ran.err, std::string("facts.csv:3:24: error: ") + said));
  }
}

TEST_CASE("what flies again is no clash of keys where its missions differ") {
  const Folder folder;
  std::filesystem::copy(SAKSI_SOURCE_DIR "/corpus/facts", "tables", std::filesystem::copy_options::recursive);
  const Ran ran = run_saksi({"corpus", "build", "tables", "-o", "base.db"});
  CHECK(ran.status == 0);
  CHECK_FALSE(says(ran.err, "spaceflight-sts-99' and"));
}

TEST_CASE("a launch date is a launch") {
  const Folder folder;
  spill("facts.csv",
        "subject,property,value\nKoalaSat-2,launch date,2026-12-18\nKoalaSat-2,launchSite,Vandenberg\n"
        "Wombat-1,tanggal peluncuran,17 August 2025\nWombat-1,roket peluncur,Falcon 9\n");
  CHECK(says(check("KoalaSat-2 was launched on 18 December 2026.\n", "2027-01-01"), "supported [event/time]"));
  CHECK(says(check("KoalaSat-2 was launched on 19 December 2026.\n", "2027-01-01"), "refuted [event/time]"));
  CHECK(says(check("KoalaSat-2 was launched from Baikonur.\n", "2027-01-01"), "refuted [event/role]"));
  CHECK(says(check("Wombat-1 launched atop a Falcon 9.\n"), "supported"));
  CHECK(says(check("Satelit Wombat-1 diluncurkan pada 18 Agustus 2025.\n"), "refuted [event/time]"));
  // Of what the base knows it is said of that launch: two sources disagree.
  spill("facts.csv", "subject,property,value\nLuna 25,launch date,2023-08-12\n");
  CHECK(says(check("Luna 25 was launched on 12 August 2023.\n"), "disputed"));
}

TEST_CASE("who follows upon another in an office is its only holder") {
  const Folder folder;
  const std::string head = "subject,property,value,from,to\nPort Mersley,kind,city,,\n";
  spill("facts.csv",
        head + "Port Mersley,mayor,Hilda Okonkwo,2022-03-01,\nPort Mersley,mayor,Bert Lang,2014-03-01,2022-02-28\n");
  CHECK(says(check("Hilda Okonkwo is the mayor of Port Mersley.\n"), "supported"));
  CHECK(says(check("Bert Lang is the mayor of Port Mersley.\n"), "outdated"));
  // Two at a time are no succession, nor is one whose days nobody told.
  spill("facts.csv",
        head + "Port Mersley,mayor,Hilda Okonkwo,2020-03-01,\nPort Mersley,mayor,Bert Lang,2014-03-01,2022-02-28\n");
  CHECK(says(check("Cy Young is the mayor of Port Mersley.\n"), "unread"));
  CHECK(!says(check("Bert Lang is the mayor of Port Mersley.\n"), "refuted"));
  spill("facts.csv", head + "Port Mersley,mayor,Hilda Okonkwo,,\nPort Mersley,mayor,Bert Lang,2014-03-01,2022-02-28\n");
  CHECK(!says(check("Bert Lang is the mayor of Port Mersley.\n"), "refuted"));
}

TEST_CASE("the linter tells what can only support, and of the base nothing") {
  const Folder folder;
  spill("facts.csv", "subject,property,value\nPort Mersley,kind,city\nPort Mersley,patron saint,Elmo Grey\n");
  const Ran ran = run_saksi({"facts", "lint", "--facts", "facts.csv"});
  CHECK(ran.status == 0);
  CHECK(ran.out ==
        "warning: patron saint: rows of it can only support a claim; where it has one value at a time, say so in "
        "properties.csv, or "
        "give every row its from [only-supports]\n0 errors, 1 warnings; 652 drafts decide nothing\n");
}

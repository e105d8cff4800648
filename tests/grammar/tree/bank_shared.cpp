#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "tests/catch.h"
#include "tests/grammar/tree/bank_read.h"

/// The tree bank of ../shared: shares of heads, of groups' heads and of clauses that are right may only rise. Skipped where
/// the bank is not there.
namespace {

namespace fs = std::filesystem;

struct Floor {
  const char* lang;
  double heads, groups, clauses;
};
constexpr Floor kFloors[] = {{"en", 85.0, 87.5, 83.0}, {"id", 82.0, 81.0, 68.0}};

}  // namespace

TEST_CASE("the trees of the bank are read as well as before") {
  const fs::path folder = fs::path(SAKSI_SOURCE_DIR) / "../shared/reader/trees";
  if (!fs::exists(folder)) {
    std::cout << "skipped: there is no " << folder << "\n";
    std::exit(77);
  }
  for (const Floor& floor : kFloors) {
    std::ostringstream bank;
    bank << std::ifstream(folder / (std::string(floor.lang) + "-dev.conllu")).rdbuf();
    const auto score = saksi::test::read_and_score(floor.lang, bank.str(), std::string("bank-") + floor.lang);
    CHECK(score.head_share() >= floor.heads);
    CHECK(score.group_head_share() >= floor.groups);
    CHECK(score.clause_share() >= floor.clauses);
  }
}

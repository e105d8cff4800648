#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.h"
#include "tests/grammar/data.h"
#include "tests/grammar/tree/bank_read.h"

/// The tree bank of the project, tests/grammar/tree/bank/README.md.
namespace {

saksi::test::BankScore scored(const std::string& name) {
  const std::string bank = saksi::test::source_file("tests/grammar/tree/bank/" + name + ".conllu");
  return saksi::test::read_and_score(name.substr(0, 2), bank, name);
}

}  // namespace

TEST_CASE("trees are read as well as before") {
  struct Floor {
    const char* name;
    double heads, groups, clauses;
  };
  constexpr Floor floors[] = {{"en-develop", 83.0, 83.0, 69.5}, {"id-develop", 74.5, 73.0, 49.0}};
  for (const Floor& floor : floors) {
    const auto score = scored(floor.name);
    CHECK(score.head_share() >= floor.heads);
    CHECK(score.group_head_share() >= floor.groups);
    CHECK(score.clause_share() >= floor.clauses);
  }
}

TEST_CASE("the trees nobody wrote rules by", "[.measure]") {
  constexpr std::size_t shown = 10;
  for (const char* name : {"en-measure", "id-measure"}) {
    const auto score = scored(name);
    std::vector<std::pair<int, std::string>> mistakes;
    for (const auto& [functions, times] : score.confusions)
      mistakes.emplace_back(-times, functions.first + " read as " + functions.second);
    std::sort(mistakes.begin(), mistakes.end());
    for (std::size_t i = 0; i < std::min(shown, mistakes.size()); ++i)
      std::cout << "  " << -mistakes[i].first << " " << mistakes[i].second << "\n";
    CHECK(score.sentences > 0);
  }
}

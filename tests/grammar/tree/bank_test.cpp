#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "grammar/tree/search.h"
#include "tests/catch.h"
#include "tests/grammar/data.h"
#include "tests/grammar/tree/bank_read.h"

/// The tree bank of the project, tests/grammar/tree/bank/README.md.
namespace {

std::string source(const std::string& name) {
  return saksi::test::source_file("tests/grammar/tree/bank/" + name + ".conllu");
}

saksi::test::BankScore scored(const std::string& name) {
  return saksi::test::read_and_score(name.substr(0, 2), source(name), name);
}

}  // namespace

TEST_CASE("trees are read as well as before") {
  struct Floor {
    const char* name;
    double heads, groups, clauses;
  };
  constexpr Floor floors[] = {{"en-develop", 83.5, 84.0, 71.5}, {"id-develop", 76.5, 75.5, 51.0}};
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
    std::size_t again = 0, trees = 0, sentences = 0;
    for (const auto& tree : saksi::test::read_bank(source(name))) {
      const std::string lang = std::string(name).substr(0, 2);
      auto words =
          saksi::grammar::tag_sentence(tree.text, lang, saksi::test::words(lang), saksi::test::tagger(lang), nullptr)
              .words;
      std::size_t made = 0;
      saksi::grammar::tree::cheapest(words, 0, saksi::test::chunk_patterns(lang), saksi::test::attach_table(lang),
                                     &made);
      ++sentences;
      again += made > 1 ? 1 : 0;
      trees += made;
    }
    std::cout << "  " << again << " of " << sentences << " tried again, " << trees / sentences << " trees a sentence\n";
    for (std::size_t i = 0; i < std::min(shown, mistakes.size()); ++i)
      std::cout << "  " << -mistakes[i].first << " " << mistakes[i].second << "\n";
    CHECK(score.sentences > 0);
  }
}

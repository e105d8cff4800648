#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "grammar/tree/tree.h"
#include "tests/catch.h"
#include "tests/grammar/data.h"

/// The tree bank of ../shared, scored by its own scorer: shares of heads, of groups' heads and of clauses that are right may
/// only rise. SAKSI_KEEP_BANK=1 leaves what was read in the temporary folder. Skipped where the bank is not there.
namespace {

namespace fs = std::filesystem;

struct Floor {
  const char* lang;
  double heads, groups, clauses;
};
constexpr Floor kFloors[] = {{"en", 82.5, 83.5, 73.0}, {"id", 79.0, 78.0, 62.5}};

}  // namespace

TEST_CASE("the trees of the bank are read as well as before") {
  const fs::path folder = fs::path(SAKSI_SOURCE_DIR) / "../shared/reader/trees";
  if (!fs::exists(folder / "score_trees.py")) {
    std::cout << "skipped: there is no " << folder << "\n";
    std::exit(77);
  }
  for (const Floor& floor : kFloors) {
    const fs::path bank = folder / (std::string(floor.lang) + "-dev.conllu");
    const fs::path read = fs::temp_directory_path() / (std::string("saksi-bank-") + floor.lang + ".conllu");
    std::ifstream in(bank);
    std::ofstream out(read);
    std::string id;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("# sent_id")) id = line;
      if (!line.starts_with("# text = ")) continue;
      const std::string text = line.substr(9);
      out << id << "\n" << line << "\n" << saksi::grammar::conllu(text, saksi::test::parsed(floor.lang, text)) << "\n";
    }
    out.close();
    const std::string command =
        "python3 " + (folder / "score_trees.py").string() + " " + bank.string() + " " + read.string() + " --tsv";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    double heads = 0, labels = 0, groups = 0, group_labels = 0, clauses = 0, sentences = 0;
    const int found =
        std::fscanf(pipe, "%lf %lf %lf %lf %lf %lf", &heads, &labels, &groups, &group_labels, &clauses, &sentences);
    pclose(pipe);
    if (std::getenv("SAKSI_KEEP_BANK") == nullptr) fs::remove(read);
    REQUIRE(found == 6);
    std::cout << floor.lang << ": heads " << heads << ", groups " << groups << ", clauses " << clauses
              << ", whole sentences " << sentences << "\n";
    CHECK(heads >= floor.heads);
    CHECK(groups >= floor.groups);
    CHECK(clauses >= floor.clauses);
  }
}

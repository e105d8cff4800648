/// The recipes of docs/integrate.md do what they say.
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

namespace {

struct Recipe {
  std::string title, script;
};

/// The blocks of sh, each with the heading that it stands under.
std::vector<Recipe> recipes(const std::string& page) {
  std::vector<Recipe> out;
  std::string title;
  bool inside = false;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::string line = page.substr(at, end - at);
    at = end + 1;
    if (line == "```") inside = false;
    if (inside) out.back().script += line + "\n";
    if (line.rfind("## ", 0) == 0) title = line.substr(3);
    if (line == "```sh") {
      inside = true;
      out.push_back({title, {}});
    }
  }
  return out;
}

/// The programs of its first line, "# needs: make jq", are there.
bool can_run(const std::string& script) {
  const std::string mark = "# needs: ";
  if (script.rfind(mark, 0) != 0) return true;
  const std::string needed = script.substr(mark.size(), script.find('\n') - mark.size());
  return std::system(("for p in " + needed + "; do command -v $p >/dev/null || exit 1; done").c_str()) == 0;
}

}  // namespace

TEST_CASE("the recipes of docs/integrate.md run") {
  const std::vector<Recipe> all = recipes(slurp(std::string(SAKSI_SOURCE_DIR) + "/docs/integrate.md"));
  REQUIRE(all.size() >= 6);
  const std::string binary = SAKSI_BINARY;
  const std::string path = "PATH=" + binary.substr(0, binary.rfind('/')) + ":$PATH\n";
  for (const Recipe& r : all) {
    INFO(r.title << "\n" << r.script);
    if (!can_run(r.script)) {
      WARN("not run, for want of a program: " << r.title);
      continue;
    }
    const Folder folder;
    spill("news/a.md", "# News\n\nLuna 25 was launched from Baikonur.\n");
    spill("news/b.txt", "Vostok 1 was launched in 1961.\n");
    spill("claims.csv", "id;claim\n1;Sputnik 1 was launched in 1958.\n2;Vostok 1 was launched in 1961.\n");
    spill("../recipe", path + r.script);
    CHECK(std::system("bash -e ../recipe > ../said 2>&1") == 0);
    INFO(slurp("../said"));
  }
}

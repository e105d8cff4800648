#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "rules/parse.h"
#include "tests/catch.h"
#include "tests/rules/schema_fixture.h"

using namespace saksi;
using namespace saksi::rules;
namespace fs = std::filesystem;

namespace {

std::string slurp(const fs::path& p) {
  std::ifstream in(p, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string told(const std::string& path, const std::string& text) {
  const Result<Rule> r = parse_rule(path, text);
  std::string out;
  for (const Diagnostic& d : r.ok() ? check_rule(*r, test::post_schema()) : r.errors())
    out += "[" + d.code + "] " + d.text() + "\n";
  return out;
}

}  // namespace

// Each tests/rules/diagnostics/NAME.rule is wrong in the way its name tells; NAME.expected is all that is said of it.
TEST_CASE("what is wrong with a rule is told with its place and a caret") {
  const fs::path folder = fs::path(SAKSI_SOURCE_DIR) / "tests/rules/diagnostics";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".rule") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 10);
  for (const fs::path& f : files) {
    INFO(f.filename().string());
    fs::path expected = f;
    expected.replace_extension(".expected");
    REQUIRE(fs::exists(expected));
    CHECK(told("rules/wrong/" + f.filename().string(), slurp(f)) == slurp(expected));
  }
}

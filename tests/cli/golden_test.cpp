/// Runs every command line in tests/cli/golden/NAME/cmd with `sh`, in that folder, and compares what it prints and its
/// exit status with the files `out` and `status` beside it. SAKSI_UPDATE_GOLDEN=1 writes them anew.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

namespace fs = std::filesystem;
using saksi::test::slurp;

namespace {

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// What a change of facts or rules may change: their hashes.
std::string steady(const std::string& text) {
  static const std::regex run(R"re("run":\{[^}]*\})re");
  return std::regex_replace(text, run, R"("run":{})");
}

std::vector<fs::path> goldens() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(fs::path(SAKSI_SOURCE_DIR) / "tests/cli/golden")) {
    out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("the command prints what it printed, and exits as it did") {
  REQUIRE(fs::exists(SAKSI_BINARY));
  const fs::path scratch = fs::temp_directory_path() / ("saksi-golden-" + std::to_string(getpid()));
  fs::create_directories(scratch);
  setenv("SCRATCH", scratch.c_str(), 1);
  setenv("NO_COLOR", "1", 1);
  setenv("PATH", (fs::path(SAKSI_BINARY).parent_path().string() + ":" + std::getenv("PATH")).c_str(), 1);
  // Facts that a developer has installed are none of these.
  setenv("SAKSI_DATA_DIR", (scratch / "no-facts").c_str(), 1);
  // Nor is what its runs keep.
  setenv("SAKSI_CACHE", (scratch / "cache").c_str(), 1);
  const bool update = std::getenv("SAKSI_UPDATE_GOLDEN") != nullptr;
  const std::vector<fs::path> all = goldens();
  REQUIRE(all.size() >= 20);
  for (const fs::path& golden : all) {
    INFO("golden: " << golden.filename().string());
    REQUIRE(fs::exists(golden / "cmd"));
    const fs::path out = scratch / "out";
    const std::string line = "cd '" + golden.string() + "' && sh ./cmd > '" + out.string() + "' 2> '" +
                             (scratch / "err").string() + "' < /dev/null";
    const int raw = std::system(line.c_str());
    const std::string status = WIFEXITED(raw) ? std::to_string(WEXITSTATUS(raw)) : "signal";
    const std::string got = steady(slurp(out));
    if (update) {
      write(golden / "out", got);
      write(golden / "status", status + "\n");
      continue;
    }
    INFO("stderr: " << slurp(scratch / "err"));
    CHECK(got == slurp(golden / "out"));
    CHECK(status + "\n" == slurp(golden / "status"));
  }
  fs::remove_all(scratch);
}

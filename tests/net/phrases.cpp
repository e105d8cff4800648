#include "tests/net/phrases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"

namespace saksi::test {

namespace fs = std::filesystem;

const FactBase& facts() {
  static const auto made = FactBase::embedded();
  REQUIRE(made.ok());
  return *made.value();
}

std::vector<Phrase> golden_phrases() {
  std::vector<fs::path> files;
  for (const char* lang : {"en", "id"})
    for (const auto& f : fs::directory_iterator(std::string(SAKSI_SOURCE_DIR) + "/tests/meaning/" + lang))
      if (f.path().extension() == ".meaning") files.push_back(f.path());
  std::sort(files.begin(), files.end());
  std::vector<Phrase> out;
  for (const fs::path& path : files) {
    std::ifstream in(path);
    std::string as_of;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("# as_of: ")) as_of = line.substr(9);
      if (line.starts_with("> ")) out.push_back({path.parent_path().filename(), as_of, line.substr(2)});
    }
  }
  return out;
}

}  // namespace saksi::test

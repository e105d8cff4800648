#include "tests/house/files.h"

#include <fstream>
#include <sstream>

#include "tests/catch.h"

namespace saksi::house {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(in.good());
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::set<std::string> files_below(const std::string& folder, const std::string& extension) {
  std::set<std::string> out;
  const fs::path root = SAKSI_SOURCE_DIR;
  if (!fs::exists(root / folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file()) continue;
    if (!extension.empty() && entry.path().extension() != extension) continue;
    out.insert(fs::relative(entry.path(), root).generic_string());
  }
  return out;
}

const std::vector<std::string>& layers() {
  static const std::vector<std::string> all{"core", "grammar", "corpus", "rules", "engine", "cli"};
  return all;
}

}  // namespace saksi::house

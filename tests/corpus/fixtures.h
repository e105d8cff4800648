#pragma once
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "corpus/builder.h"
#include "corpus/snapshot.h"
#include "tests/catch.h"

namespace saksi::corpus {

inline std::string fixture(const std::string& name) { return SAKSI_SOURCE_DIR "/tests/corpus/fixtures/" + name; }

inline BuildOptions small_schema() {
  BuildOptions options;
  options.schema = schema_tables_of(fixture("schema"));
  return options;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Every diagnostic's text, paths told from the project's root.
inline std::string texts(const std::vector<Diagnostic>& all) {
  std::string out;
  for (const auto& d : all) out += d.text() + "\n";
  const std::string root = SAKSI_SOURCE_DIR "/";
  for (auto at = out.find(root); at != std::string::npos; at = out.find(root, at)) out.erase(at, root.size());
  return out;
}

/// A folder of its own, gone when the test is.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "saksi-corpus-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline Compiled compiled(const std::string& name, const BuildOptions& options = small_schema()) {
  auto result = compile(fixture(name), options);
  if (!result) FAIL(texts(result.errors()));
  return std::move(*result);
}

inline std::shared_ptr<const FactBase> base(const std::string& name) {
  auto made = make_base(compiled(name).content);
  REQUIRE(made);
  return *made;
}

}  // namespace saksi::corpus

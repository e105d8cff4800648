// Data is found by globbing, never by a list: what lies in the tree is what the library carries.
#include <map>
#include <span>

#include "corpus/schema_files.h"
#include "grammar/matrix/matrix_files.h"
#include "grammar/names/lexicon_files.h"
#include "rules/rule_files.h"
#include "tests/catch.h"
#include "tests/house/files.h"

using saksi::EmbeddedFile;
using saksi::house::files_below;
using saksi::house::read;

namespace {

void check_embedded(std::span<const EmbeddedFile> embedded, std::set<std::string> on_disk) {
  std::set<std::string> seen;
  std::string last;
  for (const EmbeddedFile& file : embedded) {
    INFO(file.path);
    CHECK(last < file.path);
    last = file.path;
    seen.insert(last);
    const bool same = file.content == read(std::string(SAKSI_SOURCE_DIR "/") + last);
    CHECK(same);
    CHECK_FALSE(file.content.empty());
    CHECK(file.content.back() == '\n');
    CHECK(file.content.find('\r') == std::string_view::npos);
  }
  CHECK(seen == on_disk);
}

}  // namespace

TEST_CASE("every word table is linked in, byte for byte") {
  check_embedded(saksi::grammar::lexicon_files(), files_below("grammar/lexicon", ".tsv"));
}

TEST_CASE("every table of the matrix is linked in, byte for byte") {
  check_embedded(saksi::grammar::matrix_files(), files_below("grammar/matrix", ".tsv"));
}

TEST_CASE("every schema table is linked in, byte for byte") {
  auto schema = files_below("corpus/schema", ".tsv");
  if (std::filesystem::exists(SAKSI_SOURCE_DIR "/corpus/schema.sql")) schema.insert("corpus/schema.sql");
  check_embedded(saksi::corpus::schema_files(), schema);
}

TEST_CASE("every rule is linked in, byte for byte") {
  check_embedded(saksi::rules::rule_files(), files_below("rules", ".rule"));
}

TEST_CASE("English and Indonesian have the same word tables") {
  std::set<std::string> names[2];
  for (int i = 0; i < 2; ++i) {
    for (const std::string& path : files_below(i == 0 ? "grammar/lexicon/en" : "grammar/lexicon/id", ".tsv")) {
      names[i].insert(path.substr(path.rfind('/') + 1));
    }
  }
  CHECK(names[0] == names[1]);
}

TEST_CASE("a file of facts, words, schema or rules has a kind its loader knows") {
  const std::map<std::string, std::set<std::string>> kinds{
      {"grammar/lexicon", {".tsv"}}, {"corpus/schema", {".tsv"}}, {"corpus/facts", {".csv", ".json", ".md"}}};
  for (const auto& [folder, extensions] : kinds) {
    const auto all = files_below(folder, "");
    CHECK_FALSE(all.empty());
    for (const std::string& path : all) {
      INFO(path);
      CHECK(extensions.contains(std::filesystem::path(path).extension().string()));
    }
  }
}

#include "engine/facts_cache.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/catch.h"

namespace saksi::engine {
namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "saksi-key-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

TEST_CASE("the key of facts is that of the files' bytes in their order, and of the base below") {
  if (corpus::build_id().empty()) return;  // such a program keeps nothing
  const Folder folder;
  write(folder / "one.db", "one");
  write(folder / "two.db", "two");
  const auto key = [&](const std::vector<std::string>& files, std::string_view below) {
    CheckerOptions options;
    for (const auto& file : files) options.facts.push_back(folder / file);
    return FactsKey(options, below).text();
  };
  const std::string first = key({"one.db", "two.db"}, "base");
  CHECK(first.size() == 64);
  CHECK(key({"one.db", "two.db"}, "base") == first);
  CHECK(key({"two.db", "one.db"}, "base") != first);
  CHECK(key({"one.db"}, "base") != first);
  CHECK(key({"one.db", "two.db"}, "") != first);
  write(folder / "moved.db", "one");
  CHECK(key({"moved.db", "two.db"}, "base") == first);
  write(folder / "one.db", "One");
  CHECK(key({"one.db", "two.db"}, "base") != first);
  CHECK(key({"one.db", "none.db"}, "base").empty());
  CHECK(key({""}, "base").empty());
  // What a table says names the file.
  write(folder / "one.csv", "one");
  write(folder / "same.csv", "one");
  CHECK(key({"one.csv"}, "base") != key({"same.csv"}, "base"));
}

TEST_CASE("an SQLite file with a transaction open beside it has no key") {
  if (corpus::build_id().empty()) return;
  const Folder folder;
  CheckerOptions options;
  options.facts = {folder / "one.db"};
  write(folder / "one.db", "one");
  for (const char* ending : {"-wal", "-journal"}) {
    write(options.facts.front() + ending, "");
    CHECK(!FactsKey(options, "base").text().empty());
    write(options.facts.front() + ending, "pages");
    CHECK(FactsKey(options, "base").text().empty());
    std::filesystem::remove(options.facts.front() + ending);
  }
}

TEST_CASE("a key no longer holds when a file was written, came or went") {
  const Folder folder;
  CheckerOptions options;
  options.facts = {folder / "desk.csv"};
  write(options.facts.front(), "one");
  const FactsKey before(options, "base");
  CHECK(before.holds());
  write(folder / "properties.csv", "property\n");
  CHECK(before.holds() == before.text().empty());
  const FactsKey beside(options, "base");
  CHECK(beside.holds());
  std::filesystem::last_write_time(options.facts.front(), std::filesystem::file_time_type());
  CHECK(beside.holds() == beside.text().empty());
}

}  // namespace saksi::engine

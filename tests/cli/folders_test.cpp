/// Folders among the files to check: which files are taken, in which order.
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

namespace fs = std::filesystem;
using namespace saksi::test;

namespace {

/// The files that a command takes records from, in their order, one behind the other.
std::string taken(const std::string& args, int* status = nullptr) {
  const std::string command = std::string("'") + SAKSI_BINARY + "' check --log-level debug -q --format jsonl " + args +
                              " > ../out.saksi 2> ../err.saksi; code=$?; " +
                              "sed -n 's/^saksi: debug: reading //p' ../err.saksi > ../read.saksi; exit $code";
  const int raw = std::system(command.c_str());
  if (status != nullptr) *status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
  std::string out = slurp("../read.saksi");
  for (char& c : out)
    if (c == '\n') c = ' ';
  return out;
}

}  // namespace

TEST_CASE("of a folder, the files that are known by their names are read, in the order of their names") {
  const Folder tree;
  for (const char* file : {"b.txt", "a.md", "sub/z.html", "sub/claims.csv", "c.JSONL", "data.json", "photo.jpg", "none",
                           ".hidden.txt", ".git/x.txt"})
    spill(file, "Soup is lovely.\n");
  fs::create_directory_symlink("sub", "link");
  CHECK(taken(".") == "./a.md ./b.txt ./c.JSONL ./sub/claims.csv ./sub/z.html ");
  CHECK(taken("sub b.txt sub/z.html") == "sub/claims.csv sub/z.html b.txt sub/z.html ");
  CHECK(taken("none .hidden.txt") == "none .hidden.txt ");
}

TEST_CASE("globs say which files of a folder are read") {
  const Folder tree;
  for (const char* file : {"a.txt", "b.md", "news/a.txt", "news/2024/a.txt", "news/2024/b.text", "data.json"})
    spill(file, "Soup is lovely.\n");
  CHECK(taken(". --glob '*.md'") == "./b.md ");
  CHECK(taken(". --glob 'news/**/*.txt'") == "./news/2024/a.txt ./news/a.txt ");
  CHECK(taken(". --glob 'news/*.txt' --glob '*.json'") == "./data.json ./news/a.txt ");
  CHECK(taken(". --glob '[ab].t*'") == "./a.txt ./news/2024/a.txt ./news/2024/b.text ./news/a.txt ");
  int status = 0;
  CHECK(taken(". --glob '*.pdf'", &status).empty());
  CHECK(status == 2);
  CHECK(slurp("../err.saksi").find("no file in this folder is meant by --glob") != std::string::npos);
}

TEST_CASE("what .gitignore and .saksiignore say is passed by, above the folder too, but not what is named") {
  const Folder tree;
  fs::create_directory(".git");
  spill(".gitignore", "drafts/\n*.tmp.txt\n!keep.tmp.txt\n/only-top.txt\n# a comment\n\\#odd.txt\n");
  spill("news/.saksiignore", "old/**\n2023-*.txt\n");
  for (const char* file :
       {"a.txt", "x.tmp.txt", "keep.tmp.txt", "only-top.txt", "#odd.txt", "drafts/a.txt", "news/a.txt",
        "news/only-top.txt", "news/old/a.txt", "news/2023-1.txt", "news/drafts/b.txt", "sub/2023-1.txt"})
    spill(file, "Soup is lovely.\n");
  CHECK(taken(".") == "./a.txt ./keep.tmp.txt ./news/a.txt ./news/only-top.txt ./sub/2023-1.txt ");
  CHECK(taken("news") == "news/a.txt news/only-top.txt ");
  CHECK(taken("news/old/a.txt drafts/a.txt") == "news/old/a.txt drafts/a.txt ");
  fs::remove(".git");
  CHECK(taken("news") == "news/a.txt news/drafts/b.txt news/only-top.txt ");
}

TEST_CASE("a report in the folder is no input of itself, and empty folders are told") {
  const Folder tree;
  spill("in/a.txt", "Soup is lovely.\n");
  int status = 0;
  for (int i = 0; i < 2; ++i) {
    CHECK(taken("in -o in/report.jsonl", &status) == "in/a.txt ");
    CHECK(status == 0);
  }
  fs::create_directory("empty");
  CHECK(taken("empty", &status).empty());
  CHECK(status == 2);
  CHECK(slurp("../err.saksi").find("empty: no file in this folder") != std::string::npos);
}

TEST_CASE("a folder that cannot be read is no fault of the command line") {
  const Folder folder;
  fs::create_directory("shut");
  fs::permissions("shut", fs::perms::none);
  // Root may read any folder: there somebody else tries.
  const std::string as_somebody = geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups " : "";
  if (std::system((as_somebody + "'" SAKSI_BINARY "' --version > /dev/null 2>&1").c_str()) != 0) {
    WARN("skipped: the program cannot be run by somebody who is not root");
    return;
  }
  const int raw = std::system((as_somebody + "'" SAKSI_BINARY "' check shut 2> ../said").c_str());
  CHECK(WEXITSTATUS(raw) == 3);
  CHECK(says(slurp("../said"), "shut: this folder cannot be read: Permission denied"));
  fs::permissions("shut", fs::perms::owner_all);
}

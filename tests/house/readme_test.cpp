// Each ```console block of the documentation is run as it stands, from the project's root, and must print what is
// shown; a command that shows nothing need only work. `./dev run` stands for the program that was built; other verbs of
// ./dev build and test, and are not run from within a test. A line "…" stands for any lines, "…" in a line for any text.
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>

#include "tests/catch.h"
#include "tests/house/files.h"

using saksi::house::files_below;
using saksi::house::lines;
using saksi::house::read;

namespace {

struct Command {
  std::string where, line;
  std::vector<std::string> output;
};

std::vector<Command> commands_of(const std::string& path, const std::string& text) {
  std::vector<Command> out;
  bool inside = false;
  int number = 0;
  for (const std::string& line : lines(text)) {
    ++number;
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      out.push_back({path + ":" + std::to_string(number), line.substr(2), {}});
    } else if (inside && !out.empty()) {
      out.back().output.push_back(line);
    }
  }
  return out;
}

std::string run(std::string line, int& status) {
  const std::string program = "./dev run ";
  for (std::size_t at = 0; (at = line.find(program, at)) != std::string::npos;) {
    line.replace(at, program.size(), SAKSI_BINARY " ");
    at += std::string(SAKSI_BINARY).size();
  }
  const std::string command =
      "cd '" SAKSI_SOURCE_DIR "' && (exit " + std::to_string(status) + "); { " + line + "; } 2>&1";
  // Facts that a developer has installed are none of the documentation's.
  setenv("SAKSI_DATA_DIR", SAKSI_BINARY ".no-facts", 1);
  setenv("SAKSI_CACHE", "", 1);
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  const int result = pclose(pipe);
  status = WIFEXITED(result) ? WEXITSTATUS(result) : 128;
  return out;
}

bool line_matches(std::string_view shown, std::string_view got) {
  constexpr std::string_view any = "…";
  const std::size_t at = shown.find(any);
  if (at == std::string_view::npos) return shown == got;
  if (!got.starts_with(shown.substr(0, at))) return false;
  for (std::size_t from = at; from <= got.size(); ++from) {
    if (line_matches(shown.substr(at + any.size()), got.substr(from))) return true;
  }
  return false;
}

bool matches(const std::vector<std::string>& shown, std::size_t i, const std::vector<std::string>& got, std::size_t j) {
  if (i == shown.size()) return j == got.size();
  if (shown[i] == "…") {
    for (std::size_t k = j; k <= got.size(); ++k) {
      if (matches(shown, i + 1, got, k)) return true;
    }
    return false;
  }
  return j < got.size() && line_matches(shown[i], got[j]) && matches(shown, i + 1, got, j + 1);
}

}  // namespace

TEST_CASE("the documentation's commands do what it shows") {
  std::set<std::string> pages = files_below("docs", ".md");
  for (const char* page : {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"}) pages.insert(page);
  int ran = 0;
  int status = 0;
  for (const std::string& page : pages) {
    for (const Command& command : commands_of(page, read(std::string(SAKSI_SOURCE_DIR "/") + page))) {
      if (command.line.starts_with("./dev ") && !command.line.starts_with("./dev run ")) {
        CHECK(command.output.empty());
        continue;
      }
      ++ran;
      const std::string out = run(command.line, status);
      INFO(command.where << ": $ " << command.line << "\n" << out);
      CHECK(status < 2);
      if (!command.output.empty()) CHECK(matches(command.output, 0, lines(out), 0));
    }
  }
  CHECK(ran > 0);
}

TEST_CASE("the reader of the documentation compares what is shown") {
  CHECK(commands_of("x", "```console\n$ a\nb\n```\n```sh\n$ c\n```\n").size() == 1);
  CHECK(matches({"a", "…", "d"}, 0, {"a", "b", "c", "d"}, 0));
  CHECK_FALSE(matches({"a", "…", "d"}, 0, {"a", "b"}, 0));
  CHECK_FALSE(matches({"a"}, 0, {"a", "b"}, 0));
  CHECK(matches({"a …, …!"}, 0, {"a b c, d!"}, 0));
  CHECK_FALSE(matches({"a …!"}, 0, {"a b"}, 0));
  int status = 0;
  CHECK(run("echo x; exit 3", status) == "x\n");
  CHECK(status == 3);
  CHECK(run("echo $?", status) == "3\n");
}

TEST_CASE("links of the documentation lead to files") {
  std::set<std::string> pages = files_below("docs", ".md");
  for (const char* page : {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"}) pages.insert(page);
  for (const std::string& page : pages) {
    const std::string text = read(std::string(SAKSI_SOURCE_DIR "/") + page);
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
      at += 2;
      const std::string target = text.substr(at, text.find_first_of(")#", at) - at);
      if (target.empty() || target.find("://") != std::string::npos) continue;
      INFO(page << ": " << target);
      CHECK(std::filesystem::exists((std::filesystem::path(SAKSI_SOURCE_DIR) / page).parent_path() / target));
    }
  }
}

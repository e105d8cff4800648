/// Reports in files: what is read is never written over, a run that is stopped in any way can be gone on with, and comes to
/// the same bytes as one that was not.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

namespace fs = std::filesystem;
using namespace saksi::test;

namespace {

pid_t start(std::vector<std::string> args) {
  args.insert(args.begin(), {"saksi", "check", "--as-of", "2024-12-01"});
  const pid_t child = fork();
  if (child != 0) {
    usleep(5000);  // until it is saksi, not this test, that gets a signal
    return child;
  }
  std::signal(SIGTERM, SIG_DFL);
  const int out = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0644),
            err = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0644);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  std::vector<char*> argv;
  for (std::string& a : args) argv.push_back(a.data());
  argv.push_back(nullptr);
  execv(SAKSI_BINARY, argv.data());
  _exit(127);
}

/// As a shell tells it: 128 and the signal of one that a signal ended.
int wait_for(pid_t child) {
  int raw = 0;
  waitpid(child, &raw, 0);
  return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
}

int run(const std::vector<std::string>& args) { return wait_for(start(args)); }

/// Runs, and sends a signal once the part holds so many bytes. The status; 0 or 1 where it was done before.
int stop(const std::vector<std::string>& args, std::size_t bytes, int signal) {
  const pid_t child = start(args);
  for (;;) {
    struct stat about {};
    if (stat("report.saksi-part", &about) == 0 && static_cast<std::size_t>(about.st_size) >= bytes) break;
    int raw = 0;
    if (waitpid(child, &raw, WNOHANG) == child) return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
    usleep(200);
  }
  kill(child, signal);
  return wait_for(child);
}

/// Claims none of which comes twice, some of them wrong, some unread.
std::string many_claims(int n) {
  std::string out = "id,claim\n";
  for (int i = 0; i < n; ++i) {
    const std::string year = std::to_string(1958 + i % 60), number = std::to_string(i);
    out += number +
           (i % 3 == 0   ? ",Luna-25 was launched on " + std::to_string(1 + i % 28) + " August " + year + "."
            : i % 3 == 1 ? ",Apollo 11 landed there in " + year + " for the " + number + "th time."
                         : ",Jakarta lies " + number + " km from Bandung.") +
           "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a report is never written over what is read") {
  const Folder folder;
  const std::string text = "Luna-25 was launched on 12 August 2023.\n";
  spill("in.txt", text);
  fs::create_symlink("in.txt", "link");
  fs::create_hard_link("in.txt", "same");
  spill("other.saksi-part", text);
  spill("facts.csv", "subject,property,value\nLuna-25,mass,1750 kg\n");
  const std::string facts = slurp("facts.csv");
  for (const std::string to : {"in.txt", "./in.txt", "link", "same"}) {
    INFO(to);
    CHECK(run({"in.txt", "-o", to}) == 2);
    CHECK(slurp("err").find("is read by this run") != std::string::npos);
    CHECK(slurp("in.txt") == text);
  }
  CHECK(run({"other.saksi-part", "-o", "other"}) == 2);
  CHECK(slurp("other.saksi-part") == text);
  CHECK(run({"in.txt", "--facts", "facts.csv", "-o", "facts.csv"}) == 2);
  CHECK(slurp("facts.csv") == facts);
  spill("j.saksi-part.journal", text);
  CHECK(run({"j.saksi-part.journal", "-o", "j"}) == 2);
  CHECK(slurp("j.saksi-part.journal") == text);
  fs::create_directories("rules/event");
  const std::string rule = slurp(fs::path(SAKSI_SOURCE_DIR) / "rules/event/role.rule");
  REQUIRE_FALSE(rule.empty());
  spill("rules/event/role.rule", rule);
  CHECK(run({"in.txt", "--rules", "rules", "-o", "rules/event/role.rule"}) == 2);
  CHECK(slurp("err").find("is read by this run") != std::string::npos);
  CHECK(slurp("rules/event/role.rule") == rule);
}

TEST_CASE("a report that another run is writing stays that run's") {
  const Folder folder;
  spill("in.csv", many_claims(3000));
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "whole"}) == 1);
  for (const bool resume : {false, true}) {
    INFO(resume);
    std::vector<std::string> args = {"in.csv", "--format", "jsonl", "-o", "report"};
    if (resume) args.push_back("--resume");
    const pid_t first = start(args);
    while (!fs::exists("report.saksi-part") || fs::file_size("report.saksi-part") < 100000) usleep(200);
    CHECK(run(args) == 3);
    CHECK(slurp("err").find("another run is writing it") != std::string::npos);
    CHECK(wait_for(first) == 1);
    CHECK(slurp("report") == slurp("whole"));
    CHECK_FALSE(fs::exists("report.saksi-part"));
    CHECK_FALSE(fs::exists("report.saksi-part.journal"));
    fs::remove("report");
  }
}

TEST_CASE("a part that holds less than its journal tells is gone on with from where it does") {
  const Folder folder;
  spill("in.csv", many_claims(3000));
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "whole"}) == 1);
  const std::vector<std::string> args = {"in.csv", "--format", "jsonl", "-o", "report", "--resume"};
  CHECK(stop(args, slurp("whole").size() / 2, SIGKILL) > 128);
  fs::resize_file("report.saksi-part", fs::file_size("report.saksi-part") / 2);
  CHECK(run(args) == 1);
  CHECK(slurp("report") == slurp("whole"));
}

TEST_CASE("what stood in a report's file stays until the new one is whole, and a link stays a link") {
  const Folder folder;
  spill("in.txt", "Luna-25 was launched on 12 August 2023.\n");
  spill("report", "old\n");
  fs::permissions("report", fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("report", "link");
  CHECK(run({"in.txt", "-o", "link"}) == 1);
  CHECK(fs::is_symlink("link"));
  CHECK(slurp("report").find("refuted") != std::string::npos);
  CHECK(fs::status("report").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_FALSE(fs::exists("report.saksi-part"));
  CHECK_FALSE(fs::exists("report.saksi-part.journal"));
  // The facts are wrong: nothing is begun.
  CHECK(run({"in.txt", "--facts", "none.csv", "-o", "report2"}) == 2);
  CHECK_FALSE(fs::exists("report2"));
  CHECK_FALSE(fs::exists("report2.saksi-part"));
}

TEST_CASE("a run that is killed is gone on with, and comes to the same bytes") {
  const Folder folder;
  spill("in.csv", many_claims(3000));
  for (const std::string format : {"jsonl", "text", "sarif", "github", "junit", "csv"}) {
    INFO(format);
    CHECK(run({"in.csv", "--format", format, "-o", "whole", "--summary"}) == 1);
    const std::string whole = slurp("whole");
    const std::vector<std::string> args = {"in.csv", "--format", format, "-o", "report", "--resume", "--summary"};
    int killed = 0;
    for (const std::size_t share : {10U, 35U, 60U, 80U})
      killed += stop(args, whole.size() * share / 100, share == 60U ? SIGTERM : SIGKILL) > 128 ? 1 : 0;
    CHECK(run(args) == 1);
    CHECK(slurp("report") == whole);
    // The commands of GitHub are few: their report is over before it can be stopped.
    CHECK((killed >= 2 || format == "github"));
    CHECK_FALSE(fs::exists("report.saksi-part"));
    CHECK_FALSE(fs::exists("report.saksi-part.journal"));
  }
}

TEST_CASE("SIGTERM ends a run at a record, says how to go on, and ends it by that signal") {
  const Folder folder;
  spill("in.csv", many_claims(3000));
  const int status = stop({"in.csv", "--format", "jsonl", "-o", "report"}, 100000, SIGTERM);
  CHECK(status == 128 + SIGTERM);
  CHECK(slurp("err").find("--resume goes on") != std::string::npos);
  const std::string part = slurp("report.saksi-part");
  CHECK(part.size() >= 100000);
  CHECK(part.back() == '\n');
  CHECK_FALSE(fs::exists("report"));
  // Other options, or other texts, come to another report.
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "report", "--resume", "--mentions"}) == 2);
  CHECK(slurp("err").find("other facts, rules, options or files") != std::string::npos);
  std::string other = slurp("in.csv");
  other[other.find("Luna-25")] = 'T';
  const std::string input = slurp("in.csv");
  spill("in.csv", other);
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "report", "--resume"}) == 2);
  CHECK(slurp("err").find("the files are not what") != std::string::npos);
  spill("in.csv", input.substr(0, 200));
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "report", "--resume"}) == 2);
  // Nothing of it is lost by that.
  CHECK(slurp("report.saksi-part") == part);
  spill("in.csv", input);
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "report", "--resume"}) == 1);
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "whole"}) == 1);
  CHECK(slurp("report") == slurp("whole"));
}

TEST_CASE("a journal that is damaged, or none, is begun anew") {
  const Folder folder;
  spill("in.csv", many_claims(1500));
  const std::vector<std::string> args = {"in.csv", "--format", "jsonl", "-o", "report", "--resume"};
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "whole"}) == 1);
  const std::string whole = slurp("whole");
  for (int way = 0; way < 4; ++way) {
    INFO(way);
    CHECK(stop(args, whole.size() / 2, SIGKILL) > 128);
    const std::string journal = slurp("report.saksi-part.journal");
    if (way == 0) fs::remove("report.saksi-part.journal");
    if (way == 1) spill("report.saksi-part.journal", journal.substr(0, journal.size() - 3));
    if (way == 2) spill("report.saksi-part.journal", "saksi run 1\nrubbish");
    if (way == 3) spill("report.saksi-part.journal", journal + "half of a mark");
    CHECK(run(args) == 1);
    CHECK(slurp("report") == whole);
    fs::remove("report");
  }
}

TEST_CASE("a report that cannot be written to its end keeps what could be, to a record's end, and is gone on with") {
  const Folder folder;
  spill("in.csv", many_claims(3000));
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "whole"}) == 1);
  const std::string whole = slurp("whole");
  // As of a disk that is full: no file may grow beyond half of the report, in blocks of 512 bytes.
  const std::string limited = "trap '' XFSZ; ulimit -f " + std::to_string(whole.size() / 1024) + "; exec '" +
                              SAKSI_BINARY + "' check --as-of 2024-12-01 in.csv --format jsonl -o report 2> err";
  const int raw = std::system(limited.c_str());
  CHECK((WIFEXITED(raw) && WEXITSTATUS(raw) == 3));
  CHECK(slurp("err").find("cannot write report: ") != std::string::npos);
  CHECK(slurp("err").find("--resume goes on with it") != std::string::npos);
  CHECK_FALSE(fs::exists("report"));
  const std::string part = slurp("report.saksi-part");
  CHECK(part.size() > whole.size() / 8);
  CHECK(whole.starts_with(part));
  CHECK(part.back() == '\n');
  CHECK(run({"in.csv", "--format", "jsonl", "-o", "report", "--resume"}) == 1);
  CHECK(slurp("report") == whole);
}

TEST_CASE("a share of what is to be read can be demanded") {
  const Folder folder;
  spill("in.txt", "Luna-25 was launched on 11 August 2023.\n\nThe quick probe danced around 14 moons in 1987.\n");
  CHECK(run({"in.txt", "--min-read", "50%"}) == 0);
  CHECK(slurp("out").find("in.txt:3:1: unread: \"The quick probe danced around 14 moons in 1987.\"\n") !=
        std::string::npos);
  CHECK(run({"in.txt", "--min-read", "0.51"}) == 1);
  CHECK(slurp("err").find("read 1 of 2 checkable sentences, 50.0 %: less than --min-read 0.51") != std::string::npos);
  for (const std::string wrong : {"x", "1.5", "-1", "101%", "%"}) CHECK(run({"in.txt", "--min-read", wrong}) == 2);
  CHECK(run({"in.txt", "-q"}) == 0);
  CHECK(slurp("out").empty());
}

TEST_CASE("what was not read is told in a line a paragraph, and no more of it than fits") {
  const Folder folder;
  spill("in.txt",
        "Zorbs glimmered in 1987. Florps glimmered in 1988. Blarts glimmered in 1989.\nGnurls glimmered in 1990. "
        "Luna-25 was launched on 11 August 2023. Twerps glimmered in 1991.\n\nQuarls glimmered in 1992.\n");
  CHECK(run({"in.txt"}) == 0);
  const std::string out = slurp("out");
  CHECK(
      out.starts_with("in.txt:1:1: unread: \"Zorbs glimmered in 1987.\", \"Florps glimmered in 1988.\", "
                      "\"Blarts glimmered in 1989.\" (+2)\nin.txt:4:1: unread: \"Quarls glimmered in 1992.\"\n"));
  // Claims stand each for itself.
  spill("in.claims", "Zorbs glimmered in 1987.\nFlorps glimmered in 1988.\n");
  CHECK(run({"in.claims"}) == 0);
  CHECK(slurp("out").starts_with("in.claims:1:1: unread: \"Zorbs glimmered in 1987.\"\nin.claims:2:1: unread: "));
}

/// Findings one lives with: ignores in a text, baselines, lines that have not changed.
#include <cstdlib>
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

namespace {

const std::string kWrong = "Luna 25 was launched from Baikonur.\n";
const std::string kOther = "Sputnik 1 was launched in 1961.\n";

void git(const std::string& args) {
  const std::string command = "git -c user.name=a -c user.email=a@example.org " + args + " >/dev/null 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace

TEST_CASE("an ignore silences the findings of its block and no others") {
  const Folder folder;
  spill("a.txt", "# saksi: ignore event/role: the desk knows\n" + kWrong + "\n" + kOther);
  Ran ran = run_saksi({"check", "a.txt"});
  CHECK(ran.status == 1);
  CHECK(!says(ran.out, "Baikonur"));
  CHECK(says(ran.out, "not 1961"));
  CHECK(says(ran.out, "1 ignored"));
  CHECK(ran.err.empty());
  // In the middle of a paragraph, for Markdown and HTML, of several rules, of all.
  spill("b.md", "One. <!-- saksi: ignore event/time, event/role: quoted -->\n" + kWrong + kOther + "\n" + kOther);
  ran = run_saksi({"check", "b.md"});
  CHECK(says(ran.out, "b.md:5:"));
  CHECK(says(ran.out, "2 ignored"));
  spill("c.html", "<p>" + kWrong + "</p>\n<!-- saksi: ignore *: a joke -->\n<p>" + kOther + "</p>\n");
  ran = run_saksi({"check", "c.html"});
  CHECK(says(ran.out, "Baikonur"));
  CHECK(!says(ran.out, "not 1961"));
  spill("d.claims", "# saksi: ignore event/role: the desk knows\n" + kWrong + kOther);
  ran = run_saksi({"check", "d.claims"});
  CHECK(!says(ran.out, "Baikonur"));
  CHECK(says(ran.out, "d.claims:3:"));
}

TEST_CASE("a record keeps its verdict, and says what of it is ignored") {
  const Folder folder;
  spill("a.claims", "# saksi: ignore event/role: the desk knows\n" + kWrong + kWrong);
  const Ran ran = run_saksi({"check", "--format", "jsonl", "a.claims"});
  CHECK(ran.status == 1);
  const std::string first = ran.out.substr(0, ran.out.find('\n')), second = ran.out.substr(first.size() + 1);
  CHECK(says(first, "\"suppressed\":\"ignored\""));
  CHECK(says(first, "\"verdict\":\"refuted\""));
  CHECK(!says(second, "suppressed"));
  spill("b.txt", "# saksi: ignore event/role: the desk knows\n" + kWrong);
  const Ran sarif = run_saksi({"check", "--format", "sarif", "b.txt"});
  CHECK(sarif.status == 0);
  CHECK(says(sarif.out, "\"suppressions\":[{\"kind\":\"inSource\""));
  CHECK(!says(run_saksi({"check", "--format", "github", "b.txt"}).out, "::error"));
}

TEST_CASE("an ignore without a reason, of an unknown rule, of no use or out of date is a finding") {
  const Folder folder;
  const auto told = [](const std::string& comment, const std::string& as_of = "2024-05-01") {
    spill("a.txt", "# saksi: " + comment + "\n" + kWrong);
    Ran ran = run_saksi({"check", "--fail-on", "never", "--as-of", as_of, "a.txt"});
    return std::to_string(ran.status) + " " + ran.err;
  };
  CHECK(told("ignore event/role: it is so") == "0 ");
  CHECK(told("ignore event/role until 2024-05-01: it is so") == "0 ");
  CHECK(says(told("ignore event/role until 2024-04-30: it is so"),
             "1 a.txt:1:1: error: this ignore held until 2024-04-30"));
  CHECK(says(told("ignore event/role"), "it gives no reason"));
  CHECK(says(told("ignore event/role:  "), "it gives no reason"));
  CHECK(says(told("ignore: it is so"), "it names no rule"));
  CHECK(says(told("ignore event/role until May: it is so"), "names no day"));
  CHECK(says(told("ignore event/rol: it is so"), "there is no rule 'event/rol'; did you mean 'event/role'?"));
  CHECK(says(told("ignore event/time: it is so"), "nothing is found here that this ignores"));
  CHECK(says(told("disable event/role: it is so"), "'disable' is nothing that can be said here"));
  spill("b.claims", kWrong + "# saksi: ignore event/role: it is so\n");
  CHECK(says(run_saksi({"check", "b.claims"}).err, "b.claims:2:1: warning: there is no claim behind this"));
}

TEST_CASE("a baseline survives moved lines, and tells what is of no use any more") {
  const Folder folder;
  spill("news/a.txt", kWrong + "\n" + kOther);
  REQUIRE(run_saksi({"baseline", "update", "news"}).status == 0);
  const std::string known = slurp(".saksi-baseline.jsonl");
  CHECK(says(known, "{\"path\":\"news/a.txt\","));
  const std::vector<std::string> check = {"check", "--baseline", ".saksi-baseline.jsonl", "news/a.txt"};
  Ran ran = run_saksi(check);
  CHECK(ran.status == 0);
  CHECK(says(ran.out, "2 in the baseline"));
  spill("news/a.txt", "It rained.\n\n" + kOther + "\n" + kWrong + "\nVostok 1 was launched in 1957.\n");
  ran = run_saksi(check);
  CHECK(ran.status == 1);
  CHECK(says(ran.out, "not 1957"));
  CHECK(says(ran.out, "2 in the baseline"));
  // The same words a second time are another finding.
  spill("news/a.txt", kWrong + "\n" + kOther + "\n" + kWrong);
  ran = run_saksi(check);
  CHECK(ran.status == 1);
  CHECK(says(ran.out, "news/a.txt:5:"));
  spill("news/a.txt", kOther);
  ran = run_saksi(check);
  CHECK(ran.status == 0);
  CHECK(says(ran.err, "1 entries of .saksi-baseline.jsonl are of no use"));
  // An update drops it, and keeps what it did not look at.
  spill("news/b.txt", kWrong);
  REQUIRE(run_saksi({"baseline", "update", "news/b.txt"}).status == 0);
  CHECK(says(slurp(".saksi-baseline.jsonl"), "news/b.txt"));
  REQUIRE(run_saksi({"baseline", "update", "news/a.txt"}).status == 0);
  const std::string now = slurp(".saksi-baseline.jsonl");
  CHECK(says(now, "news/b.txt"));
  CHECK(says(now, "1961"));
  CHECK(now.size() < known.size() + 10);
}

TEST_CASE("what is no baseline is told, and stays as it is") {
  const Folder folder;
  spill("a.txt", kWrong);
  spill("no.jsonl", "{\"path\":1}\nnothing\n");
  Ran ran = run_saksi({"check", "--baseline", "no.jsonl", "a.txt"});
  CHECK(ran.status == 2);
  CHECK(says(ran.err, "no.jsonl:1: error: this is no entry of a baseline"));
  CHECK(says(ran.err, "no.jsonl:2: error"));
  CHECK(run_saksi({"baseline", "update", "--baseline", "no.jsonl", "a.txt"}).status == 2);
  CHECK(slurp("no.jsonl") == "{\"path\":1}\nnothing\n");
  CHECK(run_saksi({"baseline", "update", "--baseline", "a.txt", "a.txt"}).status == 2);
  CHECK(slurp("a.txt") == kWrong);
  ran = run_saksi({"check", "--baseline", "none.jsonl", "a.txt"});
  CHECK(ran.status == 2);
  CHECK(says(ran.err, "there is no such baseline"));
}

TEST_CASE("only the lines that a diff touches, and the files") {
  const Folder folder;
  spill("a.txt", kWrong + "\n" + kOther);
  spill("b.txt", kWrong);
  const std::string diff = "--- a/a.txt\t2024-01-01\n+++ b/a.txt\t2024-01-02\n@@ -2,2 +2,2 @@\n \n-x\n+y\n";
  spill("d", diff);
  for (const std::string name : {"d", "-"}) {
    const Ran ran = run_saksi({"check", "--changed-lines", name, "a.txt", "b.txt"}, diff);
    CHECK(ran.status == 1);
    CHECK(says(ran.out, "a.txt:3:"));
    CHECK(!says(ran.out, "Baikonur"));
    CHECK(says(ran.out, "lines that have not changed"));
  }
  CHECK(run_saksi({"check", "--changed-lines", "d", "b.txt"}).status == 0);
  CHECK(run_saksi({"check", "--changed-lines", "-", "a.txt"}, "").status == 0);
  const Ran ran = run_saksi({"check", "--changed-lines", "b.txt", "a.txt"});
  CHECK(ran.status == 2);
  CHECK(says(ran.err, "this is no unified diff"));
}

TEST_CASE("only what has changed since a revision, new files among them") {
  const Folder folder;
  git("init -q .");
  spill("a.txt", kWrong + "\nIt rained.\n");
  git("add .");
  git("commit -q -m one");
  spill("a.txt", kWrong + "\n" + kOther);
  spill("new \xC3\xA9.txt", kWrong);
  const Ran ran = run_saksi({"check", "--since", "HEAD", "."});
  CHECK(ran.status == 1);
  CHECK(says(ran.out, "a.txt:3:"));
  CHECK(!says(ran.out, "a.txt:1:"));
  CHECK(says(ran.out, "new \xC3\xA9.txt:1:"));
  CHECK(run_saksi({"check", "--since", "nosuch", "."}).status == 2);
  CHECK(run_saksi({"check", "--since", "--output=x", "."}).status == 2);
}

TEST_CASE("findings of rules less severe than asked for are kept back") {
  const Folder folder;
  std::string rule = slurp(std::string(SAKSI_SOURCE_DIR) + "/rules/event/role.rule");
  const std::size_t atom = rule.find("\n  atom ");
  REQUIRE(atom != std::string::npos);
  spill("rules/event/role.rule", rule.insert(atom, "\n  severity note"));
  spill("a.txt", kWrong + "\n" + kOther);
  const Ran all = run_saksi({"check", "--rules", "rules", "a.txt"});
  CHECK(says(all.out, "Baikonur"));
  const Ran some = run_saksi({"check", "--rules", "rules", "--min-severity", "warning", "a.txt"});
  CHECK(!says(some.out, "Baikonur"));
  CHECK(says(some.out, "not 1961"));
  CHECK(says(some.out, "1 of less severity"));
  spill("a.txt", kWrong);
  CHECK(run_saksi({"check", "--rules", "rules", "--min-severity", "warning", "a.txt"}).status == 0);
}

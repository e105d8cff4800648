/// Settings of a desk in a file: found from the input upwards, weaker than the command line, told with their origin.
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

namespace {

const std::string kWrong = "Luna 25 was launched from Baikonur.\n";

}  // namespace

TEST_CASE("settings are found above the input, and the command line is stronger") {
  const Folder folder;
  spill(".saksi.toml", "fail-on = \"never\"\nas_of = 2024-01-01\ndisable = [\"event/time\", \"event/role\"]\n");
  spill("news/2024/a.txt", kWrong);
  CHECK(run_saksi({"check", "news/2024/a.txt"}).status == 0);
  CHECK(!says(run_saksi({"check", "news/2024/a.txt"}).out, "refuted"));
  CHECK(says(run_saksi({"check", "--no-config", "news/2024/a.txt"}).out, "refuted"));
  CHECK(run_saksi({"check", "--disable", "event/time", "--fail-on", "refuted", "news/2024/a.txt"}).status == 1);
  const Ran shown = run_saksi({"config", "--fail-on", "refuted", "news"});
  CHECK(shown.status == 0);
  CHECK(says(shown.out, "as-of = 2024-01-01  # .saksi.toml:2\n"));
  CHECK(says(shown.out, "disable = event/time, event/role  # .saksi.toml:3\n"));
  CHECK(says(shown.out, "fail-on = refuted  # command line\n"));
  CHECK(says(shown.out, "lang = auto  # default\n"));
  CHECK(run_saksi({"check", "--show-config", "--fail-on", "refuted", "news"}).out == shown.out);
  CHECK(says(run_saksi({"check", "--format", "jsonl", "-"}, kWrong).out, "\"as_of\":\"2024-01-01\""));
}

TEST_CASE("files that it names lie in its folder") {
  const Folder folder;
  spill("desk/.saksi.toml", "facts = [\"own.csv\"]\nno-default-facts = true\nbaseline = \"known.jsonl\"\n");
  spill("desk/own.csv", "subject,property,value\nTower A,height,77 m\n");
  spill("desk/known.jsonl", "{\"schema\":1}\n");
  spill("desk/in/a.txt", "The height of Tower A is 77 m.\n");
  const Ran ran = run_saksi({"check", "-v", "desk/in/a.txt"});
  CHECK(ran.status == 0);
  CHECK(says(ran.out, "supported"));
}

TEST_CASE("an override is for some files") {
  const Folder folder;
  spill(".saksi.toml",
        "[[override]]\nfiles = [\"opini/**\"]\ndisable = [\"event/role\"]\n\n[[override]]\nfiles = [\"*.txt\"]\n"
        "as-of = \"2023-03-03\"\n\n[[override]]\nfiles = [\"*.list\"]\ninput = \"claims\"\nlang = \"id\"\n");
  spill("opini/a.md", kWrong);
  spill("b.md", kWrong);
  spill("c.txt", kWrong);
  spill("d.list", "Ibu kota Indonesia adalah Bandung.\n" + kWrong);
  const Ran ran = run_saksi({"check", "opini/a.md", "b.md"});
  CHECK(!says(ran.out, "opini/a.md:"));
  CHECK(says(ran.out, "b.md:1:"));
  CHECK(says(ran.out, "1 ignored"));
  CHECK(says(run_saksi({"check", "--format", "jsonl", "c.txt"}).out, "\"as_of\":\"2023-03-03\""));
  CHECK(says(run_saksi({"check", "--format", "jsonl", "--as-of", "2024-04-04", "c.txt"}).out, "2024-04-04"));
  const Ran list = run_saksi({"check", "--format", "jsonl", "d.list"});
  CHECK(says(list.out, "\"id\":\"d.list:2:1\""));
  CHECK(!says(list.out, "\"lang\":\"en\""));
}

TEST_CASE("all that is wrong in it is told, with its line") {
  const Folder folder;
  spill("a.txt", kWrong);
  const auto told = [](const std::string& toml) {
    spill(".saksi.toml", toml);
    const Ran ran = run_saksi({"check", "a.txt"});
    CHECK(ran.status == 2);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK(says(told("fail_onn = \"never\"\n"),
             ".saksi.toml:1:1: error: there is no setting 'fail-onn'; did you mean 'fail-on'?"));
  CHECK(says(told("\nfail-on = \"newer\"\n"), ".saksi.toml:2:11: error: --fail-on: 'newer' is none of"));
  CHECK(says(told("lang = [\"en\", \"id\"]\n"), "lang takes one value"));
  CHECK(says(told("quiet = \"yes\"\n"), "quiet is to be true or false"));
  CHECK(says(told("resume = true\n"), "it is of one run, and stands on the command line"));
  CHECK(says(told("lang = {a = 1}\n"), "lang is to be a text"));
  CHECK(says(told("lang = \n"), ".saksi.toml:1:"));
  CHECK(says(told("[[override]]\nlang = \"en\"\n"), "an override names its files"));
  CHECK(says(told("[override]\nlang = \"en\"\n"), "write [[override]]"));
  CHECK(says(told("[[override]]\nfiles = [\"*\"]\ndisable = [\"event/tim\"]\n"),
             "there is no rule 'event/tim'; did you mean 'event/time'?"));
  const std::string both = told("one = 1\ntwo = 2\n");
  CHECK(both.find("'one'") < both.find("'two'"));
}

TEST_CASE("inputs under different configurations are not checked in one run") {
  const Folder folder;
  spill("a/.saksi.toml", "lang = \"en\"\n");
  spill("a/x.txt", kWrong);
  spill("b/x.txt", kWrong);
  const Ran ran = run_saksi({"check", "a/x.txt", "b/x.txt"});
  CHECK(ran.status == 2);
  CHECK(says(ran.err, "b/x.txt is under another configuration (none) than a/x.txt (a/.saksi.toml)"));
  CHECK(run_saksi({"check", "--config", "a/.saksi.toml", "a/x.txt", "b/x.txt"}).status == 1);
}

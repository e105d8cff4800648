/// What a user meets around the commands: mistakes at the prompt, completion, manual pages, the doctor.
#include <cstdlib>
#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

TEST_CASE("a mistake at the prompt is told with what may have been meant") {
  const Folder folder;
  const auto told = [](const std::vector<std::string>& args) {
    const Ran ran = run_saksi(args);
    CHECK(ran.status == 2);
    return ran.out + ran.err;
  };
  CHECK(told({"chek", "x"}) == "saksi: there is no command 'chek'; did you mean 'check'?\nsaksi --help says more\n");
  CHECK(says(told({"facts", "shwo", "x"}), "there is no command 'shwo'; did you mean 'show'?\nsaksi facts --help"));
  CHECK(says(told({"check", "--asof", "2024-01-01", "x"}),
             "there is no option --asof; did you mean '--as-of'?\nsaksi check --help"));
  CHECK(says(told({"check", "--fail-onn=never", "x"}), "there is no option --fail-onn; did you mean '--fail-on'?"));
  CHECK(
      says(told({"check", "--as-of", "2024-01-01", "--as-of", "2024-01-02", "x"}), "--as-of is given more than once"));
  CHECK(says(told({"check", "--enable", "event/tim", "-"}), "did you mean 'event/time'?"));
}

TEST_CASE("completion scripts run in their shells") {
  const Folder folder;
  const auto complete = [](const std::string& line) {
    const std::string script =
        "eval \"$(" SAKSI_BINARY " completion bash)\"; COMP_WORDS=(" + line +
        "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _saksi; echo \"${COMPREPLY[@]}\" > ../completed";
    spill("../script", script);
    REQUIRE(std::system("bash ../script") == 0);
    return slurp("../completed");
  };
  CHECK(complete("saksi che") == "check\n");
  CHECK(complete("saksi facts sh") == "show\n");
  CHECK(complete("saksi check --fail-on dis") == "disputed\n");
  CHECK(complete("saksi check --basel") == "--baseline\n");
  spill("story.txt", "x");
  CHECK(complete("saksi check st") == "story.txt\n");
  CHECK(run_saksi({"completion", "csh"}).status == 2);
}

TEST_CASE("completion scripts run in zsh and fish, where those are there") {
  const Folder folder;
  const std::string path =
      std::string("PATH=") + std::string(SAKSI_BINARY).substr(0, std::string(SAKSI_BINARY).rfind('/')) + ":$PATH";
  const std::pair<std::string, std::string> shells[] = {
      {"zsh", "autoload -U compinit; compinit -u -D; source <(saksi completion zsh)"},
      {"fish", "saksi completion fish | source"}};
  for (const auto& [shell, setup] : shells) {
    INFO(shell);
    if (!is_there(shell)) {
      WARN(shell << " is not there");
      continue;
    }
    const std::string start = shell == "zsh" ? "zsh -f -i" : "fish --no-config -i";
    const Ran ran = run_in_terminal({"sh", "-c", path + " exec " + start}, {{"", setup + "; echo re''ady\n"},
                                                                            {"ready", "saksi che\t"},
                                                                            {"saksi check", "--fail-on disp\t"},
                                                                            {"disputed", "\x03"},
                                                                            {"", "exit\n"}});
    CHECK(says(ran.out, "saksi check"));
    CHECK(says(ran.out, "--fail-on disputed"));
  }
}

TEST_CASE("manual pages hold every option") {
  const Folder folder;
  const Ran page = run_saksi({"man", "check"});
  CHECK(page.status == 0);
  CHECK(page.out.rfind(".TH saksi\\-check 1 ", 0) == 0);
  CHECK(says(page.out, ".B \\-\\-fail\\-on VERDICT"));
  CHECK(says(run_saksi({"man"}).out, ".B baseline\n"));
  CHECK(says(run_saksi({"man", "facts", "show"}).out, "saksi\\-facts\\-show"));
  CHECK(run_saksi({"man", "nosuch"}).status == 2);
}

TEST_CASE("the doctor says what is there, and what is not sound") {
  const Folder folder;
  const Ran well = run_saksi({"doctor"});
  CHECK(well.status == 0);
  CHECK(says(well.out, "complete to "));
  CHECK(says(well.out, "settings    none found"));
  spill(".saksi.toml", "facts = [\"none.csv\"]\n");
  CHECK(run_saksi({"doctor"}).status == 2);
  spill(".saksi.toml", "nothing = 1\n");
  CHECK(says(run_saksi({"doctor"}).out, "not sound"));
}

TEST_CASE("a claim is explained by the id of its record") {
  const Folder folder;
  spill("a.txt", "It rained.\n\nLuna 25 was a lander. It was launched in 2022.\n");
  spill("b.csv", "id,claim,as_of\nx7,Sputnik 1 was launched in 1958.,2024-01-01\n");
  const Ran place = run_saksi({"explain", "a.txt:3:23"});
  CHECK(says(place.out, "sentence: \"It was launched in 2022.\""));
  CHECK(!says(place.out, "a lander"));
  CHECK(says(place.out, "refuted"));
  const Ran id = run_saksi({"explain", "--in", "b.csv", "x7"});
  CHECK(says(id.out, "as of: 2024-01-01"));
  CHECK(says(id.out, "1957"));
  CHECK(run_saksi({"explain", "b.csv:2:4"}).status == 0);
  CHECK(run_saksi({"explain", "--in", "b.csv", "x8"}).status == 2);
  CHECK(run_saksi({"explain", "--in", "c.csv", "x8"}).status == 3);
}

TEST_CASE("how far a run has come is told as JSON, and not before a second is over") {
  const Folder folder;
  spill("a.claims", "Sputnik 1 was launched in 1958.\n");
  CHECK(run_saksi({"check", "--progress", "json", "a.claims"}).err.empty());
  const std::string command = "(cat a.claims; sleep 3; cat a.claims) | " SAKSI_BINARY
                              " check -q --progress json --input claims - >/dev/null 2> ../said";
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 1);
  CHECK(says(slurp("../said"), "\"records\":2,"));
  CHECK(says(slurp("../said"), "\"refuted\":2,"));
}

TEST_CASE("a column that is named and not there is told") {
  const Folder folder;
  spill("a.csv", "id,claim,tongue\n1,Vostok 1 was launched in 1961.,en\n");
  const Ran ran = run_saksi({"check", "--lang-column", "tonque", "a.csv"});
  CHECK(ran.status == 2);
  CHECK(says(ran.err, "no column is called 'tonque', as --lang-column says; did you mean 'tongue'?"));
  CHECK(run_saksi({"check", "--id-column", "nosuch", "a.csv"}).status == 2);
  CHECK(run_saksi({"check", "--as-of-column", "nosuch", "a.csv"}).status == 2);
  CHECK(run_saksi({"check", "--lang-column", "tongue", "a.csv"}).status == 0);
}

TEST_CASE("what an operator should be told is told") {
  const Folder folder;
  spill("r.jsonl", "{\"schema\":2,\"text\":\"Soup is lovely.\",\"verdict\":\"refuted\"}\n");
  CHECK(says(run_saksi({"recheck", "r.jsonl"}).out, "another version"));
  spill("tables/readme", "");
  const Ran built = run_saksi({"corpus", "build", "tables", "-o", "base.db"});
  CHECK(built.status == 2);
  CHECK(says(built.err, "there is no fact in this folder"));
  spill("bad.jsonl", "{\"claim\":1\n{\"claim\":\"Soup is lovely.\"}\n");
  const Ran stopped = run_saksi({"check", "--on-error", "stop", "bad.jsonl"});
  CHECK(stopped.status == 3);
  CHECK(says(stopped.err, "stopped at the first bad record"));
  spill("odd\x1b[31m.txt", "Luna 25 was launched from Baikonur.\n");
  CHECK(!says(run_saksi({"check", "odd\x1b[31m.txt"}).out, "\x1b"));
}

TEST_CASE("a file that may not grow is told like a full disk") {
  const Folder folder;
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "Luna 25 was launched from Baikonur.\n";
  spill("a.claims", many);
  const std::string command = "ulimit -f 100; " SAKSI_BINARY " check -q --format jsonl -o report a.claims 2> ../said";
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 3);
  CHECK(says(slurp("../said"), "cannot write report: File too large"));
}

TEST_CASE("who pipes line by line has each answer before the next line comes") {
  const Folder folder;
  const std::string command =
      "(echo 'Luna 25 was launched from Baikonur.'; for i in $(seq 100); do grep -q refuted ../out && break; "
      "sleep 0.1; done; grep -c refuted ../out > ../seen; echo 'Soup is lovely.') | " SAKSI_BINARY
      " check --format jsonl --input claims - > ../out";
  CHECK(std::system(command.c_str()) != -1);
  CHECK(slurp("../seen") == "1\n");
  CHECK(says(slurp("../out"), "Soup is lovely."));
}

TEST_CASE("a folder that is watched is checked again where a file has changed") {
  const Folder folder;
  spill("news/a.txt", "The launch of Sputnik 1 was in 1958.\n");
  spill("news/b.txt", "The launch of Vostok 1 was in 1961.\n");
  const std::string command = SAKSI_BINARY
      " watch --as-of 2024-01-01 news > ../out 2>&1 & w=$!; "
      "wait_for() { for i in $(seq 100); do [ \"$(grep -c \"$1\" ../out)\" = \"$2\" ] && return; sleep 0.1; done; }; "
      "wait_for complete 1; echo 'The launch of Vostok 1 was in 1959.' > news/b.txt; wait_for complete 2; kill $w; "
      "wait $w; echo $? > ../ended";
  CHECK(std::system(command.c_str()) != -1);
  const std::string out = slurp("../out");
  CHECK(says(out, "news/b.txt:1:28: refuted"));
  CHECK(out.find("news/a.txt:1:29: refuted") == out.rfind("news/a.txt:1:29: refuted"));  // it has not changed
  CHECK(slurp("../ended") == "143\n");
  CHECK(run_saksi({"watch", "--nosuch", "news"}).status == 2);
}

TEST_CASE("words tells the readings of forms, and what is no form") {
  const Ran ran = run_saksi({"words", "--lang", "en", "rockets"});
  CHECK(ran.status == 0);
  CHECK(says(ran.out, "rocket"));
  CHECK(says(ran.out, "plural"));
  CHECK(run_saksi({"words", "--format", "jsonl", "roket"}).status == 0);
  for (const char* bad : {"", "\xFF\xFE"}) {
    const Ran wrong = run_saksi({"words", bad, "rocket"});
    CHECK(wrong.status == 2);
    CHECK(says(wrong.err, "is no word"));
    CHECK(says(wrong.out, "rocket"));
  }
}

TEST_CASE("tags and trees have forms of their own") {
  const Folder folder;
  spill("a.claims", "The rocket flew.\n");
  CHECK(says(run_saksi({"parse", "--tags", "a.claims"}).out, "rocket/noun"));
  CHECK(says(run_saksi({"parse", "--tree", "text", "a.claims"}).out, "nsubj The rocket"));
  CHECK(says(run_saksi({"parse", "--tree", "conllu", "a.claims"}).out, "\tnsubj\t"));
  CHECK(says(run_saksi({"parse", "--tree", "dot", "a.claims"}).out, "digraph {"));
  const Ran both = run_saksi({"parse", "--tree", "text", "--format", "jsonl", "a.claims"});
  CHECK(both.status == 2);
  CHECK(says(both.err, "leave --format out"));
  CHECK(run_saksi({"parse", "--tree", "tree", "a.claims"}).status == 2);
}

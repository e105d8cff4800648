/// What is wrong is mended in place: only what is safe, or all; as the file was, but for the words.
#include <sys/stat.h>

#include <string>

#include "tests/catch.h"
#include "tests/cli/scratch.h"

using namespace saksi::test;

TEST_CASE("a fix is safe where all else in the sentence is known to be right") {
  const Folder folder;
  const std::string right = "# Rockets\r\n\r\nSkylab was launched on Monday, 14 May 1973.\r\n";
  spill("a.md", "# Rockets\r\n\r\nSkylab was launched on Tuesday, 14 May 1973.\r\n");
  spill("b.md", "Skylab was launched on Tuesday, 16 May 1973.\n");
  chmod("a.md", 0640);
  const Ran ran = run_saksi({"fix", "a.md", "b.md"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "a.md:3:24: [time/weekday] \"Tuesday\" -> \"Monday\"\n");
  CHECK(says(ran.err, "1 written in 1 file; 2 more ask for a look"));
  CHECK(slurp("a.md") == right);
  CHECK(says(slurp("b.md"), "Tuesday, 16 May"));
  struct stat about {};
  CHECK(stat("a.md", &about) == 0);
  CHECK((about.st_mode & 07777U) == 0640);
  // Once more changes nothing.
  CHECK(run_saksi({"fix", "a.md"}).out.empty());
  CHECK(slurp("a.md") == right);
}

TEST_CASE("the changes can be looked at as a diff, which patch would take") {
  const Folder folder;
  const std::string before =
      "One.\nTwo.\nThree.\nFour.\nSputnik 1 was launched in 1958.\nSix.\n\nVostok 1 was launched in 1962.";
  spill("a.txt", before);
  const Ran ran = run_saksi({"fix", "--diff", "--with-review", "a.txt"});
  CHECK(ran.status == 1);
  CHECK(ran.out ==
        "--- a/a.txt\n+++ b/a.txt\n@@ -2,7 +2,7 @@\n Two.\n Three.\n Four.\n-Sputnik 1 was launched in 1958.\n"
        "+Sputnik 1 was launched in 1957.\n Six.\n \n-Vostok 1 was launched in 1962.\n\\ No newline at end of file\n"
        "+Vostok 1 was launched in 1961.\n\\ No newline at end of file\n");
  CHECK(slurp("a.txt") == before);
  CHECK(run_saksi({"fix", "--with-review", "a.txt"}).status == 0);
  CHECK(slurp("a.txt") ==
        "One.\nTwo.\nThree.\nFour.\nSputnik 1 was launched in 1957.\nSix.\n\nVostok 1 was launched in 1961.");
  CHECK(run_saksi({"fix", "--diff", "--with-review", "a.txt"}).status == 0);
}

TEST_CASE("claims are mended where they stand in their record as they are") {
  const Folder folder;
  spill("a.csv",
        "id;claim;note\n1;Sputnik 1 was launched in 1958.;keep \"this\"\n2;\"Vostok 1, a spacecraft, was launched in "
        "1962.\";x\n");
  CHECK(run_saksi({"fix", "--with-review", "a.csv"}).status == 0);
  CHECK(says(slurp("a.csv"), "1;Sputnik 1 was launched in 1957.;keep \"this\"\n"));
  spill("b.jsonl",
        "{\"claim\":\"Sputnik 1 was launched in 1958.\",\"n\":1.50}\n{\"claim\":\"Sputnik\\u0020"
        "1 was launched in 1958.\"}\n");
  const Ran ran = run_saksi({"fix", "--with-review", "b.jsonl"});
  CHECK(slurp("b.jsonl") ==
        "{\"claim\":\"Sputnik 1 was launched in 1957.\",\"n\":1.50}\n{\"claim\":\"Sputnik\\u0020"
        "1 was launched in 1958.\"}\n");
  CHECK(says(ran.err, "b.jsonl:2:"));
  CHECK(says(ran.err, "not mended"));
  spill("c.claims", "# a list\n  Sputnik 1 was launched in 1958.  \n");
  CHECK(run_saksi({"fix", "--with-review", "c.claims"}).status == 0);
  CHECK(slurp("c.claims") == "# a list\n  Sputnik 1 was launched in 1957.  \n");
}

TEST_CASE("what is ignored, in the baseline or unread is left alone") {
  const Folder folder;
  const std::string text = "# saksi: ignore event/time: as printed\nSputnik 1 was launched in 1958.\n";
  spill("a.txt", text);
  CHECK(run_saksi({"fix", "--with-review", "a.txt"}).status == 0);
  CHECK(slurp("a.txt") == text);
  CHECK(run_saksi({"fix"}).status == 2);
  CHECK(run_saksi({"fix", "-"}).status == 2);
  CHECK(run_saksi({"fix", "--interactive", "a.txt"}).status == 2);
  CHECK(run_saksi({"fix", "none.txt"}).status == 3);
}

TEST_CASE("in a terminal it asks for each change") {
  const Folder folder;
  spill("a.txt",
        "The launch of Sputnik 1 was in 1958.\n\nThe launch of Vostok 1 was in 1962.\n\nThe launch of Skylab was in "
        "1975.\n");
  const Ran ran =
      run_in_terminal({SAKSI_BINARY, "fix", "-i", "a.txt"},
                      {{"write it?", "y\n"}, {"write it?", "what\n"}, {"write it?", "n\n"}, {"write it?", "q\n"}});
  CHECK(ran.status == 0);
  CHECK(says(ran.out, "1 written in 1 file"));
  CHECK(slurp("a.txt") ==
        "The launch of Sputnik 1 was in 1957.\n\nThe launch of Vostok 1 was in 1962.\n\nThe launch of Skylab was in "
        "1975.\n");
}

TEST_CASE("records that cannot be read are told of, and left as they are") {
  const Folder folder;
  const std::string bad = "claim,as_of\nSputnik 1 was launched in 1958.,never\n";
  spill("a.csv", bad);
  CHECK(says(run_saksi({"fix", "--with-review", "a.csv"}).err, "1 records could not be read"));
  CHECK(slurp("a.csv") == bad);
}

TEST_CASE("a file that cannot be written whole is left as it was, and not counted") {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "The launch of Sputnik 1 was in 1958.\n\n";
  spill("a.txt", text);
  const std::string command =
      "ulimit -f 20; " SAKSI_BINARY " fix --with-review a.txt > ../out 2> ../said";  // in blocks of 512 bytes
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 3);
  CHECK(says(slurp("../said"), "cannot write a.txt: File too large"));
  CHECK(says(slurp("../said"), "0 written in 0 files"));
  CHECK(slurp("a.txt") == text);
  CHECK(slurp("../out").empty());
}

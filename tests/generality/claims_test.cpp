#include "tests/catch.h"
#include "tests/generality/cases.h"

using namespace saksi;
using namespace saksi::generality;

TEST_CASE("claims get the verdicts that their files say") {
  std::size_t made = 0;
  for (const auto& c : all_cases()) {
    ++made;
    const auto got = check(c, c.text).verdict;
    if (got != c.verdict)
      FAIL_CHECK(c.lang << ": " << c.text << " is " << to_string(got) << ", not " << to_string(c.verdict));
  }
  count_cases("claims", made, 310);
}

TEST_CASE("supported, refuted and open claims stand in their own files") {
  for (const auto& c : cases("supported.claims")) CHECK(c.verdict == Verdict::supported);
  for (const auto& c : cases("refuted.claims"))
    CHECK((c.verdict == Verdict::refuted || c.verdict == Verdict::outdated));
  for (const auto& c : cases("open.claims")) {
    CHECK(c.verdict != Verdict::supported);
    CHECK(c.verdict != Verdict::refuted);
    CHECK(c.verdict != Verdict::outdated);
  }
}

#include <algorithm>

#include "tests/catch.h"
#include "tests/generality/cases.h"

using namespace saksi;
using namespace saksi::generality;

namespace {

/// Twins that happen to be true: those that are supported claims themselves, and those found by hand.
bool true_twin(const std::string& text) {
  static const auto all = [] {
    std::set<std::string, std::less<>> out;
    for (auto& row : table("true_twins.tsv", 3)) out.insert(row[0] + " " + row[1]);
    for (auto& c : cases("supported.claims")) out.insert(c.text);
    return out;
  }();
  return all.contains(text);
}

std::size_t never_supported(const Case& c, const std::vector<std::string>& twins) {
  std::size_t made = 0;
  for (const auto& text : twins) {
    if (true_twin(text)) continue;
    ++made;
    if (check(c, text).supported()) FAIL_CHECK(c.lang << ": a false twin is supported: " << text);
  }
  return made;
}

/// Claims that say of one thing one thing, so that another name makes them false; a denial stays true.
std::vector<Case> plain_claims() {
  auto out = cases("supported.claims");
  std::erase_if(out, [](const Case& c) { return denies(c); });
  return out;
}

}  // namespace

TEST_CASE("another name of its kind is never supported") {
  std::size_t made = 0;
  for (const auto& c : plain_claims()) made += never_supported(c, swapped_names(c));
  count_cases("names swapped", made, 930);
}

TEST_CASE("another day is never supported") {
  std::size_t made = 0;
  for (const auto& c : plain_claims()) made += never_supported(c, moved_days(c));
  for (const auto& c : cases("refuted.claims")) made += never_supported(c, moved_days(c));
  count_cases("days moved", made, 48);
}

TEST_CASE("another year is never supported") {
  std::size_t made = 0;
  for (const auto& c : plain_claims()) made += never_supported(c, moved_years(c));
  for (const auto& c : cases("refuted.claims")) made += never_supported(c, moved_years(c));
  count_cases("years moved", made, 250);
}

TEST_CASE("what is so is never supported when it is denied") {
  std::size_t made = 0;
  for (const auto& c : plain_claims()) made += never_supported(c, denied(c));
  count_cases("claims denied", made, 300);
}

TEST_CASE("a plan is neither supported nor refuted") {
  std::size_t made = 0;
  for (const auto& c : all_cases()) {
    for (const auto& text : planned(c)) {
      ++made;
      const auto got = check(c, text);
      if (got.supported()) FAIL_CHECK(c.lang << ": a plan is supported: " << text);
      for (const auto& s : got.sentences) {
        for (const auto& f : s.findings) {
          const bool wrong =
              f.verdict == Verdict::refuted || f.verdict == Verdict::outdated || f.verdict == Verdict::disputed;
          if (wrong && !f.atom.auxiliary && !f.atom.presupposed) FAIL_CHECK(c.lang << ": a plan is refuted: " << text);
        }
      }
    }
  }
  count_cases("claims made plans", made, 370);
}

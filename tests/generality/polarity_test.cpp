#include <algorithm>

#include "tests/catch.h"
#include "tests/generality/cases.h"

using namespace saksi;
using namespace saksi::generality;

namespace {

/// A claim and what it becomes when the words of denial in it are taken out.
std::vector<std::string> affirmed(const Case& c) {
  std::vector<std::string> out;
  for (const auto& row : table("denials.tsv", 3)) {
    if (row[0] != c.lang) continue;
    const auto at = find_phrase(c.text, row[1]);
    if (at == std::string::npos) continue;
    out.push_back(replaced(c.text, {at, at + row[1].size()}, row[2]));
    break;
  }
  return out;
}

/// Whether what the sentence itself says is wrong; what it tells in passing ("a Chinese lander") stays under denial.
bool wrong(const Outcome& got) {
  return got.refuted() && std::any_of(got.sentences.begin(), got.sentences.end(), [](const ClaimResult& s) {
           return std::any_of(s.findings.begin(), s.findings.end(), [](const Finding& f) {
             const bool refuted =
                 f.verdict == Verdict::refuted || f.verdict == Verdict::outdated || f.verdict == Verdict::disputed;
             return refuted && !f.atom.presupposed;
           });
         });
}

}  // namespace

TEST_CASE("a claim and its denial are never both supported, nor both refuted") {
  std::size_t made = 0;
  for (const auto& c : all_cases()) {
    const auto self = check(c, c.text);
    for (const auto& text : denies(c) ? affirmed(c) : denied(c)) {
      ++made;
      const auto other = check(c, text);
      if (self.supported() && other.supported()) FAIL_CHECK(c.lang << ": both supported: " << c.text << " / " << text);
      if (wrong(self) && wrong(other)) FAIL_CHECK(c.lang << ": both refuted: " << c.text << " / " << text);
    }
  }
  count_cases("claims and denials", made, 680);
}

TEST_CASE("every twin and its denial are never both supported, nor both refuted") {
  std::size_t made = 0;
  for (const auto& c : all_cases()) {
    if (denies(c)) continue;
    std::vector<std::string> twins = swapped_names(c);
    for (auto& t : moved_days(c)) twins.push_back(std::move(t));
    for (auto& t : moved_years(c)) twins.push_back(std::move(t));
    for (const auto& text : twins) {
      Case twin = c;
      twin.text = text;
      const auto self = check(twin, text);
      for (const auto& not_so : denied(twin)) {
        ++made;
        const auto other = check(twin, not_so);
        if (self.supported() && other.supported())
          FAIL_CHECK(c.lang << ": both supported: " << text << " / " << not_so);
        if (wrong(self) && wrong(other)) FAIL_CHECK(c.lang << ": both refuted: " << text << " / " << not_so);
      }
    }
  }
  count_cases("twins and denials", made, 5400);
}

#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/oracle/compare_claims.h"

/// Engine and oracle on claims.
namespace {

using saksi::oracle::Claim;

const saksi::Checker& checker() {
  static const auto made = saksi::Checker::make({});
  REQUIRE(made.ok());
  return **made;
}

void compare(const std::vector<Claim>& claims) {
  constexpr std::size_t kTold = 20;
  saksi::oracle::Oracle oracle(checker().facts(), checker().rules());
  std::size_t differ = 0;
  for (const Claim& claim : claims) {
    const std::string told = saksi::oracle::differences(checker(), oracle, claim);
    if (!told.empty() && ++differ <= kTold) FAIL_CHECK(told);
  }
  WARN("compared " << claims.size() << " claims");
  CHECK(differ == 0);
}

}  // namespace

TEST_CASE("engine and oracle say the same of every English golden phrase", "[golden]") {
  compare(saksi::oracle::golden_claims("en"));
}

TEST_CASE("engine and oracle say the same of every Indonesian golden phrase", "[golden]") {
  compare(saksi::oracle::golden_claims("id"));
}

TEST_CASE("engine and oracle say the same of every example of the rules", "[rules]") {
  compare(saksi::oracle::rule_claims(checker()));
}

TEST_CASE("engine and oracle say the same of every English phrase of the matrix", "[matrix]") {
  compare(saksi::oracle::matrix_claims(checker(), "en"));
}

TEST_CASE("engine and oracle say the same of every Indonesian phrase of the matrix", "[matrix]") {
  compare(saksi::oracle::matrix_claims(checker(), "id"));
}

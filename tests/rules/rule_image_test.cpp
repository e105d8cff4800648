#include "rules/rule_image.h"

#include "rules/parse.h"
#include "rules/rule_files.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::rules;

namespace {

std::vector<Rule> shipped() {
  std::vector<Rule> out;
  for (const EmbeddedFile& f : rule_files()) out.push_back(parse_rule(f.path, f.content).value());
  return out;
}

}  // namespace

TEST_CASE("rules come back from their image as they were, places and all") {
  const std::vector<Rule> rules = shipped();
  const std::string image = rule_image(rules);
  const auto back = rules_in(image);
  REQUIRE(back);
  REQUIRE(back->size() == rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    INFO(rules[i].id);
    CHECK(format_rule((*back)[i]) == format_rule(rules[i]));
    CHECK((*back)[i].source == rules[i].source);
    CHECK((*back)[i].path == rules[i].path);
  }
  // What the canonical form does not show is in the image.
  CHECK(rule_image(*back) == image);
}

TEST_CASE("bytes that are no image of rules give none") {
  const std::vector<Rule> rules = shipped();
  const std::string image = rule_image({rules.data(), 1});
  for (std::size_t size = 0; size < image.size(); ++size) {
    INFO(size);
    CHECK_FALSE(rules_in(image.substr(0, size)));
  }
  CHECK_FALSE(rules_in(image + "x"));
}

#include <map>
#include <memory>
#include <string>

#include "corpus/fact_base.h"
#include "engine/rule_examples.h"
#include "engine/saksi.h"
#include "rules/parse.h"
#include "rules/rule_files.h"
#include "tests/catch.h"

using namespace saksi;

namespace {

const Checker& checker() {
  static const std::shared_ptr<const Checker> made = [] {
    auto c = Checker::make({});
    for (const Diagnostic& d : c.ok() ? std::vector<Diagnostic>{} : c.errors()) UNSCOPED_INFO(d.text());
    REQUIRE(c.ok());
    return *c;
  }();
  return *made;
}

std::string told(const rules::Rule& rule, const rules::Example& e) {
  return rule.path + ":" + std::to_string(e.at.line) + ": " + e.text;
}

}  // namespace

// The examples of every rule go through grammar, facts, rules and checker, with the shipped facts.
TEST_CASE("the examples of the rules come out as they say") {
  for (const rules::Rule& rule : checker().rules().rules()) {
    for (const rules::Example& e : rule.examples) {
      if (e.known_wrong) continue;
      INFO(told(rule, e));
      const std::string failure = engine::example_failure(checker(), rule, e);
      INFO(failure);
      CHECK(failure.empty());
    }
  }
}

TEST_CASE("what is known to come out wrong still does; where it comes out right, it is an example") {
  for (const rules::Rule& rule : checker().rules().rules()) {
    for (const rules::Example& e : rule.examples) {
      if (!e.known_wrong) continue;
      INFO(told(rule, e));
      CHECK_FALSE(engine::example_failure(checker(), rule, e).empty());
    }
  }
}

TEST_CASE("every rule file is a rule in force") {
  CHECK(checker().rules().rules().size() == rules::rule_files().size());
}

// Parses the built-in rules and checks them against the built-in schema; what they come to is linked into the library, so
// that nothing is parsed when the program starts:
//   saksi_rules_build OUT.rules
#include <iostream>
#include <string>

#include "corpus/fact_base.h"
#include "engine/tools/write_file.h"
#include "rules/parse.h"
#include "rules/rule_files.h"
#include "rules/rule_image.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: saksi_rules_build OUT.rules\n";
    return 2;
  }
  const auto base = saksi::FactBase::embedded();
  if (!base) {
    std::cerr << "the built-in fact base cannot be opened\n";
    return 1;
  }
  const auto rules = saksi::rules::RuleSet::make(saksi::rules::rule_files(), (**base).schema());
  if (!rules) {
    for (const auto& d : rules.errors()) std::cerr << d.text() << "\n";
    return 1;
  }
  return write_file(argv[1], saksi::rules::rule_image((**rules).rules())) ? 0 : 1;
}

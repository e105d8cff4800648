#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace saksi::cli {

void add_facts(CLI::App& facts, int& status) {
  facts.require_subcommand(1);
  add_facts_look(facts, status);
  add_facts_lint(facts, status);
  add_facts_update(facts, status);
}

}  // namespace saksi::cli

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace saksi::cli {

void add_facts(CLI::App& app, int& status) {
  auto* facts = app.add_subcommand("facts", "look into the fact base");
  facts->require_subcommand(1);
  add_facts_look(*facts, status);
  add_facts_lint(*facts, status);
  add_facts_update(*facts, status);
}

}  // namespace saksi::cli

#pragma once

namespace CLI {
class App;
}

/// Each adds a command with its flags; running it sets `status`.
namespace saksi::cli {

void add_check(CLI::App& app, int& status);
void add_parse(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_facts(CLI::App& app, int& status);
/// `show`, `find`, `sql` and `stats`, below `facts`.
void add_facts_look(CLI::App& facts, int& status);
/// `lint`, below `facts`.
void add_facts_lint(CLI::App& facts, int& status);
/// `update`, `diff` and `layers`, below `facts`.
void add_facts_update(CLI::App& facts, int& status);
void add_recheck(CLI::App& app, int& status);
void add_rules(CLI::App& app, int& status);
void add_corpus(CLI::App& app, int& status);
/// Below `corpus`: one command for each importer.
void add_import(CLI::App& corpus, int& status);

}  // namespace saksi::cli

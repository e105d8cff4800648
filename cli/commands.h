#pragma once
#include <memory>

namespace CLI {
class App;
}

/// Each gives a command its flags and what it does; running it sets `status`.
namespace saksi::cli {

/// The flags of `check` for a command that passes them on; what they are bound to is to be kept as long as the command.
std::shared_ptr<void> add_check_flags(CLI::App& command);
void add_check(CLI::App& command, int& status);
/// What `check` would be told, and by whom.
void add_config(CLI::App& command, int& status);
void add_baseline(CLI::App& command, int& status);
void add_fix(CLI::App& command, int& status);
void add_parse(CLI::App& command, int& status);
/// The readings of word forms: part of speech, lemma, and where they come from.
void add_words(CLI::App& command, int& status);
void add_explain(CLI::App& command, int& status);
void add_facts(CLI::App& command, int& status);
/// `show`, `find`, `sql` and `stats`, below `facts`.
void add_facts_look(CLI::App& facts, int& status);
/// `lint`, below `facts`.
void add_facts_lint(CLI::App& facts, int& status);
/// `update`, `diff` and `layers`, below `facts`.
void add_facts_update(CLI::App& facts, int& status);
void add_watch(CLI::App& command, int& status);
void add_doctor(CLI::App& command, int& status);
void add_completion(CLI::App& command, int& status);
void add_man(CLI::App& command, int& status);
void add_recheck(CLI::App& command, int& status);
void add_rules(CLI::App& command, int& status);
void add_corpus(CLI::App& command, int& status);
/// Below `corpus`: one command for each importer.
void add_import(CLI::App& corpus, int& status);

}  // namespace saksi::cli

#include "cli/app.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "core/spelling.h"

namespace saksi::cli {

namespace {

struct Command {
  const char *name, *about;
  void (*add)(CLI::App& command, int& status);
};

constexpr Command kCommands[] = {
    {"check", "check articles or claims against the facts", add_check},
    {"parse", "show what is read in a text, without weighing it", add_parse},
    {"words", "show what is known of word forms: parts of speech, lemmas, sources", add_words},
    {"fix", "write what the facts say where a claim is wrong", add_fix},
    {"watch", "check the files of a folder whenever they change", add_watch},
    {"explain", "tell the whole story of one claim: readings, rules, proof, sources", add_explain},
    {"recheck", "judge the claims of an earlier run anew, and tell which verdicts flip", add_recheck},
    {"baseline", "findings that are known and lived with", add_baseline},
    {"config", "show the settings in force and where they come from", add_config},
    {"facts", "look into the fact base", add_facts},
    {"rules", "the rules: check and test them", add_rules},
    {"corpus", "make fact bases", add_corpus},
    {"doctor", "say what is installed, and whether it is sound", add_doctor},
    {"completion", "write the script that completes command lines in a shell", add_completion},
    {"man", "write a manual page", add_man}};

/// The command that was called, as deep as it goes.
const CLI::App& called(const CLI::App& app) {
  const auto below = app.get_subcommands();
  return below.empty() ? app : called(*below.back());
}

std::string path_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : path_of(*parent) + " " + command.get_name();
}

std::string nearest_of(const std::string& word, const std::vector<std::string>& all) {
  return did_you_mean(word, {all.begin(), all.end()});
}

}  // namespace

void add_commands(CLI::App& app, int& status, bool all) {
  for (const Command& c : kCommands) {
    CLI::App* command = app.add_subcommand(c.name, c.about);
    if (all) {
      c.add(*command, status);
      continue;
    }
    // Only the command that is called needs its flags; called twice it has them.
    command->preparse_callback([add = c.add, command, &status, added = false](std::size_t) mutable {
      if (!std::exchange(added, true)) add(*command, status);
    });
  }
}

std::string told_wrong(const CLI::App& app, const std::string& what, int code) {
  const CLI::App& command = called(app);
  const std::vector<std::string> rest = app.remaining(true);
  std::string out = what;
  const auto is_flag = [](const std::string& s) { return s.size() > 1 && s.front() == '-'; };
  if (code == static_cast<int>(CLI::ExitCodes::RequiredError) && !rest.empty() && !is_flag(rest.front())) {
    std::vector<std::string> names;
    for (const CLI::App* c : command.get_subcommands([](const CLI::App*) { return true; }))
      names.push_back(c->get_name());
    out = fmt::format("there is no command '{}'{}", rest.front(), nearest_of(rest.front(), names));
  } else if (code == static_cast<int>(CLI::ExitCodes::ExtrasError) && !rest.empty()) {
    const std::string& word = rest.front();
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> names;
    for (const CLI::Option* o : command.get_options())
      for (const std::string& n : o->get_lnames()) names.push_back("--" + n);
    out = is_flag(word) ? fmt::format("there is no option {}{}", name, nearest_of(name, names))
                        : fmt::format("'{}' was not expected", word);
  } else if (code == static_cast<int>(CLI::ExitCodes::ArgumentMismatch) &&
             what.find("At Most 1") != std::string::npos) {
    out = what.substr(0, what.find(':')) + " is given more than once";
  }
  return fmt::format("saksi: {}\n{} --help says more\n", out, path_of(command));
}

}  // namespace saksi::cli

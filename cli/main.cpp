#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "engine/saksi.h"

namespace {

struct Command {
  const char *name, *about;
  void (*add)(CLI::App& command, int& status);
};

constexpr Command kCommands[] = {
    {"check", "check articles or claims against the facts", saksi::cli::add_check},
    {"parse", "show what is read in a text, without weighing it", saksi::cli::add_parse},
    {"fix", "write what the facts say where a claim is wrong", saksi::cli::add_fix},
    {"explain", "tell the whole story of one claim: readings, rules, proof, sources", saksi::cli::add_explain},
    {"recheck", "judge the claims of an earlier run anew, and tell which verdicts flip", saksi::cli::add_recheck},
    {"baseline", "findings that are known and lived with", saksi::cli::add_baseline},
    {"config", "show the settings in force and where they come from", saksi::cli::add_config},
    {"facts", "look into the fact base", saksi::cli::add_facts},
    {"rules", "the rules: check and test them", saksi::cli::add_rules},
    {"corpus", "make fact bases", saksi::cli::add_corpus}};

/// The program and what its verdicts rest on.
std::string about() {
  std::string out = fmt::format("saksi {}", saksi::version());
  const auto checker = saksi::cli::BaseFlags().make();
  if (!checker) return out;
  out += fmt::format("\nfacts {}", checker->facts_hash());
  if (const auto end = saksi::engine::horizon_of(checker->facts()))
    out += fmt::format(", complete to {}", saksi::engine::day_before(*end));
  return out + fmt::format("\nrules {}\ntime zones {}", checker->rules_hash(), checker->tz_version());
}

}  // namespace

int main(int argc, char** argv) {
  using namespace saksi::cli;
  CLI::App app("saksi checks the claims of English and Indonesian prose against a fact base, offline.", "saksi");
  app.set_version_flag("--version", about, "the version, and of facts, rules and time zones");
  app.set_help_flag("-h,--help", "this help");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App* wrong, const CLI::Error& e) {
    return fmt::format("saksi: {}\n{} --help says more\n", e.what(), wrong->get_name());
  });
  int status = ok;
  for (const Command& c : kCommands) {
    CLI::App* command = app.add_subcommand(c.name, c.about);
    // Only the command that is called needs its flags; called twice it has them.
    command->preparse_callback([add = c.add, command, &status, added = false](std::size_t) mutable {
      if (!std::exchange(added, true)) add(*command, status);
    });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? ok : usage;
  }
  return status;
}

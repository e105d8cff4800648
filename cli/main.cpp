#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <string>

#include "cli/app.h"
#include "cli/flags.h"
#include "cli/status.h"
#include "engine/saksi.h"

namespace {

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
  app.set_version_flag("-V,--version", about, "the version, and of facts, rules and time zones");
  app.set_help_flag("-h,--help", "this help");
  app.require_subcommand(1);
  app.failure_message(
      [&app](const CLI::App*, const CLI::Error& e) { return told_wrong(app, e.what(), e.get_exit_code()); });
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is told like a full disk
  int status = ok;
  add_commands(app, status, false);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? ok : usage;
  }
  return status;
}

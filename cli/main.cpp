#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/status.h"
#include "engine/saksi.h"

int main(int argc, char** argv) {
  using namespace saksi::cli;
  CLI::App app("saksi checks the claims of English and Indonesian prose against a fact base, offline.", "saksi");
  app.set_version_flag("--version", fmt::format("saksi {}", saksi::version()), "the version");
  app.set_help_flag("-h,--help", "this help");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App* wrong, const CLI::Error& e) {
    return fmt::format("saksi: {}\n{} --help says more\n", e.what(), wrong->get_name());
  });
  int status = ok;
  add_check(app, status);
  add_parse(app, status);
  add_explain(app, status);
  add_recheck(app, status);
  add_facts(app, status);
  add_rules(app, status);
  add_corpus(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? ok : usage;
  }
  return status;
}

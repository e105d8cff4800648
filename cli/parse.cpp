#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/run.h"
#include "cli/status.h"
#include "grammar/grammar.h"

namespace saksi::cli {

namespace {

struct Parse {
  BaseFlags base;
  ClaimFlags claim;
  InputFlags input;
  ReportFlags report;
  TalkFlags talk;
  bool why = false, kinds = false;

  void run(int& status) {
    talk.apply();
    Output output;
    if (!output.open(report.output)) {
      complain(output.failure());
      return raise(status, io);
    }
    if (kinds) {
      for (const std::string_view kind : assertion_kinds()) output.write(fmt::format("{}\n", kind));
    } else {
      read(output, status);
    }
    if (!output.close()) {
      complain(output.failure());
      raise(status, io);
    }
  }

  void read(Output& output, int& status) {
    if (input.files.empty() && isatty(STDIN_FILENO) == 1) {
      complain("name the files to read, or pipe a text in; saksi parse --help says more");
      return raise(status, usage);
    }
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    engine::RunSettings settings = settings_of(*checker, claim, report, talk, output);
    settings.task = engine::RunTask::parse;
    settings.text.why = why;
    run_files(*checker, input, claim, report, settings, output, status);
  }
};

}  // namespace

void add_parse(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("parse", "show what is read in a text, without weighing it");
  auto flags = std::make_shared<Parse>();
  flags->input.add(*command);
  flags->claim.add(*command);
  flags->base.add_facts(*command);
  flags->report.add(*command);
  flags->talk.add(*command);
  command->add_flag("--why", flags->why, "what was read, what was not, and what that forbids")->group("Reporting");
  command->add_flag("--kinds", flags->kinds, "list the kinds of assertions and stop")->group("Reporting");
  command->callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/status.h"

namespace saksi::cli {

namespace {

struct Check {
  BaseFlags base;
  ClaimFlags claim;
  InputFlags input;
  ReportFlags report;
  TalkFlags talk;
  bool mentions = false, summary = false;
  std::optional<Verdict> fail_on = Verdict::outdated;

  void run(int& status) {
    talk.apply();
    if (input.files.empty() && isatty(STDIN_FILENO) == 1) {
      complain("name the files to check, or pipe a text in; saksi check --help says more");
      return raise(status, usage);
    }
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    Output output;
    if (!output.open(report.output)) {
      complain(output.failure());
      return raise(status, io);
    }
    engine::RunSettings settings = settings_of(*checker, claim, report, talk, output);
    settings.jsonl.mentions = mentions;
    settings.horizon = engine::horizon_of(checker->facts());
    const engine::Tally tally = run_files(*checker, input, claim, report, settings, output, status);
    const bool text = report.format == engine::ReportFormat::text;
    const bool nothing = tally.records == 0;
    if (!talk.quiet && !(nothing && status != ok)) {
      const std::string end = engine::summary(tally, settings.horizon, settings.text, summary);
      if (text) {
        output.write(end);
      } else if (summary || nothing) {
        fmt::print(stderr, "{}", end);
      }
    }
    if (fail_on && tally.gravest && *tally.gravest <= *fail_on) raise(status, findings);
    finish(output, status);
  }
};

}  // namespace

void add_check(CLI::App& command, int& status) {
  auto flags = std::make_shared<Check>();
  flags->input.add(command);
  flags->claim.add(command);
  flags->base.add(command);
  flags->report.add(command, true);
  flags->talk.add(command);
  add_choice<std::optional<Verdict>>(
      command, "--fail-on", flags->fail_on,
      {{"refuted", Verdict::refuted},
       {"outdated", Verdict::outdated},
       {"disputed", Verdict::disputed},
       {"unverified", Verdict::unverified},
       {"unread", Verdict::unread},
       {"never", std::nullopt}},
      "exit with 1 from this verdict on: refuted, outdated, disputed, unverified, unread or never")
      ->type_name("VERDICT")
      ->default_str("outdated")
      ->group("Running");
  command.add_flag("--mentions", flags->mentions, "records hold the dates, figures and names that were found")
      ->group("Reporting");
  command.add_flag("--summary", flags->summary, "end with the findings of each rule")->group("Reporting");
  command.callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli

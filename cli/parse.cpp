#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/run.h"
#include "cli/status.h"
#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/report/tags.h"
#include "grammar/grammar.h"
#include "grammar/matrix/matrix.h"

namespace saksi::cli {

namespace {

struct Parse : TextFlags {
  bool why = false, tags = false, kinds = false, matrix = false;
  engine::TreeFormat tree = engine::TreeFormat::none;

  void run(CLI::App& command, int& status) {
    if (!begin(command, status)) return;
    if (!input.expand(report.output, status)) return;
    Output output;
    if (!output.open(report.output, input.files)) {
      return complain_of(output, status);
    }
    if (kinds) {
      for (const std::string_view kind : assertion_kinds()) output.write(fmt::format("{}\n", kind));
    } else if (matrix) {
      show_matrix(output, status);
    } else {
      read(output, status);
    }
    finish(output, status);
  }

  /// Words, names and schema decide it, no text and no fact.
  void show_matrix(Output& output, int& status) const {
    const auto checker = base.make();
    if (!checker) return raise(status, usage);
    const auto& facts = checker->facts();
    const auto grammar =
        Grammar::make(facts.schema(), facts.rows().symbols(), facts.names(), Grammar::embedded_lexicon());
    if (!grammar) {
      complain(grammar.errors());
      return raise(status, usage);
    }
    std::vector<grammar::MatrixCell> cells;
    for (const std::string lang : {"en", "id"}) {
      if (claim.lang != "auto" && claim.lang != lang) continue;
      auto some = grammar::run_matrix(**grammar, facts.schema(), facts.names(), lang);
      if (!some) {
        complain(some.errors());
        return raise(status, usage);
      }
      for (auto& c : *some) cells.push_back(std::move(c));
    }
    output.write(report.format == engine::ReportFormat::jsonl ? grammar::matrix_jsonl(cells)
                                                              : grammar::matrix_text(cells));
  }

  void read(Output& output, int& status) {
    if ((tags || tree != engine::TreeFormat::none) && report.format != engine::ReportFormat::text) {
      complain("--tags and --tree have forms of their own; leave --format out");
      return raise(status, usage);
    }
    if (input.files.empty() && isatty(STDIN_FILENO) == 1) {
      complain("name the files to read, or pipe a text in; saksi parse --help says more");
      return raise(status, usage);
    }
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    engine::RunSettings settings = settings_of(*checker, claim, report, talk, output);
    settings.task = engine::RunTask::parse;
    settings.text.why = why;
    settings.text.tags = tags;
    settings.text.tree = tree;
    Course course;
    run_files(*checker, input, claim, report, settings, output, course, status);
  }
};

}  // namespace

void add_parse(CLI::App& command, int& status) {
  auto flags = std::make_shared<Parse>();
  flags->input.add(command);
  flags->claim.add(command);
  flags->base.add_facts(command);
  flags->report.add(command, false);
  flags->talk.add(command);
  flags->config.add(command);
  command.add_flag("--why", flags->why, "what was read, what was not, and what that forbids")->group("Reporting");
  command.add_flag("--tags", flags->tags, "the words with their parts of speech; with --why, which rules chose them")
      ->group("Reporting");
  add_choice<engine::TreeFormat>(
      command, "--tree", flags->tree,
      {{"text", engine::TreeFormat::text}, {"conllu", engine::TreeFormat::conllu}, {"dot", engine::TreeFormat::dot}},
      "what hangs on what in each sentence, as text, CoNLL-U or Graphviz: text, conllu or dot")
      ->type_name("FORM")
      ->group("Reporting");
  command.add_flag("--kinds", flags->kinds, "list the kinds of assertions and stop")->group("Reporting");
  command
      .add_flag("--matrix", flags->matrix,
                "try every construction on every event and property, list what is not read, and stop")
      ->group("Reporting");
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli

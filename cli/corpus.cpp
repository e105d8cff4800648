#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "corpus/builder.h"
#include "corpus/bundle.h"

namespace saksi::cli {

namespace {

struct Build {
  std::string folder = ".", out, date;
  bool over_default = false;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    corpus::BuildOptions options;
    options.date = date;
    if (over_default) {
      auto base = corpus::default_base(installed_base());
      if (!base) {
        complain(base.errors());
        return raise(status, usage);
      }
      options.over = *base;
    }
    const auto built = corpus::build(folder, out, options);
    if (!built) {
      complain(built.errors());
      const std::string& code = built.errors().front().code;
      return raise(status, code == "cannot-write" || code == "no-such-folder" ? io : usage);
    }
    if (talk.quiet) return;
    complain(built->warnings, "warning");
    Output output;
    output.write(
        fmt::format("{}: {} entities, {} names, {} events, {} statements, {} completeness statements, {} sources, "
                    "{} drafts\nhash {}, zones {}\n",
                    out, built->entities, built->names, built->events, built->statements, built->complete,
                    built->sources, built->drafts, built->hash, built->tz_version));
    finish(output, status);
  }
};

}  // namespace

void add_corpus(CLI::App& corpus, int& status) {
  corpus.require_subcommand(1);
  auto* command = corpus.add_subcommand("build", "compile a folder of fact tables into a fact base (one SQLite file)");
  auto flags = std::make_shared<Build>();
  command->add_option("DIR", flags->folder, "the folder of fact tables")->capture_default_str();
  command->add_option("-o,--output", flags->out, "the fact base to write")->type_name("FILE")->required();
  command->add_option("--bundle-date", flags->date, "the day of a bundle for 'saksi facts update'")
      ->type_name("DATE")
      ->check(is_day);
  command->add_flag("--over-default", flags->over_default,
                    "entities of the built-in base may be named without rows of their own");
  flags->talk.add(*command);
  command->callback([flags, &status] { flags->run(status); });
  add_import(corpus, status);
}

}  // namespace saksi::cli

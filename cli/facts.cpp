#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "corpus/show.h"

namespace saksi::cli {

namespace {

struct Show {
  std::string name, lang = "en";
  BaseFlags base;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    const auto checker = base.make();
    if (!checker) return raise(status, usage);
    const std::string text = corpus::show(checker->facts(), name, lang);
    if (text.empty()) {
      complain(fmt::format("nothing in the facts is called '{}'", name));
      return raise(status, findings);
    }
    Output output;
    output.write(text);
    if (!output.close()) {
      complain(output.failure());
      raise(status, io);
    }
  }
};

}  // namespace

void add_facts(CLI::App& app, int& status) {
  auto* facts = app.add_subcommand("facts", "look into the fact base");
  facts->require_subcommand(1);
  add_facts_update(*facts, status);
  auto* show = facts->add_subcommand("show", "all that is known of an entity, with sources");
  auto flags = std::make_shared<Show>();
  show->add_option("NAME", flags->name, "its id or any of its names")->required();
  add_choice<std::string>(*show, "--labels", flags->lang, {{"en", "en"}, {"id", "id"}}, "language of labels: en or id")
      ->type_name("LANG")
      ->default_str("en");
  flags->base.add_facts(*show);
  flags->talk.add(*show);
  show->callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli

#include "engine/explain/explain.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/status.h"
#include "core/limits.h"
#include "engine/batch/readers.h"

namespace saksi::cli {

namespace {

struct Explain {
  std::string text;
  BaseFlags base;
  ClaimFlags claim;
  TalkFlags talk;

  void run(int& status) {
    talk.apply();
    if (text.size() > limits::claim_bytes) {
      complain("the claim is too long");
      return raise(status, usage);
    }
    if (const auto error = engine::check_text(text, 0)) {
      complain(error->message);
      return raise(status, usage);
    }
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    ClaimOptions options;
    options.lang = claim.lang_or_empty();
    options.zone = claim.zone;
    options.messages = claim.messages_or_empty();
    if (!claim.as_of.empty()) options.as_of = engine::parse_iso_day(claim.as_of);
    Output output;
    output.write(engine::explain(*checker, text, options));
    finish(output, status);
  }
};

}  // namespace

void add_explain(CLI::App& command, int& status) {
  auto flags = std::make_shared<Explain>();
  command.add_option("CLAIM", flags->text, "the claim, in quotes")->required();
  flags->claim.add(command);
  flags->base.add(command);
  flags->talk.add(command);
  command.callback([flags, &status] { flags->run(status); });
}

}  // namespace saksi::cli

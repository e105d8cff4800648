#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/interrupt.h"
#include "cli/run.h"
#include "cli/status.h"
#include "cli/suppress.h"

namespace saksi::cli {

namespace {

constexpr const char* kDefault = ".saksi-baseline.jsonl";

struct Update : TextFlags {
  std::string file;
  std::optional<Verdict> fail_on = Verdict::outdated;

  void run(CLI::App& command, int& status) {
    if (!begin(command, status)) return;
    if (file.empty()) file = kDefault;
    if (!input.expand(file, status)) return;
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    auto entries = kept(status);
    if (!entries) return;
    const std::size_t before = before_;
    Output output;
    if (!output.open(file, input.files)) return complain_of(output, status);
    engine::RunSettings settings = settings_of(*checker, claim, report, talk, output);
    settings.task = engine::RunTask::baseline;
    settings.baseline_from = fail_on.value_or(Verdict::refuted);
    const SuppressFlags none;
    settings.suppressor = none.make(*checker, base, config);
    if (!settings.suppressor) return raise(status, usage);
    note_interrupts();
    Course course;
    int found = ok;
    run_files(*checker, input, claim, report, settings, output, course, found);
    if (const int signal = interrupted()) end_by(signal);  // the old one stays
    if (found >= usage) return raise(status, static_cast<Status>(found));
    const engine::Baseline names(file, {});
    for (engine::BaselineEntry& e : course.baseline) {
      e.path = names.named(e.path);
      entries->push_back(std::move(e));
    }
    output.write(engine::Baseline::text(*entries));
    finish(output, status);
    if (status == ok && !talk.quiet) complain(fmt::format("{}: {} entries, {} before", file, entries->size(), before));
  }

 private:
  /// What the file has of other files than those that are read now and are still there; nullopt, which is told, where it is
  /// none.
  std::optional<std::vector<engine::BaselineEntry>> kept(int& status) {
    std::vector<engine::BaselineEntry> out;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return out;
    const auto old = engine::Baseline::read(file);
    if (!old) {
      complain(old.errors());
      raise(status, usage);
      return std::nullopt;
    }
    before_ = (*old)->entries().size();
    std::vector<std::string> now;
    for (const std::string& f : input.files) now.push_back((*old)->named(f));
    const auto folder = std::filesystem::absolute(file, error).parent_path();
    for (const engine::BaselineEntry& e : (*old)->entries()) {
      const bool read = std::find(now.begin(), now.end(), e.path) != now.end();
      if (!read && std::filesystem::exists(folder / e.path, error)) out.push_back(e);
    }
    return out;
  }

  std::size_t before_ = 0;
};

}  // namespace

void add_baseline(CLI::App& command, int& status) {
  command.require_subcommand(1);
  CLI::App* update =
      command.add_subcommand("update", "write the findings there are into the baseline, and drop those that are gone");
  auto flags = std::make_shared<Update>();
  flags->input.add(*update);
  flags->claim.add(*update);
  flags->base.add(*update);
  update->add_option("--baseline", flags->file, "the file to write; default: .saksi-baseline.jsonl")
      ->type_name("FILE")
      ->group("Findings");
  add_fail_on(*update, flags->fail_on, "keep findings");
  flags->report.add_workers(*update);
  flags->talk.add(*update);
  flags->config.add(*update);
  update->callback([flags, update, &status] { flags->run(*update, status); });
}

}  // namespace saksi::cli

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/status.h"
#include "engine/batch/run.h"
#include "rules/parse.h"

namespace saksi::cli {

namespace {

namespace fs = std::filesystem;

/// What is installed, which facts, how old they are, and whether the settings are sound. Decides nothing by the clock.
struct Doctor {
  BaseFlags base;
  std::vector<std::string> folders;
  Config config;

  void run(CLI::App& command, int& status) {
    Output output;
    const bool sound = config.apply(command, folders);
    const auto checker = sound ? base.make() : nullptr;
    std::error_code error;
    const fs::path binary = fs::read_symlink("/proc/self/exe", error);
    line(output, "program", fmt::format("saksi {}{}", version(), error ? "" : ", " + binary.string()));
    if (checker) {
      const auto end = engine::horizon_of(checker->facts());
      line(output, "facts",
           fmt::format("{}{}", checker->facts_hash(), end ? ", complete to " + engine::day_before(*end) : ""));
      line(output, "facts of", base_told());
      for (const std::string& f : base.checker.facts) line(output, "over them", f);
      for (const Diagnostic& w : checker->warnings()) line(output, "warning", w.text("warning"));
      line(output, "rules",
           fmt::format("{} in force, {}{}", checker->rules().rules().size(), checker->rules_hash(),
                       base.checker.rules.empty() ? "" : ", with those of " + base.checker.rules));
      line(output, "time zones", checker->tz_version());
    }
    line(output, "settings",
         config.found().empty() ? "none found" : config.found() + (sound ? "" : " (wrong, see above)"));
    line(output, "cache", cache_told());
    for (const auto& [name, what] : {std::pair("git", "--since"), std::pair("pdftotext", "PDF")}) {
      const bool there = run_program({name, std::string_view(name) == "git" ? "--version" : "-v"}, true).status != 127;
      line(output, name,
           there ? fmt::format("there, for {}", what) : fmt::format("not installed; {} does not work", what));
    }
    if (!checker) {
      line(output, "not sound", "what is said above");
      raise(status, usage);
    }
    finish(output, status);
  }

 private:
  static void line(Output& output, std::string_view what, const std::string& told) {
    output.write(fmt::format("{:<11} {}{}", what, told, told.ends_with('\n') ? "" : "\n"));
  }

  [[nodiscard]] std::string base_told() const {
    if (!base.checker.default_facts) return "none but those named";
    const std::string installed = installed_base();
    std::error_code error;
    return !installed.empty() && fs::exists(installed, error) ? installed + ", or the program where those are older"
                                                              : "the program; saksi facts update installs newer ones";
  }

  [[nodiscard]] static std::string cache_told() {
    const std::string folder = cache_folder();
    if (folder.empty()) return "none";
    std::error_code error;
    if (!fs::exists(folder, error)) return folder + ", not there yet";
    std::uintmax_t bytes = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
      bytes += it->is_regular_file(error) ? it->file_size(error) : 0;
    return fmt::format("{}, {} MB{}", folder, bytes / 1000000,
                       access(folder.c_str(), W_OK) == 0 ? "" : ", not writable");
  }
};

}  // namespace

void add_doctor(CLI::App& command, int& status) {
  auto flags = std::make_shared<Doctor>();
  command.add_option("FOLDER", flags->folders, "the folder that is to be checked; none: the current one")
      ->type_name("");
  flags->base.add(command);
  flags->config.add(command);
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli

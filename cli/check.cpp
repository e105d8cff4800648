#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/interrupt.h"
#include "cli/run.h"
#include "cli/status.h"
#include "cli/suppress.h"

namespace saksi::cli {

namespace {

/// A share as people write it: 60%, 0.6, 1.
std::optional<double> share_of(std::string_view s) {
  const bool percent = s.ends_with('%');
  if (percent) s.remove_suffix(1);
  double out = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), out);
  if (error != std::errc() || end != s.data() + s.size()) return std::nullopt;
  if (percent) out /= 100;
  return out >= 0 && out <= 1 ? std::optional(out) : std::nullopt;
}

std::string is_share(const std::string& s) {
  return share_of(s) ? "" : fmt::format("'{}' is no share; write it as 60% or 0.6", s);
}

struct Check : TextFlags {
  SuppressFlags suppress;
  std::string min_read, progress = "auto";
  bool mentions = false, summary = false, resume = false, show_config = false;
  std::optional<Verdict> fail_on = Verdict::outdated;

  void run(CLI::App& command, int& status) {
    if (!begin(command, status)) return;
    if (show_config) return show(command, status);
    if (input.files.empty() && isatty(STDIN_FILENO) == 1) {
      complain("name the files to check, or pipe a text in; saksi check --help says more");
      return raise(status, usage);
    }
    if (resume && (report.output.empty() || report.output == "-")) {
      complain("--resume goes on with a report in a file; name it with -o FILE");
      return raise(status, usage);
    }
    if (!input.expand(report.output, status)) return;
    if (!suppress.read(input, status)) return;
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    Output output;
    Journal journal;
    Course course;
    if (!open(*checker, output, journal, course, status)) return;
    course.progress = talk.quiet && progress == "auto" ? "never" : progress;
    note_interrupts();
    engine::RunSettings settings = settings_of(*checker, claim, report, talk, output);
    settings.jsonl.mentions = mentions;
    settings.horizon = engine::horizon_of(checker->facts());
    settings.suppressor = suppress.make(*checker, base, config);
    if (!settings.suppressor) return raise(status, usage);
    const engine::Tally tally = run_files(*checker, input, claim, report, settings, output, course, status);
    if (course.changed) return changed(output, status);
    const int signal = interrupted();
    if (signal != 0 && !output.part().empty()) return stopped(signal, tally, output);
    end(settings, tally, output, status);
    if (signal == 0 && !course.from) suppress.tell_stale(input.files);
    if (!output.close()) return failed(output, journal, status);
    journal.remove();
    if (signal != 0) stopped(signal, tally, output);
  }

 private:
  void show(const CLI::App& command, int& status) const {
    Output output;
    output.write(config.show(command));
    finish(output, status);
  }

  /// All that a report depends on beside the texts.
  [[nodiscard]] std::string told_by(const Checker& checker) const {
    std::string out = fmt::format("saksi {}\nfacts {}\nrules {}\nzones {}\n", version(), checker.facts_hash(),
                                  checker.rules_hash(), checker.tz_version());
    const auto number = [](auto x) { return static_cast<int>(x); };
    out += fmt::format("format {} offsets {} mentions {} stop {} verbose {} quiet {} color {} summary {}\n",
                       number(report.format), number(report.offsets), mentions, report.stop_on_error, talk.verbose > 0,
                       talk.quiet, report.color == "always", summary);
    out += fmt::format("as-of {} zone {} lang {} messages {} kind {}\n", claim.as_of, claim.zone, claim.lang,
                       claim.messages, input.kind ? number(*input.kind) : -1);
    const engine::ReaderOptions& c = input.columns;
    out += fmt::format("columns {} {} {} {}\n", c.claim_column, c.id_column, c.lang_column, c.as_of_column);
    out += suppress.told();
    for (const Override& o : config.overrides())
      out += fmt::format("override {} {} {} {} {}\n", fmt::join(o.files, " "), fmt::join(o.disable, " "), o.lang,
                         o.as_of, o.kind ? number(*o.kind) : -1);
    for (const std::string& file : input.files) out += fmt::format("file {}\n", file);
    return out;
  }

  /// All files that the run reads.
  [[nodiscard]] std::vector<std::string> all_read() const {
    std::vector<std::string> out = input.files;
    out.insert(out.end(), base.checker.facts.begin(), base.checker.facts.end());
    const std::vector<std::string> more = suppress.read_files();
    out.insert(out.end(), more.begin(), more.end());
    if (!config.found().empty()) out.push_back(config.found());
    std::error_code error;
    if (!base.checker.rules.empty())
      for (std::filesystem::recursive_directory_iterator it(base.checker.rules, error), end; !error && it != end;
           it.increment(error))
        out.push_back(it->path().string());
    return out;
  }

  /// Begins a report, or goes on with the one that an earlier run has left.
  bool open(const Checker& checker, Output& output, Journal& journal, Course& course, int& status) const {
    if (!output.hold(report.output, all_read())) {
      complain_of(output, status);
      return false;
    }
    const std::string path = journal_of(report.output), run = told_by(checker);
    bool other = false;
    if (resume && output.left() > 0) course.from = journal.resume(path, run, output.left(), other);
    if (other) {
      complain(
          fmt::format("{} is left of a run with other facts, rules, options or files; run as then, or without --resume",
                      output.part()));
      raise(status, usage);
      return false;
    }
    if (!resume && output.left() > 0 && !talk.quiet)
      complain(
          fmt::format("{}, left of a run that was stopped, is written anew (--resume goes on with it)", output.part()));
    if (!output.start(course.from ? course.from->bytes : 0)) {
      complain_of(output, status);
      return false;
    }
    if (!path.empty() && (course.from || journal.begin(path, run))) course.journal = &journal;
    return true;
  }

  void end(const engine::RunSettings& settings, const engine::Tally& tally, Output& output, int& status) const {
    const bool nothing = tally.records == 0;
    if (!talk.quiet && !(nothing && status != ok)) {
      const std::string end = engine::summary(tally, settings.horizon, settings.text, summary);
      if (report.format == engine::ReportFormat::text) {
        output.write(end);
      } else if (summary || nothing) {
        fmt::print(stderr, "{}", end);
      }
    }
    if (fail_on && tally.gravest && *tally.gravest <= *fail_on) raise(status, findings);
    if (const auto least = share_of(min_read); least && tally.checkable > 0) {
      const double share = static_cast<double>(tally.read) / static_cast<double>(tally.checkable);
      if (share >= *least) return;
      complain(fmt::format("read {} of {} checkable sentences, {:.1f} %: less than --min-read {}", tally.read,
                           tally.checkable, 100 * share, min_read));
      raise(status, findings);
    }
  }

  static void changed(Output& output, int& status) {
    complain(fmt::format("the files are not what the run that left {} had read; put them back, or run without --resume",
                         output.part()));
    output.keep();
    raise(status, usage);
  }

  static void failed(Output& output, Journal& journal, int& status) {
    complain(output.failure());
    raise(status, io);
    if (output.part().empty()) return;
    if (output.written() == 0) return journal.remove();
    complain(
        fmt::format("what could be written is in {}; the same command with --resume goes on with it", output.part()));
    output.keep();
  }

  /// Never comes back.
  static void stopped(int signal, const engine::Tally& tally, Output& output) {
    const bool kept = !output.part().empty() && output.written() > 0;
    output.keep();
    complain(
        fmt::format("stopped after {} records{}", tally.records,
                    kept ? fmt::format("; they are in {}, and the same command with --resume goes on", output.part())
                         : std::string()));
    end_by(signal);
  }
};

std::shared_ptr<Check> add_flags(CLI::App& command) {
  auto flags = std::make_shared<Check>();
  flags->input.add(command);
  flags->claim.add(command);
  flags->base.add(command);
  flags->report.add(command, true);
  flags->suppress.add(command);
  flags->talk.add(command);
  flags->config.add(command);
  add_fail_on(command, flags->fail_on, "exit with 1");
  command
      .add_option("--min-read", flags->min_read,
                  "exit with 1 where less of the checkable sentences was read: 60% or 0.6")
      ->type_name("SHARE")
      ->check(CLI::Validator(is_share, ""))
      ->group("Running");
  command
      .add_flag("--resume", flags->resume,
                "go on with the report in FILE (-o) where a run that was stopped has left it")
      ->group("Running");
  add_choice<std::string>(command, "--progress", flags->progress,
                          {{"auto", "auto"}, {"never", "never"}, {"always", "always"}, {"json", "json"}},
                          "how far it has come, on standard error: auto (a bar on a terminal), never, always or json")
      ->type_name("WHEN")
      ->default_str("auto")
      ->group("Running");
  command.add_flag("--mentions", flags->mentions, "records hold the dates, figures and names that were found")
      ->group("Reporting");
  command.add_flag("--summary", flags->summary, "end with the findings of each rule")->group("Reporting");
  return flags;
}

}  // namespace

std::shared_ptr<void> add_check_flags(CLI::App& command) { return add_flags(command); }

void add_check(CLI::App& command, int& status) {
  const auto flags = add_flags(command);
  command
      .add_flag("--show-config", flags->show_config,
                "check nothing: show the settings in force and where they come from")
      ->group("Running");
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

void add_config(CLI::App& command, int& status) {
  const auto flags = add_flags(command);
  flags->show_config = true;
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli

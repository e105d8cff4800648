#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/read_file.h"
#include "cli/run.h"
#include "cli/status.h"
#include "cli/suppress.h"
#include "engine/fix/correction.h"
#include "engine/report/format.h"

namespace saksi::cli {

namespace {

using engine::Correction;

class Fix : public TextFlags {
 public:
  SuppressFlags suppress;
  bool diff = false, review = false, interactive = false;

  void run(CLI::App& command, int& status) {
    if (!begin(command, status)) return;
    if (input.files.empty() || std::find(input.files.begin(), input.files.end(), "-") != input.files.end()) {
      complain("name the files to mend; standard input cannot be");
      return raise(status, usage);
    }
    if (interactive && (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1)) {
      complain("--interactive needs a terminal; --diff shows the changes without one");
      return raise(status, usage);
    }
    if (!input.expand("", status)) return;
    if (!suppress.read(input, status)) return raise(status, usage);
    const auto checker = base.make();
    if (!checker || !claim.zone_known(checker->facts())) return raise(status, usage);
    const std::vector<Correction> all = corrections(*checker, status);
    if (status >= usage && all.empty()) return;
    for (std::size_t i = 0; i < all.size() && !quit_;) {
      std::size_t end = i;
      while (end < all.size() && all[end].path == all[i].path) ++end;
      file({all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(end)}, status);
      i = end;
    }
    end(status);
  }

 private:
  std::vector<Correction> corrections(const Checker& checker, int& status) {
    Output none;
    engine::RunSettings settings = settings_of(checker, claim, report, talk, none);
    settings.task = engine::RunTask::fix;
    settings.suppressor = suppress.make(checker, base, config);
    if (!settings.suppressor) {
      raise(status, usage);
      return {};
    }
    Course course;
    int found = ok;
    bad_ = run_files(checker, input, claim, report, settings, none, course, found).errors;
    if (found >= usage) raise(status, static_cast<Status>(found));
    return std::move(course.corrections);
  }

  /// Mends one file, or shows how.
  void file(std::vector<Correction> all, int& status) {
    const std::string path = all.front().path;
    const auto bytes = read_whole(path);
    if (!bytes) return raise(status, io);
    std::vector<Correction> wanted;
    for (Correction& c : all) {
      if (interactive ? ask(c) : (review || c.safety == Suggestion::Safety::safe))
        wanted.push_back(std::move(c));
      else
        ++left_;
    }
    const engine::Fixed fixed = engine::plan_fixes(*bytes, wanted);
    for (const Correction* c : fixed.passed)
      complain(
          fmt::format("{}:{}:{}: not mended, for it is not written there as it reads, or another change is over it",
                      path, c->place.line, c->place.column));
    if (fixed.changes.empty()) return;
    if (diff) {
      text_ += engine::unified_diff(*bytes, fixed, path);
      return count(fixed);
    }
    Output output;
    if (!output.open(path, {})) return complain_of(output, status);
    output.write(engine::apply_fixes(*bytes, fixed));
    if (!output.close()) {
      complain(output.failure());
      return raise(status, io);
    }
    count(fixed);
    for (const Correction* c : fixed.done) text_ += told(*c) + "\n";
  }

  void count(const engine::Fixed& fixed) {
    ++files_;
    done_ += fixed.done.size();
  }

  static std::string told(const Correction& c) {
    std::string out = fmt::format("{}:{}:{}: [{}]", c.path, c.place.line, c.place.column, c.rule);
    for (std::size_t i = 0; i < c.edits.size(); ++i)
      out += fmt::format("{} \"{}\" -> \"{}\"", i == 0 ? "" : ",", engine::one_line(c.old[i]),
                         engine::one_line(c.edits[i].with));
    return out;
  }

  bool ask(const Correction& c) {
    if (quit_) return false;
    fmt::print("{}\n  {}\n", told(c), c.message);
    for (;;) {
      fmt::print("  write it? [y]es, [n]o, [q]uit: ");
      std::fflush(stdout);
      std::string answer;
      if (!std::getline(std::cin, answer)) answer = "q";
      if (answer == "q") quit_ = true;
      if (answer == "y" || answer == "n" || answer == "q") return answer == "y";
    }
  }

  void end(int& status) {
    Output output;
    output.write(text_);
    finish(output, status);
    if (diff && done_ > 0) raise(status, findings);
    if (talk.quiet) return;
    std::string last =
        fmt::format("{} {} in {} {}", done_, diff ? "to write" : "written", files_, files_ == 1 ? "file" : "files");
    if (left_ > 0 && !interactive)
      last += fmt::format("; {} more ask for a look (--with-review writes them too, --diff shows them)", left_);
    if (bad_ > 0) last += fmt::format("; {} records could not be read, of which saksi check tells", bad_);
    complain(last);
  }

  std::string text_;
  std::size_t done_ = 0, files_ = 0, left_ = 0;
  std::uint64_t bad_ = 0;  ///< records that could not be read
  bool quit_ = false;
};

}  // namespace

void add_fix(CLI::App& command, int& status) {
  auto flags = std::make_shared<Fix>();
  flags->input.add(command);
  flags->claim.add(command);
  flags->base.add(command);
  flags->suppress.add(command);
  flags->report.add_workers(command);
  CLI::Option* diff =
      command.add_flag("--diff", flags->diff, "write nothing: show the changes, and exit with 1 if there are any")
          ->group("Fixing");
  command.add_flag("--with-review", flags->review, "changes too that somebody should look at first")->group("Fixing");
  command.add_flag("-i,--interactive", flags->interactive, "ask for each change")->excludes(diff)->group("Fixing");
  flags->talk.add(command);
  flags->config.add(command);
  command.callback([flags, &command, &status] { flags->run(command, status); });
}

}  // namespace saksi::cli

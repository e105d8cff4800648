#include "cli/suppress.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string_view>

#include "cli/choice.h"
#include "cli/config.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/read_file.h"
#include "cli/status.h"
#include "core/spelling.h"
#include "rules/parse.h"

namespace saksi::cli {

void SuppressFlags::add(CLI::App& app) {
  app.add_option("--baseline", baseline, "findings that are known and lived with, as saksi baseline update writes them")
      ->type_name("FILE")
      ->group("Findings");
  CLI::Option* lines = app.add_option("--changed-lines", changed_lines,
                                      "only findings on the lines that a diff touches; - = standard input")
                           ->type_name("DIFF")
                           ->group("Findings");
  app.add_option("--since", since, "only findings on lines that have changed since a revision of git")
      ->type_name("REV")
      ->excludes(lines)
      ->group("Findings");
  add_choice<Severity>(app, "--min-severity", least,
                       {{"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}},
                       "only findings of rules as severe as this: error, warning or note")
      ->type_name("SEVERITY")
      ->default_str("note")
      ->group("Findings");
}

std::optional<engine::ChangedLines> SuppressFlags::since_revision() {
  const auto git = [&](std::vector<std::string> args) {
    args.insert(args.begin(), "git");
    return run_program(std::move(args));
  };
  ProgramResult top = git({"rev-parse", "--show-toplevel"});
  if (top.status != 0) {
    complain(top.status == 127 ? "--since needs git, which is not installed"
                               : "--since: the current folder is in no repository of git");
    return std::nullopt;
  }
  while (!top.output.empty() && top.output.back() == '\n') top.output.pop_back();
  const ProgramResult diff = git({"-C", top.output, "diff", "--unified=0", "--no-color", "--no-ext-diff",
                                  "--no-renames", "--end-of-options", since, "--"});
  if (diff.status != 0) {
    complain(fmt::format("--since: git knows no revision '{}'", since));
    return std::nullopt;
  }
  diff_ = diff.output;
  auto out = engine::ChangedLines::parse(diff_, "git diff", top.output);
  if (!out) {
    complain(out.errors());
    return std::nullopt;
  }
  const ProgramResult fresh = git({"-C", top.output, "ls-files", "-z", "--others", "--exclude-standard"});
  for (std::size_t at = 0; at < fresh.output.size();) {
    const std::size_t end = std::min(fresh.output.find('\0', at), fresh.output.size());
    out->add_file(fresh.output.substr(at, end - at));
    at = end + 1;
  }
  return *out;
}

bool SuppressFlags::read(InputFlags& input, int& status) {
  if (!baseline.empty()) {
    auto read = engine::Baseline::read(baseline);
    if (!read) {
      complain(read.errors());
      raise(status, usage);
      return false;
    }
    known_ = *read;
  }
  if (!since.empty()) {
    auto lines = since_revision();
    if (!lines) {
      raise(status, usage);
      return false;
    }
    changed_ = std::make_shared<const engine::ChangedLines>(std::move(*lines));
  } else if (!changed_lines.empty()) {
    auto diff = read_whole(changed_lines);
    if (!diff) {
      raise(status, io);
      return false;
    }
    auto lines = engine::ChangedLines::parse(*diff, changed_lines);
    if (!lines) {
      complain(lines.errors());
      raise(status, usage);
      return false;
    }
    diff_ = std::move(*diff);
    changed_ = std::make_shared<const engine::ChangedLines>(std::move(*lines));
  }
  if (changed_) {
    auto& files = input.files;
    files.erase(
        std::remove_if(files.begin(), files.end(), [&](const std::string& f) { return !changed_->has_file(f); }),
        files.end());
    input.nothing_left = files.empty();
  }
  return true;
}

std::shared_ptr<const engine::Suppressor> SuppressFlags::make(const Checker& checker, const BaseFlags& base,
                                                              const Config& config) const {
  engine::SuppressOptions options;
  options.baseline = known_;
  options.changed = changed_;
  options.least = least;
  const bool all = base.checker.enable.empty() && base.checker.disable.empty();
  if (all) options.rules = &checker.rules();
  bool any = false;
  for (const Override& o : config.overrides()) {
    any = any || !o.disable.empty();
    for (const std::string& rule : o.disable) {
      if (!all || checker.rules().find(rule) != nullptr) continue;
      std::vector<std::string_view> ids;
      for (const rules::Rule& r : checker.rules().rules()) ids.push_back(r.id);
      complain(fmt::format("{}: there is no rule '{}'{}", config.found(), rule, did_you_mean(rule, ids)));
      return nullptr;
    }
  }
  if (any)
    options.silent = [&config](const std::string& path, const std::string& rule) {
      for (const Override* o : config.overrides_of(path))
        if (std::find(o->disable.begin(), o->disable.end(), rule) != o->disable.end()) return true;
      return false;
    };
  return std::make_shared<const engine::Suppressor>(std::move(options));
}

std::vector<std::string> SuppressFlags::read_files() const {
  std::vector<std::string> out;
  for (const std::string& file : {baseline, changed_lines})
    if (!file.empty() && file != "-") out.push_back(file);
  return out;
}

std::string SuppressFlags::told() const {
  std::string known;
  if (known_) known = engine::Baseline::text(known_->entries());
  const std::hash<std::string_view> hash;
  return fmt::format("suppress {} {:x} {:x} {} {}\n", baseline, hash(known), hash(diff_), since,
                     static_cast<int>(least));
}

void SuppressFlags::tell_stale(const std::vector<std::string>& paths) const {
  if (!known_) return;
  const auto stale = known_->stale(paths);
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < std::min(stale.size(), kNamed); ++i)
    complain(fmt::format("{}: no longer found, and of no use in the baseline: {}: \"{}\"", known_->file(),
                         stale[i]->path, stale[i]->quote));
  if (stale.empty()) return;
  complain(fmt::format("{} entries of {} are of no use; saksi baseline update takes them away", stale.size(),
                       known_->file()));
}

}  // namespace saksi::cli

#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "engine/batch/reader.h"
#include "engine/batch/run.h"
#include "engine/saksi.h"

namespace CLI {
class App;
}

/// Every flag stands in exactly one of these groups, with its name, its help and its parser.
namespace saksi::cli {

/// Where `saksi facts update` puts a bundle: facts.db of $SAKSI_DATA_DIR, else of the folder saksi in $XDG_DATA_HOME,
/// else of ~/.local/share/saksi. Empty where the environment names none of them.
std::string installed_base();

/// Where the facts that were made of --facts are kept for the next run: $SAKSI_CACHE, else the folder saksi in
/// $XDG_CACHE_HOME, else ~/.cache/saksi. Empty, for nowhere, where SAKSI_CACHE is empty or the environment names none.
std::string cache_folder();

class Config;

/// What an input is called on the command line; nullopt for another name.
std::optional<engine::InputKind> input_kind_named(std::string_view name);

/// Nothing where the text is a day, else what is wrong with it.
std::string is_day(const std::string& s);

/// Facts and rules.
struct BaseFlags {
  CheckerOptions checker;
  bool no_cache = false;
  void add(CLI::App& app);
  void add_facts(CLI::App& app);
  /// nullptr, with the reasons on standard error, where facts or rules are wrong.
  [[nodiscard]] std::shared_ptr<const Checker> make() const;
};

/// What a text or claim does not say of itself.
struct ClaimFlags {
  std::string as_of, zone, lang = "auto", messages = "text";
  void add(CLI::App& app);
  [[nodiscard]] std::string messages_or_empty() const { return messages == "text" ? "" : messages; }
  [[nodiscard]] std::string lang_or_empty() const { return lang == "auto" ? "" : lang; }
  /// The zone is known to the fact base; says so on standard error where it is not.
  [[nodiscard]] bool zone_known(const FactBase& facts) const;
};

/// Files and how to take records out of them.
struct InputFlags {
  std::vector<std::string> files, globs;
  bool nothing_left = false;       ///< of the files named none is to be read
  const Config* config = nullptr;  ///< says more of some files
  std::optional<engine::InputKind> kind;
  engine::ReaderOptions columns;
  void add(CLI::App& app);
  /// The files alone.
  void add_files(CLI::App& app);
  /// Those that say what is in a file, without the files.
  void add_columns(CLI::App& app);
  /// Puts the files of folders in the place of those. `output`: the report. False, said on standard error, where there are
  /// none or one cannot be read; the exit status tells which.
  [[nodiscard]] bool expand(const std::string& output, int& status);
  [[nodiscard]] engine::ReaderOptions reader(const std::string& path, const ClaimFlags& claim) const;
};

/// What the report looks like and where it goes.
struct ReportFlags {
  engine::ReportFormat format = engine::ReportFormat::text;
  engine::OffsetUnit offsets = engine::OffsetUnit::byte;
  std::string output, color = "auto";
  unsigned jobs = 0;
  bool stop_on_error = false;
  /// `findings`: the formats for those too.
  void add(CLI::App& app, bool findings);
  /// --jobs alone.
  void add_workers(CLI::App& app);
};

/// --fail-on: from which verdict on something happens; nullopt for never.
void add_fail_on(CLI::App& app, std::optional<Verdict>& from, const std::string& what);

/// How much is said beside the report.
struct TalkFlags {
  bool quiet = false;
  int verbose = 0;
  std::string level;
  void add(CLI::App& app);
  /// Sets up logging to standard error.
  void apply() const;
};

}  // namespace saksi::cli

#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "engine/batch/reader.h"

namespace CLI {
class App;
}

namespace saksi::cli {

/// What a configuration says of some files beside what it says of all.
struct Override {
  std::vector<std::string> files;  ///< patterns as in .gitignore, from the folder of the configuration
  std::vector<std::string> disable;
  std::string lang, as_of;
  std::optional<engine::InputKind> kind;
};

/// The settings of a desk: `.saksi.toml` of the folder of the first input or of one above it. They stand for the options of
/// the command line that are not given there, by the same names (docs/configuration.md).
class Config {
 public:
  std::string file;  ///< --config
  bool none = false;

  void add(CLI::App& app);
  /// Finds and reads the file, and gives the options of `command` what it says. `inputs`: as named. False, said on standard
  /// error, where something in it is wrong, or inputs have different ones.
  bool apply(CLI::App& command, const std::vector<std::string>& inputs);
  /// One line for each option of the command: what is in force, and where that comes from.
  [[nodiscard]] std::string show(const CLI::App& command) const;

  /// Was the option given on the command line?
  [[nodiscard]] bool given(const std::string& option) const { return given_.count(option) > 0; }
  [[nodiscard]] const std::string& found() const { return found_; }
  [[nodiscard]] const std::vector<Override>& overrides() const { return overrides_; }
  /// The overrides that fit a file, in their order.
  [[nodiscard]] std::vector<const Override*> overrides_of(const std::string& path) const;

 private:
  friend class ConfigReader;
  std::string found_, folder_;
  std::vector<Override> overrides_;
  std::set<std::string> given_;
  std::map<std::string, int> lines_;  ///< of the settings that were taken, by option
};

/// What every command has that reads texts: their flags, and the configuration that stands for those not given.
struct TextFlags {
  BaseFlags base;
  ClaimFlags claim;
  InputFlags input;
  ReportFlags report;
  TalkFlags talk;
  Config config;
  /// To be called first: takes in the configuration and sets up logging. False, said on standard error, where something in it
  /// is wrong; `status` is raised. The flags must then stay where they are.
  bool begin(CLI::App& command, int& status);
};

}  // namespace saksi::cli

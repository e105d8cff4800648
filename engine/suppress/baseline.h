#pragma once
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::engine {

/// A finding that is known and lived with.
struct BaselineEntry {
  std::string path;  ///< of its file, from the folder of the baseline, with '/'
  std::string fingerprint;
  std::string rule, verdict, quote;  ///< for those who read the file
};

/// The findings that a desk lives with: a file of JSON Lines, an entry a line, which survives moved lines and is pleasant to
/// compare. Immutable but for the marks of what was met; safe from any thread.
class Baseline {
 public:
  /// Codes: "no-such-file", "unreadable", "bad-baseline".
  static Result<std::shared_ptr<Baseline>> read(const std::string& file);
  /// The bytes of the file with these entries, those of a file together.
  static std::string text(const std::vector<BaselineEntry>& entries);

  Baseline(std::string file, std::vector<BaselineEntry> entries);
  /// True where the finding is in it; it is marked as met.
  [[nodiscard]] bool has(std::string_view path, std::string_view fingerprint) const;
  [[nodiscard]] const std::vector<BaselineEntry>& entries() const { return entries_; }
  /// Those of the files named that were not met.
  [[nodiscard]] std::vector<const BaselineEntry*> stale(const std::vector<std::string>& paths) const;
  /// A path as entries name it.
  [[nodiscard]] std::string named(std::string_view path) const;
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_, folder_;
  std::vector<BaselineEntry> entries_;
  std::unordered_map<std::string, std::size_t> at_;
  mutable std::vector<std::atomic<bool>> met_;
};

}  // namespace saksi::engine

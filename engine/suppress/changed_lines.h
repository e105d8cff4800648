#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::engine {

/// The lines that a change has touched. Immutable once made; safe from any thread.
class ChangedLines {
 public:
  /// Of a unified diff, of git or another, with or without context. `root`: the folder its paths start from; empty: the
  /// current folder or one above it, whichever fits. Code: "bad-diff", for a text that is not empty and holds no diff.
  static Result<ChangedLines> parse(std::string_view diff, const std::string& name, std::string root = {});
  /// All lines of a file, which is new.
  void add_file(const std::string& path);

  /// Of a file of the run, as it was named.
  [[nodiscard]] bool has_file(std::string_view path) const { return lines_of(path) != nullptr; }
  /// Does it touch one of these lines, both 1-based and within?
  [[nodiscard]] bool touches(std::string_view path, std::uint64_t first, std::uint64_t last) const;

 private:
  using Lines = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  ///< first and last, in order
  [[nodiscard]] const Lines* lines_of(std::string_view path) const;
  std::string root_;
  std::map<std::string, Lines, std::less<>> files_;
};

}  // namespace saksi::engine

#pragma once
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::cli {

/// Standard output or a file, with every error noticed: a full disk is no success.
class Output {
 public:
  Output() = default;
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Empty or "-" = standard output. False where the file cannot be made.
  bool open(const std::string& path);
  /// False once anything could not be written.
  bool write(std::string_view bytes);
  /// Flushes; call it once, at the end.
  bool close();
  /// True where colour is wanted of "auto": a terminal, and the environment says nothing against it.
  [[nodiscard]] bool terminal() const;
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  bool check(bool good);
  std::FILE* file_ = stdout;
  std::string path_ = "standard output";
  std::string failure_;
};

/// Flushes an output; where it could not all be written, says so and makes the status 3.
void finish(Output& output, int& status);

/// "saksi: message" on standard error.
void complain(std::string_view message);
/// Each diagnostic with its caret on standard error.
void complain(const std::vector<Diagnostic>& diagnostics, std::string_view severity = "error");

}  // namespace saksi::cli

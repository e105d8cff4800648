#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/compress.h"
#include "core/diagnostic.h"

namespace saksi::cli {

/// Standard output or a file, with every error noticed: a full disk is no success. A regular file is written as
/// FILE.saksi-part, which takes its place once all of it is there; what stood in FILE stays until then. FILE.gz and FILE.zst are
/// packed, each write for itself. A device, a pipe or the like is written as it is.
class Output {
 public:
  Output() = default;
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// Empty or "-" = standard output. False where it cannot be written, is one of the files named (by whatever name), or
  /// another run writes it.
  bool open(const std::string& path, const std::vector<std::string>& inputs);
  /// open() in two steps. The first holds the part that is to be written against other runs and leaves it as it is, with
  /// the `left()` bytes that an earlier run has left of it; the second keeps so many of them.
  bool hold(const std::string& path, const std::vector<std::string>& inputs);
  bool start(std::uint64_t bytes);
  [[nodiscard]] std::uint64_t left() const { return left_; }
  /// False once anything could not be written. A part then ends with what was written whole before.
  bool write(std::string_view bytes);
  /// Puts the file in its place; call it once, at the end.
  bool close();
  /// Leaves the part as it is, for a later run to go on with.
  void keep();
  /// True where colour is wanted of "auto": a terminal, and the environment says nothing against it.
  [[nodiscard]] bool terminal() const;
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// What went wrong is that the file named is read by the run.
  [[nodiscard]] bool misused() const { return misused_; }
  /// Bytes written, with those kept.
  [[nodiscard]] std::uint64_t written() const { return written_; }
  /// Of a file that takes its place at the end, else empty.
  [[nodiscard]] const std::string& part() const { return part_; }

 private:
  bool fail(std::string why);
  bool hold_part();
  bool write_bytes(std::string_view bytes);

  int file_ = 1;
  Packing packing_ = Packing::none;
  std::string path_ = "standard output";
  std::string target_;  ///< the file itself, where `path_` is a link to it
  std::string part_;
  std::string failure_;
  std::uint64_t written_ = 0, left_ = 0;
  bool misused_ = false;
};

/// Where the part of a report stands that is to be written to a file, and beside it how far its run has come (journal.h);
/// empty where it has none.
std::string part_of(const std::string& path);
std::string journal_of(const std::string& path);

/// Says what was wrong with one that could not be opened, and raises the status: 2 where the command is wrong, else 3.
void complain_of(const Output& output, int& status);

/// Flushes an output; where it could not all be written, says so and makes the status 3.
void finish(Output& output, int& status);

/// "saksi: message" on standard error.
void complain(std::string_view message);
/// Each diagnostic with its caret on standard error.
void complain(const std::vector<Diagnostic>& diagnostics, std::string_view severity = "error");

}  // namespace saksi::cli

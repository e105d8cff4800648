#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/batch/record.h"
#include "engine/report/checked.h"
#include "engine/report/format.h"

namespace saksi::cli {

/// How far a run has come that writes its report to a file, kept beside the unfinished report after every chunk, so that
/// `--resume` can go on after it was stopped in any way. Of one thread, by one run: who uses it holds the report (output.h).
class Journal {
 public:
  struct Mark {
    std::uint64_t records = 0;  ///< that were taken in
    std::uint64_t digest = 0;   ///< of them, see digest_of
    std::uint64_t bytes = 0;    ///< of the report they have come to
    engine::Tally tally;
    engine::ReportEnds::State ends;
  };

  Journal() = default;
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Begins one. `run` tells all that the report depends on. False where it cannot be written.
  bool begin(const std::string& path, const std::string& run);
  /// The last whole mark of what an earlier run has left, of those of no more than `bytes_left` of report; then what follows is
  /// added behind it. nullopt where there is none; `other` tells whether that is because it was another run.
  std::optional<Mark> resume(const std::string& path, const std::string& run, std::uint64_t bytes_left, bool& other);
  bool add(const Mark& mark);
  /// Once the report is in its place.
  void remove();

 private:
  bool write(const std::string& bytes) const;
  int file_ = -1;
  std::string path_;
};

/// Of a record as it was taken in. Digests of records add up to that of them all.
std::uint64_t digest_of(const engine::Record& record);

}  // namespace saksi::cli

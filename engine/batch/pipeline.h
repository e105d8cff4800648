#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "engine/batch/reader.h"
#include "engine/fix/correction.h"
#include "engine/report/checked.h"
#include "engine/suppress/baseline.h"

namespace saksi::engine {

/// What one chunk of records came to.
struct ChunkResult {
  std::string output;
  Tally tally;
  std::vector<Diagnostic> faults;         ///< of what texts say to saksi, which fail the gate
  std::vector<BaselineEntry> baseline;    ///< of RunTask::baseline
  std::vector<Correction> corrections;    ///< of RunTask::fix
  bool stop = false;                      ///< nothing behind this chunk is wanted
  std::uint64_t records = 0, digest = 0;  ///< of the chunk, where the work tells them
};

struct PipelineOptions {
  unsigned jobs = 1;  ///< workers; 1 = none beside the caller
  std::size_t chunk_records = 512;
  std::size_t chunk_bytes = 64 * 1024;  ///< a chunk ends once it holds this much text
  /// True where the next record may be long in coming: a chunk ends, and what has come is written. Empty: never.
  std::function<bool()> idle;
};

/// Takes the next record, across files; false at the end.
using RecordSupply = std::function<bool(Record&)>;
/// Turns a chunk of whole records into what is to be written. Called from any worker, several at once.
using ChunkWork = std::function<ChunkResult(const std::vector<Record>&)>;
/// Takes the results in the order of the records; false ends the run.
using ResultSink = std::function<bool(ChunkResult&)>;

/// Reader, workers that take the records apart, a counter of their repeats, workers that judge them, ordered writer.
/// Supply and sink are each called by one thread at a time. Memory is bounded: at most
/// three chunks a worker are under way. What reaches the sink is the same for any number of jobs. Where so many threads
/// cannot be started, fewer work: returns how many did.
unsigned run_pipeline(const PipelineOptions& options, const RecordSupply& supply, const ChunkWork& work,
                      const ResultSink& sink);

}  // namespace saksi::engine

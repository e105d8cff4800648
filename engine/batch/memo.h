#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/verdict.h"
#include "engine/batch/record.h"
#include "engine/report/checked.h"
#include "engine/report/format.h"
#include "engine/report/jsonl.h"

namespace saksi::engine {

/// What came of claims that were checked a while ago: files repeat them (a ticker, a day's wire, a list that is checked
/// every hour). One for all workers of a run; its memory is bounded, and where it is full it begins anew. Safe from any thread.
class ClaimMemo {
 public:
  struct Entry {
    std::string lang;
    Verdict verdict = Verdict::unchecked;
    Tally tally;                       ///< of one record
    std::optional<JsonlBody> jsonl;    ///< where that is the format
    std::optional<CsvBody> csv;        ///< the same
    std::vector<ClaimResult> results;  ///< of other formats
  };

  /// What came of a claim, once whoever checks it is done.
  using Known = std::shared_future<Entry>;

  /// Checks the claim where nobody has. Where somebody is at it, it does not wait: the answer's get() does.
  [[nodiscard]] Known find(const Record& record, const std::function<Entry(const Record&)>& check);

 private:
  static constexpr std::size_t kShards = 16;
  static constexpr std::size_t kMostBytes = (8U << 20U) / kShards;
  /// The claims whose keys have one hash, modulo the number of shards.
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Known> entries;
    std::size_t bytes = 0;
  };
  std::array<Shard, kShards> shards_;
};

}  // namespace saksi::engine

#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/verdict.h"
#include "engine/batch/record.h"
#include "engine/report/checked.h"
#include "engine/report/jsonl.h"

namespace saksi::engine {

/// What came of claims that were checked a while ago: files repeat them (a ticker, a day's wire, a list that is checked
/// every hour). One a worker, for one run; its memory is bounded, and once it is full it begins anew.
class ClaimMemo {
 public:
  struct Entry {
    std::string lang;
    Verdict verdict = Verdict::unchecked;
    Tally tally;                       ///< of one record
    std::optional<JsonlBody> jsonl;    ///< where that is the format
    std::vector<ClaimResult> results;  ///< where it is not
  };

  /// Null where the claim is not known. Good until keep() is called.
  [[nodiscard]] const Entry* find(const Record& record);
  const Entry& keep(const Record& record, Entry entry);

 private:
  static constexpr std::size_t kMostBytes = 4U << 20U;
  [[nodiscard]] const std::string& key_of(const Record& record);

  std::unordered_map<std::string, Entry> entries_;
  std::size_t bytes_ = 0;
  std::string key_;
};

}  // namespace saksi::engine

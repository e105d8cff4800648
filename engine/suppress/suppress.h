#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnostic.h"
#include "engine/report/checked.h"
#include "engine/suppress/baseline.h"
#include "engine/suppress/changed_lines.h"

namespace saksi::rules {
class RuleSet;
}

namespace saksi::engine {

struct SuppressOptions {
  std::shared_ptr<const Baseline> baseline;
  std::shared_ptr<const ChangedLines> changed;
  Severity least = Severity::note;
  /// Is a rule not told of in a file, by its path? Empty: all are.
  std::function<bool(const std::string& path, const std::string& rule)> silent;
  const rules::RuleSet* rules =
      nullptr;  ///< all there are, to tell an ignore of an unknown rule and one of no use; null: not told
};

/// Decides which findings a report does not show and a gate does not count. The verdicts of records stay what they are. Safe
/// from any thread.
class Suppressor {
 public:
  explicit Suppressor(SuppressOptions options) : options_(std::move(options)) {}
  /// True where only what a text says of itself is suppressed: a record without ignores is as it would be without this.
  [[nodiscard]] bool idle() const {
    return !options_.baseline && !options_.changed && options_.least == Severity::note && !options_.silent;
  }
  /// Marks the findings in the records of one Record; adds what is wrong with its ignores.
  void mark(std::vector<CheckedRecord>& records, std::vector<Diagnostic>& faults) const;

 private:
  struct Item;
  [[nodiscard]] Suppression of(const Item& item, const CheckedRecord& r, std::vector<bool>& used) const;
  void mark_one(CheckedRecord& r, std::vector<bool>& used) const;
  void tell(const Record& record, const std::vector<bool>& used, std::vector<Diagnostic>& faults) const;

  SuppressOptions options_;
};

/// The findings of a record as a baseline keeps them: those as grave as `least`, and sentences that are.
std::vector<BaselineEntry> baseline_entries(const CheckedRecord& r, Verdict least);

}  // namespace saksi::engine

#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/checked.h"

namespace saksi::engine {

enum class ReportFormat : std::uint8_t {
  text,
  jsonl,
  csv,
  sarif,
  junit,
  checkstyle,
  github,
  rdjsonl,
  markdown,
  html,
  claimreview
};

/// A rule as a report lists it.
struct ReportedRule {
  std::string id, about;
};

/// One finding that a tool shows at a place, or a record that could not be checked.
struct Issue {
  Verdict verdict = Verdict::refuted;
  Severity severity = Severity::error;
  std::string_view rule;  ///< of a record that could not be checked its code
  std::string message;    ///< one line
  std::string quote;      ///< the words it is about
  std::string fingerprint;
  Place begin, end;
  std::uint64_t begin_byte = 1, end_byte = 1;  ///< columns in bytes, 1-based
  std::vector<std::string> sources;
  Suppression suppression = Suppression::none;
  const Finding* finding = nullptr;  ///< null of a record that could not be checked
};

/// On one line, without control characters; runs of blanks become one.
std::string one_line(std::string_view s);

/// Adds the sources that a proof names, a few at most, none twice.
void add_sources(const Proof& p, std::vector<std::string>& out);

/// What a record has that its writer should see: refuted, outdated, disputed, or not to be checked; suppressed ones too.
std::vector<Issue> issues_of(const CheckedRecord& r);

/// Appends what one record adds to a report in one of the formats of tools: SARIF 2.1.0, JUnit, Checkstyle, the commands of
/// GitHub, the lines of reviewdog, a table of Markdown.
void append_issues(std::string& out, const CheckedRecord& r, ReportFormat format);

/// What a table says of a claim, wherever it stands: verdict, read, reason, correction and source.
struct CsvBody {
  std::array<std::string, 5> cells;
};
CsvBody csv_body(const CheckedRecord& r);
/// The input's columns as they are, or those of a claim, with those of the body behind them. Of `r` neither sentences nor, unless it
/// is of an article, the index are looked at.
void append_csv(std::string& out, const CheckedRecord& r, const CsvBody& body);

/// A ClaimReview of schema.org, for a record that the facts decide.
void append_claim_review(std::string& out, const CheckedRecord& r);

/// Puts the parts of a report together, in the order of the records: what stands before the first and behind the last, the
/// commas between, and no more annotations than GitHub shows. One thread at a time.
class ReportEnds {
 public:
  /// `messages`: the language of the page around the records, of HTML; empty = English.
  ReportEnds(ReportFormat format, const RunInfo& run, const std::vector<ReportedRule>& rules,
             const std::string& messages = {});
  [[nodiscard]] const std::string& head() const { return head_; }
  /// A part as it is to be written.
  std::string take(std::string part);
  [[nodiscard]] std::string tail() const;

  /// How far the parts have come, for a run that goes on with the report.
  struct State {
    bool any = false;
    std::uint64_t errors = 0, warnings = 0;
  };
  [[nodiscard]] const State& state() const { return state_; }
  void restore(const State& state) { state_ = state; }

 private:
  static constexpr std::size_t kShownByGithub = 10;  ///< annotations of a kind and step
  ReportFormat format_;
  std::string head_, tail_;
  State state_;
};

}  // namespace saksi::engine

#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/verdict.h"
#include "engine/batch/record.h"
#include "engine/report/text_index.h"

namespace saksi::engine {

/// What made a verdict, beside the claim.
struct RunInfo {
  std::string saksi, facts, rules, tz;
};

/// Why a finding is neither shown nor counted by the gate.
enum class Suppression : std::uint8_t {
  none,
  ignored,    ///< a comment in the text or the configuration says so
  baseline,   ///< it is known and lived with
  unchanged,  ///< the change that is looked at has not touched its lines
  minor       ///< less severe than what is asked for
};
std::string_view to_string(Suppression s);

/// A record with what came of it: of an article one for each sentence. Points into the record and its text, which must
/// outlive it.
struct CheckedRecord {
  const Record* record = nullptr;
  const TextIndex* index = nullptr;  ///< of what the spans of the sentences refer to: the claim, or the file
  Span span;                         ///< the part of it that this record is about
  std::uint64_t n = 0;
  std::uint32_t repeat = 1;
  std::span<const ClaimResult> sentences;
  std::string lang;
  Verdict verdict = Verdict::unchecked;
  /// The findings that are, and sentences without any; by their address.
  std::vector<std::pair<const void*, Suppression>> suppressed;

  /// Of a Finding or a ClaimResult in it.
  [[nodiscard]] Suppression suppression(const void* what) const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::string_view quote(Span s) const;
  /// Where in the file a span starts.
  [[nodiscard]] Place place(Span s) const;
  /// The user's id, or "path:line:column".
  [[nodiscard]] std::string id() const;
  [[nodiscard]] std::uint64_t hash() const;
};

/// Makes the records that a report shows: one for a claim, one a sentence for an article. The index and the sentences
/// must outlive them.
std::vector<CheckedRecord> checked_records(const Record& record, const TextIndex& index,
                                           std::span<const ClaimResult> sentences, const std::string& lang);
/// Calls `visit` with each finding and its fingerprint, in the order of the text.
void for_each_finding(const CheckedRecord& r, const std::function<void(const Finding&, std::string)>& visit);
/// Of a sentence in it that no assertion was found in.
std::string sentence_fingerprint(const CheckedRecord& r, const ClaimResult& sentence);
/// Two sentences of an article, in order, with no blank line between.
bool in_one_block(const CheckedRecord& a, const CheckedRecord& b);
/// Something in it may have told a fact and was not read: words of a sentence that looks checkable, or a date, a figure
/// or a name anywhere.
bool something_unread(const Parsed& p);
/// False for a sentence of an article that no report mentions: nothing was asserted, found or left unread.
bool worth_reporting(const CheckedRecord& r);

/// Counts over a run. Tallies of parts add up.
struct Tally {
  std::uint64_t records = 0, errors = 0, sentences = 0, checkable = 0, read = 0, late = 0;
  std::uint64_t english = 0, indonesian = 0;   ///< records by language
  std::array<std::uint64_t, 8> verdicts{};     ///< assertions, and sentences without any, by Verdict
  std::array<std::uint64_t, 8> silent{};       ///< of these the sentences without any assertion
  std::map<std::string, std::uint64_t> rules;  ///< findings worse than unverified, by rule
  std::array<std::uint64_t, 5> suppressed{};   ///< findings and sentences that count for nothing else, by Suppression
  std::optional<Verdict> gravest;              ///< that may fail the gate: pilot rules don't

  /// `horizon`: the instant to which the facts are complete; later dates are counted in `late`.
  void add(const CheckedRecord& r, std::optional<Seconds> horizon);
  void add(const Tally& other);
};

}  // namespace saksi::engine

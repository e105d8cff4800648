#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saksi::engine {

/// What findings, proofs and reports say beside what rules, labels and facts say. A row of words/*.tsv each, of the same name with
/// '-' for '_'; {0}, {1} stand for what is filled in.
enum class Say : std::uint8_t {
  // lists
  last_of_two,
  last_of_many,
  others,
  others_of_two,
  // values
  of,
  not_known,
  another,
  at_least,
  from_to,
  century,
  decade,
  quarter,
  day_and_clock,
  clock_mark,
  turned_round,
  // terms
  now,
  nth,
  last,
  rank,
  count,
  distinct,
  no_member,
  // operators
  other_than,
  within,
  before,
  less_than,
  no_later_than,
  at_most,
  after,
  more_than,
  no_earlier_than,
  no_less_than,
  // findings
  sources_disagree,
  not_settled,
  not_settled_for,
  no_rule,
  fact_about,
  too_close,
  open_between,
  no_longer_since,
  attributed,
  denied,
  denied_of,
  // what is missing
  unread,
  unread_words,
  which_is_meant,
  which_one,
  which_one_of,
  which_came_first,
  time_spoken_of,
  another_of_name,
  nested_less,
  complete_list,
  complete_list_after,
  whether_counts,
  whether_withdrawn_counts,
  which_by_term,
  is_one_of,
  kind,
  name_of,
  when_began,
  coordinates,
  measured_from,
  mean_distance,
  the_day,
  calendar,
  still_so,
  in_place_of,
  limit,
  // reports
  report_source,
  report_suggest,
  report_missing,
  report_since,
  report_contradicted,
  report_assertion,
  report_assertions,
  report_sentence,
  report_sentences,
  report_other_sentence,
  report_other_sentences,
  report_record,
  report_records,
  report_read,
  report_complete,
  report_late,
  report_late_one,
  report_nothing,
  report_in_baseline,
  report_ignored,
  report_unchanged,
  report_minor,
  page_title,
  page_show,
  page_proof,
  report_by_rule,
  report_reading,
  report_not_read,
  report_stance,
  report_nothing_read,
  report_needs_as_of,
  size
};

/// One language's words. Immutable; safe from any thread.
class Words {
 public:
  [[nodiscard]] std::string_view language() const { return language_; }
  [[nodiscard]] std::string_view operator[](Say what) const { return texts_[static_cast<std::size_t>(what)]; }
  /// The text with what is filled in.
  [[nodiscard]] std::string operator()(Say what, std::initializer_list<std::string_view> with) const;
  /// 1 = January.
  [[nodiscard]] std::string_view month(int n) const { return months_[static_cast<std::size_t>(n - 1)]; }
  /// 0 = Monday.
  [[nodiscard]] std::string_view weekday(int n) const { return weekdays_[static_cast<std::size_t>(n)]; }
  /// "15th", "ke-15".
  [[nodiscard]] std::string ordinal(int n) const;

 private:
  friend struct Languages;
  std::string_view language_;
  std::array<std::string_view, static_cast<std::size_t>(Say::size)> texts_{};
  std::array<std::string_view, 12> months_{};
  std::array<std::string_view, 7> weekdays_{};
  struct Ordinal {
    std::string_view ending, text;  ///< of a number that ends so; "=1" for the number itself
  };
  std::vector<Ordinal> ordinals_;
};

/// English for a language that has no words.
const Words& words(std::string_view language);
/// Words of all languages that come and go with style and tell nothing: "the", "dan".
std::span<const std::string_view> small_words();

}  // namespace saksi::engine

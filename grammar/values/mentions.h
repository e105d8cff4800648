#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/meaning/notation.h"
#include "grammar/text/text.h"

namespace saksi::grammar {

/// A date, time, duration, number, ordinal, quantity, weekday or coordinate found in the text, in tokens
/// [first, last). Hedges and bounds ("about", "sekitar", "more than", "paling sedikit") belong to it.
struct ValueMention {
  enum class Kind : std::uint8_t { date, time, duration, number, ordinal, quantity, weekday, coordinate };
  Kind kind = Kind::number;
  std::uint32_t first = 0, last = 0;            ///< tokens, hedge included
  std::uint32_t core_first = 0, core_last = 0;  ///< tokens of the value itself: what a correction replaces
  Value value;                     ///< Date, Quantity (duration: unit s, d, mo, a …; number and ordinal: unit "1"),
                                   ///< Weekday; coordinate: Quantity in "deg", south and west negative;
                                   ///< monostate where it needs an as_of that is missing, is no day of the calendar,
                                   ///< or may mean two things ("3/7/2017" in English, "5G", "Minggu lalu")
  std::optional<Weekday> weekday;  ///< "Rabu (13/9/2023)", "Saturday, Aug. 19": the weekday told with the date
  Span weekday_span;
  std::optional<Quantity> other;  ///< "1,500 km (930 miles)": the second half of the pair
  Span other_span, first_span;    ///< the halves' words, value and unit
  std::string axis;               ///< coordinate: "lat" or "lon"
  bool spelled = false;           ///< in words: "lima belas"
};

struct MentionOptions {
  std::string lang;
  std::optional<Date> as_of;
};

/// Every value mention of tokens [first, last), none inside another, left to right, longest first. Competing readings
/// (6 July after "Ariane") are the caller's: it asks again with what is left.
std::vector<ValueMention> find_values(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first,
                                      std::uint32_t last, const MentionOptions& options);

}  // namespace saksi::grammar

#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/quantity.h"

/// What the three value grammars hand to the finder of mentions. Offsets are bytes of NormalText::text.
namespace saksi::grammar::parts {

/// The text as the grammars read it: `lower` has its ASCII letters small and every blank a space, byte for byte beside
/// `exact`. Reading stops at `end`.
struct Source {
  std::string_view lower;
  std::string_view exact;
  std::size_t end = 0;
};

struct Number {
  double value = 0;
  bool doubtful = false;    ///< "4,000" in Indonesian: four, or by the foreign habit four thousand
  int decimals = 0;         ///< digits behind the mark
  int significant = 0;      ///< as Quantity::significant
  bool spelled = false;     ///< holds a number word other than a scale
  bool scaled = false;      ///< holds a scale word: "2,28 miliar"
  bool needs_unit = false;  ///< "a", "half a": a number only with a unit behind it
  bool article = false;     ///< "a"
  int digits = 0;           ///< of a bare row of figures ("1967": 4), else 0
  std::size_t end = 0;
};

/// The longest number that begins at `at`.
std::optional<Number> read_number(const Source& s, std::size_t at, std::string_view lang);

struct Ordinal {
  int value = 0;
  bool spelled = false;
  std::size_t end = 0;
};
std::optional<Ordinal> read_ordinal(const Source& s, std::size_t at, std::string_view lang);

/// "well over 2,600 km", "10 to 12 km", "Rp 2 triliun", "51.9° N".
struct Measure {
  Number first;
  std::optional<Number> second;  ///< of a range
  Hedge hedge = Hedge::none;
  Bound bound = Bound::eq;
  bool negative = false;
  bool second_negative = false;
  double factor = 1;  ///< of the unit: 10 for "decades"
  std::string unit;   ///< empty = none
  std::string axis;   ///< "lat", "lon" of a coordinate
  bool south_or_west = false;
  double minutes = 0, seconds = 0;  ///< of a coordinate
  std::size_t core = 0;             ///< where the value begins, behind its hedges
  std::size_t core_end = 0;         ///< where it ends, before "or more"
  std::size_t end = 0;
};
std::optional<Measure> read_measure(const Source& s, std::size_t at, std::string_view lang);
/// Behind "about", "sekitar" and their like, with the blank; `at` where there are none.
std::size_t skip_about(const Source& s, std::size_t at, std::string_view lang);

enum class Part : std::uint8_t { none, early, mid, late };
enum class Daypart : std::uint8_t { none, small_hours, morning, midday, afternoon, evening, night };

struct Clock {
  int hour = -1, minute = -1, second = -1;
  Daypart daypart = Daypart::none;
  std::optional<std::string> zone;
  bool zone_said = false;  ///< "local time" too
  [[nodiscard]] bool has_time() const { return hour >= 0; }
  [[nodiscard]] bool empty() const { return hour < 0 && daypart == Daypart::none && !zone_said; }
};

/// What a date says, before anything is inferred. Zero or -1 where it says nothing.
struct Day {
  int year = 0, month = 0, day = 0;
  bool two_digit_year = false;
  int weekday = -1;
  bool weekday_only = false;
  Part part = Part::none;
  int quarter = 0, half = 0, season = 0;
  bool decade = false, century = false;  ///< of `year`
  bool swapped_too = false;              ///< "6/7/2023" in English: day and month may be the other way round
  char relative = 0;                     ///< d w m y e(weekend) D C: `offset` units from as_of
  int offset = 0;
  bool has_relative = false;
  bool last = false;        ///< "last Friday", "November lalu"
  std::optional<int> week;  ///< "Rabu pekan lalu": the weekday in that week
  bool bare_year = false;   ///< four figures and nothing more: the words around decide
  bool bare_month = false;
  bool verb_month = false;  ///< "may"
  bool ambiguous = false;   ///< "Minggu lalu": last week, or Sunday
  Clock clock;              ///< of an ISO instant
  std::size_t core = 0;     ///< where it begins behind "tahun", "hari"
  std::size_t weekday_begin = 0, weekday_end = 0;
  std::size_t end = 0;
};
std::optional<Day> read_day(const Source& s, std::size_t at, std::string_view lang);

struct ClockRead {
  Clock clock;
  std::size_t end = 0;
};
std::optional<ClockRead> read_clock(const Source& s, std::size_t at, std::string_view lang);

/// True where no letter or figure goes on at `at`.
bool at_boundary(const Source& s, std::size_t at);

}  // namespace saksi::grammar::parts

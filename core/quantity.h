#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace saksi {

enum class Dimension : std::uint8_t {
  none,
  length,
  mass,
  time,
  temperature,
  speed,
  area,
  volume,
  angle,
  pressure,
  power,
  money,
  data
};

/// A unit: value in SI = value * factor + offset.
struct Unit {
  std::string_view id;  ///< UCUM-style symbol: "km", "[mi_i]", "Cel"
  Dimension dimension = Dimension::none;
  double factor = 1;
  double offset = 0;
  std::string_view label_en;  ///< for messages: "km", "miles"
  std::string_view label_id;
  int family = 0;         ///< of Dimension::none: only units of one family convert into each other
  double other_size = 1;  ///< the word's other meaning, as a multiple of this one: a mile at sea, a gallon in Britain
};

/// nullptr for an unknown id. The table is static; safe from any thread.
const Unit* find_unit(std::string_view id);
std::span<const Unit> all_units();
/// nullopt where the dimensions differ, where either is unknown (null), and between currencies.
std::optional<double> convert(double value, const Unit* from, const Unit* to);
std::optional<double> convert(double value, std::string_view from, std::string_view to);

enum class Hedge : std::uint8_t { none, about, almost, exactly };
enum class Bound : std::uint8_t { eq, gt, ge, lt, le };

/// A number with a unit as a text states it. `low`..`high` is what the words cover, closed, in `unit`:
/// unhedged, half a unit of the last significant digit, at most 5 %; hedged, 10 %; "almost", a band below.
/// Counts and ordinals are exact. For a range ("10 to 12 km") low and high are its ends and `value` its middle.
struct Quantity {
  double value = 0;
  double low = 0;
  double high = 0;
  std::string unit;  ///< UCUM-style; "1" for a bare number
  Hedge hedge = Hedge::none;
  Bound bound = Bound::eq;
  int decimals = 0;     ///< digits behind the decimal mark as written
  int significant = 0;  ///< significant digits as written; trailing zeros of a whole number do not count
  bool range = false;
  friend bool operator==(const Quantity&, const Quantity&) = default;

  /// An exact count.
  static Quantity count(double n);
  /// Sets low and high from value, significant digits, hedge and bound, by the rule above; an open side is infinite.
  void widen();
};

/// "1500 km", ">= 10 km", "~900 km", "almost 2 a", "10..12 km"; for meanings and tests.
std::string to_string(const Quantity& q);
/// A number for a reader: English "1,011", "149.6"; Indonesian "1.011", "149,6".
std::string format_number(double v, int decimals, std::string_view lang);

}  // namespace saksi

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"

namespace saksi::engine {

/// In which order a column writes day and month, where both are figures.
enum class DayOrder : std::uint8_t {
  unknown,      ///< no cell tells
  day_first,    ///< a first figure is over 12
  month_first,  ///< a second figure is over 12
  mixed         ///< both
};

/// The day that a cell tells: ISO, with or without a clock time, figures in an order that they or `order` prove, or in the
/// words of a language; its local day where it has a zone. Nullopt where it tells none, or may tell two.
std::optional<Date> read_day(std::string_view cell, DayOrder order);

/// Finds the order of a column from its cells, in any number.
class DayOrderProof {
 public:
  void add(std::string_view cell);
  [[nodiscard]] DayOrder order() const { return order_; }

 private:
  DayOrder order_ = DayOrder::unknown;
};

}  // namespace saksi::engine

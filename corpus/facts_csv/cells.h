#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "core/quantity.h"
#include "corpus/facts_csv.h"

/// What the cells of a table of facts say.
namespace saksi::corpus {

/// A day begins somewhere on Earth so long before it does in UTC.
inline constexpr Seconds kDaySlack = 14 * 3600;

/// A cell that names a thing: "Apollo_11", "Antares_(rocket)", "\"words\"".
struct NameCell {
  std::string text;     ///< blanks for underscores, without the brackets at its end
  std::string hint;     ///< what the brackets held: "rocket"
  bool quoted = false;  ///< in double quotes: words, no name
};
NameCell name_cell(std::string_view cell);

/// "birthPlace", "birth_place", "Birth place" -> "birth place".
std::string phrase_of(std::string_view column);

/// An id made of a name: "Kourou, French Guiana" -> "kourou-french-guiana"; a name with no
/// Latin letter gets a hash.
std::string id_of(std::string_view name);

/// ISO and EDTF dates; "21 July 1969", "July 21, 1969", "Juli 1969" in English and Indonesian; "21/07/1969", day first,
/// where no other order is possible. Nothing for all else; `ambiguous` tells "03/04/1969".
std::optional<Date> date_cell(std::string_view cell, bool* ambiguous);

/// A number with or without a unit behind it: "1.524 (metres)", "3.04 m", "52.0\"(minutes)", "1,234". The unit is UCUM
/// style, "1" where none is told; nothing where the words behind the number are no unit.
std::optional<Quantity> quantity_cell(std::string_view cell, std::string_view unit_cell, const FactWords& words);

}  // namespace saksi::corpus

#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace saksi::corpus {

/// A "vague date" of the General Catalog as EDTF in UTC: "1957 Oct  4 1928:34" → "1957-10-04T19:28:34Z",
/// "2023 Aug 10" → "2023-08-10Z", "1960 Q2" → "1960-34". A trailing "?" (uncertain by some units of the
/// last part) becomes "~". nullopt for anything else.
std::optional<std::string> vague_to_edtf(std::string_view text);

/// The month, 1 to 12, of "Jan", "January", "jan."; 0 for anything else.
int month_number(std::string_view text);

}  // namespace saksi::corpus

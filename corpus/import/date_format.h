#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace saksi::corpus {

/// Reads a date as a format tells it and gives EDTF ("2020-08-07T05:12"), without a zone. %Y %m %d %H %M %S are
/// numbers, with or without leading zeros, %b a month's name, %a a weekday's; a blank is any blanks, all else is itself.
std::optional<std::string> read_date(std::string_view text, std::string_view format);

}  // namespace saksi::corpus

#pragma once
#include <string_view>

namespace saksi::engine {

/// The reports' own words in one language. Verdicts and codes are names, the same in every language.
struct Words {
  std::string_view source, suggest, missing, since, attributed, checked;
  std::string_view contradicted;  ///< for a finding without an explanation
  std::string_view read;          ///< "read {} of {} checkable sentences"
  std::string_view complete;      ///< "facts complete to {}"
  std::string_view late;          ///< "{} claims later than that"
  std::string_view late_one;
  std::string_view nothing;  ///< there was no text
  std::string_view by_rule;
  std::string_view reading, unread, stance, nothing_read, needs_as_of;
};

/// "id", and English for all else.
const Words& words(std::string_view lang);

}  // namespace saksi::engine

#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"
#include "engine/batch/reader.h"

namespace saksi::engine {

/// "# as_of: 2023-09-14" and its like.
struct Setting {
  std::string key;  ///< "as_of", "lang" or "date", lower case
  std::string_view value;
};

/// The setting that a line holds behind its '#'; nullopt for a comment.
std::optional<Setting> parse_setting(std::string_view line);

/// "en" and "id" of what people write for them (EN, en-GB, eng, in, ind); "" of nothing and "auto"; nullopt else.
std::optional<std::string> normal_language(std::string_view s);

/// What the top of an article says of it.
struct Head {
  std::string lang, as_of;               ///< empty where it says nothing
  std::optional<std::string> bad_as_of;  ///< an as_of that is no day, as written
};

/// Reads the settings at the top of an article (lines with '#', "date:" lines, YAML front matter) and turns their
/// bytes into spaces, and a byte order mark too.
Head take_head(std::string& text, Markup markup);

/// The day in a dateline ("JAKARTA, 13 September 2023 – …") or in a line near the top that holds nothing but a day.
std::optional<Date> dateline_day(std::string_view text);

/// The one day with its year that a piece of prose tells, in English or Indonesian; nullopt for none, for several and
/// for what can be read in two ways ("3/4/2023"). `begin` is set to where it starts, `rest` to what stands beside it.
std::optional<Date> prose_day(std::string_view text, std::size_t* begin = nullptr, std::string* rest = nullptr);

}  // namespace saksi::engine

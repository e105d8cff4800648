#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace saksi::engine {

enum class Markup : std::uint8_t;

/// What a comment in a text says to be silent about: `saksi: ignore RULE[, RULE] [until DAY]: REASON`.
struct Ignore {
  std::vector<std::string> rules;  ///< ids, or "*" for all
  std::string until;               ///< the last ISO day on which it holds; empty: for good
  std::string reason;
  std::string problem;     ///< what is wrong with it, one sentence; it silences nothing then
  Span covers;             ///< bytes of the record's text
  std::uint64_t line = 1;  ///< of the comment, 1-based
  std::uint64_t column = 1;
};

/// Of the text between the marks of a comment; nullopt where it does not speak to saksi.
std::optional<Ignore> parse_ignore(std::string_view comment);

/// The ignores of an article: `<!-- saksi: … -->`, and in plain text lines that begin with '#' too. Each covers the block it
/// stands in, or, where it stands alone, the next one. `text` is the article with its markup masked; the comments are
/// turned into blanks in it.
std::vector<Ignore> take_ignores(std::string& text, std::string_view original, Markup markup);

}  // namespace saksi::engine

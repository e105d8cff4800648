#pragma once
#include <string>
#include <string_view>

#include "engine/batch/reader.h"

namespace saksi::engine {

/// Masks the markup of an article in place, byte for byte, so that what is left is prose at its old offsets: tags and
/// marks become spaces, inline ones characters of no width, so that words stay whole; blocks become lines.
/// Scripts, styles, code, comments and the head of a page are no text.
void mask_markup(std::string& text, Markup markup);

/// The language an HTML page declares of itself, "" for none.
std::string html_language(std::string_view text);

}  // namespace saksi::engine

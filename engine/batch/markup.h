#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/batch/reader.h"

namespace saksi::engine {

/// Masks the markup of an article in place, byte for byte, so that what is left is prose at its old offsets: tags and
/// marks become spaces, inline ones characters of no width, so that words stay whole; blocks become lines.
/// Scripts, styles, blocks of code, comments, pictures, what is struck out and the head of a page are no text.
void mask_markup(std::string& text, Markup markup);

/// What the ends of lines in HTML are: blanks as in a page, or ends of lines as in the blocks of another markup.
enum class Lines : std::uint8_t { are_blanks, stay };
void mask_html(std::string& text, Lines lines);

/// CommonMark with tables, strikings, task lists and notes' marks, as md4c reads it. Lines that are indented are text,
/// not code.
void mask_markdown(std::string& text);

/// The language an HTML page declares of itself, "" for none.
std::string html_language(std::string_view text);

}  // namespace saksi::engine

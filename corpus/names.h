#pragma once
#include <string>
#include <string_view>

namespace saksi::corpus {

/// A name for comparison: no case, no accents, no punctuation; words with one blank between.
std::string name_key(std::string_view text);
/// The name without accents, for keyboards that lack them: "Łódź" → "Lodz". Other scripts stay.
std::string plain_name(std::string_view text);
/// "a-z0-9-" of a text: part of an id.
std::string slug(std::string_view text);
/// One word and no digit: likely the name of much else.
bool plain_word(std::string_view text);

}  // namespace saksi::corpus

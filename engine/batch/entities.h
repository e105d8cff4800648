#pragma once
#include <string>
#include <string_view>

namespace saksi::engine {

/// The character that a reference of HTML stands for, of its figures or name alone ("#8217", "rsquo"): a name that content
/// systems write. Empty for one that is not known. Source: HTML Living Standard, named character references.
std::string character_of(std::string_view reference);

/// Character references of HTML as the characters they stand for. What is none stays as it is.
std::string decode_entities(std::string_view text);

}  // namespace saksi::engine

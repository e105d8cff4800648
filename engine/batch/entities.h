#pragma once
#include <string>
#include <string_view>

namespace saksi::engine {

/// Character references of HTML as the characters they stand for: figures, and the names that content systems write.
/// What is none stays as it is. Source: HTML Living Standard, named character references.
std::string decode_entities(std::string_view text);

}  // namespace saksi::engine

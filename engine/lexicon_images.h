#pragma once
#include <string_view>

/// The compiled words of each language with the names of the built-in facts (cmake/SaksiLexicon.cmake).
namespace saksi::engine {

std::string_view lexicon_image_en();
std::string_view lexicon_image_id();

}  // namespace saksi::engine

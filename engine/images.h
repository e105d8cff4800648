#pragma once
#include <string_view>

/// What is compiled when the program is built, so that nothing is parsed when it starts (cmake/SaksiImages.cmake).
namespace saksi::engine {

/// The words of each language with the names of the built-in facts.
std::string_view lexicon_image_en();
std::string_view lexicon_image_id();
/// The general words of each language, for grammar::Words.
std::string_view words_image_en();
std::string_view words_image_id();
/// The tag rules of each language, an archive of grammar::TagRules.
std::string_view tags_image_en();
std::string_view tags_image_id();
/// The built-in rules, for rules::rules_in.
std::string_view rules_image();

}  // namespace saksi::engine

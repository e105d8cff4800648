#pragma once
#include <string_view>

#include "grammar/tags/tagger.h"
#include "grammar/tree/tree.h"
#include "grammar/words/words.h"

/// What is known of the words of a language, from the images in the library. Made when it is first asked for; thread-safe.
namespace saksi::engine {

/// "id" is Indonesian, anything else English.
const grammar::Words& general_words(std::string_view lang);
const grammar::Tagger& tagger(std::string_view lang);
const grammar::ChunkPatterns& chunk_patterns(std::string_view lang);
const grammar::AttachTable& attach_table(std::string_view lang);

}  // namespace saksi::engine

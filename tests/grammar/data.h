#pragma once
#include <string>
#include <string_view>

#include "grammar/tags/tagger.h"
#include "grammar/tree/tree.h"
#include "grammar/words/words.h"

/// What grammar/data of the source tree makes, compiled once.
namespace saksi::test {

/// The bytes of a file of the source tree; fails the test where it cannot be read.
std::string source_file(const std::string& path);
const grammar::Words& words(const std::string& lang);
const grammar::Tagger& tagger(const std::string& lang);
const grammar::ChunkPatterns& chunk_patterns(const std::string& lang);
const grammar::AttachTable& attach_table(const std::string& lang);
/// A sentence read with these.
grammar::Parse parsed(const std::string& lang, std::string_view sentence);

}  // namespace saksi::test

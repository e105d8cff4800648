#include "engine/reading.h"

#include <string>
#include <utility>

#include "core/archive.h"
#include "engine/images.h"
#include "grammar/tree/tree_files.h"

namespace saksi::engine {

namespace {

constexpr std::string_view kIndonesian = "id";

grammar::Tagger tagger_of(std::string_view image) {
  grammar::TagRules rules;
  ArchiveReader archive(image);
  archive(rules);
  return grammar::Tagger(std::move(rules));
}

/// What `parse` makes of "grammar/data/LANG/NAME"; nothing where that is wrong, which the tests of the grammar tell.
template <class T>
T made_of(std::string_view lang, std::string_view name) {
  const std::string path = "grammar/data/" + std::string(lang) + "/" + std::string(name);
  for (const EmbeddedFile& file : grammar::tree_files())
    if (file.path == path)
      if (auto made = T::parse(file.path, file.content)) return std::move(*made);
  return {};
}

}  // namespace

const grammar::Words& general_words(std::string_view lang) {
  static const grammar::Words english(words_image_en());
  static const grammar::Words indonesian(words_image_id());
  return lang == kIndonesian ? indonesian : english;
}

const grammar::Tagger& tagger(std::string_view lang) {
  static const grammar::Tagger english = tagger_of(tags_image_en());
  static const grammar::Tagger indonesian = tagger_of(tags_image_id());
  return lang == kIndonesian ? indonesian : english;
}

const grammar::ChunkPatterns& chunk_patterns(std::string_view lang) {
  static const auto english = made_of<grammar::ChunkPatterns>("en", "chunks.pat");
  static const auto indonesian = made_of<grammar::ChunkPatterns>("id", "chunks.pat");
  return lang == kIndonesian ? indonesian : english;
}

const grammar::AttachTable& attach_table(std::string_view lang) {
  static const auto english = made_of<grammar::AttachTable>("en", "attach.tsv");
  static const auto indonesian = made_of<grammar::AttachTable>("id", "attach.tsv");
  return lang == kIndonesian ? indonesian : english;
}

}  // namespace saksi::engine

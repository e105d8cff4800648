#include "engine/reading.h"

#include "core/archive.h"
#include "engine/images.h"

namespace saksi::engine {

namespace {

constexpr std::string_view kIndonesian = "id";

grammar::Tagger tagger_of(std::string_view image) {
  grammar::TagRules rules;
  ArchiveReader archive(image);
  archive(rules);
  return grammar::Tagger(std::move(rules));
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

}  // namespace saksi::engine

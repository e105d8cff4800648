#include "tests/grammar/data.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "tests/catch.h"

namespace saksi::test {

namespace {

std::string folder(const std::string& lang) { return "grammar/data/" + lang + "/"; }

void told(const std::vector<Diagnostic>& faults) {
  for (const Diagnostic& d : faults) std::cout << d.text() << "\n";
}

}  // namespace

std::string source_file(const std::string& path) {
  std::ifstream in(std::string(SAKSI_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

const grammar::Words& words(const std::string& lang) {
  struct Made {
    std::string image;
    std::unique_ptr<grammar::Words> words;
  };
  static std::map<std::string, Made> all;
  Made& made = all[lang];
  if (made.words) return *made.words;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& f : std::filesystem::directory_iterator(std::string(SAKSI_SOURCE_DIR) + "/" + folder(lang)))
    if (f.path().extension() == ".tsv")
      texts.emplace_back(f.path().filename(), source_file(folder(lang) + f.path().filename().string()));
  std::vector<EmbeddedFile> tables;
  for (const auto& [name, text] : texts) tables.push_back({name, text});
  auto image = grammar::compile_words(tables);
  if (!image) told(image.errors());
  REQUIRE(image.ok());
  made.image = std::move(*image);
  made.words = std::make_unique<grammar::Words>(made.image);
  return *made.words;
}

const grammar::Tagger& tagger(const std::string& lang) {
  static std::map<std::string, std::unique_ptr<grammar::Tagger>> all;
  auto& made = all[lang];
  if (made) return *made;
  const std::string path = folder(lang) + "tags.cg";
  auto rules = grammar::parse_tag_rules(path, source_file(path));
  if (!rules) told(rules.errors());
  REQUIRE(rules.ok());
  made = std::make_unique<grammar::Tagger>(std::move(*rules));
  return *made;
}

namespace {

template <class T>
const T& made_of(const std::string& lang, const std::string& name) {
  static std::map<std::string, std::unique_ptr<T>> all;
  auto& made = all[lang];
  if (made) return *made;
  auto parsed = T::parse(folder(lang) + name, source_file(folder(lang) + name));
  if (!parsed) told(parsed.errors());
  REQUIRE(parsed.ok());
  made = std::make_unique<T>(std::move(*parsed));
  return *made;
}

}  // namespace

const grammar::ChunkPatterns& chunk_patterns(const std::string& lang) {
  return made_of<grammar::ChunkPatterns>(lang, "chunks.pat");
}

const grammar::AttachTable& attach_table(const std::string& lang) {
  return made_of<grammar::AttachTable>(lang, "attach.tsv");
}

grammar::Parse parsed(const std::string& lang, std::string_view sentence) {
  return grammar::parse_sentence(sentence, lang, words(lang), tagger(lang), chunk_patterns(lang), attach_table(lang));
}

}  // namespace saksi::test

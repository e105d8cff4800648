#include "grammar/words/words.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "core/tsv.h"
#include "tests/catch.h"

namespace {

using saksi::grammar::Analysis;
using saksi::grammar::Words;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The words of a language, compiled once.
const Words& words(const std::string& lang) {
  struct Made {
    std::string image;
    std::unique_ptr<Words> words;
  };
  static std::map<std::string, Made> all;
  Made& made = all[lang];
  if (made.words) return *made.words;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& f : std::filesystem::directory_iterator(std::string(SAKSI_SOURCE_DIR) + "/grammar/data/" + lang))
    if (f.path().extension() == ".tsv") texts.emplace_back(f.path().filename().string(), content_of(f.path()));
  std::vector<saksi::EmbeddedFile> tables;
  for (const auto& [name, text] : texts) tables.push_back({name, text});
  auto image = saksi::grammar::compile_words(tables);
  if (!image) {
    for (const auto& d : image.errors()) std::cout << d.text() << "\n";
    FAIL("the tables of " << lang);
  }
  made.image = std::move(*image);
  made.words = std::make_unique<Words>(made.image);
  return *made.words;
}

std::string shown(const Analysis& a) {
  std::string out(to_string(a.tag));
  out += " " + std::string(a.lemma);
  if (!a.rule.empty()) out += " " + std::string(a.rule);
  return out;
}

}  // namespace

/// tests/grammar/words/LANG.tsv: form, "first" or "any", and the reading it must have: tag, lemma, rule.
TEST_CASE("forms have the readings they must have") {
  for (const std::string lang : {"en", "id"}) {
    const std::string path = "tests/grammar/words/" + lang + ".tsv";
    const std::string text = content_of(std::string(SAKSI_SOURCE_DIR) + "/" + path);
    const auto table = saksi::Tsv::read(path, text, {"form", "rank", "tag", "lemma", "rule"});
    REQUIRE(table.ok());
    for (const auto& row : table->rows()) {
      const auto form = table->get(row, "form");
      const auto all = words(lang).analyse(form);
      std::string want(table->get(row, "tag"));
      want += " " + std::string(table->get(row, "lemma"));
      if (!table->get(row, "rule").empty()) want += " " + std::string(table->get(row, "rule"));
      std::string got;
      bool found = false;
      for (const Analysis& a : all) {
        found = found || (shown(a) == want && (table->get(row, "rank") == "any" || got.empty()));
        got += (got.empty() ? "" : "; ") + shown(a);
      }
      INFO(path << ":" << row.line << ": " << form << " is " << got);
      CHECK(found);
    }
  }
}

TEST_CASE("every form has a reading, and so many are known") {
  CHECK(words("en").forms() > 200000);
  CHECK(words("id").forms() > 25000);
  for (const std::string form : {"x", "zorbelwick", "-", "--", "a-", "-a", "don't", "nya", "é", "kekekekekekekekekeke",
                                 "un-un-un-un", "me", "di"}) {
    CHECK(!words("en").analyse(form).empty());
    CHECK(!words("id").analyse(form).empty());
  }
}

#include "grammar/words/words.h"

#include <set>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/tsv.h"
#include "tests/catch.h"
#include "tests/grammar/data.h"

namespace {

using saksi::grammar::Analysis;
using saksi::test::words;

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
    const std::string text = saksi::test::source_file(path);
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

TEST_CASE("a form of any length is read at once") {
  const std::string long_form(5000000, 'a');
  const std::string doubled = long_form + "-" + long_form + "b";
  for (const std::string lang : {"en", "id"}) {
    CHECK(words(lang).analyse(doubled).front().source == saksi::grammar::words_image::Source::guessed);
  }
  // Three known words behind hyphens are known, but not at any length.
  const std::string word = "electroencephalographic";
  CHECK(words("en").look(word + "-" + word).known);
  CHECK((word + "-" + word + "-" + word).size() > saksi::limits::word_bytes);
  CHECK(!words("en").look(word + "-" + word + "-" + word).known);
  CHECK(words("id").look("roket-roket").known);
}

TEST_CASE("words tell what they do to others") {
  const auto one = [](const std::string& lang, const std::string& form, const std::string& pos,
                      const std::string& place) {
    for (const saksi::grammar::Sign& s : words(lang).signs(form))
      if (s.pos == pos && s.place == place)
        return std::string(s.says) + (s.privative ? "" : " " + std::string(s.klass));
    return std::string("none");
  };
  CHECK(one("en", "fake", "adj", "noun") == "not");
  CHECK(one("en", "former", "adj", "noun") == "was");
  CHECK(one("en", "fail", "verb", "to-inf") == "-/+ implicative");
  CHECK(one("id", "palsu", "adj", "noun") == "not");
  CHECK(words("en").signs("rocket").empty());
  CHECK(words("en").signs("").empty());
}

/// The tables themselves: no row twice, and each with an example that has the word or a form of it.
TEST_CASE("each sign has its example") {
  for (const std::string lang : {"en", "id"})
    for (const std::string name : {"privative", "veridicality"}) {
      const std::string path = "grammar/data/" + lang + "/" + name + ".tsv";
      const std::string text = saksi::test::source_file(path);
      const auto table = saksi::Tsv::read(path, text);
      REQUIRE(table.ok());
      CHECK(table->rows().size() > 100);
      std::set<std::string> seen;
      for (const auto& row : table->rows()) {
        const bool privative = name == "privative";
        const std::string key = std::string(table->get(row, privative ? "form" : "lemma")) + "|" +
                                std::string(table->get(row, "pos")) + "|" +
                                std::string(table->get(row, privative ? "place" : "frame"));
        INFO(path << ":" << row.line << ": " << key);
        CHECK(seen.insert(key).second);
        CHECK(!table->get(row, "example").empty());
      }
    }
}

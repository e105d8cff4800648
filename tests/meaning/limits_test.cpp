#include "core/limits.h"

#include <random>
#include <string>

#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "grammar/grammar.h"
#include "tests/catch.h"

namespace {

const saksi::Grammar& grammar() {
  static const auto facts = saksi::FactBase::embedded();
  static const auto made = saksi::Grammar::make(facts.value()->schema(), facts.value()->rows().symbols(),
                                                facts.value()->names(), saksi::Grammar::embedded_lexicon());
  return *made.value();
}

std::vector<saksi::Parsed> parse(const std::string& text, const std::string& lang = "en") {
  saksi::ParseOptions o;
  o.lang = lang;
  return grammar().parse(text, o);
}

}  // namespace

TEST_CASE("what lies behind the longest sentence is listed as unread, reason limit") {
  std::string text = "Luna-25 was launched from Vostochny";
  for (std::size_t i = 0; i < saksi::limits::sentence_tokens; ++i) text += " and zorbel";
  const auto p = parse(text + ".");
  REQUIRE(p.size() == 1);
  REQUIRE_FALSE(p[0].unread.empty());
  CHECK(p[0].unread.back().reason == saksi::UnreadReason::limit);
  for (const auto& r : p[0].readings)
    for (const auto& a : r.atoms) CHECK(a.link == saksi::Link::none);
}

TEST_CASE("readings and atoms are bounded") {
  // A surname of many, many times over.
  std::string text = "Kim met Kim";
  for (int i = 0; i < 40; ++i) text += " and Kim met Kim";
  for (const auto& p : parse(text + ".")) {
    CHECK(p.readings.size() <= saksi::limits::readings);
    for (const auto& r : p.readings) CHECK(r.atoms.size() <= saksi::limits::atoms);
  }
}

TEST_CASE("clauses within clauses end at the limit of nesting") {
  std::string text = "Luna-25 was launched";
  for (std::size_t i = 0; i < 3 * saksi::limits::nesting; ++i) text += " before Luna 24 was launched";
  CHECK_FALSE(parse(text + ".").empty());
}

TEST_CASE("no jumble of words, names and marks makes the grammar fail") {
  const std::vector<std::string> words{"Luna-25",
                                       "yang",
                                       "which",
                                       ",",
                                       "(",
                                       ")",
                                       "-",
                                       "was",
                                       "not",
                                       "first",
                                       "pertama",
                                       "launched",
                                       "launch",
                                       "the",
                                       "of",
                                       "Mars",
                                       "Kim",
                                       "2023",
                                       "11 August",
                                       "three",
                                       "years",
                                       "after",
                                       "before",
                                       "dan",
                                       "and",
                                       "itu",
                                       "nya",
                                       "'s",
                                       "\"",
                                       "never",
                                       "only",
                                       "tidak",
                                       "diluncurkan",
                                       "dari",
                                       "Vostochny",
                                       "km",
                                       "1,500 km (930 miles)",
                                       "since",
                                       "ICBM",
                                       ":"};
  std::mt19937 random(20230811);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const auto n = 1 + random() % 40;
    for (std::size_t i = 0; i < n; ++i) text += words[random() % words.size()] + " ";
    for (const auto* lang : {"en", "id"})
      for (const auto& p : parse(text, lang)) {
        CHECK(p.span.end <= text.size());
        for (const auto& r : p.readings)
          for (const auto& a : r.atoms) CHECK(a.span.end <= text.size());
      }
  }
}

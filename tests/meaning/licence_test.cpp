#include <set>
#include <string>

#include "core/tsv.h"
#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "grammar/grammar.h"
#include "tests/catch.h"

namespace {

using namespace saksi;

const Grammar& grammar() {
  static const auto facts = FactBase::embedded();
  static const auto made = Grammar::make(facts.value()->schema(), facts.value()->rows().symbols(),
                                         facts.value()->names(), Grammar::embedded_lexicon());
  return *made.value();
}

Parsed parse(const std::string& text, const std::string& lang) {
  ParseOptions o;
  o.lang = lang;
  return grammar().parse(text, o).front();
}

const EmbeddedFile& file(std::string_view suffix) {
  for (const auto& f : Grammar::embedded_lexicon())
    if (f.path.ends_with(suffix)) return f;
  FAIL("no table " << suffix);
  throw 0;
}

}  // namespace

TEST_CASE("an unread phrase weakens an event only behind a licensed preposition") {
  const auto& preps = file("lexicon/preps.tsv");
  const auto table = Tsv::read(preps.path, preps.content, {"prep", "roles", "unread"});
  REQUIRE(table);
  std::set<std::string, std::less<>> licensed;
  for (const auto& row : table->rows())
    if (table->get(row, "unread") == "yes") licensed.emplace(table->get(row, "prep"));
  CHECK(licensed.size() >= 4);
  int tried = 0;
  for (const std::string lang : {"en", "id"}) {
    const auto& words = file("lexicon/" + lang + "/words.tsv");
    const auto w = Tsv::read(words.path, words.content, {"form", "cat", "id"});
    REQUIRE(w);
    for (const auto& row : w->rows()) {
      if (w->get(row, "cat") != "prep") continue;
      const std::string form(w->get(row, "form"));
      const auto p = parse((lang == "en" ? "Luna-25 crashed " : "Luna-25 jatuh ") + form + " zorbel.", lang);
      ++tried;
      INFO(lang << ": " << form);
      CHECK_FALSE(p.unread.empty());
      for (const auto& r : p.readings)
        for (const auto& a : r.atoms)
          if (!licensed.contains(w->get(row, "id"))) CHECK(a.link == Link::none);
    }
  }
  CHECK(tried > 60);
}

TEST_CASE("an inert word leaves a claim wholly read, and what it means untouched") {
  int tried = 0;
  for (const std::string lang : {"en", "id"}) {
    const auto& inert = file("lexicon/" + lang + "/inert.tsv");
    const auto table = Tsv::read(inert.path, inert.content, {"form"});
    REQUIRE(table);
    const std::string plain = lang == "en" ? "Luna-25 crashed in August 2023." : "Luna-25 jatuh pada Agustus 2023.";
    const auto want = parse(plain, lang);
    REQUIRE(want.readings.size() == 1);
    for (const auto& row : table->rows()) {
      const std::string form(table->get(row, "form"));
      const auto p = parse(form + ", " + plain, lang);
      INFO(lang << ": " << form);
      if (!p.unread.empty()) continue;  // a word of more senses than one may stay unread here
      ++tried;
      REQUIRE(p.readings.size() == 1);
      REQUIRE(p.readings[0].atoms.size() == want.readings[0].atoms.size());
      for (std::size_t i = 0; i < want.readings[0].atoms.size(); ++i)
        CHECK(to_string(p.readings[0].atoms[i], p.meaning) == to_string(want.readings[0].atoms[i], want.meaning));
    }
  }
  CHECK(tried > 40);
}

TEST_CASE("why says what was read, what was not, and what that forbids") {
  const auto why = [](const std::string& text) {
    std::string out;
    for (const auto& l : parse(text, "en").why) out += l + "\n";
    return out;
  };
  CHECK(why("Luna-25 crashed in August 2023.") ==
        "read: some impact{craft=luna-25} (exact)\nread: time(the impact{craft=luna-25}) in 2023-08 (exact)\n");
  CHECK(why("Luna-25 zorbel crashed.").find("not read: luna-25 zorbel crashed") != std::string::npos);
  CHECK(why("Luna-25 crashed in August 2023 under zorbel.").find("decides nothing:") != std::string::npos);
  CHECK(why("Luna-25 crashed because of zorbel.").find("it can be refuted, not supported") != std::string::npos);
}

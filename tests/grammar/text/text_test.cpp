#include "grammar/text/text.h"

#include <random>

#include "grammar/grammar.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::grammar;

namespace {
std::string written(std::string_view user, Span s) { return std::string(user.substr(s.begin, s.size())); }
}  // namespace

TEST_CASE("typography is made plain and mapped back") {
  const std::string user =
      "Chang\xE2\x80\x99"
      "e\xE2\x80\x91"
      "5 \xE2\x80\x9Cred\xE2\x80\x9D so\xC2\xAD"
      "ft\xC2\xAD 5\xC2\xA0km \xE2\x80\x94 \xE2\x80\xA6";
  const NormalText t = normalise(user);
  CHECK(t.text == "Chang'e-5 \"red\" soft 5 km -- ...");
  const auto soft = t.text.find("soft");
  CHECK(written(user, t.user(soft, soft + 4)) ==
        "so\xC2\xAD"
        "ft");
  const auto dash = t.text.find("--");
  CHECK(written(user, t.user(dash, dash + 2)) == "\xE2\x80\x94");
  CHECK(t.user(0, t.text.size()) == Span{0, static_cast<std::uint32_t>(user.size())});
}

TEST_CASE("what stands for a byte of markup is dropped inside a word") {
  const NormalText t = normalise("\x7FLuna\x7F-25");
  CHECK(t.text == "Luna-25");
  CHECK(t.user(4, 7) == Span{6, 9});
}

TEST_CASE("accents composed of two characters become one") {
  const std::string user = "Yelu\xCC\x88 Abaoji";
  const NormalText t = normalise(user);
  CHECK(t.text == "Yel\xC3\xBC Abaoji");
  CHECK(written(user, t.user(0, 5)) == "Yelu\xCC\x88");
  CHECK(fold(user) == "yelu abaoji");
}

TEST_CASE("folding takes off case and accents") {
  CHECK(fold("Wostochny") == "wostochny");
  CHECK(fold("Y\xC3\xABl\xC3\xBC") == "yelu");
  CHECK(fold("\xC3\x98rsted") == "orsted");
  CHECK(fold("Chang\xE2\x80\x99"
             "e") == "chang'e");
  CHECK(fold("\xC3\x85ngstr\xC3\xB6m") == "angstrom");
}

TEST_CASE("bytes that are not UTF-8 are told") {
  CHECK_FALSE(check_utf8("plain \xC3\xA9"));
  CHECK(check_utf8("ab\xFFzz") == 2);
  CHECK(check_utf8("ab\xC3") == 2);
  CHECK(check_utf8("\xED\xA0\x80") == 0);  // a surrogate
  CHECK_FALSE(check_utf8(""));
}

TEST_CASE("any bytes normalise, tokenise and split with spans inside the text, in order") {
  std::mt19937 random(20231109);
  const std::vector<std::string> pieces = {"Luna-25 ",
                                           "1.500 km ",
                                           "\xC2\xAD",
                                           "\xE2\x80\x99s ",
                                           "No. 5 ",
                                           ". ",
                                           "\n",
                                           "\n\n",
                                           "\xFF",
                                           "\xCC\x88",
                                           "(",
                                           "\"",
                                           "U.S. ",
                                           "ke-4 ",
                                           "1990-an ",
                                           "\xE2\x80\x94",
                                           "A",
                                           "'",
                                           "-nya ",
                                           "...",
                                           "Rp2 ",
                                           "\xE1\x85\xA0",
                                           "\xE4\xB8\xAD",
                                           "--",
                                           "- "};
  for (int round = 0; round < 3000; ++round) {
    std::string user;
    const std::size_t n = random() % 24;
    for (std::size_t i = 0; i < n; ++i) {
      if (random() % 6 == 0) {
        user += static_cast<char>(random() % 256);
      } else {
        user += pieces[random() % pieces.size()];
      }
    }
    CAPTURE(user);
    const NormalText t = normalise(user);
    REQUIRE(t.origin.size() == t.text.size() + 1);
    REQUIRE_FALSE(check_utf8(t.text));
    const auto tokens = tokenise(t);
    std::uint32_t at = 0;
    std::uint32_t user_at = 0;
    for (const Token& k : tokens) {
      REQUIRE(k.begin >= at);
      REQUIRE(k.end > k.begin);
      REQUIRE(k.end <= t.text.size());
      REQUIRE(k.span.begin >= user_at);
      REQUIRE(k.span.end > k.span.begin);
      REQUIRE(k.span.end <= user.size());
      at = k.end;
      user_at = k.span.end;
    }
    for (const bool article : {false, true}) {
      std::uint32_t next = 0;
      for (const Sentence& s : split_sentences(t, tokens, article)) {
        REQUIRE(s.first >= next);
        REQUIRE(s.last > s.first);
        REQUIRE(s.last <= tokens.size());
        REQUIRE(s.dateline_end <= s.last);
        next = s.last;
      }
    }
  }
}

#include "grammar/text/text.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::grammar;

namespace {
std::vector<std::string> sentences(std::string_view user, bool article = false) {
  const NormalText t = normalise(user);
  const auto k = tokenise(t);
  std::vector<std::string> out;
  for (const Sentence& s : split_sentences(t, k, article)) {
    const auto begin = k[s.first].span.begin;
    std::string text(user.substr(begin, k[s.last - 1].span.end - begin));
    if (s.block != Sentence::Block::prose) text = std::to_string(static_cast<int>(s.block)) + ":" + text;
    if (s.dateline_end > 0) text += " @" + std::to_string(s.dateline_end - s.first);
    out.push_back(std::move(text));
  }
  return out;
}
using Texts = std::vector<std::string>;
}  // namespace

TEST_CASE("sentences end where they end") {
  CHECK(sentences("It rose. Then it fell! Why? Nobody knows.") ==
        Texts{"It rose.", "Then it fell!", "Why?", "Nobody knows."});
  CHECK(sentences("Kestrel No. 7-1 flew 1.5 km. Dr. Smith saw it.") ==
        Texts{"Kestrel No. 7-1 flew 1.5 km.", "Dr. Smith saw it."});
  CHECK(sentences("It stands in the U.S. The pad is old.") == Texts{"It stands in the U.S.", "The pad is old."});
  CHECK(sentences("It left the U.S. Navy base.") == Texts{"It left the U.S. Navy base."});
  CHECK(sentences("Roket, satelit, dll. Semua hancur.") == Texts{"Roket, satelit, dll.", "Semua hancur."});
  CHECK(sentences("Dia pergi.[2] Lalu pulang.") == Texts{"Dia pergi.[2]", "Lalu pulang."});
  CHECK(sentences("At 5 p.m. it rose.") == Texts{"At 5 p.m. it rose."});
}

TEST_CASE("a quotation stays whole") {
  CHECK(sentences("He said: \"It failed. We try again.\" Then he left.") ==
        Texts{"He said: \"It failed. We try again.\"", "Then he left."});
  CHECK(sentences("It (the pad. Yes.) burned. All of it.") == Texts{"It (the pad. Yes.) burned.", "All of it."});
}

TEST_CASE("an article has blocks") {
  CHECK(sentences("# as_of: 2023-09-14\n# lang: en\nProbe lost\n\nMOSKVA, Aug 20 - The probe is lost. It fell.\nRead "
                  "also: Why it fell\n",
                  true) ==
        Texts{"1:Probe lost", "MOSKVA, Aug 20 - The probe is lost. @5", "It fell.", "3:Read also: Why it fell"});
  CHECK(sentences("TVRI.COM -- Wahana itu hilang.", true) == Texts{"TVRI.COM -- Wahana itu hilang. @2"});
  CHECK(sentences("SLIM - Japan's lander - came down.").front().find('@') == std::string::npos);
}

TEST_CASE("lines broken at a fixed width are one paragraph") {
  const auto got = sentences(
      "The rocket had been waiting on its pad for a week when the order\n"
      "came to roll it back into the shed, where it spent the winter.\n"
      "Nobody was sorry.\n",
      true);
  CHECK(got == Texts{"The rocket had been waiting on its pad for a week when the order\n"
                     "came to roll it back into the shed, where it spent the winter.",
                     "Nobody was sorry."});
}

TEST_CASE("a line that breaks off before a capital is gone on with where the paragraph is broken at a width") {
  const std::string first = "The rocket had been waiting for a week on its pad at\n";
  const std::string second = "Kourou when the order came to roll it back to the\n",
                    third = "shed, where it spent the winter.";
  CHECK(sentences(first + second + third, true) == Texts{first + second + third});
  // A short line among them: these are lines of their own, of which only what goes on small is gone on with.
  const std::string short_line = "In short:\n";
  CHECK(sentences("A title\n\n" + first + short_line + second + third, true) ==
        Texts{"1:A title", first.substr(0, first.size() - 1), "In short:", second + third});
  // An empty line ends the paragraph, whatever follows.
  CHECK(sentences("A title\n\n" + first + "\n" + second + third, true) ==
        Texts{"1:A title", first.substr(0, first.size() - 1), second + third});
}

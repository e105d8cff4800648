#include <algorithm>

#include "tests/catch.h"
#include "tests/generality/cases.h"

using namespace saksi;
using namespace saksi::generality;

namespace {

/// Prepositions whose phrase cannot move a claim into another world (DESIGN 3): after the verb, they may stay unread.
const std::set<std::string, std::less<>>& licensed_prepositions(const std::string& lang) {
  static const std::set<std::string, std::less<>> en = {"with",    "to",      "because",  "alongside", "for",
                                                        "despite", "without", "carrying", "using"};
  static const std::set<std::string, std::less<>> id = {"dengan", "untuk", "karena",  "bersama",
                                                        "demi",   "tanpa", "membawa", "menggunakan"};
  return lang == "en" ? en : id;
}

const std::set<std::string, std::less<>>& prepositions(const std::string& lang) {
  static const std::set<std::string, std::less<>> en = {
      "with",  "to",    "because", "alongside", "for",     "despite", "without", "carrying", "using", "in",    "on",
      "at",    "from",  "by",      "of",        "into",    "onto",    "aboard",  "during",   "since", "until", "before",
      "after", "about", "as",      "between",   "through", "under",   "over",    "against",  "near"};
  static const std::set<std::string, std::less<>> id = {
      "dengan",  "untuk",   "karena", "bersama", "demi",   "tanpa",   "membawa", "menggunakan",
      "di",      "pada",    "dalam",  "dari",    "ke",     "oleh",    "kepada",  "sejak",
      "sebelum", "setelah", "selama", "hingga",  "sampai", "menurut", "antara",  "lewat"};
  return lang == "en" ? en : id;
}

/// Whether a word at `at` that is not read may leave a refutation of `span` standing: it lies in a parenthesis, in a
/// relative clause between commas, in a coordinate clause, or in an adjunct behind what is refuted that a licensed
/// preposition opens. Counts, firsts and denials allow nothing.
bool licensed(const Case& c, const std::string& text, Word at, const Atom& atom, const Meaning& meaning) {
  // The expansion of an acronym is compared as words: there the invented one is read, and wrong.
  const auto* words_said = meaning.constant<Text>(atom.right);
  if (words_said != nullptr && words_said->text.find("orbel") != std::string::npos) return true;
  if (at.begin < atom.span.end && atom.span.begin < at.end) return false;
  if (atom.auxiliary) return true;
  // An apposition is told in passing: the clause behind its closing comma may say what it will.
  if (atom.presupposed && at.begin > atom.span.end &&
      text.substr(atom.span.end, at.begin - atom.span.end).find(',') != std::string::npos)
    return true;
  const auto open = text.rfind('(', at.begin);
  if (open != std::string::npos && text.find(')', open) > at.begin) return true;
  const auto all = words(text);
  std::vector<std::string> said;
  std::size_t mine = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    said.push_back(text.substr(all[i].begin, all[i].end - all[i].begin));
    if (all[i].begin == at.begin) mine = i;
  }
  const auto comma_behind = [&](std::size_t i) { return all[i].end < text.size() && text[all[i].end] == ','; };
  for (std::size_t i = mine + 1; i-- > 0;) {
    const auto& w = said[i];
    const bool relative = w == "which" || w == "who" || w == "yang";
    if (relative && i < mine && i > 0 && comma_behind(i - 1)) return true;
    const bool coordinates =
        w == "and" || w == "but" || w == "while" || w == "dan" || w == "tetapi" || w == "sementara";
    if (coordinates && i < mine && i > 0 && (atom.span.end <= all[i].begin || atom.span.begin >= all[i].end))
      return true;
    if (i < mine && prepositions(c.lang).contains(w)) {
      if (licensed_prepositions(c.lang).contains(w) && all[i].begin >= atom.span.end) return true;
      if (w == "of" || i + 1 < mine) continue;
      return false;
    }
  }
  return false;
}

/// The refutations in `got` that the unread word at `at` does not allow.
bool wrongly_refuted(const Case& c, const std::string& text, Word at, const Outcome& got) {
  if (!got.refuted()) return false;
  return std::any_of(got.sentences.begin(), got.sentences.end(), [&](const ClaimResult& s) {
    return std::any_of(s.findings.begin(), s.findings.end(), [&](const Finding& f) {
      const bool wrong =
          f.verdict == Verdict::refuted || f.verdict == Verdict::outdated || f.verdict == Verdict::disputed;
      return wrong && !licensed(c, text, at, f.atom, s.parsed.meaning);
    });
  });
}

/// Claims where one more word can change what is counted or denied.
bool counts_or_denies(const Case& c) {
  std::string text = c.text;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char b) { return static_cast<char>(std::tolower(b)); });
  for (const auto* cue : {"first", "third", "only", "last", "people", "moons", "moon has", "one moon", "pertama",
                          "ketiga", "satu-satunya", "terakhir", "orang", "memiliki"}) {
    if (find_phrase(text, cue) != std::string::npos) return true;
  }
  return denies(c);
}

}  // namespace

TEST_CASE("no word of a claim can be put out and the claim still be supported") {
  std::size_t made = 0;
  for (const auto& c : cases("supported.claims")) {
    const auto all = words(c.text);
    const auto skip = inert(c, all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (skip[i]) continue;
      ++made;
      const auto text = replaced(c.text, all[i], invented(c.text.substr(all[i].begin, 1)));
      const auto got = check(c, text);
      if (got.supported()) FAIL_CHECK(c.lang << ": still supported: " << text);
      const Word at{all[i].begin, all[i].begin + 6};
      if (wrongly_refuted(c, text, at, got)) FAIL_CHECK(c.lang << ": refuted without licence: " << text);
    }
  }
  count_cases("words put out of supported claims", made, 960);
}

TEST_CASE("a word put out of a refuted claim leaves it refuted by licence only") {
  std::size_t made = 0;
  for (const auto& c : cases("refuted.claims")) {
    const auto all = words(c.text);
    const auto skip = inert(c, all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (skip[i]) continue;
      ++made;
      const auto text = replaced(c.text, all[i], invented(c.text.substr(all[i].begin, 1)));
      const auto got = check(c, text);
      if (got.supported()) FAIL_CHECK(c.lang << ": supported: " << text);
      const Word at{all[i].begin, all[i].begin + 6};
      if (wrongly_refuted(c, text, at, got)) FAIL_CHECK(c.lang << ": refuted without licence: " << text);
    }
  }
  count_cases("words put out of refuted claims", made, 880);
}

TEST_CASE("an invented word put into a claim never leaves it supported, nor refuted without licence") {
  std::size_t made = 0;
  for (const auto* file : {"supported.claims", "refuted.claims"}) {
    for (const auto& c : cases(file)) {
      for (const auto& w : words(c.text)) {
        for (const auto* word : {"zorbel", "Zorbel"}) {
          ++made;
          const auto text = inserted(c.text, w.begin, word);
          const auto got = check(c, text);
          if (got.supported()) FAIL_CHECK(c.lang << ": still supported: " << text);
          if (wrongly_refuted(c, text, {w.begin, w.begin + 6}, got))
            FAIL_CHECK(c.lang << ": refuted without licence: " << text);
        }
      }
    }
  }
  count_cases("words put into claims", made, 3700);
}

TEST_CASE("a first, a count or a denial with an invented word in it gets no verdict") {
  std::size_t made = 0;
  for (const auto* file : {"supported.claims", "refuted.claims"}) {
    for (const auto& c : cases(file)) {
      if (!counts_or_denies(c)) continue;
      for (const auto& w : words(c.text)) {
        for (const auto* word : {"zorbel", "Zorbel"}) {
          ++made;
          const auto text = inserted(c.text, w.begin, word);
          const auto got = check(c, text);
          if (got.supported() || got.refuted()) FAIL_CHECK(c.lang << ": " << to_string(got.verdict) << ": " << text);
        }
      }
    }
  }
  count_cases("words put into firsts, counts and denials", made, 630);
}

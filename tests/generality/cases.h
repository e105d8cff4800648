#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "engine/saksi.h"

/// Claims with known verdicts, and the twins that are made of them.
namespace saksi::generality {

/// A line of tests/generality/*.claims: lang, as_of, verdict and claim, tabs between; '#' opens a comment.
struct Case {
  std::string lang;
  std::string as_of;
  Verdict verdict = Verdict::unchecked;
  std::string text;
};

/// The claims of `name` ("supported.claims"); fails the test where the file is missing or malformed.
std::vector<Case> cases(std::string_view name);
/// Those of all three files.
std::vector<Case> all_cases();

/// The checker over the embedded facts and rules, made once.
const Checker& checker();

struct Outcome {
  Verdict verdict = Verdict::unchecked;
  std::vector<ClaimResult> sentences;
  [[nodiscard]] bool supported() const { return verdict == Verdict::supported; }
  /// Refuted, outdated or disputed: something is said to be wrong.
  [[nodiscard]] bool refuted() const;
};
/// What the checker makes of `text`, told in the language and on the day of `c`.
Outcome check(const Case& c, const std::string& text);

/// Bytes [begin, end) of a word: what stands between blanks, without the punctuation around it.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Word> words(std::string_view text);
std::string replaced(const std::string& text, Word w, std::string_view with);
std::string inserted(const std::string& text, std::size_t at, std::string_view word);
/// "zorbel", or "Zorbel" where the word opens with a capital.
std::string invented(std::string_view like);
/// True where the word is one of those that say nothing (inert.tsv), alone or as part of a phrase that stands there.
std::vector<bool> inert(const Case& c, const std::vector<Word>& of);

/// Where `phrase` stands in `text` as whole words, from `from` on; npos where it does not.
std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from = 0);

/// Rows of a table under tests/generality, cut at tabs, without its header and comments.
std::vector<std::vector<std::string>> table(std::string_view name, std::size_t columns);

/// A change of the first verb of a claim: its denial, its plan.
struct VerbForms {
  std::vector<std::string> denied;
  std::vector<std::string> planned;
};
/// The text with its first verb denied or put into the future, one text a form; empty for a verb of no table.
std::vector<std::string> denied(const Case& c);
std::vector<std::string> planned(const Case& c);
/// True where the claim holds a word of denial ("not", "tidak").
bool denies(const Case& c);

/// Twins of a supported or refuted claim with every day number moved by three days, every year by three years, or one
/// name put for another of its kind (swaps.tsv).
std::vector<std::string> moved_days(const Case& c);
std::vector<std::string> moved_years(const Case& c);
std::vector<std::string> swapped_names(const Case& c);

/// Prints how many cases a test made, and fails where they are fewer than `floor`.
void count_cases(std::string_view what, std::size_t made, std::size_t floor);

}  // namespace saksi::generality

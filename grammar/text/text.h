#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/span.h"

namespace saksi::grammar {

/// A text folded for matching (NFC; curly quotes, dashes, no-break spaces and hyphens made plain; soft hyphens and
/// zero-width characters dropped) with a map back to the bytes the user wrote. Case is kept.
struct NormalText {
  std::string text;
  std::string lower;                  ///< `text` with ASCII capitals made small and each white space a blank
  std::vector<std::uint32_t> origin;  ///< for each byte of `text`, and one past it, the byte in the user's text
  std::vector<std::uint32_t> after;   ///< for each byte of `text`, the user's byte just behind the character it is of
  /// Dropped characters (a soft hyphen at a word's end) belong to the span only where they lie inside it.
  [[nodiscard]] Span user(std::size_t begin, std::size_t end) const;
};

NormalText normalise(std::string_view utf8);
/// Lower case, accents off (Wostochny = wostochny, Yelü = yelu): what words and names are compared by.
std::string fold(std::string_view utf8);

struct Token {
  enum class Kind : std::uint8_t { word, number, punct };
  Kind kind = Kind::word;
  std::uint32_t begin = 0, end = 0;  ///< bytes in NormalText::text
  Span span;                         ///< bytes in the user's text
  std::string text;                  ///< as in NormalText
  std::string folded;
  bool capital = false;  ///< starts with a capital
  bool upper = false;    ///< all capitals, two letters or more
  bool space_before = false;
};

/// Words keep inner apostrophes, hyphens between letters or letters and digits ("Chang'e", "Luna-25", "dua-tingkat")
/// and their dots where they are abbreviations ("U.S.", "No."). The English clitics 's and ' are tokens of their own
/// ("Kazakhstan" "'s"); a name's own apostrophe (Chang'e, Xi'an) is not split. Indonesian "-nya" behind a hyphen
/// ("Luna-25-nya"), "ke-" before digits ("ke-4") and "-an" behind digits ("1970-an") are tokens of their own too.
/// Numbers keep their marks ("1.500", "149,6", "14:57"); letters that adjoin them are a token of their own ("21" "st",
/// "500" "km"). A long dash is "--", a short one "-". Everything else is one punct token a character, "..." and "--"
/// being one each.
std::vector<Token> tokenise(const NormalText& text);

/// Blocks and sentences of a record as token ranges [first, last).
struct Sentence {
  std::uint32_t first = 0, last = 0;
  enum class Block : std::uint8_t { prose, headline, caption, link, byline } block = Block::prose;
  std::uint32_t dateline_end = 0;  ///< tokens [first, dateline_end) are "KOUROU, French Guiana, July 10 -"; 0 = none
};
/// Abbreviations, decimals, initials, quotations; lines of an article are blocks, a line with no final mark that starts
/// the text is a headline; '#'-headed lines ("# as_of: …") are skipped.
std::vector<Sentence> split_sentences(const NormalText& text, const std::vector<Token>& tokens, bool article);

}  // namespace saksi::grammar

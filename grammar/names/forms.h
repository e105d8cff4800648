#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace saksi::grammar {

/// English inflection of a verb ("lift off" inflects its first word). `irregular` is "past participle" or empty.
struct EnglishForms {
  std::string base, third, gerund;
  std::vector<std::string> past, participle;
};
EnglishForms english_forms(std::string_view lemma, std::string_view irregular);
std::string english_plural(std::string_view noun);

/// Indonesian affixation: pattern "meN-kan" on "luncur" gives "meluncurkan"; the nasal assimilates (tulis: menulis),
/// k p s t fall away before it, but not in clusters (program: memprogram), monosyllables take menge-.
/// Patterns: "-", "meN-", "meN-kan", "meN-i", "di-", "di-kan", "di-i", "ber-", "ber-kan", "ter-", "ter-kan", "peN-an", "per-an",
/// "ke-an", "pe-", "se-".
std::string indonesian_form(std::string_view root, std::string_view pattern);

}  // namespace saksi::grammar

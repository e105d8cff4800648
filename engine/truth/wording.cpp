#include "engine/truth/wording.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "grammar/text/text.h"

namespace saksi::engine {
namespace {

/// The words of a text, folded, without the small ones.
std::vector<std::string> words_of(std::string_view text, std::span<const std::string_view> small) {
  std::vector<std::string> out;
  std::string word;
  const auto flush = [&] {
    if (!word.empty() && std::find(small.begin(), small.end(), word) == small.end()) out.push_back(word);
    word.clear();
  };
  for (const char c : grammar::fold(text)) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || u >= 0x80)
      word += c;
    else
      flush();
  }
  flush();
  return out;
}

std::string initials(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += w.front();
  return out;
}

std::vector<std::string> distinct(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

Truth compare_wording(std::string_view fact, std::string_view said, std::span<const std::string_view> small) {
  const auto fact_words = words_of(fact, small), said_words = words_of(said, small);
  const auto a = distinct(fact_words), b = distinct(said_words);
  if (a == b) return Truth::yes;
  // "the Indian space agency (ISRO)" tells what it is, not what the letters stand for.
  if (initials(fact_words) != initials(said_words)) return Truth::open;
  // Words apart may be another language's; only where most of them agree is it the same name told wrongly.
  const auto shared = static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& w) { return std::binary_search(b.begin(), b.end(), w); }));
  return 2 * shared >= std::max(a.size(), b.size()) ? Truth::no : Truth::open;
}

}  // namespace saksi::engine

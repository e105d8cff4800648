#include "corpus/text_util.h"

#include <algorithm>
#include <utility>

namespace saksi::corpus {

Diagnostic file_fault(std::string code, std::string path, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.path = std::move(path);
  d.message = std::move(message);
  return d;
}

std::vector<std::string_view> split_list(std::string_view s, char separator) {
  auto parts = split(s, separator);
  std::erase_if(parts, [](std::string_view p) { return p.empty(); });
  return parts;
}

int code_points(std::string_view s) {
  return static_cast<int>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool function_word(std::string_view text) {
  static constexpr std::string_view words[] = {
      "a",       "an",    "and",    "as",    "at",     "be",     "but",   "by",   "for",  "from", "he",    "her",
      "his",     "if",    "in",     "is",    "it",     "its",    "no",    "not",  "of",   "on",   "or",    "our",
      "she",     "so",    "that",   "the",   "their",  "they",   "this",  "to",   "was",  "we",   "were",  "which",
      "who",     "will",  "with",   "you",   "ada",    "adalah", "agar",  "akan", "atau", "bagi", "bahwa", "dalam",
      "dan",     "dari",  "dengan", "di",    "dia",    "hanya",  "ia",    "ini",  "itu",  "jika", "juga",  "kami",
      "karena",  "ke",    "kepada", "kita",  "lagi",   "mereka", "oleh",  "pada", "para", "saat", "saya",  "sebagai",
      "setelah", "sudah", "tak",    "telah", "tetapi", "tidak",  "untuk", "yang"};
  const bool capitals =
      text.size() > 1 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (capitals) return false;  // US, IT and WHO are written as names
  const std::string lower = lower_ascii(text);
  return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

}  // namespace saksi::corpus

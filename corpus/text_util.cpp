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

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  std::string_view best;
  std::size_t best_distance = limit + 1;
  for (const auto candidate : candidates) {
    const std::size_t gap =
        candidate.size() > word.size() ? candidate.size() - word.size() : word.size() - candidate.size();
    if (gap >= best_distance) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return std::string(best);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string best = nearest(word, candidates);
  return best.empty() ? std::string() : "; did you mean '" + best + "'?";
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

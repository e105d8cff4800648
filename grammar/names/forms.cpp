#include "grammar/names/forms.h"

#include <algorithm>
#include <array>

namespace saksi::grammar {
namespace {

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Short verbs double their last consonant: stop, stopped; not visit, visited.
bool doubles(std::string_view w) {
  if (w.size() < 3) return false;
  const char a = w[w.size() - 3], b = w[w.size() - 2], c = w[w.size() - 1];
  if (vowel(a) || !vowel(b) || vowel(c) || c == 'w' || c == 'x' || c == 'y') return false;
  int vowels = 0;
  for (const char ch : w) vowels += vowel(ch);
  if (vowels == 1) return true;
  // Longer ones where the last syllable is stressed: admit, occur, propel, refer; not visit, offer.
  static constexpr std::array<std::string_view, 18> stressed{
      "admit", "submit",   "commit", "permit", "transmit", "omit",  "emit",    "occur", "recur",
      "refer", "transfer", "defer",  "propel", "compel",   "expel", "control", "equip", "begin"};
  return std::find(stressed.begin(), stressed.end(), w) != stressed.end();
}

std::string with_ed(const std::string& w) {
  if (w.ends_with('e')) return w + "d";
  if (w.ends_with('y') && w.size() > 1 && !vowel(w[w.size() - 2])) return w.substr(0, w.size() - 1) + "ied";
  return (doubles(w) ? w + w.back() : w) + "ed";
}

std::string with_ing(const std::string& w) {
  if (w.ends_with("ie")) return w.substr(0, w.size() - 2) + "ying";
  if (w.ends_with('e') && !w.ends_with("ee") && w != "be") return w.substr(0, w.size() - 1) + "ing";
  return (doubles(w) ? w + w.back() : w) + "ing";
}

}  // namespace

std::string english_plural(std::string_view noun) {
  std::string w(noun);
  if (w.ends_with('y') && w.size() > 1 && !vowel(w[w.size() - 2])) return w.substr(0, w.size() - 1) + "ies";
  if (w.ends_with("man")) return w.substr(0, w.size() - 3) + "men";
  if (w.ends_with('s') || w.ends_with('x') || w.ends_with("ch") || w.ends_with("sh")) return w + "es";
  return w + "s";
}

EnglishForms english_forms(std::string_view lemma, std::string_view irregular) {
  const auto space = lemma.find(' ');
  const std::string verb(lemma.substr(0, space));
  const std::string rest(space == std::string_view::npos ? std::string_view{} : lemma.substr(space));
  EnglishForms f;
  f.base = verb + rest;
  f.third = (verb == "have" ? "has" : verb.ends_with('o') ? std::string(verb) + "es" : english_plural(verb)) + rest;
  f.gerund = with_ing(verb) + rest;
  if (irregular.empty()) {
    f.past = {with_ed(verb) + rest};
    f.participle = f.past;
    return f;
  }
  const auto gap = irregular.find(' ');
  f.past = {std::string(irregular.substr(0, gap)) + rest};
  f.participle = {std::string(gap == std::string_view::npos ? irregular : irregular.substr(gap + 1)) + rest};
  return f;
}

namespace {

/// meN- or peN- before a root.
std::string nasal(std::string_view prefix, std::string_view root) {
  const std::string p(prefix);  // "me" or "pe"
  int vowels = 0;
  for (const char c : root) vowels += vowel(c);
  if (vowels == 1) return p + "nge" + std::string(root);
  const char a = root.empty() ? '\0' : root[0];
  const bool cluster = root.size() > 1 && !vowel(root[1]) && !(root.starts_with("ny") || root.starts_with("ng"));
  switch (a) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'g':
    case 'h': return p + "ng" + std::string(root);
    case 'k': return p + "ng" + std::string(cluster ? root : root.substr(1));
    case 'b':
    case 'f':
    case 'v': return p + "m" + std::string(root);
    case 'p': return p + "m" + std::string(cluster ? root : root.substr(1));
    case 'c':
    case 'd':
    case 'j':
    case 'z': return p + "n" + std::string(root);
    case 't': return p + "n" + std::string(cluster ? root : root.substr(1));
    case 's': return cluster ? p + "n" + std::string(root) : p + "ny" + std::string(root.substr(1));
    default: return p + std::string(root);
  }
}

}  // namespace

std::string indonesian_form(std::string_view root, std::string_view pattern) {
  const auto dash = pattern.find('-');
  if (dash == std::string_view::npos) return std::string(root);
  const auto prefix = pattern.substr(0, dash), suffix = pattern.substr(dash + 1);
  // A phrase ("lepas landas", "uji coba") takes its prefix on the first word and its suffix on the last.
  std::string stem;
  if (prefix == "meN" && root.starts_with("punya"))
    stem = "mem" + std::string(root);
  else if (prefix == "meN")
    stem = nasal("me", root);
  else if (prefix == "peN")
    stem = nasal("pe", root);
  else if (prefix == "ber" && (root.starts_with("kerja") || root.starts_with('r')))
    stem = "be" + std::string(root);
  else
    stem = std::string(prefix) + std::string(root);
  return stem + std::string(suffix);
}

}  // namespace saksi::grammar

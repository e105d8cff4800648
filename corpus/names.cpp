#include "corpus/names.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

/// Letters that Unicode does not take apart.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kLetters = {
    {{"ł", "l"}, {"Ł", "L"},  {"ø", "o"},  {"Ø", "O"},  {"đ", "d"},  {"Đ", "D"},  {"ð", "d"},
     {"Ð", "D"}, {"ß", "ss"}, {"æ", "ae"}, {"Æ", "Ae"}, {"œ", "oe"}, {"Œ", "Oe"}, {"ı", "i"},
     {"ħ", "h"}, {"Ħ", "H"},  {"þ", "th"}, {"Þ", "Th"}, {"ə", "a"},  {"Ə", "A"}}};

std::string mapped(std::string_view text, utf8proc_option_t options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &raw, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> bytes(raw, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string plain_name(std::string_view text) {
  std::string out(text);
  if (ascii(text)) {
    std::replace(out.begin(), out.end(), '`', '\'');
    return out;
  }
  for (const auto& [from, to] : kLetters) {
    for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  }
  // Quotes and primes of transliterations.
  for (const std::string_view mark : {"ʻ", "ʼ", "‘", "’", "`", "ʹ", "ʿ", "ʾ"}) {
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + 1))
      out.replace(at, mark.size(), "'");
  }
  return mapped(out, static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
}

std::string name_key(std::string_view text) {
  constexpr auto kFold = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  const std::string plain = plain_name(text);
  const std::string folded = ascii(plain) ? lower_ascii(plain) : mapped(plain, kFold);
  std::string out;
  bool gap = false;
  for (const char c : folded) {
    if (c == '\'') continue;
    if (!ascii_letter(c) && !digit(c) && c != '+' && static_cast<unsigned char>(c) < 0x80) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : name_key(text)) {
    if (ascii_letter(c) || digit(c)) {
      out += c;
    } else if (c == '+') {
      out += out.empty() || out.back() == '-' ? "plus" : "-plus";
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

bool plain_word(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '-' || digit(c); });
}

}  // namespace saksi::corpus

#include "engine/batch/markup.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/batch/entities.h"

namespace saksi::engine {

namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool starts_tag(char c) { return is_alpha(c) || c == '/' || c == '!' || c == '?'; }
bool is_word(char c) { return is_alpha(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

void fill(std::string& s, std::size_t begin, std::size_t end, char c = ' ') {
  for (std::size_t i = begin; i < end; ++i) s[i] = c;
}

/// Soft hyphens (two bytes) and zero-width spaces (three), which reading drops; a single byte becomes a space.
void fill_no_width(std::string& s, std::size_t begin, std::size_t end) {
  std::size_t n = end - begin;
  if (n == 1) s[begin] = ' ';
  if (n < 2) return;
  if (n % 2 == 1) {
    s.replace(begin, 3, "\xE2\x80\x8B");
    begin += 3;
    n -= 3;
  }
  for (; n > 0; n -= 2, begin += 2) s.replace(begin, 2, "\xC2\xAD");
}

std::string tag_name(std::string_view tag) {
  std::string name;
  std::size_t i = tag.size() > 1 && tag[1] == '/' ? 2 : 1;
  for (; i < tag.size() && (is_alpha(tag[i]) || (tag[i] >= '0' && tag[i] <= '9')); ++i) {
    name += static_cast<char>(tag[i] >= 'A' && tag[i] <= 'Z' ? tag[i] + 32 : tag[i]);
  }
  return name;
}

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view s) {
  return std::find(list.begin(), list.end(), s) != list.end();
}

std::size_t find_ignoring_case(std::string_view text, std::string_view what, std::size_t from) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  const auto it = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                              what.begin(), what.end(), same);
  return it == text.end() ? std::string_view::npos : static_cast<std::size_t>(it - text.begin());
}

/// The end of a tag, past its '>', with quoted attribute values passed over.
std::size_t tag_end(std::string_view s, std::size_t at) {
  char quote = 0;
  for (std::size_t i = at; i < s.size(); ++i) {
    if (quote != 0) {
      if (s[i] == quote) quote = 0;
    } else if (s[i] == '"' || s[i] == '\'') {
      quote = s[i];
    } else if (s[i] == '>') {
      return i + 1;
    }
  }
  const std::size_t plain = s.find('>', at);  // a stray quote: the nearest '>' ends it
  return plain == std::string_view::npos ? s.size() : plain + 1;
}

constexpr std::string_view kNoBreakSpace = "\u00A0";

void mask_references(std::string& s, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (s[i] != '&') continue;
    std::size_t stop = i + 1;
    while (stop < end && stop - i < 12 && (is_word(s[stop]) || s[stop] == '#')) ++stop;
    if (stop >= end || s[stop] != ';') continue;
    std::string c = character_of(std::string_view(s).substr(i + 1, stop - i - 1));
    if (c == kNoBreakSpace) c = " ";
    const std::size_t room = stop + 1 - i;
    if (c.empty() || c.size() > room || c == "\n") continue;
    s.replace(i, c.size(), c);
    if (c == " ") {
      fill(s, i, stop + 1);
    } else {
      fill_no_width(s, i + c.size(), stop + 1);
    }
    i = stop;
  }
}

void mask_html(std::string& s) {
  static constexpr std::array<std::string_view, 9> skipped{"script",   "style", "head", "nav", "noscript",
                                                           "template", "svg",   "pre",  "code"};
  static constexpr std::array<std::string_view, 19> inline_tags{
      "a",    "b", "i",    "em",   "strong", "span", "mark", "u",   "small", "abbr",
      "cite", "q", "time", "font", "bdi",    "wbr",  "dfn",  "ins", "label"};
  const auto text_run = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (s[i] == '\n' || s[i] == '\r' || s[i] == '\t') s[i] = ' ';
    }
    mask_references(s, begin, end);
  };
  std::size_t at = 0;
  while (at < s.size()) {
    std::size_t open = s.find('<', at);
    while (open != std::string::npos && !(open + 1 < s.size() && starts_tag(s[open + 1]))) open = s.find('<', open + 1);
    if (open == std::string::npos) {
      text_run(at, s.size());
      return;
    }
    text_run(at, open);
    if (s.compare(open, 4, "<!--") == 0) {
      const std::size_t close = s.find("-->", open + 4);
      at = close == std::string::npos ? s.size() : close + 3;
      fill(s, open, at);
      continue;
    }
    const std::size_t end = tag_end(s, open);
    const std::string name = tag_name(std::string_view(s).substr(open, end - open));
    const bool closing = s[open + 1] == '/';
    if (!closing && one_of(skipped, name) && s[end - 2] != '/') {
      const std::size_t close = find_ignoring_case(s, "</" + name, end);
      at = close == std::string::npos ? s.size() : tag_end(s, close);
      fill(s, open, at);
      if (name != "code") s[open] = '\n';
      continue;
    }
    if (one_of(inline_tags, name)) {
      fill_no_width(s, open, end);
    } else {
      fill(s, open, end);
      if (name == "sup" || name == "sub") {
        if (!closing) s[open] = name == "sup" ? '^' : '_';
      } else {
        s[open] = '\n';
        s[open + 1] = '\n';
      }
    }
    at = end;
  }
}

std::size_t line_end(const std::string& s, std::size_t at) { return std::min(s.find('\n', at), s.size()); }

constexpr std::size_t longest_link = 2048;  // bytes looked at for the end of a link

/// Links, images, emphasis and inline code of one block.
void mask_inline(std::string& s, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    const char c = s[i];
    if (c == '`') {
      const std::size_t close = s.find('`', i + 1);
      if (close < end) {
        fill(s, i, close + 1);
        i = close;
      }
    } else if (c == '[' || (c == '!' && i + 1 < end && s[i + 1] == '[')) {
      const std::string_view near = std::string_view(s).substr(i, std::min<std::size_t>(end - i, longest_link));
      std::size_t middle = near.find("](");
      std::size_t close = near.find(')', middle);
      if (middle == std::string_view::npos || close == std::string_view::npos) continue;
      middle += i;
      close += i;
      if (c == '!') {
        fill(s, i, close + 1);
        i = close;
      } else {
        s[i] = ' ';
        fill_no_width(s, middle, close + 1);
      }
    } else if (c == '*' || (c == '_' && (i == begin || !is_word(s[i - 1]) || i + 1 >= end || !is_word(s[i + 1])))) {
      std::size_t stop = i;
      while (stop < end && s[stop] == c) ++stop;
      fill_no_width(s, i, stop);
      i = stop - 1;
    }
  }
}

void mask_markdown(std::string& s) {
  bool fence = false;
  std::size_t at = 0;
  std::size_t previous_end = std::string::npos;  // of a paragraph line that the next one may go on
  while (at < s.size()) {
    const std::size_t end = line_end(s, at);
    std::size_t i = at;
    while (i < end && (s[i] == ' ' || s[i] == '>' || s[i] == '\t')) {
      if (s[i] == '>') s[i] = ' ';
      ++i;
    }
    const bool is_fence = s.compare(i, 3, "```") == 0 || s.compare(i, 3, "~~~") == 0;
    bool block = true, paragraph = false;
    if (is_fence || fence) {
      fence = is_fence ? !fence : fence;
      fill(s, at, end);
    } else if (i == end || s[i] == '\r') {
      // a blank line ends the paragraph
    } else if (s[i] == '#') {
      while (i < end && s[i] == '#') s[i++] = ' ';
    } else if (s[i] == '|') {
      for (std::size_t k = i; k < end; ++k) {
        if (s[k] == '|') s[k] = '\n';
      }
    } else if ((s[i] == '-' || s[i] == '*' || s[i] == '+') && i + 1 < end && s[i + 1] == ' ') {
      s[i] = ' ';
      paragraph = true;
    } else if (s.find_first_not_of("-=*_ \r", i) >= end) {
      fill(s, i, end);
    } else {
      std::size_t k = i;
      while (k < end && s[k] >= '0' && s[k] <= '9') ++k;
      if (k > i && k + 1 < end && (s[k] == '.' || s[k] == ')') && s[k + 1] == ' ' && k - i < 3) {
        fill(s, i, k + 1);
      } else {
        block = false;
      }
      paragraph = true;
    }
    if (!block && previous_end != std::string::npos) s[previous_end] = ' ';
    mask_inline(s, at, end);
    previous_end = paragraph && end < s.size() ? end : std::string::npos;
    at = end + 1;
  }
  mask_references(s, 0, s.size());
}

}  // namespace

void mask_markup(std::string& text, Markup markup) {
  if (markup == Markup::html) mask_html(text);
  if (markup == Markup::markdown) mask_markdown(text);
}

std::string html_language(std::string_view text) {
  const std::size_t open = find_ignoring_case(text.substr(0, 4096), "<html", 0);
  if (open == std::string_view::npos) return {};
  const std::string_view tag = text.substr(open, tag_end(text, open) - open);
  const std::size_t lang = find_ignoring_case(tag, " lang=", 0);
  if (lang == std::string_view::npos) return {};
  std::string_view value = tag.substr(lang + 6);
  if (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
  return std::string(value.substr(0, value.find_first_of("\"' >/")));
}

}  // namespace saksi::engine

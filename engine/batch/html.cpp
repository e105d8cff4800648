#include "engine/batch/markup.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/blank.h"
#include "engine/batch/entities.h"

namespace saksi::engine {

namespace {

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool starts_tag(char c) { return is_alpha(c) || c == '/' || c == '!' || c == '?'; }
bool is_word(char c) { return is_alpha(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

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

/// What an element's tags, or all of it, become. Elements that are not listed stand on lines of their own.
/// What is in a raw one is no markup, and without an end goes on to that of the page.
enum class Element : std::uint8_t { block, in_line, raw, left_out, struck_out, raised, lowered };

Element element_of(std::string_view name) {
  static constexpr std::array<std::string_view, 5> raw{"script", "style", "textarea", "iframe", "noscript"};
  static constexpr std::array<std::string_view, 11> left_out{"head",   "nav",    "template", "svg",    "pre",  "aside",
                                                             "footer", "button", "select",   "object", "video"};
  static constexpr std::array<std::string_view, 28> in_line{
      "a",   "b",   "i",   "em",  "strong", "span",  "mark", "u",   "small", "abbr", "cite", "q",       "time", "font",
      "bdi", "bdo", "wbr", "dfn", "ins",    "label", "code", "kbd", "samp",  "var",  "data", "acronym", "big",  "tt"};
  static constexpr std::array<std::string_view, 3> struck_out{"del", "s", "strike"};
  if (one_of(raw, name)) return Element::raw;
  if (one_of(left_out, name)) return Element::left_out;
  if (one_of(in_line, name)) return Element::in_line;
  if (one_of(struck_out, name)) return Element::struck_out;
  return name == "sup" ? Element::raised : name == "sub" ? Element::lowered : Element::block;
}

/// Where elements end.
class Closings {
 public:
  /// The closing tag of an element of that name at or behind `from`; npos for none.
  std::size_t find(std::string_view s, const std::string& name, std::size_t from) {
    if (one_of_them(name)) return std::string_view::npos;
    const std::string tag = "</" + name;
    for (std::size_t at = find_ignoring_case(s, tag, from); at != std::string_view::npos;
         at = find_ignoring_case(s, tag, at + tag.size())) {
      const std::size_t behind = at + tag.size();
      if (behind >= s.size() || !is_name(s[behind])) return at;
    }
    none_left_.push_back(name);
    return std::string_view::npos;
  }

 private:
  static bool is_name(char c) { return is_word(c) || c == '-'; }
  [[nodiscard]] bool one_of_them(const std::string& name) const {
    return std::find(none_left_.begin(), none_left_.end(), name) != none_left_.end();
  }

  std::vector<std::string> none_left_;  ///< looked for up to the end, in vain
};

}  // namespace

void mask_html(std::string& s, Lines lines) {
  const auto text_run = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; lines == Lines::are_blanks && i < end; ++i) {
      if (s[i] == '\n' || s[i] == '\r' || s[i] == '\t') s[i] = ' ';
    }
    mask_references(s, begin, end);
  };
  Closings closings;
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
    const Element element = element_of(name);
    const bool whole = element == Element::raw || element == Element::left_out || element == Element::struck_out;
    if (whole && !closing && s[end - 2] != '/') {
      std::size_t close = closings.find(s, name, end);
      if (close == std::string::npos && element == Element::raw) close = s.size();
      if (close != std::string::npos) {
        at = tag_end(s, close);
        fill(s, open, at);
        if (element != Element::struck_out) s[open] = '\n';
        continue;
      }
    }
    switch (element) {
      case Element::in_line: fill_no_width(s, open, end); break;
      case Element::struck_out: fill(s, open, end); break;
      case Element::raised:
      case Element::lowered:
        fill_no_width(s, open + (closing ? 0 : 1), end);
        if (!closing) s[open] = element == Element::raised ? '^' : '_';
        break;
      default:
        fill(s, open, end);
        s[open] = '\n';
        s[open + 1] = '\n';
    }
    at = end;
  }
}

void mask_markup(std::string& text, Markup markup) {
  if (markup == Markup::html) mask_html(text, Lines::are_blanks);
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

#include "engine/batch/entities.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "engine/batch/encoding.h"

namespace saksi::engine {

namespace {

struct Named {
  std::string_view name, text;
};

constexpr Named kNamed[] = {
    {"amp", "&"},         {"apos", "'"},        {"bull", "\u2022"},   {"cent", "\u00A2"},   {"copy", "\u00A9"},
    {"deg", "\u00B0"},    {"aacute", "\u00E1"}, {"auml", "\u00E4"},   {"ccedil", "\u00E7"}, {"eacute", "\u00E9"},
    {"iacute", "\u00ED"}, {"oacute", "\u00F3"}, {"euro", "\u20AC"},   {"frac12", "\u00BD"}, {"frac14", "\u00BC"},
    {"frac34", "\u00BE"}, {"gt", ">"},          {"hellip", "\u2026"}, {"laquo", "\u00AB"},  {"ldquo", "\u201C"},
    {"lsquo", "\u2018"},  {"lt", "<"},          {"mdash", "\u2014"},  {"middot", "\u00B7"}, {"minus", "\u2212"},
    {"nbsp", "\u00A0"},   {"ndash", "\u2013"},  {"ouml", "\u00F6"},   {"plusmn", "\u00B1"}, {"pound", "\u00A3"},
    {"prime", "\u2032"},  {"quot", "\""},       {"raquo", "\u00BB"},  {"rdquo", "\u201D"},  {"reg", "\u00AE"},
    {"rsquo", "\u2019"},  {"sect", "\u00A7"},   {"shy", "\u00AD"},    {"sup2", "\u00B2"},   {"sup3", "\u00B3"},
    {"thinsp", "\u2009"}, {"times", "\u00D7"},  {"trade", "\u2122"},  {"uuml", "\u00FC"},   {"yen", "\u00A5"}};

/// Of "8217" and "x2019".
std::string by_number(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t c = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), c, hex ? 16 : 10);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return {};
  if (c < 0x20 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return {};
  // As browsers do: the figures that windows-1252 has for its own signs.
  if (c >= 0x80 && c < 0xA0) return from_windows_1252(std::string(1, static_cast<char>(c))).value_or("");
  std::string out;
  append_utf8(out, c);
  return out;
}

}  // namespace

std::string character_of(std::string_view reference) {
  if (reference.starts_with('#')) return by_number(reference.substr(1));
  const auto* known =
      std::find_if(std::begin(kNamed), std::end(kNamed), [&](const Named& n) { return n.name == reference; });
  return known == std::end(kNamed) ? std::string() : std::string(known->text);
}

std::string decode_entities(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1)) {
    const std::size_t end = text.find(';', i);
    if (end == std::string_view::npos) break;
    if (end - i > kLongest) continue;
    const std::string to = character_of(text.substr(i + 1, end - i - 1));
    if (to.empty()) continue;
    out.append(text.substr(at, i - at)).append(to);
    at = end + 1;
    i = end;
  }
  return out.append(text.substr(at));
}

}  // namespace saksi::engine

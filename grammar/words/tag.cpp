#include "grammar/words/tag.h"

#include <array>

namespace saksi::grammar {

namespace {

constexpr std::array<std::string_view, kTags> kNames{
    "noun",       "name",       "title",     "unit",      "date",     "dur",          "num",          "ord",
    "class",      "adj",        "adj.sup",   "adj.eq",    "adv",      "adv.time",     "adv.place",    "adv.manner",
    "adv.degree", "adv.approx", "adv.focus", "adv.freq",  "adv.conn", "adv.sentence", "adv.particle", "verb.base",
    "verb.pres",  "verb.pres3", "verb.past", "verb.part", "verb.ing", "verb.act",     "verb.pass",    "verb.mid",
    "verb.stat",  "verb.bare",  "verb.say",  "aux",       "aux.asp",  "aux.cop",      "aux.exist",    "modal",
    "neg",        "det",        "poss",      "pron",      "refl",     "ex",           "rel",          "q",
    "mark",       "conj",       "to",        "pos",       "prep",     "part",         "intj",         "sym",
    "punct"};
static_assert(!kNames.back().empty());

}  // namespace

std::string_view to_string(Tag tag) { return kNames.at(static_cast<std::size_t>(tag)); }

std::optional<Tag> tag_of(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<Tag>(i);
  return std::nullopt;
}

Tags tags_called(std::string_view name) {
  Tags out;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const std::string_view full = kNames[i];
    const bool refines = full.size() > name.size() && full.starts_with(name) && full[name.size()] == '.';
    if (full == name || refines) out |= static_cast<Tag>(i);
  }
  return out;
}

std::string to_string(Tags tags) {
  std::string out;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (!tags.has(static_cast<Tag>(i))) continue;
    if (!out.empty()) out += '|';
    out += kNames[i];
  }
  return out.empty() ? "-" : out;
}

}  // namespace saksi::grammar

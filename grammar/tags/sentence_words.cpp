#include "grammar/tags/sentence_words.h"

#include <algorithm>
#include <optional>
#include <string>

namespace saksi::grammar {

namespace {

constexpr std::string_view kSemiModal = "semi";
constexpr std::string_view kProper = "name";  ///< class of an adjective that is always written with a capital

/// What kind of word a value is; nullopt where it is left to its words.
std::optional<Tag> tag_of(const ValueMention& v, const std::vector<Token>& tokens) {
  const bool figures = std::any_of(tokens.begin() + v.first, tokens.begin() + v.last,
                                   [](const Token& t) { return t.kind == Token::Kind::number; });
  switch (v.kind) {
    case ValueMention::Kind::date:
    case ValueMention::Kind::time:
    case ValueMention::Kind::weekday: return Tag::date;
    case ValueMention::Kind::duration: return Tag::duration;
    case ValueMention::Kind::quantity:
    case ValueMention::Kind::coordinate: return figures ? std::optional(Tag::unit) : std::nullopt;
    case ValueMention::Kind::ordinal: return figures ? std::optional(Tag::ord) : std::nullopt;
    case ValueMention::Kind::number: return figures || v.last - v.first > 1 ? std::optional(Tag::num) : std::nullopt;
  }
  return std::nullopt;
}

class Builder {
 public:
  Builder(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last, const Words& words)
      : tokens_(tokens), last_(last), words_(words), titled_(title_case(tokens, first, last)) {}

  std::vector<TaggedWord> run(std::uint32_t first, std::span<const ValueMention> values) {
    std::size_t next = 0;
    for (std::uint32_t i = first; i < last_;) {
      while (next < values.size() && values[next].first < i) ++next;
      if (next < values.size() && values[next].first == i)
        if (const auto tag = tag_of(values[next], tokens_)) {
          add_value(values[next], *tag);
          i = values[next].last;
          continue;
        }
      i = add_word(i);
    }
    return std::move(out_);
  }

 private:
  TaggedWord word(std::uint32_t first, std::uint32_t last) const {
    TaggedWord w;
    w.first = first;
    w.last = last;
    w.begin = tokens_[first].begin;
    w.end = tokens_[last - 1].end;
    for (std::uint32_t i = first; i < last; ++i) {
      const std::string blank = i > first && tokens_[i].space_before ? " " : "";
      w.text += blank + tokens_[i].text;
      w.folded += blank + tokens_[i].folded;
    }
    w.capital = tokens_[first].capital;
    w.upper = tokens_[first].upper;
    return w;
  }

  void add_value(const ValueMention& v, Tag tag) {
    TaggedWord w = word(v.first, v.last);
    w.tags = w.possible = tag;
    out_.push_back(std::move(w));
    opens_ = false;
  }

  /// How many tokens the longest closed form that begins at `i` has.
  std::uint32_t closed_length(std::uint32_t i) const {
    std::string text = tokens_[i].folded;
    const std::uint32_t longest = std::min(words_.longest_from(text), last_ - i);
    std::uint32_t best = 1;
    for (std::uint32_t n = 2; n <= longest; ++n) {
      if (!tokens_[i + n - 1].space_before) break;
      text += " " + tokens_[i + n - 1].folded;
      if (words_.has_form(text) && !semi_modal(text)) best = n;
    }
    return best;
  }
  /// "scheduled to", "have to": each a verb and its complement, so words of their own.
  bool semi_modal(const std::string& form) const {
    const auto all = words_.analyse(form);
    return std::all_of(all.begin(), all.end(), [](const Analysis& a) { return a.klass == kSemiModal; });
  }

  std::uint32_t add_word(std::uint32_t i) {
    const Token& t = tokens_[i];
    const std::uint32_t n = t.kind == Token::Kind::word ? closed_length(i) : 1;
    TaggedWord w = word(i, i + n);
    const std::size_t cut = t.kind == Token::Kind::word && n == 1 ? contracted(w.folded) : 0;
    if (cut != 0) {
      TaggedWord second = w;
      second.begin = w.end - static_cast<std::uint32_t>(w.text.size() - cut);
      w.end = second.begin;
      second.text.erase(0, cut);
      second.folded.erase(0, cut);
      w.text.resize(cut);
      w.folded.resize(cut);
      second.capital = second.upper = false;
      add_read(std::move(w), t);
      add_read(std::move(second), t);
    } else {
      add_read(std::move(w), t);
    }
    return i + n;
  }

  /// Where "didn't" and "they've" come apart: before the longest ending that is a closed form with an apostrophe in it; 0
  /// where they do not.
  std::size_t contracted(const std::string& folded) const {
    constexpr std::size_t kLongest = 3;
    if (folded.find('\'') == std::string::npos || words_.has_form(folded)) return 0;
    for (std::size_t size = std::min(kLongest, folded.size() - 1); size >= 2; --size) {
      const std::string_view ending = std::string_view(folded).substr(folded.size() - size);
      if (ending.find('\'') != std::string_view::npos && words_.has_form(ending)) return folded.size() - size;
    }
    return 0;
  }

  void add_read(TaggedWord w, const Token& t) {
    if (t.kind == Token::Kind::number) {
      w.tags = Tag::num;
    } else if (t.kind == Token::Kind::punct && !words_.has_form(w.folded)) {
      w.tags = Tag::punct;
    } else {
      w.analyses = words_.analyse(w.folded);
      w.known = w.analyses.front().source != words_image::Source::guessed;
      for (const Analysis& a : w.analyses) w.tags |= a.tag;
      if (w.capital) capital(w);
    }
    const bool quote =
        t.kind == Token::Kind::punct && (t.text == "\"" || t.text == "'" || t.text == "(" || t.text == "-");
    w.possible = w.tags;
    if (!quote) opens_ = t.text == "." || t.text == "!" || t.text == "?" || t.text == ":";
    out_.push_back(std::move(w));
  }

  /// What a capital says of a word.
  void capital(TaggedWord& w) const {
    const bool closed = w.analyses.front().source == words_image::Source::closed;
    const bool may_tell = !opens_ && !titled_;
    // "Microsoft" is no soft thing: a capital makes a name of what only looks made of a word.
    if (!w.known ||
        (w.analyses.front().source == words_image::Source::peeled && w.folded.find('-') == std::string::npos)) {
      w.tags = Tag::name;
      return;
    }
    if (may_tell && closed && w.upper && w.tags.within(Tags(Tag::pron) | Tag::rel | Tag::q)) {
      w.tags = Tag::name;  // "US", "WHO"
    } else if (may_tell && (!closed || w.tags.within(kAdjectives | Tag::ord | Tag::noun))) {
      const Analysis* adjective = w.reading(kAdjectives);
      const bool proper = adjective != nullptr && adjective->klass == kProper;
      w.tags = (proper ? w.tags & kAdjectives : Tags()) | Tag::name;
    } else if (!closed && !w.tags.meets(kAdverbs | kAdjectives | Tag::verb_part | Tag::verb_ing)) {
      w.tags |= Tag::name;
    }
  }

  const std::vector<Token>& tokens_;
  const std::uint32_t last_;
  const Words& words_;
  const bool titled_;
  bool opens_ = true;
  std::vector<TaggedWord> out_;
};

}  // namespace

bool title_case(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last) {
  constexpr int kFewest = 4;
  if (last > first && tokens[last - 1].text == ".") return false;  // a sentence of names
  int words = 0, capitals = 0;
  for (std::uint32_t i = first; i < last; ++i) {
    if (tokens[i].kind != Token::Kind::word || tokens[i].text.size() < 2) continue;
    ++words;
    capitals += tokens[i].capital ? 1 : 0;
  }
  return words >= kFewest && capitals * 4 >= words * 3;
}

std::vector<TaggedWord> sentence_words(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last,
                                       std::span<const ValueMention> values, const Words& words) {
  return Builder(tokens, first, last, words).run(first, values);
}

}  // namespace saksi::grammar

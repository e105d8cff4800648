#include <algorithm>

#include "grammar/text/text.h"
#include "grammar/text/unicode.h"
#include "grammar/values/values.h"

namespace saksi::grammar {
namespace {

using unicode::decode;
using unicode::Decoded;

bool word_part(std::int32_t c) { return unicode::is_letter(c) || unicode::is_digit(c) || unicode::is_other_number(c); }

class Tokeniser {
 public:
  explicit Tokeniser(const NormalText& text) : text_(text), s_(text.text) { out_.reserve(s_.size() / 5 + 4); }

  std::vector<Token> run() {
    bool space = false;
    while (at_ < s_.size()) {
      const Decoded d = decode(s_, at_);
      if (unicode::is_space(d.code)) {
        at_ += d.size;
        space = true;
        continue;
      }
      const std::size_t begin = at_;
      space_ = space;
      space = false;
      if (unicode::is_digit(d.code) || unicode::is_other_number(d.code)) {
        number(begin);
      } else if (unicode::is_letter(d.code)) {
        word(begin);
      } else {
        punct(begin, d);
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::int32_t code(std::size_t at) const { return decode(s_, at).code; }
  [[nodiscard]] bool at_end_or_space(std::size_t at) const { return at >= s_.size() || unicode::is_space(code(at)); }

  void number(std::size_t begin) {
    std::size_t at = begin;
    while (at < s_.size()) {
      const Decoded d = decode(s_, at);
      if (unicode::is_digit(d.code) || unicode::is_other_number(d.code)) {
        at += d.size;
      } else if ((d.code == '.' || d.code == ',' || d.code == ':') && unicode::is_digit(code(at + 1)) &&
                 unicode::is_digit(static_cast<unsigned char>(s_[at - 1]))) {
        ++at;
      } else {
        break;
      }
    }
    emit(Token::Kind::number, begin, at);
    // "Apollo 11's"
    if ((s_.compare(at, 2, "'s") == 0 || s_.compare(at, 2, "'S") == 0) && !word_part(code(at + 2))) {
      space_ = false;
      emit(Token::Kind::word, at, at + 2);
      at += 2;
    }
    // "1970-an": the Indonesian decade's ending.
    if (s_.compare(at, 3, "-an") == 0 && !word_part(code(at + 3))) {
      space_ = false;
      emit(Token::Kind::word, at, at + 3);
    }
  }

  void word(std::size_t begin) {
    // "ke-4"
    if ((s_[begin] == 'k' || s_[begin] == 'K') && s_.compare(begin + 1, 2, "e-") == 0 &&
        unicode::is_digit(code(begin + 3))) {
      emit(Token::Kind::word, begin, begin + 3);
      return;
    }
    // "Rp2 triliun": the sign of a currency is no part of the figure.
    if ((s_[begin] == 'R' || s_[begin] == 'r') && s_.compare(begin + 1, 1, "p") == 0 &&
        unicode::is_digit(code(begin + 2))) {
      emit(Token::Kind::word, begin, begin + 2);
      return;
    }
    std::size_t at = letters(begin);
    if (const std::size_t end = initials(begin); end > at) {
      emit(Token::Kind::word, begin, end);
      return;
    }
    for (std::size_t next = joined(begin, at); next > at; next = joined(begin, at)) at = next;
    if (const std::size_t end = stop_of_abbreviation(begin, at); end > at) {
      emit(Token::Kind::word, begin, end);
      return;
    }
    // The clitic 's; "Russians'" leaves a mark of its own.
    std::size_t clitic = at;
    if (at - begin > 2 && s_[at - 2] == '\'' && (s_[at - 1] == 's' || s_[at - 1] == 'S')) clitic = at - 2;
    std::size_t tail = clitic;
    if (clitic - begin > 4 && (s_.compare(clitic - 4, 4, "-nya") == 0)) tail = clitic - 4;
    emit(Token::Kind::word, begin, tail);
    space_ = false;
    if (tail < clitic) emit(Token::Kind::word, tail, clitic);
    if (clitic < at) emit(Token::Kind::word, clitic, at);
  }

  /// Letters and figures in a row.
  [[nodiscard]] std::size_t letters(std::size_t at) const {
    for (Decoded d = decode(s_, at); d.size > 0 && word_part(d.code); d = decode(s_, at)) at += d.size;
    return at;
  }

  /// The word from `begin` went to `at`; how far it goes on behind an apostrophe, a hyphen or an inner dot.
  [[nodiscard]] std::size_t joined(std::size_t begin, std::size_t at) const {
    if (at >= s_.size() || at == begin) return at;
    const char mark = s_[at];
    const std::int32_t next = code(at + 1);
    if (!word_part(next)) return at;
    if (mark == '\'') return unicode::is_letter(next) ? letters(at + 1) : at;
    if (mark == '-') return letters(at + 1);
    if (mark == '.') {
      const bool behind_digit = unicode::is_digit(static_cast<unsigned char>(s_[at - 1]));
      if (behind_digit && unicode::is_digit(next)) return letters(at + 1);
      // "space.com", "NASA.GOV": no sentence begins right behind a stop with a small letter, or in mid-shout.
      const auto last = static_cast<unsigned char>(s_[at - 1]);
      const bool small = next >= 'a' && next <= 'z' && unicode::is_letter(last);
      const bool shout = unicode::is_upper(last) && unicode::is_upper(next) && unicode::is_upper(code(at + 2));
      if (small || shout) return letters(at + 1);
    }
    return at;
  }

  /// "U.S.", "p.m.", "U.S": single letters with stops; `begin` where there are none.
  [[nodiscard]] std::size_t initials(std::size_t begin) const {
    std::size_t at = begin;
    int count = 0;
    for (;;) {
      const Decoded d = decode(s_, at);
      if (!unicode::is_letter(d.code)) break;
      const std::size_t stop = at + d.size;
      if (stop < s_.size() && s_[stop] == '.') {
        at = stop + 1;
        ++count;
        continue;
      }
      // A last letter without its stop, alone.
      if (count > 0 && !word_part(code(stop)) && !at_end_or_space(at)) {
        at = stop;
        ++count;
      }
      break;
    }
    if (count >= 2 && !word_part(code(at))) return at;
    // "J. Smith": one capital with a stop before a capital.
    if (count == 1 && unicode::is_upper(code(begin)) && begin + decode(s_, begin).size + 1 == at && at < s_.size() &&
        s_[at] == ' ' && unicode::is_upper(code(at + 1)) && s_[begin] != 'I') {
      return at;
    }
    return begin;
  }

  [[nodiscard]] std::size_t stop_of_abbreviation(std::size_t begin, std::size_t at) const {
    if (at >= s_.size() || s_[at] != '.' || at - begin > 8) return at;
    const std::string folded = fold(std::string_view(s_).substr(begin, at - begin));
    const auto it = abbreviations().find(folded);
    if (it == abbreviations().end()) return at;
    std::size_t next = at + 1;
    while (next < s_.size() && s_[next] == ' ') ++next;
    const std::int32_t c = code(next);
    switch (it->second.before) {
      case Abbreviation::Before::digit: return unicode::is_digit(c) ? at + 1 : at;
      case Abbreviation::Before::capital: return unicode::is_upper(c) ? at + 1 : at;
      case Abbreviation::Before::any: return next < s_.size() || it->second.may_end ? at + 1 : at;
    }
    return at;
  }

  void punct(std::size_t begin, Decoded d) {
    if (d.code == '.' && s_.compare(begin, 3, "...") == 0) {
      std::size_t at = begin + 3;
      while (at < s_.size() && s_[at] == '.') ++at;
      emit(Token::Kind::punct, begin, at);
    } else if (d.code == '-' && s_.compare(begin, 2, "--") == 0) {
      std::size_t at = begin + 2;
      while (at < s_.size() && s_[at] == '-') ++at;
      emit(Token::Kind::punct, begin, at);
    } else {
      emit(Token::Kind::punct, begin, begin + d.size);
    }
  }

  void emit(Token::Kind kind, std::size_t begin, std::size_t end) {
    Token t;
    t.kind = kind;
    t.begin = static_cast<std::uint32_t>(begin);
    t.end = static_cast<std::uint32_t>(end);
    t.span = text_.user(begin, end);
    t.text = s_.substr(begin, end - begin);
    t.folded = fold(t.text);
    t.space_before = space_;
    if (kind == Token::Kind::word) {
      t.capital = unicode::is_upper(code(begin));
      int capitals = 0;
      bool small = false;
      for (std::size_t at = begin; at < end;) {
        const Decoded d = decode(s_, at);
        if (unicode::is_upper(d.code)) {
          ++capitals;
        } else if (unicode::is_letter(d.code)) {
          small = true;
        }
        at += d.size;
      }
      t.upper = capitals >= 2 && !small;
    }
    out_.push_back(std::move(t));
    at_ = end;
    space_ = false;
  }

  const NormalText& text_;
  const std::string& s_;
  std::vector<Token> out_;
  std::size_t at_ = 0;
  bool space_ = false;
};

}  // namespace

std::vector<Token> tokenise(const NormalText& text) { return Tokeniser(text).run(); }

}  // namespace saksi::grammar

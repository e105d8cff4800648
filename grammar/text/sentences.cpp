#include <algorithm>
#include <unordered_set>

#include "grammar/text/text.h"
#include "grammar/text/unicode.h"
#include "grammar/values/values.h"

namespace saksi::grammar {
namespace {

using Block = Sentence::Block;

bool is(const Token& t, char c) { return t.kind == Token::Kind::punct && t.text.size() == 1 && t.text[0] == c; }
bool is_final(const Token& t) {
  return t.kind == Token::Kind::punct && (t.text == "." || t.text == "!" || t.text == "?" || t.text.starts_with("..."));
}
bool is_closing(const Token& t) { return is(t, '"') || is(t, '\'') || is(t, ')') || is(t, ']'); }
bool is_dash(const Token& t) {
  return t.kind == Token::Kind::punct && (t.text.starts_with("--") || (t.text == "-" && t.space_before));
}
bool starts_small(const Token& t) {
  return t.kind == Token::Kind::word && !t.capital && unicode::is_letter(unicode::decode(t.text, 0).code);
}

const std::unordered_set<std::string_view>& openers() {
  static const auto all = [] {
    std::unordered_set<std::string_view> out;
    for (const std::string_view lang : value_languages()) {
      for (const ValueRow& r : value_table(lang, "openers")) out.insert(r.word);
    }
    return out;
  }();
  return all;
}

/// A line: tokens [first, last), and whether a blank line stands before it.
struct Line {
  std::uint32_t first = 0, last = 0;
  bool blank_before = false;
  std::size_t length = 0;
};

/// Of the lines from one on: where its paragraph ends, the first that is not full and the first whose sentence goes on
/// in the next.
struct Ahead {
  std::size_t end = 0, odd = 0, wrapped = 0;
};

class Splitter {
 public:
  Splitter(const NormalText& text, const std::vector<Token>& tokens, bool article)
      : text_(text.text), tokens_(tokens), article_(article) {}

  std::vector<Sentence> run() {
    read_lines();
    look_ahead();
    bool head = article_;
    for (std::size_t i = 0; i < lines_.size();) {
      if (head && is_setting(lines_[i])) {
        ++i;
        continue;
      }
      const std::size_t end = block_end(i);
      std::uint32_t first = lines_[i].first;
      const std::uint32_t last = lines_[end - 1].last;
      bool heading = false;
      while (first < last && is(tokens_[first], '#') && article_) {
        heading = true;
        ++first;
      }
      if (first + 1 < last && tokens_[first + 1].space_before &&
          (is(tokens_[first], '-') || is(tokens_[first], '*') || is(tokens_[first], '>') ||
           tokens_[first].text == "\xE2\x80\xA2")) {
        ++first;
      }
      const Block block = kind_of(first, last, heading, head);
      head = false;
      add_block(first, last, block);
      i = end;
    }
    return std::move(out_);
  }

 private:
  void read_lines() {
    std::uint32_t i = 0;
    const auto n = static_cast<std::uint32_t>(tokens_.size());
    std::size_t behind = 0;
    while (i < n) {
      Line line;
      line.first = i;
      const std::string_view gap = std::string_view(text_).substr(behind, tokens_[i].begin - behind);
      line.blank_before = std::count(gap.begin(), gap.end(), '\n') > 1;
      while (i + 1 < n && between(i).find('\n') == std::string_view::npos) ++i;
      ++i;
      line.last = i;
      behind = tokens_[i - 1].end;
      line.length = behind - tokens_[line.first].begin;
      lines_.push_back(line);
    }
  }

  /// The text between token i and the next.
  [[nodiscard]] std::string_view between(std::uint32_t i) const {
    return std::string_view(text_).substr(tokens_[i].end, tokens_[i + 1].begin - tokens_[i].end);
  }

  /// "# as_of: 2023-09-14" in the head of a file.
  [[nodiscard]] bool is_setting(const Line& l) const {
    return l.last - l.first >= 3 && is(tokens_[l.first], '#') && starts_small(tokens_[l.first + 1]) &&
           std::any_of(tokens_.begin() + l.first + 2, tokens_.begin() + std::min(l.last, l.first + 5),
                       [](const Token& t) { return is(t, ':'); });
  }

  [[nodiscard]] bool ends_final(const Line& l) const {
    std::uint32_t i = l.last;
    while (i > l.first && is_closing(tokens_[i - 1])) --i;
    return i > l.first && (is_final(tokens_[i - 1]) || is(tokens_[i - 1], ':') || tokens_[i - 1].text.back() == '.');
  }

  /// True where a line is neither shorter nor longer than an editor breaks lines at.
  static bool is_full(const Line& l) {
    constexpr std::size_t kShortest = 45;
    constexpr std::size_t kLongest = 120;
    return l.length >= kShortest && l.length <= kLongest;
  }

  /// Whether line k + 1 goes on with the sentence of line k.
  [[nodiscard]] bool goes_on(std::size_t k) const {
    return !ends_final(lines_[k]) && starts_small(tokens_[lines_[k + 1].first]);
  }

  /// Looks ahead from each line, once.
  void look_ahead() {
    ahead_.resize(lines_.size() + 1, {lines_.size(), lines_.size(), lines_.size()});
    for (std::size_t i = lines_.size(); i-- > 0;) {
      ahead_[i] = ahead_[i + 1];
      if (i + 1 < lines_.size() && lines_[i + 1].blank_before) ahead_[i].end = i + 1;
      if (!is_full(lines_[i])) ahead_[i].odd = i;
      if (i + 1 < lines_.size() && goes_on(i)) ahead_[i].wrapped = i;
    }
  }

  /// Lines that are one paragraph, broken by an editor at a fixed width: one past the last.
  [[nodiscard]] std::size_t block_end(std::size_t i) const {
    const Ahead& next = ahead_[i];
    if (next.odd + 1 < next.end) return i + 1;
    if (next.wrapped + 1 < next.end) return next.end;
    // A lone line that goes on with a small letter.
    std::size_t k = i;
    while (k + 1 < next.end && goes_on(k)) ++k;
    return k + 1;
  }

  [[nodiscard]] Block kind_of(std::uint32_t first, std::uint32_t last, bool heading, bool head) const {
    if (!article_ || first >= last) return Block::prose;
    std::string start;
    for (std::uint32_t i = first; i < last && i < first + 4; ++i) {
      if (i > first && tokens_[i].space_before) start += ' ';
      start += tokens_[i].folded;
    }
    for (const std::string_view lang : value_languages()) {
      for (const ValueRow& r : value_table(lang, "blocks")) {
        if (!start.starts_with(r.word)) continue;
        return r.a == "link" ? Block::link : r.a == "caption" ? Block::caption : Block::byline;
      }
    }
    if (heading) return Block::headline;
    Line whole;
    whole.first = first;
    whole.last = last;
    if (head && !ends_final(whole)) return Block::headline;
    return Block::prose;
  }

  /// True where the token is a stop that a sentence ends with, given the token behind it (nullptr = none).
  [[nodiscard]] bool ends_sentence(std::uint32_t i, const Token* next) const {
    const Token& t = tokens_[i];
    if (is_final(t)) {
      if (next == nullptr) return true;
      if (!next->space_before) return false;
      return !starts_small(*next) && !is(*next, ',') && !is(*next, ';') && !is(*next, ':');
    }
    if (t.kind != Token::Kind::word || t.text.back() != '.') return false;
    if (next == nullptr) return true;
    if (!next->capital) return false;
    const auto it = abbreviations().find(std::string_view(t.folded).substr(0, t.folded.size() - 1));
    const bool initials = t.text.find('.') + 1 < t.text.size();
    if (it != abbreviations().end() && it->second.closes) return true;
    if (!initials && (it == abbreviations().end() || !it->second.may_end)) return false;
    return openers().contains(next->folded);
  }

  void add_block(std::uint32_t first, std::uint32_t last, Block block) {
    std::uint32_t quotes = 0;
    for (std::uint32_t i = first; i < last; ++i) quotes += is(tokens_[i], '"') ? 1 : 0;
    const bool paired = quotes % 2 == 0;
    bool quoted = false;
    int depth = 0;
    std::uint32_t begin = first;
    for (std::uint32_t i = first; i < last; ++i) {
      const Token& t = tokens_[i];
      if (is(t, '"') && paired) quoted = !quoted;
      if (is(t, '(') || is(t, '[')) ++depth;
      if ((is(t, ')') || is(t, ']')) && depth > 0) --depth;
      std::uint32_t end = i + 1;
      const bool stop = is_final(t) || (t.kind == Token::Kind::word && t.text.back() == '.');
      if (!stop) continue;
      // Closing marks and footnote numbers ("[14]") belong to the sentence before.
      bool closes_quote = false;
      int closes = 0;
      while (end < last && !tokens_[end].space_before) {
        if (is(tokens_[end], '"')) {
          closes_quote = true;
        } else if (is(tokens_[end], ')') || is(tokens_[end], ']')) {
          ++closes;
        } else if (is(tokens_[end], '[') && end + 2 < last && is(tokens_[end + 2], ']')) {
          end += 2;
        } else if (!is(tokens_[end], '\'') && !is_final(tokens_[end])) {
          break;
        }
        ++end;
      }
      const bool inside = (quoted && !(closes_quote && paired)) || depth > closes;
      const bool far = i - begin > kLongQuote;
      const Token* next = end < last ? &tokens_[end] : nullptr;
      if ((inside && !far) || !ends_sentence(i, next)) continue;
      add(begin, end, block);
      begin = end;
      i = end - 1;
      quoted = false;
      depth = 0;
    }
    if (begin < last) add(begin, last, block);
  }

  void add(std::uint32_t first, std::uint32_t last, Block block) {
    Sentence s;
    s.first = first;
    s.last = last;
    s.block = block;
    if (block == Block::prose) s.dateline_end = dateline(first, last);
    out_.push_back(s);
  }

  /// "KOUROU, French Guiana, July 10 -", "KOMPAS.com - 12/08/2023 -": capitals and figures up to a dash, a capital behind it.
  [[nodiscard]] std::uint32_t dateline(std::uint32_t first, std::uint32_t last) const {
    constexpr std::uint32_t kLongest = 16;
    if (first >= last || !(tokens_[first].upper || is_web_site(first, last))) return 0;
    bool comma = false;
    std::uint32_t i = first;
    for (; i < last && i < first + kLongest; ++i) {
      const Token& t = tokens_[i];
      if (is_dash(t)) {
        if (i == first || i + 1 >= last || tokens_[i + 1].kind != Token::Kind::number) break;
        continue;
      }
      const bool site = starts_small(t) && i > first && is(tokens_[i - 1], '.');
      const bool fits = t.capital || t.kind == Token::Kind::number || is(t, ',') || is(t, '.') || is(t, '/') ||
                        is(t, '(') || is(t, ')') || site;
      if (!fits) return 0;
      comma = comma || is(t, ',') || is(t, '(');
    }
    if (i >= last || !is_dash(tokens_[i]) || i + 1 >= last) return 0;
    if (!tokens_[i + 1].capital && !is(tokens_[i + 1], '"')) return 0;
    // One word in capitals between dashes is an acronym with its apposition.
    if (!comma && i == first + 1) {
      for (std::uint32_t k = i + 1; k < last && k < i + kLongest; ++k) {
        if (is_dash(tokens_[k])) return 0;
      }
    }
    return i + 1;
  }

  /// "KOMPAS.com", one word, or "Liputan6.com", whose digit ends one: a capital, and a small word glued behind a stop.
  [[nodiscard]] bool is_web_site(std::uint32_t i, std::uint32_t last) const {
    const Token& t = tokens_[i];
    if (!t.capital) return false;
    if (const std::size_t stop = t.text.find('.'); stop != std::string::npos && stop + 1 < t.text.size())
      return t.text[stop + 1] >= 'a' && t.text[stop + 1] <= 'z';
    return i + 2 < last && is(tokens_[i + 1], '.') && starts_small(tokens_[i + 2]) && t.end == tokens_[i + 1].begin &&
           tokens_[i + 1].end == tokens_[i + 2].begin;
  }

  static constexpr std::uint32_t kLongQuote = 80;  ///< tokens; a longer "quotation" is split all the same

  const std::string& text_;
  const std::vector<Token>& tokens_;
  const bool article_;
  std::vector<Line> lines_;
  std::vector<Ahead> ahead_;
  std::vector<Sentence> out_;
};

}  // namespace

std::vector<Sentence> split_sentences(const NormalText& text, const std::vector<Token>& tokens, bool article) {
  return Splitter(text, tokens, article).run();
}

}  // namespace saksi::grammar

#include "grammar/values/mentions.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "grammar/meaning/policy.h"
#include "grammar/names/per_language.h"
#include "grammar/text/unicode.h"
#include "grammar/values/mentions_parts.h"
#include "grammar/values/values.h"

namespace saksi::grammar {
namespace {

using parts::Clock;
using parts::Day;
using parts::Measure;
using parts::Number;
using parts::Source;
using Kind = ValueMention::Kind;

/// What a word may open.
enum Opens : unsigned { kDay = 1, kClock = 2, kMeasure = 4, kOrdinal = 8 };

/// The small word lists of a language that decide what may open a value and what may join two.
struct Lists {
  std::unordered_map<std::string, unsigned> starters;  ///< first words, folded, and what they may open
  std::unordered_set<std::string> after_the;           ///< second words of what begins with "the"
  std::unordered_set<std::string_view> before_year, before_year_weak, after_year, month_before, a, to, and_, join, ago;
  std::unordered_set<std::string_view> era, era_before, feast_before, feast_after;
  std::unordered_set<std::string_view> opener_to, opener_and;
};

std::string first_word(std::string_view s) {
  std::size_t end = 0;
  while (end < s.size() && s[end] != ' ' && s[end] != '-' && !(s[end] >= '0' && s[end] <= '9')) ++end;
  if (end == 0) return std::string(s.substr(0, 1));
  return std::string(s.substr(0, end));
}

Lists read_lists(std::string_view lang) {
  Lists l;
  const auto start = [&](std::string_view w, unsigned opens) {
    if (w.starts_with("the ")) {
      l.after_the.insert(first_word(w.substr(4)));
      return;
    }
    l.starters[first_word(w)] |= opens;
    // A token keeps its hyphens: both "mid" of "mid-2016" and "sekurang-kurangnya" are looked up.
    l.starters[std::string(w.substr(0, w.find(' ')))] |= opens;
  };
  for (const ValueRow& r : value_table(lang, "months")) start(r.word, kDay);
  for (const ValueRow& r : value_table(lang, "weekdays")) start(r.word, kDay);
  for (const ValueRow& r : value_table(lang, "zones")) start(r.word, kClock);
  for (const ValueRow& r : value_table(lang, "numbers")) {
    if (r.a != "joiner" && r.a != "digits" && r.a != "scale" && r.a != "hundred") {
      // Number words also open a year in words, and "twenty-first".
      const bool plain = r.a == "article" || r.a == "half" || r.a == "minus";
      start(r.word, plain ? kMeasure : kMeasure | kOrdinal | (r.a == "teen" || r.a == "tens" ? kDay : 0U));
    }
  }
  std::vector<std::string> prefixes;
  for (const ValueRow& r : value_table(lang, "ordinals")) {
    if (r.b == "word") start(r.word, kOrdinal | kDay);
    if (r.b == "prefix" || r.b == "prefix-figures") prefixes.emplace_back(r.word);
  }
  for (const std::string& p : prefixes) {
    l.starters[p] |= kOrdinal;
    for (const ValueRow& r : value_table(lang, "numbers")) {
      if (r.a == "unit" || r.a == "teen" || r.a == "a-hundred" || r.a == "a-scale")
        l.starters[p + std::string(r.word)] |= kOrdinal;
    }
  }
  for (const ValueRow& r : value_table(lang, "hedges")) {
    if (r.b == "before") start(r.word, kMeasure | (r.a == "about" ? kDay | kClock : 0U));
  }
  for (const ValueRow& r : value_table(lang, "units")) {
    if (r.b == "before") start(fold(r.word), kMeasure);
    if (r.b == "se") l.starters["se" + std::string(r.word)] |= kMeasure;
  }
  constexpr std::string_view kStarting[] = {"year-word",   "prefix",  "part",     "season", "stretch",
                                            "decade-word", "quarter", "relative", "last",   "daypart",
                                            "clock-word",  "opener",  "holiday"};
  for (const ValueRow& r : value_table(lang, "dates")) {
    if (std::find(std::begin(kStarting), std::end(kStarting), r.a) != std::end(kStarting)) {
      start(r.word, r.a == "opener" ? kMeasure : r.a == "daypart" || r.a == "clock-word" ? kClock : kDay);
    }
    if (r.a == "before-year") (r.b == "strong" ? l.before_year : l.before_year_weak).insert(r.word);
    if (r.a == "after-year") l.after_year.insert(r.word);
    if (r.a == "month-before") l.month_before.insert(r.word);
    if (r.a == "a") l.a.insert(r.word);
    if (r.a == "to") l.to.insert(r.word);
    if (r.a == "and") l.and_.insert(r.word);
    if (r.a == "join") l.join.insert(r.word);
    if (r.a == "era") {
      l.era.insert(r.word);
      if (r.b == "before") l.era_before.insert(r.word);
    }
    if (r.a == "feast-before") l.feast_before.insert(r.word);
    if (r.a == "feast-after") l.feast_after.insert(r.word);
    if (r.a == "ago") l.ago.insert(r.word);
    if (r.a == "opener") (r.b == "and" ? l.opener_and : l.opener_to).insert(r.word);
  }
  return l;
}

const Lists& lists_of(std::string_view lang) {
  return per_language(lang, [](std::string_view l) { return read_lists(l); });
}

/// A value as found, with all that joining needs, before it becomes a mention.
struct Found {
  Kind kind = Kind::number;
  std::uint32_t first = 0, last = 0, core_first = 0, core_last = 0;
  bool sure = true;  ///< false: kept only where something joins it ("pagi", "WIB", a month that may be a verb)
  bool approximate = false;
  std::optional<Day> day;     ///< also of a number that could be a year
  std::optional<Day> day_to;  ///< the other end of a stretch
  std::optional<Clock> clock;
  std::optional<Measure> measure;
  std::vector<Measure> also;  ///< smaller units behind: "three years and two days"
  bool is_ago = false;
  bool unvalued = false;  ///< found, but what it is worth cannot be told
  int ordinal = 0;
  bool spelled = false;
  std::optional<Measure> other;
  std::uint32_t other_first = 0, other_last = 0, half_first = 0, half_last = 0;
};

bool is(const Token& t, char c) { return t.kind == Token::Kind::punct && t.text.size() == 1 && t.text[0] == c; }

class Finder {
 public:
  Finder(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last,
         const MentionOptions& options)
      : text_(text),
        tokens_(tokens),
        first_(first),
        last_(last),
        options_(options),
        lang_(options.lang == "id" ? "id" : "en"),
        lists_(lists_of(lang_)) {
    if (first_ >= last_) return;
    source_.end = tokens[last - 1].end;
    source_.exact = text.text;
    source_.lower = std::string_view(text.lower).substr(0, source_.end);
  }

  std::vector<ValueMention> run() {
    for (std::uint32_t i = first_; i < last_;) {
      const std::uint32_t end = read(i, possible(i));
      if (end <= i && tokens_[i].kind == Token::Kind::number) found_.push_back(unreadable(i));
      i = end > i ? end : i + 1;
    }
    for (std::size_t i = 0; i < found_.size(); ++i) doubt(i);
    join_durations();
    join_anchors();
    join_ranges();
    join_clocks();
    share_years();
    join_pairs();
    std::vector<ValueMention> out;
    for (const Found& f : found_) {
      if (f.sure) out.push_back(mention(f));
    }
    return out;
  }

 private:
  // ---- reading at one token ----

  [[nodiscard]] unsigned starter(const Token& t) const {
    const auto it = lists_.starters.find(t.folded);
    if (it != lists_.starters.end()) return it->second;
    const std::size_t hyphen = t.folded.find('-');
    if (hyphen == std::string::npos) return 0;
    const auto part = lists_.starters.find(t.folded.substr(0, hyphen));
    return part == lists_.starters.end() ? 0 : part->second;
  }

  /// What the token and the one behind it leave possible.
  [[nodiscard]] unsigned possible(std::uint32_t i) const {
    const Token& t = tokens_[i];
    if (t.kind == Token::Kind::number) return kDay | kClock | kMeasure | kOrdinal;
    if (t.text == "-") {
      // A minus adjoins its figures and nothing before it.
      const bool minus = i + 1 < last_ && tokens_[i + 1].kind == Token::Kind::number && !tokens_[i + 1].space_before &&
                         (i == first_ || t.space_before || is(tokens_[i - 1], '('));
      return minus ? kMeasure : 0U;
    }
    if (t.folded == "the" && lang_ == "en" && i + 1 < last_) {
      const Token& next = tokens_[i + 1];
      if (next.kind == Token::Kind::number || lists_.after_the.contains(next.folded)) return kDay;
      return starter(next) & (kDay | kClock);
    }
    return starter(t);
  }

  /// One past the token that ends at byte `at`; 0 where none does.
  [[nodiscard]] std::uint32_t token_end(std::uint32_t from, std::size_t at) const {
    for (std::uint32_t i = from; i < last_ && tokens_[i].begin < at; ++i) {
      if (tokens_[i].end == at) return i + 1;
    }
    return 0;
  }
  /// The token that begins at byte `at`, or `from`.
  [[nodiscard]] std::uint32_t token_at(std::uint32_t from, std::size_t at) const {
    for (std::uint32_t i = from; i < last_; ++i) {
      if (tokens_[i].begin >= at) return i;
    }
    return from;
  }

  /// Figures in no known form ("1.2.3").
  [[nodiscard]] static Found unreadable(std::uint32_t i) {
    Found f;
    f.first = f.core_first = i;
    f.last = f.core_last = i + 1;
    f.unvalued = true;
    return f;
  }

  /// What stands right beside a value and changes it: "5G", "2/10", "44 BC", "8 June 63", "Black Friday".
  void doubt(std::size_t at) {
    Found& f = found_[at];
    const Token* next = f.last < last_ ? &tokens_[f.last] : nullptr;
    const Token* before = f.first > first_ ? &tokens_[f.first - 1] : nullptr;
    const bool figures = f.kind == Kind::number || f.kind == Kind::quantity || f.kind == Kind::duration;
    if (next != nullptr && figures && !next->space_before && tokens_[f.last - 1].kind == Token::Kind::number) {
      const bool letters = next->kind == Token::Kind::word && next->text[0] != '\'' && next->text[0] != '-';
      if (letters || is(*next, '/') || is(*next, '^')) f.unvalued = true;
    }
    if (before != nullptr && figures && !tokens_[f.first].space_before && is(*before, '/')) f.unvalued = true;
    if (next == nullptr) return;
    // Eras
    const bool plain =
        f.kind == Kind::number && f.measure && f.measure->first.digits > 0 && f.measure->hedge == Hedge::none;
    const bool era_fits = next->space_before && ((f.day && f.day->year > 0) || plain);
    if (era_fits && lists_.era.contains(next->folded) && next->upper == (next->text.size() > 1) && next->capital) {
      take_era(f, lists_.era_before.contains(next->folded), 1);
    } else if (era_fits && f.last + 1 < last_) {
      const std::string two = next->folded + " " + tokens_[f.last + 1].folded;
      if (lists_.era.contains(two)) {
        take_era(f, lists_.era_before.contains(two), 2);
      } else if (lists_.era.contains(next->folded) && next->folded.size() > 4) {
        take_era(f, lists_.era_before.contains(next->folded), 1);
      }
    }
    if (!f.day) return;
    const bool figures_behind = next->kind == Token::Kind::number && next->space_before;
    if (f.day->year == 0 && f.day->day > 0 && !f.day->has_relative && figures_behind &&
        next->text.find(':') == std::string::npos && !(at + 1 < found_.size() && found_[at + 1].clock)) {
      f.unvalued = true;
    }
    if (f.day->weekday_only) {
      const bool feast = (before != nullptr && lists_.feast_before.contains(before->folded)) ||
                         (lists_.feast_after.contains(next->folded) && next->capital);
      if (feast || (figures_behind && next->text.size() == 4)) f.sure = false;
    }
  }

  static void take_era(Found& f, bool before, std::uint32_t tokens) {
    f.last += tokens;
    f.core_last = f.last;
    f.unvalued = f.unvalued || before;
    if (f.kind == Kind::number && f.day) {
      f.kind = Kind::date;
    } else if (f.kind == Kind::number) {
      f.kind = Kind::date;
      f.unvalued = true;
    }
    f.sure = true;
  }

  /// Reads the longest value at token i; one past its last token, or i.
  std::uint32_t read(std::uint32_t i, unsigned opens) {
    if (opens == 0) return i;
    const std::size_t at = tokens_[i].begin;
    std::vector<Found> all;
    if ((opens & (kDay | kClock)) != 0) read_dates(i, at, opens, all);
    if (const auto m = (opens & kMeasure) == 0 ? std::nullopt : parts::read_measure(source_, at, lang_)) {
      if (const std::uint32_t end = token_end(i, m->end)) {
        Found f;
        f.kind = !m->axis.empty()   ? Kind::coordinate
                 : m->unit.empty()  ? Kind::number
                 : is_time(m->unit) ? Kind::duration
                                    : Kind::quantity;
        f.first = i;
        f.last = end;
        f.core_first = token_at(i, m->core);
        f.core_last = token_end(i, m->core_end);
        if (f.core_last == 0) f.core_last = end;
        f.measure = *m;
        f.spelled = m->first.spelled;
        f.unvalued = m->first.doubtful || (m->second && m->second->doubtful);
        all.push_back(std::move(f));
      }
    }
    if (const auto o = (opens & kOrdinal) == 0 ? std::nullopt : parts::read_ordinal(source_, at, lang_)) {
      if (const std::uint32_t end = token_end(i, o->end)) {
        Found f;
        f.kind = Kind::ordinal;
        f.first = f.core_first = i;
        f.last = f.core_last = end;
        f.ordinal = o->value;
        f.spelled = o->spelled;
        all.push_back(std::move(f));
      }
    }
    if (all.empty()) return i;
    // The longest; of equals the first, dates before measures. A value that nothing joins yields to one that stands.
    const auto better = [](const Found& a, const Found& b) {
      if (a.last != b.last) return a.last > b.last;
      return a.sure && !b.sure;
    };
    const Found* best = &all.front();
    for (const Found& f : all) {
      if (better(f, *best)) best = &f;
    }
    Found chosen = *best;
    // A number keeps in mind that it could be a year.
    if (chosen.kind == Kind::number) {
      for (const Found& f : all) {
        if (f.day && f.day->bare_year && f.last == chosen.last) chosen.day = f.day;
      }
    }
    found_.push_back(std::move(chosen));
    return found_.back().last;
  }

  void read_dates(std::uint32_t i, std::size_t at, unsigned opens, std::vector<Found>& all) {
    // Only a word that also hedges a number can stand before a date.
    const bool hedged = (opens & kMeasure) != 0 && tokens_[i].kind != Token::Kind::number;
    const std::size_t core = hedged ? parts::skip_about(source_, at, lang_) : at;
    const bool about = core > at;
    if (auto d = about || (opens & kDay) != 0 ? parts::read_day(source_, core, lang_) : std::nullopt) {
      if (const std::uint32_t end = token_end(i, d->end)) {
        Found f;
        f.kind = Kind::date;
        f.first = i;
        f.last = end;
        f.core_first = token_at(i, d->core);
        f.core_last = end;
        if (is(tokens_[end - 1], ')') && !is(tokens_[f.core_first], '(')) f.core_last = end - 1;
        f.approximate = about;
        f.spelled = tokens_[f.core_first].kind == Token::Kind::word && d->day > 0;
        if (d->bare_year && !year_fits(i, end, d->year)) f.sure = false;
        if (d->bare_month && !month_fits(i, *d)) f.sure = false;
        // "hari Jumat", "a Wednesday": of a weekday alone the caller is told both.
        if (d->weekday_only && !d->last && !d->week && i > first_ && lists_.a.contains(tokens_[i - 1].folded)) {
          f.kind = Kind::weekday;
        }
        f.unvalued = d->ambiguous;
        f.day = std::move(d);
        all.push_back(std::move(f));
      }
    }
    if (const auto c = about || (opens & kClock) != 0 ? parts::read_clock(source_, core, lang_) : std::nullopt) {
      if (const std::uint32_t end = token_end(i, c->end)) {
        Found f;
        f.kind = Kind::time;
        f.first = i;
        f.last = end;
        f.core_first = token_at(i, core);
        f.core_last = end;
        f.approximate = about;
        f.sure = c->clock.has_time();
        f.clock = c->clock;
        all.push_back(std::move(f));
      }
    }
  }

  static bool is_time(std::string_view unit) {
    const Unit* u = find_unit(unit);
    return u != nullptr && u->dimension == Dimension::time;
  }

  /// Whether four figures at token i, ending before token `end`, stand where a year does.
  [[nodiscard]] bool year_fits(std::uint32_t i, std::uint32_t end, int year) const {
    const Token* before = i > first_ ? &tokens_[i - 1] : nullptr;
    const Token* after = end < last_ ? &tokens_[end] : nullptr;
    const bool opens = before == nullptr || is(*before, '(') || is(*before, ',');
    // "(Lampung, 1834 - Jakarta, 5 Oktober 1858)", "1871, ..."
    if (opens && before != nullptr && after != nullptr && after->space_before &&
        (is(*after, '-') || after->text == "--"))
      return true;
    if (before == nullptr) return after != nullptr && is(*after, ',');
    const bool closed = after == nullptr || after->kind == Token::Kind::punct ||
                        lists_.after_year.contains(after->folded) || after->folded == "'s";
    if (is(*before, '(')) return after != nullptr && (is(*after, ')') || is(*after, ',') || is(*after, ';'));
    if (is(*before, ',')) return after != nullptr && is(*after, ')');
    const bool modern = year >= 1800 && year <= 2100;
    if (lists_.before_year.contains(before->folded)) return modern || closed;
    return lists_.before_year_weak.contains(before->folded) && modern && closed;
  }

  [[nodiscard]] bool month_fits(std::uint32_t i, const Day& d) const {
    if (!d.verb_month) return true;
    return i > first_ && lists_.month_before.contains(tokens_[i - 1].folded);
  }

  // ---- joining ----

  /// What stands between two values, as one text: "", ",", "and", ", on".
  [[nodiscard]] std::string between(const Found& a, const Found& b) const {
    std::string out;
    for (std::uint32_t i = a.last; i < b.first; ++i) {
      if (!out.empty()) out += ' ';
      out += tokens_[i].folded;
    }
    return out;
  }

  [[nodiscard]] bool preceded(const Found& f, const std::unordered_set<std::string_view>& words) const {
    return f.first > first_ && words.contains(tokens_[f.first - 1].folded);
  }

  /// Takes b into a.
  void absorb(std::size_t a, std::size_t b) {
    Found& f = found_[a];
    // The core of "Senin (19/6/2023)" is inside the parenthesis; with more behind it, the parenthesis comes in whole.
    if (f.core_last < f.last && is(tokens_[f.core_last], ')') && f.core_first > f.first &&
        is(tokens_[f.core_first - 1], '(')) {
      --f.core_first;
    }
    f.last = found_[b].last;
    f.core_last = found_[b].core_last;
    f.unvalued = f.unvalued || found_[b].unvalued;
    found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(b));
  }

  /// "three years and two days", "7 feet, 10 inches", "two years ago".
  void join_durations() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (!found_[i].measure || found_[i].measure->unit.empty() || found_[i].measure->second) continue;
      while (i + 1 < found_.size() && smaller(found_[i], found_[i + 1], between(found_[i], found_[i + 1]).empty())) {
        const std::string gap = between(found_[i], found_[i + 1]);
        const bool figures = !found_[i].measure->first.spelled && !found_[i + 1].measure->first.spelled;
        const bool joined = gap.empty() || (gap == "," && figures) || lists_.and_.contains(gap) ||
                            (gap.starts_with(", ") && lists_.and_.contains(gap.substr(2)));
        if (!joined) break;
        found_[i].also.push_back(*found_[i + 1].measure);
        absorb(i, i + 1);
      }
      if (found_[i].kind != Kind::duration) continue;
      // "ago", "yang lalu"
      std::string words;
      for (std::uint32_t k = found_[i].last; k < last_ && k < found_[i].last + 2; ++k) {
        words += (words.empty() ? "" : " ") + tokens_[k].folded;
        if (!lists_.ago.contains(words)) continue;
        found_[i].last = k + 1;
        found_[i].core_last = k + 1;
        found_[i].is_ago = true;
        found_[i].kind = Kind::date;
        // "1 month 2 years ago": a part was left outside.
        if (i > 0 && found_[i - 1].measure && found_[i - 1].last == found_[i].first) found_[i].unvalued = true;
        drop_inside(i);
        break;
      }
    }
  }

  /// "30 years ago yesterday", "60 years ago on 12 April", "today 60 years ago": one date, not two.
  void join_anchors() {
    const auto anchors = [](const Found& f) {
      return f.kind == Kind::date && f.day && !f.is_ago && !f.day_to &&
             (f.day->has_relative || f.day->weekday_only || yearless(*f.day));
    };
    for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
      Found& a = found_[i];
      Found& b = found_[i + 1];
      if (a.is_ago == b.is_ago || !(a.is_ago ? anchors(b) : anchors(a)) || !joins_clock(between(a, b))) continue;
      if (!a.is_ago) {
        a.is_ago = true;
        a.measure = b.measure;
        a.also = b.also;
      } else {
        a.day = b.day;
      }
      a.unvalued = a.unvalued || !a.also.empty() || a.day->weekday_only;
      absorb(i, i + 1);
    }
  }

  /// What was found inside the words that value i has taken in is no value of its own.
  void drop_inside(std::size_t i) {
    while (i + 1 < found_.size() && found_[i + 1].first < found_[i].last) {
      found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  [[nodiscard]] static bool smaller(const Found& a, const Found& b, bool adjoining) {
    if (!b.measure || b.measure->unit.empty() || b.measure->second || b.measure->hedge != Hedge::none ||
        b.measure->bound != Bound::eq || b.measure->first.article || b.measure->negative) {
      return false;
    }
    const Measure& big = a.also.empty() ? *a.measure : a.also.back();
    const Unit* x = find_unit(big.unit);
    const Unit* y = find_unit(b.measure->unit);
    return x != nullptr && y != nullptr && x->dimension == y->dimension && x->dimension != Dimension::money &&
           x->dimension != Dimension::none && x->dimension != Dimension::temperature &&
           x->factor * big.factor >
               y->factor * b.measure->factor * (adjoining ? 1.0 : std::max(1.0, b.measure->first.value * 0.999)) &&
           big.first.decimals == 0;
  }

  void join_ranges() {
    for (std::size_t i = 0; i + 1 < found_.size(); ++i) join_range(i);
  }

  void join_range(std::size_t i) {
    Found& a = found_[i];
    Found& b = found_[i + 1];
    if (!a.day || a.day_to || a.is_ago) {
      join_day_range(i);
      return;
    }
    const std::string gap = between(a, b);
    const bool opened_to = preceded(a, lists_.opener_to);
    const bool opened_and = preceded(a, lists_.opener_and);
    const bool dash = gap == "-" || gap == "--";
    const bool to = lists_.to.contains(gap);
    const bool and_ = lists_.and_.contains(gap) && opened_and;
    if (!dash && !to && !and_) return;
    const bool in_parentheses = a.first > first_ && is(tokens_[a.first - 1], '(');
    const bool dated_a = a.kind == Kind::date && a.sure;
    const bool may_open = dated_a || (to && opened_to) || and_ || (dash && in_parentheses);
    if (!may_open) return;
    std::optional<Day> end;
    if (b.day && (b.kind == Kind::date || b.day->bare_year)) {
      end = b.day;
    } else if (dash && a.day->bare_year && b.kind == Kind::number && b.measure && b.measure->first.digits == 2 &&
               b.measure->hedge == Hedge::none && b.measure->first.value > a.day->year % 100) {
      // "1957-58"
      end = *a.day;
      end->year = a.day->year / 100 * 100 + static_cast<int>(b.measure->first.value);
    }
    if (!end || a.day->has_relative || end->has_relative) return;
    // What the first leaves out, the second tells: "from March to May 2011", "4 October to 3 November 1957".
    Day start = *a.day;
    if (start.weekday_only != end->weekday_only) return;
    if (start.bare_year != (end->day == 0 && end->month == 0 && end->bare_year)) {
      if (start.bare_year && end->year == 0) return;
    }
    if (start.year == 0 && end->year != 0) start.year = end->year;
    if (start.year != 0 && end->year == 0 && end->month != 0) end->year = start.year;
    start.bare_month = false;
    a.day = start;
    a.day_to = end;
    a.kind = Kind::date;
    a.sure = true;
    a.measure.reset();
    absorb(i, i + 1);
    if (opened_to || opened_and) --found_[i].first;
    drop_before(i);
  }

  /// The opener now inside value i may have been read as part of the value before.
  void drop_before(std::size_t i) {
    if (i > 0 && found_[i - 1].last > found_[i].first) found_[i].first = found_[i - 1].last;
  }

  /// "11-14 July 2023", "from 11 to 14 July", "antara 11 dan 14 Juli"
  void join_day_range(std::size_t i) {
    Found& a = found_[i];
    Found& b = found_[i + 1];
    if (a.kind != Kind::number || !a.measure || a.measure->hedge != Hedge::none || a.measure->bound != Bound::eq)
      return;
    const Number& n = a.measure->first;
    if (n.digits < 1 || n.digits > 2 || !b.day || b.kind != Kind::date || b.day->day == 0 || b.day->weekday >= 0)
      return;
    if (n.value < 1 || n.value >= b.day->day || b.day_to) return;
    const std::string gap = between(a, b);
    const bool opened_and = preceded(a, lists_.opener_and);
    const bool opened_to = preceded(a, lists_.opener_to);
    const bool joined = gap == "-" || lists_.to.contains(gap) || (lists_.and_.contains(gap) && opened_and);
    if (!joined) return;
    a.day = b.day;
    a.day->day = static_cast<int>(n.value);
    a.day_to = b.day;
    a.kind = Kind::date;
    a.measure.reset();
    absorb(i, i + 1);
    if (opened_to || opened_and) --found_[i].first;
    drop_before(i);
  }

  [[nodiscard]] bool joins_clock(const std::string& gap) const {
    if (gap.empty() || gap == ",") return true;
    std::string_view rest = gap;
    if (rest.starts_with(", ")) rest.remove_prefix(2);
    for (;;) {
      const std::size_t space = rest.find(' ');
      const std::string_view w = rest.substr(0, space);
      if (!lists_.join.contains(w) && w != "the") return false;
      if (space == std::string_view::npos) return true;
      rest.remove_prefix(space + 1);
    }
  }

  static bool has_day(const Found& f) {
    return f.kind == Kind::date && f.sure && f.day && !f.day_to && !f.is_ago && !f.clock &&
           (f.day->day > 0 || f.day->weekday_only || (f.day->has_relative && f.day->relative == 'd'));
  }

  /// "at 21:40 UTC on 3 March", "3 Maret 2021 pukul 06.45 WIB", "the night of 3 March", "5 p.m. local time
  /// (2000 GMT) on 6 June".
  void join_clocks() {
    for (std::size_t i = 0; i + 1 < found_.size();) {
      if (join_local_and_utc(i) || join_clock(i)) continue;
      ++i;
    }
  }

  bool join_clock(std::size_t i) {
    Found& a = found_[i];
    Found& b = found_[i + 1];
    const std::string gap = between(a, b);
    if (a.clock && !a.day && has_day(b)) {
      // A zone or a part of the day before a date needs no more than "of": "the night of 3 March".
      const bool loose = !a.clock->has_time();
      if (loose ? (a.clock->daypart == parts::Daypart::none || gap != "of") : !joins_clock(gap)) return false;
      a.day = b.day;
      a.kind = Kind::date;
      a.sure = true;
      a.approximate = a.approximate || b.approximate;
      absorb(i, i + 1);
      return true;
    }
    if (has_day(a) && b.clock && !b.day) {
      const bool loose = !b.clock->has_time();
      if (loose ? !(gap.empty() || gap == ",") : !joins_clock(gap)) return false;
      a.clock = b.clock;
      a.approximate = a.approximate || b.approximate;
      absorb(i, i + 1);
      return true;
    }
    return false;
  }

  bool join_local_and_utc(std::size_t i) {
    Found& a = found_[i];
    const Found& b = found_[i + 1];
    const bool clocks = a.clock && a.clock->has_time() && !a.clock->zone && b.clock && !b.day && b.clock->has_time() &&
                        b.clock->zone == "UTC" && b.clock->minute >= 0;
    if (!clocks || between(a, b) != "(" || b.last >= last_ || !is(tokens_[b.last], ')')) return false;
    const auto zone = policy::offset_of(*a.clock, *b.clock);
    if (!zone) return false;
    a.clock->zone = zone;
    if (a.clock->minute < 0) a.clock->minute = b.clock->minute;
    absorb(i, i + 1);
    ++found_[i].last;
    found_[i].core_last = found_[i].last;
    return true;
  }

  /// "pada Maret dan Juli 2011": the year told last is the year of both.
  void share_years() {
    for (std::size_t i = found_.size(); i-- > 1;) {
      Found& a = found_[i - 1];
      const Found& b = found_[i];
      if (!a.day || !b.day || a.kind != Kind::date || b.kind != Kind::date || a.day->month == 0 || a.day->year != 0 ||
          a.day->last || b.day->year == 0 || b.day->month == 0 || b.day->two_digit_year || a.day_to || b.day_to) {
        continue;
      }
      const std::string gap = between(a, b);
      const bool listed = gap == "," || gap == "&" || lists_.and_.contains(gap) || gap == "atau" || gap == "or" ||
                          (gap.starts_with(", ") && lists_.and_.contains(gap.substr(2)));
      const bool alike = (a.day->day > 0) == (b.day->day > 0);
      const bool in_order = a.day->month < b.day->month || (a.day->month == b.day->month && a.day->day < b.day->day);
      if (!listed || !alike || !in_order) continue;
      a.day->year = b.day->year;
      a.day->bare_month = false;
      a.sure = true;
    }
  }

  /// "1,500 km (930 miles)", "1,440 km, or 895 miles"
  void join_pairs() {
    for (std::size_t i = 0; i + 1 < found_.size(); ++i) {
      Found& a = found_[i];
      const Found& b = found_[i + 1];
      if (!a.measure || !b.measure || a.measure->unit.empty() || b.measure->unit.empty() || a.other ||
          !a.also.empty() || a.kind == Kind::date || b.kind == Kind::date || !a.measure->axis.empty() ||
          a.measure->unit == b.measure->unit) {
        continue;
      }
      const Unit* x = find_unit(a.measure->unit);
      const Unit* y = find_unit(b.measure->unit);
      if (x == nullptr || y == nullptr || x->dimension != y->dimension || x->dimension == Dimension::money ||
          x->dimension == Dimension::none) {
        continue;
      }
      const std::string gap = between(a, b);
      const bool parenthesis = gap == "(" && b.last < last_ && is(tokens_[b.last], ')');
      const bool or_ = gap == ", or" || gap == ", atau" || gap == "or" || gap == "atau";
      if (!parenthesis && !or_) continue;
      a.other = b.measure;
      a.unvalued = a.unvalued || b.unvalued;
      a.half_first = a.core_first;
      a.half_last = a.core_last;
      a.other_first = b.core_first;
      a.other_last = b.core_last;
      a.last = b.last + (parenthesis ? 1 : 0);
      a.core_last = a.last;
      found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  // ---- values ----

  [[nodiscard]] static Quantity quantity(const Measure& m) {
    Quantity q;
    double first = m.first.value;
    // "2-3 million": the scale is of both.
    if (m.second && m.second->scaled && !m.first.scaled && m.second->value > 0) {
      const double ten = std::pow(1000.0, std::floor(std::log10(m.second->value) / 3));
      if (first < 1000) first *= ten;
    }
    const double sign = m.negative ? -1 : 1;
    q.unit = m.unit.empty() ? "1" : m.unit;
    q.hedge = m.hedge;
    q.bound = m.bound;
    q.decimals = m.first.scaled ? 0 : m.first.decimals;
    q.significant = m.first.significant;
    if (!m.axis.empty()) {
      q.value = first + m.minutes / 60 + m.seconds / 3600;
      if (m.negative != m.south_or_west) q.value = -q.value;
      // Half a unit of the last figure; about: a whole one. A share of the distance from the equator says nothing.
      double step = std::pow(10.0, -m.first.decimals);
      if (m.minutes > 0) step = 1.0 / 60;
      if (m.seconds > 0) step = 1.0 / 3600;
      const double slack = m.hedge == Hedge::none ? step / 2 : step;
      q.low = q.value - slack;
      q.high = q.value + slack;
      return q;
    }
    q.value = sign * first * m.factor;
    if (m.second) {
      const double second = (m.second_negative ? -1 : 1) * m.second->value * m.factor;
      q.range = true;
      q.bound = Bound::eq;
      q.low = std::min(q.value, second);
      q.high = std::max(q.value, second);
      q.value = (q.low + q.high) / 2;
      q.decimals = std::max(q.decimals, m.second->scaled ? 0 : m.second->decimals);
      q.significant = std::max(q.significant, m.second->significant);
      q.widen();
      return q;
    }
    // Figures of things counted are exact; what is hedged, measured, scaled or broken is not.
    const bool counted = m.unit.empty() && m.hedge == Hedge::none && m.bound == Bound::eq && m.first.decimals == 0 &&
                         !(m.first.scaled && !m.first.spelled);
    if (counted) {
      q.low = q.high = q.value;
    } else {
      q.widen();
    }
    return q;
  }

  /// Several units in sum, in the smallest; a day to both sides for calendars that differ.
  [[nodiscard]] static Quantity sum(const Found& f) {
    Quantity q = quantity(*f.measure);
    const std::string& unit = f.also.back().unit;
    double total = convert(q.value, q.unit, unit).value_or(q.value);
    for (const Measure& m : f.also) total += convert(m.first.value * m.factor, m.unit, unit).value_or(0);
    q.value = total;
    q.unit = unit;
    q.decimals = f.also.back().first.decimals;
    const double tail = f.also.back().first.decimals == 0 ? 0.5 : 0.5 * std::pow(10.0, -q.decimals);
    q.significant =
        std::max(1, static_cast<int>(std::floor(std::log10(std::max(std::fabs(total), 1.0)))) + 1 + q.decimals);
    if (q.hedge != Hedge::none || q.bound != Bound::eq) {
      q.widen();
      return q;
    }
    const bool calendar = q.unit == "d" && (f.measure->unit == "a" || f.measure->unit == "mo");
    q.low = total - (calendar ? 1.5 : tail);
    q.high = total + (calendar ? 1.5 : tail);
    return q;
  }

  static bool yearless(const Day& d) {
    return d.year == 0 && d.month > 0 && !d.has_relative && !d.weekday_only && !d.last;
  }

  /// The full date of the sentence that stands nearest to f.
  [[nodiscard]] const Day* dated_beside(const Found& f) const {
    const Day* best = nullptr;
    std::uint32_t best_gap = 0;
    for (const Found& g : found_) {
      const bool full = &g != &f && g.sure && !g.unvalued && g.kind == Kind::date && g.day && g.day->year > 0 &&
                        g.day->month > 0 && !g.day->two_digit_year && !g.day_to && g.day->part == parts::Part::none;
      if (!full) continue;
      const std::uint32_t gap = g.first > f.first ? g.first - f.first : f.first - g.first;
      if (best == nullptr || gap < best_gap) {
        best = &*g.day;
        best_gap = gap;
      }
    }
    return best;
  }

  [[nodiscard]] std::optional<Date> date(const Found& f) const {
    if (f.is_ago) {
      std::vector<policy::Elapsed> elapsed;
      elapsed.push_back({f.measure->first.value * f.measure->factor, f.measure->unit});
      for (const Measure& m : f.also) elapsed.push_back({m.first.value * m.factor, m.unit});
      if (f.measure->bound != Bound::eq || f.measure->second) return std::nullopt;
      const auto anchor = f.day ? policy::resolve(*f.day, options_.as_of) : std::nullopt;
      if (f.day && !anchor) return std::nullopt;
      auto d = anchor ? policy::ago_from(elapsed.front(), *anchor) : policy::ago(elapsed, options_.as_of);
      if (d && f.measure->hedge != Hedge::none && f.measure->hedge != Hedge::exactly) d->approximate = true;
      return d;
    }
    std::optional<Date> d;
    if (f.day) {
      const Day* beside = yearless(*f.day) ? dated_beside(f) : nullptr;
      const auto told = beside != nullptr ? policy::resolve(*beside, std::nullopt) : std::nullopt;
      d = told ? policy::resolve_beside(*f.day, *told, options_.as_of) : policy::resolve(*f.day, options_.as_of);
      if (!d) return std::nullopt;
      if (f.day_to) {
        const auto end = policy::resolve(*f.day_to, options_.as_of);
        if (!end || end->civil.end <= d->civil.begin) return std::nullopt;
        d = Date::range(*d, *end);
      }
      if (f.clock) d = policy::with_clock(d, *f.clock);
    } else if (f.clock) {
      d = policy::with_clock(std::nullopt, *f.clock);
    }
    if (d && f.approximate) d->approximate = true;
    return d;
  }

  [[nodiscard]] Span span(std::uint32_t first, std::uint32_t last) const {
    return first < last ? Span{tokens_[first].span.begin, tokens_[last - 1].span.end} : Span{};
  }

  [[nodiscard]] ValueMention mention(const Found& f) const {
    ValueMention m;
    m.kind = f.kind;
    m.first = f.first;
    m.last = f.last;
    m.core_first = std::max(f.core_first, f.first);
    m.core_last = std::min(f.core_last, f.last);
    m.spelled = f.spelled;
    if (f.day && f.day->weekday >= 0) {
      m.weekday = static_cast<Weekday>(f.day->weekday);
      m.weekday_span = text_.user(f.day->weekday_begin, f.day->weekday_end);
    }
    if (f.unvalued) {
      m.axis.clear();
    } else if (f.kind == Kind::weekday) {
      m.value = *m.weekday;
    } else if (f.kind == Kind::date || f.kind == Kind::time) {
      if (auto d = date(f)) m.value = *d;
    } else if (f.kind == Kind::ordinal) {
      m.value = Quantity::count(f.ordinal);
    } else if (f.measure) {
      m.value = f.also.empty() ? quantity(*f.measure) : sum(f);
      m.axis = f.measure->axis;
      m.first_span = span(m.core_first, m.core_last);
      if (f.other) {
        m.other = quantity(*f.other);
        m.other_span = span(f.other_first, f.other_last);
        m.first_span = span(f.half_first, f.half_last);
      }
    }
    return m;
  }

  const NormalText& text_;
  const std::vector<Token>& tokens_;
  const std::uint32_t first_, last_;
  const MentionOptions& options_;
  const std::string_view lang_;
  const Lists& lists_;
  Source source_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<ValueMention> find_values(const NormalText& text, const std::vector<Token>& tokens, std::uint32_t first,
                                      std::uint32_t last, const MentionOptions& options) {
  last = std::min<std::uint32_t>(last, static_cast<std::uint32_t>(tokens.size()));
  if (first >= last) return {};
  return Finder(text, tokens, first, last, options).run();
}

}  // namespace saksi::grammar

// Dates, weekdays, stretches of the calendar and clock times, as their words say them; nothing is inferred here.
#include <boost/spirit/home/x3.hpp>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grammar/names/per_language.h"
#include "grammar/values/mentions_parts.h"
#include "grammar/values/values.h"

namespace saksi::grammar::parts {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = const char*;
using Symbols = x3::symbols<int>;

const auto boundary = x3::eps >> !(x3::standard::alnum | x3::char_('\x80', '\xff'));
const auto no_digit = !x3::standard::digit;
const auto digits_1_2 = x3::uint_parser<unsigned, 10, 1, 2>{} >> no_digit;
const auto digits_2 = x3::uint_parser<unsigned, 10, 2, 2>{} >> no_digit;
const auto digits_4 = x3::uint_parser<unsigned, 10, 4, 4>{} >> no_digit;
const auto blank = x3::omit[-x3::lit(' ')];

int int_of(std::string_view s) {
  return s.empty() ? 0 : static_cast<int>(std::strtol(std::string(s).c_str(), nullptr, 10));
}

struct MonthEntry {
  int month = 0;
  bool is_verb = false, is_short = false;
};
struct WeekdayEntry {
  int day = 0;
  bool is_short = false, capital = false;
};
struct RelativeEntry {
  char unit = 'd';
  int offset = 0;
};

struct Tables {
  std::vector<MonthEntry> months;
  std::vector<WeekdayEntry> weekdays;
  std::vector<RelativeEntry> relatives;
  std::vector<std::string> zones;
  Symbols month, weekday, zone, relative;
  Symbols year_word, prefix, part, season, stretch, decade, decade_word, quarter, roman, last, last_after, week_after;
  Symbols daypart, half_day, oclock, clock_word;
  Symbols unit, teen, tens, zero_of_year, holiday;
};

RelativeEntry relative_entry(std::string_view value) {
  RelativeEntry r;
  const auto space = value.find(' ');
  const std::string_view unit = value.substr(0, space);
  const std::map<std::string_view, char> units = {{"day", 'd'},     {"week", 'w'},   {"month", 'm'},  {"year", 'y'},
                                                  {"weekend", 'e'}, {"decade", 'D'}, {"century", 'C'}};
  const auto it = units.find(unit);
  if (it != units.end()) r.unit = it->second;
  r.offset = int_of(value.substr(space + 1));
  return r;
}

int coded(std::string_view value, std::initializer_list<std::string_view> names) {
  int i = 1;
  for (const std::string_view n : names) {
    if (n == value) return i;
    ++i;
  }
  return int_of(value);
}

Tables read_tables(std::string_view lang) {
  Tables t;
  for (const ValueRow& r : value_table(lang, "months")) {
    t.month.add(std::string(r.word), static_cast<int>(t.months.size()));
    t.months.push_back({int_of(r.a), r.b == "verb", r.b == "short"});
  }
  for (const ValueRow& r : value_table(lang, "weekdays")) {
    t.weekday.add(std::string(r.word), static_cast<int>(t.weekdays.size()));
    t.weekdays.push_back({int_of(r.a), r.b == "short", r.b == "capital"});
  }
  for (const ValueRow& r : value_table(lang, "zones")) {
    t.zone.add(std::string(r.word), static_cast<int>(t.zones.size()));
    t.zones.emplace_back(r.a);
  }
  for (const ValueRow& r : value_table(lang, "numbers")) {
    if (r.a == "unit") t.unit.add(std::string(r.word), int_of(r.b));
    if (r.a == "teen") t.teen.add(std::string(r.word), int_of(r.b));
    if (r.a == "tens") t.tens.add(std::string(r.word), int_of(r.b));
  }
  const std::map<std::string_view, Symbols*> kinds = {{"year-word", std::addressof(t.year_word)},
                                                      {"prefix", std::addressof(t.prefix)},
                                                      {"part", std::addressof(t.part)},
                                                      {"season", std::addressof(t.season)},
                                                      {"stretch", std::addressof(t.stretch)},
                                                      {"decade", std::addressof(t.decade)},
                                                      {"decade-word", std::addressof(t.decade_word)},
                                                      {"quarter", std::addressof(t.quarter)},
                                                      {"roman", std::addressof(t.roman)},
                                                      {"last", std::addressof(t.last)},
                                                      {"last-after", std::addressof(t.last_after)},
                                                      {"week-after", std::addressof(t.week_after)},
                                                      {"daypart", std::addressof(t.daypart)},
                                                      {"half-day", std::addressof(t.half_day)},
                                                      {"oclock", std::addressof(t.oclock)},
                                                      {"clock-word", std::addressof(t.clock_word)},
                                                      {"zero-of-year", std::addressof(t.zero_of_year)}};
  for (const ValueRow& r : value_table(lang, "dates")) {
    if (r.a == "holiday") {
      const auto dash = r.b.find('-');
      t.holiday.add(std::string(r.word), int_of(r.b.substr(0, dash)) * 100 + int_of(r.b.substr(dash + 1)));
      continue;
    }
    if (r.a == "relative") {
      t.relative.add(std::string(r.word), static_cast<int>(t.relatives.size()));
      t.relatives.push_back(relative_entry(r.b));
      continue;
    }
    const auto it = kinds.find(r.a);
    if (it == kinds.end()) continue;
    int value = int_of(r.b);
    if (r.a == "part") value = coded(r.b, {"early", "mid", "late"});
    if (r.a == "stretch") value = coded(r.b, {"quarter", "half", "century"});
    if (r.a == "daypart") value = coded(r.b, {"small-hours", "morning", "midday", "afternoon", "evening", "night"});
    it->second->add(std::string(r.word), value);
  }
  return t;
}

struct Grammar {
  std::string lang;
  bool indonesian = false;
  Tables tables;
  explicit Grammar(std::string_view l) : lang(l), indonesian(l == "id"), tables(read_tables(l)) {}
};

const Grammar& grammar_of(std::string_view lang) {
  return per_language(lang, [](std::string_view l) { return Grammar(l); });
}

template <class S>
auto word(const S& s) {
  return s >> boundary;
}

class Reader {
 public:
  Reader(const Source& s, std::size_t at, const Grammar& g)
      : s_(s), g_(g), t_(g.tables), begin_(s.lower.data()), it_(begin_ + at), end_(begin_ + s.end) {}

  std::optional<Day> day() {
    const Iterator start = it_;
    using Form = bool (Reader::*)();
    constexpr Form kFigures[] = {&Reader::iso,     &Reader::slashed, &Reader::day_month, &Reader::century,
                                 &Reader::quarter, &Reader::decade,  &Reader::year};
    constexpr Form kWords[] = {&Reader::day_month, &Reader::month_day,  &Reader::parted,  &Reader::holiday,
                               &Reader::quarter,   &Reader::century,    &Reader::season,  &Reader::decade,
                               &Reader::relative,  &Reader::month_year, &Reader::weekday, &Reader::year};
    // A word that says nothing ("tanggal", "tahun", "hari") belongs to the mention, not to its value.
    for (const bool prefixed : {true, false}) {
      it_ = start;
      hari_ = false;
      if (prefixed) {
        const Iterator before = it_;
        if (!take(word(t_.prefix) >> ' ')) continue;
        hari_ = std::string_view(before, static_cast<std::size_t>(it_ - before)) == "hari ";
      }
      const Iterator core = it_;
      std::optional<Day> best;
      const auto attempt = [&](Form form) {
        it_ = core;
        d_ = Day{};
        d_.core = place();
        if (!(this->*form)()) return;
        d_.end = place();
        if (!best || d_.end > best->end) best = d_;
      };
      if (it_ != end_ && *it_ >= '0' && *it_ <= '9') {
        for (const Form form : kFigures) attempt(form);
      } else {
        for (const Form form : kWords) attempt(form);
      }
      if (best && prefixed && best->bare_year) best.reset();
      if (best) return best;
    }
    return std::nullopt;
  }

  std::optional<ClockRead> clock() {
    const Iterator start = it_;
    ClockRead out;
    if (clock_time(out) || daypart_first(out) || zone(out.clock)) {
      out.end = place();
      return out;
    }
    it_ = start;
    return std::nullopt;
  }

 private:
  template <class Parser>
  bool take(const Parser& p) {
    return x3::parse(it_, end_, x3::omit[p]);
  }
  template <class Parser, class Attribute>
  bool take(const Parser& p, Attribute& a) {
    return x3::parse(it_, end_, p, a);
  }
  template <class Parser>
  bool see(const Parser& p) {
    const Iterator back = it_;
    const bool yes = take(p);
    it_ = back;
    return yes;
  }
  [[nodiscard]] std::size_t place() const { return static_cast<std::size_t>(it_ - begin_); }
  [[nodiscard]] bool capital(Iterator at) const {
    const char c = s_.exact[static_cast<std::size_t>(at - begin_)];
    return c >= 'A' && c <= 'Z';
  }

  // ---- pieces ----

  bool year_number(int& y) {
    const Iterator back = it_;
    unsigned v = 0;
    if (take(digits_4 >> boundary, v) && v >= 1000 && v <= 2999 && !see(x3::char_(".,:") >> x3::standard::digit)) {
      y = static_cast<int>(v);
      return true;
    }
    it_ = back;
    return false;
  }

  /// "nineteen fifty-seven", "twenty twenty-three", "nineteen oh five"
  bool spelled_year(int& y) {
    if (g_.indonesian) return false;
    const Iterator back = it_;
    int hundreds = 0;
    int rest = 0;
    if (below_100(hundreds) && hundreds >= 10 && hundreds <= 21 && take(x3::lit(' ')) && below_100(rest) &&
        rest >= 10) {
      y = hundreds * 100 + rest;
      return true;
    }
    it_ = back;
    if (below_100(hundreds) && hundreds >= 10 && hundreds <= 21 && take(' ' >> word(t_.zero_of_year) >> ' ') &&
        take(word(t_.unit), rest)) {
      y = hundreds * 100 + rest;
      return true;
    }
    it_ = back;
    return false;
  }

  bool below_100(int& n) {
    const Iterator back = it_;
    int unit = 0;
    if (take(word(t_.teen), n) || take(word(t_.unit), n)) return true;
    if (take(t_.tens, n)) {
      const Iterator here = it_;
      if (take(x3::omit[x3::char_("- ")] >> word(t_.unit), unit) && unit > 0) {
        n += unit;
        return true;
      }
      it_ = here;
      if (see(boundary)) return true;
    }
    it_ = back;
    return false;
  }

  bool any_year(int& y) { return year_number(y) || spelled_year(y); }

  /// Behind a day and a month three figures are a year too: "8 Juni 632".
  bool year_of_day(int& y) {
    const Iterator back = it_;
    unsigned v = 0;
    if (any_year(y)) return true;
    if (take(x3::uint_parser<unsigned, 10, 3, 3>{} >> boundary, v) && v >= 100 &&
        !see(x3::char_(".,:/") >> x3::standard::digit)) {
      y = static_cast<int>(v);
      return true;
    }
    it_ = back;
    return false;
  }

  bool month_name(MonthEntry& m) {
    const Iterator back = it_;
    int row = 0;
    if (take(t_.month, row) && (*(it_ - 1) == '.' || see(boundary))) {
      m = t_.months[static_cast<std::size_t>(row)];
      return true;
    }
    it_ = back;
    return false;
  }

  /// "4", "4th", "the fourth", with nothing said of a month.
  bool day_number(int& d, bool& ordinal_word) {
    const Iterator back = it_;
    unsigned v = 0;
    ordinal_word = false;
    if (!g_.indonesian) take(x3::lit("the "));
    if (const auto o = read_ordinal(s_, place(), g_.lang); o && !g_.indonesian && o->value <= 31) {
      d = o->value;
      ordinal_word = true;
      it_ = begin_ + o->end;
      return true;
    }
    it_ = back;
    if (take(digits_1_2 >> boundary, v) && v >= 1 && v <= 31) {
      d = static_cast<int>(v);
      return true;
    }
    it_ = back;
    return false;
  }

  // ---- forms ----

  bool iso() {
    unsigned y = 0;
    unsigned m = 0;
    unsigned d = 0;
    char mark = 0;
    if (!take(digits_4, y) || !take(x3::char_("-/."), mark)) return false;
    const bool iso_mark = mark == '-';
    if (!(iso_mark ? take(digits_2, m) : take(digits_1_2, m)) || m < 1 || m > 12) return false;
    d_.year = static_cast<int>(y);
    d_.month = static_cast<int>(m);
    const Iterator month_end = it_;
    const bool whole = take(x3::omit[x3::char_(mark)]) && (iso_mark ? take(digits_2, d) : take(digits_1_2, d));
    if (!whole || d < 1 || d > 31) {
      // "2023-08" is a month; "1957-58", "2003-04", "2023/24" may be years.
      it_ = month_end;
      return iso_mark && m < y % 100 && y % 100 > 12 && see(boundary) && !see(x3::lit('-'));
    }
    d_.day = static_cast<int>(d);
    const Iterator day_end = it_;
    unsigned h = 0;
    unsigned mi = 0;
    unsigned sec = 0;
    if (take(x3::omit[x3::char_("t ")] >> digits_2, h) && h < 24 && take(':' >> digits_2, mi) && mi < 60) {
      d_.clock.hour = static_cast<int>(h);
      d_.clock.minute = static_cast<int>(mi);
      if (take(':' >> digits_2, sec) && sec < 60) d_.clock.second = static_cast<int>(sec);
      if (take('z' >> boundary)) {
        d_.clock.zone = "UTC";
        d_.clock.zone_said = true;
      } else if (!see(boundary)) {
        return false;
      }
      return true;
    }
    it_ = day_end;
    return see(boundary);
  }

  /// 13/9/2023, 13-9-2023, 13.9.2023, 13/9 (the last only where a weekday is beside it, which the caller knows).
  bool slashed() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned y = 0;
    char mark = 0;
    char mark2 = 0;
    if (!take(digits_1_2, a) || !take(x3::char_("/.-"), mark) || !take(digits_1_2, b)) return false;
    const Iterator here = it_;
    if (take(x3::char_("/.-"), mark2) && mark2 == mark) {
      const Iterator year_at = it_;
      if (take(digits_4 >> boundary, y)) {
        d_.year = static_cast<int>(y);
      } else if (it_ = year_at; mark == '/' && take(digits_2 >> boundary, y)) {
        d_.year = static_cast<int>(y);
        d_.two_digit_year = true;
      } else {
        return false;
      }
    } else {
      it_ = here;
      if (mark != '/' || !see(boundary) || !g_.indonesian) return false;
    }
    const bool day_first_fits = a >= 1 && a <= 31 && b >= 1 && b <= 12;
    const bool month_first_fits = b >= 1 && b <= 31 && a >= 1 && a <= 12;
    if (!day_first_fits && !month_first_fits) return false;
    if (day_first_fits) {
      d_.day = static_cast<int>(a);
      d_.month = static_cast<int>(b);
      d_.swapped_too = month_first_fits && !g_.indonesian && a != b;
    } else {
      d_.day = static_cast<int>(b);
      d_.month = static_cast<int>(a);
    }
    return true;
  }

  /// 4 October 1957, the ninth of May, nineteen forty-five, 23/Sep/2020
  bool day_month() {
    bool ordinal_word = false;
    MonthEntry m;
    if (!day_number(d_.day, ordinal_word)) return false;
    if (!take(x3::lit(" of ") | " bulan " | x3::char_(" /-"))) return false;
    const Iterator month = it_;
    if (!month_name(m)) return false;
    // "21 may" is a date only with its capital, or with a year.
    if (m.is_verb && !capital(month) && !see(x3::omit[x3::char_(" /-")] >> digits_4)) return false;
    d_.month = m.month;
    const Iterator back = it_;
    if (!(take(x3::lit(", ") | " of " | " tahun " | x3::char_(" /-")) && year_of_day(d_.year))) {
      it_ = back;
      d_.year = 0;
    }
    return true;
  }

  /// October 4, 1957; July 4th of 1995; Aug. 19
  bool month_day() {
    if (g_.indonesian) return false;
    MonthEntry m;
    bool ordinal_word = false;
    const Iterator start = it_;
    if (!month_name(m) || !take(x3::lit(' ')) || !day_number(d_.day, ordinal_word)) return false;
    if (m.is_verb && !capital(start) && !see(x3::lit(", ") >> digits_4)) return false;
    d_.month = m.month;
    const Iterator back = it_;
    if (!(take(x3::lit(", ") | " of " | " ") && any_year(d_.year))) {
      it_ = back;
      d_.year = 0;
    }
    return true;
  }

  /// July 2017, Juli tahun 2017, July of 2017; a month alone
  bool month_year() {
    MonthEntry m;
    const Iterator start = it_;
    if (!month_name(m)) return false;
    d_.month = m.month;
    const Iterator back = it_;
    if (take(x3::lit(", ") | " of " | " tahun " | " ") && any_year(d_.year)) return true;
    it_ = back;
    d_.year = 0;
    int unused = 0;
    if (take(' ' >> word(t_.last_after), unused)) {
      d_.last = true;
      return capital(start) || !m.is_verb;
    }
    it_ = back;
    d_.bare_month = true;
    d_.verb_month = m.is_verb;
    return capital(start) && !m.is_short;
  }

  /// early 2016, mid-2016, akhir November 2017, awal dekade 1970-an
  bool parted() {
    int part = 0;
    if (!g_.indonesian) take(x3::lit("the "));
    if (!take(word(t_.part), part)) return false;
    if (!take(x3::char_(" -"))) return false;
    take(x3::lit("the "));
    const Iterator back = it_;
    using Form = bool (Reader::*)();
    const Day kept = d_;
    Day best;
    Iterator best_end = nullptr;
    constexpr Form kForms[] = {&Reader::month_year, &Reader::decade, &Reader::century, &Reader::year};
    for (const Form form : kForms) {
      it_ = back;
      d_ = kept;
      if (!(this->*form)()) continue;
      if (best_end == nullptr || it_ > best_end) {
        best = d_;
        best_end = it_;
      }
    }
    if (best_end == nullptr) return false;
    it_ = best_end;
    d_ = best;
    d_.bare_year = d_.bare_month = false;
    d_.part = static_cast<Part>(part);
    return true;
  }

  /// the second quarter of 2019, Q3 2023, kuartal ketiga 2023, kuartal III tahun 2023, semester pertama 2023
  bool quarter() {
    int n = 0;
    int stretch = 0;
    if (take(word(t_.quarter), n)) {
      if (!take(x3::lit(" of ") | ' ') || !year_number(d_.year)) return false;
      d_.quarter = n;
      return true;
    }
    if (g_.indonesian) {
      if (!take(word(t_.stretch) >> ' ', stretch)) return false;
      unsigned figure = 0;
      if (const auto o = read_ordinal(s_, place(), g_.lang)) {
        n = o->value;
        it_ = begin_ + o->end;
      } else if (take(word(t_.roman), n)) {
      } else if (take(digits_1_2 >> boundary, figure)) {
        n = static_cast<int>(figure);
      } else {
        return false;
      }
      if (!take(x3::lit(" tahun ") | "/" | ' ')) return false;
    } else {
      take(x3::lit("the "));
      const auto o = read_ordinal(s_, place(), g_.lang);
      if (!o) return false;
      n = o->value;
      it_ = begin_ + o->end;
      if (!take(' ' >> word(t_.stretch), stretch) || !take(x3::lit(" of ") | ' ')) return false;
    }
    if (!year_number(d_.year)) return false;
    if (stretch == 1 && n >= 1 && n <= 4) {
      d_.quarter = n;
      return true;
    }
    if (stretch == 2 && n >= 1 && n <= 2) {
      d_.half = n;
      return true;
    }
    return false;
  }

  /// the 20th century, abad ke-20
  bool century() {
    int stretch = 0;
    int n = 0;
    if (g_.indonesian) {
      if (!take(word(t_.stretch) >> ' ', stretch) || stretch != 3) return false;
      const auto o = read_ordinal(s_, place(), g_.lang);
      if (!o) return false;
      n = o->value;
      it_ = begin_ + o->end;
    } else {
      take(x3::lit("the "));
      const auto o = read_ordinal(s_, place(), g_.lang);
      if (!o) return false;
      n = o->value;
      it_ = begin_ + o->end;
      if (!take(x3::omit[x3::char_(" -")] >> word(t_.stretch), stretch) || stretch != 3) return false;
    }
    if (n < 2 || n > 30) return false;
    d_.century = true;
    d_.year = n * 100 - 99;
    return true;
  }

  bool season() {
    int n = 0;
    if (!g_.indonesian) take(x3::lit("the "));
    if (!take(word(t_.season), n)) return false;
    if (!take(x3::lit(" of ") | " tahun " | ' ') || !year_number(d_.year)) return false;
    d_.season = n;
    return true;
  }

  /// the 1970s, dekade 1970-an, era 1990-an, tahun 1970an
  bool decade() {
    unsigned y = 0;
    const Iterator start = it_;
    take(word(t_.decade_word) >> ' ');
    if (it_ != start) d_.core = place();
    if (!g_.indonesian) take(x3::lit("the "));
    if (!take(x3::uint_parser<unsigned, 10, 4, 4>{} >> no_digit, y) || y % 10 != 0 || y < 1000) return false;
    if (!take(word(t_.decade))) return false;
    d_.year = static_cast<int>(y);
    d_.decade = true;
    return true;
  }

  /// Christmas Day 2021, Hari Natal 2021
  bool holiday() {
    int code = 0;
    if (!take(word(t_.holiday), code) || !take(x3::lit(", ") | ' ') || !year_number(d_.year)) return false;
    d_.month = code / 100;
    d_.day = code % 100;
    return true;
  }

  bool relative() {
    int row = 0;
    const Iterator start = it_;
    if (take(word(t_.relative), row)) {
      const RelativeEntry& r = t_.relatives[static_cast<std::size_t>(row)];
      d_.relative = r.unit;
      d_.offset = r.offset;
      d_.has_relative = true;
      // Is it the weekday of the same name?
      const Iterator phrase_end = it_;
      it_ = start;
      int name = 0;
      d_.ambiguous = take(word(t_.weekday), name) && capital(start);
      it_ = phrase_end;
      return true;
    }
    it_ = start;
    // "last Friday", "last November"
    MonthEntry m;
    int day = 0;
    if (!take(word(t_.last) >> ' ')) return false;
    if (weekday_name(day)) {
      d_.weekday = day;
      d_.weekday_only = true;
      d_.last = true;
      return true;
    }
    if (!month_name(m)) return false;
    d_.month = m.month;
    d_.last = true;
    return true;
  }

  bool weekday_name(int& day, bool* needs_date = nullptr) {
    const Iterator back = it_;
    int row = 0;
    if (take(t_.weekday, row) && (*(it_ - 1) == '.' || see(boundary))) {
      const WeekdayEntry& w = t_.weekdays[static_cast<std::size_t>(row)];
      if (!w.capital || hari_ || capital(back)) {
        d_.weekday_begin = static_cast<std::size_t>(back - begin_);
        d_.weekday_end = place();
        day = w.day;
        if (needs_date != nullptr) *needs_date = w.is_short;
        return true;
      }
    }
    it_ = back;
    return false;
  }

  /// Wednesday; Wednesday, 13 September 2023; Rabu (13/9/2023); Jumat lalu; Rabu pekan lalu
  bool weekday() {
    int day = 0;
    bool needs_date = false;
    const Iterator start = it_;
    if (!weekday_name(day, &needs_date)) return false;
    const std::size_t wd_begin = d_.weekday_begin;
    const std::size_t wd_end = d_.weekday_end;
    const auto keep = [&] {
      d_.weekday = day;
      d_.weekday_begin = wd_begin;
      d_.weekday_end = wd_end;
    };
    const Iterator back = it_;
    int value = 0;
    if (take(' ' >> word(t_.week_after), value)) {
      keep();
      d_.weekday_only = true;
      d_.week = value;
      return true;
    }
    it_ = back;
    if (take(' ' >> word(t_.last_after))) {
      keep();
      d_.weekday_only = true;
      d_.last = true;
      return true;
    }
    it_ = back;
    if (take(x3::lit(", ") | ' ')) {
      take(word(t_.prefix) >> ' ');
      if (dated(false)) {
        keep();
        return true;
      }
    }
    it_ = back;
    if (take(blank >> '(')) {
      if (dated(true) && take(x3::lit(')'))) {
        keep();
        return true;
      }
    }
    it_ = back;
    d_ = Day{};
    d_.core = static_cast<std::size_t>(start - begin_);
    keep();
    d_.weekday_only = true;
    return !needs_date && (capital(start) || !g_.indonesian || hari_);
  }

  /// A date with a day, behind its weekday.
  bool dated(bool in_parentheses) {
    using Form = bool (Reader::*)();
    const Iterator back = it_;
    constexpr Form kForms[] = {&Reader::iso, &Reader::slashed, &Reader::day_month, &Reader::month_day};
    for (const Form form : kForms) {
      it_ = back;
      d_ = Day{};
      d_.core = place();
      if (!(this->*form)() || d_.day == 0) continue;
      // "13/9" without a year is a date only in parentheses behind a weekday.
      if (form == &Reader::slashed && d_.year == 0 && !in_parentheses) continue;
      return true;
    }
    return false;
  }

  bool year() {
    const Iterator start = it_;
    if (take(word(t_.year_word) >> ' ')) {
      d_.core = place();
      if (year_number(d_.year)) return true;
      it_ = start;
      d_.core = place();
    }
    if (year_number(d_.year)) {
      d_.bare_year = true;
      return true;
    }
    // "1957" in words is a year only behind a preposition, like its figures.
    if (spelled_year(d_.year)) {
      d_.bare_year = true;
      return true;
    }
    return false;
  }

  // ---- clock ----

  bool clock_time(ClockRead& out) {
    const Iterator start = it_;
    Clock& c = out.clock;
    unsigned h = 0;
    unsigned m = 0;
    unsigned sec = 0;
    int half = 0;
    const bool clock_word = take(word(t_.clock_word) >> ' ');
    const auto fail = [&] {
      it_ = start;
      c = Clock{};
      return false;
    };
    const Iterator figures = it_;
    if (take(digits_4 >> boundary, h) && h / 100 < 24 && h % 100 < 60) {
      // "1900 GMT": four figures are a time only with a zone.
      c.hour = static_cast<int>(h / 100);
      c.minute = static_cast<int>(h % 100);
      if (!see(x3::lit(' ') | '(') || !zone_behind(c)) return fail();
      return true;
    }
    it_ = figures;
    if (!take(digits_1_2, h) || h > 24) return fail();
    const Iterator hour_end = it_;
    char mark = 0;
    if (take(x3::char_(":."), mark) && take(digits_2, m) && m < 60) {
      c.minute = static_cast<int>(m);
      const Iterator minute_end = it_;
      if (take(x3::omit[x3::char_(mark)] >> digits_2, sec) && sec < 60) {
        c.second = static_cast<int>(sec);
      } else {
        it_ = minute_end;
      }
    } else {
      it_ = hour_end;
      mark = 0;
    }
    if (!see(boundary) && !see(x3::lit("am") | "pm" | "a.m" | "p.m" | "z")) return fail();
    c.hour = static_cast<int>(h);
    bool sure = clock_word || mark == ':';
    const Iterator before_half = it_;
    if (take(blank >> t_.half_day, half) && (*(it_ - 1) == '.' || see(boundary)) && h >= 1 && h <= 12) {
      c.hour = static_cast<int>(h % 12) + half;
      sure = true;
    } else {
      it_ = before_half;
      if (take(' ' >> word(t_.oclock))) sure = true;
    }
    int part = 0;
    const Iterator before_part = it_;
    if (take(' ' >> word(t_.daypart), part)) {
      if (!in_daypart(c, static_cast<Daypart>(part))) it_ = before_part;
    } else {
      it_ = before_part;
    }
    if (zone_behind(c)) sure = true;
    if (!sure || c.hour > 23) return fail();
    return true;
  }

  /// "pukul 5 sore" is 17.00; "pukul 2 dini hari" stays.
  static bool in_daypart(Clock& c, Daypart part) {
    switch (part) {
      case Daypart::afternoon:
      case Daypart::evening:
        if (c.hour >= 1 && c.hour <= 11) c.hour += 12;
        return true;
      case Daypart::night:
        if (c.hour >= 6 && c.hour <= 11) c.hour += 12;
        return true;
      case Daypart::midday:
        if (c.hour >= 1 && c.hour <= 4) c.hour += 12;
        return true;
      case Daypart::morning:
      case Daypart::small_hours: return c.hour < 12;
      case Daypart::none: return false;
    }
    return false;
  }

  bool zone_behind(Clock& c) {
    const Iterator back = it_;
    if (take(x3::lit(", ") | ' ') && zone(c)) return true;
    it_ = back;
    if (take(x3::lit(" (")) && zone(c) && take(x3::lit(')'))) return true;
    it_ = back;
    if (take('z' >> boundary)) {
      c.zone = "UTC";
      c.zone_said = true;
      return true;
    }
    it_ = back;
    return false;
  }

  /// "UTC", "Moscow time", "waktu setempat", "UTC+7", "GMT+07:00"
  bool zone(Clock& c) {
    const Iterator back = it_;
    int row = 0;
    if (!take(word(t_.zone), row)) {
      it_ = back;
      return false;
    }
    const std::string& z = t_.zones[static_cast<std::size_t>(row)];
    // An abbreviation is in capitals: "ist", "wit", "est" are also words.
    const std::string_view written(back, static_cast<std::size_t>(it_ - back));
    if (written.find(' ') == std::string_view::npos && !capital(back)) {
      it_ = back;
      return false;
    }
    c.zone_said = true;
    if (z != "local") c.zone = z;
    if (z == "UTC") {
      const Iterator here = it_;
      char sign = 0;
      unsigned h = 0;
      unsigned m = 0;
      if (take(x3::char_("+-"), sign) && take(digits_1_2, h) && h <= 14) {
        const Iterator hours = it_;
        if (!take(':' >> digits_2, m)) it_ = hours;
        const auto two = [](unsigned v) { return (v < 10 ? "0" : "") + std::to_string(v); };
        c.zone = sign + two(h) + ":" + two(m);
        if (h == 0 && m == 0) c.zone = "UTC";
      } else {
        it_ = here;
      }
    }
    return true;
  }

  /// "dini hari WIB", "pagi waktu setempat", "night"
  bool daypart_first(ClockRead& out) {
    const Iterator back = it_;
    int part = 0;
    if (!g_.indonesian) take(x3::lit("the "));
    if (!take(word(t_.daypart), part)) {
      it_ = back;
      return false;
    }
    out.clock.daypart = static_cast<Daypart>(part);
    const Iterator here = it_;
    if (!(take(x3::lit(", ") | ' ') && zone(out.clock))) it_ = here;
    return true;
  }

  const Source& s_;
  const Grammar& g_;
  const Tables& t_;
  const Iterator begin_;
  Iterator it_;
  const Iterator end_;
  Day d_;
  bool hari_ = false;
};

}  // namespace

std::optional<Day> read_day(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return std::nullopt;
  return Reader(s, at, grammar_of(lang)).day();
}

std::optional<ClockRead> read_clock(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return std::nullopt;
  return Reader(s, at, grammar_of(lang)).clock();
}

}  // namespace saksi::grammar::parts

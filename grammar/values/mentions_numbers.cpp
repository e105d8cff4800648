// Numbers and ordinals: figures by locale, number words, scales.
#include <boost/spirit/home/x3.hpp>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <string>

#include "grammar/names/per_language.h"
#include "grammar/values/mentions_parts.h"
#include "grammar/values/values.h"

namespace saksi::grammar::parts {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = const char*;

/// No letter, figure or byte of a longer character goes on here.
const auto boundary = x3::eps >> !(x3::standard::alnum | x3::char_('\x80', '\xff'));

/// The words of one kind of a language's table; matching is longest first and ends at a boundary.
struct Words {
  x3::symbols<double> unit, teen, tens, hundred, a_hundred, scale, digits_scale, a_scale, dozen, plus_ten, times_ten;
  x3::symbols<double> exact_digits, half, plus_half, article, joiner;
  x3::symbols<double> ordinal, ordinal_tens, suffix, prefix, prefix_figures;
};

double number_of(std::string_view s) { return s.empty() ? 0 : std::strtod(std::string(s).c_str(), nullptr); }

Words read_words(std::string_view lang) {
  Words w;
  const std::map<std::string_view, x3::symbols<double>*> kinds = {
      {"unit", std::addressof(w.unit)},           {"teen", std::addressof(w.teen)},
      {"tens", std::addressof(w.tens)},           {"hundred", std::addressof(w.hundred)},
      {"a-hundred", std::addressof(w.a_hundred)}, {"scale", std::addressof(w.scale)},
      {"digits", std::addressof(w.digits_scale)}, {"a-scale", std::addressof(w.a_scale)},
      {"dozen", std::addressof(w.dozen)},         {"plus-ten", std::addressof(w.plus_ten)},
      {"times-ten", std::addressof(w.times_ten)}, {"half", std::addressof(w.half)},
      {"plus-half", std::addressof(w.plus_half)}, {"article", std::addressof(w.article)},
      {"joiner", std::addressof(w.joiner)}};
  for (const ValueRow& r : value_table(lang, "numbers")) {
    const auto it = kinds.find(r.a);
    if (it != kinds.end()) it->second->add(std::string(r.word), number_of(r.b));
    if (r.a == "exact-digits") {
      const std::string key(1, static_cast<char>(r.word[0] - 'A' + 'a'));
      w.exact_digits.add(key, number_of(r.b));
    }
    if (r.a == "scale") w.digits_scale.add(std::string(r.word), number_of(r.b));
  }
  for (const ValueRow& r : value_table(lang, "ordinals")) {
    const double v = number_of(r.a);
    if (r.b == "word") {
      w.ordinal.add(std::string(r.word), v);
    } else if (r.b == "suffix") {
      w.suffix.add(std::string(r.word), v);
    } else if (r.b == "prefix") {
      w.prefix.add(std::string(r.word), v);
    } else if (r.b == "prefix-figures") {
      w.prefix_figures.add(std::string(r.word), v);
    }
  }
  return w;
}

template <class Symbols>
auto word(const Symbols& s) {
  return s >> boundary;
}

const auto set = [](auto& c) { x3::_val(c) = x3::_attr(c); };
const auto add = [](auto& c) { x3::_val(c) += x3::_attr(c); };
const auto times = [](auto& c) { x3::_val(c) *= x3::_attr(c); };

/// Number words in sum: hundreds, tens and units up to a scale, then the next with a smaller scale.
struct Spelled {
  double total = 0;
  double scale = std::numeric_limits<double>::infinity();  ///< of the last part; 1 = nothing may follow
};

const auto add_part = [](auto& c) {
  const auto& part = x3::_attr(c);
  Spelled& s = x3::_val(c);
  if (part.scale >= s.scale || (part.scale == 1 && s.scale == 1)) {
    x3::_pass(c) = false;
    return;
  }
  // What stands behind a scale must be smaller than it: "two million three thousand".
  if (std::isfinite(s.scale) && part.total >= s.scale) {
    x3::_pass(c) = false;
    return;
  }
  s.total += part.total;
  s.scale = part.scale;
};

using DoubleRule = x3::rule<struct DoubleId, double>;

auto make_below_1000_en(const Words& w) {
  const auto below_20 = x3::rule<struct Below20En, double>{"below 20"} = word(w.unit)[set] | word(w.teen)[set];
  const auto tens = x3::rule<struct TensEn, double>{"tens"} =
      (w.tens[set] >> x3::omit[x3::char_("- ")] >> word(w.unit)[add]) | word(w.tens)[set];
  const auto below_100 = x3::rule<struct Below100En, double>{"below 100"} = tens[set] | below_20[set];
  const auto tail = x3::omit[-(word(w.joiner) >> ' ')] >> below_100;
  const auto hundreds = x3::rule<struct HundredsEn, double>{"hundreds"} =
      (below_100[set] | word(w.article)[([](auto& c) { x3::_val(c) = 1; })]) >> ' ' >> word(w.hundred)[times] >>
      -(' ' >> tail[add]);
  return x3::rule<struct Below1000En, double>{"below 1000"} = hundreds[set] | below_100[set];
}

auto make_below_1000_id(const Words& w) {
  const auto teens = x3::rule<struct TeensId, double>{"teens"} =
      word(w.teen)[set] | (word(w.unit)[set] >> ' ' >> word(w.plus_ten)[add]);
  const auto tens = x3::rule<struct TensId, double>{"tens"} =
      word(w.unit)[set] >> ' ' >> word(w.times_ten)[times] >> -(' ' >> word(w.unit)[add]);
  const auto below_100 = x3::rule<struct Below100Id, double>{"below 100"} = teens[set] | tens[set] | word(w.unit)[set];
  const auto hundreds = x3::rule<struct HundredsId, double>{"hundreds"} =
      (word(w.a_hundred)[set] | (word(w.unit)[set] >> ' ' >> word(w.hundred)[times])) >> -(' ' >> below_100[add]);
  return x3::rule<struct Below1000Id, double>{"below 1000"} = hundreds[set] | below_100[set];
}

template <class Below1000>
auto make_spelled(const Words& w, const Below1000& below_1000) {
  const auto scaled = x3::rule<struct ScaledPart, Spelled>{"scaled part"} =
      below_1000[([](auto& c) { x3::_val(c).total = x3::_attr(c); })] >>
      +(' ' >> word(w.scale)[([](auto& c) {
          Spelled& s = x3::_val(c);
          s.total *= x3::_attr(c);
          s.scale = std::isfinite(s.scale) ? s.scale * x3::_attr(c) : x3::_attr(c);
        })]);
  const auto one_scale = x3::rule<struct OneScale, Spelled>{"one of a scale"} =
      word(w.a_scale)[([](auto& c) { x3::_val(c).total = x3::_val(c).scale = x3::_attr(c); })] |
      (word(w.article) >> ' ' >>
       word(w.scale)[([](auto& c) { x3::_val(c).total = x3::_val(c).scale = x3::_attr(c); })]);
  const auto plain = x3::rule<struct PlainPart, Spelled>{"plain part"} = below_1000[([](auto& c) {
    x3::_val(c).total = x3::_attr(c);
    x3::_val(c).scale = 1;
  })];
  const auto part = x3::rule<struct AnyPart, Spelled>{"part"} = scaled[set] | one_scale[set] | plain[set];
  const auto separator = x3::omit[x3::lit(", ") | (' ' >> -(word(w.joiner) >> ' '))];
  return x3::rule<struct WholeNumber, Spelled>{"number"} = part[add_part] >> *(separator >> part[add_part]);
}

/// Figures as written: the marks are told apart afterwards.
const auto figures = x3::raw[+x3::standard::digit >> *(x3::char_(".,") >> +x3::standard::digit)];

struct Grammar {
  Words words;
  bool indonesian = false;

  explicit Grammar(std::string_view lang) : words(read_words(lang)), indonesian(lang == "id") {}
};

const Grammar& grammar_of(std::string_view lang) {
  return per_language(lang, [](std::string_view l) { return Grammar(l); });
}

int significant_digits(const std::string& digits, bool whole) {
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return 1;
  std::size_t last = digits.size();
  if (whole) last = digits.find_last_not_of('0') + 1;
  return static_cast<int>(last - first);
}

/// "1.234.567,8": group and decimal marks by locale. A mark that cannot group stands for decimals in Indonesian, where
/// foreign figures are common; groups must be of three.
std::optional<Number> figures_value(std::string_view raw, bool indonesian) {
  const char group = indonesian ? '.' : ',';
  const char decimal = indonesian ? ',' : '.';
  std::string whole;
  std::string fraction;
  std::size_t at = 0;
  std::size_t run = 0;
  bool grouped = false;
  while (at < raw.size() && raw[at] >= '0' && raw[at] <= '9') {
    whole += raw[at++];
    ++run;
  }
  while (at < raw.size() && raw[at] == group) {
    std::size_t digits = 0;
    while (at + 1 + digits < raw.size() && raw[at + 1 + digits] >= '0' && raw[at + 1 + digits] <= '9') ++digits;
    const bool fits = digits == 3 && (grouped || run <= 3) && whole[0] != '0';
    if (!fits) {
      if (!indonesian || grouped || raw.find_first_of(".,", at + 1) != std::string_view::npos) return std::nullopt;
      fraction = std::string(raw.substr(at + 1));
      at = raw.size();
      break;
    }
    whole += raw.substr(at + 1, 3);
    at += 4;
    grouped = true;
  }
  if (at < raw.size() && raw[at] == decimal) {
    fraction = std::string(raw.substr(at + 1));
    at = raw.size();
    if (fraction.find_first_of(".,") != std::string::npos) return std::nullopt;
  }
  if (at < raw.size() || whole.size() > 15) return std::nullopt;
  Number n;
  n.value = std::strtod((whole + (fraction.empty() ? "" : "." + fraction)).c_str(), nullptr);
  n.decimals = static_cast<int>(fraction.size());
  n.significant = significant_digits(whole + fraction, fraction.empty());
  n.doubtful = indonesian && fraction.size() == 3 && !grouped && whole.size() <= 3 && whole[0] != '0';
  if (!grouped && fraction.empty()) n.digits = static_cast<int>(whole.size());
  return n;
}

void scale_by(Number& n, double factor) {
  n.value *= factor;
  n.scaled = true;
  n.doubtful = false;
  n.digits = 0;
}

std::optional<Number> read_figures(const Source& s, std::size_t at, const Grammar& g) {
  Iterator it = s.lower.data() + at;
  const Iterator begin = it;
  const Iterator end = s.lower.data() + s.end;
  boost::iterator_range<Iterator> raw;
  if (!x3::parse(it, end, figures, raw)) return std::nullopt;
  auto n = figures_value({raw.begin(), static_cast<std::size_t>(raw.end() - raw.begin())}, g.indonesian);
  if (!n) return std::nullopt;
  // "1.5 million", "100k", "two hundred dozen".
  double factor = 1;
  const auto scale = x3::omit[-x3::lit(' ')] >> word(g.words.digits_scale);
  const auto dozen = ' ' >> word(g.words.dozen);
  for (int i = 0; i < 2; ++i) {
    Iterator next = it;
    if (!x3::parse(next, end, scale, factor) && (next = it, !x3::parse(next, end, dozen, factor))) break;
    // A single letter must adjoin the figures, which it would otherwise be a unit behind.
    if (next - it == 2 && *it == ' ') break;
    scale_by(*n, factor);
    it = next;
  }
  Iterator next = it;
  // "1.2M", "$3B": a capital that adjoins the figures; a whole number without a currency is a model ("3B").
  const bool money = at > 0 && (s.lower[at - 1] == '$' || static_cast<unsigned char>(s.lower[at - 1]) >= 0x80);
  if (!n->scaled && (n->decimals > 0 || money) && x3::parse(next, end, word(g.words.exact_digits), factor) &&
      s.exact[at + static_cast<std::size_t>(it - begin)] != *it) {
    scale_by(*n, factor);
    it = next;
  }
  next = it;
  if (x3::parse(next, end, ' ' >> word(g.words.plus_half), factor)) {
    n->value += n->scaled ? factor / 2 : 0.5;
    n->significant += 1;
    n->decimals = n->scaled ? n->decimals : 1;
    n->digits = 0;
    it = next;
  }
  n->end = at + static_cast<std::size_t>(it - begin);
  return n;
}

Number spelled_number(double value, std::size_t end) {
  Number n;
  n.value = value;
  n.significant = Quantity::count(value).significant;
  n.spelled = true;
  n.end = end;
  return n;
}

template <class Spelling>
std::optional<Number> read_words_with(const Source& s, std::size_t at, const Words& w, const Spelling& spelling) {
  Iterator it = s.lower.data() + at;
  const Iterator begin = it;
  const Iterator end = s.lower.data() + s.end;
  const auto place = [&](Iterator p) { return at + static_cast<std::size_t>(p - begin); };
  const auto scale_or_dozen = x3::rule<struct ScaleOrDozen, double>{"scale"} =
      ' ' >> (word(w.scale)[set] | word(w.dozen)[set]);
  double unused = 0;
  double factor = 0;
  // "half a century", "setengah juta"
  if (x3::parse(it, end, word(w.half), unused)) {
    Number n = spelled_number(0.5, place(it));
    n.decimals = 1;
    n.needs_unit = true;
    Iterator next = it;
    if (x3::parse(next, end, scale_or_dozen, factor)) {
      n = spelled_number(0.5 * factor, place(next));
      n.scaled = true;
    }
    return n;
  }
  it = begin;
  Spelled value;
  if (!x3::parse(it, end, spelling, value)) {
    it = begin;
    if (!x3::parse(it, end, word(w.article), unused)) return std::nullopt;
    Iterator next = it;
    if (x3::parse(next, end, ' ' >> word(w.dozen), factor)) return spelled_number(factor, place(next));
    Number n = spelled_number(1, place(it));
    n.needs_unit = true;
    n.article = true;
    return n;
  }
  Number n = spelled_number(value.total, place(it));
  n.scaled = value.scale >= 1e6 && std::isfinite(value.scale);
  Iterator next = it;
  if (x3::parse(next, end, ' ' >> word(w.dozen), factor)) {
    n = spelled_number(value.total * factor, place(next));
    it = next;
  }
  next = it;
  if (x3::parse(next, end, ' ' >> word(w.plus_half), unused)) {
    // "two and a half years", "dua setengah juta"
    Iterator scaled = next;
    if (value.scale == 1 && x3::parse(scaled, end, ' ' >> word(w.scale), factor)) {
      n = spelled_number((value.total + 0.5) * factor, place(scaled));
      n.scaled = true;
    } else {
      const double step = std::isfinite(value.scale) ? value.scale : 1;
      n = spelled_number(value.total + 0.5 * step, place(next));
      n.decimals = step == 1 ? 1 : 0;
    }
    n.significant = Quantity::count(std::floor(value.total)).significant + 1;
  }
  return n;
}

std::optional<Number> read_spelled(const Source& s, std::size_t at, const Grammar& g) {
  if (g.indonesian) {
    static const auto id = make_spelled(g.words, make_below_1000_id(g.words));
    return read_words_with(s, at, g.words, id);
  }
  static const auto en = make_spelled(g.words, make_below_1000_en(g.words));
  return read_words_with(s, at, g.words, en);
}

}  // namespace

bool at_boundary(const Source& s, std::size_t at) {
  if (at >= s.end) return true;
  const auto c = static_cast<unsigned char>(s.lower[at]);
  return !(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
}

std::optional<Number> read_number(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return std::nullopt;
  const Grammar& g = grammar_of(lang);
  const char c = s.lower[at];
  if (c >= '0' && c <= '9') return read_figures(s, at, g);
  return read_spelled(s, at, g);
}

std::optional<Ordinal> read_ordinal(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return std::nullopt;
  const Grammar& g = grammar_of(lang);
  const Words& w = g.words;
  Iterator it = s.lower.data() + at;
  const Iterator begin = it;
  const Iterator end = s.lower.data() + s.end;
  const auto place = [&](Iterator p) { return at + static_cast<std::size_t>(p - begin); };
  const auto done = [&](double v, bool spelled, std::size_t to) -> std::optional<Ordinal> {
    if (v < 1 || v > 1e6) return std::nullopt;
    return Ordinal{static_cast<int>(v), spelled, to};
  };
  double value = 0;
  double unit = 0;
  unsigned figures_value_ = 0;
  const auto small = x3::uint_parser<unsigned, 10, 1, 6>{};
  if (x3::parse(it, end, small, figures_value_)) {
    if (!x3::parse(it, end, x3::omit[word(w.suffix)])) return std::nullopt;
    return done(figures_value_, false, place(it));
  }
  it = begin;
  if (x3::parse(it, end, word(w.ordinal), value)) return done(value, true, place(it));
  it = begin;
  if (x3::parse(it, end, w.tens, value) && x3::parse(it, end, x3::omit[x3::char_("- ")] >> word(w.ordinal), unit) &&
      unit < 10) {
    return done(value + unit, true, place(it));
  }
  it = begin;
  if (x3::parse(it, end, x3::omit[w.prefix_figures]) && x3::parse(it, end, small >> boundary, figures_value_)) {
    return done(figures_value_, false, place(it));
  }
  // "keempat", "kedua belas": the prefix adjoins the number's first word.
  it = begin;
  if (x3::parse(it, end, x3::omit[w.prefix])) {
    if (const auto n = read_spelled(s, place(it), g); n && !n->needs_unit && n->decimals == 0) {
      return done(n->value, true, n->end);
    }
  }
  return std::nullopt;
}

}  // namespace saksi::grammar::parts

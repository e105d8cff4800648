// Measures: hedges and bounds, money, numbers and ranges with their units, coordinates.
#include <boost/spirit/home/x3.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "grammar/names/per_language.h"
#include "grammar/values/mentions_parts.h"
#include "grammar/values/values.h"

namespace saksi::grammar::parts {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = const char*;

const auto boundary = x3::eps >> !(x3::standard::alnum | x3::char_('\x80', '\xff'));

struct UnitEntry {
  std::string unit;
  double factor = 1;
  std::string exact;  ///< the spelling it must have; empty = any case
  bool word = false;  ///< a whole word, at home behind an article or a hyphen
  bool countable = false;
  bool se = false;
};

struct HedgeEntry {
  Hedge hedge = Hedge::none;
  Bound bound = Bound::eq;
};

struct AxisEntry {
  std::string axis;
  bool negative = false;
  bool letter = false;
};

struct Tables {
  std::vector<UnitEntry> units;
  std::vector<HedgeEntry> hedges;
  std::vector<AxisEntry> axes;
  x3::symbols<std::size_t> unit, exact_unit, before, hedge, hedge_after, axis, se_unit;
  x3::symbols<std::size_t> minus, range_to, range_and, opener_to, opener_and;
};

UnitEntry unit_entry(const ValueRow& r) {
  UnitEntry e;
  std::string_view id = r.a;
  if (const auto star = id.find('*'); star != std::string_view::npos) {
    e.factor = std::strtod(std::string(id.substr(0, star)).c_str(), nullptr);
    id.remove_prefix(star + 1);
  }
  e.unit = std::string(id);
  if (r.b == "exact") e.exact = std::string(r.word);
  e.se = r.b == "se";
  e.word = r.b == "word" || e.se;
  e.countable = r.b == "count";
  return e;
}

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

HedgeEntry hedge_entry(std::string_view says) {
  HedgeEntry h;
  if (says == "about") h.hedge = Hedge::about;
  if (says == "almost") h.hedge = Hedge::almost;
  if (says == "exactly") h.hedge = Hedge::exactly;
  if (says == "gt") h.bound = Bound::gt;
  if (says == "ge") h.bound = Bound::ge;
  if (says == "lt") h.bound = Bound::lt;
  if (says == "le") h.bound = Bound::le;
  return h;
}

Tables read_tables(std::string_view lang) {
  Tables t;
  for (const ValueRow& r : value_table(lang, "units")) {
    const std::string key = lower_ascii(r.word);
    const std::size_t row = t.units.size();
    t.units.push_back(unit_entry(r));
    if (r.b == "before") {
      t.before.add(key, row);
    } else if (r.b == "exact") {
      t.exact_unit.add(key, row);
    } else {
      t.unit.add(key, row);
      if (t.units[row].se) t.se_unit.add("se" + key, row);
    }
  }
  for (const ValueRow& r : value_table(lang, "hedges")) {
    const std::size_t row = t.hedges.size();
    t.hedges.push_back(hedge_entry(r.a));
    (r.b == "after" ? t.hedge_after : t.hedge).add(std::string(r.word), row);
  }
  for (const ValueRow& r : value_table(lang, "axes")) {
    t.axis.add(std::string(r.word), t.axes.size());
    t.axes.push_back({std::string(r.a), r.b == "-", r.word.size() == 1});
  }
  for (const ValueRow& r : value_table(lang, "numbers")) {
    if (r.a == "minus") t.minus.add(std::string(r.word), 0);
  }
  for (const ValueRow& r : value_table(lang, "dates")) {
    if (r.a == "to") t.range_to.add(std::string(r.word), 0);
    if (r.a == "and") t.range_and.add(std::string(r.word), 0);
    if (r.a == "opener") (r.b == "and" ? t.opener_and : t.opener_to).add(std::string(r.word), 0);
  }
  return t;
}

struct Grammar {
  std::string lang;
  Tables tables;
  explicit Grammar(std::string_view l) : lang(l), tables(read_tables(l)) {}
};

const Grammar& grammar_of(std::string_view lang) {
  return per_language(lang, [](std::string_view l) { return Grammar(l); });
}

const auto dash = x3::omit[-x3::lit(' ') >> '-' >> -x3::lit(' ')];
const auto blank = x3::omit[-x3::lit(' ')];
const auto degree_sign = blank >> "\xC2\xB0" >> blank;
const auto degree_word = x3::lit(" degrees ") | " degree " | " derajat ";
/// "14-year-old", "6-metre-tall": one word with its unit.
const auto ending = -(x3::lit("-old") | "-long" | "-high" | "-tall" | "-wide" | "-deep" | "-thick");

template <class Symbols>
auto word(const Symbols& s) {
  return s >> boundary;
}

/// Walks over a measure, one phrase after the other; each step that fails leaves its place untouched.
class Reader {
 public:
  Reader(const Source& s, std::size_t at, const Grammar& g)
      : s_(s), g_(g), t_(g.tables), begin_(s.lower.data()), it_(begin_ + at), end_(begin_ + s.end) {}

  std::optional<Measure> run() {
    const bool opened_and = take(word(t_.opener_and) >> ' ');
    const bool opened_to = !opened_and && take(word(t_.opener_to) >> ' ');
    hedges();
    m_.core = place();
    if (!opened_and && !opened_to) {
      if (money() || se_unit() || number_first()) return done();
      return std::nullopt;
    }
    // "between 10 and 12 km": a range, or nothing.
    if (!signed_number(m_.first, m_.negative)) return std::nullopt;
    if (!range(opened_and) || m_.unit.empty()) return std::nullopt;
    return done();
  }

  std::size_t behind_about() {
    const std::size_t start = place();
    hedges();
    return m_.hedge == Hedge::about && m_.bound == Bound::eq ? place() : start;
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
  [[nodiscard]] std::size_t place() const { return static_cast<std::size_t>(it_ - begin_); }

  void hedges() {
    for (std::size_t row = 0;;) {
      const Iterator back = it_;
      if (!take(t_.hedge, row)) return;
      // A word needs a blank behind it; a sign ("~", ">") does not.
      const bool sign = !(back[0] >= 'a' && back[0] <= 'z');
      if (!take(x3::lit(' ')) && !sign) {
        it_ = back;
        return;
      }
      const HedgeEntry& h = t_.hedges[row];
      if (h.hedge != Hedge::none) m_.hedge = h.hedge;
      if (h.bound != Bound::eq) m_.bound = h.bound;
    }
  }

  bool number(Number& n) {
    const auto read = read_number(s_, place(), g_.lang);
    if (!read) return false;
    n = *read;
    it_ = begin_ + n.end;
    return true;
  }

  bool signed_number(Number& n, bool& negative) {
    const Iterator back = it_;
    const bool minus = take(word(t_.minus) >> ' ') || take(x3::lit('-') >> blank);
    if (number(n) && !(minus && n.needs_unit)) {
      negative = minus;
      return true;
    }
    it_ = back;
    return false;
  }

  bool money() {
    const Iterator back = it_;
    const bool minus = take(x3::lit('-'));
    std::size_t row = 0;
    if (take(t_.before >> blank, row)) {
      const bool second_minus = take(x3::lit('-'));
      if (number(m_.first) && !m_.first.needs_unit) {
        m_.negative = minus || second_minus;
        m_.unit = t_.units[row].unit;
        m_.first.digits = 0;
        return true;
      }
    }
    it_ = back;
    return false;
  }

  bool se_unit() {
    std::size_t row = 0;
    if (!take(word(t_.se_unit), row)) return false;
    m_.first.value = 1;
    m_.first.significant = 1;
    m_.first.spelled = true;
    set_unit(row);
    return true;
  }

  void set_unit(std::size_t row) {
    m_.unit = t_.units[row].unit;
    m_.factor = t_.units[row].factor;
  }

  bool number_first() {
    if (!signed_number(m_.first, m_.negative)) return false;
    if (coordinate()) return true;
    if (!m_.first.needs_unit && range(false)) return true;
    if (unit(m_.first)) return true;
    return !m_.first.needs_unit;
  }

  /// The unit behind a number.
  bool unit(const Number& n) {
    const Iterator back = it_;
    const bool space = take(x3::lit(' '));
    const bool hyphen = !space && take(x3::lit('-'));
    const Iterator start = it_;
    std::size_t row = 0;
    std::size_t exact = 0;
    Iterator exact_end = nullptr;
    if (take(word(t_.exact_unit), exact)) {
      const std::string_view written =
          s_.exact.substr(static_cast<std::size_t>(start - begin_), static_cast<std::size_t>(it_ - start));
      // "30s" may be a decade; a lone letter needs a blank before it.
      if (written == t_.units[exact].exact && (space || written.size() > 1)) exact_end = it_;
    }
    it_ = start;
    const bool any = take(t_.unit >> x3::omit[ending] >> boundary, row);
    if (any) {
      const UnitEntry& u = t_.units[row];
      const bool fits = (!hyphen || u.word || u.countable) && (!n.article || u.word) && (!n.needs_unit || u.word);
      if (fits && (exact_end == nullptr || it_ > exact_end)) {
        set_unit(row);
        return true;
      }
    }
    if (exact_end != nullptr && !hyphen && !n.needs_unit) {
      it_ = exact_end;
      set_unit(exact);
      return true;
    }
    it_ = back;
    return false;
  }

  /// " to 12 km", "-12 km", " km to 12 km": a range needs a unit.
  bool range(bool with_and) {
    const Iterator back = it_;
    const Measure before = m_;
    unit(m_.first);
    const std::string first_unit = m_.unit;
    m_.unit.clear();
    const bool joined =
        with_and ? take(' ' >> word(t_.range_and) >> ' ') : take(' ' >> word(t_.range_to) >> ' ') || take(dash);
    Number second;
    bool negative = false;
    if (joined && signed_number(second, negative) && !second.needs_unit && unit(second) &&
        (first_unit.empty() || first_unit == m_.unit)) {
      m_.second = second;
      m_.second_negative = negative;
      return true;
    }
    m_ = before;
    it_ = back;
    return false;
  }

  bool coordinate() {
    const Iterator back = it_;
    const bool sign = take(degree_sign);
    bool degrees = sign;
    Number part;
    if (sign) {
      const Iterator here = it_;
      if (number(part) && take(x3::lit('\''))) {
        m_.minutes = part.value;
        take(blank);
        const Iterator there = it_;
        if (number(part) && take(x3::lit('"') | "''")) {
          m_.seconds = part.value;
          take(blank);
        } else {
          it_ = there;
        }
      } else {
        it_ = here;
      }
    } else {
      degrees = take(degree_word);
    }
    if (!degrees && (m_.first.decimals == 0 || !take(x3::lit(' ')))) {
      it_ = back;
      return false;
    }
    const Iterator letter = it_;
    std::size_t row = 0;
    if (take(word(t_.axis), row)) {
      const AxisEntry& a = t_.axes[row];
      const char written = s_.exact[static_cast<std::size_t>(letter - begin_)];
      const bool capital = written >= 'A' && written <= 'Z';
      if ((!a.letter || capital) && m_.first.value <= (a.axis == "lat" ? 90 : 180) &&
          !(a.letter && it_ != end_ && *it_ == '-')) {
        m_.axis = a.axis;
        m_.south_or_west = a.negative;
        m_.unit = "deg";
        return true;
      }
    }
    m_.minutes = m_.seconds = 0;
    it_ = back;
    return false;
  }

  std::optional<Measure> done() {
    m_.core_end = place();
    std::size_t row = 0;
    const Iterator back = it_;
    if (take(' ' >> word(t_.hedge_after), row)) {
      // "12 km lebih" closes its phrase; in "sebulan lebih dulu" the word is another's.
      if (it_ == end_ || *it_ != ' ') {
        const HedgeEntry& h = t_.hedges[row];
        if (h.hedge != Hedge::none) m_.hedge = h.hedge;
        if (h.bound != Bound::eq) m_.bound = h.bound;
      } else {
        it_ = back;
      }
    }
    m_.end = place();
    return m_;
  }

  const Source& s_;
  const Grammar& g_;
  const Tables& t_;
  const Iterator begin_;
  Iterator it_;
  const Iterator end_;
  Measure m_;
};

}  // namespace

std::optional<Measure> read_measure(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return std::nullopt;
  return Reader(s, at, grammar_of(lang)).run();
}

std::size_t skip_about(const Source& s, std::size_t at, std::string_view lang) {
  if (at >= s.end) return at;
  return Reader(s, at, grammar_of(lang)).behind_about();
}

}  // namespace saksi::grammar::parts

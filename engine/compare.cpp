#include <algorithm>
#include <cmath>
#include <set>

#include "engine/world.h"
#include "grammar/text.h"

namespace saksi::engine {
namespace {

struct Range {
  double low = 0, high = 0;
};

Op op_of(Op op, Bound b) {
  if (op != Op::eq && op != Op::in) return op;
  switch (b) {
    case Bound::eq: return op;
    case Bound::gt: return Op::gt;
    case Bound::ge: return Op::ge;
    case Bound::lt: return Op::lt;
    case Bound::le: return Op::le;
  }
  return op;
}

/// `slack` widens what is said; half the widened width again is the margin in which nothing is decided.
Truth place(Range fact, Op op, Range said, Range threshold, double slack) {
  switch (op) {
    case Op::eq:
    case Op::in: {
      const double low = said.low - slack;
      const double high = said.high + slack;
      if (low <= fact.low && fact.high <= high) return Truth::yes;
      const double half = std::isfinite(high - low) ? (high - low) / 2 : 0;
      return fact.high < low - half || fact.low > high + half ? Truth::no : Truth::open;
    }
    case Op::ne: return negate(place(fact, Op::eq, said, threshold, slack));
    case Op::gt:
      if (fact.low > threshold.high) return Truth::yes;
      return fact.high <= threshold.low - slack ? Truth::no : Truth::open;
    case Op::ge:
      if (fact.low >= threshold.high) return Truth::yes;
      return fact.high < threshold.low - slack ? Truth::no : Truth::open;
    case Op::lt:
      if (fact.high < threshold.low) return Truth::yes;
      return fact.low >= threshold.high + slack ? Truth::no : Truth::open;
    case Op::le:
      if (fact.high <= threshold.low) return Truth::yes;
      return fact.low > threshold.high + slack ? Truth::no : Truth::open;
  }
  return Truth::open;
}

/// What a bound is compared with: the number itself; a hedged one reaches to the edge of its band.
Range threshold_of(const Quantity& q) {
  Range t{q.value, q.value};
  if (q.hedge != Hedge::about) return t;
  const double band = 0.1 * std::fabs(q.value);
  return {q.value - band, q.value + band};
}

std::set<std::string> words_of(std::string_view text) {
  // Words that come and go with style tell nothing.
  static const std::set<std::string> kSmall = {"the", "of",  "and",   "for", "a",   "an",
                                               "in",  "dan", "untuk", "di",  "dari"};
  std::set<std::string> out;
  std::string word;
  for (const char c : grammar::fold(text)) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || u >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      out.insert(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.insert(std::move(word));
  std::erase_if(out, [](const std::string& w) { return kSmall.contains(w); });
  return out;
}

/// The letters that an expansion's words begin with.
std::string initials(std::string_view text) {
  static const std::set<std::string> kSmall = {"the", "of",  "and",   "for", "a",   "an",
                                               "in",  "dan", "untuk", "di",  "dari"};
  std::string out, word;
  const auto flush = [&] {
    if (!word.empty() && !kSmall.contains(word)) out += word.front();
    word.clear();
  };
  for (const char c : grammar::fold(text)) {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) != 0 || u >= 0x80) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return out;
}

Seconds floor_day(Seconds t) { return t >= 0 ? t / kDaySeconds : -((-t + kDaySeconds - 1) / kDaySeconds); }

int year_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(floor_day(t), y, m, d);
  return y;
}

int month_of(Seconds t) {
  int y = 0, m = 0, d = 0;
  civil_from_days(floor_day(t), y, m, d);
  return y * 12 + m - 1;
}

}  // namespace

Truth World::compare_quantity(const Witness& fact, Op op, const Quantity& said, std::string_view property) const {
  const auto* q = std::get_if<Quantity>(&fact.value);
  if (q == nullptr) return Truth::open;
  const auto to = [&](double v) -> std::optional<double> {
    if (std::isinf(v)) return v;
    return convert(v, said.unit.empty() ? "1" : said.unit, q->unit.empty() ? "1" : q->unit);
  };
  const auto low = to(said.low);
  const auto high = to(said.high);
  const auto value = to(said.value);
  const Range edge = threshold_of(said);
  const auto edge_low = to(edge.low);
  const auto edge_high = to(edge.high);
  if (!low || !high || !value || !edge_low || !edge_high) return Truth::open;
  const PropertyDef* def = facts.schema().property(property);
  double tolerance = def != nullptr ? def->tolerance : 0;
  if (def == nullptr && property == "distance") tolerance = 0.01;  // the middle of a city is a matter of taste
  const double slack = tolerance * std::fabs(*value);
  const auto t = place({q->low, q->high}, op_of(op, said.bound), {*low, *high}, {*edge_low, *edge_high}, slack);
  // "almost twelve" is not twelve.
  if (t == Truth::yes && said.hedge == Hedge::almost && q->low >= *value) return Truth::open;
  return t;
}

Truth World::compare_elapsed(const Witness& fact, Op op, const Quantity& said) const {
  const Unit* unit = find_unit(said.unit);
  const Witness& a = fact.of[0];
  const Witness& b = fact.of[1];
  if (unit == nullptr || unit->dimension != Dimension::time || !a.when || !b.when) return Truth::open;
  const Op asked = op_of(op, said.bound);
  const bool equality = asked == Op::eq || asked == Op::in || asked == Op::ne;
  std::vector<Range> found;
  // By length.
  found.push_back({static_cast<double>(a.when->begin - b.when->end + 1) / unit->factor,
                   static_cast<double>(a.when->end - 1 - b.when->begin) / unit->factor});
  // By the calendar, each event in its own frames.
  const std::string_view id = unit->id;
  if (id == "d" || id == "wk" || id == "mo" || id == "a") {
    for (const TimeInterval x : locals(a)) {
      for (const TimeInterval y : locals(b)) {
        if (id == "d" || id == "wk") {
          const double per = id == "d" ? 1 : 7;
          found.push_back({static_cast<double>(floor_day(x.begin) - floor_day(y.end - 1)) / per,
                           static_cast<double>(floor_day(x.end - 1) - floor_day(y.begin)) / per});
        } else if (equality) {
          const bool year = id == "a";
          const auto whole = year ? whole_years : whole_months;
          found.push_back(
              {static_cast<double>(whole(y.end - 1, x.begin)), static_cast<double>(whole(y.begin, x.end - 1))});
          const auto number = year ? year_of : month_of;
          found.push_back({static_cast<double>(number(x.begin) - number(y.end - 1)),
                           static_cast<double>(number(x.end - 1) - number(y.begin))});
        }
      }
    }
  }
  const Range words{said.low, said.high};
  Truth out = Truth::no;
  for (Range r : found) {
    if (r.low > r.high) std::swap(r.low, r.high);
    out = either(out, place(r, asked == Op::ne ? Op::eq : asked, words, threshold_of(said), 0));
  }
  return asked == Op::ne ? negate(out) : out;
}

Truth World::compare_text(std::string_view fact, std::string_view said) const {
  const auto a = words_of(fact);
  const auto b = words_of(said);
  if (a == b) return Truth::yes;
  // Words apart may be another language's; only where most of them agree is it the same name told wrongly.
  std::size_t shared = 0;
  for (const std::string& w : a) shared += b.contains(w) ? 1 : 0;
  // "the Indian space agency (ISRO)" tells what it is, not what the letters stand for.
  if (initials(fact) != initials(said)) return Truth::open;
  return 2 * shared >= std::max(a.size(), b.size()) ? Truth::no : Truth::open;
}

Truth World::compare(const Witness& fact, Op op, const Witness& said, bool from_text, std::string_view property) const {
  const bool positive = op == Op::eq || op == Op::in;
  const auto equal = [&](Truth t) { return positive ? t : op == Op::ne ? negate(t) : Truth::open; };

  if (const auto* day = std::get_if<Weekday>(&said.value)) {
    if (const auto* w = std::get_if<Weekday>(&fact.value)) return equal(*w == *day ? Truth::yes : Truth::no);
    if (fact.when || std::holds_alternative<Date>(fact.value)) return equal(compare_weekday(fact, *day));
    return Truth::open;
  }
  const bool fact_time = fact.when.has_value() || std::holds_alternative<Date>(fact.value);
  if (const auto* d = std::get_if<Date>(&said.value); d != nullptr && fact_time) {
    return from_text ? compare_date(fact, op, *d) : compare_instants(fact, op, said);
  }
  if (const auto* q = std::get_if<Quantity>(&said.value)) {
    const auto* f = std::get_if<Quantity>(&fact.value);
    if (f == nullptr) return Truth::open;
    if (fact.of.size() == 2) return compare_elapsed(fact, op, *q);
    if (!from_text && !positive && op != Op::ne) {
      // Two facts: the one's range against the other's.
      const auto low = convert(q->low, q->unit, f->unit);
      const auto high = convert(q->high, q->unit, f->unit);
      if (!low || !high) return Truth::open;
      return place({f->low, f->high}, op, {*low, *high}, {*low, *high}, 0);
    }
    const Truth forth = compare_quantity(fact, op, *q, property);
    if (fact.of.size() != 1 || forth == Truth::yes || !positive) return forth;
    // A pair of units may have been rounded from either half.
    const auto* source = std::get_if<Quantity>(&fact.of[0].value);
    if (source == nullptr) return forth;
    Quantity point = *q;
    point.low = point.high = point.value;
    const Truth back = compare_quantity(as_witness(point), op, *source, property);
    if (back == Truth::yes) return Truth::yes;
    // A mile at sea, a gallon in Britain: where the word has another size that fits, nothing is wrong.
    const auto other_size = [](const Quantity& x) {
      return x.unit == "[gal_us]" ? 4.54609 / 3.785411784 : x.unit == "[mi_i]" ? 1852 / 1609.344 : 1.0;
    };
    for (const double k : {other_size(*source), 1 / other_size(*q)}) {
      if (k == 1.0) continue;
      Quantity other = *source;
      other.value *= k;
      other.low *= k;
      other.high *= k;
      if (compare_quantity(as_witness(other), op, *q, property) == Truth::yes) return Truth::open;
      Quantity exact = *q;
      exact.low = exact.high = exact.value;
      if (compare_quantity(as_witness(exact), op, other, property) == Truth::yes) return Truth::open;
    }
    // "rose by 1.5 °C (2.7 °F)": a difference has no zero point.
    const auto* from = find_unit(source->unit);
    const auto* to = find_unit(q->unit);
    if (from != nullptr && to != nullptr && from->dimension == Dimension::temperature &&
        to->dimension == from->dimension) {
      Quantity step = *source;
      for (double* part : {&step.value, &step.low, &step.high}) *part *= from->factor / to->factor;
      step.unit = q->unit;
      if (compare_quantity(as_witness(step), op, *q, property) != Truth::no) return Truth::open;
    }
    return forth == back ? forth : Truth::open;
  }
  if (const auto* e = std::get_if<Entity>(&said.value)) {
    const auto* f = std::get_if<Entity>(&fact.value);
    if (f == nullptr) {
      const auto* s = std::get_if<Symbol>(&fact.value);
      return s == nullptr ? Truth::open : equal(s->id == e->id ? Truth::yes : Truth::open);
    }
    if (f->id == e->id) return equal(Truth::yes);
    if (!fact.event.empty() && f->id == fact.event) {
      if (!said.event.empty() && said.event == e->id) return equal(Truth::no);
      // An event named by what took part in it: "the first launch was Lomonosov".
      const Happening h = happening(fact.event);
      const EventDef* def = h.event == nullptr ? nullptr : facts.schema().event(h.event->kind);
      if (def == nullptr) return Truth::open;
      Truth out = Truth::open;
      for (const auto& key : def->keys) {
        for (const std::string& r : key) {
          if (key.size() > 1 && r == "body") continue;
          const Reads reads = role(h, r);
          for (const Witness& w : reads.values) {
            const auto* who = std::get_if<Entity>(&w.value);
            if (who == nullptr) continue;
            const Truth t = within(who->id, e->id, r);
            if (t == Truth::yes) return equal(Truth::yes);
            if (t == Truth::no && def->role(r) != nullptr && is_kind(e->id, def->role(r)->type)) out = Truth::no;
          }
        }
      }
      return equal(out);
    }
    return equal(within(f->id, e->id, property));
  }
  if (const auto* s = std::get_if<Symbol>(&said.value)) {
    std::string_view f;
    if (const auto* fs = std::get_if<Symbol>(&fact.value)) f = fs->id;
    if (const auto* fe = std::get_if<Entity>(&fact.value)) f = fe->id;
    if (f.empty()) return Truth::open;
    if (f == s->id) return equal(Truth::yes);
    const Schema& schema = facts.schema();
    const bool kinds = (schema.kind(f) != nullptr || schema.event(f) != nullptr) &&
                       (schema.kind(s->id) != nullptr || schema.event(s->id) != nullptr);
    // What was one once: "the Soviet Union was a country" is no error.
    if (f == "former-" + s->id || s->id == "former-" + std::string(f)) return Truth::open;
    if (kinds) {
      return equal(schema.is_a(f, s->id) ? Truth::yes : schema.disjoint(f, s->id) ? Truth::no : Truth::open);
    }
    if (std::holds_alternative<Entity>(fact.value)) {
      return schema.kind(s->id) != nullptr && is_kind(f, s->id) ? equal(Truth::yes) : Truth::open;
    }
    // A partial success is neither quite one nor the other.
    if (f == "partial" || s->id == "partial") return Truth::open;
    return equal(Truth::no);
  }
  if (const auto* t = std::get_if<Text>(&said.value)) {
    if (const auto* f = std::get_if<Text>(&fact.value)) return equal(compare_text(f->text, t->text));
    if (const auto* f = std::get_if<Entity>(&fact.value)) {
      const auto view = facts.entity(f->id);
      if (view && (compare_text(view->label_en, t->text) == Truth::yes ||
                   compare_text(view->label_id, t->text) == Truth::yes)) {
        return equal(Truth::yes);
      }
    }
    return Truth::open;
  }
  if (said.when && fact_time) return compare_instants(fact, op, said);
  return Truth::open;
}

Truth World::test(const Witness& fact, Op op, const Term& said, std::string_view property) const {
  if (said.kind == Term::Kind::value) return compare(fact, op, as_witness(said.value), true, property);
  const Known& k = known(said);
  if (k.certain.empty() && k.possible.empty()) return Truth::open;
  Truth any = Truth::no;
  Truth all = Truth::yes;
  for (const auto* list : {&k.certain, &k.possible}) {
    for (const Witness& w : *list) {
      const Truth t = compare(fact, op, w, false, property);
      any = either(any, list == &k.possible && t == Truth::yes ? Truth::open : t);
      all = both(all, t);
    }
  }
  // Several possible values: what holds of each of them holds; "one of them" is enough for equality.
  if (all == Truth::yes) return Truth::yes;
  const bool one_of = op == Op::eq || op == Op::in;
  if (one_of && any == Truth::yes) return k.certain.size() > 1 && !k.possible.empty() ? Truth::open : Truth::yes;
  if (any == Truth::no) return k.closed || k.functional || k.certain.size() == 1 ? Truth::no : Truth::open;
  return Truth::open;
}

}  // namespace saksi::engine

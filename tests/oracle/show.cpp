#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "engine/words/words.h"
#include "tests/oracle/evaluator.h"

/// Values, terms and sets for a reader. The words are the engine's; which value is told and how precisely is found here.
namespace saksi::oracle {
namespace {

using engine::Say;

std::string_view pick(std::string_view language, std::string_view en, std::string_view id) {
  return language == "id" ? id : en;
}

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
};

Parts parts_of(Seconds t) {
  Parts p;
  const Seconds days = day_number(t);
  civil_from_days(days, p.year, p.month, p.day);
  const auto rest = static_cast<int>(t - days * kDaySeconds);
  p.hour = rest / 3600;
  p.minute = rest / 60 % 60;
  return p;
}

std::string clock_text(Seconds t, std::string_view language) {
  const auto two = [](int v) { return (v < 10 ? "0" : "") + std::to_string(v); };
  const Parts p = parts_of(t);
  return two(p.hour) + std::string(engine::words(language)[Say::clock_mark]) + two(p.minute);
}

/// One civil moment as precise as asked.
std::string moment(Seconds t, Precision precision, std::string_view language, bool with_year) {
  const engine::Words& w = engine::words(language);
  const Parts p = parts_of(t);
  const std::string year = std::to_string(p.year), month(w.month(p.month));
  switch (precision) {
    case Precision::century: return w(Say::century, {std::to_string((p.year - 1) / 100 + 1)});
    case Precision::decade: return w(Say::decade, {year});
    case Precision::year: return year;
    case Precision::quarter: return w(Say::quarter, {std::to_string((p.month - 1) / 3 + 1), year});
    case Precision::month: return month + " " + year;
    default: break;
  }
  const std::string day = std::to_string(p.day) + " " + month + (with_year ? " " + year : "");
  return precision <= Precision::day ? day : w(Say::day_and_clock, {day, clock_text(t, language)});
}

/// The shortest text of a number, as decimals to hand to format_number.
int decimals_of(double v) {
  std::array<char, 64> buf{};
  const auto r = std::to_chars(buf.data(), buf.data() + buf.size(), v, std::chars_format::fixed);
  const std::string_view s(buf.data(), static_cast<std::size_t>(r.ptr - buf.data()));
  const auto dot = s.find('.');
  const int decimals = dot == std::string_view::npos ? 0 : static_cast<int>(s.size() - dot - 1);
  if (decimals <= 4) return decimals;
  const double size = std::fabs(v);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
}

/// Rounded to as many digits as the text gave, and further until it is within 1 % of the value.
double rounded(double v, int significant, int& decimals) {
  if (v == 0) return 0;
  const int digits = static_cast<int>(std::floor(std::log10(std::fabs(v)))) + 1;
  for (int s = std::max(significant, 1); s < 15; ++s) {
    const double step = std::pow(10.0, digits - s);
    const double r = std::round(v / step) * step;
    if (std::fabs(r - v) <= 0.01 * std::fabs(v)) {
      decimals = std::min(std::max(0, s - digits), decimals_of(v));
      return r;
    }
  }
  return v;
}

std::string unit_label(const Unit* u, double v, std::string_view language) {
  if (u == nullptr) return {};
  std::string label(pick(language, u->label_en, u->label_id));
  if (language != "id" && u->dimension == Dimension::time && v == 1 && label.ends_with('s') && label.size() > 2)
    label.pop_back();
  return label;
}

}  // namespace

// ---- times and figures ----

/// The civil time that is shown: in the zone that the text used, else the day that most of its frames show, the place's
/// where they are even. Sputnik 1 rose on 4 October by the clocks of Moscow and Greenwich, though it was the 5th at
/// Baikonur.
TimeInterval Evaluator::shown(const Witness& w, const Date* like) const {
  const auto* d = std::get_if<Date>(&w.value);
  if (like != nullptr && like->zone && w.when && d != nullptr && d->precision > Precision::day)
    if (const auto t = local(w, *like->zone)) return *t;
  const auto has = [&](std::string_view f) { return std::find(w.frames.begin(), w.frames.end(), f) != w.frames.end(); };
  const auto in = [&](std::string_view f) { return local(w, f).value_or(w.when.value_or(TimeInterval{})); };
  if (w.frames.empty()) return d != nullptr ? d->civil : *w.when;
  if (has("")) return in("");
  const TimeInterval own = !w.zone.empty() && has(w.zone) ? in(w.zone) : in(w.frames.front());
  if (like != nullptr && like->precision > Precision::day) return own;
  std::map<Seconds, int> days;
  for (const std::string& f : w.frames) ++days[day_number(in(f).begin)];
  int most = 0;
  for (const auto& [day, n] : days) most = std::max(most, n);
  if (days[day_number(own.begin)] == most) return own;
  for (const std::string& f : w.frames)
    if (days[day_number(in(f).begin)] == most) return in(f);
  return own;
}

bool Evaluator::one_day(const Witness& w) const {
  const auto all = locals(w);
  return std::all_of(all.begin(), all.end(),
                     [&](const TimeInterval& t) { return day_number(t.begin) == day_number(all.front().begin); });
}

std::string Evaluator::as_said(const Witness& w, const Date& said, std::string_view language) {
  if (!w.when) return {};
  const auto* d = std::get_if<Date>(&w.value);
  const Precision known = d != nullptr ? d->precision : Precision::day;
  if (said.clock_only || said.precision > Precision::day) {
    if (known < Precision::minute || w.frames.empty()) return {};
    const bool own = std::find(w.frames.begin(), w.frames.end(), w.zone) != w.frames.end();
    const std::string zone = said.zone && said.zone != "local" ? *said.zone : own ? w.zone : w.frames.front();
    const std::string text = moment(shown(w, &said).begin, Precision::minute, language, true);
    return zone.empty() ? text : text + " (" + zone + ")";
  }
  const TimeInterval usual = shown(w, nullptr);
  if (!said.zone && usual.within(said.civil)) return {};
  for (const std::string& f : said.zone ? std::vector<std::string>{*said.zone} : w.frames) {
    const auto t = local(w, f);
    if (f.empty() || !t) continue;
    if (said.zone && known <= Precision::day) continue;
    if (said.zone ? day_number(t->begin) == day_number(usual.begin) : !t->within(said.civil)) continue;
    return moment(t->begin, std::min(known, Precision::day), language, true) + " (" + f + ")";
  }
  return {};
}

std::string Evaluator::show_date(const Witness& w, const Date* like, std::string_view language) {
  const auto* d = std::get_if<Date>(&w.value);
  if (!w.when && d == nullptr) return "?";
  const TimeInterval t = shown(w, like);
  const Precision known = d != nullptr ? d->precision : Precision::day;
  if (d != nullptr && d->clock_only) return clock_text(t.begin, language);
  if (like != nullptr && like->clock_only)
    return known >= Precision::minute ? clock_text(t.begin, language) : moment(t.begin, known, language, true);
  Precision precision = std::min(known, Precision::day);
  if (w.frames.empty() && d != nullptr) precision = known;  // what the text says, as it says it
  if (like != nullptr) precision = std::min(known, like->precision);
  const bool with_year =
      like == nullptr || !like->year_inferred || parts_of(t.begin).year != parts_of(like->civil.begin).year;
  const std::string from = moment(t.begin, precision, language, with_year);
  const std::string to = moment(t.end - 1, precision, language, with_year);
  // A civil day seen from another zone touches two dates; a process takes its time.
  const bool one = from == to || precision > Precision::day || t.end >= kEnd || t.end - t.begin <= kDaySeconds;
  return one || like != nullptr ? from : engine::words(language)(Say::from_to, {from, to});
}

std::string Evaluator::show_quantity(const Quantity& q, const Quantity* like, std::string_view language) const {
  const engine::Words& w = engine::words(language);
  double v = q.value;
  std::string unit = q.unit;
  int decimals = decimals_of(v);
  if (like != nullptr) {
    if (const auto converted = convert(v, q.unit, like->unit)) {
      v = *converted;
      unit = like->unit;
      const bool count = like->unit == "1" && like->low == like->high;
      if (!count) v = rounded(v, like->significant, decimals);
    }
  }
  const Unit* u = find_unit(unit);
  if (unit == "1" && q.range && like == nullptr) {
    const std::string low = format_number(q.low, 0, language);
    return std::isinf(q.high) ? w(Say::at_least, {low}) : w(Say::from_to, {low, format_number(q.high, 0, language)});
  }
  std::string out = format_number(v, decimals, language);
  const std::string label = unit_label(u, v, language);
  if (!label.empty()) out += (label == "°" ? "" : " ") + label;
  return out;
}

std::string Evaluator::show_elapsed_like(const Witness& w, const Quantity& like, std::string_view language) const {
  const auto* q = std::get_if<Quantity>(&w.value);
  if (q == nullptr || w.of.size() != 2) return "?";
  const double days = q->value / static_cast<double>(kDaySeconds);
  std::string unit = std::fabs(days) < 1 ? "h" : std::fabs(days) < 60 ? "d" : std::fabs(days) < 730 ? "mo" : "a";
  if (find_unit(like.unit) != nullptr) unit = like.unit;
  const Unit* u = find_unit(unit);
  double v = q->value / u->factor;
  const auto a = locals(w.of[0]);
  const auto b = locals(w.of[1]);
  if (unit == "d" && !a.empty() && !b.empty()) {
    v = static_cast<double>(day_number(a.front().begin) - day_number(b.front().begin));
  } else if (unit == "wk") {
    v = std::round(v * 10) / 10;
  } else {
    v = std::fabs(v) < 2 ? std::round(v * 10) / 10 : std::round(v);
  }
  const int decimals = v == std::floor(v) ? 0 : 1;
  return format_number(v, decimals, language) + " " + unit_label(u, v, language);
}

/// A stretch of time in the unit of `like` and the next smaller one, day by day and minute by minute.
std::string Evaluator::show_elapsed(const Witness& w, const Quantity* like, std::string_view language) const {
  const auto* q = std::get_if<Quantity>(&w.value);
  if (q == nullptr || w.of.size() != 2) return "?";
  const double days = std::fabs(q->value) / static_cast<double>(kDaySeconds);
  std::string unit = days < 1 ? "h" : days < 60 ? "d" : days < 730 ? "mo" : "a";
  if (like != nullptr && find_unit(like->unit) != nullptr) unit = like->unit;
  const auto precision = [](const Witness& of) {
    const auto* d = std::get_if<Date>(&of.value);
    return d != nullptr ? d->precision : Precision::day;
  };
  const Precision known = std::min(precision(w.of[0]), precision(w.of[1]));
  const auto a = locals(w.of[0]), b = locals(w.of[1]);
  const bool calendar = unit == "d" || unit == "wk" || unit == "mo" || unit == "a";
  std::vector<std::pair<std::int64_t, std::string>> parts;
  if (calendar && !a.empty() && !b.empty() && known >= Precision::day) {
    const auto first = day_number(std::min(a.front().begin, b.front().begin));
    const auto last = day_number(std::max(a.front().begin, b.front().begin));
    std::int64_t months = 0;
    int year = 0, month = 0, day = 0;
    civil_from_days(first, year, month, day);
    // Month by month, until the next would go beyond the last day; the 31st of a shorter month is its end.
    const auto reached = [&](std::int64_t n) {
      const auto m = year * 12 + month - 1 + n;
      const auto begin = days_from_civil(static_cast<int>(m / 12), static_cast<int>(m % 12) + 1, 1);
      const auto end = days_from_civil(static_cast<int>((m + 1) / 12), static_cast<int>((m + 1) % 12) + 1, 1);
      return std::min(begin + day, end) - 1;
    };
    while (reached(months + 1) <= last) ++months;
    const std::int64_t rest = last - reached(months);
    if (unit == "d") parts = {{last - first, "d"}};
    if (unit == "wk") parts = {{(last - first) / 7, "wk"}, {(last - first) % 7, "d"}};
    if (unit == "mo" || (unit == "a" && months < 12)) parts = {{months, "mo"}, {rest, "d"}};
    if (unit == "a" && months >= 12) {
      parts = {{months / 12, "a"}, {months % 12, "mo"}};
      if (months % 12 == 0) parts[1] = {rest, "d"};
    }
  } else if (unit == "h" && known >= Precision::minute) {
    const auto minutes = static_cast<std::int64_t>(std::round(std::fabs(q->value) / 60));
    parts = {{minutes / 60, "h"}, {minutes % 60, "min"}};
  }
  std::string out;
  for (const auto& [n, u] : parts) {
    const bool only = parts.size() == 1 || (n != 0 || (&u == &parts.back().second && out.empty()));
    if (!only) continue;
    const auto v = static_cast<double>(n);
    out += (out.empty() ? "" : " ") + format_number(v, 0, language) + " " + unit_label(find_unit(u), v, language);
  }
  if (parts.empty()) {
    Witness length = w;
    std::get<Quantity>(length.value).value = std::fabs(q->value);
    Quantity as = like != nullptr ? *like : Quantity::count(1);
    as.unit = unit;
    out = show_elapsed_like(length, as, language);
    if (out.starts_with("-")) out.erase(0, 1);
  }
  return q->value < 0 ? engine::words(language)(Say::turned_round, {out}) : out;
}

// ---- names ----

std::string Evaluator::symbol_label(std::string_view symbol, std::string_view language) const {
  for (const SymbolLabel& s : schema().symbol_labels)
    if (s.id == symbol) return std::string(pick(language, s.en, s.indonesian));
  for (const Half& h : schema().halves)
    if (h.id == symbol) return std::string(pick(language, h.label_en, h.label_id));
  return std::string(symbol);
}

std::string Evaluator::name_label(std::string_view name, std::string_view language) const {
  const PropertyDef* p = schema().property(name);
  return p != nullptr ? std::string(pick(language, p->label_en, p->label_id)) : symbol_label(name, language);
}

/// A role of an event, whose name may also be that of a property ("from").
std::string Evaluator::role_label(std::string_view role, std::string_view language) const {
  const std::string own = symbol_label(role, language);
  return own == role ? name_label(role, language) : own;
}

std::string Evaluator::show_kind(std::string_view kind, std::string_view language) const {
  if (const KindDef* k = schema().kind(kind)) return std::string(pick(language, k->label_en, k->label_id));
  if (const EventDef* e = schema().event(kind)) return std::string(pick(language, e->label_en, e->label_id));
  return symbol_label(kind, language);
}

std::string Evaluator::show_entity(const std::string& id, std::string_view language) const {
  const auto view = facts_.base().entity(id);
  if (!view) return symbol_label(id, language);
  const auto label = pick(language, view->label_en, view->label_id),
             other = pick(language, view->label_id, view->label_en);
  return std::string(!label.empty() ? label : !other.empty() ? other : view->id);
}

namespace {

/// The roles by whose fillers an event is told, in order.
std::vector<const RoleInfo*> actors(const Schema& schema) {
  std::vector<const RoleInfo*> out;
  for (const RoleInfo& r : schema.roles)
    if (r.actor > 0) out.push_back(&r);
  std::sort(out.begin(), out.end(), [](const RoleInfo* a, const RoleInfo* b) { return a->actor < b->actor; });
  return out;
}

}  // namespace

std::string Evaluator::show_event(const Occurrence& o, std::string_view language) {
  const engine::Words& words = engine::words(language);
  const std::string label = show_kind(o.by != nullptr ? std::string_view(o.by->then_kind) : o.event->kind, language);
  for (const RoleInfo* actor : actors(schema())) {
    std::vector<std::string> fillers;
    for (const RoleValue& v : o.event->roles)
      if (v.role == actor->name) fillers.push_back(show(as_witness(v.value), language));
    if (fillers.empty()) continue;
    std::string told = fillers.size() == 1 ? fillers[0] : words(Say::last_of_two, {fillers[0], fillers[1]});
    if (fillers.size() > 2) told = words(Say::others_of_two, {told});
    return words(Say::of, {label, told});
  }
  const Witness t = time(o);
  return t.when ? words(Say::of, {label, show_date(t, nullptr, language)}) : label;
}

// ---- values, sets and terms ----

std::string Evaluator::show(const Witness& w, std::string_view language) {
  if (w.of.size() == 2) return show_elapsed(w, nullptr, language);
  if (w.is_event()) return show_event(occurrence(w.event), language);
  if (const auto* e = std::get_if<Entity>(&w.value)) return show_entity(e->id, language);
  if (std::holds_alternative<Date>(w.value)) return show_date(w, nullptr, language);
  if (const auto* q = std::get_if<Quantity>(&w.value)) return show_quantity(*q, nullptr, language);
  if (const auto* s = std::get_if<Symbol>(&w.value)) return show_kind(s->id, language);
  if (const auto* t = std::get_if<Text>(&w.value)) return t->text;
  if (const auto* d = std::get_if<Weekday>(&w.value))
    return std::string(engine::words(language).weekday(static_cast<int>(*d)));
  return "?";
}

std::string Evaluator::show_set(const Set& s, std::string_view language) {
  const engine::Words& words = engine::words(language);
  const EventDef* event = schema().event(s.kind);
  std::string out = show_kind(s.kind, language);
  std::vector<const RoleInfo*> tellers = event == nullptr ? std::vector<const RoleInfo*>{} : actors(schema());
  if (!tellers.empty()) tellers.pop_back();
  const Condition* told = nullptr;
  for (const RoleInfo* actor : tellers)
    for (const Condition& c : s.where)
      if (told == nullptr && c.name == actor->name && !c.negated && c.op == Op::eq) told = &c;
  if (told != nullptr) out = words(Say::of, {out, show(told->value, language)});
  std::string rest;
  for (const Condition& c : s.where) {
    if (&c == told || c.name == "id") continue;
    const auto [head, tail] = split(c.name);
    const std::string& name = tail.empty() ? head : tail;
    const bool is_role = event != nullptr && event->role(name) != nullptr;
    std::string one = is_role ? role_label(name, language) : name_label(name, language);
    one += c.op == Op::eq || c.op == Op::in ? " " : " " + std::string(to_string(c.op)) + " ";
    one += show(c.value, language);
    rest += (rest.empty() ? "" : ", ") + (c.negated ? words(Say::no_member, {one}) : one);
  }
  return rest.empty() ? out : out + " (" + rest + ")";
}

std::string Evaluator::show(const Term& t, std::string_view language) {
  const engine::Words& words = engine::words(language);
  const auto arg = [&](std::size_t i) { return show(t.args.at(i), language); };
  switch (t.kind) {
    case Term::Kind::value: return show(as_witness(t.value), language);
    case Term::Kind::now: return std::string(words[Say::now]);
    case Term::Kind::the: return show_set(*t.set, language);
    case Term::Kind::nth: return words(Say::nth, {std::to_string(t.n), show_set(*t.set, language)});
    case Term::Kind::last: return words(Say::last, {show_set(*t.set, language)});
    case Term::Kind::rank: return words(Say::rank, {arg(0)});
    case Term::Kind::count: return words(Say::count, {show_set(*t.set, language)});
    case Term::Kind::distinct: return words(Say::distinct, {name_label(t.name, language)});
    case Term::Kind::role: return words(Say::of, {role_label(t.name, language), arg(0)});
    case Term::Kind::minus: return arg(0) + " − " + arg(1);
    case Term::Kind::prop: break;
  }
  std::string whose;
  for (std::size_t i = 0; i < t.args.size(); ++i) whose = i == 0 ? arg(i) : words(Say::last_of_two, {whose, arg(i)});
  return words(Say::of, {name_label(t.name, language), whose});
}

/// As the text says its own; where that is not the same, exactly and with three digits.
std::string Evaluator::show_compared(const Witness& w, const Term& said, std::string_view language) {
  const auto* q = said.kind == Term::Kind::value ? std::get_if<Quantity>(&said.value) : nullptr;
  if (q == nullptr) return show_like(w, said, language);
  if (w.of.size() == 2) return show_elapsed(w, q, language);
  const std::string as_said = show_like(w, said, language);
  if (q->unit == "1" || as_said == show(said, language)) return as_said;
  Term more = said;
  std::get<Quantity>(more.value).significant = std::max(q->significant, 3);
  return show_like(w, more, language);
}

std::string Evaluator::show_like(const Witness& w, const Term& said, std::string_view language) {
  if (said.kind != Term::Kind::value) return show(w, language);
  const auto* d = std::get_if<Date>(&said.value);
  if (d != nullptr && w.is_time()) return show_date(w, d, language);
  if (const auto* q = std::get_if<Quantity>(&said.value)) {
    if (w.of.size() == 2) return show_elapsed_like(w, *q, language);
    if (const auto* f = std::get_if<Quantity>(&w.value)) return show_quantity(*f, q, language);
  }
  if (const auto* day = std::get_if<Weekday>(&said.value); day != nullptr && w.is_time()) {
    const auto name = [&](Weekday of) { return std::string(engine::words(language).weekday(static_cast<int>(of))); };
    const bool fits = compare_weekday(w, *day) == Truth::yes;
    if (fits && one_day(w)) return name(*day);
    for (const std::string& f : w.frames) {
      const auto t = local(w, f);
      if (!fits || !t || weekday_of(day_number(t->begin)) != *day) continue;
      const std::string date = moment(t->begin, Precision::day, language, true);
      return name(*day) + " (" + date + (f.empty() ? "" : ", " + f) + ")";
    }
    for (int i = 0; i < 7; ++i)
      if (compare_weekday(w, static_cast<Weekday>(i)) == Truth::yes) return name(static_cast<Weekday>(i));
  }
  return show(w, language);
}

}  // namespace saksi::oracle

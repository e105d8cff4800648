#include "engine/explain/show.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "corpus/snapshot/values.h"
#include "engine/query/occurrence.h"

namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

bool in_indonesian(const Words& w) { return w.language() == "id"; }

std::string_view pick(const Words& w, std::string_view en, std::string_view id) { return in_indonesian(w) ? id : en; }

/// The shortest text of a number, as decimals to hand to format_number.
int decimals_of(double v) {
  std::array<char, 512> buf{};
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

bool is_count(const Amount& a) { return a.unit != nullptr && a.unit == find_unit("1"); }

}  // namespace

std::string Show::unit_label(const Unit* u, double v, const Words& w) {
  if (u == nullptr) return {};
  std::string label(pick(w, u->label_en, u->label_id));
  if (!in_indonesian(w) && u->dimension == Dimension::time && v == 1 && label.ends_with('s') && label.size() > 2)
    label.pop_back();
  return label;
}

std::string Show::kind(Sym k, const Words& w) const {
  const Schema& schema = facts_.schema();
  const std::string_view id = meaning_.text(k);
  if (const KindDef* def = schema.kind(id)) return std::string(pick(w, def->label_en, def->label_id));
  if (const EventDef* def = schema.event(id)) return std::string(pick(w, def->label_en, def->label_id));
  return std::string(id);
}

std::string Show::role(Sym role_name, const Words& w) const {
  const std::string_view id = meaning_.text(role_name);
  for (const SymbolLabel& s : facts_.schema().symbol_labels)
    if (s.id == id) return std::string(pick(w, s.en, s.indonesian));
  return name(role_name, w);
}

std::string Show::name(Sym named, const Words& w) const {
  const std::string_view id = meaning_.text(named);
  if (const PropertyDef* p = facts_.schema().property(id)) return std::string(pick(w, p->label_en, p->label_id));
  return symbol(named, w);
}

std::string Show::symbol(Sym s_id, const Words& w) const {
  const std::string_view id = meaning_.text(s_id);
  for (const SymbolLabel& s : facts_.schema().symbol_labels)
    if (s.id == id) return std::string(pick(w, s.en, s.indonesian));
  for (const Half& h : facts_.schema().halves)
    if (h.id == id) return std::string(pick(w, h.label_en, h.label_id));
  return std::string(id);
}

std::string Show::path(Path p, const Words& w) const {
  return p.tail ? std::string(meaning_.text(p.head)) + "." + std::string(meaning_.text(p.tail)) : name(p.head, w);
}

// ---- times ----

/// The civil time of a moment that is shown: in the zone that the text used, else the day that most of its frames show,
/// the place's where they are even. Sputnik 1 rose on 4 October by the clocks of Moscow and Greenwich, though it was the
/// 5th at Baikonur.
TimeInterval Show::shown_interval(const Moment& m, const Date* like) const {
  // A day that is known without a clock is none of another zone's: seen from there it is half of two.
  if (like != nullptr && like->zone && m.dated && m.precision > Precision::day)
    if (const auto t = clocks_.local(m, std::string_view(*like->zone))) return *t;
  const auto has = [&](std::uint32_t f) { return std::find(m.frames.begin(), m.frames.end(), f) != m.frames.end(); };
  const auto in = [&](std::uint32_t f) { return clocks_.local(m, f).value_or(m.when); };
  if (has(flat::kAsTold)) return in(flat::kAsTold);
  if (m.frames.empty()) return m.told ? m.civil : m.when;
  const TimeInterval own = m.zone != 0 && has(m.zone) ? in(m.zone) : in(m.frames.front());
  if (like != nullptr && like->precision > Precision::day) return own;
  const auto shows = [&](TimeInterval t) {
    return std::count_if(m.frames.begin(), m.frames.end(),
                         [&](std::uint32_t f) { return day_number(in(f).begin) == day_number(t.begin); });
  };
  std::ptrdiff_t most = 0;
  for (const std::uint32_t f : m.frames) most = std::max(most, shows(in(f)));
  if (shows(own) == most) return own;
  const auto best =
      std::find_if(m.frames.begin(), m.frames.end(), [&](std::uint32_t f) { return shows(in(f)) == most; });
  return in(*best);
}

namespace {

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

std::string clock_text(Seconds t, const Words& w) {
  const auto two = [](int v) { return (v < 10 ? "0" : "") + std::to_string(v); };
  const Parts p = parts_of(t);
  return two(p.hour) + std::string(w[Say::clock_mark]) + two(p.minute);
}

/// One civil moment as precise as asked.
std::string moment_text(Seconds t, Precision precision, const Words& w, bool with_year) {
  const Parts p = parts_of(t);
  const std::string year = std::to_string(p.year);
  const std::string month(w.month(p.month));
  switch (precision) {
    case Precision::century: return w(Say::century, {std::to_string((p.year - 1) / 100 + 1)});
    case Precision::decade: return w(Say::decade, {year});
    case Precision::year: return year;
    case Precision::quarter: return w(Say::quarter, {std::to_string((p.month - 1) / 3 + 1), year});
    case Precision::month: return month + " " + year;
    default: break;
  }
  const std::string day = std::to_string(p.day) + " " + month + (with_year ? " " + year : "");
  return precision <= Precision::day ? day : w(Say::day_and_clock, {day, clock_text(t, w)});
}

/// From and to, where the two differ and it is no single day seen from another zone.
std::string stretch_text(TimeInterval t, Precision shown, const Words& w, bool with_year, bool one) {
  const std::string from = moment_text(t.begin, shown, w, with_year), to = moment_text(t.end - 1, shown, w, with_year);
  if (one || from == to || shown > Precision::day || t.end >= kEnd || t.end - t.begin <= kDaySeconds) return from;
  return w(Say::from_to, {from, to});
}

}  // namespace

std::string Show::date(const Moment& m, const Date* like, const Words& w) const {
  if (!m.dated && !m.told) return "?";
  const TimeInterval t = shown_interval(m, like);
  if (m.clock_only) return clock_text(t.begin, w);
  if (like != nullptr && like->clock_only)
    return m.precision >= Precision::minute ? clock_text(t.begin, w) : moment_text(t.begin, m.precision, w, true);
  const Precision shown = std::min(m.precision, like != nullptr ? like->precision : Precision::day);
  const bool with_year =
      like == nullptr || !like->year_inferred || parts_of(t.begin).year != parts_of(like->civil.begin).year;
  return stretch_text(t, shown, w, with_year, like != nullptr);
}

std::string Show::zone_of(std::uint32_t frame) const {
  return frame == flat::kAsTold ? std::string() : std::string(facts_.zone_name(frame));
}

bool Show::one_day(const Moment& m) const {
  const Locals all = clocks_.locals(m);
  return std::all_of(all.begin(), all.end(),
                     [&](TimeInterval t) { return day_number(t.begin) == day_number(all.front().begin); });
}

std::string Show::as_said(const Moment& m, const Date& said, const Words& w) const {
  if (!m.dated) return {};
  const auto in_zone = [&](TimeInterval t, std::string_view zone) {
    return stretch_text(t, std::min(m.precision, Precision::day), w, true, true) + " (" + std::string(zone) + ")";
  };
  if (said.clock_only || said.precision > Precision::day) return clock_as_said(m, said, w);
  if (said.zone) {
    const auto t = m.precision > Precision::day ? clocks_.local(m, std::string_view(*said.zone)) : std::nullopt;
    const bool same = !t || day_number(t->begin) == day_number(shown_interval(m, nullptr).begin);
    return same ? std::string() : in_zone(*t, *said.zone);
  }
  if (shown_interval(m, nullptr).within(said.civil)) return {};
  for (const std::uint32_t frame : m.frames) {
    const auto t = clocks_.local(m, frame);
    const std::string zone = zone_of(frame);
    if (t && t->within(said.civil) && !zone.empty()) return in_zone(*t, zone);
  }
  return {};
}

/// A moment with its day and the zone of its clock: that which was said, else the place's. Empty where only a day is known.
std::string Show::clock_as_said(const Moment& m, const Date& said, const Words& w) const {
  if (m.precision < Precision::minute || m.frames.empty()) return {};
  const bool at_place = std::find(m.frames.begin(), m.frames.end(), m.zone) != m.frames.end();
  const bool named = said.zone && said.zone != "local";
  const std::string zone = named ? *said.zone : zone_of(at_place ? m.zone : m.frames.front());
  const std::string text = moment_text(shown_interval(m, &said).begin, Precision::minute, w, true);
  return zone.empty() ? text : text + " (" + zone + ")";
}

/// The day that is said, where one of its clocks shows it, else the one they show; where they differ with date and zone.
std::string Show::weekday(const Moment& m, Weekday said, const Words& w) const {
  const bool fits = clocks_.compare(m, said) == Truth::yes;
  if (fits && one_day(m)) return std::string(w.weekday(static_cast<int>(said)));
  for (const std::uint32_t frame : m.frames) {
    const auto t = clocks_.local(m, frame);
    if (!fits || !t || weekday_of(day_number(t->begin)) != said) continue;
    const std::string zone = zone_of(frame);
    return std::string(w.weekday(static_cast<int>(said))) + " (" + moment_text(t->begin, Precision::day, w, true) +
           (zone.empty() ? "" : ", " + zone) + ")";
  }
  for (int i = 0; i < 7; ++i)
    if (clocks_.compare(m, static_cast<Weekday>(i)) == Truth::yes) return std::string(w.weekday(i));
  return {};
}

/// What the text says, as it says it.
std::string Show::date(const Date& d, const Words& w) const {
  return d.clock_only ? clock_text(d.civil.begin, w) : stretch_text(d.civil, d.precision, w, true, false);
}

std::string Show::day(Seconds civil, const Words& w) const { return moment_text(civil, Precision::day, w, true); }

// ---- figures ----

std::string Show::figure(const Amount& a, const Quantity* like, const Words& w) const {
  double v = a.value;
  const Unit* unit = a.unit;
  int decimals = decimals_of(v);
  if (like != nullptr) {
    const Unit* wanted = find_unit(like->unit);
    if (const auto converted = convert(v, a.unit, wanted)) {
      v = *converted;
      unit = wanted;
      const bool count = like->unit == "1" && like->low == like->high;
      if (!count) v = rounded(v, like->significant, decimals);
    }
  }
  if (is_count(a) && a.range && like == nullptr) {
    const std::string low = format_number(a.low, 0, w.language());
    return std::isinf(a.high) ? w(Say::at_least, {low})
                              : w(Say::from_to, {low, format_number(a.high, 0, w.language())});
  }
  const std::string label = unit_label(unit, v, w);
  return format_number(v, decimals, w.language()) + (label.empty() || label == "°" ? "" : " ") + label;
}

std::string Show::amount(const Amount& a, const Words& w) const { return figure(a, nullptr, w); }

// ---- things and events ----

std::string Show::entity(Sym id, const Words& w) const {
  if (facts_.is_entity(id)) {
    const flat::Entity& e = facts_.entities()[facts_.row(id)];
    const std::string_view en = facts_.text(e.label_en), indonesian = facts_.text(e.label_id);
    const std::string_view label = pick(w, en, indonesian), other = pick(w, indonesian, en);
    if (e.known != 0) return std::string(!label.empty() ? label : !other.empty() ? other : facts_.text(id));
  }
  return symbol(id, w);
}

std::string Show::row(const flat::Value& v, const Words& w) const {
  if (v.type == flat::ValueType::entity) return entity(v.sym, w);
  if (v.type == flat::ValueType::symbol)
    return facts_.symbols().is(Symbols::Group::kind, v.sym) ? kind(v.sym, w) : symbol(v.sym, w);
  const notation::Value told = corpus::value_of(facts_, v);
  if (const auto* d = std::get_if<Date>(&told)) return date(*d, w);
  if (const auto* q = std::get_if<Quantity>(&told)) return figure(Amount::of(*q), nullptr, w);
  if (const auto* t = std::get_if<notation::Text>(&told)) return t->text;
  if (const auto* d = std::get_if<Weekday>(&told)) return std::string(w.weekday(static_cast<int>(*d)));
  return "?";
}

std::string Show::event(Occurrence o, const Words& w) const {
  const flat::Event& e = facts_.event(o.event);
  const std::string label = kind(o.by != 0 ? knowledge_.vocabulary.implication(o.by).then_kind : e.kind, w);
  constexpr int kTold = 2;
  for (const Sym actor : knowledge_.vocabulary.actors()) {
    std::string fillers;
    int told = 0;
    for (const flat::Role& r : facts_.roles(e)) {
      if (r.role != actor || told > kTold) continue;
      if (told == kTold) {
        fillers = w(Say::others_of_two, {fillers});
      } else {
        const flat::Value& v = facts_.value(r.value);
        const std::string one = row(v, w);
        fillers = told == 0 ? one : w(Say::last_of_two, {fillers, one});
      }
      ++told;
    }
    if (told > 0) return w(Say::of, {label, fillers});
  }
  const Moment m = moment_of(o, facts_, knowledge_.vocabulary);
  return m.dated ? w(Say::of, {label, date(m, nullptr, w)}) : label;
}

std::string Show::member(const Member& m, const Words& w) const {
  return m.event ? event(m.event, w) : entity(facts_.entity(m.entity), w);
}

std::string Show::when_in_brackets(const Member& member, const Words& w) const {
  if (!member.event) return {};
  const Moment m = moment_of(member.event, facts_, knowledge_.vocabulary);
  return m.dated ? " (" + date(m, nullptr, w) + ")" : "";
}

std::string Show::fact(const Fact& f, const Words& w) const {
  if (f.of_count == 2) return elapsed_exactly(f, nullptr, w);
  switch (f.type) {
    case Fact::Type::entity: return entity(f.sym, w);
    case Fact::Type::event: return event(f.event, w);
    case Fact::Type::symbol:
      return facts_.symbols().is(Symbols::Group::kind, f.sym) ? kind(f.sym, w) : symbol(f.sym, w);
    case Fact::Type::date: return date(f.moment, nullptr, w);
    case Fact::Type::amount: return figure(f.amount, nullptr, w);
    case Fact::Type::text: return std::string(f.text);
    case Fact::Type::weekday: return std::string(w.weekday(static_cast<int>(f.weekday)));
    case Fact::Type::none: break;
  }
  return "?";
}

std::string Show::fact_like(const Fact& f, TermId said, const Words& w, Exact exact) const {
  const Value* v = meaning_.constant(said);
  if (v == nullptr) return fact(f, w);
  if (const auto* d = std::get_if<Date>(v); d != nullptr && f.is_time()) return date(f.moment, d, w);
  if (const auto* q = std::get_if<Quantity>(v)) {
    if (f.of_count == 2) return exact == Exact::as_said ? elapsed(f, *q, w) : elapsed_exactly(f, q, w);
    if (f.type == Fact::Type::amount) {
      constexpr int kTold = 3;  // digits
      Quantity like = *q;
      if (exact == Exact::more && q->unit != "1") like.significant = std::max(q->significant, kTold);
      return figure(f.amount, &like, w);
    }
  }
  if (const auto* day = std::get_if<Weekday>(v); day != nullptr && f.is_time())
    if (std::string s = weekday(f.moment, *day, w); !s.empty()) return s;
  return fact(f, w);
}

// ---- what the text says ----

std::string Show::value(const Value& v, const Words& w) const {
  if (const auto* e = std::get_if<Entity>(&v)) return entity(e->id, w);
  if (const auto* d = std::get_if<Date>(&v)) return date(*d, w);
  if (const auto* q = std::get_if<Quantity>(&v)) return figure(Amount::of(*q), nullptr, w);
  if (const auto* s = std::get_if<Symbol>(&v))
    return facts_.symbols().is(Symbols::Group::kind, s->id) ? kind(s->id, w) : symbol(s->id, w);
  if (const auto* t = std::get_if<Text>(&v)) return t->text;
  if (const auto* d = std::get_if<Weekday>(&v)) return std::string(w.weekday(static_cast<int>(*d)));
  return "?";
}

std::string Show::set(SetId id, const Words& w) const {
  const Set s = meaning_[id];
  const Vocabulary::EventKind* def = knowledge_.vocabulary.event(s.kind);
  std::string out = kind(s.kind, w);
  std::optional<std::uint32_t> told;
  if (def != nullptr) {
    const auto actors = knowledge_.vocabulary.actors();
    for (const Sym actor : actors.first(actors.empty() ? 0 : actors.size() - 1)) {
      for (std::uint32_t i = 0; i < s.count && !told; ++i) {
        const Condition c = meaning_.condition(s, i);
        if (c.name == Path{actor, {}} && !c.negated && c.op == Op::eq) told = i;
      }
    }
  }
  if (told) out = w(Say::of, {out, term(meaning_.condition(s, *told).value, w)});
  std::string rest;
  for (std::uint32_t i = 0; i < s.count; ++i) {
    const Condition c = meaning_.condition(s, i);
    if (i == told || c.name == Path{names::id, {}}) continue;
    const Sym last = c.name.tail ? c.name.tail : c.name.head;
    std::string one = def != nullptr && def->role(last) != nullptr ? role(last, w) : name(last, w);
    one += c.op == Op::eq || c.op == Op::in ? " " : " " + std::string(to_string(c.op)) + " ";
    one += term(c.value, w);
    rest += (rest.empty() ? "" : ", ") + (c.negated ? w(Say::no_member, {one}) : one);
  }
  return rest.empty() ? out : out + " (" + rest + ")";
}

std::string Show::term(TermId id, const Words& w) const {
  if (id == TermId::none) return "?";
  const Term t = meaning_[id];
  const auto of_set = [&] { return t.set == SetId::none ? std::string("?") : set(t.set, w); };
  const auto arg = [&](std::uint32_t i) { return i < t.arg_count ? term(meaning_.arg(t, i), w) : std::string("?"); };
  switch (t.kind) {
    case Term::Kind::value: return value(meaning_.value(t), w);
    case Term::Kind::now: return std::string(w[Say::now]);
    case Term::Kind::the: return of_set();
    case Term::Kind::nth: return w(Say::nth, {std::to_string(t.n), of_set()});
    case Term::Kind::last: return w(Say::last, {of_set()});
    case Term::Kind::rank: return w(Say::rank, {arg(0)});
    case Term::Kind::count: return w(Say::count, {of_set()});
    case Term::Kind::distinct: return w(Say::distinct, {path(t.name, w)});
    case Term::Kind::role: return w(Say::of, {t.name.tail ? path(t.name, w) : role(t.name.head, w), arg(0)});
    case Term::Kind::prop: {
      std::string whose;
      for (std::uint32_t i = 0; i < t.arg_count; ++i) whose = i == 0 ? arg(i) : w(Say::last_of_two, {whose, arg(i)});
      return w(Say::of, {path(t.name, w), whose});
    }
    case Term::Kind::minus: return t.arg_count < 2 ? "?" : arg(0) + " − " + arg(1);
  }
  return "?";
}

}  // namespace saksi::engine

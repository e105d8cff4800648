#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "engine/world.h"

namespace saksi::engine {
namespace {

constexpr std::array<std::string_view, 12> kMonthsEn = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 12> kMonthsId = {"Januari",   "Februari", "Maret",    "April",
                                                        "Mei",       "Juni",     "Juli",     "Agustus",
                                                        "September", "Oktober",  "November", "Desember"};
constexpr std::array<std::string_view, 7> kDaysEn = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 7> kDaysId = {"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"};

struct Word {
  std::string_view id, en, indonesian;
};
constexpr std::array<Word, 17> kWords = {{{"success", "success", "berhasil"},
                                          {"failure", "failure", "gagal"},
                                          {"partial", "partial success", "berhasil sebagian"},
                                          {"yes", "yes", "ya"},
                                          {"no", "no", "tidak"},
                                          {"m", "male", "laki-laki"},
                                          {"f", "female", "perempuan"},
                                          {"active", "active", "aktif"},
                                          {"retired", "retired", "pensiun"},
                                          {"planned", "planned", "direncanakan"},
                                          {"northern-hemisphere", "Northern Hemisphere", "Belahan Bumi Utara"},
                                          {"southern-hemisphere", "Southern Hemisphere", "Belahan Bumi Selatan"},
                                          {"eastern-hemisphere", "Eastern Hemisphere", "Belahan Bumi Timur"},
                                          {"western-hemisphere", "Western Hemisphere", "Belahan Bumi Barat"},
                                          {"time", "time", "waktu"},
                                          {"from", "start", "mulai"},
                                          {"to", "end", "akhir"}}};

std::string_view word(std::string_view id, bool indonesian) {
  for (const Word& w : kWords) {
    if (w.id == id) return indonesian ? w.indonesian : w.en;
  }
  return id;
}

/// A property as its schema calls it; else the word's own name.
std::string label_of(std::string_view name, bool indonesian, const Schema& schema) {
  if (const auto* p = schema.property(name)) return indonesian ? p->label_id : p->label_en;
  return std::string(word(name, indonesian));
}

/// A role of an event, whose name may also be that of a property ("from").
std::string role_label(std::string_view name, bool indonesian, const Schema& schema) {
  const auto own = word(name, indonesian);
  return own == name ? label_of(name, indonesian, schema) : std::string(own);
}

Seconds day_of(Seconds t) { return t >= 0 ? t / kDaySeconds : -((-t + kDaySeconds - 1) / kDaySeconds); }

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
};

Parts parts_of(Seconds t) {
  Parts p;
  const Seconds days = day_of(t);
  civil_from_days(days, p.year, p.month, p.day);
  const auto rest = static_cast<int>(t - days * kDaySeconds);
  p.hour = rest / 3600;
  p.minute = rest / 60 % 60;
  return p;
}

std::string two(int v) { return (v < 10 ? "0" : "") + std::to_string(v); }

std::string clock_text(const Parts& p, bool indonesian) {
  return two(p.hour) + (indonesian ? "." : ":") + two(p.minute);
}

/// One civil moment as precise as asked.
std::string moment(Seconds t, Precision precision, bool indonesian, bool with_year) {
  const Parts p = parts_of(t);
  const std::string month((indonesian ? kMonthsId : kMonthsEn)[static_cast<std::size_t>(p.month - 1)]);
  const std::string year = std::to_string(p.year);
  switch (precision) {
    case Precision::century: {
      const std::string n = std::to_string((p.year - 1) / 100 + 1);
      return indonesian ? "abad ke-" + n : "century " + n;
    }
    case Precision::decade: return indonesian ? year + "-an" : year + "s";
    case Precision::year: return year;
    case Precision::quarter: {
      const std::string q = std::to_string((p.month - 1) / 3 + 1);
      return indonesian ? "triwulan " + q + " " + year : "quarter " + q + " of " + year;
    }
    case Precision::month: return month + " " + year;
    case Precision::week:
    case Precision::day: return std::to_string(p.day) + " " + month + (with_year ? " " + year : "");
    case Precision::hour:
    case Precision::minute:
    case Precision::second: break;
  }
  return std::to_string(p.day) + " " + month + (with_year ? " " + year : "") + (indonesian ? " pukul " : " at ") +
         clock_text(p, indonesian);
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
      decimals = std::max(0, s - digits);
      return r;
    }
  }
  return v;
}

std::string unit_label(const Unit* u, double v, bool indonesian) {
  if (u == nullptr) return {};
  std::string label(indonesian ? u->label_id : u->label_en);
  if (!indonesian && u->dimension == Dimension::time && v == 1 && label.ends_with('s') && label.size() > 2)
    label.pop_back();
  return label;
}

constexpr std::array<std::string_view, 16> kActors = {
    "payload", "craft",   "mission",    "person",       "missile", "entity", "treaty", "crew",
    "serial",  "vehicle", "discoverer", "participants", "station", "office", "body",   "site"};

}  // namespace

std::string World::show_date(const Witness& w, const Date* like, std::string_view language) const {
  const bool indonesian = language == "id";
  const auto* d = std::get_if<Date>(&w.value);
  std::optional<TimeInterval> t;
  if (like != nullptr && like->zone && w.when) t = local(w, *like->zone);
  if (!t && w.frames.empty() && d != nullptr) t = d->civil;
  if (!t) {
    const auto has = [&](std::string_view f) {
      return std::find(w.frames.begin(), w.frames.end(), f) != w.frames.end();
    };
    // The day that most of its frames show, the place's where they are even: Sputnik 1 rose on 4 October by the clocks of
    // Moscow and Greenwich, though it was the 5th at Baikonur.
    std::map<std::int64_t, int> days;
    for (const std::string& f : w.frames)
      if (const auto there = local(w, f)) ++days[day_of(there->begin)];
    int most = 0;
    for (const auto& [day, n] : days) most = std::max(most, n);
    const bool to_the_day = like == nullptr || like->precision <= Precision::day;
    if (has(""))
      t = local(w, "");
    else if (!w.zone.empty() && has(w.zone))
      t = local(w, w.zone);
    else if (!w.frames.empty())
      t = local(w, w.frames.front());
    else
      t = w.when;
    if (to_the_day && !has("") && t && days[day_of(t->begin)] < most) {
      for (const std::string& f : w.frames) {
        const auto there = local(w, f);
        if (there && days[day_of(there->begin)] == most) {
          t = there;
          break;
        }
      }
    }
  }
  if (!t) return "?";
  const Precision known = d != nullptr ? d->precision : Precision::day;
  if (d != nullptr && d->clock_only) return clock_text(parts_of(t->begin), indonesian);
  if (like != nullptr && like->clock_only) {
    return known >= Precision::minute ? clock_text(parts_of(t->begin), indonesian)
                                      : moment(t->begin, known, indonesian, true);
  }
  Precision shown = std::min(known, Precision::day);
  if (w.frames.empty() && d != nullptr) shown = known;  // what the text says, as it says it
  if (like != nullptr) shown = std::min(known, like->precision);
  const bool with_year =
      like == nullptr || !like->year_inferred || parts_of(t->begin).year != parts_of(like->civil.begin).year;
  const std::string from = moment(t->begin, shown, indonesian, with_year);
  const std::string to = moment(t->end - 1, shown, indonesian, with_year);
  if (from == to || shown > Precision::day || t->end >= kEnd || like != nullptr) return from;
  // A civil day seen from another zone touches two dates; a process takes its time.
  return t->end - t->begin <= kDaySeconds ? from : from + (indonesian ? " sampai " : " to ") + to;
}

std::string World::show_quantity(const Quantity& q, const Quantity* like, std::string_view language) const {
  const bool indonesian = language == "id";
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
    if (std::isinf(q.high)) return (indonesian ? "setidaknya " : "at least ") + low;
    return low + (indonesian ? " sampai " : " to ") + format_number(q.high, 0, language);
  }
  std::string out = format_number(v, decimals, language);
  const std::string label = unit_label(u, v, indonesian);
  if (!label.empty()) out += (label == "°" ? "" : " ") + label;
  return out;
}

std::string World::show_elapsed(const Witness& w, const Quantity* like, std::string_view language) const {
  const auto* q = std::get_if<Quantity>(&w.value);
  if (q == nullptr || w.of.size() != 2) return "?";
  const double days = q->value / static_cast<double>(kDaySeconds);
  std::string unit = std::fabs(days) < 1 ? "h" : std::fabs(days) < 60 ? "d" : std::fabs(days) < 730 ? "mo" : "a";
  if (like != nullptr && find_unit(like->unit) != nullptr) unit = like->unit;
  const Unit* u = find_unit(unit);
  double v = q->value / u->factor;
  const auto a = locals(w.of[0]);
  const auto b = locals(w.of[1]);
  if (unit == "d" && !a.empty() && !b.empty()) {
    v = static_cast<double>(day_of(a.front().begin) - day_of(b.front().begin));
  } else if (unit == "wk") {
    v = std::round(v * 10) / 10;
  } else {
    v = std::fabs(v) < 2 ? std::round(v * 10) / 10 : std::round(v);
  }
  const int decimals = v == std::floor(v) ? 0 : 1;
  return format_number(v, decimals, language) + " " + unit_label(u, v, language == "id");
}

std::string World::show_event(const Happening& h, std::string_view language) const {
  const bool indonesian = language == "id";
  const EventView& e = *h.event;
  const EventDef* def = facts.schema().event(h.by != nullptr ? h.by->then_kind : std::string(e.kind));
  std::string label = def == nullptr ? std::string(e.kind) : indonesian ? def->label_id : def->label_en;
  for (const std::string_view r : kActors) {
    std::string fillers;
    int told = 0;
    for (const RoleValue& v : e.roles) {
      if (v.role != r) continue;
      if (told++ == 2) {
        fillers += indonesian ? " dan lain-lain" : " and others";
        break;
      }
      if (!fillers.empty()) fillers += indonesian ? " dan " : " and ";
      fillers += show(as_witness(v.value), language);
    }
    if (told > 0) return label + (indonesian ? " " : " of ") + fillers;
  }
  const Witness t = time_witness(h);
  return t.when ? label + (indonesian ? " " : " of ") + show_date(t, nullptr, language) : label;
}

std::string World::show(const Witness& w, std::string_view language) const {
  const bool indonesian = language == "id";
  if (w.of.size() == 2) return show_elapsed(w, nullptr, language);
  if (const auto* e = std::get_if<Entity>(&w.value)) {
    if (const auto view = facts.entity(e->id)) {
      const std::string_view label = indonesian ? view->label_id : view->label_en;
      const std::string_view other = indonesian ? view->label_en : view->label_id;
      return std::string(!label.empty() ? label : !other.empty() ? other : view->id);
    }
    if (!w.event.empty() && w.event == e->id) {
      const Happening h = happening(w.event);
      if (h.event != nullptr) return show_event(h, language);
    }
    return std::string(word(e->id, indonesian));
  }
  if (std::holds_alternative<Date>(w.value)) return show_date(w, nullptr, language);
  if (const auto* q = std::get_if<Quantity>(&w.value)) return show_quantity(*q, nullptr, language);
  if (const auto* s = std::get_if<Symbol>(&w.value)) {
    if (const KindDef* k = facts.schema().kind(s->id)) return indonesian ? k->label_id : k->label_en;
    if (const EventDef* k = facts.schema().event(s->id)) return indonesian ? k->label_id : k->label_en;
    return std::string(word(s->id, indonesian));
  }
  if (const auto* t = std::get_if<Text>(&w.value)) return t->text;
  if (const auto* d = std::get_if<Weekday>(&w.value)) {
    return std::string((indonesian ? kDaysId : kDaysEn)[static_cast<std::size_t>(*d)]);
  }
  return "?";
}

std::string World::show_set(const Set& s, std::string_view language) const {
  const bool indonesian = language == "id";
  const EventDef* event = facts.schema().event(s.kind);
  const KindDef* kind = facts.schema().kind(s.kind);
  std::string out = event != nullptr  ? (indonesian ? event->label_id : event->label_en)
                    : kind != nullptr ? (indonesian ? kind->label_id : kind->label_en)
                                      : s.kind;
  const auto is_actor = [](const Condition& c) {
    return std::find(kActors.begin(), kActors.end() - 1, c.name) != kActors.end() - 1 && !c.negated && c.op == Op::eq;
  };
  const Condition* actor = nullptr;
  for (const std::string_view r : kActors) {
    if (actor != nullptr) break;
    for (const Condition& c : s.where) {
      if (event != nullptr && c.name == r && is_actor(c)) {
        actor = &c;
        break;
      }
    }
  }
  if (actor != nullptr) out += (indonesian ? " " : " of ") + show(actor->value, language);
  std::string rest;
  for (const Condition& c : s.where) {
    if (&c == actor || c.name == "id") continue;
    if (!rest.empty()) rest += ", ";
    if (c.negated) rest += indonesian ? "bukan " : "not ";
    const auto dot = c.name.rfind('.');
    const std::string name = dot == std::string::npos ? c.name : c.name.substr(dot + 1);
    rest += event != nullptr && event->role(name) != nullptr ? role_label(name, indonesian, facts.schema())
                                                             : label_of(name, indonesian, facts.schema());
    rest += c.op == Op::eq || c.op == Op::in ? " " : " " + std::string(to_string(c.op)) + " ";
    rest += show(c.value, language);
  }
  if (!rest.empty()) out += " (" + rest + ")";
  return out;
}

std::string World::show(const Term& t, std::string_view language) const {
  const bool indonesian = language == "id";
  const auto of = [&](const std::string& what, const std::string& whose) {
    return what + (indonesian ? " " : " of ") + whose;
  };
  switch (t.kind) {
    case Term::Kind::value: return show(as_witness(t.value), language);
    case Term::Kind::now: return indonesian ? "sekarang" : "now";
    case Term::Kind::the: return t.set ? show_set(*t.set, language) : "?";
    case Term::Kind::nth:
      if (!t.set) return "?";
      return indonesian ? show_set(*t.set, language) + " ke-" + std::to_string(t.n)
                        : "no. " + std::to_string(t.n) + " of: " + show_set(*t.set, language);
    case Term::Kind::last:
      return t.set ? (indonesian ? "terakhir dari: " : "last of: ") + show_set(*t.set, language) : "?";
    case Term::Kind::rank:
      return (indonesian ? "urutan " : "place of ") + (t.args.empty() ? "?" : show(t.args[0], language));
    case Term::Kind::count:
      return (indonesian ? "banyaknya: " : "number of: ") + (t.set ? show_set(*t.set, language) : "?");
    case Term::Kind::distinct:
      return (indonesian ? "banyaknya " : "number of different ") + label_of(t.name, indonesian, facts.schema());
    case Term::Kind::role:
      return of(role_label(t.name, indonesian, facts.schema()), t.args.empty() ? "?" : show(t.args[0], language));
    case Term::Kind::prop: {
      std::string whose;
      for (const Term& a : t.args) whose += (whose.empty() ? "" : indonesian ? " dan " : " and ") + show(a, language);
      return of(label_of(t.name, indonesian, facts.schema()), whose);
    }
    case Term::Kind::minus:
      return t.args.size() < 2 ? "?" : show(t.args[0], language) + " − " + show(t.args[1], language);
  }
  return "?";
}

std::string World::show_like(const Witness& w, const Term& said, std::string_view language) const {
  if (said.kind != Term::Kind::value) return show(w, language);
  const auto* d = std::get_if<Date>(&said.value);
  if (d != nullptr && (w.when || std::holds_alternative<Date>(w.value))) return show_date(w, d, language);
  if (const auto* q = std::get_if<Quantity>(&said.value)) {
    if (w.of.size() == 2) return show_elapsed(w, q, language);
    if (const auto* f = std::get_if<Quantity>(&w.value)) return show_quantity(*f, q, language);
  }
  if (std::holds_alternative<Weekday>(said.value) && (w.when || std::holds_alternative<Date>(w.value))) {
    for (int i = 0; i < 7; ++i) {
      if (compare_weekday(w, static_cast<Weekday>(i)) == Truth::yes)
        return show(as_witness(static_cast<Weekday>(i)), language);
    }
  }
  return show(w, language);
}

}  // namespace saksi::engine

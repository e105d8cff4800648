#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#include "engine/geodesic.h"
#include "engine/world.h"

namespace saksi::engine {
namespace {

void add_missing(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

/// The seconds of an ISO 8601 duration of years, months or days: "P3Y".
Seconds duration_of(std::string_view iso) {
  Seconds out = 0;
  Seconds number = 0;
  for (const char c : iso) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
    } else {
      if (c == 'Y') out += number * 366 * kDaySeconds;
      if (c == 'M') out += number * 31 * kDaySeconds;
      if (c == 'W') out += number * 7 * kDaySeconds;
      if (c == 'D') out += number * kDaySeconds;
      number = 0;
    }
  }
  return out;
}

std::optional<double> number_of(std::string_view s) {
  double v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  return r.ec == std::errc{} && r.ptr == s.data() + s.size() ? std::optional(v) : std::nullopt;
}

/// Kinds so small on the map that one pair of coordinates says where they are.
constexpr std::array<std::string_view, 6> kPoints = {"city",     "launch-site",  "port",
                                                     "building", "missile-base", "island"};

/// Properties that a variant has from its family, a craft from its mission, unless it says otherwise.
constexpr std::array<std::string_view, 3> kInherited = {"manufacturer", "operator", "country"};

}  // namespace

Reads World::role(const Happening& h, std::string_view name) const {
  Reads out;
  const EventView& e = *h.event;
  if (name == "time") {
    out.values = time_witnesses(h);
    out.closed = !out.values.empty();
    out.unknown = out.values.empty();
    out.disputed = out.values.size() > 1;
    return out;
  }
  const EventDef* def = facts.schema().event(e.kind);
  if (def != nullptr && def->state && (name == "from" || name == "start" || name == "to" || name == "end")) {
    const bool start = name == "from" || name == "start";
    Witness w = time_witness(h);
    if (!w.when || (!start && e.open_ended)) {
      out.unknown = true;
      return out;
    }
    for (const RoleValue& r : e.roles) {
      const auto* d = r.role == (start ? "from" : "to") ? std::get_if<Date>(&r.value) : nullptr;
      if (d == nullptr || def->role(r.role) != nullptr) continue;
      Witness one = w;
      Date told = *d;
      if (!told.zone && !e.zone.empty()) told.zone = std::string(e.zone);
      one.value = told;
      one.when = to_utc(told);
      one.frames = {""};
      one.proof = fact(e, name, to_string(r.value), r.citations);
      out.values.push_back(std::move(one));
    }
    if (!out.values.empty()) {
      out.closed = true;
      out.disputed = out.values.size() > 1;
      return out;
    }
    // Each bound is the civil day, month or year that its row has.
    auto told = parse_edtf(start ? e.from : e.to);
    if (!told) {
      out.unknown = true;
      return out;
    }
    if (!told->zone && !e.zone.empty()) told->zone = std::string(e.zone);
    w.value = *told;
    w.when = to_utc(*told);
    w.frames = {""};
    w.proof = fact(e, name, std::string(start ? e.from : e.to));
    out.values.push_back(std::move(w));
    out.closed = true;
    return out;
  }
  std::string own(name);
  if (h.by != nullptr) {
    bool shared = false;
    for (const std::string& s : h.by->shared) {
      const auto arrow = s.find('>');
      const std::string to = arrow == std::string::npos ? s : s.substr(arrow + 1);
      if (to != name) continue;
      own = s.substr(0, arrow);
      shared = true;
    }
    if (!shared) {
      out.unknown = true;
      return out;
    }
  }
  for (const RoleValue& r : e.roles) {
    if (r.role != own) continue;
    Witness w = as_witness(r.value);
    w.event = std::string(e.id);
    if (const auto* d = std::get_if<Date>(&r.value)) {
      w.when = to_utc(*d);
      w.frames = {""};
    }
    w.proof = fact(e, own, to_string(r.value), r.citations);
    out.values.push_back(std::move(w));
  }
  const RoleDef* role_def = def == nullptr ? nullptr : def->role(own);
  out.functional = role_def == nullptr || !role_def->many;
  out.disputed = out.functional && out.values.size() > 1;
  out.unknown = std::find(e.unknown.begin(), e.unknown.end(), own) != e.unknown.end();
  if (!out.values.empty()) {
    out.closed = !out.unknown && (out.functional || recorded_for_all(h, own));
    return out;
  }
  if (own == "country" && role_def == nullptr) return role_path(h, "operator", "country");
  if (own == "operator" && !out.unknown) {
    // Who flew the craft, where the event itself does not say.
    for (const RoleValue& r : e.roles) {
      const auto* craft = r.role == "craft" ? std::get_if<Entity>(&r.value) : nullptr;
      if (craft == nullptr) continue;
      Reads of_craft = property(craft->id, "operator", when_of(h));
      if (!of_craft.values.empty()) return of_craft;
    }
  }
  if (recorded_for_all(h, own)) {
    out.closed = !out.unknown;
  } else {
    out.unknown = true;
  }
  return out;
}

bool World::told_apart(const EventView& e, std::string_view name) const {
  const EventDef* def = facts.schema().event(e.kind);
  const RoleDef* role_def = def == nullptr ? nullptr : def->role(name);
  if (role_def != nullptr && role_def->many) return false;
  return std::count_if(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) { return r.role == name; }) > 1;
}

Reads World::role_path(const Happening& h, std::string_view head, std::string_view tail) const {
  Reads first = role(h, head);
  if (tail.empty()) return first;
  Reads out;
  out.unknown = first.unknown;
  out.closed = first.closed;
  out.functional = first.functional;
  out.disputed = first.disputed;
  for (const auto* list : {&first.values, &first.possible}) {
    for (const Witness& w : *list) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr) continue;
      Reads next = property(e->id, tail, when_of(h));
      if (next.values.empty() && next.possible.empty()) out.unknown = true;
      out.closed = out.closed && next.closed;
      out.functional = out.functional && next.functional;
      out.disputed = out.disputed || next.disputed;
      for (Witness& v : next.values) {
        v.proof.from.push_back(w.proof);
        v.event = std::string(h.event->id);
        (list == &first.values ? out.values : out.possible).push_back(std::move(v));
      }
      for (Witness& v : next.possible) out.possible.push_back(std::move(v));
      for (std::string& m : next.missing) add_missing(out.missing, std::move(m));
    }
  }
  return out;
}

Reads World::stated(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) const {
  Reads out;
  const PropertyDef* def = facts.schema().property(name);
  out.functional = def == nullptr ? false : def->functional;
  const Seconds stable = def == nullptr || def->stable_for.empty() ? 0 : duration_of(def->stable_for);
  bool preferred = false;
  struct Kept {
    Witness w;
    bool sure;
    bool preferred;
  };
  std::vector<Kept> kept;
  for (const StatementView& s : facts.statements(subject, name)) {
    bool sure = true;
    if (s.valid) {
      TimeInterval valid = clamp(*s.valid);
      if (s.open_ended) valid.end = kEnd;
      if (!at) {
        sure = false;
        add_missing(out.missing, "as_of");
      } else if (!valid.overlaps(*at)) {
        continue;
      } else if (!at->within(valid)) {
        sure = false;
      }
    }
    if (stable > 0 && (s.open_ended || !s.valid)) {
      if (!at) {
        sure = false;
        add_missing(out.missing, "as_of");
      } else {
        for (const Citation& c : s.citations) {
          const auto checked = parse_edtf(c.checked);
          if (checked && at->begin > checked->civil.end + stable) {
            sure = false;
            add_missing(out.missing, "whether " + std::string(subject) + " " + std::string(name) + " was still so on " +
                                         utc_text(at->begin).substr(0, 10) + "; last checked " +
                                         std::string(c.checked));
          }
        }
      }
    }
    Witness w = as_witness(s.value);
    if (const auto* d = std::get_if<Date>(&s.value)) {
      w.when = to_utc(*d);
      if (!d->zone) {
        w.frames = {""};
        // A civil day with no place: from the first to the last instant at which it was that day anywhere.
        w.when = TimeInterval{d->civil.begin - 14 * 3600, d->civil.end + 12 * 3600};
      } else {
        w.frames = {"UTC"};
      }
    }
    if (const auto* q = std::get_if<Quantity>(&s.value); q != nullptr && q->unit.empty()) {
      Quantity plain = *q;
      plain.unit = "1";
      w.value = plain;
    }
    w.proof = fact(s, to_string(s.value));
    const bool best = s.rank == Rank::preferred;
    preferred = preferred || best;
    kept.push_back({std::move(w), sure, best});
  }
  for (Kept& k : kept) {
    if (preferred && !k.preferred) continue;
    (k.sure ? out.values : out.possible).push_back(std::move(k.w));
  }
  out.disputed = out.functional && out.values.size() > 1;
  out.unknown = kept.empty();
  out.closed = (out.functional || (def != nullptr && def->whole)) && !out.values.empty() && out.possible.empty();
  // What was withdrawn and has nothing in its place is open; what stands in its place says what it stands for.
  for (const StatementView& s : facts.withdrawn(subject, name)) {
    if (out.functional && !out.values.empty()) {
      Proof old = fact(s, to_string(s.value));
      old.name += ", withdrawn: " + std::string(s.reason);
      for (Witness& w : out.values) w.proof.from.push_back(old);
      continue;
    }
    if (std::any_of(out.values.begin(), out.values.end(), [&](const Witness& w) { return w.value == s.value; }))
      continue;
    add_missing(out.missing, std::string(name) + " of " + std::string(subject) + " in place of " + to_string(s.value) +
                                 ", withdrawn: " + std::string(s.reason));
    out.closed = false;
    return out;
  }
  if (!out.closed && !out.values.empty()) {
    for (const CompletenessView& c : facts.completeness()) {
      if (facts.schema().kind(c.set.kind) == nullptr || !is_kind(subject, c.set.kind)) continue;
      if (std::find(c.roles.begin(), c.roles.end(), name) == c.roles.end()) continue;
      const bool member = std::all_of(c.set.where.begin(), c.set.where.end(), [&](const Condition& wanted) {
        const auto of = facts.statements(subject, wanted.name);
        return std::any_of(of.begin(), of.end(), [&](const StatementView& s) {
          return compare(as_witness(s.value), Op::eq, as_witness(wanted.value.value), true, wanted.name) == Truth::yes;
        });
      });
      out.closed = out.closed || member;
    }
  }
  return out;
}

Reads World::country_of(std::string_view subject, std::optional<TimeInterval> at) const {
  Reads out = stated(subject, "country", at);
  if (!out.values.empty()) return out;
  const auto from_chain = [&](std::string_view of, const Proof* via) {
    for (const std::string& c : countries(of)) {
      Witness w = as_witness(Entity{c});
      const auto view = facts.entity(c);
      w.proof = builtin("country", std::string(of) + " belongs to " + (view ? std::string(view->label_en) : c));
      if (via != nullptr) w.proof.from.push_back(*via);
      out.values.push_back(std::move(w));
    }
  };
  if (is_kind(subject, "person")) return stated(subject, "nationality", at);
  if (is_kind(subject, "place") || is_kind(subject, "agent")) {
    from_chain(subject, nullptr);
  } else {
    for (const std::string_view p : {"operator", "manufacturer"}) {
      const Reads who = property(subject, p, at);
      for (const Witness& w : who.values) {
        if (const auto* e = std::get_if<Entity>(&w.value)) from_chain(e->id, &w.proof);
      }
      if (!out.values.empty()) break;
    }
  }
  out.unknown = out.values.empty();
  out.functional = out.closed = out.values.size() == 1;
  return out;
}

Reads World::from_events(std::string_view subject, std::string_view property) const {
  Reads out;
  for (const auto& told : facts.schema().property_events) {
    if (told.property != property) continue;
    for (const std::uint32_t i : facts.events_with(subject)) {
      const EventView& e = facts.event(i);
      if (!facts.schema().is_a(e.kind, told.event)) continue;
      const bool own = std::any_of(e.roles.begin(), e.roles.end(), [&](const RoleValue& r) {
        const auto* v = std::get_if<Entity>(&r.value);
        return r.role == told.subject && v != nullptr && v->id == subject;
      });
      if (!own || e.marginal) continue;
      if (told.value == "time") {
        std::vector<Witness> times = time_witnesses({&e, nullptr});
        out.disputed = out.disputed || times.size() > 1;
        for (Witness& w : times) out.values.push_back(std::move(w));
        out.closed = out.values.size() == 1;
        continue;
      }
      Reads fillers = role({&e, nullptr}, told.value);
      out.disputed = out.disputed || fillers.disputed;
      for (auto& w : fillers.values) out.values.push_back(std::move(w));
    }
  }
  out.unknown = out.values.empty();
  return out;
}

Reads World::property(std::string_view subject, std::string_view name, std::optional<TimeInterval> at) const {
  if (const auto dot = name.find('.'); dot != std::string_view::npos) {
    Reads first = property(subject, name.substr(0, dot), at);
    Reads out;
    out.unknown = first.unknown;
    out.closed = first.closed;
    for (const Witness& w : first.values) {
      const auto* e = std::get_if<Entity>(&w.value);
      if (e == nullptr) continue;
      Reads next = property(e->id, name.substr(dot + 1), at);
      out.unknown = out.unknown || next.unknown;
      out.closed = out.closed && next.closed;
      for (Witness& v : next.values) {
        v.proof.from.push_back(w.proof);
        out.values.push_back(std::move(v));
      }
    }
    return out;
  }
  if (name == "kind" || name == "class") {
    Reads out;
    for (const std::string_view k : facts.kinds_of(subject)) {
      Witness w = as_witness(Symbol{std::string(k)});
      w.proof.kind = Proof::Kind::fact;
      w.proof.name = std::string(subject) + " kind";
      w.proof.value = std::string(k);
      // The row that names the thing names its kind: any statement of that row tells where it comes from.
      for (const StatementView& s : facts.statements(subject, "")) {
        cite(w.proof, s.citations);
        break;
      }
      out.values.push_back(std::move(w));
    }
    out.unknown = out.values.empty();
    out.closed = !out.values.empty();
    return out;
  }
  if (name == "country") return country_of(subject, at);
  if (name == "nationality") {
    Reads out = stated(subject, name, at);
    return out.values.empty() ? country_of(subject, at) : out;
  }
  if (name == "located_in") {
    Reads out = stated(subject, name, at);
    if (out.values.empty() && !is_kind(subject, "polity")) {
      const Reads country = stated(subject, "country", at);
      out.values = country.values;
    }
    if (const Reads body = stated(subject, "side_of", at); !body.values.empty()) {
      out.values.insert(out.values.end(), body.values.begin(), body.values.end());
    }
    Proof where;
    if (const auto c = coordinates(subject, &where)) {
      const auto half = [&](const char* id) {
        Witness w = as_witness(Entity{id});
        w.proof = builtin("hemisphere", id, {where});
        out.values.push_back(std::move(w));
      };
      const auto kinds = facts.kinds_of(subject);
      const bool wide = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view k) {
        return facts.schema().is_a(k, "polity") || facts.schema().is_a(k, "region") ||
               facts.schema().is_a(k, "continent") || facts.schema().is_a(k, "ocean");
      });
      // The middle of something wide does not tell on which side of a line all of it lies.
      if (!wide) {
        if (c->first != 0) half(c->first > 0 ? "northern-hemisphere" : "southern-hemisphere");
        if (c->second != 0) half(c->second > 0 ? "eastern-hemisphere" : "western-hemisphere");
      }
    }
    out.unknown = out.values.empty();
    // A thing lies somewhere; that it lies elsewhere too is for the places themselves to exclude.
    out.closed = !out.values.empty() && out.possible.empty();
    out.functional = true;
    return out;
  }
  if (name == "first_flight") {
    if (Reads told = stated(subject, name, at); !told.values.empty()) return told;
    const Known& k = known(prop("first_flight", {entity(std::string(subject))}));
    Reads out;
    out.values = k.certain;
    out.possible = k.possible;
    out.unknown = k.certain.empty();
    out.closed = k.closed;
    if (k.certain.empty() && k.possible.empty()) {
      // Not flown yet, where the record of its flights is whole.
      const bool missile = is_kind(subject, "missile");
      Set flights{missile ? "missile-test" : "launch",
                  {where(missile                       ? "missile"
                         : is_kind(subject, "vehicle") ? "vehicle"
                                                       : "payload",
                         entity(std::string(subject)))},
                  {}};
      const Known& all = members(flights);
      out.closed = all.closed && all.certain.empty() && all.possible.empty();
    }
    out.missing = k.missing;
    return out;
  }
  Reads out = stated(subject, name, at);
  if (out.values.empty() && out.possible.empty()) {
    if (Reads told = from_events(subject, name); !told.values.empty()) return told;
  }
  if (out.values.empty() && out.possible.empty()) {
    // Several values that a table of facts has of a property with one: any of them supports.
    const std::string several = "own_" + std::string(name);
    if (facts.schema().property(several) != nullptr) {
      if (Reads told = stated(subject, several, at); !told.values.empty()) return told;
    }
  }
  if (out.values.empty() && out.possible.empty() &&
      std::find(kInherited.begin(), kInherited.end(), name) != kInherited.end()) {
    for (const std::string& up : above(subject)) {
      const bool same_sort = (is_kind(subject, "vehicle") && is_kind(up, "vehicle")) ||
                             (is_kind(subject, "missile") && is_kind(up, "missile")) || is_kind(up, "mission");
      if (!same_sort) continue;
      Reads from = stated(up, name, at);
      if (!from.values.empty()) return from;
    }
  }
  return out;
}

std::optional<std::pair<double, double>> World::coordinates(std::string_view place, Proof* proof) const {
  auto told = facts.statements(place, "coordinates");
  const auto best = [](const StatementView& s) { return s.rank == Rank::preferred; };
  if (std::any_of(told.begin(), told.end(), best)) std::erase_if(told, std::not_fn(best));
  // Sources of equal rank that put it at two places put it nowhere.
  for (const StatementView& s : told) {
    if (!(s.value == told.front().value)) return std::nullopt;
  }
  for (const StatementView& s : told) {
    const auto* t = std::get_if<Text>(&s.value);
    if (t == nullptr) continue;
    const auto comma = t->text.find(',');
    if (comma == std::string::npos) continue;
    const std::string_view all = t->text;
    const auto lat = number_of(all.substr(0, comma));
    const auto lon = number_of(all.substr(comma + 1));
    if (!lat || !lon) continue;
    if (proof != nullptr) *proof = fact(s, t->text);
    return std::pair(*lat, *lon);
  }
  return std::nullopt;
}

Known World::distance(std::string_view a, std::string_view b) const {
  Known out;
  out.functional = true;
  const auto mean = [&](std::string_view from, std::string_view to) {
    const std::string_view name = from == "earth" ? "mean_distance_earth" : from == "sun" ? "mean_distance_sun" : "";
    if (name.empty()) return false;
    Reads r = stated(to, name, as_of);
    out.certain = std::move(r.values);
    return !out.certain.empty();
  };
  if (is_kind(a, "body") || is_kind(b, "body")) {
    if (!mean(a, b) && !mean(b, a)) {
      out.missing.push_back("mean distance from " + std::string(a) + " to " + std::string(b));
    }
    out.closed = !out.certain.empty();
    return out;
  }
  Proof pa;
  Proof pb;
  const auto x = coordinates(a, &pa);
  const auto y = coordinates(b, &pb);
  for (const auto& end : {std::pair(a, x), std::pair(b, y)}) {
    const std::string_view place = end.first;
    const auto& where = end.second;
    const bool point =
        std::any_of(kPoints.begin(), kPoints.end(), [&](std::string_view k) { return is_kind(place, k); });
    if (!where)
      out.missing.push_back("coordinates of " + std::string(place));
    else if (!point)
      out.missing.push_back("from where in " + std::string(place) + " it is measured");
  }
  if (!out.missing.empty()) return out;
  const double km = geodesic_km(x->first, x->second, y->first, y->second);
  Quantity q;
  q.value = q.low = q.high = km;
  q.unit = "km";
  Witness w = as_witness(q);
  w.proof = builtin("geodesic", show_quantity(q, nullptr, "en"), {pa, pb});
  out.certain.push_back(std::move(w));
  out.closed = true;
  return out;
}

Witness World::difference(const Witness& a, const Witness& b) const {
  Witness w;
  const bool times = a.when && b.when;
  Quantity q;
  if (times) {
    q.low = static_cast<double>(a.when->begin - b.when->end + 1);
    q.high = static_cast<double>(a.when->end - 1 - b.when->begin);
    q.value = (q.low + q.high) / 2;
    q.unit = "s";
    w.value = q;
    w.of = {a, b};
    w.proof = builtin("elapsed", show_elapsed(w, nullptr, "en"), {a.proof, b.proof});
    return w;
  }
  const auto* x = std::get_if<Quantity>(&a.value);
  const auto* y = std::get_if<Quantity>(&b.value);
  if (x == nullptr || y == nullptr) return w;
  const auto low = convert(y->low, y->unit, x->unit);
  const auto high = convert(y->high, y->unit, x->unit);
  const auto mid = convert(y->value, y->unit, x->unit);
  if (!low || !high || !mid) return w;
  q.value = x->value - *mid;
  q.low = x->low - *high;
  q.high = x->high - *low;
  q.unit = x->unit;
  w.value = q;
  w.proof = builtin("difference", to_string(q), {a.proof, b.proof});
  return w;
}

}  // namespace saksi::engine

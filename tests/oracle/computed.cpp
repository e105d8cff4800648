#include <algorithm>

#include "engine/truth/geodesic.h"
#include "tests/oracle/evaluator.h"

/// What is computed of other values: distances, weekdays, conversions, sums, ratios, ages.
namespace saksi::oracle {
namespace {

Quantity point(Quantity q) {
  if (!q.range) q.low = q.high = q.value;
  return q;
}

Quantity negative(Quantity q) {
  std::swap(q.low, q.high);
  q.low = -q.low;
  q.high = -q.high;
  q.value = -q.value;
  return q;
}

}  // namespace

Known Evaluator::evaluate_computed(const Term& t) {
  Known out;
  out.functional = true;
  std::optional<Witness> w;
  if (t.name == "distance") {
    const Witness *a = single(t, 0), *b = single(t, 1);
    const auto* x = a == nullptr ? nullptr : std::get_if<Entity>(&a->value);
    const auto* y = b == nullptr ? nullptr : std::get_if<Entity>(&b->value);
    return x != nullptr && y != nullptr ? distance(x->id, y->id) : out;
  }
  if (t.name == "weekday") w = weekday(t);
  if (t.name == "convert") w = conversion(t);
  if (t.name == "sum" || t.name == "difference") w = sum(t);
  if (t.name == "ratio") w = ratio(t);
  if (t.name == "age" || t.name == "elapsed") w = age(t);
  if (w) {
    out.certain.push_back(std::move(*w));
    out.closed = true;
  }
  return out;
}

/// The one value of an argument; null where there is none, or more than one.
const Witness* Evaluator::single(const Term& t, std::size_t n) {
  if (n >= t.args.size()) return nullptr;
  const Known& k = known(t.args[n]);
  return k.certain.size() == 1 ? &k.certain.front() : nullptr;
}

Known Evaluator::distance(std::string_view a, std::string_view b) {
  Known out;
  out.functional = true;
  const auto bodies = [&](const PropertyDef& p) {
    return !p.distance_from.empty() && (facts_.is_kind(a, p.subject) || facts_.is_kind(b, p.subject));
  };
  if (std::any_of(schema().properties.begin(), schema().properties.end(), bodies)) {
    // How far it is from the one body the other has as a property.
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)})
      for (const PropertyDef& p : schema().properties)
        if (out.certain.empty() && p.distance_from == from) out.certain = stated(to, p.id, as_of_).values;
    out.closed = !out.certain.empty();
    return out;
  }
  const auto x = coordinates(a), y = coordinates(b);
  if (!x || !y || !facts_.has(a, kind_point) || !facts_.has(b, kind_point)) return out;
  Quantity km;
  km.value = km.low = km.high = engine::geodesic_km(x->latitude, x->longitude, y->latitude, y->longitude);
  km.unit = "km";
  Witness w = as_witness(km);
  w.proof = builtin("geodesic", show_quantity(km, nullptr, "en"), {fact(*x->told), fact(*y->told)});
  out.certain.push_back(std::move(w));
  out.closed = true;
  return out;
}

std::optional<Witness> Evaluator::weekday(const Term& t) {
  const Witness* d = single(t, 0);
  if (d == nullptr || !d->is_time()) return std::nullopt;
  std::vector<Weekday> days;
  std::string text;
  for (int i = 0; i < 7; ++i) {
    const auto day = static_cast<Weekday>(i);
    if (compare_weekday(*d, day) != Truth::yes) continue;
    days.push_back(day);
    text += (text.empty() ? "" : " or ") + std::string(to_string(day));
  }
  if (days.empty()) return std::nullopt;
  // One weekday in every frame; else the date stands for itself and is tried in each.
  Witness w = days.size() == 1 ? as_witness(days.front()) : *d;
  if (days.size() == 1) w.event = d->event;
  w.proof = builtin("weekday", text, {d->proof});
  return w;
}

std::optional<Witness> Evaluator::conversion(const Term& t) {
  const Witness* of = single(t, 0);
  const auto* q = of == nullptr ? nullptr : std::get_if<Quantity>(&of->value);
  if (q == nullptr) return std::nullopt;
  Witness w = as_witness(point(*q));
  w.of = {*of};
  w.proof = builtin("convert", to_string(*q));
  return w;
}

std::optional<Witness> Evaluator::sum(const Term& t) {
  std::optional<Witness> total;
  for (std::size_t i = 0; i < t.args.size(); ++i) {
    const Witness* w = single(t, i);
    if (w == nullptr) return std::nullopt;
    Witness next = *w;
    auto* q = std::get_if<Quantity>(&next.value);
    if (q != nullptr && t.args[i].kind == Term::Kind::value) *q = point(*q);
    if (total && q != nullptr && t.name == "sum") *q = negative(*q);
    total = total ? difference(*total, next) : next;
    if (!total) return std::nullopt;
  }
  if (!total) return std::nullopt;
  const auto* q = std::get_if<Quantity>(&total->value);
  total->proof = builtin(t.name, q == nullptr ? total->proof.value : to_string(*q), total->proof.from);
  return total;
}

std::optional<Witness> Evaluator::ratio(const Term& t) {
  const Witness *a = single(t, 0), *b = single(t, 1);
  const auto* x = a == nullptr ? nullptr : std::get_if<Quantity>(&a->value);
  const auto* y = b == nullptr ? nullptr : std::get_if<Quantity>(&b->value);
  if (x == nullptr || y == nullptr) return std::nullopt;
  const auto low = convert(y->low, y->unit, x->unit), high = convert(y->high, y->unit, x->unit);
  const auto middle = convert(y->value, y->unit, x->unit);
  if (!low || !high || !middle || *low <= 0 || x->low < 0) return std::nullopt;
  Quantity q = Quantity::count(x->value / *middle);
  q.low = x->low / *high;
  q.high = x->high / *low;
  q.range = q.low != q.high;
  Witness w = as_witness(q);
  w.proof = builtin("ratio", to_string(q), {a->proof, b->proof});
  return w;
}

/// From when something began, or a date, to a date or the day of the claim.
std::optional<Witness> Evaluator::age(const Term& t) {
  const Witness* subject = single(t, 0);
  if (subject == nullptr) return std::nullopt;
  Witness from = *subject;
  const auto* e = std::get_if<Entity>(&subject->value);
  if (e != nullptr && subject->event.empty()) {
    Fillers began;
    for (const PropertyDef& p : schema().properties)
      if ((p.traits & property_age) != 0 && began.values.empty()) began = property(e->id, p.id, as_of_);
    if (began.values.size() != 1) return std::nullopt;
    from = began.values.front();
  }
  if (t.args.size() > 1) {
    const Witness* until = single(t, 1);
    return until == nullptr ? std::nullopt : difference(*until, from);
  }
  return as_of_ ? difference(now(), from) : std::nullopt;
}

std::optional<Witness> Evaluator::difference(const Witness& a, const Witness& b) {
  Quantity q;
  Witness w;
  if (a.when && b.when) {
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
  if (x == nullptr || y == nullptr) return std::nullopt;
  const auto low = convert(y->low, y->unit, x->unit), high = convert(y->high, y->unit, x->unit);
  const auto middle = convert(y->value, y->unit, x->unit);
  if (!low || !high || !middle) return std::nullopt;
  q.value = x->value - *middle;
  q.low = x->low - *high;
  q.high = x->high - *low;
  q.unit = x->unit;
  w.value = q;
  w.proof = builtin("difference", to_string(q), {a.proof, b.proof});
  return w;
}

}  // namespace saksi::oracle

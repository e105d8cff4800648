#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {
namespace {

bool has(const Sense& s, std::string_view key, std::string_view value) {
  return std::any_of(s.where.begin(), s.where.end(),
                     [&](const auto& w) { return w.first == key && w.second == value; });
}

double times_of(const Sense& s) {
  for (const auto& [k, v] : s.where)
    if (k == "times") return figure_of(v);
  return 0;
}

}  // namespace

std::pair<Op, Quantity> bounded(const Quantity& q) {
  auto r = q;
  r.bound = Bound::eq;
  switch (q.bound) {
    case Bound::gt: return {Op::gt, r};
    case Bound::ge: return {Op::ge, r};
    case Bound::lt: return {Op::lt, r};
    case Bound::le: return {Op::le, r};
    default: return {Op::eq, r};
  }
}

Span core_of(const Noun& n) {
  if (n.value != nullptr && !n.value->first_span.empty()) return n.value->first_span;
  return n.span;
}

/// The sense of a word of degree that speaks of things of this kind: a larger planet is wider, a larger country has
/// more area.
const Sense* Binder::fitting(const Item& it, Cat cat, std::string_view kind) const {
  for (const auto& s : it.senses) {
    if (s.cat != cat) continue;
    std::string_view of;
    for (const auto& [k, v] : s.where)
      if (k == "of") of = v;
    const auto* p = schema_.property(s.id);
    if (of.empty() && p != nullptr) of = p->subject;
    if (of.empty() || schema_.is_a(kind, of)) return &s;
  }
  return nullptr;
}

/// What the word means of a thing of this kind: the area of a country, the surface area of a moon.
void Binder::settle(Noun& n, std::string_view kind) const {
  for (const auto& id : n.properties) {
    const auto* p = schema_.property(id);
    if (p == nullptr || !(p->subject.empty() || schema_.is_a(kind, p->subject))) continue;
    n.property = id;
    return;
  }
}

/// A name that much else bears says what is meant only where the property belongs to few kinds of things: the mass of
/// "Mercury" may be a capsule's.
bool Binder::sure(const Noun& n, const PropertyDef& p) const {
  return n.kind != Noun::Kind::entity || !n.common || p.subject != "thing" || p.id == "diameter" ||
         !p.value.starts_with("quantity:");
}

bool Binder::bears(std::string_view kind, const PropertyDef& p) const {
  if (!p.bearers.empty())
    return std::any_of(p.bearers.begin(), p.bearers.end(),
                       [&](const std::string& b) { return schema_.is_a(kind, b) || schema_.is_a(b, kind); });
  return p.subject.empty() || schema_.is_a(kind, p.subject) || !schema_.disjoint(kind, p.subject);
}

/// A property of something said to be a value: a figure in a unit of its dimension, an entity of its kind, a date.
std::optional<Atom> Binder::value_atom(Term left, const PropertyDef& p, const Noun& value, Span span) const {
  Atom a;
  if (p.value.starts_with("quantity:") || p.value == "number") {
    Quantity q;
    Span at = value.span;
    if (const auto* x = quantity_of(value)) {
      q = *x;
    } else if (value.kind == Noun::Kind::counted && value.number && p.value == "number") {
      q = *value.number;
      at = value.number_span;
    } else {
      return std::nullopt;
    }
    const auto* u = find_unit(p.unit.empty() ? "1" : p.unit);
    const auto* w = find_unit(q.unit);
    if (u == nullptr || w == nullptr || u->dimension != w->dimension) return std::nullopt;
    const auto [op, amount] = bounded(q);
    a = compare(std::move(left), op, notation::value(amount, at), "property", span);
    a.suggest = value.kind == Noun::Kind::counted ? at : core_of(value);
    if (value.value != nullptr && value.value->other) a.also.push_back(value.value->other_span);
    return a;
  }
  if (p.value.starts_with("entity:")) {
    if (value.kind != Noun::Kind::entity) return std::nullopt;
    const auto type = p.value.substr(7);
    auto id = value.entity;
    if (!schema_.is_a(value.entity_kind, type)) {
      const Rival* fit = nullptr;
      int many = 0;
      for (const auto& r : value.rivals)
        if (schema_.is_a(r.kind, type)) {
          fit = &r;
          ++many;
        }
      if (many != 1) return std::nullopt;
      id = fit->entity;
    }
    a = compare(std::move(left), Op::eq, entity(id, value.head), "property", span);
    a.suggest = value.head;
    return a;
  }
  if (p.value == "date") {
    const auto* d = value.value != nullptr ? std::get_if<Date>(&value.value->value) : nullptr;
    if (value.kind != Noun::Kind::value || d == nullptr) return std::nullopt;
    a = compare(std::move(left), Op::in, notation::value(*d, value.span), "property", span);
    a.suggest = value.span;
    return a;
  }
  return std::nullopt;
}

/// "the same diameter as Mars", "diameter yang sama dengan Mars".
bool Binder::same_property(State& st, const Noun& subject, const VerbGroup& v) {
  auto trial = st;
  std::optional<Noun> n;
  if (lang_ == "en") {
    if (is(trial, Chunk::Kind::noun) && chunks_[trial.at].last - chunks_[trial.at].first == 1 &&
        item(trial).is(Cat::det, "the")) {
      mark(trial, trial.at);
      ++trial.at;
    }
    if (trial.at >= trial.end || !item(trial).is(Cat::same) || chunks_[trial.at].last - chunks_[trial.at].first != 1)
      return false;
    mark(trial, trial.at);
    ++trial.at;
    if (!is(trial, Chunk::Kind::noun)) return false;
    n = bare_noun(trial, trial.at);
    ++trial.at;
  } else {
    if (!is(trial, Chunk::Kind::noun)) return false;
    n = bare_noun(trial, trial.at);
    ++trial.at;
    if (is(trial, Chunk::Kind::rel)) {
      mark(trial, trial.at);
      ++trial.at;
    }
    if (trial.at >= trial.end || !item(trial).is(Cat::same)) return false;
    mark(trial, trial.at);
    ++trial.at;
  }
  if (!n || n->kind != Noun::Kind::property || !n->owner.empty() || n->degree != 0) return false;
  settle(*n, subject.entity_kind);
  const auto* p = schema_.property(n->property);
  if (p == nullptr || !bears(subject.entity_kind, *p) || !is(trial, Chunk::Kind::prep) ||
      !(item(trial).is(Cat::prep, "as") || item(trial).is(Cat::prep, "with")))
    return false;
  mark(trial, trial.at);
  ++trial.at;
  auto other = operand(trial, p->id);
  if (!other) return false;
  auto a = compare(prop(p->id, {term_of(subject)}), Op::eq, *other, "order", join(n->span, other->span));
  a.negated = v.negated;
  add(trial, a);
  st = std::move(trial);
  return true;
}

/// "a diameter of 6,779 km", "diameter 6.779 km", "its headquarters in Paris", "a larger diameter than Mars": a
/// property's noun and what it is said to be, told of `subject`.
bool Binder::property_phrase(State& st, const Noun& subject, const VerbGroup& v) {
  if (subject.kind != Noun::Kind::entity) return false;
  if (same_property(st, subject, v)) return true;
  if (!is(st, Chunk::Kind::noun)) return false;
  auto trial = st;
  auto n = bare_noun(trial, trial.at);
  if (!n || n->kind != Noun::Kind::property) return false;
  std::erase_if(n->owner, [](const Noun& o) { return o.pronoun && o.kind == Noun::Kind::reference; });
  settle(*n, subject.entity_kind);
  const auto* p = schema_.property(n->property);
  if (p == nullptr || !bears(subject.entity_kind, *p) || !sure(subject, *p)) return false;
  // "memiliki ibu kota Tashkent": the name behind the noun is the value.
  if (lang_ == "id" && n->owner.size() == 1 && n->degree == 0 && p->value.starts_with("entity:")) {
    auto x = n->owner.front();
    if (auto a = value_atom(prop(p->id, {term_of(subject)}), *p, x, n->span)) {
      ++trial.at;
      a->negated = v.negated;
      a->now = v.still || p->timed;
      add(trial, *a);
      st = std::move(trial);
      return true;
    }
  }
  if (!n->owner.empty()) return false;
  const auto left = prop(p->id, {term_of(subject)});
  ++trial.at;
  const auto put = [&](Atom a) {
    a.negated = v.negated;
    a.now = a.now || v.still || (p->timed && p->value.starts_with("entity:"));
    add(trial, std::move(a));
    st = std::move(trial);
    return true;
  };
  if (n->degree != 0 && !n->superlative) {
    // "a larger diameter than Mars"
    return p->value.starts_with("quantity:") || p->value == "number"
               ? than(trial, subject, p->id, n->degree, v, n->span) && (st = std::move(trial), true)
               : false;
  }
  if (n->superlative) {
    // "the greatest mass of all planets", "massa terbesar di antara semua planet"
    if (!is(trial, Chunk::Kind::prep) || !(item(trial).is(Cat::prep, "of") || item(trial).is(Cat::prep, "between") ||
                                           item(trial).is(Cat::prep, "among") || item(trial).is(Cat::prep, "from")))
      return false;
    mark(trial, trial.at);
    ++trial.at;
    auto scope = noun(trial);
    if (!scope || scope->kind != Noun::Kind::described || !scope->all_of || scope->pick != Noun::Pick::all ||
        !bears(scope->set.kind, *p))
      return false;
    auto a = compare(rank(term_of(subject), scope->set, (n->degree > 0 ? "-" : "") + p->id, n->span), Op::eq,
                     value(Quantity::count(n->n > 1 ? n->n : 1), n->number_span), "rank", join(n->span, scope->span));
    return put(a);
  }
  while (is(trial, Chunk::Kind::other) && item(trial).is(Cat::inert)) {
    trial.read[chunks_[trial.at].first] = 2;
    ++trial.at;
  }
  const bool direct = chunk_value(trial) != nullptr;
  if (is(trial, Chunk::Kind::prep)) {
    const auto* w = item(trial).sense(Cat::prep);
    const bool place = p->value == "entity:place" || p->value == "entity:city";
    if (w->id != "of" && w->id != "amount" && !(place && (w->id == "in" || w->id == "at"))) return false;
    mark(trial, trial.at);
    ++trial.at;
  } else if (is(trial, Chunk::Kind::than) && item(trial).is(Cat::degree)) {
    const auto* d = item(trial).sense(Cat::degree);
    mark(trial, trial.at);
    ++trial.at;
    const int dir = has(*d, "dir", "gt") ? 1 : -1;
    if (!than(trial, subject, p->id, dir, v, n->span)) return false;
    st = std::move(trial);
    return true;
  } else if (!direct) {
    return false;
  }
  auto x = noun(trial);
  if (!x) return false;
  auto a = value_atom(left, *p, *x, join(n->span, x->span));
  if (!a) return false;
  return put(*a);
}

/// "has Tashkent as its capital".
bool Binder::has_as(State& st, const Noun& subject, const VerbGroup& v) {
  if (lang_ != "en" || !is(st, Chunk::Kind::noun) || subject.kind != Noun::Kind::entity) return false;
  auto trial = st;
  auto x = noun(trial);
  if (!x || !is(trial, Chunk::Kind::prep) || !item(trial).is(Cat::prep, "as")) return false;
  mark(trial, trial.at);
  ++trial.at;
  if (!is(trial, Chunk::Kind::noun)) return false;
  auto n = bare_noun(trial, trial.at);
  if (!n || n->kind != Noun::Kind::property || n->owner.size() != 1 || !n->owner.front().pronoun) return false;
  ++trial.at;
  settle(*n, subject.entity_kind);
  const auto* p = schema_.property(n->property);
  if (p == nullptr || !bears(subject.entity_kind, *p)) return false;
  auto a = value_atom(prop(p->id, {term_of(subject)}), *p, *x, join(x->span, n->span));
  if (!a) return false;
  a->negated = v.negated;
  a->now = v.still || (p->timed && p->value.starts_with("entity:"));
  st = std::move(trial);
  add(st, *a);
  return true;
}

/// "The diameter of Mars is 6,779 km and that of Earth 12,742 km".
bool Binder::that_of(State& st, const Noun& first) {
  if (first.kind != Noun::Kind::property || !is(st, Chunk::Kind::conj) || !item(st).is(Cat::conj, "and")) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  if (trial.at + 1 >= trial.end || !item(trial).is(Cat::dem) || !is(trial, Chunk::Kind::prep, 1) ||
      !item(trial, 1).is(Cat::prep, "of"))
    return false;
  mark(trial, trial.at);
  mark(trial, trial.at + 1);
  trial.at += 2;
  if (!is(trial, Chunk::Kind::noun)) return false;
  // The value may stand in the same group as the name: "that of Albania Tirana".
  auto other = bare_noun(trial, trial.at);
  if (!other || other->kind != Noun::Kind::entity) return false;
  ++trial.at;
  VerbGroup plain;
  if (is(trial, Chunk::Kind::verb)) {
    plain = verb_group(trial, trial.at);
    if (!plain.ok || !plain.copula || plain.modal) return false;
    mark(trial, trial.at);
    ++trial.at;
  }
  auto x = noun(trial);
  if (!x) return false;
  auto left = first;
  left.owner = {*other};
  left.span = left.head = other->span;
  if (!equate(trial, left, *x, plain, join(other->span, x->span))) return false;
  st = std::move(trial);
  return true;
}

/// "than (that of) Mars": the other side of a comparison of one property.
std::optional<Term> Binder::compared_with(State& st, const std::string& property) {
  auto trial = st;
  if (!(is(trial, Chunk::Kind::than) && item(trial).is(Cat::than)) &&
      !(lang_ == "id" && is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "from")))
    return std::nullopt;
  mark(trial, trial.at);
  ++trial.at;
  auto t = operand(trial, property);
  if (t) st = std::move(trial);
  return t;
}

/// "Mars", "that of Mars", "Mars's", "the diameter of Mars", "milik Mars".
std::optional<Term> Binder::operand(State& st, const std::string& property) {
  auto trial = st;
  // "that of Mars"
  if (trial.at + 1 < trial.end && item(trial).is(Cat::dem) && chunks_[trial.at].last - chunks_[trial.at].first == 1 &&
      is(trial, Chunk::Kind::prep, 1) && item(trial, 1).is(Cat::prep, "of")) {
    mark(trial, trial.at);
    mark(trial, trial.at + 1);
    trial.at += 2;
  } else if (is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "belonging")) {
    mark(trial, trial.at);
    ++trial.at;
  }
  auto n = noun(trial);
  if (!n) return std::nullopt;
  const Noun* thing = &*n;
  if (n->kind == Noun::Kind::property && n->property == property && n->owner.size() == 1 && n->degree == 0)
    thing = &n->owner.front();
  if (thing->kind != Noun::Kind::entity) return std::nullopt;
  const auto* p = schema_.property(property);
  if (p == nullptr || !bears(thing->entity_kind, *p)) return std::nullopt;
  st = std::move(trial);
  return prop(property, {term_of(*thing)}, n->span);
}

bool Binder::than(State& st, const Noun& subject, const std::string& property, int direction, const VerbGroup& v,
                  Span from) {
  auto trial = st;
  auto other = compared_with(trial, property);
  if (!other) return false;
  auto a = compare(prop(property, {term_of(subject)}), direction > 0 ? Op::gt : Op::lt, *other, "order",
                   join(from, other->span));
  a.negated = v.negated;
  add(trial, a);
  st = std::move(trial);
  return true;
}

/// "smaller than Mars", "20 metres taller than Y", "twice as heavy as Y", "twice the diameter of Y", "greater than that
/// of Y" (of a property), "lebih kecil daripada Mars".
bool Binder::comparison(State& st, const Noun& subject, const VerbGroup& v) {
  const Noun* thing = &subject;
  std::string key;
  if (subject.kind == Noun::Kind::property && subject.owner.size() == 1) {
    thing = &subject.owner.front();
    key = subject.property;
  }
  if (thing->kind != Noun::Kind::entity || st.at >= st.end) return false;
  const auto* keyed = key.empty() ? nullptr : schema_.property(key);
  if (!key.empty() && (keyed == nullptr || !bears(thing->entity_kind, *keyed))) return false;
  auto trial = st;
  const auto from = trial.at;
  // An amount by which, or a factor.
  const Item* amount = nullptr;
  std::optional<double> factor;
  Quantity factor_said = Quantity::count(1);
  Span factor_span;
  const auto whole = [&](const Term& other) {
    Span s = join(subject.head, other.span);
    for (auto i = from; i < trial.at; ++i) s = join(s, chunk_span(i));
    return s;
  };
  if (const auto* val = chunk_value(trial);
      val != nullptr && (val->value_is(ValueMention::Kind::quantity) || val->value_is(ValueMention::Kind::duration) ||
                         (val->value_is(ValueMention::Kind::number) && is(trial, Chunk::Kind::than, 1)))) {
    amount = val;
    mark(trial, trial.at);
    ++trial.at;
  } else if (trial.at + 1 < trial.end && item(trial).is(Cat::prep, "about") && item(trial, 1).is(Cat::factor)) {
    factor = times_of(*item(trial, 1).sense(Cat::factor));
    factor_said = Quantity::count(*factor);
    factor_said.hedge = Hedge::about;
    factor_said.low = 0.9 * *factor;
    factor_said.high = 1.1 * *factor;
    factor_span = join(item(trial).span, item(trial, 1).span);
    mark(trial, trial.at);
    ++trial.at;
  } else if (item(trial).is(Cat::factor)) {
    factor = times_of(*item(trial).sense(Cat::factor));
    factor_said = Quantity::count(*factor);
    factor_span = item(trial).span;
  } else if (val != nullptr && val->value_is(ValueMention::Kind::number) && trial.at + 1 < trial.end &&
             item(trial, 1).is(Cat::times)) {
    if (const auto* q = std::get_if<Quantity>(&val->value->value)) {
      factor = q->value;
      factor_said = *q;
      factor_span = join(val->span, item(trial, 1).span);
      mark(trial, trial.at);
      mark(trial, trial.at + 1);
      trial.at += 2;
    }
  }
  if (factor) {
    if (*factor <= 0) return false;
    std::uint32_t skip = 0;
    std::optional<Term> other;
    if (item(trial).is(Cat::factor)) {
      // The word may open the noun group behind it: "twice the diameter of".
      const auto& c = chunks_[trial.at];
      trial.read[c.first] = 1;
      if (c.last - c.first == 1) {
        ++trial.at;
      } else {
        skip = c.first + 1;
      }
    }
    if (skip == 0 && is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "as")) {
      // "as tall as"
      mark(trial, trial.at);
      ++trial.at;
      const auto* m = trial.at < trial.end ? fitting(item(trial), Cat::measure, thing->entity_kind) : nullptr;
      if (m == nullptr || !key.empty()) return false;
      key = m->id;
      mark(trial, trial.at);
      ++trial.at;
      if (!is(trial, Chunk::Kind::prep) || !item(trial).is(Cat::prep, "as")) return false;
      mark(trial, trial.at);
      ++trial.at;
      other = operand(trial, key);
    } else if (skip == 0) {
      if (is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "from") && lang_ == "id") {
        mark(trial, trial.at);
        ++trial.at;
      }
      // "twice that of Y", "dua kali tinggi Y"
      auto peek = trial;
      auto n = noun(peek);
      if (key.empty() && n && n->kind == Noun::Kind::property && n->owner.size() == 1) key = n->property;
      if (!key.empty()) other = operand(trial, key);
    }
    if (!other) return false;
    auto said = factor_said;
    said.unit = "1";
    if (said.hedge == Hedge::none && !said.range && said.bound == Bound::eq) {
      // "twice", "half" are loose by a tenth; "81 times" by half of what it counts in.
      const double slack = said.decimals == 0 && *factor >= 3 ? 0.5 : 0.1 * *factor;
      said.low = *factor - slack;
      said.high = *factor + slack;
    }
    const auto [op, q] = bounded(said);
    auto a = compare(prop("ratio", {prop(key, {term_of(*thing)}), *other}), op, value(q, factor_span), "property",
                     whole(*other));
    a.negated = v.negated;
    st = std::move(trial);
    add(st, a);
    return true;
  }
  if (trial.at >= trial.end) return false;
  // "is the same as that of Mars"
  if (!key.empty() && amount == nullptr) {
    auto same = trial;
    if (is(same, Chunk::Kind::noun) && chunks_[same.at].last - chunks_[same.at].first == 1 &&
        item(same).is(Cat::det, "the")) {
      mark(same, same.at);
      ++same.at;
    }
    if (same.at < same.end && item(same).is(Cat::same) && is(same, Chunk::Kind::prep, 1) &&
        item(same, 1).is(Cat::prep, "as")) {
      mark(same, same.at);
      mark(same, same.at + 1);
      same.at += 2;
      if (auto other = operand(same, key)) {
        trial = std::move(same);
        auto a = compare(prop(key, {term_of(*thing)}), Op::eq, *other, "order", whole(*other));
        a.negated = v.negated;
        st = std::move(trial);
        add(st, a);
        return true;
      }
    }
  }
  int direction = 0;
  if (key.empty()) {
    const auto* c = fitting(item(trial), Cat::comparative, thing->entity_kind);
    if (c == nullptr || !is(trial, Chunk::Kind::than)) return false;
    direction = has(*c, "dir", "gt") ? 1 : -1;
    key = c->id;
  } else {
    const Sense* d = item(trial).sense(Cat::degree);
    if (d == nullptr || !is(trial, Chunk::Kind::than)) return false;
    direction = has(*d, "dir", "gt") ? 1 : -1;
  }
  mark(trial, trial.at);
  ++trial.at;
  auto other = compared_with(trial, key);
  if (!other) return false;
  const auto mine = prop(key, {term_of(*thing)});
  Atom a;
  if (amount != nullptr) {
    const auto* q = std::get_if<Quantity>(&amount->value->value);
    const auto* p = schema_.property(key);
    const auto* u = p != nullptr ? find_unit(p->unit) : nullptr;
    const auto* w = q != nullptr ? find_unit(q->unit) : nullptr;
    if (u == nullptr || w == nullptr || u->dimension != w->dimension) return false;
    const auto [op, by] = bounded(*q);
    a = compare(direction > 0 ? prop("difference", {mine, *other}) : prop("difference", {*other, mine}), op,
                value(by, amount->span), "property", whole(*other));
    a.suggest = amount->span;
  } else {
    a = compare(mine, direction > 0 ? Op::gt : Op::lt, *other, "order", whole(*other));
  }
  a.negated = v.negated;
  st = std::move(trial);
  add(st, a);
  return true;
}

/// "is 110 metres tall", "6.779 km across", "setinggi 110 meter".
bool Binder::measure(State& st, const Noun& subject, const VerbGroup& v) {
  if (subject.kind != Noun::Kind::entity || st.at >= st.end) return false;
  auto trial = st;
  const Sense* m = nullptr;
  Span word;
  if (lang_ == "id") {
    m = fitting(item(trial), Cat::measure, subject.entity_kind);
    if (m == nullptr || chunks_[trial.at].last - chunks_[trial.at].first != 1) return false;
    word = item(trial).span;
    mark(trial, trial.at);
    ++trial.at;
  }
  const auto* val = chunk_value(trial);
  if (val == nullptr || !val->value_is(ValueMention::Kind::quantity)) return false;
  auto n = bare_noun(trial, trial.at);
  if (!n) return false;
  ++trial.at;
  if (lang_ == "en") {
    if (trial.at >= trial.end || chunks_[trial.at].last - chunks_[trial.at].first != 1) return false;
    m = fitting(item(trial), Cat::measure, subject.entity_kind);
    if (m == nullptr) return false;
    word = item(trial).span;
    mark(trial, trial.at);
    ++trial.at;
  }
  const auto* p = schema_.property(m->id);
  if (p == nullptr || !bears(subject.entity_kind, *p) || !sure(subject, *p)) return false;
  auto a = value_atom(prop(p->id, {term_of(subject)}), *p, *n, join(n->span, word));
  if (!a) return false;
  a->negated = v.negated;
  st = std::move(trial);
  add(st, *a);
  return true;
}

/// What a thing's property is, told in passing: "with a diameter of 6,779 km", "whose diameter is 6,779 km",
/// "yang diameternya 6.779 km", and in brackets "diameter: 6,779 km".
bool Binder::property_aside(State& st, const Noun& of, bool bracket) {
  auto trial = st;
  VerbGroup plain;
  if (is(trial, Chunk::Kind::prep) && item(trial).is(Cat::prep, "with")) {
    mark(trial, trial.at);
    ++trial.at;
    if (!property_phrase(trial, of, plain)) return false;
    st = std::move(trial);
    return true;
  }
  const bool whose =
      is(trial, Chunk::Kind::rel) && (item(trial).is(Cat::rel, "whose") || item(trial).is(Cat::rel, "yang"));
  if (!whose && !bracket) return false;
  if (whose) {
    mark(trial, trial.at);
    ++trial.at;
  }
  if (!is(trial, Chunk::Kind::noun)) return false;
  auto n = bare_noun(trial, trial.at);
  if (!n || n->kind != Noun::Kind::property || n->degree != 0) return false;
  std::erase_if(n->owner, [](const Noun& o) { return o.pronoun && o.kind == Noun::Kind::reference; });
  if (!n->owner.empty()) return false;
  n->owner.push_back(of);
  settle(*n, of.entity_kind);
  ++trial.at;
  if (is(trial, Chunk::Kind::verb)) {
    plain = verb_group(trial, trial.at);
    if (!plain.ok || !plain.copula || plain.modal) return false;
    mark(trial, trial.at);
    ++trial.at;
  } else if (is(trial, Chunk::Kind::colon)) {
    ++trial.at;
  } else if (whose && lang_ == "en") {
    return false;
  }
  auto x = noun(trial);
  if (!x || !equate(trial, *n, *x, plain, join(n->head, x->span))) return false;
  st = std::move(trial);
  return true;
}

/// "the rocket with the greatest height": a choice from a kind by a property's noun.
bool Binder::with_superlative(State& st, Noun& n) {
  if (n.kind != Noun::Kind::described && n.kind != Noun::Kind::reference) return false;
  if (n.pick != Noun::Pick::all || !is(st, Chunk::Kind::prep) || !item(st).is(Cat::prep, "with")) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  if (!is(trial, Chunk::Kind::noun)) return false;
  auto p = bare_noun(trial, trial.at);
  if (!p || p->kind != Noun::Kind::property || !p->superlative || !p->owner.empty()) return false;
  const auto* def = schema_.property(p->property);
  const auto kind = n.kind == Noun::Kind::reference ? n.entity_kind : n.set.kind;
  if (def == nullptr || kind.empty() || !bears(kind, *def)) return false;
  ++trial.at;
  n.kind = Noun::Kind::described;
  n.set.kind = kind;
  n.pronoun = false;
  n.pick = Noun::Pick::nth;
  n.n = p->n > 1 ? p->n : 1;
  n.key = (p->degree > 0 ? "-" : "") + p->property;
  n.number_span = p->span;
  n.span = join(n.span, p->span);
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/query/evaluator.h"
#include "engine/truth/geodesic.h"

/// What is computed of other values: distances, weekdays, conversions, sums, ratios, ages.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

Amount point(Amount a) {
  if (!a.range) a.low = a.high = a.value;
  return a;
}

Amount negative(Amount a) {
  std::swap(a.low, a.high);
  a.low = -a.low;
  a.high = -a.high;
  a.value = -a.value;
  return a;
}

Fact amount_fact(const Amount& a) {
  Fact f;
  f.type = Fact::Type::amount;
  f.amount = a;
  return f;
}

}  // namespace

bool Evaluator::computes(Sym name) const {
  return name == names::distance || name == names::weekday || name == names::convert || name == names::sum ||
         name == names::difference || name == names::ratio || name == names::age || name == names::elapsed;
}

Answer Evaluator::evaluate_computed(const Term& t) {
  Answer out;
  out.functional = true;
  const Sym name = t.name.head;
  std::optional<Fact> f;
  if (name == names::distance) {
    const Fact *a = single(t, 0, out.missing), *b = single(t, 1, out.missing);
    const auto is_thing = [&](const Fact* x) {
      return x != nullptr && x->type == Fact::Type::entity && facts_.is_entity(x->sym);
    };
    return is_thing(a) && is_thing(b) ? distance(facts_.row(a->sym), facts_.row(b->sym)) : out;
  }
  if (name == names::weekday) f = weekday(t, out.missing);
  if (name == names::convert) f = conversion(t, out.missing);
  if (name == names::sum || name == names::difference) f = sum(t, out.missing);
  if (name == names::ratio) f = ratio(t, out.missing);
  if (name == names::age || name == names::elapsed) f = age(t, out.missing);
  if (f) {
    out.certain.push_back(*f);
    out.closed = true;
  }
  return out;
}

/// The one value of an argument; null where there is none, or more than one.
const Fact* Evaluator::single(const Term& t, std::uint32_t n, Gaps& missing) {
  if (n >= t.arg_count) return nullptr;
  const Answer& k = answer(meaning_->arg(t, n));
  if (k.certain.size() == 1) return &k.certain.front();
  add(missing, k.missing);
  return nullptr;
}

Answer Evaluator::distance(Row a, Row b) {
  Answer out;
  out.functional = true;
  const auto mean = [&](Row from, Row to) {
    for (const Vocabulary::Distance& d : vocabulary_.distances()) {
      if (d.from != from) continue;
      out.certain = stated(to, d.property, as_of_).values;
      return !out.certain.empty();
    }
    return false;
  };
  const auto all = vocabulary_.distances();
  const bool bodies = std::any_of(all.begin(), all.end(), [&](const Vocabulary::Distance& d) {
    return facts_.is_kind(a, d.of) || facts_.is_kind(b, d.of);
  });
  if (bodies) {
    if (!mean(a, b) && !mean(b, a)) {
      Missing gap{Missing::What::mean_distance};
      gap.entity = a;
      gap.other = b;
      out.missing.push_back(gap);
    }
    out.closed = !out.certain.empty();
    return out;
  }
  std::vector<ProofId> from;
  for (const Row place : {a, b}) {
    const auto told = coordinates(place);
    Missing gap{told ? Missing::What::measured_from : Missing::What::coordinates};
    gap.entity = place;
    if (!told || !vocabulary_.has(place, kind_point)) out.missing.push_back(gap);
    ProofNode node;
    node.kind = ProofNode::Kind::statement;
    if (told) node.row = *told;
    if (told) from.push_back(prove(node));
  }
  if (!out.missing.empty()) return out;
  const flat::Place &x = facts_.place(a), &y = facts_.place(b);
  Amount km;
  km.value = km.low = km.high = geodesic_km(x.latitude, x.longitude, y.latitude, y.longitude);
  km.unit = find_unit("km");
  Fact f = amount_fact(km);
  ProofNode node;
  node.kind = ProofNode::Kind::geodesic;
  node.fact = proofs_->keep(f);
  f.proof = prove(node, from);
  out.certain.push_back(f);
  out.closed = true;
  return out;
}

std::optional<Fact> Evaluator::weekday(const Term& t, Gaps& missing) {
  const Fact* d = single(t, 0, missing);
  if (d == nullptr || !d->is_time()) return std::nullopt;
  if ((d->moment.dated ? d->moment.when : d->moment.civil).begin < kOneCalendar) {
    missing.push_back({Missing::What::calendar});
    return std::nullopt;
  }
  Fact out = *d;
  ProofNode node;
  node.kind = ProofNode::Kind::weekday;
  node.row = 0;
  int days = 0;
  for (int i = 0; i < 7; ++i) {
    if (clocks_.compare(d->moment, static_cast<Weekday>(i)) != Truth::yes) continue;
    node.row |= 1U << i;
    out.weekday = static_cast<Weekday>(i);
    ++days;
  }
  if (days == 0) {
    missing.push_back({Missing::What::day});
    return std::nullopt;
  }
  // One weekday in every frame; else the date stands for itself and is tried in each.
  if (days == 1) {
    out.type = Fact::Type::weekday;
    out.moment = {};
    out.said = nullptr;
  }
  out.proof = prove(node, {&d->proof, 1});
  return out;
}

std::optional<Fact> Evaluator::conversion(const Term& t, Gaps& missing) {
  const Fact* q = single(t, 0, missing);
  if (q == nullptr || q->type != Fact::Type::amount) return std::nullopt;
  Fact out = amount_fact(point(q->amount));
  out.of = proofs_->keep(*q);
  out.of_count = 1;
  ProofNode node;
  node.kind = ProofNode::Kind::convert;
  node.fact = out.of;
  out.proof = prove(node);
  return out;
}

std::optional<Fact> Evaluator::sum(const Term& t, Gaps& missing) {
  const bool adds = t.name.head == names::sum;
  std::optional<Fact> total;
  for (std::uint32_t i = 0; i < t.arg_count; ++i) {
    const Fact* f = single(t, i, missing);
    if (f == nullptr) return std::nullopt;
    Fact next = *f;
    const bool is_amount = next.type == Fact::Type::amount;
    if (is_amount && meaning_->constant(meaning_->arg(t, i)) != nullptr) next.amount = point(next.amount);
    if (!total) {
      total = next;
      continue;
    }
    if (is_amount && adds) next.amount = negative(next.amount);
    total = difference(*total, next);
    if (!total) return std::nullopt;
  }
  if (!total) return std::nullopt;
  ProofNode node;
  node.kind = adds ? ProofNode::Kind::sum : ProofNode::Kind::difference;
  node.fact = proofs_->keep(*total);
  const auto from = proofs_->from(total->proof);
  total->proof = prove(node, std::vector<ProofId>(from.begin(), from.end()));
  return total;
}

std::optional<Fact> Evaluator::ratio(const Term& t, Gaps& missing) {
  const Fact *a = single(t, 0, missing), *b = single(t, 1, missing);
  if (a == nullptr || b == nullptr || a->type != Fact::Type::amount || b->type != Fact::Type::amount)
    return std::nullopt;
  const Amount &x = a->amount, &y = b->amount;
  const auto low = convert(y.low, y.unit, x.unit), high = convert(y.high, y.unit, x.unit);
  const auto middle = convert(y.value, y.unit, x.unit);
  if (!low || !high || !middle || *low <= 0 || x.low < 0) return std::nullopt;
  Amount q = Amount::count(x.value / *middle, x.value / *middle);
  q.low = x.low / *high;
  q.high = x.high / *low;
  q.range = q.low != q.high;
  Fact out = amount_fact(q);
  ProofNode node;
  node.kind = ProofNode::Kind::ratio;
  node.fact = proofs_->keep(out);
  const ProofId from[] = {a->proof, b->proof};
  out.proof = prove(node, from);
  return out;
}

/// From when something began, or a date, to a date or the day of the claim.
std::optional<Fact> Evaluator::age(const Term& t, Gaps& missing) {
  const Fact* subject = single(t, 0, missing);
  if (subject == nullptr) return std::nullopt;
  Fact from = *subject;
  if (subject->type == Fact::Type::entity && !subject->event) {
    Fillers began;
    if (facts_.is_entity(subject->sym))
      for (const Sym p : vocabulary_.ages())
        if (began.values.empty()) began = property(facts_.row(subject->sym), p, as_of_);
    if (began.values.size() != 1) {
      Missing gap{Missing::What::beginning};
      gap.fact = proofs_->keep(*subject);
      missing.push_back(gap);
      return std::nullopt;
    }
    from = began.values.front();
  }
  if (t.arg_count > 1) {
    const Fact* until = single(t, 1, missing);
    return until == nullptr ? std::nullopt : difference(*until, from);
  }
  if (as_of_) return difference(now(), from);
  missing.push_back({Missing::What::as_of});
  return std::nullopt;
}

std::optional<Fact> Evaluator::difference(const Fact& a, const Fact& b) {
  const ProofId from[] = {a.proof, b.proof};
  if (a.moment.dated && b.moment.dated) {
    Amount q;
    q.low = static_cast<double>(a.moment.when.begin - b.moment.when.end + 1);
    q.high = static_cast<double>(a.moment.when.end - 1 - b.moment.when.begin);
    q.value = (q.low + q.high) / 2;
    q.unit = find_unit("s");
    Fact out = amount_fact(q);
    out.of = proofs_->keep(a);
    out.of_count = 2;
    proofs_->keep(b);
    ProofNode node;
    node.kind = ProofNode::Kind::elapsed;
    node.fact = proofs_->keep(out);
    out.proof = prove(node, from);
    return out;
  }
  if (a.type != Fact::Type::amount || b.type != Fact::Type::amount) return std::nullopt;
  const Amount &x = a.amount, &y = b.amount;
  const auto low = convert(y.low, y.unit, x.unit), high = convert(y.high, y.unit, x.unit);
  const auto middle = convert(y.value, y.unit, x.unit);
  if (!low || !high || !middle) return std::nullopt;
  Amount q;
  q.value = x.value - *middle;
  q.low = x.low - *high;
  q.high = x.high - *low;
  q.unit = x.unit;
  Fact out = amount_fact(q);
  ProofNode node;
  node.kind = ProofNode::Kind::difference;
  node.fact = proofs_->keep(out);
  out.proof = prove(node, from);
  return out;
}

}  // namespace saksi::engine

#include <algorithm>

#include "engine/query/evaluator.h"
#include "engine/truth/wording.h"
#include "engine/words/words.h"

/// One value of the facts against one that is said.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// The middle of a city is a matter of taste: as far as that every distance is right.
constexpr Tolerance kBetweenPlaces{0.01, true};

Amount exact(Amount a) {
  a.low = a.high = a.value;
  return a;
}

Amount scaled(Amount a, double k) {
  a.value *= k;
  a.low *= k;
  a.high *= k;
  return a;
}

Stretch stretch(const Amount& a) { return {a.low, a.high}; }

}  // namespace

Tolerance Evaluator::tolerance(Sym property) const {
  if (const Vocabulary::Property* def = vocabulary_.property(property)) return {def->def->tolerance, false};
  return property == names::distance ? kBetweenPlaces : Tolerance{};
}

Truth Evaluator::compare_conversion(const Fact& fact, Op op, const Amount& said, Sym property) {
  const Tolerance slack = tolerance(property);
  const Truth forth = engine::compare(fact.amount, op, said, slack);
  if (forth == Truth::yes || (op != Op::eq && op != Op::in)) return forth;
  // A pair of units may have been rounded from either half.
  const Amount& source = proofs_->fact(fact.of).amount;
  const Truth back = engine::compare(exact(said), op, source, slack);
  if (back == Truth::yes) return Truth::yes;
  // Where the word has another size that fits, nothing is wrong.
  const double sizes[] = {source.unit == nullptr ? 1 : source.unit->other_size,
                          said.unit == nullptr ? 1 : 1 / said.unit->other_size};
  for (const double k : sizes) {
    if (k == 1) continue;
    const Amount other = scaled(source, k);
    if (engine::compare(other, op, said, slack) == Truth::yes) return Truth::open;
    if (engine::compare(exact(said), op, other, slack) == Truth::yes) return Truth::open;
  }
  // "rose by 1.5 °C (2.7 °F)": a difference has no zero point.
  if (source.unit != nullptr && said.unit != nullptr && source.unit->dimension == Dimension::temperature &&
      said.unit->dimension == source.unit->dimension) {
    Amount step = scaled(source, source.unit->factor / said.unit->factor);
    step.unit = said.unit;
    if (engine::compare(step, op, said, slack) != Truth::no) return Truth::open;
  }
  return forth == back ? forth : Truth::open;
}

Truth Evaluator::compare_amounts(const Fact& fact, Op op, const Fact& said, bool from_text, Sym property) {
  if (fact.type != Fact::Type::amount) return Truth::open;
  if (fact.of_count == 2)
    return clocks_.compare_elapsed(proofs_->fact(fact.of).moment, proofs_->fact(fact.of + 1).moment, op, said.amount);
  const bool positive = op == Op::eq || op == Op::in;
  if (!from_text && !positive && op != Op::ne) {
    // Two facts: the one's range against the other's.
    const auto low = convert(said.amount.low, said.amount.unit, fact.amount.unit);
    const auto high = convert(said.amount.high, said.amount.unit, fact.amount.unit);
    return low && high ? engine::compare(stretch(fact.amount), op, Stretch{*low, *high}) : Truth::open;
  }
  if (fact.of_count == 1) return compare_conversion(fact, op, said.amount, property);
  return engine::compare(fact.amount, op, said.amount, tolerance(property));
}

/// An event named by what took part in it: "the first launch was Lomonosov".
Truth Evaluator::compare_event(const Fact& fact, const Fact& said) {
  if (said.type == Fact::Type::event) return fact.event == said.event ? Truth::yes : Truth::no;
  const Vocabulary::EventKind* def = vocabulary_.event(facts_.event(fact.event.event).kind);
  if (def == nullptr) return Truth::open;
  Truth out = Truth::open;
  for (const auto& key : def->keys) {
    // Where one role of the key tells by itself who or what took part, the others only tell where.
    const auto identifies = [&](Sym r) { return vocabulary_.has(r, role_identifies); };
    const bool by_one = std::any_of(key.begin(), key.end(), identifies);
    for (const Sym r : key) {
      if (by_one && !identifies(r)) continue;
      const Fillers fillers = role(fact.event, r);
      for (const Fact& f : fillers.values) {
        if (f.type != Fact::Type::entity) continue;
        const Truth t = within(f.sym, said.sym, r);
        if (t == Truth::yes) return Truth::yes;
        const Vocabulary::Role* described = def->role(r);
        if (t == Truth::no && described != nullptr && facts_.is_entity(said.sym) &&
            facts_.is_kind(facts_.row(said.sym), described->kind))
          out = Truth::no;
      }
    }
  }
  return out;
}

Truth Evaluator::compare_entity(const Fact& fact, const Fact& said, Sym property) {
  if (fact.type == Fact::Type::event) return compare_event(fact, said);
  if (fact.type == Fact::Type::entity && said.type == Fact::Type::entity) return within(fact.sym, said.sym, property);
  if (fact.type == Fact::Type::symbol)
    return meaning_->text(fact.sym) == meaning_->text(said.sym) ? Truth::yes : Truth::open;
  return Truth::open;
}

Truth Evaluator::compare_symbol(const Fact& fact, const Fact& said) {
  if (fact.type != Fact::Type::symbol && fact.type != Fact::Type::entity) return Truth::open;
  if (fact.sym == said.sym) return Truth::yes;
  const auto is_kind = [&](Sym s) { return facts_.symbols().is(Symbols::Group::kind, s); };
  if (fact.type == Fact::Type::entity) {
    if (meaning_->text(fact.sym) == meaning_->text(said.sym)) return Truth::yes;
    return vocabulary_.is_thing(said.sym) && facts_.is_entity(fact.sym) &&
                   facts_.is_kind(facts_.row(fact.sym), said.sym)
               ? Truth::yes
               : Truth::open;
  }
  if (is_kind(fact.sym) && is_kind(said.sym)) {
    // What was one once: "the Soviet Union was a country" is no error.
    if (vocabulary_.differ_in_time(fact.sym, said.sym)) return Truth::open;
    return facts_.is_a(fact.sym, said.sym) ? Truth::yes : facts_.excludes(fact.sym, said.sym) ? Truth::no : Truth::open;
  }
  // A partial success is neither quite one nor the other.
  if (vocabulary_.between(fact.sym) || vocabulary_.between(said.sym)) return Truth::open;
  return Truth::no;
}

Truth Evaluator::compare_text(const Fact& fact, const Fact& said) const {
  const auto small = small_words();
  if (fact.type == Fact::Type::text) return compare_wording(fact.text, said.text, small);
  if (fact.type != Fact::Type::entity || !facts_.is_entity(fact.sym)) return Truth::open;
  const flat::Entity& e = facts_.entities()[facts_.row(fact.sym)];
  const bool named = e.known != 0 && (compare_wording(facts_.text(e.label_en), said.text, small) == Truth::yes ||
                                      compare_wording(facts_.text(e.label_id), said.text, small) == Truth::yes);
  return named ? Truth::yes : Truth::open;
}

Truth Evaluator::compare(const Fact& fact, Op op, const Fact& said, bool from_text, Sym property) {
  const auto equal = [&](Truth t) { return op == Op::eq || op == Op::in ? t : op == Op::ne ? negate(t) : Truth::open; };
  const auto same_event = [&] { return fact.event && fact.event == said.event; };
  switch (said.type) {
    case Fact::Type::weekday:
      if (fact.type == Fact::Type::weekday) return equal(fact.weekday == said.weekday ? Truth::yes : Truth::no);
      return fact.is_time() ? equal(clocks_.compare(fact.moment, said.weekday)) : Truth::open;
    case Fact::Type::date:
      if (!fact.is_time()) return Truth::open;
      if (from_text && said.said != nullptr) return clocks_.compare(fact.moment, op, *said.said);
      return clocks_.compare(fact.moment, op, said.moment, same_event());
    case Fact::Type::amount: return compare_amounts(fact, op, said, from_text, property);
    case Fact::Type::event:
    case Fact::Type::entity: return equal(compare_entity(fact, said, property));
    case Fact::Type::symbol: return equal(compare_symbol(fact, said));
    case Fact::Type::text: return equal(compare_text(fact, said));
    case Fact::Type::none: break;
  }
  return Truth::open;
}

Truth Evaluator::test(const Fact& fact, Op op, TermId said, Sym property) {
  const Answer& k = answer(said);
  if ((*meaning_)[said].kind == Term::Kind::value) return compare(fact, op, k.certain.front(), true, property);
  if (k.certain.empty() && k.possible.empty()) return Truth::open;
  Truth any = k.cut ? Truth::open : Truth::no, all = k.cut ? Truth::open : Truth::yes;
  for (const auto* list : {&k.certain, &k.possible}) {
    for (const Fact& f : *list) {
      const Truth t = compare(fact, op, f, false, property);
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

Truth Evaluator::test(const Excluded& other, TermId said, Sym property) {
  Fact f;
  if (other.event) {
    f.type = Fact::Type::event;
    f.event = other.event;
    f.moment = instant(other.event);
  } else {
    f.type = Fact::Type::entity;
    f.sym = other.value;
  }
  return test(f, Op::eq, said, property);
}

}  // namespace saksi::engine

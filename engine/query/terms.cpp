#include <algorithm>
#include <utility>

#include "core/limits.h"
#include "engine/query/evaluator.h"

/// What the facts say of a term.
namespace saksi::engine {

namespace {

/// So many members are named where it is not known which is meant, and so many gaps of one term.
constexpr std::size_t kNamed = 4;
/// So many members are tried where any of them may be meant.
constexpr std::size_t kTried = 256;

}  // namespace

const Answer& Evaluator::answer(TermId t) {
  const auto place = static_cast<std::size_t>(t);
  if (place < of_term_.size() && of_term_[place] != 0) return answers_[of_term_[place] - 1];
  static const Answer kTooDeep = [] {
    Answer a;
    a.missing.push_back({Missing::What::nesting});
    return a;
  }();
  if (depth_ > static_cast<int>(limits::nesting)) return kTooDeep;
  // What is remembered has its proof, whoever asks first.
  const int silent = std::exchange(silent_, 0);
  ++depth_;
  Answer a = evaluate(t);
  --depth_;
  silent_ = silent;
  if (of_term_.size() <= place) of_term_.resize(std::max(place + 1, meaning_->term_count()));
  answers_.push_back(std::move(a));
  of_term_[place] = static_cast<std::uint32_t>(answers_.size());
  return answers_.back();
}

Answer Evaluator::evaluate(TermId id) {
  const Term t = (*meaning_)[id];
  switch (t.kind) {
    case Term::Kind::value: return evaluate_value(id);
    case Term::Kind::now: return evaluate_now();
    case Term::Kind::the: return evaluate_the(t);
    case Term::Kind::nth: return evaluate_nth(t.set, t.n, t.key);
    case Term::Kind::last: {
      Key key = t.key;
      key.descending = !key.descending;
      return evaluate_nth(t.set, std::max(1, t.n), key);
    }
    case Term::Kind::rank: return evaluate_rank(t);
    case Term::Kind::count: return evaluate_count(t);
    case Term::Kind::distinct: return evaluate_distinct(t);
    case Term::Kind::role: return evaluate_role(t);
    case Term::Kind::prop: return computes(t.name.head) ? evaluate_computed(t) : evaluate_prop(t);
    case Term::Kind::minus: return evaluate_minus(t);
  }
  return {};
}

Answer Evaluator::evaluate_value(TermId id) {
  Answer out;
  Fact f;
  const Value& v = meaning_->value((*meaning_)[id]);
  if (const auto* e = std::get_if<Entity>(&v)) {
    f.type = Fact::Type::entity;
    f.sym = e->id;
  } else if (const auto* s = std::get_if<Symbol>(&v)) {
    f.type = Fact::Type::symbol;
    f.sym = s->id;
  } else if (const auto* text = std::get_if<Text>(&v)) {
    f.type = Fact::Type::text;
    f.text = text->text;
  } else if (const auto* q = std::get_if<Quantity>(&v)) {
    f.type = Fact::Type::amount;
    f.amount = Amount::of(*q);
  } else if (const auto* w = std::get_if<Weekday>(&v)) {
    f.type = Fact::Type::weekday;
    f.weekday = *w;
  } else if (const auto* d = std::get_if<Date>(&v)) {
    f.type = Fact::Type::date;
    f.said = d;
    f.moment.dated = f.moment.told = true;
    f.moment.clock_only = d->clock_only;
    f.moment.civil = d->civil;
    f.moment.precision = d->precision;
    f.moment.when = clocks_.to_utc(*d);
    f.moment.frames = kToldFrames;
  }
  ProofNode node;
  node.kind = ProofNode::Kind::said;
  node.row = static_cast<Row>(id);
  f.proof = prove(node);
  out.certain.push_back(f);
  out.closed = out.functional = true;
  return out;
}

Answer Evaluator::evaluate_now() {
  Answer out;
  if (!as_of_) {
    out.missing.push_back({Missing::What::as_of});
    return out;
  }
  out.certain.push_back(now());
  out.closed = out.functional = true;
  return out;
}

Answer Evaluator::evaluate_the(const Term& t) {
  Answer out;
  if (t.set == SetId::none) return out;
  const Members& m = members(t.set);
  out.closed = m.closed;
  out.functional = m.functional;
  out.missing = m.missing;
  out.completeness = m.completeness;
  const std::size_t total = m.certain.size() + m.possible.size();
  if (m.certain.size() == 1 && total == 1) {
    out.certain.push_back(as_fact(m.certain.front(), t.set));
    out.functional = true;
    return out;
  }
  Missing which{Missing::What::which_one};
  which.total = static_cast<std::uint32_t>(total);
  for (const auto* list : {&m.certain, &m.possible}) {
    for (const Member& x : *list) {
      if (which.count < kNamed) {
        const std::uint32_t kept = proofs_->keep(x);
        if (which.count++ == 0) which.first = kept;
      }
      if (out.possible.size() < kTried) out.possible.push_back(as_fact(x, t.set));
    }
  }
  out.cut = total > out.possible.size();
  if (total > 1) out.missing.insert(out.missing.begin(), which);
  return out;
}

Fillers Evaluator::path_of(const Fact& f, Path path) {
  if (f.event) return role_path(f.event, path);
  if (f.type == Fact::Type::entity && facts_.is_entity(f.sym)) return property(facts_.row(f.sym), path, as_of_);
  Fillers out;
  if (path.head == names::time && f.is_time()) {
    out.values.push_back(f);
    out.closed = true;
  }
  return out;
}

/// Takes over what one thing has of a term's path; false where it has nothing.
bool Evaluator::take(Answer& out, const Fact& of, const Fillers& f, bool certain, Path name) {
  auto& to = certain ? out.certain : out.possible;
  for (Fact v : f.values) {
    v.sense = of.sense;
    v.sense_is = of.sense_is;
    to.push_back(v);
  }
  out.possible.insert(out.possible.end(), f.possible.begin(), f.possible.end());
  if (f.values.empty() && f.possible.empty() && out.missing.size() < kNamed) {
    Missing gap{Missing::What::name_of_fact};
    gap.path = name;
    gap.fact = proofs_->keep(of);
    add(out.missing, gap);
  }
  add(out.missing, f.missing);
  return !f.values.empty();
}

Answer Evaluator::evaluate_role(const Term& t) {
  Answer out;
  const Term of_term = (*meaning_)[meaning_->arg(t, 0)];
  // Who came nth is one of those there, not each of them.
  if (of_term.kind == Term::Kind::nth && of_term.key.per.head && of_term.key.per == t.name)
    return ordered_fillers(of_term.set, of_term.n, of_term.key, true, nullptr);
  const Answer& of = answer(meaning_->arg(t, 0));
  out.functional = of.certain.size() == 1 && of.possible.empty();
  // The n-th in each of its senses is all that can be meant.
  const bool senses = of.certain.size() > 1 && of.certain.back().sense && of.closed;
  out.closed = out.functional || (senses && of.possible.empty());
  out.cut = of.cut;
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Fact& x : *list) {
      Fillers f = path_of(x, t.name);
      if (of_term.set != SetId::none && x.event && !t.name.tail) keep_those_meant(f, x.event, of_term.set, t.name.head);
      out.closed = out.closed && (f.closed || (senses && f.functional && !f.values.empty()));
      out.functional = out.functional && f.functional;
      take(out, x, f, list == &of.certain, t.name);
    }
  }
  if (of.certain.empty() && of.possible.empty() && of_term.kind == Term::Kind::the && t.name == Path{names::time, {}})
    told_as_property(of_term.set, out);
  if (out.certain.empty()) add(out.missing, of.missing);
  out.closed = out.closed && !(out.certain.empty() && out.possible.empty());
  return out;
}

/// The time of an event that is told as a property of who took part: a birth of which only the date is known.
void Evaluator::told_as_property(SetId s, Answer& out) {
  const Set set = (*meaning_)[s];
  for (const Vocabulary::Told& told : vocabulary_.told_by_events()) {
    if (told.event != set.kind || told.value != names::time) continue;
    for (std::uint32_t i = 0; i < set.count; ++i) {
      const Condition c = meaning_->condition(set, i);
      const auto* who = meaning_->constant<Entity>(c.value);
      if (c.name != Path{told.subject, {}} || c.negated || who == nullptr || !facts_.is_entity(who->id)) continue;
      const Fillers f = property(facts_.row(who->id), told.property, as_of_);
      out.certain.insert(out.certain.end(), f.values.begin(), f.values.end());
      out.possible.insert(out.possible.end(), f.possible.begin(), f.possible.end());
      add(out.missing, f.missing);
      out.closed = f.closed;
      out.functional = true;
    }
  }
}

Answer Evaluator::evaluate_prop(const Term& t) {
  Answer out;
  if (t.arg_count == 0) return out;
  const Answer& of = answer(meaning_->arg(t, 0));
  if (!t.name.tail && tells_first(t.name.head) && of.certain.size() == 1) {
    const Fact& one = of.certain.front();
    const bool thing = one.type == Fact::Type::entity && facts_.is_entity(one.sym);
    if (thing && facts_.statements(facts_.row(one.sym), t.name.head).empty())
      return first_time(facts_.row(one.sym), t.name.head);
  }
  out.closed = out.functional = of.certain.size() == 1 && of.possible.empty();
  out.cut = of.cut;
  for (const auto* list : {&of.certain, &of.possible}) {
    for (const Fact& x : *list) {
      Fillers f;
      if (x.type == Fact::Type::event)
        f = role_path(x.event, t.name);
      else if (x.type == Fact::Type::entity && facts_.is_entity(x.sym))
        f = property(facts_.row(x.sym), t.name, as_of_);
      out.closed = out.closed && f.closed;
      out.functional = out.functional && f.functional;
      take(out, x, f, list == &of.certain, t.name);
    }
  }
  if (out.certain.empty()) add(out.missing, of.missing);
  return out;
}

Answer Evaluator::evaluate_minus(const Term& t) {
  Answer out;
  out.functional = true;
  const auto side = [&](std::uint32_t n) -> std::optional<Fact> {
    const Answer& k = answer(meaning_->arg(t, n));
    if (k.certain.size() != 1 || !k.possible.empty()) {
      add(out.missing, k.missing);
      return std::nullopt;
    }
    const Fact& f = k.certain.front();
    if (f.type != Fact::Type::event) return f;
    // An event stands for its time.
    const auto all = times(f.event);
    return all.empty() ? f : all.front();
  };
  const auto a = side(0), b = side(1);
  if (!a || !b) return out;
  if (const auto f = difference(*a, *b)) {
    out.certain.push_back(*f);
    out.closed = true;
  }
  return out;
}

}  // namespace saksi::engine

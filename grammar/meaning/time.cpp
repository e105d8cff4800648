#include <algorithm>

#include "grammar/meaning/binder.h"

namespace saksi::grammar {
namespace {

Op op_of(const Quantity& q) {
  switch (q.bound) {
    case Bound::gt: return Op::gt;
    case Bound::ge: return Op::ge;
    case Bound::lt: return Op::lt;
    case Bound::le: return Op::le;
    default: return Op::eq;
  }
}

bool duration(const Item* i) { return i != nullptr && i->value_is(ValueMention::Kind::duration); }

}  // namespace

/// The event that an operand names: a clause ("Chandrayaan-3 touched down"), an event noun, or a thing of which the
/// same is meant ("37 years after Luna 24").
std::optional<Term> Binder::event_operand(State& st, std::string_view kind) {
  auto trial = st;
  // "sembilan hari setelah diluncurkan": of the subject.
  if (is(trial, Chunk::Kind::verb) && subject_ != nullptr) {
    const auto who = *subject_;
    Clause c;
    if (!predicate(trial, &who, {}, &c) || !c.good || !c.anchored) return std::nullopt;
    st = std::move(trial);
    return c.event;
  }
  std::vector<Noun> all;
  // "nine days after (its) lift-off"
  if (subject_ != nullptr && is(trial, Chunk::Kind::noun)) {
    auto bare = trial;
    const auto who = *subject_;
    auto own = bare_noun(bare, bare.at);
    if (own && own->kind == Noun::Kind::event && own->set.where.empty() && own->pick == Noun::Pick::all &&
        (own->owner.empty() || own->owner.front().pronoun) &&
        !(is(bare, Chunk::Kind::prep, 1) && item(bare, 1).is(Cat::prep, "of"))) {
      auto told = trial;
      auto n = noun(told, &who);
      if (n && n->kind == Noun::Kind::event && !n->set.where.empty()) {
        st = std::move(told);
        return term_of(*n);
      }
    }
  }
  auto n = coordinated(trial, all);
  if (!n) return std::nullopt;
  // A clause of its own.
  if (is(trial, Chunk::Kind::verb)) {
    auto sub = trial;
    Clause c;
    if (predicate(sub, &*n, {}, &c) && c.good) {
      st = std::move(sub);
      if (!c.anchored && c.event.kind == Term::Kind::the && c.event.set && !schema_.event(c.kind)->state)
        return nth(1, *c.event.set, "time", c.event.span);
      return c.event;
    }
  }
  if (n->kind == Noun::Kind::event) {
    if (n->set.where.empty() && n->pick == Noun::Pick::all) return std::nullopt;
    st = std::move(trial);
    // Of what no role makes one, the first is meant.
    const auto* own = schema_.event(n->set.kind);
    if (n->pick == Noun::Pick::all && n->via.empty() && own != nullptr) {
      const bool keyed = std::any_of(own->keys.begin(), own->keys.end(), [&](const auto& k) {
        return std::any_of(n->set.where.begin(), n->set.where.end(), [&](const Condition& c) {
          return c.name == k.front() && std::holds_alternative<Entity>(c.value.value);
        });
      });
      if (!keyed && !own->state) return nth(1, n->set, "time", n->span);
    }
    return term_of(*n);
  }
  if (n->kind == Noun::Kind::entity) {
    asides(trial, *n);
    const auto* def = schema_.event(kind);
    if (def == nullptr) return std::nullopt;
    for (const auto& k : def->keys) {
      const auto* r = def->role(k.front());
      if (r != nullptr && accepts(r->type, *n)) {
        Set s;
        s.kind = std::string(kind);
        s.span = n->span;
        s.where.push_back(where(k.front(), entity(n->entity, n->head)));
        // "reached Mars before Mariner 9": Mars is meant of both.
        if (told_ != nullptr && several_worlds(kind))
          for (std::size_t i = 1; i < k.size(); ++i)
            for (const auto& f : *told_)
              if (f.role == k[i] && f.entity && !f.denied) s.where.push_back(where(f.role, f.value));
        st = std::move(trial);
        return the(s, n->span);
      }
    }
    // "India landed on the Moon before Japan": the same of another.
    if (told_ != nullptr && !told_->empty() && told_->front().entity && !joint_role(told_->front().role)) {
      const auto& mine = told_->front();
      const auto* r = def->role(mine.role);
      if (r != nullptr && accepts(r->type, *n)) {
        Set s;
        s.kind = std::string(kind);
        s.span = n->span;
        for (const auto& f : *told_) {
          if (f.role.empty() || f.role[0] == '#' || f.denied || f.role == "time" || f.op != Op::eq) return std::nullopt;
          s.where.push_back(where(f.role, &f == &mine ? entity(n->entity, n->head) : f.value));
        }
        st = std::move(trial);
        return nth(1, s, "time", n->span);
      }
    }
  }
  return std::nullopt;
}

std::optional<Term> Binder::time_of_operand(State& st, std::string_view kind, Span& span) {
  if (const auto* v = chunk_value(st); v != nullptr && v->value_is(ValueMention::Kind::date) &&
                                       !std::holds_alternative<std::monostate>(v->value->value)) {
    span = v->span;
    auto t = value(v->value->value, v->span);
    mark(st, st.at);
    ++st.at;
    return t;
  }
  const auto from = st.at;
  auto e = event_operand(st, kind);
  if (!e) return std::nullopt;
  // "before Surveyor 1 did"
  if (is(st, Chunk::Kind::verb) && chunks_[st.at].last - chunks_[st.at].first == 1 && item(st).is(Cat::aux, "do")) {
    mark(st, st.at);
    ++st.at;
  }
  for (auto i = from; i < st.at; ++i) span = join(span, chunk_span(i));
  return role("time", *e, span);
}

bool Binder::time_relation(State& st, const Term& event, std::string_view kind, std::vector<Atom>& out) {
  auto trial = st;
  std::vector<std::uint32_t> marks;
  if (is(trial, Chunk::Kind::comma)) {
    marks.push_back(trial.at);
    ++trial.at;
  }
  const Item* length = chunk_value(trial);
  std::optional<Quantity> q;
  Span q_span;
  if (duration(length)) {
    if (const auto* p = std::get_if<Quantity>(&length->value->value)) q = *p;
    q_span = length->span;
    marks.push_back(trial.at);
    ++trial.at;
  } else if (!marks.empty()) {
    return false;  // a comma before a bare "after" is left to the sentence
  }
  if (trial.at >= trial.end) return false;
  const Item& word = item(trial);
  std::string rel;
  for (const auto c : {Cat::sub, Cat::prep})
    if (const auto* s = word.sense(c); s != nullptr && (s->id == "after" || s->id == "before" || s->id == "since"))
      rel = s->id;
  if (rel.empty()) return false;
  if (rel == "since" && !q) return false;
  if (rel == "since") rel = "after";
  const auto word_span = word.span;
  marks.push_back(trial.at);
  ++trial.at;
  // A plain date behind a bare "after" or "before" is a bound on the time, and arguments() reads it.
  if (!q) {
    if (const auto* v = chunk_value(trial); v != nullptr) return false;
  }
  Span span;
  auto t = time_of_operand(trial, kind, span);
  if (!t) return false;
  for (const auto m : marks) mark(trial, m);
  const auto mine = role("time", event, word_span);
  if (q) {
    const auto op = op_of(*q);
    auto amount = *q;
    amount.bound = Bound::eq;
    auto difference = rel == "after" ? minus(mine, *t, span) : minus(*t, mine, span);
    auto a = compare(std::move(difference), op, value(amount, q_span), "elapsed", join(q_span, span));
    a.suggest = q_span;
    out.push_back(std::move(a));
  } else {
    auto a = compare(mine, rel == "after" ? Op::gt : Op::lt, *t, "order", word_span);
    out.push_back(std::move(a));
  }
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

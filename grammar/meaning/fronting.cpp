#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// Fronted adverbials: "Pada 1984, …", "On 4 October 1957, …", "From Vostochny, …".
bool Binder::fronted(State& st, std::vector<Fill>& out) {
  bool any = false;
  while (st.at < st.end) {
    // "Saat ini, …", "Currently, …"
    if (is(st, Chunk::Kind::other) && item(st).is(Cat::current) && chunks_[st.at].last - chunks_[st.at].first == 1) {
      out.push_back({"time", now_term(), Op::eq, item(st).span, item(st).span, false});
      mark(st, st.at);
      ++st.at;
      if (is(st, Chunk::Kind::comma)) ++st.at;
      any = true;
      continue;
    }
    if (is(st, Chunk::Kind::other) && item(st).is(Cat::inert)) {
      st.read[chunks_[st.at].first] = 2;
      ++st.at;
      if (is(st, Chunk::Kind::comma)) ++st.at;
      continue;
    }
    auto trial = st;
    Span span;
    std::string prep;
    // "When Apollo 11 landed, …"
    if (is(trial, Chunk::Kind::sub) && item(trial).is(Cat::sub, "when") && depth_ < 2) {
      const auto word = item(trial).span;
      mark(trial, trial.at);
      ++trial.at;
      const auto from = trial.atoms.size();
      auto n = noun(trial);
      Clause c;
      if (!n || n->kind != Noun::Kind::entity || !is(trial, Chunk::Kind::verb) || !predicate(trial, &*n, {}, &c) ||
          !c.good || !c.anchored || !is(trial, Chunk::Kind::comma) || schema_.event(c.kind)->state)
        break;
      ++trial.at;
      for (auto i = from; i < trial.atoms.size(); ++i) trial.atoms[i].presupposed = true;
      Fill f;
      f.role = "time";
      f.value = role("time", c.event, c.span);
      f.op = Op::in;
      f.span = join(word, c.span);
      f.core = c.span;
      out.push_back(std::move(f));
      st = std::move(trial);
      any = true;
      continue;
    }
    if (is(trial, Chunk::Kind::prep)) {
      prep = item(trial).sense(Cat::prep)->id;
      span = item(trial).span;
      mark(trial, trial.at);
      ++trial.at;
    }
    if (!prep.empty() && prep != "since" && prep != "like" && prep != "unlike" && prep != "without" && prep != "of" &&
        is(trial, Chunk::Kind::noun) && chunk_value(trial) == nullptr) {
      // A place or a thing: what role it plays is known with the verb.
      auto n = noun(trial);
      if (!n || n->kind != Noun::Kind::entity) break;
      asides(trial, *n);
      if (is(trial, Chunk::Kind::comma)) ++trial.at;
      if (!is(trial, Chunk::Kind::noun) && !is(trial, Chunk::Kind::rel)) break;
      Fill f;
      f.role = "@" + prep;
      f.span = join(span, n->span);
      f.core = n->head;
      f.noun = std::make_shared<Noun>(*n);
      out.push_back(std::move(f));
      st = std::move(trial);
      any = true;
      continue;
    }
    const auto* v = chunk_value(trial);
    if (v == nullptr || !v->value_is(ValueMention::Kind::date) ||
        std::holds_alternative<std::monostate>(v->value->value)) {
      if (v == nullptr || prep.empty() || !v->value_is(ValueMention::Kind::number)) break;
    }
    Value val = v->value->value;
    if (v->value_is(ValueMention::Kind::number)) {
      const auto* q = std::get_if<Quantity>(&val);
      if (q == nullptr || q->value < 1000 || q->value > 2200 || q->decimals != 0 || q->unit != "1") break;
      val = Date::year(static_cast<int>(q->value));
    }
    // A date that is itself the subject ("20 July 1969 was a Sunday") is left alone.
    if (prep.empty() && trial.at + 1 < trial.end && chunks_[trial.at + 1].kind == Chunk::Kind::verb) {
      const auto g = verb_group(trial, trial.at + 1);
      const bool calendar = g.copula || std::any_of(g.senses.begin(), g.senses.end(), [](const Sense* s) {
                              return s->frame->type == Frame::Type::property;
                            });
      if (calendar) break;
    }
    Fill f{"time", value(val, v->span), Op::in, join(span, v->span), v->span, false};
    if (prep == "since") f.op = Op::ge;
    if (prep == "before") f.op = Op::lt;
    if (prep == "until" || prep == "by") f.op = Op::le;
    if (prep == "until") f.role = "#until";
    if (prep == "after") f.op = Op::gt;
    mark(trial, trial.at);
    ++trial.at;
    if (is(trial, Chunk::Kind::comma)) ++trial.at;
    out.push_back(f);
    st = std::move(trial);
    any = true;
  }
  return any;
}

/// "Four days after Luna-25 was destroyed, India's lander set down …": the relation first, then the event it tells of.
bool Binder::fronted_relation(State& st, const Noun* shared) {
  if (shared != nullptr || depth_ > 2) return false;
  auto trial = st;
  while (is(trial, Chunk::Kind::other) && item(trial).is(Cat::inert)) {
    trial.read[chunks_[trial.at].first] = 2;
    ++trial.at;
  }
  const auto* v = chunk_value(trial);
  const bool starts = (v != nullptr && v->value_is(ValueMention::Kind::duration) &&
                       (is(trial, Chunk::Kind::sub, 1) || is(trial, Chunk::Kind::prep, 1))) ||
                      is(trial, Chunk::Kind::sub);
  if (!starts) return false;
  Term placeholder;
  placeholder.kind = Term::Kind::the;
  placeholder.name = "#this";
  placeholder.set = std::make_shared<Set>();
  std::vector<Atom> relations;
  if (!time_relation(trial, placeholder, "", relations) || relations.empty()) return false;
  if (is(trial, Chunk::Kind::comma)) ++trial.at;
  std::vector<Noun> all;
  auto subject = coordinated(trial, all, true);
  if (!subject || all.size() != 1) return false;
  trial.talk.mention(*subject, true);
  asides(trial, *subject);
  Clause c;
  if (!is(trial, Chunk::Kind::verb) || !predicate(trial, &*subject, {}, &c) || !c.good || !c.anchored) return false;
  for (auto& r : relations) {
    r.left = replace_placeholder(r.left, c.event);
    r.right = replace_placeholder(r.right, c.event);
    add(trial, r);
  }
  st = std::move(trial);
  return true;
}

/// What is told of the subject before it is named: "Launched on 4 October 1957, Sputnik 1 was …", "With a diameter of
/// 6,779 km, Mars is …". Leaves `st` at the subject.
bool Binder::fronted_told(State& st) {
  const bool having = is(st, Chunk::Kind::verb) && item(st).text == "having";
  const bool participle = having || (is(st, Chunk::Kind::verb) && chunks_[st.at].last - chunks_[st.at].first == 1 &&
                                     item(st).sense(Cat::verb) != nullptr);
  const bool with = is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "with");
  if ((!participle && !with) || depth_ > 2) return false;
  int commas = 0;
  for (auto c = st.at + 1; c + 1 < st.end && commas < 4; ++c) {
    if (chunks_[c].kind == Chunk::Kind::stop) return false;
    if (chunks_[c].kind != Chunk::Kind::comma) continue;
    ++commas;
    auto ahead = st;
    ahead.at = c + 1;
    ++depth_;
    auto subject = noun(ahead);
    --depth_;
    if (!subject || subject->kind != Noun::Kind::entity || !is(ahead, Chunk::Kind::verb)) continue;
    auto told = st;
    const auto before = told.atoms.size();
    bool ok = false;
    if (with) {
      mark(told, told.at);
      ++told.at;
      ok = property_phrase(told, *subject, VerbGroup{});
    } else {
      const auto g = verb_group(told, told.at);
      const bool fits = std::any_of(g.senses.begin(), g.senses.end(), [](const Sense* s) { return s->participle; });
      ok = (fits || having) && predicate(told, &*subject, {});
    }
    if (!ok || told.at != c) continue;
    for (auto i = before; i < told.atoms.size(); ++i) told.atoms[i].presupposed = true;
    ++told.at;
    st = std::move(told);
    return true;
  }
  return false;
}

/// "Bukan Galileo yang menemukan Titan", "Adalah Rusia yang …": of the one named it is denied, or said.
bool Binder::focus_cleft(State& st) {
  if (lang_ != "id" || !is(st, Chunk::Kind::verb) || !is(st, Chunk::Kind::noun, 1)) return false;
  const bool denied = lone_not(st.at) && item(st).text.starts_with("bukan");
  const auto v = verb_group(st, st.at);
  if (!denied && !(v.ok && v.copula && !v.negated && chunks_[st.at].last - chunks_[st.at].first == 1)) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity || !is(trial, Chunk::Kind::rel) || !item(trial).is(Cat::rel, "yang") ||
      !is(trial, Chunk::Kind::verb, 1))
    return false;
  mark(trial, trial.at);
  ++trial.at;
  const auto from = trial.atoms.size();
  if (!predicate(trial, &*n, {})) return false;
  if (denied && !deny(trial, from)) return false;
  st = std::move(trial);
  return true;
}

/// "Yang meluncurkan Luna-25 adalah Rusia": the subject stands behind the copula.
bool Binder::pseudo_cleft(State& st) {
  if (lang_ != "id" || !is(st, Chunk::Kind::rel) || !item(st).is(Cat::rel, "yang") || !is(st, Chunk::Kind::verb, 1))
    return false;
  for (auto c = st.at + 2; c + 1 < st.end; ++c) {
    if (chunks_[c].kind != Chunk::Kind::verb) continue;
    auto ahead = st;
    ahead.at = c;
    const auto v = verb_group(ahead, c);
    if (!v.ok || !v.copula || v.negated || v.modal || v.begins) return false;
    ++ahead.at;
    auto subject = noun(ahead);
    if (!subject || subject->kind != Noun::Kind::entity) return false;
    if (ahead.at < ahead.end && chunks_[ahead.at].kind != Chunk::Kind::stop &&
        chunks_[ahead.at].kind != Chunk::Kind::comma)
      return false;
    auto told = ahead;
    const auto end = ahead.at;
    mark(told, st.at);
    mark(told, c);
    told.at = st.at + 1;
    if (!predicate(told, &*subject, {}) || told.at != c) return false;
    told.at = end;
    st = std::move(told);
    return true;
  }
  return false;
}

/// "It was Luna 9 that first landed …", "It was on 20 July 1969 that Apollo 11 landed …".
bool Binder::cleft(State& st) {
  if (!is(st, Chunk::Kind::noun) || !is(st, Chunk::Kind::verb, 1) || chunks_[st.at].last - chunks_[st.at].first != 1 ||
      !item(st).is(Cat::pron, "thing"))
    return false;
  auto trial = st;
  mark(trial, trial.at);
  const auto v = verb_group(trial, trial.at + 1);
  if (!v.ok || !v.copula || v.modal) return false;
  mark(trial, trial.at + 1);
  trial.at += 2;
  const auto links = [&](const State& s) {
    return (is(s, Chunk::Kind::rel) &&
            (item(s).is(Cat::rel, "that") || item(s).is(Cat::rel, "who") || item(s).is(Cat::rel, "which"))) ||
           is(s, Chunk::Kind::comp);
  };
  const auto from = trial.atoms.size();
  if (is(trial, Chunk::Kind::noun) && chunk_value(trial) == nullptr) {
    auto n = noun(trial);
    if (!n || n->kind != Noun::Kind::entity || !links(trial) || !is(trial, Chunk::Kind::verb, 1)) return false;
    mark(trial, trial.at);
    ++trial.at;
    trial.talk.mention(*n, true);
    if (!predicate(trial, &*n, {})) return false;
  } else {
    std::vector<Fill> front;
    if (!fronted(trial, front) || front.empty() || !links(trial)) return false;
    mark(trial, trial.at);
    ++trial.at;
    std::vector<Noun> all;
    auto n = coordinated(trial, all, true);
    if (!n || all.size() != 1) return false;
    trial.talk.mention(*n, true);
    asides(trial, *n);
    if (!is(trial, Chunk::Kind::verb) || !predicate(trial, &*n, front)) return false;
  }
  if (v.negated && !deny(trial, from)) return false;
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

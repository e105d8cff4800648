#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

Sense told_by(const Frame& frame, Voice voice) {
  Sense s;
  s.cat = Cat::verb;
  s.frame = &frame;
  s.voice = voice;
  return s;
}

bool Binder::predicate(State& st, const Noun* subject, const std::vector<Fill>& fronted, Clause* out) {
  if (depth_ > static_cast<int>(limits::nesting) || !budget_.spend(st.atoms.size())) return false;
  const auto v = verb_group(st, st.at);
  if (!v.ok) return false;
  if (v.modal) return false;
  State best = st;
  bool found = false;
  Clause clause;
  std::size_t best_read = 0;
  bool transitive = false;
  const auto covered = [](const State& s) {
    return static_cast<std::size_t>(std::count_if(s.read.begin(), s.read.end(), [](char c) { return c != 0; }));
  };
  ++depth_;
  const auto elsewhere = arguments_at_;
  const auto* outer = subject_;
  if (subject != nullptr && subject->kind == Noun::Kind::entity) subject_ = subject;
  for (const auto* sense : v.senses) {
    auto trial = st;
    Clause c;
    bool ok = false;
    arguments_at_ = elsewhere;
    if (sense->frame->type == Frame::Type::event) {
      ok = event_clause(trial, v, *sense, subject, fronted, &c);
    } else if (sense->frame->type == Frame::Type::light) {
      ok = subject != nullptr && !elsewhere && light_clause(trial, v, *subject, fronted, &c);
    } else if (subject != nullptr && fronted.empty()) {
      ok = property_clause(trial, v, *sense, *subject);
    }
    if (ok && (!found || covered(trial) > best_read)) {
      best_read = covered(trial);
      best = std::move(trial);
      clause = c;
      found = true;
      transitive = sense->frame->type == Frame::Type::event && !sense->frame->object.empty() &&
                   (sense->voice == Voice::active || joint_role(sense->frame->object.front()));
    }
  }
  arguments_at_.reset();
  if (!found && v.negated && v.senses.empty() && subject != nullptr && !elsewhere && fronted.empty()) {
    // "tidak lebih besar daripada Mars"
    auto trial = st;
    mark(trial, trial.at);
    ++trial.at;
    if (comparison(trial, *subject, v) || measure(trial, *subject, v)) {
      best = std::move(trial);
      found = true;
    }
  }
  if (!found && v.copula && subject != nullptr && !elsewhere) {
    auto trial = st;
    if (copular(trial, v, *subject, fronted)) {
      best = std::move(trial);
      found = true;
    }
  }
  --depth_;
  subject_ = outer;
  if (!found) return false;
  if (!elsewhere) {
    last_verb_ = st.at;
    last_object_ = transitive;
  }
  st = std::move(best);
  if (out != nullptr) *out = clause;
  return true;
}

bool Binder::event_clause(State& st, const VerbGroup& v, const Sense& sense, const Noun* subject,
                          std::vector<Fill> fills, Clause* out) {
  const auto* def = schema_.event(sense.frame->target);
  if (def == nullptr) return false;
  if (def->id == "event" && subject != nullptr && subject->kind == Noun::Kind::event)
    def = schema_.event(subject->set.kind);
  if (def == nullptr) return false;
  if (v.no_longer && !def->state && def->id != "opening") return false;  // it did once
  if (v.still && !def->state) return false;  // "still walked" says more than that it happened
  // Voice: a past participle is passive only after a form of be (or in a reduced clause, where the caller has no
  // finite verb); Indonesian forms say their voice themselves.
  if (lang_ == "en") {
    if (sense.voice == Voice::passive && !(v.aux_be || (sense.participle && v.last - v.first == 1))) return false;
    if (sense.voice != Voice::passive && v.aux_be && !sense.gerund) return false;
  }
  for (auto i = v.first; i < v.last; ++i)
    if (st.read[i] == 0) st.read[i] = items_[i].is(Cat::inert) ? 2 : 1;
  ++st.at;
  if (arguments_at_) {
    st.at = *arguments_at_;
    arguments_at_.reset();
  }

  // The subject.
  std::vector<Fill> subject_fill;
  Noun counted;
  const Noun* s = subject;
  if (s != nullptr) {
    if (s->only && s->pick == Noun::Pick::nth) return false;  // "Only the first launch failed" speaks of the others
    if ((s->all_of && s->kind != Noun::Kind::event && s->kind != Noun::Kind::described) ||
        (s->only && s->kind != Noun::Kind::event && s->kind != Noun::Kind::counted))
      return false;
    if (s->kind == Noun::Kind::event) {
      if ((s->none_of || s->number) && s->pick != Noun::Pick::all) return false;
      if (!schema_.is_a(s->set.kind, def->id) && !schema_.is_a(def->id, s->set.kind) && def->id != "event")
        return false;
    } else {
      auto as = s->unquantified();
      if (as.kind == Noun::Kind::counted) as.kind = Noun::Kind::described;
      if (ranks_events(*s, *def)) as.pick = Noun::Pick::all;
      if (!place_fill(*def, sense.frame->subject, as, s->span, subject_fill)) return false;
    }
  } else if (sense.frame->subject.empty()) {
    return false;
  }
  std::vector<Fill> all;
  for (auto& f : subject_fill) all.push_back(f);
  for (auto& f : fills) {
    if (f.noun != nullptr) {
      const auto roles = lexicon_.roles_of(std::string_view(f.role).substr(1));
      if (!place_fill(*def, roles, *f.noun, f.span, all)) return false;
      continue;
    }
    if (f.role == "time" && def->role("time") == nullptr) return false;
    // "When Apollo 11 landed, …" dates a state; two events at one time are too loosely told.
    if (f.role == "time" && f.op == Op::in && f.value.kind == Term::Kind::role && !def->state) return false;
    all.push_back(f);
  }
  const bool failed = std::any_of(v.where.begin(), v.where.end(),
                                  [](const auto& w) { return w.first == "polarity" && w.second == "no"; });
  // "India failed to land on the Moon" tells of one attempt of many.
  if (failed && def->id != "launch" && s != nullptr && !subject_fill.empty() && subject_fill.front().role != "craft" &&
      subject_fill.front().role != "mission" && subject_fill.front().role != "payload")
    return false;
  for (const auto& [r, val] : sense.frame->where) {
    if (r == "outcome" && def->id == "launch") {
      // "failed to reach orbit", "berhasil mencapai orbit": told once.
      if (failed && val != "success") return false;
      if (failed || std::any_of(v.where.begin(), v.where.end(), [](const auto& w) { return w.first == "polarity"; }))
        continue;
    }
    all.push_back({std::string(r), value(Symbol{std::string(val)}, v.span), Op::eq, v.span, v.span, false});
  }
  for (const auto& [r, val] : v.where) {
    if (r == "polarity") {
      // "berhasil diluncurkan" says that it went well; a launch that failed was a launch all the same.
      const bool launch = def->id == "launch";
      if (launch || (val == "yes" && def->role("outcome") != nullptr))
        all.push_back({"outcome", value(Symbol{val == "yes" ? "success" : "failure"}, v.where_span), Op::eq,
                       v.where_span, v.where_span, false});
      continue;
    }
    if (def->role(r) == nullptr) return false;
    all.push_back({r, value(Symbol{val}, v.where_span), Op::eq, v.where_span, v.where_span, false});
  }
  // "Luna-25 reached orbit on 16 August" may be another world's orbit.
  const bool near_earth = s != nullptr && s->kind == Noun::Kind::entity &&
                          (schema_.is_a(s->entity_kind, "satellite") || schema_.is_a(s->entity_kind, "space-station") ||
                           schema_.is_a(s->entity_kind, "crewed-spacecraft"));
  const bool reached =
      sense.frame->id == "launch.orbit" && !near_earth &&
      std::any_of(subject_fill.begin(), subject_fill.end(), [](const Fill& f) { return f.role == "payload"; });
  bool object = false;
  std::vector<Atom> relations;
  // The event that relations speak of is known only when all roles are; a marker stands in until then.
  Term placeholder;
  placeholder.kind = Term::Kind::the;
  placeholder.name = "#this";
  auto anchor = std::make_shared<Set>();
  anchor->kind = def->id;
  for (const auto& f : subject_fill) anchor->where.push_back(where(f.role, f.value));
  placeholder.set = anchor;
  arguments(st, *def, all, &sense, object, relations, placeholder);
  if (reached &&
      (!relations.empty() || std::any_of(all.begin(), all.end(), [](const Fill& f) { return f.role == "time"; })))
    return false;
  // "lebih dulu mendarat di Bulan daripada Chang'e 3"
  if (v.sooner != 0) {
    if (!(is(st, Chunk::Kind::than) && item(st).is(Cat::than))) return false;
    auto trial = st;
    mark(trial, trial.at);
    ++trial.at;
    Span other;
    auto t = time_of_operand(trial, def->id, other);
    if (!t) return false;
    relations.push_back(
        compare(role("time", placeholder, v.span), v.sooner < 0 ? Op::lt : Op::gt, *t, "order", join(v.span, other)));
    st = std::move(trial);
  }
  // "used an LVM3 rocket to launch Chandrayaan-3"
  if (is(st, Chunk::Kind::to) && is(st, Chunk::Kind::verb, 1) && object) {
    const auto more = verb_group(st, st.at + 1);
    for (const auto* s2 : more.senses) {
      if (!more.ok || more.negated || more.modal || s2->frame->type != Frame::Type::event ||
          s2->frame->target != def->id || s2->voice != Voice::active)
        continue;
      auto trial = st;
      mark(trial, trial.at);
      mark(trial, trial.at + 1);
      trial.at += 2;
      bool second = false;
      auto f = all;
      auto rel = relations;
      arguments(trial, *def, f, s2, second, rel, placeholder);
      if (!second) continue;
      all = std::move(f);
      relations = std::move(rel);
      st = std::move(trial);
      break;
    }
  }
  // A name that much else bears needs company: "Columbia was launched in 1981" may speak of another Columbia.
  if (s != nullptr && s->kind == Noun::Kind::entity && s->common &&
      (def->role("payload") != nullptr || def->role("craft") != nullptr) &&
      std::count_if(all.begin(), all.end(), [](const Fill& f) { return f.entity; }) < 2)
    return false;
  // "Delta crashed in Dallas", "Titan meledak di laut": where anything at all may play the role, the name says too little.
  // "The rupiah crashed": what befalls money is told in figures of speech.
  if (s != nullptr && s->kind == Noun::Kind::entity && (s->common || schema_.is_a(s->entity_kind, "currency")) &&
      !subject_fill.empty()) {
    const auto* r = def->role(subject_fill.front().role);
    if (r != nullptr && def->id != "founding" && (r->type == "thing" || r->type == "flying-craft")) return false;
  }
  // A transitive verb whose object was not understood says something else.
  if (sense.voice == Voice::active && !sense.frame->object.empty() && !object) return false;
  Span span = v.span;
  if (subject != nullptr) span = join(span, subject->head);
  if (sense.voice == Voice::active)
    for (const auto& f : all)
      if (std::find(sense.frame->object.begin(), sense.frame->object.end(), f.role) != sense.frame->object.end())
        span = join(span, f.core);
  return emit(st, *def, v, sense, subject, std::move(all), std::move(relations), span, out);
}

/// "made its first flight", "melakukan pendaratan": the object tells the event, the subject takes part in it.
bool Binder::light_clause(State& st, const VerbGroup& v, const Noun& subject, const std::vector<Fill>& fronted,
                          Clause* out) {
  if (subject.kind != Noun::Kind::entity || v.modal || (lang_ == "en" && v.aux_be)) return false;
  const auto* held = lexicon_.frame("held");
  if (held == nullptr) return false;
  auto trial = st;
  const auto verb_at = trial.at;
  ++trial.at;
  const auto from = trial.atoms.size();
  auto n = noun(trial, &subject);
  if (!n || n->kind != Noun::Kind::event || !n->via.empty() || n->none_of || n->all_of || n->only || n->number)
    return false;
  // "Made its second landing" is of its own; "made the first landing" and "made a second" are of all, or of who knows which.
  const auto own = [&] {
    for (auto i = n->first; i < n->last; ++i)
      if (items_[i].is(Cat::poss) ||
          std::any_of(items_[i].senses.begin(), items_[i].senses.end(), [](const Sense& x) { return x.possessed; }))
        return true;
    return false;
  };
  if ((n->pick == Noun::Pick::nth || n->pick == Noun::Pick::last) && !own()) return false;
  const auto sense = told_by(*held, Voice::intransitive);
  auto plain = v;
  plain.aux_be = plain.negated = false;
  arguments_at_ = trial.at;
  trial.at = verb_at;
  const bool ok = event_clause(trial, plain, sense, &*n, fronted, out);
  arguments_at_.reset();
  if (!ok || (v.negated && !deny(trial, from))) return false;
  st = std::move(trial);
  return true;
}

/// "… when Richard Nixon was president": a state that held at the time of the event; of a state, the event that dates
/// it.
bool Binder::when_clause(State& st, const EventDef& def, const Term& event, std::vector<Fill>& fills,
                         std::vector<Atom>& out) {
  auto trial = st;
  if (is(trial, Chunk::Kind::comma)) ++trial.at;
  if (!is(trial, Chunk::Kind::sub) || !item(trial).is(Cat::sub, "when")) return false;
  const auto word = item(trial).span;
  mark(trial, trial.at);
  ++trial.at;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity || !is(trial, Chunk::Kind::verb)) return false;
  const auto from = trial.atoms.size();
  Clause c;
  if (!predicate(trial, &*n, {}, &c)) return false;
  if (def.state) {
    if (!c.good || !c.anchored || schema_.event(c.kind)->state) return false;
    for (auto i = from; i < trial.atoms.size(); ++i) trial.atoms[i].presupposed = true;
    fills.push_back({"time", role("time", c.event, c.span), Op::in, join(word, c.span), c.span, false});
    st = std::move(trial);
    return true;
  }
  const auto is_state = [&](const Atom& a) {
    const auto* d = a.kind == Atom::Kind::some ? schema_.event(a.set.kind) : nullptr;
    return d != nullptr && d->state;
  };
  std::vector<Atom> states(trial.atoms.begin() + static_cast<std::ptrdiff_t>(from), trial.atoms.end());
  if (states.empty() || !std::all_of(states.begin(), states.end(), is_state)) return false;
  trial.atoms.resize(from);
  for (auto& a : states) {
    std::erase_if(a.set.where, [](const Condition& x) { return x.name == "time" || x.name == "from"; });
    a.set.where.push_back(where("time", role("time", event, word), Op::in, word));
    a.now = false;
    out.push_back(a);
  }
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

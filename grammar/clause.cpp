#include <algorithm>

#include "core/limits.h"
#include "grammar/binder.h"

namespace saksi::grammar {

std::string label_of_event(std::string_view kind) {
  if (kind == "tenure") return "holds-office";
  if (kind == "opening" || kind == "closing" || kind == "dissolution" || kind == "retirement" || kind == "existence")
    return "status";
  if (kind == "launch" || kind == "landing" || kind == "impact" || kind == "flyby" || kind == "docking")
    return std::string(kind);
  return "event";
}

std::string choice_label(Noun::Pick pick, int n, std::string otherwise) {
  if (pick == Noun::Pick::nth && n == 1) return "first";
  if (pick == Noun::Pick::last) return "latest";
  return otherwise;
}

bool several_worlds(std::string_view kind) { return kind == "flyby" || kind == "arrival"; }

bool joint_role(std::string_view role) { return role == "participants" || role == "parties" || role == "spouses"; }

Atom property_atom(Term left, Op op, Term right, Span span, std::string label) {
  auto a = compare(std::move(left), op, std::move(right), std::move(label), span);
  a.suggest = a.right.span;
  return a;
}

/// The first or last year, month or day of a stretch of them.
Date edge(const Date& d, bool first) {
  int y = 0, m = 0, dd = 0;
  civil_from_days((first ? d.civil.begin : d.civil.end - 1) / 86400, y, m, dd);
  return d.precision == Precision::year    ? Date::year(y)
         : d.precision == Precision::month ? Date::month(y, m)
                                           : Date::day(y, m, dd);
}

bool is_range(const Date& d) {
  const auto length = d.civil.end - d.civil.begin;
  constexpr Seconds day = 86400;
  switch (d.precision) {
    case Precision::year: return length > 367 * day;
    case Precision::month: return length > 32 * day;
    case Precision::day: return length > 2 * day;
    default: return false;
  }
}

/// "from 1991 to 1999", "2000–2008", not "the spring of 1961": a stretch told by both its ends.
bool Binder::from_to(Span s) const {
  for (const auto& it : items_) {
    if (it.value == nullptr || !it.span.overlaps(s)) continue;
    const auto text = " " + it.text + " ";
    if (text.find(" between ") != std::string::npos || text.find(" antara ") != std::string::npos) return false;
    for (const auto* word : {" to ", " until ", " till ", " through ", " hingga ", " sampai ", " s.d. ", " - "})
      if (text.find(word) != std::string::npos) return true;
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
      if ((text[i] == '-' || text[i] == '/') && text[i - 1] >= '0' && text[i - 1] <= '9') return text[i] == '-';
  }
  return false;
}

bool bare_weekday(const ValueMention& v) { return v.weekday.has_value() && v.last - v.first <= 2; }

bool Binder::accepts(std::string_view type, const Noun& n) const {
  if (n.kind == Noun::Kind::entity) {
    if (schema_.is_a(n.entity_kind, type)) return true;
    // A wider place stands for what lies in it; a town that a launch site has its name from does not.
    if (type == "launch-site" && (schema_.is_a(n.entity_kind, "city") || schema_.is_a(n.entity_kind, "port") ||
                                  schema_.is_a(n.entity_kind, "building")))
      return std::any_of(n.rivals.begin(), n.rivals.end(), [&](const auto& r) { return schema_.is_a(r.kind, type); });
    return schema_.is_a(type, "place") && schema_.is_a(n.entity_kind, "place");
  }
  if (n.anyone) return type == "person" || type == "agent";
  if (n.kind == Noun::Kind::described || n.kind == Noun::Kind::counted) return schema_.is_a(n.set.kind, type);
  if (n.kind == Noun::Kind::office) return schema_.is_a("person", type);
  return false;
}

/// Gives the noun the first role that takes it. False where none does.
bool Binder::place_fill(const EventDef& def, const std::vector<std::string>& roles, const Noun& n, Span span,
                        std::vector<Fill>& fills) const {
  const auto taken = [&](std::string_view r) {
    return std::any_of(fills.begin(), fills.end(), [&](const Fill& f) { return f.role == r && !f.denied; });
  };
  if (n.kind == Noun::Kind::value) {
    if (n.value == nullptr) return false;
    const bool dated = n.value->kind == ValueMention::Kind::date || n.value->kind == ValueMention::Kind::time ||
                       n.value->kind == ValueMention::Kind::weekday;
    bool number_year = false;
    Value v = n.value->value;
    if (n.value->kind == ValueMention::Kind::number) {
      if (const auto* q = std::get_if<Quantity>(&v); q != nullptr && q->value >= 1000 && q->value < 2200 &&
                                                     q->decimals == 0 && q->bound == Bound::eq &&
                                                     (q->hedge == Hedge::none || q->hedge == Hedge::about)) {
        auto year = Date::year(static_cast<int>(q->value));
        year.approximate = q->hedge == Hedge::about;
        v = year;
        number_year = true;
      }
    }
    if (bare_weekday(*n.value) && n.value->weekday) {
      // "on Friday": the day of the week it was.
      if (std::find(roles.begin(), roles.end(), "time") == roles.end()) return false;
      fills.push_back({"#weekday", value(*n.value->weekday, n.span), Op::eq, span, n.span, false});
      return true;
    }
    if (!dated && !number_year) return false;
    if (std::find(roles.begin(), roles.end(), "time") == roles.end()) return false;
    if (std::holds_alternative<std::monostate>(v) || std::holds_alternative<Weekday>(v)) return false;
    Fill f{"time", value(v, n.span), Op::in, span, n.span, false};
    if (n.value->core_first < n.value->core_last) f.core = n.span;
    fills.push_back(std::move(f));
    return true;
  }
  if (n.kind == Noun::Kind::office && def.role("office") != nullptr && n.pick == Noun::Pick::all &&
      std::find(roles.begin(), roles.end(), "office") != roles.end()) {
    fills.push_back({"office", entity(n.office, n.head), Op::eq, span, n.head, true});
    for (const auto& o : n.owner) fills.push_back({"of", term_of(o), Op::eq, o.span, o.span, true});
    return true;
  }
  for (const auto& r : roles) {
    const auto* d = def.role(r);
    if (n.all_of && !fills.empty()) return false;  // "launched all satellites"
    if (d == nullptr || d->type == "date" || d->type.starts_with("symbol:") || d->type == "number" || d->type == "text")
      continue;
    if (taken(r) && !d->many) continue;
    if (!accepts(d->type, n)) continue;
    // A place on Earth is none of the places where crafts land on other worlds.
    if (r == "site" && schema_.is_a(def.id, "arrival") && n.kind == Noun::Kind::entity &&
        !schema_.is_a(n.entity_kind, "surface-place"))
      continue;
    if (n.kind == Noun::Kind::entity) {
      // Of several that bear the name, the one that is what the role asks for: Baikonur the cosmodrome, not the town.
      auto id = n.entity;
      if (!schema_.is_a(n.entity_kind, d->type)) {
        const NameSense* fit = nullptr;
        int many = 0;
        for (const auto& x : n.rivals)
          if (schema_.is_a(x.kind, d->type)) {
            fit = &x;
            ++many;
          }
        if (many == 1) id = fit->entity;
      }
      fills.push_back({r, entity(id, n.head), Op::eq, span, n.head, true});
      return true;
    }
    if (n.anyone) return true;
    if (n.kind == Noun::Kind::described) {
      // "a Soyuz rocket" is an entity; "a satellite", "an American woman" are conditions on the filler.
      if (n.pick != Noun::Pick::all) {
        fills.push_back({r, term_of(n), Op::eq, span, n.span, false});
        return true;
      }
      if (!schema_.is_a(d->type, n.set.kind) || n.set.kind != d->type)
        fills.push_back({r + ".kind", value(Symbol{n.set.kind}, n.head), Op::eq, span, n.head, false});
      for (const auto& c : n.set.where)
        fills.push_back({c.name == "kind" ? r + ".kind" : r + "." + c.name, c.value, c.op, c.span, c.span, false});
      return true;
    }
    if (n.kind == Noun::Kind::office) {
      fills.push_back({r, term_of(n), Op::eq, span, n.span, false});
      return true;
    }
  }
  return false;
}

/// "…, when a Soyuz-2 rocket was launched": more of the same event.
bool Binder::same_event_when(State& st, const EventDef& def, const Term& event, std::vector<Atom>& out) {
  auto trial = st;
  const auto first = trial.at;
  if (is(trial, Chunk::Kind::comma)) ++trial.at;
  if (!is(trial, Chunk::Kind::sub) || !item(trial).is(Cat::sub, "when")) return false;
  const auto word = item(trial).span;
  mark(trial, trial.at);
  ++trial.at;
  auto n = noun(trial);
  if (!n || !is(trial, Chunk::Kind::verb)) return false;
  const auto v = verb_group(trial, trial.at);
  if (!v.ok || v.negated || v.modal) return false;
  for (const auto* s : v.senses) {
    if (s->frame->type != Frame::Type::event || s->frame->target != def.id || s->voice == Voice::active) continue;
    std::vector<Fill> f;
    if (!place_fill(def, s->frame->subject, *n, n->span, f)) continue;
    mark(trial, trial.at);
    ++trial.at;
    for (const auto& x : f) {
      auto a = compare(role(x.role, event, x.span), x.op, x.value, label_of_event(def.id), join(word, v.span));
      a.suggest = x.core;
      out.push_back(a);
    }
    (void)first;
    st = std::move(trial);
    return true;
  }
  return false;
}

/// What follows a verb. Stops at what it does not understand; true where anything was taken.
bool Binder::arguments(State& st, const EventDef& def, std::vector<Fill>& fills, const Sense* sense, bool& object_taken,
                       std::vector<Atom>& relations, const Term& placeholder) {
  bool any = false;
  while (st.at < st.end) {
    // Manner, particles.
    if (is(st, Chunk::Kind::other)) {
      const auto& it = item(st);
      if (it.is(Cat::inert)) {
        st.read[chunks_[st.at].first] = 2;
        ++st.at;
        continue;
      }
      // "into orbit" says that it got there; "softly" and "safely" say what a landing is anyway.
      if (const auto* r = it.sense(Cat::result)) {
        const bool soft = r->id == "soft";
        if (soft ? def.id != "landing" && def.id != "splashdown" : def.role("outcome") == nullptr || def.id != "launch")
          break;
        if (!soft) fills.push_back({"outcome", value(Symbol{"success"}, it.span), Op::eq, it.span, it.span, false});
        mark(st, st.at);
        ++st.at;
        any = true;
        continue;
      }
      if (it.is(Cat::cond)) {
        bool ok = true;
        for (const auto& [r, v] : it.sense(Cat::cond)->where) {
          if (def.role(r) == nullptr) ok = false;
        }
        if (!ok) {
          break;
        }
        for (const auto& [r, v] : it.sense(Cat::cond)->where)
          fills.push_back({r, value(Symbol{v}, it.span), Op::eq, it.span, it.span, false});
        mark(st, st.at);
        ++st.at;
        any = true;
        continue;
      }
      if (it.is(Cat::ordinalmark)) {
        fills.push_back({"#first", value({}), Op::eq, it.span, it.span, false});
        mark(st, st.at);
        ++st.at;
        any = true;
        continue;
      }
      break;
    }
    {
      auto trial = st;
      if (same_event_when(trial, def, placeholder, relations)) {
        st = std::move(trial);
        any = true;
        continue;
      }
    }
    {
      auto trial = st;
      const auto* outer = told_;
      told_ = &fills;
      const bool related = when_clause(trial, def, placeholder, fills, relations) ||
                           time_relation(trial, placeholder, def.id, relations);
      told_ = outer;
      if (related) {
        st = std::move(trial);
        any = true;
        continue;
      }
    }
    // "…, not from Baikonur", ", bukan India": the same role, denied of another.
    if (is(st, Chunk::Kind::comma) && is(st, Chunk::Kind::verb, 1) && !fills.empty()) {
      auto trial = st;
      if (lone_not(st.at + 1)) {
        mark(trial, trial.at + 1);
        trial.at += 2;
        const auto told = fills.back();
        Span from = item(trial).span;
        if (is(trial, Chunk::Kind::prep)) {
          mark(trial, trial.at);
          ++trial.at;
        }
        auto n = noun(trial);
        auto f = fills;
        const bool ends = trial.at >= trial.end || is(trial, Chunk::Kind::stop) || is(trial, Chunk::Kind::comma);
        if (n && ends && !told.role.empty() && told.role.find('.') == std::string::npos && told.op != Op::lt &&
            told.op != Op::gt && told.op != Op::ge && told.op != Op::le) {
          // The role is open to the other for this once.
          std::vector<Fill> alone;
          if (place_fill(def, {told.role}, *n, join(from, n->span), alone) && alone.size() == 1) {
            alone.front().denied = true;
            fills.push_back(alone.front());
            st = std::move(trial);
            any = true;
            continue;
          }
        }
      }
    }
    // "nine days later": after what was told last.
    if (const auto* length = chunk_value(st); length != nullptr && length->value_is(ValueMention::Kind::duration) &&
                                              st.at + 1 < st.end && item(st, 1).is(Cat::later)) {
      const auto* q = std::get_if<Quantity>(&length->value->value);
      const auto before = st.talk.find_event("");
      if (q == nullptr || !before || before->kind == Term::Kind::value) break;
      const auto& w = item(st, 1).sense(Cat::later)->where;
      const bool earlier = std::any_of(w.begin(), w.end(), [](const auto& x) { return x.second == "before"; });
      const auto [op, amount] = bounded(*q);
      const auto span = join(length->span, item(st, 1).span);
      const auto mine = role("time", placeholder, span), other = role("time", *before, span);
      auto a = compare(earlier ? minus(other, mine, span) : minus(mine, other, span), op, value(amount, length->span),
                       "elapsed", span);
      a.suggest = length->span;
      relations.push_back(std::move(a));
      mark(st, st.at);
      mark(st, st.at + 1);
      st.at += 2;
      any = true;
      continue;
    }
    // ", Rabu (13/9/2023)"; ", or 23:10 UTC on 10 August"
    if ((is(st, Chunk::Kind::comma) || is(st, Chunk::Kind::conj)) && !fills.empty()) {
      auto trial = st;
      if (is(trial, Chunk::Kind::comma)) ++trial.at;
      const bool other = is(trial, Chunk::Kind::conj) && item(trial).is(Cat::conj, "or");
      if (other) {
        mark(trial, trial.at);
        ++trial.at;
      }
      const auto* v = chunk_value(trial);
      const bool told = std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time"; });
      if (v != nullptr && v->value_is(ValueMention::Kind::date) && (other || (!told && is(st, Chunk::Kind::comma)))) {
        auto after = trial;
        ++after.at;
        const bool ends = after.at >= after.end || is(after, Chunk::Kind::stop) || is(after, Chunk::Kind::comma) ||
                          is(after, Chunk::Kind::conj);
        auto n = noun(trial);
        auto f = fills;
        if (ends && n && place_fill(def, {"time"}, *n, n->span, f)) {
          fills = std::move(f);
          st = std::move(trial);
          any = true;
          continue;
        }
      }
    }
    if (is(st, Chunk::Kind::noun)) {
      auto trial = st;
      // "into space", "ke antariksa" add nothing to a flight.
      if (const auto& c = chunks_[trial.at]; c.last - c.first == 1 && items_[c.first].is(Cat::group)) {
        st.read[c.first] = 2;
        ++st.at;
        continue;
      }
      // "three times", "tiga kali"
      if (const auto& c = chunks_[trial.at]; c.last - c.first == 1 &&
                                             items_[c.first].value_is(ValueMention::Kind::number) &&
                                             trial.at + 1 < trial.end && item(trial, 1).is(Cat::times)) {
        fills.push_back({"#count", value(items_[c.first].value->value, items_[c.first].span), Op::eq,
                         join(items_[c.first].span, item(trial, 1).span), items_[c.first].span, false});
        mark(trial, trial.at);
        mark(trial, trial.at + 1);
        trial.at += 2;
        st = std::move(trial);
        any = true;
        continue;
      }
      std::vector<Noun> all;
      auto n = coordinated(trial, all);
      if (!n) break;
      if (n->kind == Noun::Kind::value && n->value != nullptr) {
        std::vector<Fill> f = fills;
        if (!place_fill(def, {"time"}, *n, n->span, f)) break;
        // "2.35 p.m. … on 14 July": one date; several dates are several claims and not read here.
        fills = std::move(f);
        st = std::move(trial);
        any = true;
        continue;
      }
      // "diluncurkan Rusia": the agent right behind an Indonesian passive.
      if (lang_ == "id" && sense != nullptr && sense->voice == Voice::passive && !any && n->kind == Noun::Kind::entity &&
          all.size() == 1) {
        const auto roles = lexicon_.roles_of("by");
        auto f = fills;
        if (!place_fill(def, {roles.begin(), roles.end()}, *n, n->span, f)) break;
        asides(trial, *n);
        fills = std::move(f);
        st = std::move(trial);
        any = true;
        continue;
      }
      if (object_taken || sense == nullptr || sense->frame->object.empty()) break;
      auto f = fills;
      bool ok = true;
      for (const auto& x : all) ok = ok && place_fill(def, sense->frame->object, x, x.span, f);
      if (!ok) break;
      // "launched A and B": in one go or each for itself is not said.
      if (all.size() > 1 && !joint_role(f.back().role)) break;
      if (n->kind == Noun::Kind::entity) asides(trial, all.back());
      fills = std::move(f);
      object_taken = true;
      st = std::move(trial);
      any = true;
      continue;
    }
    // "not from Baikonur but from Vostochny"
    if (is(st, Chunk::Kind::verb) && is(st, Chunk::Kind::prep, 1)) {
      if (lone_not(st.at)) {
        auto trial = st;
        mark(trial, trial.at);
        ++trial.at;
        const auto* p = item(trial).sense(Cat::prep);
        const auto from = item(trial).span;
        mark(trial, trial.at);
        ++trial.at;
        auto n = noun(trial);
        const auto roles = lexicon_.roles_of(p->id);
        auto f = fills;
        if (!n || !place_fill(def, {roles.begin(), roles.end()}, *n, join(from, n->span), f)) break;
        f.back().denied = true;
        if (is(trial, Chunk::Kind::comma)) ++trial.at;
        if (!(is(trial, Chunk::Kind::conj) && item(trial).is(Cat::conj, "but"))) break;
        mark(trial, trial.at);
        ++trial.at;
        fills = std::move(f);
        st = std::move(trial);
        any = true;
        continue;
      }
    }
    if (is(st, Chunk::Kind::prep) || (is(st, Chunk::Kind::sub) && item(st).is(Cat::prep)) ||
        (is(st, Chunk::Kind::verb) && chunks_[st.at].last - chunks_[st.at].first == 1 && item(st).is(Cat::prep))) {
      const auto* p = item(st).sense(Cat::prep);
      const auto prep_chunk = st.at;
      if (def.id == "missile-test" && p->id == "at" && lang_ == "en") break;  // "fired missiles at Kyiv" is no test
      auto trial = st;
      ++trial.at;
      // "di atas roket", "on board": compound prepositions are single entries; "in orbit" and the like are inert.
      if (!is(trial, Chunk::Kind::noun)) break;
      if (p->id == "since" && chunk_value(trial) == nullptr) {
        // "the first … since Apollo 17": of the time after the same with that.
        const auto from = trial.at;
        auto e = event_operand(trial, def.id);
        if (!e) break;
        Span s = item(st).span;
        for (auto i = from; i < trial.at; ++i) s = join(s, chunk_span(i));
        mark(trial, prep_chunk);
        fills.push_back({"time", role("time", *e, s), Op::gt, s, s, false});
        st = std::move(trial);
        any = true;
        continue;
      }
      std::vector<Noun> all;
      auto n = coordinated(trial, all);
      if (!n) break;
      const auto roles = lexicon_.roles_of(p->id);
      auto f = fills;
      bool ok = true;
      for (const auto& x : all) {
        if (p->id == "since" && x.kind == Noun::Kind::value) {
          ok = ok && place_fill(def, {"time"}, x, join(item(st).span, x.span), f);
          if (ok) {
            f.back().op = Op::ge;
          }
          continue;
        }
        if (p->id == "after" && x.kind == Noun::Kind::value) {
          ok = ok && place_fill(def, {"time"}, x, join(item(st).span, x.span), f);
          if (ok) f.back().op = Op::gt;
          continue;
        }
        if ((p->id == "before" || p->id == "until" || p->id == "by") && x.kind == Noun::Kind::value) {
          ok = ok && place_fill(def, {"time"}, x, join(item(st).span, x.span), f);
          if (ok) f.back().op = p->id == "before" ? Op::lt : Op::le;
          if (ok && p->id == "until") f.back().role = "#until";
          continue;
        }
        ok = ok && place_fill(def, {roles.begin(), roles.end()}, x, join(item(st).span, x.span), f);
      }
      if (!ok) break;
      if (all.size() > 1 && !joint_role(f.back().role)) break;
      if (n->kind == Noun::Kind::entity) {
        asides(trial, all.back());
        located_aside(trial, all.back());
      }
      fills = std::move(f);
      mark(trial, prep_chunk);
      st = std::move(trial);
      any = true;
      continue;
    }
    break;
  }
  return any;
}

bool Binder::predicate(State& st, const Noun* subject, const std::vector<Fill>& fronted, Clause* out) {
  if (depth_ > static_cast<int>(limits::nesting)) return false;
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
    if ((s->all_of && s->kind != Noun::Kind::event && s->kind != Noun::Kind::described) || (s->only && s->kind != Noun::Kind::event && s->kind != Noun::Kind::counted)) return false;
    if (s->kind == Noun::Kind::event) {
      if ((s->none_of || s->number) && s->pick != Noun::Pick::all) return false;
      if (!schema_.is_a(s->set.kind, def->id) && !schema_.is_a(def->id, s->set.kind) && def->id != "event")
        return false;
    } else {
      Noun as = *s;
      if (as.kind == Noun::Kind::counted) as.kind = Noun::Kind::described;
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
      if (!place_fill(*def, {roles.begin(), roles.end()}, *f.noun, f.span, all)) return false;
      continue;
    }
    if (f.role == "time" && def->role("time") == nullptr) return false;
    // "When Apollo 11 landed, …" dates a state; two events at one time are too loosely told.
    if (f.role == "time" && f.op == Op::in && f.value.kind == Term::Kind::role && !def->state) return false;
    all.push_back(f);
  }
  const bool failed = std::any_of(v.where.begin(), v.where.end(),
                                  [](const auto& w) { return w.first == "polarity" && w.second == "no"; });
  for (const auto& [r, val] : sense.frame->where) {
    if (r == "outcome" && def->id == "launch") {
      // "failed to reach orbit", "berhasil mencapai orbit": told once.
      if (failed && val != "success") return false;
      if (failed || std::any_of(v.where.begin(), v.where.end(), [](const auto& w) { return w.first == "polarity"; }))
        continue;
    }
    all.push_back({r, value(Symbol{val}, v.span), Op::eq, v.span, v.span, false});
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
  const bool reached = sense.frame->id == "launch.orbit" && !near_earth && std::any_of(subject_fill.begin(), subject_fill.end(), [](const Fill& f) {
    return f.role == "payload";
  });
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
  if (reached && (!relations.empty() || std::any_of(all.begin(), all.end(), [](const Fill& f) { return f.role == "time"; })))
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
    relations.push_back(compare(role("time", placeholder, v.span), v.sooner < 0 ? Op::lt : Op::gt, *t, "order", join(v.span, other)));
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
  if (s != nullptr && s->kind == Noun::Kind::entity && s->common && !subject_fill.empty()) {
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
  Sense sense;
  sense.cat = Cat::verb;
  sense.frame = held;
  sense.voice = Voice::intransitive;
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

Term replace_placeholder(const Term& t, const Term& with) {
  if (t.kind == Term::Kind::the && t.name == "#this") {
    auto r = with;
    r.span = t.span;
    return r;
  }
  auto r = t;
  for (auto& a : r.args) a = replace_placeholder(a, with);
  return r;
}

std::string Binder::subject_role(const EventDef& def, const Sense& sense, const Noun& n) const {
  for (const auto& r : sense.frame->subject)
    if (const auto* d = def.role(r); d != nullptr && accepts(d->type, n)) return r;
  return {};
}

bool Binder::emit(State& st, const EventDef& def, const VerbGroup& v, const Sense& sense, const Noun* subject,
                  std::vector<Fill> fills, std::vector<Atom> relations, Span span, Clause* out) {
  auto label = label_of_event(def.id);
  if (subject != nullptr && subject->kind == Noun::Kind::event)
    label = choice_label(subject->pick, subject->n, label);
  else if (v.first_time || std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "#first"; }))
    label = "first";
  bool negated = v.negated;
  for (const auto& [r, val] : v.where)
    if (r == "polarity" && val == "no" && def.id != "launch") negated = !negated;

  // Where people do it, it is crewed.
  if (def.role("crewed") != nullptr && subject != nullptr &&
      (std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role.starts_with("crew."); }) ||
       ((subject->kind == Noun::Kind::described || subject->kind == Noun::Kind::counted) &&
        subject_role(def, sense, *subject) == "crew")))
    fills.push_back({"crewed", value(Symbol{"yes"}, subject->span), Op::eq, subject->span, subject->span, false});
  // "not until 2023": it was in 2023, and not before; in Indonesian it may not have been to this day.
  bool until = false;
  for (auto& f : fills) {
    if (f.role != "#until") continue;
    f.role = "time";
    until = true;
    if (!negated) continue;
    f.op = Op::lt;
    if (lang_ == "en" && !v.present && f.value.kind == Term::Kind::value) {
      f.op = Op::in;
      negated = until = false;
    }
  }
  // Marks that are no roles.
  bool first = v.first_time, final = v.last_time;
  std::optional<Fill> times, weekday;
  std::erase_if(fills, [&](const Fill& f) {
    if (f.role == "#first") {
      first = true;
      return true;
    }
    if (f.role == "#count") {
      times = f;
      return true;
    }
    if (f.role == "#weekday") {
      weekday = f;
      return true;
    }
    return false;
  });
  if (weekday && (negated || first || final || times)) return false;

  // Where nobody, or so many, or all are spoken of, an order belongs to what is counted.
  const bool gathered = times || (subject != nullptr && (subject->none_of || subject->kind == Noun::Kind::counted ||
                                                         (subject->kind == Noun::Kind::event && subject->number)));
  if (std::any_of(relations.begin(), relations.end(), [](const Atom& r) { return r.kind != Atom::Kind::compare; }) &&
      (gathered || negated))
    return false;
  if (gathered && !relations.empty()) {
    for (auto& r : relations) {
      if (r.label != "order" || r.left.kind != Term::Kind::role) return false;
      fills.push_back({"time", r.right, r.op, r.span, r.span, false});
    }
    relations.clear();
  }
  // A state told from when to when: its beginning and its end are claimed.
  if (def.state) {
    if (until && !negated)
      for (auto& f : fills)
        if (f.role == "time" && f.op == Op::le) {
          f.role = "to";
          f.op = Op::in;
        }
    for (std::size_t i = 0; i < fills.size(); ++i) {
      const auto* d = std::get_if<Date>(&fills[i].value.value);
      if (d == nullptr || fills[i].role != "time") continue;
      if (fills[i].op == Op::in && is_range(*d) && from_to(fills[i].core)) {
        auto end = fills[i];
        const auto begin = edge(*d, true), close = edge(*d, false);
        fills[i].role = "from";
        fills[i].value.value = begin;
        end.role = "to";
        end.value.value = close;
        fills.push_back(end);
        break;
      }
      if (fills[i].op == Op::ge && subject != nullptr && subject->none_of) {
        fills[i].op = Op::gt;
        break;
      }
      if (fills[i].op == Op::ge) {
        fills[i].role = "from";
        fills[i].op = Op::in;
        fills.push_back({"time", now_term(), Op::eq, fills[i].span, fills[i].core, false});
        break;
      }
    }
  }

  Set base;
  base.kind = def.id;
  base.span = span;
  std::optional<Term> ordered;
  Term event;
  bool anchored = false;
  std::vector<const Fill*> rest;

  const auto as_condition = [](const Fill& f) {
    auto c = where(f.role, f.value, f.op, f.span);
    c.negated = f.denied;
    return c;
  };

  if (subject != nullptr && subject->kind == Noun::Kind::event) {
    auto told = *subject;
    told.via.clear();
    event = term_of(told);
    // An obligatory scope left open is filled from what the text is about: "Peluncuran pertama dilakukan pada 2016".
    if (subject->pick != Noun::Pick::all && subject->set.where.empty() && !def.scope.empty()) {
      const auto* ed = schema_.event(subject->set.kind);
      for (const auto& s : ed != nullptr ? ed->scope : def.scope) {
        const auto* r = ed != nullptr ? ed->role(s) : nullptr;
        if (r == nullptr) continue;
        if (const auto f = st.talk.focus(r->type)) {
          auto n = *subject;
          n.set.where.push_back(where(s, entity(f->entity, subject->span)));
          event = term_of(n);
          break;
        }
      }
      if (event.set == nullptr || event.set->where.empty()) {
        st.reference_failed = true;
        return false;
      }
    }
    anchored = true;
    for (const auto& f : fills) rest.push_back(&f);
  } else {
    // Anchored by the roles of a key; the first role of a key is enough where the rest is not told.
    std::vector<std::string> key;
    for (const auto& k : def.keys) {
      const bool has =
          std::any_of(fills.begin(), fills.end(), [&](const Fill& f) { return f.role == k.front() && f.entity; });
      if (has) {
        key = k;
        break;
      }
    }
    if (def.id == "tenure") {
      key = {"person", "office", "of"};
      if (std::none_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "person"; })) key.clear();
    }
    const bool scoped = first || final || times || negated || key.empty() ||
                        (subject != nullptr && (subject->kind == Noun::Kind::counted || subject->none_of ||
                                                subject->all_of || subject->only));
    if (scoped) {
      for (const auto& f : fills) {
        const bool time = f.role == "time";
        const bool outcome = f.role == "outcome";
        if ((first || final) && (time || outcome) && !negated)
          rest.push_back(&f);
        else
          base.where.push_back(as_condition(f));
      }
    } else {
      for (const auto& f : fills) {
        const bool in_key = std::find(key.begin(), key.end(), f.role) != key.end() && f.entity;
        const bool dates_state = def.state && (f.role == "time" ||
                                               (f.role == "from" && f.value.kind == Term::Kind::now));
        // A craft lands or crashes once, but flies past, reaches and orbits more than one world.
        const auto* world = std::get_if<Entity>(&f.value.value);
        const bool whole = def.id == "tenure" || several_worlds(def.id) ||
                           (def.id == "orbit-insertion" && world != nullptr && world->id == "earth");
        if ((in_key && (f.role == key.front() || whole)) || dates_state)
          base.where.push_back(as_condition(f));
        else
          rest.push_back(&f);
      }
      anchored = true;
    }
    event = first ? nth(1, base, "time", span) : final ? last(base, "time", span) : the(base, span);
  }

  // "No … since 1972", "no … between 1976 and 2013": what happened in the years named is not what is denied.
  const auto open_ends = [](Set s) {
    for (auto& c : s.where) {
      auto* d = std::get_if<Date>(&c.value.value);
      if (c.name != "time" || d == nullptr) continue;
      if (c.op == Op::ge) c.op = Op::gt;
      if (d->precision >= Precision::day || c.op != Op::in || !is_range(*d)) continue;
      const auto begin = edge(*d, true).civil.end, end = edge(*d, false).civil.begin;
      if (begin < end) d->civil = {begin, end};
    }
    return s;
  };
  // "All Apollo missions were launched from …": none of them otherwise.
  if (subject != nullptr && subject->all_of) {
    if (negated || first || final || times || !relations.empty() || subject->number) return false;
    Set group;
    group.kind = def.id;
    group.span = span;
    std::vector<const Fill*> claimed;
    if (subject->kind == Noun::Kind::event) {
      group = subject->set;
      for (const auto& f : fills) claimed.push_back(&f);
    } else {
      for (const auto& f : fills) {
        if (f.span == subject->span || f.core == subject->head || subject->span.overlaps(f.core))
          group.where.push_back(as_condition(f));
        else
          claimed.push_back(&f);
      }
    }
    if (claimed.empty() || group.where.empty()) return false;
    for (const auto* f : claimed) {
      auto other = group;
      auto c = as_condition(*f);
      c.negated = !c.negated;
      other.where.push_back(std::move(c));
      add(st, no(other, label, join(subject->span, f->span)));
    }
    if (out != nullptr) out->good = false;
    return true;
  }
  const auto finish = [&](Atom a) {
    if (a.kind == Atom::Kind::no) a.set = open_ends(a.set);
    a.now = a.now || v.still;
    add(st, std::move(a));
  };

  if (subject != nullptr && subject->kind == Noun::Kind::counted && subject->number) {
    // "Seven Apollo missions landed on the Moon": how many different ones.
    const auto role_name = subject_role(def, sense, *subject);
    const auto q = *subject->number;
    const Op op = q.bound == Bound::gt   ? Op::gt
                  : q.bound == Bound::ge ? Op::ge
                  : q.bound == Bound::lt ? Op::lt
                  : q.bound == Bound::le ? Op::le
                                         : Op::eq;
    auto qq = q;
    qq.bound = Bound::eq;
    const auto* rd = def.role(role_name);
    auto left = rd != nullptr && rd->type != "vehicle" ? distinct(role_name, base, span) : count(base, span);
    if (schema_.is_a(subject->set.kind, "polity") && rd != nullptr && !schema_.is_a(rd->type, "polity")) {
      // Countries are counted, not the agencies that act for them.
      Set s = base;
      std::erase_if(s.where, [&](const Condition& c) { return c.name == role_name + ".kind"; });
      left = distinct(role_name + ".country", s, span);
    }
    auto a = compare(left, negated ? Op::ne : op, value(qq, subject->number_span), "count",
                     join(span, subject->number_span));
    a.suggest = subject->number_span;
    finish(a);
  } else if (times) {
    auto a = compare(count(base, span), Op::eq, times->value, "count", join(span, times->span));
    if (const auto* q = std::get_if<Quantity>(&times->value.value)) {
      a.op = q->bound == Bound::gt   ? Op::gt
             : q->bound == Bound::ge ? Op::ge
             : q->bound == Bound::lt ? Op::lt
             : q->bound == Bound::le ? Op::le
                                     : Op::eq;
      auto qq = *q;
      qq.bound = Bound::eq;
      a.right = value(qq, times->core);
    }
    a.suggest = times->core;
    a.negated = negated;
    finish(a);
  } else if (subject != nullptr && subject->kind == Noun::Kind::event && (subject->none_of || subject->number)) {
    // "No launch from Vostochny has failed", "Three launches from Kourou failed".
    Set s = subject->set;
    for (const auto* f : rest) s.where.push_back(as_condition(*f));
    if (subject->number) {
      auto q = *subject->number;
      const Op op = q.bound == Bound::gt   ? Op::gt
                    : q.bound == Bound::ge ? Op::ge
                    : q.bound == Bound::lt ? Op::lt
                    : q.bound == Bound::le ? Op::le
                                           : Op::eq;
      q.bound = Bound::eq;
      auto a = compare(count(s, span), op, value(q, subject->number_span), "count", join(span, subject->number_span));
      a.suggest = subject->number_span;
      a.negated = negated;
      finish(a);
    } else {
      finish(negated ? some(s, label, span) : no(s, label, span));
    }
  } else if (subject != nullptr && subject->none_of) {
    if (negated) return false;  // "no cosmonaut never flew"
    auto whole = join(subject->span, span);
    for (const auto& f : fills) whole = join(whole, f.span);
    auto a = negated ? some(base, label, whole) : no(base, label, whole);
    finish(a);
  } else if (negated && subject != nullptr && subject->kind == Noun::Kind::event) {
    for (const auto* f : rest) {
      auto a = compare(role(f->role, event, f->span), f->op == Op::eq ? Op::eq : f->op, f->value, label, f->span);
      a.negated = true;
      a.group = 1;
      finish(a);
    }
    if (rest.empty()) {
      // "The launch of Luna 10 from Kourou never took place": no such launch.
      auto none = subject->set;
      for (const auto& c : subject->told) {
        none.where.push_back(c);
        std::erase_if(st.atoms, [&](const Atom& a) { return a.span == c.span && a.left.kind == Term::Kind::role; });
      }
      finish(no(none, label, span));
    }
  } else if (negated && !relations.empty()) {
    // "was not launched before Luna 24" denies the order, not the launch; with more told it is not read.
    if (std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "time" || f.role == "site"; }))
      return false;
    for (const auto& f : fills)
      if (!f.entity) return false;
    event = the(base, span);
    finish(some(base, label, span));
    for (auto& r : relations) {
      r.negated = true;
      r.group = 1;
    }
  } else if (negated) {
    finish(no(base, v.no_longer ? "status" : label, span));
  } else if (anchored || first || final) {
    if (subject != nullptr && subject->kind == Noun::Kind::event && subject->only) {
      auto a = compare(count(subject->set, subject->span), Op::eq, value(Quantity::count(1), subject->span), "count",
                       subject->span);
      finish(a);
    }
    if (!(subject != nullptr && subject->kind == Noun::Kind::event)) {
      if (!first && !final) {
        auto a = some(base, label, span);
        finish(a);
      }
    } else if (!subject->set.where.empty() && rest.empty()) {
      auto a = some(subject->set, label, span);
      finish(a);
    }
    for (const auto* f : rest) {
      if (f->role == "time" && !def.state && (f->op == Op::ge || until) && !first && !final) return false;
      auto a = compare(role(f->role, event, f->span), f->op, f->value, label, f->span);
      a.suggest = f->core;
      a.negated = f->denied;
      finish(a);
    }
  } else if (!def.state && (until || std::any_of(fills.begin(), fills.end(), [](const Fill& f) {
               return f.role == "time" && f.op == Op::ge;
             }))) {
    // "has flown since 2020", "flew until 2011": the first or the last of them was then.
    const Fill* bound = nullptr;
    for (const auto& f : fills)
      if (f.role == "time") {
        if (bound != nullptr) return false;
        bound = &f;
      }
    if (bound == nullptr || bound->value.kind != Term::Kind::value) return false;
    Set open = base;
    std::erase_if(open.where, [](const Condition& c) { return c.name == "time"; });
    event = until ? last(open, "time", span) : nth(1, open, "time", span);
    auto a = compare(role("time", event, span), Op::in, bound->value, label, bound->span);
    a.suggest = bound->core;
    finish(a);
  } else {
    // Existential: a range of years speaks of the first and the last.
    const Fill* range = nullptr;
    for (const auto& f : fills)
      if (f.role == "time" && f.op == Op::in)
        if (const auto* d = std::get_if<Date>(&f.value.value);
            d != nullptr && is_range(*d) && d->precision >= Precision::year && from_to(f.core))
          range = &f;
    if (range != nullptr) {
      Set open = base;
      std::erase_if(open.where, [](const Condition& c) { return c.name == "time"; });
      const auto d = *std::get_if<Date>(&range->value.value);
      auto a =
          compare(role("time", nth(1, open, "time", span), span), Op::in, value(d, range->core), label, range->span);
      auto b = compare(role("time", last(open, "time", span), span), Op::in, value(d, range->core), label, range->span);
      // The ends themselves are claimed: the first in the first year, the last in the last one.
      a.right = value(edge(d, true), range->core);
      b.right = value(edge(d, false), range->core);
      finish(a);
      finish(b);
    } else {
      auto a = some(base, label, span);
      for (const auto& f : fills) a.span = join(a.span, f.role == "time" || f.role == "site" ? f.span : a.span);
      finish(a);
      event = the(base, span);
      // Of several, the first is what comes before or after another.
      ordered = nth(1, base, "time", span);
    }
  }
  if (weekday) {
    if (!anchored) return false;
    auto a = compare(prop("weekday", {role("time", event, span)}), Op::eq, weekday->value, "weekday", weekday->span);
    a.suggest = weekday->core;
    finish(a);
  }
  for (auto& r : relations) {
    const auto& meant = ordered ? *ordered : event;
    r.left = replace_placeholder(r.left, meant);
    r.right = replace_placeholder(r.right, meant);
    for (auto& c : r.set.where) c.value = replace_placeholder(c.value, meant);
    finish(r);
  }
  st.talk.event(event, def.id);
  if (out != nullptr) {
    out->event = event;
    out->kind = def.id;
    out->span = span;
    out->verb = v.span;
    out->anchored = anchored;
    out->good = !negated;
  }
  return true;
}

}  // namespace saksi::grammar

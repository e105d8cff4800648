#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// The first or last year, month or day of a stretch of them.
Date edge(const Date& d, bool first) {
  int y = 0, m = 0, dd = 0;
  constexpr Seconds day = 86400;
  const Seconds at = first ? d.civil.begin : d.civil.end - 1;
  civil_from_days(at >= 0 ? at / day : -((-at + day - 1) / day), y, m, dd);
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
bool Binder::place_fill(const EventDef& def, RoleNames roles, const Noun& n, Span span,
                        std::vector<Fill>& fills) const {
  // "landed no spacecraft", "launched only rockets": told of a subject the clause says it, elsewhere it has no form.
  if (n.none_of || n.only) return false;
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
    // "Wednesday morning", "last Sunday", "Senin dini hari": of the week of the text, or of the event's own?
    if (n.value->weekday)
      if (const auto* d = std::get_if<Date>(&n.value->value); d != nullptr && d->relative) {
        const auto& text = items_[n.first].text;
        const bool plain = text.find(' ') == std::string::npos || text.starts_with("hari ") || text.starts_with("a ");
        if (!plain || !bare_weekday(*n.value)) return false;  // "hari Jumat waktu setempat"
      }
    if (bare_weekday(*n.value) && n.value->weekday) {
      // "on Friday": the day of the week it was.
      if (std::find(roles.all.begin(), roles.all.end(), "time") == roles.all.end()) return false;
      fills.push_back({"#weekday", value(*n.value->weekday, n.span), Op::eq, span, n.span, false});
      return true;
    }
    if (!dated && !number_year) return false;
    if (std::find(roles.all.begin(), roles.all.end(), "time") == roles.all.end()) return false;
    if (std::holds_alternative<std::monostate>(v) || std::holds_alternative<Weekday>(v)) return false;
    Fill f{"time", value(v, n.span), Op::in, span, n.span, false};
    if (n.value->core_first < n.value->core_last) f.core = n.span;
    fills.push_back(std::move(f));
    return true;
  }
  if (n.kind == Noun::Kind::office && def.role("office") != nullptr && n.pick == Noun::Pick::all &&
      std::find(roles.all.begin(), roles.all.end(), "office") != roles.all.end()) {
    fills.push_back({"office", entity(n.office, n.head), Op::eq, span, n.head, true});
    for (const auto& o : n.owner) fills.push_back({"of", term_of(o), Op::eq, o.span, o.span, true});
    return true;
  }
  for (const std::string_view name : roles.all) {
    const std::string r(name);
    if (n.all_of && !fills.empty()) return false;  // "launched all satellites"
    // "for SpaceIL": a property of what fills a role, here of whom the payload is.
    if (const auto dot = r.find('.'); dot != std::string::npos) {
      const auto* p = schema_.property(std::string_view(r).substr(dot + 1));
      if (p == nullptr || !p->value.starts_with("entity:") || def.role(r.substr(0, dot)) == nullptr || taken(r) ||
          n.kind != Noun::Kind::entity || !accepts(std::string_view(p->value).substr(7), n))
        continue;
      fills.push_back({r, entity(n.entity, n.head), Op::eq, span, n.head, false});
      return true;
    }
    const auto* d = def.role(r);
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
        const Rival* fit = nullptr;
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
    if (n.anyone) {
      // "Nobody from Russia": what is told of whoever it is not.
      const auto own = country_path(schema_, n.set.kind), path = country_path(schema_, d->type);
      for (const auto& c : n.set.where) {
        if (c.name != own || path.empty()) return false;
        fills.push_back({r + "." + path, c.value, c.op, c.span, c.span, false});
      }
      return true;
    }
    if (n.kind == Noun::Kind::described) {
      // "a Soyuz rocket" is an entity; "a satellite", "an American woman" are conditions on the filler.
      if (n.pick != Noun::Pick::all) {
        fills.push_back({r, term_of(n), Op::eq, span, n.span, false});
        return true;
      }
      const auto told = fills.size();
      if (!schema_.is_a(d->type, n.set.kind) || n.set.kind != d->type)
        fills.push_back({r + ".kind", value(Symbol{n.set.kind}, n.head), Op::eq, span, n.head, false});
      for (const auto& c : n.set.where)
        fills.push_back({c.name == "kind" ? r + ".kind" : r + "." + c.name, c.value, c.op, c.span, c.span, false});
      // "carried people": more than that it flew.
      const bool keyed = std::any_of(def.keys.begin(), def.keys.end(), [&](const auto& key) {
        return std::find(key.begin(), key.end(), r) != key.end();
      });
      if (fills.size() == told && !keyed && roles.all.front() != r && schema_.is_a(n.set.kind, "person"))
        fills.push_back({r + ".kind", value(Symbol{n.set.kind}, n.head), Op::eq, span, n.head, false});
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
      // "twice", "dua kali": how often.
      if (const auto* f = it.sense(Cat::factor);
          f != nullptr &&
          !(st.at + 1 < st.end && (item(st, 1).is(Cat::comparative) || item(st, 1).is(Cat::prep, "as")))) {
        double n = 0;
        for (const auto& [k, v] : f->where)
          if (k == "times") n = figure_of(v);
        if (n < 2 || n != static_cast<int>(n)) break;
        fills.push_back({"#count", value(Quantity::count(n), it.span), Op::eq, it.span, it.span, false});
        mark(st, st.at);
        ++st.at;
        any = true;
        continue;
      }
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
        // "failed to carry it into orbit": the failure is told already.
        const bool told = std::any_of(fills.begin(), fills.end(), [](const Fill& f) { return f.role == "outcome"; });
        if (!soft && !told)
          fills.push_back({"outcome", value(Symbol{"success"}, it.span), Op::eq, it.span, it.span, false});
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
          fills.push_back({std::string(r), value(Symbol{std::string(v)}, it.span), Op::eq, it.span, it.span, false});
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
      // Counted from the event told last, where it is the same thing's: "Luna 25 lifted off …; nine days later it crashed".
      std::vector<std::string> own;
      for (const auto& f : fills)
        if (const auto* e = std::get_if<Entity>(&f.value.value); f.entity && e != nullptr) own.push_back(e->id);
      const auto before = st.talk.last_event_of(own);
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
      if (lang_ == "id" && sense != nullptr && sense->voice == Voice::passive && !any &&
          n->kind == Noun::Kind::entity && all.size() == 1) {
        const auto roles = lexicon_.roles_of("by");
        auto f = fills;
        if (!place_fill(def, roles, *n, n->span, f)) break;
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
        if (!n || !place_fill(def, roles, *n, join(from, n->span), f)) break;
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
        ok = ok && place_fill(def, roles, x, join(item(st).span, x.span), f);
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

std::string Binder::subject_role(const EventDef& def, const Sense& sense, const Noun& n) const {
  for (const auto& r : sense.frame->subject)
    if (const auto* d = def.role(r); d != nullptr && accepts(d->type, n)) return std::string(r);
  return {};
}

}  // namespace saksi::grammar

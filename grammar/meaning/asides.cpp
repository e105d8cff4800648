#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {

/// "Its predecessor Luna-24": who that is, and that it is the predecessor of what is told of.
std::optional<Term> Binder::apposed(State& st, const Noun& of) {
  if (!is(st, Chunk::Kind::noun) || of.kind != Noun::Kind::entity) return std::nullopt;
  const auto c = chunks_[st.at];
  auto trial = st;
  auto n = interpret_noun(items_, c.first, c.last, schema_, lang_, trial.read);
  const auto* def = n.kind == Noun::Kind::apposed ? schema_.property(n.property) : nullptr;
  if (def == nullptr || !bears(of.entity_kind, *def)) return std::nullopt;
  n.kind = Noun::Kind::entity;
  const auto told = value_atom(prop(def->id, {term_of(of)}), *def, n, n.span);
  if (!told) return std::nullopt;
  mark(trial, trial.at);
  add(trial, *told);
  ++trial.at;
  st = std::move(trial);
  return term_of(n);
}

/// Weekdays told with dates and unit pairs stand by themselves wherever they are.
void Binder::value_asides(State& st) const {
  for (const auto& it : items_) {
    if (it.value == nullptr) continue;
    if (it.value->weekday && !bare_weekday(*it.value)) {
      if (const auto* d = std::get_if<Date>(&it.value->value);
          d != nullptr && d->precision >= Precision::day && !is_range(*d) && !d->relative) {
        auto plain = *d;
        plain.zone.reset();
        plain.precision = Precision::day;
        plain.civil.begin -= ((plain.civil.begin % 86400) + 86400) % 86400;
        plain.civil.end = plain.civil.begin + 86400;
        auto a = compare(prop("weekday", {value(plain, it.span)}), Op::eq,
                         value(*it.value->weekday, it.value->weekday_span), "weekday", it.span);
        a.suggest = it.value->weekday_span;
        a.auxiliary = true;
        st.atoms.push_back(a);
      }
    }
    if (it.value->other) {
      if (const auto* q = std::get_if<Quantity>(&it.value->value)) {
        auto first = *q;
        auto second = *it.value->other;
        if (first.bound != Bound::eq) first.bound = Bound::eq;
        second.bound = Bound::eq;
        auto a =
            compare(prop("convert", {value(first, it.value->first_span)}), Op::eq, value(second, it.value->other_span),
                    "conversion", Span{it.value->first_span.begin, std::max(it.span.end, it.value->other_span.end)});
        a.suggest = it.value->other_span;
        a.auxiliary = true;
        st.atoms.push_back(a);
      }
    }
  }
}

/// "three Americans, two Russians and one Japanese, seven people in all": the parts must make the total.
void Binder::sums(State& st) const {
  const auto number = [&](std::size_t i) -> const Quantity* {
    if (!items_[i].value_is(ValueMention::Kind::number)) return nullptr;
    const auto* q = std::get_if<Quantity>(&items_[i].value->value);
    return q != nullptr && q->hedge == Hedge::none && q->bound == Bound::eq && !q->range && q->unit == "1" ? q
                                                                                                           : nullptr;
  };
  for (std::size_t t = 0; t < items_.size(); ++t) {
    if (!items_[t].is(Cat::unitnoun, "total")) continue;
    // The total is the figure nearest to the word, before it in English ("six in all") or behind it ("a total of six").
    std::vector<std::size_t> figures;
    std::optional<std::size_t> total;
    for (std::size_t i = t + 1; i < items_.size() && i <= t + 2; ++i)
      if (!total && number(i) != nullptr) total = i;
    for (std::size_t i = t; !total && i-- > 0 && i + 4 > t;)
      if (number(i) != nullptr) total = i;
    if (!total) continue;
    // The parts stand in a row before it: figure, noun, comma or "and".
    const auto stop = std::min(*total, t);
    for (std::size_t i = stop; i-- > 0;) {
      if (number(i) != nullptr) {
        figures.insert(figures.begin(), i);
        continue;
      }
      const auto& it = items_[i];
      if (it.mark == '.' || it.mark == ':' || it.mark == ';' || it.is(Cat::verb) || it.is(Cat::aux) ||
          it.is(Cat::cop) || it.is(Cat::neg) || it.value != nullptr)
        break;
    }
    if (figures.size() < 2) continue;
    std::vector<Term> parts;
    for (const auto i : figures) parts.push_back(value(*number(i), items_[i].span));
    auto span = join(items_[*total].span, items_[t].span);
    auto last = std::max(*total, t);
    if (last == *total && last + 1 < items_.size() && items_[last + 1].is(Cat::kind))
      span = join(span, items_[++last].span);
    for (auto i = figures.front(); i <= last; ++i) st.read[i] = 1;
    auto a = compare(prop("sum", std::move(parts)), Op::eq, value(*number(*total), items_[*total].span), "sum", span);
    a.suggest = items_[*total].span;
    a.auxiliary = true;
    st.atoms.push_back(a);
    return;
  }
}

/// "rudal balistik antarbenua (ICBM)".
bool Binder::acronym_aside(State& st) {
  if (!is(st, Chunk::Kind::open) || st.at == 0 || st.at + 2 >= st.end) return false;
  if (!is(st, Chunk::Kind::close, 2) || !is(st, Chunk::Kind::noun, 1)) return false;
  const auto& c = chunks_[st.at + 1];
  if (c.last != c.first + 1) return false;
  const auto& it = items_[c.first];
  const NameSense* acronym = nullptr;
  for (const auto& n : it.names)
    if (n.role == "acronym" || n.role == "name" || n.role == "alias")
      acronym = acronym == nullptr || n.role == "acronym" ? &n : acronym;
  const auto& before = chunks_[st.at - 1];
  const auto& words = items_[before.last - 1];
  if (acronym == nullptr && it.sense(Cat::kind) == nullptr) return false;
  // The words before must be the expansion's: as many initials as letters need not hold across languages.
  if (words.first + 1 >= words.last) return false;
  // In Indonesian what follows the head may be what is abbreviated: "pangkalan [rudal balistik antarbenua] (ICBM)".
  auto phrase = words.text;
  auto phrase_span = words.span;
  if (lang_ == "id") {
    for (auto cut = phrase.find(' '); cut != std::string::npos; cut = phrase.find(' ', cut + 1)) {
      const auto rest = phrase.substr(cut + 1);
      if (rest.find(' ') != std::string::npos && lexicon_.names_kind(rest)) {
        phrase_span.begin = phrase_span.end - static_cast<std::uint32_t>(rest.size());
        phrase = rest;
        break;
      }
    }
  }
  Term subject = acronym != nullptr ? entity(std::string(acronym->entity), it.span) : value(Text{it.text}, it.span);
  auto a = compare(prop("expansion", {subject}), Op::eq, value(Text{phrase}, phrase_span), "acronym",
                   join(phrase_span, it.span));
  a.auxiliary = true;
  a.suggest = phrase_span;
  add(st, a);
  for (auto i = c.first; i < c.last; ++i) st.read[i] = 1;
  st.at += 3;
  return true;
}

/// What is told in passing of a noun just read: relative clauses, appositions, parentheses, reduced clauses.
void Binder::asides(State& st, const Noun& of) {
  while (st.at < st.end) {
    if (acronym_aside(st)) continue;
    if (is(st, Chunk::Kind::other) && item(st).is(Cat::inert) &&
        (is(st, Chunk::Kind::comma, 1) || is(st, Chunk::Kind::rel, 1))) {
      st.read[chunks_[st.at].first] = 2;
      ++st.at;
      continue;
    }
    auto trial = st;
    bool comma = false, dash = false, open = false;
    if (is(trial, Chunk::Kind::comma)) {
      comma = true;
      ++trial.at;
    } else if (is(trial, Chunk::Kind::dash)) {
      dash = true;
      ++trial.at;
    } else if (is(trial, Chunk::Kind::open)) {
      open = true;
      ++trial.at;
    }
    const auto close = [&](State& s) {
      if (comma) {
        if (is(s, Chunk::Kind::comma)) {
          ++s.at;
          return true;
        }
        return s.at >= s.end || closes(chunks_[s.at].kind);
      }
      if (dash) {
        if (is(s, Chunk::Kind::dash)) {
          ++s.at;
          return true;
        }
        return s.at >= s.end || closes(chunks_[s.at].kind);
      }
      if (open) {
        if (is(s, Chunk::Kind::close)) {
          ++s.at;
          return true;
        }
        return false;
      }
      return true;
    };
    const auto before = trial.atoms.size();
    const auto passing = [&](State& s) {
      for (auto i = before; i < s.atoms.size(); ++i) s.atoms[i].presupposed = true;
    };
    // ", NASA said,"
    if (comma) {
      auto r = trial;
      auto n = noun(r);
      if (n && n->kind == Noun::Kind::entity && schema_.is_a(n->entity_kind, "agent") && is(r, Chunk::Kind::verb) &&
          chunks_[r.at].last - chunks_[r.at].first == 1 && items_[chunks_[r.at].first].is(Cat::say, "said") &&
          is(r, Chunk::Kind::comma, 1)) {
        mark(r, r.at);
        r.at += 2;
        for (const auto& it : items_)
          if (it.span == n->head) said_inside_ = it.raw;
        st = std::move(r);
        continue;
      }
    }
    // ", with a diameter of 6,779 km,", "dengan diameter 6.779 km", ", whose diameter is 6,779 km,", "(diameter: 6,779 km)"
    if (of.kind == Noun::Kind::entity) {
      auto r = trial;
      if (property_aside(r, of, open) && (comma || dash || open ? close(r) : true)) {
        passing(r);
        st = std::move(r);
        continue;
      }
    }
    // ", where Luna-25 was launched,", "tempat Luna-25 diluncurkan", ", from which Luna-25 was launched,"
    if (of.kind == Noun::Kind::entity && schema_.is_a(of.entity_kind, "place")) {
      auto r = trial;
      if (place_relative(r, of) && (comma || dash || open ? close(r) : true)) {
        passing(r);
        st = std::move(r);
        continue;
      }
    }
    // ", which crashed on …", "yang jatuh ke Bulan"
    if (is(trial, Chunk::Kind::rel)) {
      auto r = trial;
      mark(r, r.at);
      ++r.at;
      // "which like its predecessor flew on …": told of both.
      std::optional<Term> alike;
      if (is(r, Chunk::Kind::prep) && item(r).is(Cat::prep, "like") && is(r, Chunk::Kind::noun, 1)) {
        auto both = r;
        mark(both, both.at);
        ++both.at;
        if (auto name = apposed(both, of)) {
          alike = name;
          if (is(both, Chunk::Kind::comma)) ++both.at;
          r = std::move(both);
        } else if (is(both, Chunk::Kind::noun)) {
          if (auto n = noun(both);
              n && (n->kind == Noun::Kind::entity || (n->kind == Noun::Kind::property && n->owner.size() == 1))) {
            alike = term_of(*n);
            if (is(both, Chunk::Kind::comma)) ++both.at;
            r = std::move(both);
          }
        }
      }
      const auto told_from = r.atoms.size();
      // ", which will be launched in 2030,": a plan told in passing neither holds the rest back nor is checked.
      if (comma && is(r, Chunk::Kind::verb) && of.kind == Noun::Kind::entity) {
        const auto g = verb_group(r, r.at);
        bool plan = false;
        for (auto i = g.first; i < g.last; ++i) plan = plan || items_[i].is(Cat::modal, "plan");
        auto c = r.at;
        while (c < r.end && chunks_[c].kind != Chunk::Kind::comma && !closes(chunks_[c].kind)) ++c;
        if (plan && c < r.end && chunks_[c].kind == Chunk::Kind::comma) {
          for (auto i = r.at - 1; i < c; ++i)
            for (auto k = chunks_[i].first; k < chunks_[i].last; ++k) r.read[k] = 2;
          r.at = c + 1;
          st = std::move(r);
          continue;
        }
      }
      // "The moon that orbits Pluto" is any moon.
      for (auto i = of.first; i < of.last && !comma && !dash && !open; ++i)
        if (items_[i].span == of.head && items_[i].is(Cat::kind)) return;
      if (of.kind == Noun::Kind::entity && is(r, Chunk::Kind::verb) && predicate(r, &of, {})) {
        if (alike) {
          const auto told = r.atoms.size();
          for (auto i = told_from; i < told; ++i) {
            const auto copy = replace_entity(r.atoms[i], of.entity, *alike);
            add(r, copy);
          }
        }
        // More predicates under the same relative: "which flew in 1976 and returned".
        while (is(r, Chunk::Kind::conj) && is(r, Chunk::Kind::verb, 1)) {
          auto more = r;
          mark(more, more.at);
          ++more.at;
          if (!predicate(more, &of, {})) break;
          r = std::move(more);
        }
        close(r);
        passing(r);
        st = std::move(r);
        continue;
      }
      return;
    }
    if (!comma && !dash && !open) return;
    // A reduced clause: ", launched by a Falcon 9 from …,"
    if (is(trial, Chunk::Kind::verb) && of.kind == Noun::Kind::entity) {
      const auto g = verb_group(trial, trial.at);
      const bool participle =
          g.verb != nullptr && g.last - g.first == 1 &&
          std::any_of(g.senses.begin(), g.senses.end(), [](const Sense* s) { return s->participle; });
      if (participle || lang_ == "id") {
        auto r = trial;
        if (predicate(r, &of, {}) && r.at < r.end && !closes(chunks_[r.at].kind) && close(r)) {
          passing(r);
          st = std::move(r);
          continue;
        }
      }
      return;
    }
    // ", short for …,"
    if (is(trial, Chunk::Kind::noun) && of.kind == Noun::Kind::entity && item(trial).is(Cat::unitnoun, "expansion")) {
      auto r = trial;
      for (auto i = chunks_[r.at].first + 1; i < chunks_[r.at].last; ++i) r.read[i] = 0;
      if (expansion(r, of, item(trial).span) && close(r)) {
        passing(r);
        st = std::move(r);
        continue;
      }
      return;
    }
    // An apposition: ", wahana Bulan milik Jepang,"; "Kosmodrom X, sebuah pelabuhan …". It needs its closing mark.
    if (is(trial, Chunk::Kind::noun) && of.kind == Noun::Kind::entity) {
      auto r = trial;
      auto n = noun(r);
      VerbGroup plain;
      if (n && n->kind != Noun::Kind::entity && n->kind != Noun::Kind::value &&
          equate(r, of, *n, plain, join(of.head, n->span)) && r.at < r.end && close(r)) {
        passing(r);
        st = std::move(r);
        continue;
      }
      // "12 April 2021" after a noun for a day
      return;
    }
    return;
  }
}

/// ", in November 2017,", "(11 April 2024)" behind an event's noun: told of it in passing.
void Binder::event_aside(State& st, const Noun& of) {
  auto trial = st;
  const bool open = is(trial, Chunk::Kind::open);
  if (!open && !is(trial, Chunk::Kind::comma)) return;
  ++trial.at;
  const auto* def = schema_.event(of.set.kind);
  if (def == nullptr) return;
  std::vector<Fill> fills;
  std::vector<Atom> relations;
  bool object = true;
  const auto event = term_of(of);
  if (chunk_value(trial) != nullptr) {
    auto n = noun(trial);
    if (!n || !place_fill(*def, {"time"}, *n, n->span, fills)) return;
  } else if (!is(trial, Chunk::Kind::prep) || !arguments(trial, *def, fills, nullptr, object, relations, event)) {
    return;
  }
  if (!relations.empty() || fills.empty()) return;
  if (!(open ? is(trial, Chunk::Kind::close) : is(trial, Chunk::Kind::comma))) return;
  ++trial.at;
  for (const auto& f : fills) {
    if (f.role.empty() || f.role[0] == '#' || f.denied) return;
    auto a = compare(role(f.role, event, f.span), f.op, f.value, label_of_event(of.set.kind), f.span);
    a.suggest = f.core;
    a.presupposed = true;
    add(trial, a);
  }
  st = std::move(trial);
}

/// "where Luna-25 was launched": what happened at a place.
bool Binder::place_relative(State& st, const Noun& place) {
  auto trial = st;
  std::string prep = "at";
  Span from;
  if (is(trial, Chunk::Kind::prep) && is(trial, Chunk::Kind::rel, 1) && item(trial, 1).is(Cat::rel, "which")) {
    prep = item(trial).sense(Cat::prep)->id;
    from = item(trial).span;
    mark(trial, trial.at);
    ++trial.at;
  } else if (!is(trial, Chunk::Kind::rel) || !item(trial).is(Cat::rel, "where")) {
    return false;
  }
  from = join(from, item(trial).span);
  mark(trial, trial.at);
  ++trial.at;
  std::vector<Noun> all;
  auto subject = coordinated(trial, all, true);
  if (!subject || !is(trial, Chunk::Kind::verb)) return false;
  Fill f;
  f.role = "@" + prep;
  f.span = join(place.head, from);
  f.core = place.head;
  f.noun = std::make_shared<Noun>(place);
  const auto verb_at = trial.at;
  if (all.size() > 1) {
    const auto v = verb_group(trial, verb_at);
    for (const auto* s : v.senses) {
      const auto* def =
          v.ok && !v.modal && s->frame->type == Frame::Type::event ? schema_.event(s->frame->target) : nullptr;
      if (def == nullptr || s->frame->subject.empty() || !joint_role(s->frame->subject.front())) continue;
      auto t = trial;
      std::vector<Fill> fills{f};
      bool ok = true;
      for (std::size_t i = 1; i < all.size(); ++i)
        ok = ok && place_fill(*def, s->frame->subject, all[i], all[i].span, fills);
      if (!ok || !event_clause(t, v, *s, &*subject, fills, nullptr)) continue;
      st = std::move(t);
      return true;
    }
    return false;
  }
  if (!predicate(trial, &*subject, {f})) return false;
  st = std::move(trial);
  return true;
}

/// "There was a launch from Vostochny in April 2024", "Ada delapan planet di tata surya".
bool Binder::existential(State& st) {
  if (st.at >= st.end || chunks_[st.at].last - chunks_[st.at].first != 1 || !item(st).is(Cat::exist)) return false;
  auto trial = st;
  mark(trial, trial.at);
  ++trial.at;
  bool negated = false;
  if (lang_ == "en") {
    const auto v = verb_group(trial, trial.at);
    if (!is(trial, Chunk::Kind::verb) || !v.ok || !v.copula || v.modal || v.no_longer) return false;
    negated = v.negated;
    mark(trial, trial.at);
    ++trial.at;
  }
  auto n = noun(trial);
  if (!n || n->pick != Noun::Pick::all || n->all_of || n->only || !n->via.empty() || n->now || n->former) return false;
  if (n->kind != Noun::Kind::event && n->kind != Noun::Kind::described && n->kind != Noun::Kind::counted) return false;
  if (trial.at < trial.end && chunks_[trial.at].kind != Chunk::Kind::stop &&
      chunks_[trial.at].kind != Chunk::Kind::comma)
    return false;
  auto set = n->set;
  for (const auto& c : n->told) set.where.push_back(c);
  const auto span = n->span;
  if (n->number) {
    const auto [op, q] = bounded(*n->number);
    auto a = compare(count(set, span), op, value(q, n->number_span), "count", span);
    a.suggest = n->number_span;
    a.negated = negated;
    add(trial, a);
  } else if (n->kind == Noun::Kind::event || n->none_of) {
    if (set.where.empty()) return false;
    const bool denied = n->none_of != negated;
    const auto label = schema_.event(set.kind) != nullptr ? label_of_event(set.kind) : std::string("class");
    add(trial, denied ? no(set, label, span) : some(set, label, span));
  } else {
    return false;
  }
  st = std::move(trial);
  return true;
}

}  // namespace saksi::grammar

#include <algorithm>
#include <array>

#include "core/limits.h"
#include "grammar/binder.h"

namespace saksi::grammar {

Binder::Binder(const std::vector<Item>& items, const Lexicon& lexicon, const Schema& schema, const Discourse& before,
               const ParseOptions& options, int variant)
    : items_(items),
      lexicon_(lexicon),
      schema_(schema),
      options_(options),
      lang_(lexicon.lang()),
      variant_(variant),
      chunks_(skeleton(items, lexicon.lang())),
      before_(before) {}

namespace {

bool closes(Chunk::Kind k) { return k == Chunk::Kind::stop; }

}  // namespace

Binding Binder::run() {
  State st{0, 0, {}, {}, before_, false, false, {}, 0};
  st.end = static_cast<std::uint32_t>(chunks_.size());
  st.read.assign(items_.size(), 0);
  for (std::size_t i = 0; i < items_.size(); ++i)
    if (items_[i].mark != 0) st.read[i] = 2;
  sentence(st);
  value_asides(st);
  sums(st);
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (st.read[i] == 0 && items_[i].is(Cat::inert)) st.read[i] = 2;
    if (st.read[i] == 0 && items_[i].is(Cat::conj) && i > 0) st.read[i] = 2;
  }
  assign_links(st);
  // Under a negation a weekday or a pair told with a date may be what is denied.
  if (std::any_of(items_.begin(), items_.end(), [](const Item& i) { return i.value == nullptr && i.is(Cat::neg); }))
    if (std::any_of(st.atoms.begin(), st.atoms.end(), [](const Atom& a) { return a.auxiliary; }))
      for (auto& a : st.atoms)
        if (!a.presupposed) a.link = Link::none;
  const auto s = stance();
  const bool whole = s == Stance::question || s == Stance::hypothetical || s == Stance::furniture || s == Stance::quote;
  Binding b{{},          std::move(st.read), Stance::assertion,  st.choice, st.reference_failed,
            st.question, st.rivals,          std::move(st.talk), {}};
  if (whole) {
    b.stance = s;
  } else if (s != Stance::assertion && std::all_of(st.atoms.begin(), st.atoms.end(), [](const Atom& a) {
               return a.auxiliary || a.presupposed || a.link == Link::none;
             })) {
    b.stance = s;
    b.atoms = std::move(st.atoms);
    std::erase_if(b.atoms, [](const Atom& a) { return !a.auxiliary && !a.presupposed; });
  } else {
    b.atoms = std::move(st.atoms);
  }
  std::stable_sort(b.atoms.begin(), b.atoms.end(),
                   [](const Atom& x, const Atom& y) { return x.span.begin < y.span.begin; });
  return b;
}

Stance Binder::stance() const {
  Stance found = Stance::assertion;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].mark == '?') return Stance::question;
    const auto* s = items_[i].sense(Cat::stance);
    if (s == nullptr || items_[i].value != nullptr || !items_[i].names.empty()) {
      if (items_[i].is(Cat::modal) && found == Stance::assertion) found = Stance::plan;
      continue;
    }
    const bool start = std::any_of(s->where.begin(), s->where.end(),
                                   [](const auto& w) { return w.first == "at" && w.second == "start"; });
    if (start && i > 1) continue;
    if (s->id == "question") return Stance::question;
    if (s->id == "hypothetical") return Stance::hypothetical;
    if (s->id == "furniture") return Stance::furniture;
    if (s->id == "plan")
      found = Stance::plan;
    else if (s->id == "vague" && found == Stance::assertion)
      found = Stance::vague;
    else if (found == Stance::assertion)
      found = Stance::opinion;
  }
  return found;
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
  Term subject = acronym != nullptr ? entity(acronym->entity, it.span) : value(Text{it.text}, it.span);
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
        if (is(both, Chunk::Kind::noun)) {
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
      const auto* def = v.ok && !v.modal && s->frame->type == Frame::Type::event ? schema_.event(s->frame->target) : nullptr;
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
  if (trial.at < trial.end && chunks_[trial.at].kind != Chunk::Kind::stop && chunks_[trial.at].kind != Chunk::Kind::comma)
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

bool Binder::main_clause(State& st, const Noun* shared) {
  std::vector<Fill> front;
  auto trial = st;
  if (const auto* d = chunk_value(st); shared == nullptr && d != nullptr && d->value_is(ValueMention::Kind::date)) {
    auto calendar = st;
    if (auto n = noun(calendar); n && elapsed_calendar(calendar, *n)) {
      st = std::move(calendar);
      return true;
    }
  }
  if (shared == nullptr && (denial(st) || neither(st) || cleft(st) || focus_cleft(st) || pseudo_cleft(st) || existential(st)))
    return true;
  if (fronted_relation(st, shared)) return true;
  fronted(trial, front);
  if (shared == nullptr && front.empty()) fronted_told(trial);
  if (shared != nullptr && is(trial, Chunk::Kind::verb)) {
    if (!predicate(trial, shared, front)) return false;
    st = std::move(trial);
    return true;
  }
  std::vector<Noun> all;
  auto subject = coordinated(trial, all, true);
  if (!subject) {
    st.reference_failed = st.reference_failed || trial.reference_failed;
    return false;
  }
  trial.talk.mention(*subject, true);
  // "The second launch from Vostochny, in November 2017, ended …"
  if (subject->kind == Noun::Kind::event && subject->via.empty() && all.size() == 1) event_aside(trial, *subject);
  // "Rusia-lah yang meluncurkan Luna-25"
  if (lang_ == "id" && subject->kind == Noun::Kind::entity && all.size() == 1 && is(trial, Chunk::Kind::rel) &&
      is(trial, Chunk::Kind::verb, 1) && items_[subject->last - 1].text.ends_with("lah") &&
      items_[subject->last - 1].raw.find("-lah") != std::string::npos) {
    mark(trial, trial.at);
    ++trial.at;
  }
  // "Tidak ada perempuan yang berjalan di Bulan"
  if ((subject->none_of || (lang_ == "id" && subject->only && subject->kind == Noun::Kind::counted)) &&
      is(trial, Chunk::Kind::rel) && is(trial, Chunk::Kind::verb, 1)) {
    mark(trial, trial.at);
    ++trial.at;
  }
  asides(trial, *subject);
  if (all.size() == 1 && located_aside(trial, *subject)) asides(trial, *subject);
  const auto rather = all.size() == 1 ? rather_than(trial) : std::nullopt;
  // "Angara A5 first flew …": the adverb stood at the end of the noun group.
  bool first = false;
  for (const auto i : all.back().trailing) {
    first = true;
    trial.read[i] = 1;
  }
  if (first) front.push_back({"#first", value({}), Op::eq, items_[all.back().trailing.front()].span, {}, false});

  if (is(trial, Chunk::Kind::verb)) {
    const auto verb_at = trial.at;
    const auto from = trial.atoms.size();
    // Joined subjects play one many-valued role together, or each has the predicate for itself.
    if (all.size() > 1) {
      auto together = trial;
      const auto v = verb_group(together, together.at);
      for (const auto* s : v.senses) {
        if (!v.ok || v.modal || s->frame->type != Frame::Type::event || s->frame->subject.empty()) continue;
        const auto* def = schema_.event(s->frame->target);
        const auto* r = def != nullptr ? def->role(s->frame->subject.front()) : nullptr;
        if (r == nullptr || !joint_role(r->name)) continue;  // others do it each for themselves
        auto t = together;
        auto fills = front;
        bool ok = true;
        for (std::size_t i = 1; i < all.size(); ++i)
          ok = ok && place_fill(*def, s->frame->subject, all[i], all[i].span, fills);
        if (ok && event_clause(t, v, *s, &*subject, fills, nullptr)) {
          st = std::move(t);
          return true;
        }
      }
      auto v2 = verb_group(trial, trial.at);
      if (v2.copula) {
        auto t = trial;
        mark(t, t.at);
        ++t.at;
        const auto told = t.atoms.size();
        if (distance_tail(t, *subject, all)) {
          for (auto i = told; i < t.atoms.size(); ++i) t.atoms[i].negated = v2.negated;
          st = std::move(t);
          return true;
        }
      }
      auto t = trial;
      bool ok = true;
      std::uint32_t end = verb_at;
      for (const auto& n : all) {
        t.at = verb_at;
        ok = ok && predicate(t, &n, front);
        end = std::max(end, t.at);
      }
      if (!ok) return false;
      t.at = end;
      st = std::move(t);
      (void)from;
      return true;
    }
    if (rather) {
      if (!predicate(trial, &*subject, front)) return false;
      const auto end = trial.at;
      trial.at = verb_at;
      deny_verb_ = true;
      const bool ok = predicate(trial, &*rather, front);
      deny_verb_ = false;
      if (!ok || trial.at != end) return false;
      st = std::move(trial);
      return true;
    }
    if (!predicate(trial, &*subject, front)) {
      // What was told in passing of the subject stays told.
      if (trial.at > st.at) {
        st.reference_failed = st.reference_failed || trial.reference_failed;
      }
      return false;
    }
    st = std::move(trial);
    return true;
  }
  if (rather) return false;
  // "Tidak ada peluncuran dari Vostochny pada 2017"
  if (lang_ == "id" && subject->none_of && subject->kind == Noun::Kind::event && !subject->set.where.empty() &&
      subject->told.empty() && (trial.at >= trial.end || is(trial, Chunk::Kind::stop))) {
    add(trial, no(subject->set, label_of_event(subject->set.kind), subject->span));
    st = std::move(trial);
    return true;
  }
  if (front.empty() && elapsed_calendar(trial, *subject)) {
    st = std::move(trial);
    return true;
  }
  if (front.empty()) {
    auto measured = trial;
    if (measure(measured, *subject, VerbGroup{})) {
      st = std::move(measured);
      return true;
    }
    auto compared = trial;
    if (comparison(compared, *subject, VerbGroup{})) {
      st = std::move(compared);
      return true;
    }
  }
  if (front.empty() && zero_copula(trial, *subject)) {
    st = std::move(trial);
    return true;
  }
  if (front.empty() && distance_tail(trial, *subject, all)) {
    st = std::move(trial);
    return true;
  }
  return false;
}

/// "Luna 24 flew in 1976 and Luna-25 in 2023": the predicate is told once and meant twice.
bool Binder::gapped(State& st) {
  if (!last_verb_ || last_object_ || !is(st, Chunk::Kind::noun)) return false;
  auto trial = st;
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity) return false;
  if (trial.at < trial.end && item(trial).is(Cat::proverb) && chunks_[trial.at].last - chunks_[trial.at].first == 1) {
    mark(trial, trial.at);
    ++trial.at;
  }
  if (!(is(trial, Chunk::Kind::prep) || chunk_value(trial) != nullptr)) return false;
  for (auto i = trial.at; i < trial.end; ++i)
    if (chunks_[i].kind == Chunk::Kind::verb) return false;
  if (verb_group(trial, *last_verb_).negated) return false;  // what is denied of the one may be said of the other
  arguments_at_ = trial.at;
  trial.at = *last_verb_;
  const auto from = *arguments_at_;
  const bool ok = predicate(trial, &*n, {});
  arguments_at_.reset();
  if (!ok || trial.at <= from) return false;
  st = std::move(trial);
  return true;
}

void Binder::sentence(State& st) {
  const Noun* shared = nullptr;
  Noun last_subject;
  std::uint32_t guard = 0;
  std::string said_by;
  const auto from_atoms = st.atoms.size();
  attribution(st, said_by);
  while (st.at < st.end && guard++ < limits::sentence_tokens) {
    const auto start = st.at;
    if (closes(chunks_[st.at].kind) || is(st, Chunk::Kind::quote)) {
      ++st.at;
      continue;
    }
    // The subject, for a predicate that shares it later.
    {
      auto probe = st;
      std::vector<Fill> f;
      fronted(probe, f);
      if (auto n = noun(probe); n && n->kind == Noun::Kind::entity) {
        last_subject = *n;
      }
    }
    // A predicate of its own shares the subject only behind a mark or "and", never behind an unread relative.
    const bool verb_first =
        is(st, Chunk::Kind::verb) &&
        (st.at == 0 || chunks_[st.at - 1].kind == Chunk::Kind::comma || chunks_[st.at - 1].kind == Chunk::Kind::conj);
    if (is(st, Chunk::Kind::verb) && !verb_first) {
      ++st.at;
      continue;
    }
    if (main_clause(st, verb_first ? shared : nullptr)) {
      shared = last_subject.kind == Noun::Kind::entity ? &last_subject : nullptr;
      st.talk.mention(last_subject, false);
    }
    if (st.at == start) {
      // Not read: on to the next place where a clause may begin.
      while (st.at < st.end) {
        const auto k = chunks_[st.at].kind;
        if (k == Chunk::Kind::noun && island(st)) continue;
        ++st.at;
        if (k == Chunk::Kind::comma || k == Chunk::Kind::conj || k == Chunk::Kind::colon || k == Chunk::Kind::dash ||
            k == Chunk::Kind::rel || k == Chunk::Kind::open || k == Chunk::Kind::close || k == Chunk::Kind::sub ||
            k == Chunk::Kind::comp || closes(k))
          break;
        if (is(st, Chunk::Kind::open) && acronym_aside(st)) continue;
      }
      continue;
    }
    if (said_by.empty() && trailing_attribution(st, said_by)) continue;
    // Between clauses.
    if (is(st, Chunk::Kind::open)) {
      if (acronym_aside(st)) continue;
      ++st.at;
      continue;
    }
    if (is(st, Chunk::Kind::comma) || is(st, Chunk::Kind::colon) || is(st, Chunk::Kind::dash) ||
        is(st, Chunk::Kind::close))
      ++st.at;
    const bool contrast = is(st, Chunk::Kind::sub) && item(st).is(Cat::sub, "while") && st.at > 0 &&
                          chunks_[st.at - 1].kind == Chunk::Kind::comma && st.atoms.size() > from_atoms;
    if (is(st, Chunk::Kind::conj) || contrast) {
      mark(st, st.at);
      ++st.at;
      gapped(st);
    }
  }
  if (said_by.empty()) said_by = said_inside_;
  if (!said_by.empty())
    for (auto i = from_atoms; i < st.atoms.size(); ++i) st.atoms[i].attributed_to = said_by;
}

/// "Roscosmos said (that) …", "Menurut NASA, …", "According to ISRO, …": what follows is checked as theirs.
bool Binder::attribution(State& st, std::string& who) {
  const auto says = [&](const State& s, std::string_view id) {
    return is(s, Chunk::Kind::verb) && items_[chunks_[s.at].last - 1].is(Cat::say, id);
  };
  auto trial = st;
  const auto accept = [&](const Noun& n) {
    if (n.kind != Noun::Kind::entity || !schema_.is_a(n.entity_kind, "agent")) return false;
    for (const auto& it : items_)
      if (it.span == n.head) who = it.raw;
    return true;
  };
  if (says(trial, "according")) {
    mark(trial, trial.at);
    ++trial.at;
    auto n = noun(trial);
    if (!n || !accept(*n) || !is(trial, Chunk::Kind::comma)) return false;
    ++trial.at;
  } else {
    auto n = noun(trial);
    if (!n || !says(trial, "said") || chunks_[trial.at].last != chunks_[trial.at].first + 1 || !accept(*n))
      return false;
    mark(trial, trial.at);
    ++trial.at;
    if (is(trial, Chunk::Kind::comp) || (is(trial, Chunk::Kind::rel) && item(trial).is(Cat::rel, "that"))) {
      mark(trial, trial.at);
      ++trial.at;
    }
  }
  st = std::move(trial);
  return true;
}

/// "…, NASA said.", "…, kata NASA."
bool Binder::trailing_attribution(State& st, std::string& who) {
  auto trial = st;
  while (is(trial, Chunk::Kind::comma) || is(trial, Chunk::Kind::quote)) ++trial.at;
  if (trial.at == st.at) return false;
  const auto says = [&](const State& s) {
    return is(s, Chunk::Kind::verb) && chunks_[s.at].last - chunks_[s.at].first == 1 &&
           items_[chunks_[s.at].first].is(Cat::say, "said");
  };
  bool told = says(trial);
  if (told) {
    mark(trial, trial.at);
    ++trial.at;
  }
  auto n = noun(trial);
  if (!n || n->kind != Noun::Kind::entity || !schema_.is_a(n->entity_kind, "agent")) return false;
  if (!told) {
    if (!says(trial)) return false;
    mark(trial, trial.at);
    ++trial.at;
  }
  if (trial.at < trial.end && !closes(chunks_[trial.at].kind)) return false;
  for (const auto& it : items_)
    if (it.span == n->head) who = it.raw;
  st = std::move(trial);
  return true;
}

/// DESIGN §3: what was not read decides how far each atom follows from the words.
void Binder::assign_links(State& st) const {
  // Segments: pieces between commas, dashes, brackets, relatives, conjunctions that stand before a clause.
  std::vector<int> segment(items_.size(), 0);
  std::vector<char> opened_by_comma;
  std::vector<std::uint32_t> starts;
  int current = 0;
  opened_by_comma.push_back(0);
  starts.push_back(0);
  for (std::uint32_t c = 0; c < chunks_.size(); ++c) {
    const auto k = chunks_[c].kind;
    const bool mark_boundary = k == Chunk::Kind::comma || k == Chunk::Kind::dash || k == Chunk::Kind::open ||
                               k == Chunk::Kind::close || k == Chunk::Kind::colon;
    const bool word_boundary = k == Chunk::Kind::rel || (k == Chunk::Kind::conj && c + 1 < chunks_.size() &&
                                                         (chunks_[c + 1].kind == Chunk::Kind::verb));
    if (mark_boundary || word_boundary) {
      ++current;
      bool named_before = false;
      if (c > 0) {
        const auto& before = items_[chunks_[c - 1].last - 1];
        named_before = !before.names.empty() && std::any_of(before.names.begin(), before.names.end(), [](const auto& x) {
          return x.role != "demonym";
        });
      }
      const bool behind_comma = c > 0 && chunks_[c - 1].kind == Chunk::Kind::comma;
      opened_by_comma.push_back(mark_boundary || behind_comma || k == Chunk::Kind::conj || named_before ? 1 : 0);
      starts.push_back(chunks_[c].first);
    }
    for (auto i = chunks_[c].first; i < chunks_[c].last; ++i) segment[i] = current;
  }
  struct Hole {
    std::uint32_t item;
    int segment;
  };
  std::vector<Hole> holes;
  for (std::uint32_t i = 0; i < items_.size(); ++i)
    if (st.read[i] == 0) holes.push_back({i, segment[i]});
  if (holes.empty()) return;

  static constexpr std::array licensed{"with", "because", "alongside", "for"};
  const auto segment_has_verb = [&](int s) {
    for (std::uint32_t c = 0; c < chunks_.size(); ++c)
      if (chunks_[c].kind == Chunk::Kind::verb && segment[chunks_[c].first] == s &&
          !items_[chunks_[c].last - 1].is(Cat::say))
        return true;
    return false;
  };
  for (auto& a : st.atoms) {
    if (a.auxiliary || (a.presupposed && a.link == Link::weaker)) continue;
    // Segments the atom's words lie in.
    std::vector<char> mine(static_cast<std::size_t>(current) + 1, 0);
    std::uint32_t first_item = static_cast<std::uint32_t>(items_.size()), last_item = 0;
    const auto cover = [&](Span s) {
      for (std::uint32_t i = 0; i < items_.size(); ++i)
        if (items_[i].span.overlaps(s)) {
          mine[static_cast<std::size_t>(segment[i])] = 1;
          first_item = std::min(first_item, i);
          last_item = std::max(last_item, i);
        }
    };
    cover(a.span);
    const auto span_last = last_item;
    // A role of an event is told in the event's own clause, wherever its words stand: "On 15 April, … lifted off".
    for (const auto* t : {&a.left, &a.right})
      if (t->kind == Term::Kind::role && !t->args.empty()) cover(t->args.front().span);
    last_item = std::max(last_item, span_last);
    const bool strict = a.kind == Atom::Kind::no || a.negated || a.label == "rank" || a.label == "count" ||
                        a.label == "first" || a.label == "latest" || a.now || a.left.kind == Term::Kind::nth ||
                        a.left.kind == Term::Kind::last || a.left.kind == Term::Kind::count ||
                        a.left.kind == Term::Kind::distinct || a.left.kind == Term::Kind::rank ||
                        (!a.left.args.empty() &&
                         (a.left.args.front().kind == Term::Kind::nth || a.left.args.front().kind == Term::Kind::last));
    Link link = Link::weaker;
    // What stands right behind a date may belong to it.
    const bool time_told = a.left.kind == Term::Kind::role && a.left.name == "time";
    for (std::uint32_t i = span_last + 1; time_told && i < items_.size() && i <= span_last + 2; ++i) {
      if (items_[i].mark == ',') continue;
      if (st.read[i] == 0) link = Link::none;
      break;
    }
    // "…, but only in the film", "…, legend has it": it is taken back.
    if (std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].is(Cat::revoke); }))
      link = Link::none;
    // "…," joked the host: how it was said was not understood.
    if (std::any_of(items_.begin(), items_.end(), [](const Item& i) { return i.mark == '"'; }) &&
        std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].unknown; }))
      link = Link::none;
    // What a thing is may be qualified by any words behind it ("give or take").
    const bool of_value = a.kind == Atom::Kind::compare && a.left.kind == Term::Kind::prop;
    if (of_value && std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return !segment_has_verb(h.segment); }))
      link = Link::none;
    // "the novel says", "menurut film itu": who says so was not understood.
    if (std::any_of(holes.begin(), holes.end(), [&](const Hole& h) { return items_[h.item].is(Cat::say); }))
      link = Link::none;
    for (const auto& h : holes) {
      if (link == Link::none) break;
      const auto& it = items_[h.item];
      if (it.is(Cat::neg) || it.is(Cat::stance) || it.is(Cat::modal) || it.is(Cat::only)) {
        if (mine[static_cast<std::size_t>(h.segment)] || h.segment == 0) link = Link::none;
      }
      if (mine[static_cast<std::size_t>(h.segment)]) {
        // An adjunct behind the atom whose preposition may be left unread.
        bool ok = false;
        const bool of_event = a.kind == Atom::Kind::some || a.left.kind == Term::Kind::role;
        if (!strict && of_event) {
          for (std::uint32_t i = last_item + 1; i <= h.item && i < items_.size(); ++i) {
            if (segment[i] != h.segment) break;
            if (const auto* p = items_[i].sense(Cat::prep); p != nullptr && st.read[i] == 0) {
              ok = std::find(licensed.begin(), licensed.end(), p->id) != licensed.end();
              break;
            }
            if (st.read[i] == 0) break;
          }
        }
        if (!ok) link = Link::none;
      } else if (!opened_by_comma[static_cast<std::size_t>(h.segment)] && h.segment > 0) {
        link = Link::none;  // a restrictive relative on something that is no name
      } else if (h.segment == 0 && !segment_has_verb(0)) {
        link = Link::none;  // an unread opening may move the whole sentence elsewhere
      } else if (h.segment > 0) {
        // ", not on Tuesday": a piece that opens with a negation belongs to what stands before it.
        const auto s = starts[static_cast<std::size_t>(h.segment)];
        if (s + 1 < items_.size() &&
            (items_[s + 1].is(Cat::neg) || items_[s + 1].is(Cat::prep) || items_[s + 1].is(Cat::sub)) &&
            mine[static_cast<std::size_t>(h.segment - 1)])
          link = Link::none;
      }
      if (link == Link::none) break;
    }
    a.link = link;
  }
}

}  // namespace saksi::grammar

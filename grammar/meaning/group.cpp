#include <algorithm>

#include "core/limits.h"
#include "grammar/meaning/binder.h"

namespace saksi::grammar {
namespace {

Term with_term(const Term& t, const std::string& from, const Term& to) {
  if (const auto* e = std::get_if<Entity>(&t.value); e != nullptr && e->id == from) return to;
  auto r = t;
  if (r.set) {
    auto s = *r.set;
    for (auto& c : s.where) c.value = with_term(c.value, from, to);
    r.set = std::make_shared<Set>(std::move(s));
  }
  for (auto& a : r.args) a = with_term(a, from, to);
  return r;
}

}  // namespace

bool closes(Chunk::Kind k) { return k == Chunk::Kind::stop; }

const Quantity* quantity_of(const Noun& n) {
  return n.kind == Noun::Kind::value && n.value != nullptr ? std::get_if<Quantity>(&n.value->value) : nullptr;
}

const Date* date_of(const Noun& n) {
  return n.kind == Noun::Kind::value && n.value != nullptr ? std::get_if<Date>(&n.value->value) : nullptr;
}

Atom replace_entity(const Atom& a, const std::string& from, const Term& to) {
  auto r = a;
  r.left = with_term(r.left, from, to);
  for (auto& c : r.set.where) c.value = with_term(c.value, from, to);
  return r;
}

bool Binder::is(const State& st, Chunk::Kind k, std::uint32_t ahead) const {
  return st.at + ahead < st.end && chunks_[st.at + ahead].kind == k;
}

const Item& Binder::item(const State& st, std::uint32_t ahead) const { return items_[chunks_[st.at + ahead].first]; }

const Item* Binder::chunk_value(const State& st, std::uint32_t ahead) const {
  if (st.at + ahead >= st.end) return nullptr;
  const auto& c = chunks_[st.at + ahead];
  if (c.kind != Chunk::Kind::noun || c.last != c.first + 1 || items_[c.first].value == nullptr) return nullptr;
  return &items_[c.first];
}

void Binder::mark(State& st, std::uint32_t chunk) const {
  for (auto i = chunks_[chunk].first; i < chunks_[chunk].last; ++i)
    if (st.read[i] == 0) st.read[i] = 1;
}

Span Binder::chunk_span(std::uint32_t chunk) const {
  Span s;
  for (auto i = chunks_[chunk].first; i < chunks_[chunk].last; ++i) s = join(s, items_[i].span);
  return s;
}

std::string Binder::words_of(const Noun& n) const {
  std::string out;
  for (auto i = n.first; i < n.last; ++i) out += (out.empty() ? "" : " ") + items_[i].text;
  return out;
}

void Binder::add(State& st, Atom a) const {
  const auto text = to_string(a);
  for (const auto& b : st.atoms)
    if (b.negated == a.negated && b.span.overlaps(a.span) && to_string(b) == text) return;
  if (st.atoms.size() < limits::atoms) st.atoms.push_back(std::move(a));
}

std::optional<Noun> Binder::bare_noun(State& st, std::uint32_t chunk) {
  const auto& c = chunks_[chunk];
  auto n = interpret_noun(items_, c.first, c.last, schema_, lang_, st.read);
  if (n.kind == Noun::Kind::none || n.kind == Noun::Kind::apposed) return std::nullopt;
  // An unknown word that is written as part of the name makes it another name: Apollo Hospitals, Bruno Mars. In
  // English any unknown word right behind a name makes the name a modifier: "Mercury levels".
  const auto foreign = [&](std::uint32_t i) {
    const auto& it = items_[i];
    if (!it.unknown) return false;
    return it.capital || lang_ == "en";
  };
  if (n.kind == Noun::Kind::entity || n.kind == Noun::Kind::property) {
    const bool behind = c.last < items_.size() && foreign(c.last);
    // "replika Luna-25", "mock Luna-25": an unknown word right before a name may make it something else.
    const bool ahead = c.first > 0 && items_[c.first - 1].unknown;
    // "Merah Putih 2" is another than Merah Putih.
    const auto number_behind = [&] {
      if (n.kind != Noun::Kind::entity || c.last >= items_.size()) return false;
      const auto& it = items_[c.last];
      const auto* q = it.value_is(ValueMention::Kind::number) ? std::get_if<Quantity>(&it.value->value) : nullptr;
      if (q == nullptr || q->hedge != Hedge::none || q->bound != Bound::eq || it.value->spelled) return false;
      if (c.last + 1 < items_.size() && (items_[c.last + 1].is(Cat::times) || items_[c.last + 1].is(Cat::kind)))
        return false;
      return schema_.is_a(n.entity_kind, "spacecraft") || schema_.is_a(n.entity_kind, "vehicle") ||
             schema_.is_a(n.entity_kind, "missile") || schema_.is_a(n.entity_kind, "mission") ||
             schema_.is_a(n.entity_kind, "programme");
    };
    if (behind || ahead || number_behind()) {
      st.reference_failed = true;
      for (auto i = c.first; i < c.last; ++i) st.read[i] = 0;
      return std::nullopt;
    }
  }
  return n;
}

/// Prepositional groups and owners that complete a noun: "the launch of Luna-25 from Vostochny", "ibu kota Uzbekistan".
bool Binder::attach(State& st, Noun& n) {
  const auto* def = n.kind == Noun::Kind::event ? schema_.event(n.set.kind) : nullptr;
  // "the moon of Pluto", "the city of Jakarta" are told by what follows, not by what went before.
  const bool told_here = n.kind == Noun::Kind::reference && !n.pronoun && !n.event_like && !n.set.kind.empty() &&
                         is(st, Chunk::Kind::prep) && item(st).is(Cat::prep, "of");
  if (told_here) {
    auto described = n;
    described.kind = Noun::Kind::described;
    auto trial = st;
    if (attach(trial, described) && (described.kind == Noun::Kind::entity || !described.set.where.empty())) {
      n = described;
      st = std::move(trial);
      return true;
    }
  }
  while (st.at < st.end) {
    if (is(st, Chunk::Kind::prep) && st.at + 1 < st.end) {
      const auto* p = item(st).sense(Cat::prep);
      auto trial = st;
      ++trial.at;
      // Values straight after: "on 14 July", "in 2016".
      auto m = noun(trial);
      if (!m) return true;
      const Span span = join(item(st).span, m->span);
      bool used = false;
      if (def != nullptr) {
        const auto roles = lexicon_.roles_of(p->id);
        std::vector<Fill> fills;
        if (place_fill(*def, roles, *m, span, fills)) {
          const bool scope = p->id == "of" || p->id == "during";
          for (auto& f : fills) {
            if (f.role != "time" || f.op != Op::in) continue;
            if (p->id == "before")
              f.op = Op::lt;
            else if (p->id == "after")
              f.op = Op::gt;
            else if (p->id == "since")
              f.op = Op::ge;
            else if (p->id == "until" || p->id == "by")
              f.op = Op::le;
          }
          // "Akihito's founding of ArianeGroup": the possessor is not what was founded.
          for (const auto& f : fills) {
            const auto* r = def->role(f.role);
            for (const auto& c : n.set.where)
              if (r != nullptr && !r->many && c.name == f.role && f.role != "time") {
                n.kind = Noun::Kind::none;
                return false;
              }
          }
          for (auto& f : fills) {
            auto c = where(f.role, f.value, f.op, f.span);
            bool within = false;
            if (const auto* d = std::get_if<Date>(&f.value.value); d != nullptr && d->precision < Precision::day &&
                                                                   f.role == "time" && f.op == Op::in && !scope &&
                                                                   n.pick != Noun::Pick::all && n.owner.empty()) {
              // "the first launch from Vostochny in 2024": the first of that year, or the first, and in that year.
              within = n.set.where.empty() || option(trial, {Choice::Of::date, n.first, 2, items_[n.first].text}) == 1;
            }
            if (n.pick != Noun::Pick::all && f.role == "time" && !scope && !within)
              n.told.push_back(std::move(c));
            else
              n.set.where.push_back(std::move(c));
          }
          used = true;
        }
      } else if (n.kind == Noun::Kind::property) {
        const bool value_of =
            p->id == "of" || p->id == "from" || p->id == "to" || p->id == "in" || p->id == "between" || p->id == "for";
        if (value_of && n.owner.size() < 2 &&
            (m->kind == Noun::Kind::entity || (m->kind == Noun::Kind::value && n.owner.empty() && p->id == "of") ||
             m->kind == Noun::Kind::described)) {
          n.owner.push_back(*m);
          used = true;
          if (p->id == "between" && is(trial, Chunk::Kind::conj)) {
            auto more = trial;
            ++more.at;
            if (auto second = noun(more); second && second->kind == Noun::Kind::entity) {
              mark(more, trial.at);
              n.owner.push_back(*second);
              trial = more;
            }
          }
        }
      } else if (n.kind == Noun::Kind::office) {
        if ((p->id == "of" || p->id == "from") && m->kind == Noun::Kind::entity && n.owner.empty()) {
          n.owner.push_back(*m);
          used = true;
        }
      } else if (n.kind == Noun::Kind::described || n.kind == Noun::Kind::counted) {
        // "the city of Jakarta": the name is the thing.
        if (lang_ == "en" && p->id == "of" && m->kind == Noun::Kind::entity && n.kind == Noun::Kind::described &&
            n.pick == Noun::Pick::all && n.set.where.empty() && !n.none_of && !n.all_of && !n.only && n.definite) {
          auto id = *m;
          if (!schema_.is_a(id.entity_kind, n.set.kind))
            for (const auto& r : m->rivals)
              if (schema_.is_a(r.kind, n.set.kind) && !schema_.is_a(id.entity_kind, n.set.kind)) {
                id.entity = r.entity;
                id.entity_kind = r.kind;
                id.rivals.clear();
              }
          if (schema_.is_a(id.entity_kind, n.set.kind)) {
            mark(trial, st.at);
            const auto whole = join(n.span, m->span);
            const auto first = n.first;
            n = id;
            n.span = whole;
            n.first = first;
            n.common = false;
            st = std::move(trial);
            continue;
          }
        }
        // "the first man on the Moon", "the first spacecraft on Mars", "negara keempat di Bulan": who landed there.
        const bool chosen =
            (n.key == "time" || n.key == "first_flight") && (n.pick == Noun::Pick::nth || n.pick == Noun::Pick::last);
        if (chosen && (p->id == "on" || p->id == "at" || p->id == "in") && m->kind == Noun::Kind::entity &&
            schema_.is_a(m->entity_kind, "body") && n.in_event.empty()) {
          const bool moon = m->entity == "moon";
          if (schema_.is_a(n.set.kind, "person") && moon)
            n.in_event = "moonwalk";
          else if (schema_.is_a(n.set.kind, "spacecraft") || schema_.is_a(n.set.kind, "polity"))
            n.in_event = "landing";
          if (!n.in_event.empty()) {
            n.key = "time";
            if (n.in_event == "landing") n.in_where.push_back(where("body", entity(m->entity, m->head), Op::eq, span));
            mark(trial, st.at);
            n.span = join(n.span, m->span);
            n.last = chunks_[trial.at - 1].last;
            st = std::move(trial);
            continue;
          }
        }
        // "the fourth planet from the Sun"
        if (p->id == "from" && m->kind == Noun::Kind::entity && m->entity == "sun" && n.pick == Noun::Pick::nth &&
            n.key == "time" && schema_.is_a(n.set.kind, "body")) {
          n.key = "mean_distance_sun";
          used = true;
        } else if (m->kind == Noun::Kind::entity &&
                   (p->id == "of" || p->id == "in" || p->id == "from" || p->id == "to" || p->id == "on")) {
          std::string path;
          const bool body = schema_.is_a(n.set.kind, "body");
          if (schema_.is_a(m->entity_kind, "body"))
            path = body ? "orbits" : "";
          else if (schema_.is_a(n.set.kind, "vehicle-stage") && schema_.is_a(m->entity_kind, "vehicle"))
            path = "part_of";
          else if (schema_.is_a(m->entity_kind, "place") && schema_.is_a(n.set.kind, "place"))
            path = "located_in";
          else if (schema_.is_a(m->entity_kind, "polity"))
            path = country_path(schema_, n.set.kind);
          if (!path.empty()) {
            n.set.where.push_back(where(path, entity(m->entity, m->head), Op::eq, span));
            used = true;
          } else if (m->entity == "solar-system" && body) {
            used = true;
          }
        }
      }
      if (!used) return true;
      located_aside(trial, *m);
      mark(trial, st.at);
      n.span = join(n.span, m->span);
      n.last = chunks_[trial.at - 1].last;
      st = std::move(trial);
      continue;
    }
    // Indonesian: a property or event is followed by its owner or date with no preposition between.
    if (lang_ == "id" && def != nullptr && is(st, Chunk::Kind::noun)) {
      if (const auto* v = chunk_value(st); v != nullptr && v->value_is(ValueMention::Kind::date)) {
        auto c = where("time", value(v->value->value, v->span), Op::in, v->span);
        if (n.pick != Noun::Pick::all)
          n.told.push_back(std::move(c));
        else
          n.set.where.push_back(std::move(c));
        mark(st, st.at);
        n.span = join(n.span, v->span);
        ++st.at;
        continue;
      }
    }
    if (lang_ == "id" && n.kind == Noun::Kind::property && n.owner.empty() && n.property == "distance") {
      if (const auto* v = chunk_value(st); v != nullptr && v->value_is(ValueMention::Kind::quantity)) {
        if (auto q = bare_noun(st, st.at)) {
          n.owner.push_back(*q);
          ++st.at;
          continue;
        }
      }
    }
    return true;
  }
  return true;
}

std::optional<Noun> Binder::noun(State& st, const Noun* owner) {
  if (!is(st, Chunk::Kind::noun) || depth_ > static_cast<int>(limits::nesting) || !budget_.spend(st.atoms.size()))
    return std::nullopt;
  ++depth_;
  auto trial = st;
  auto n = bare_noun(trial, trial.at);
  if (!n) {
    st.reference_failed = st.reference_failed || trial.reference_failed;
    --depth_;
    return std::nullopt;
  }
  for (auto& o : n->owner)
    if (o.kind == Noun::Kind::entity && !o.rivals.empty()) choose(trial, o);
  if (owner != nullptr && n->kind == Noun::Kind::event) {
    std::erase_if(n->owner, [](const Noun& o) { return o.pronoun && o.kind == Noun::Kind::reference; });
    if (n->owner.empty()) n->owner.push_back(*owner);
  }
  ++trial.at;
  // Indonesian: "Kosmodrom Vostochny mulai …" is whole; "jarak Jakarta ke Singapura" goes on.
  if (!attach(trial, *n)) {
    --depth_;
    return std::nullopt;
  }
  // "The rocket that failed …" is told by its relative, not by what went before.
  const bool bare_reference = n->kind == Noun::Kind::reference && !n->pronoun && !n->set.kind.empty();
  if (bare_reference && is(trial, Chunk::Kind::rel) && is(trial, Chunk::Kind::verb, 1)) {
    auto told = trial;
    auto described = *n;
    described.kind = Noun::Kind::described;
    if (describe(told, described) && (described.kind == Noun::Kind::event || !described.set.where.empty())) {
      *n = described;
      trial = std::move(told);
    }
  }
  with_superlative(trial, *n);
  if (!resolve(trial, *n)) {
    // An event with a demonstrative speaks of an event told before.
    st.reference_failed = true;
    --depth_;
    return std::nullopt;
  }
  if (n->kind == Noun::Kind::entity && (n->none_of || n->all_of || n->only)) {
    --depth_;
    return std::nullopt;
  }
  if (n->kind == Noun::Kind::event && n->definite && n->set.where.empty() && n->pick == Noun::Pick::all) {
    if (const auto told = trial.talk.find_event(n->set.kind); told && told->set) {
      n->set = *told->set;
      if (told->kind == Term::Kind::nth) {
        n->pick = Noun::Pick::nth;
        n->n = told->n;
        n->key = told->name;
      }
      if (told->kind == Term::Kind::last) {
        n->pick = Noun::Pick::last;
        n->key = told->name;
      }
    }
  }
  // "the first probe ever to land"
  if (n->kind == Noun::Kind::described && n->pick == Noun::Pick::nth && is(trial, Chunk::Kind::other) &&
      item(trial).is(Cat::inert, "ever") && (is(trial, Chunk::Kind::to, 1) || is(trial, Chunk::Kind::rel, 1))) {
    trial.read[chunks_[trial.at].first] = 2;
    ++trial.at;
  }
  if (n->kind == Noun::Kind::described && known_as(trial, *n)) {
    // now an entity
  } else if (n->kind == Noun::Kind::described && !describe(trial, *n)) {
    --depth_;
    return std::nullopt;
  }
  if (n->kind == Noun::Kind::event && n->via.empty()) {
    const auto* def = schema_.event(n->set.kind);
    if (n->pick == Noun::Pick::all && def != nullptr) {
      std::string key;
      for (const auto& k : def->keys)
        for (const auto& c : n->set.where)
          if (key.empty() && c.name == k.front() && std::holds_alternative<Entity>(c.value.value)) key = c.name;
      if (!key.empty()) {
        Set anchor = n->set;
        anchor.where.clear();
        for (auto& c : n->set.where) {
          const bool world = c.name == "body" && several_worlds(n->set.kind);
          if (c.name == key || world)
            anchor.where.push_back(c);
          else
            n->told.push_back(c);
        }
        n->set = anchor;
      }
    }
    if (n->pick != Noun::Pick::all && n->set.where.empty() && def != nullptr) {
      // An obligatory scope left open is filled from what the text is about: "Peluncuran pertama": from where?
      for (const auto& s : def->scope) {
        const auto* r = def->role(s);
        if (r == nullptr || schema_.is_a(r->type, "spacecraft")) continue;
        if (const auto f = trial.talk.focus(r->type)) {
          n->set.where.push_back(where(s, entity(f->entity, n->span)));
          break;
        }
      }
    }
  }
  for (const auto& c : n->told) {
    auto plain = *n;
    plain.via.clear();
    auto a = compare(role(c.name, term_of(plain), c.span), c.op, c.value, label_of_event(n->set.kind), c.span);
    a.suggest = c.value.span;
    add(trial, a);
  }
  // "Armstrong was born in New Orleans": a surname that many bear, of one not told of before.
  const auto surname = [&] {
    for (auto i = n->first; i < n->last; ++i)
      if (items_[i].span == n->head) return items_[i].text.find(' ') == std::string::npos;
    return false;
  };
  if (n->kind == Noun::Kind::entity && n->common && n->rivals.empty() && n->asides.empty() &&
      schema_.is_a(n->entity_kind, "person") && surname() && !trial.talk.latest_of({n->entity})) {
    st.reference_failed = true;
    --depth_;
    return std::nullopt;
  }
  // "Amalthea is a moon. The moon …": not the Moon.
  if (n->kind == Noun::Kind::entity && n->last > n->first) {
    for (auto i = n->first; i < n->last; ++i) {
      const auto& it = items_[i];
      const auto* k = it.sense(Cat::kind);
      if (k == nullptr || it.span != n->head || (it.capital && !(i == 0 && n->definite))) continue;
      if (const auto told = trial.talk.find(k->id, ""); told && told->entity != n->entity) {
        n->entity = told->entity;
        n->entity_kind = told->kind;
      }
    }
  }
  if (n->kind == Noun::Kind::entity && !n->rivals.empty()) choose(trial, *n);
  for (auto& a : n->asides) add(trial, a);
  n->asides.clear();
  trial.talk.mention(*n, false);
  st = std::move(trial);
  --depth_;
  return n;
}

/// "Putin dan Kim Jong Un", "Moscow and Saint Petersburg", "A, B and C", "both A and B", "baik A maupun B".
std::optional<Noun> Binder::coordinated(State& st, std::vector<Noun>& all, bool subject) {
  auto lead = st;
  if (is(lead, Chunk::Kind::conj) && item(lead).is(Cat::conj, "both")) {
    mark(lead, lead.at);
    ++lead.at;
    auto trial = lead;
    auto first = coordinated(trial, all, subject);
    if (!first || all.size() != 2) {
      all.clear();
      return std::nullopt;
    }
    st = std::move(trial);
    return first;
  }
  auto first = noun(st);
  if (!first) return std::nullopt;
  all.push_back(*first);
  // Names behind commas are joined only where "and" closes the row.
  std::vector<Noun> row;
  auto trial = st;
  while (trial.at + 1 < trial.end && all.back().kind == Noun::Kind::entity) {
    const auto from = trial.at;
    const bool comma = is(trial, Chunk::Kind::comma);
    if (comma) ++trial.at;
    const bool joined = is(trial, Chunk::Kind::conj) && item(trial).is(Cat::conj, "and");
    if (!joined && !(comma && is(trial, Chunk::Kind::noun))) break;
    if (joined) {
      mark(trial, trial.at);
      ++trial.at;
    }
    (void)from;
    auto next = noun(trial);
    if (!next || next->kind != Noun::Kind::entity) break;
    if (!subject && (is(trial, Chunk::Kind::verb) || (joined && is(trial, Chunk::Kind::prep)))) break;
    // "X and Y landed" only where both are of one sort.
    const bool alike = schema_.is_a(next->entity_kind, first->entity_kind) ||
                       schema_.is_a(first->entity_kind, next->entity_kind) ||
                       !schema_.disjoint(first->entity_kind, next->entity_kind);
    if (!alike) break;
    row.push_back(*next);
    if (!joined) continue;
    all.insert(all.end(), row.begin(), row.end());
    row.clear();
    st = trial;
  }
  return first;
}

Binder::VerbGroup Binder::verb_group(const State& st, std::uint32_t chunk) const {
  VerbGroup v;
  if (chunk >= st.end || chunks_[chunk].kind != Chunk::Kind::verb) {
    v.ok = false;
    return v;
  }
  v.first = chunks_[chunk].first;
  v.last = chunks_[chunk].last;
  bool passive_aux = false;
  for (auto i = v.first; i < v.last; ++i) {
    const auto& it = items_[i];
    v.span = join(v.span, it.span);
    if (it.text == "is" || it.text == "are" || it.text == "isn't" || it.text == "aren't") v.present = true;
    if (it.text == "already") v.already = true;
    const bool last = i + 1 == v.last;
    if (it.is(Cat::neg)) {
      v.negated = !v.negated;
      if (it.is(Cat::neg, "no-longer")) v.no_longer = true;
      if (it.text.starts_with("belum")) v.not_yet = true;
      if (it.text == "hadn't") v.had = true;
      if (it.is(Cat::neg, "never")) v.once = true;
      for (const auto& w : it.sense(Cat::neg)->where)
        if (w.first == "be") passive_aux = v.be = true;
    } else if (it.is(Cat::modal)) {
      v.modal = true;
    } else if (last && it.is(Cat::verb)) {
      v.item = i;
      for (const auto& s : it.senses)
        if (s.cat == Cat::verb) {
          v.senses.push_back(&s);
          v.present = v.present || (s.third && v.last - v.first == 1);
        }
      if (it.is(Cat::cop)) v.copula = v.be = true;  // "served as a pilot", where it is no office
    } else if (last && it.is(Cat::cop)) {
      v.copula = true;
      v.be = it.is(Cat::cop, "be");
      v.begins = it.is(Cat::cop, "become");
      if (it.is(Cat::cop, "remain")) v.still = true;
    } else if (it.is(Cat::aux)) {
      const auto* a = it.sense(Cat::aux);
      if (a->id == "be") {
        passive_aux = true;
        v.be = true;
      }
      if (it.text == "pernah") v.once = true;
      if (it.text == "telah" || it.text == "sudah" || it.text == "sempat") v.done = true;
      if (it.text == "sudah") v.already = true;
      if (it.text == "had") v.had = true;
      if (it.text == "sedang" || it.text == "tengah") v.still = true;
    } else if (it.is(Cat::cond)) {
      for (const auto& w : it.sense(Cat::cond)->where) v.where.emplace_back(w);
      v.where_span = join(v.where_span, it.span);
    } else if (it.is(Cat::ordinalmark) || it.is(Cat::ord)) {
      v.first_time = true;
    } else if (it.is(Cat::last)) {
      v.last_time = true;
    } else if (it.is(Cat::sooner)) {
      v.sooner = it.sense(Cat::sooner)->id == "after" ? 1 : -1;
    } else if (it.is(Cat::still)) {
      v.still = true;
    } else if (it.is(Cat::current)) {
      v.still = true;
    } else if (it.is(Cat::inert)) {
      // manner
    } else if (it.is(Cat::say)) {
      v.ok = false;
    } else {
      v.ok = false;
    }
  }
  v.aux_be = passive_aux;
  if (!v.senses.empty()) v.verb = v.senses.front();
  if (v.senses.empty() && passive_aux) v.copula = true;
  // "bukan 7", "bukanlah ibu kota": the negation is the copula.
  if (lang_ == "id" && v.senses.empty() && lone_not(chunk) && items_[v.first].text.starts_with("bukan"))
    v.copula = v.be = true;
  if (deny_verb_) {
    if (v.negated) v.ok = false;
    v.negated = true;
  }
  return v;
}

}  // namespace saksi::grammar

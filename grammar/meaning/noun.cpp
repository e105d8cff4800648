#include "grammar/meaning/noun.h"

#include <algorithm>

namespace saksi::grammar {
namespace {

bool holds_role(const Schema& schema, std::string_view event, std::string_view role) {
  const auto* e = schema.event(event);
  return e != nullptr && e->role(role) != nullptr;
}

/// The role of an event that an entity of this kind would play when it stands beside the event's noun.
std::string role_for(const Schema& schema, std::string_view event, std::string_view kind) {
  const auto* e = schema.event(event);
  if (e == nullptr) return {};
  std::string place_role;
  for (const auto& r : e->roles) {
    if (r.type.starts_with("symbol:") || r.type == "date" || r.type == "text" || r.type == "number") continue;
    if (schema.is_a(kind, r.type)) {
      if (schema.is_a(kind, "polity") && schema.is_a(r.type, "place") && !schema.is_a(r.type, "polity")) {
        place_role = r.name;
        continue;
      }
      return r.name;
    }
  }
  if (schema.is_a(kind, "polity")) return place_role;
  return {};
}

class Interpreter {
 public:
  Interpreter(const std::vector<Item>& items, const Schema& schema, std::string_view lang, std::vector<char>& read)
      : items_(items), schema_(schema), lang_(lang), read_(read) {}

  Noun run(std::uint32_t first, std::uint32_t last) {
    Noun n;
    n.first = first;
    n.last = last;
    for (auto i = first; i < last; ++i) n.span = join(n.span, items_[i].span);
    if (last == first + 1 && items_[first].value != nullptr) return value_noun(n);
    if (last == first + 2 && items_[first].is(Cat::det) && items_[first].value == nullptr &&
        items_[first + 1].value != nullptr && !items_[first + 1].value_is(ValueMention::Kind::number) &&
        !items_[first + 1].value_is(ValueMention::Kind::ordinal)) {
      read_[first] = 1;
      n.first = first + 1;
      return value_noun(n);
    }
    // English possessive: what stands before 's owns what stands behind it.
    if (lang_ == "en") {
      for (auto i = last; i-- > first;) {
        if (items_[i].is(Cat::poss) && !items_[i].is(Cat::poss, "pronoun") && i > first && i + 1 < last) {
          auto owner = run(first, i);
          if (owner.kind == Noun::Kind::none) return n;
          auto head = run(i + 1, last);
          read_[i] = 1;
          return own(std::move(head), std::move(owner), n.span);
        }
      }
    }
    return group(n);
  }

 private:
  Noun value_noun(Noun n) {
    n.kind = Noun::Kind::value;
    n.value = items_[n.first].value;
    n.head = n.span;
    read_[n.first] = 1;
    return n;
  }

  /// "Kazakhstan's capital", "India's Vikram lander", "Russia's last Moon probe".
  Noun own(Noun head, Noun owner, Span span) {
    head.span = span;
    head.first = owner.first;
    switch (head.kind) {
      case Noun::Kind::property:
      case Noun::Kind::office: head.owner.push_back(std::move(owner)); break;
      case Noun::Kind::entity:
        if (owner.kind == Noun::Kind::entity)
          head.asides.push_back(belongs(head, owner));
        else
          head.kind = Noun::Kind::none;
        break;
      case Noun::Kind::event:
      case Noun::Kind::described:
        if (owner.kind == Noun::Kind::entity) {
          add_member_condition(head, owner.entity, owner.entity_kind, owner.span);
          if (head.kind == Noun::Kind::described && head.pick == Noun::Pick::all) head.definite = true;
        } else if (owner.kind == Noun::Kind::reference) {
          head.owner.push_back(std::move(owner));
        } else {
          head.kind = Noun::Kind::none;
        }
        break;
      default: head.kind = Noun::Kind::none;
    }
    return head;
  }

  Atom belongs(const Noun& thing, const Noun& owner) const {
    const auto path = schema_.is_a(owner.entity_kind, "polity") ? "country" : "operator";
    const bool person = schema_.is_a(thing.entity_kind, "person");
    auto a = compare(prop(person ? "nationality" : path, {notation::entity(thing.entity, thing.head)}), Op::eq,
                     notation::entity(owner.entity, owner.head), "property", owner.span);
    a.presupposed = true;
    return a;
  }

  void add_member_condition(Noun& n, const std::string& entity, const std::string& kind, Span span) const {
    std::string name;
    if (n.kind == Noun::Kind::event) {
      if (n.set.kind == "launch" && schema_.is_a(kind, "person")) n.set.kind = "spaceflight";
      name = schema_.is_a(kind, "polity") ? country_path(schema_, n.set.kind) : "";
      if (name.empty()) name = role_for(schema_, n.set.kind, kind);
    } else {
      name =
          schema_.is_a(kind, "polity")  ? country_path(schema_, n.set.kind)
          : schema_.is_a(kind, "agent") ? "operator"
          : schema_.is_a(kind, "body") && (schema_.is_a(n.set.kind, "body") || schema_.is_a(n.set.kind, "spacecraft"))
              ? "orbits"
          : schema_.is_a(kind, "vehicle") && schema_.is_a(n.set.kind, "vehicle-stage") ? "part_of"
          : schema_.is_a(kind, "programme")                                            ? "programme"
                                                                                       : "";
    }
    if (name.empty()) {
      n.kind = Noun::Kind::none;
      return;
    }
    n.set.where.push_back(where(name, notation::entity(entity, span), Op::eq, span));
  }

  struct Part {
    std::uint32_t at;
    const Sense* sense;
  };

  /// "satelit alami Planet Saturnus", "the Saturn V rocket's stage": a kind word beside a name that is of that kind, where
  /// another noun heads the group, belongs to the name.
  void drop_classifiers(std::vector<Part>& nouns, const std::vector<std::uint32_t>& names, const Part& head) const {
    const auto head_at = head.at;
    std::erase_if(nouns, [&](const Part& p) {
      if (p.at == head_at || p.sense->cat != Cat::kind) return false;
      const auto name_at = lang_ == "en" ? p.at - 1 : p.at + 1;
      if (p.at == 0 && lang_ == "en") return false;
      if (std::find(names.begin(), names.end(), name_at) == names.end()) return false;
      return std::any_of(items_[name_at].names.begin(), items_[name_at].names.end(),
                         [&](const auto& x) { return schema_.is_a(x.kind, p.sense->id); }) &&
             std::none_of(items_[name_at].names.begin(), items_[name_at].names.end(), [&](const auto& x) {
               return schema_.is_a(x.kind, items_[head_at].is(Cat::kind) ? items_[head_at].sense(Cat::kind)->id
                                                                         : std::string_view("thing"));
             });
    });
  }

  Noun group(Noun n) {
    std::vector<Part> nouns;  // kind, event, prop, office words in order
    std::vector<std::uint32_t> names, demonyms;
    std::optional<std::uint32_t> ordinal, superlative, last_word, dem, article, only;
    std::vector<std::uint32_t> conditions, unknown;
    std::vector<Condition> measured;
    bool pronoun_possessive = false;
    const bool english = lang_ == "en";
    std::vector<std::uint32_t> epithets;

    for (auto i = n.first; i < n.last; ++i) {
      const auto& it = items_[i];
      if (it.value != nullptr) {
        if (it.value_is(ValueMention::Kind::ordinal)) {
          ordinal = i;
        } else if (it.value_is(ValueMention::Kind::number)) {
          if (i + 1 < n.last && items_[i + 1].value == nullptr && items_[i + 1].is(Cat::unitnoun) &&
              schema_.property(items_[i + 1].sense(Cat::unitnoun)->id) != nullptr) {
            const auto span = join(it.span, items_[i + 1].span);
            measured.push_back(where(std::string(items_[i + 1].sense(Cat::unitnoun)->id),
                                     notation::value(it.value->value, span), Op::eq, span));
            read_[i] = read_[i + 1] = 1;
            ++i;
            continue;
          }
          // "Twelve people under 30": two figures count two things, and behind an English noun a figure counts no such.
          if (n.number || (english && !nouns.empty())) {
            unknown.push_back(i);
            continue;
          }
          n.number = std::get_if<Quantity>(&it.value->value) ? *std::get_if<Quantity>(&it.value->value) : Quantity{};
          n.number_span = it.span;
          read_[i] = 1;
        } else if (it.value_is(ValueMention::Kind::date)) {
          n.value = it.value;
          read_[i] = 1;
        } else {
          unknown.push_back(i);
        }
        continue;
      }
      if (it.is(Cat::cond) && it.is(Cat::name) && i + 1 < n.last) {
        conditions.push_back(i);
        continue;
      }
      const bool word_too =
          n.last - n.first > 1 && (it.is(Cat::kind) || it.is(Cat::prop) || it.is(Cat::event)) &&
          std::all_of(it.names.begin(), it.names.end(), [](const auto& x) { return x.kind == "thing"; });
      if (!it.names.empty() && !word_too) {
        const bool dem_name =
            std::any_of(it.names.begin(), it.names.end(), [](const auto& x) { return x.role == "demonym"; });
        const bool real_name =
            std::any_of(it.names.begin(), it.names.end(), [](const auto& x) { return x.role != "demonym"; });
        if (dem_name && (english || !real_name))
          demonyms.push_back(i);
        else
          names.push_back(i);
        continue;
      }
      if (it.is(Cat::epithet)) {
        epithets.push_back(i);
        continue;
      }
      bool taken = true;
      if (it.is(Cat::det)) {
        n.definite = n.definite || it.is(Cat::det, "the");
        article = i;
        read_[i] = 1;
      } else if (it.is(Cat::dem)) {
        n.definite = true;
        dem = i;
        read_[i] = 1;
      } else if (it.is(Cat::poss)) {
        pronoun_possessive = true;
        read_[i] = 1;
      } else if (it.is(Cat::quant)) {
        const auto* q = it.sense(Cat::quant);
        n.none_of = q->id == "no";
        n.all_of = q->id == "all";
        read_[i] = 1;
      } else if (it.is(Cat::only)) {
        n.only = true;
        only = i;
        read_[i] = 1;
      } else if (it.is(Cat::former)) {
        n.former = true;
        read_[i] = 1;
      } else if (it.is(Cat::current)) {
        n.now = true;
        read_[i] = 1;
      } else if (it.is(Cat::ord)) {
        ordinal = i;
      } else if (it.is(Cat::latest) || it.is(Cat::last)) {
        last_word = i;
      } else if (it.is(Cat::sup) || it.is(Cat::degree)) {
        superlative = i;
      } else if (it.is(Cat::pron)) {
        n.kind = Noun::Kind::reference;
        n.pronoun = true;
        n.entity_kind = it.sense(Cat::pron)->id;
        n.head = it.span;
        read_[i] = 1;
        return n;
      } else
        taken = false;
      if (taken) continue;
      if (const auto* g = it.sense(Cat::group)) {
        n.in_event = g->id;
        read_[i] = 1;
        continue;
      }
      const Sense* s = nullptr;
      for (const auto c : {Cat::event, Cat::kind, Cat::prop, Cat::office, Cat::rolenoun, Cat::name})
        if (s == nullptr) s = it.sense(c);
      if (s != nullptr && s->possessed) pronoun_possessive = true;
      if (s != nullptr && s->cat == Cat::name)
        names.push_back(i);
      else if (s != nullptr)
        nouns.push_back({i, s});
      else if (it.is(Cat::cond))
        conditions.push_back(i);
      else if (it.is(Cat::inert))
        read_[i] = 2;
      else
        unknown.push_back(i);
    }
    if (!unknown.empty()) return n;
    // "only the fourth" belittles; "the only fourth", "satu-satunya … keempat" say no rank.
    if (only && (ordinal || last_word || superlative)) {
      const bool belittles = ordinal && !last_word && !superlative && items_[*only].is(Cat::only, "only") &&
                             (!article || *only < *article);
      if (!belittles) return n;
    }
    if (!epithets.empty()) {
      // "the mighty Saturn V"; "the first mighty rocket" is another choice than "the first rocket".
      const bool event =
          std::any_of(nouns.begin(), nouns.end(), [](const Part& p) { return p.sense->cat == Cat::event; });
      if ((names.size() != 1 && !dem && !event) || ordinal || superlative || last_word || n.number || n.none_of ||
          n.all_of || n.only)
        return n;
      // "wahana nahas itu": which one it was that met with a mishap is to be known, not guessed.
      if (dem && names.empty() && !event) return n;
      for (const auto i : epithets) {
        // "New Britain", "New Ireland" are names of their own.
        if (items_[i].capital && i + 1 < n.last && !items_[i + 1].names.empty() &&
            (i > 0 || std::any_of(items_[i + 1].names.begin(), items_[i + 1].names.end(),
                                  [&](const auto& x) { return schema_.is_a(x.kind, "place"); })))
          return n;
        read_[i] = 2;
      }
    }

    // A trailing "first" behind an English name belongs to the verb: "Angara A5 first flew".
    const auto is_first = [&](std::uint32_t i) {
      const auto* q = items_[i].value != nullptr ? std::get_if<Quantity>(&items_[i].value->value) : nullptr;
      const auto* s = items_[i].sense(Cat::ord);
      return q != nullptr ? q->value == 1 : s != nullptr && s->id == "1";
    };
    if (english && ordinal && is_first(*ordinal) && *ordinal + 1 == n.last && *ordinal > n.first && nouns.empty() &&
        !names.empty()) {
      n.trailing.push_back(*ordinal);
      ordinal.reset();
    }

    // Head noun: the last in English, the first in Indonesian; the others qualify it.
    const Part* head = nouns.empty() ? nullptr : (english ? &nouns.back() : &nouns.front());
    const bool has_name = !names.empty();

    if (head == nullptr && n.none_of && !has_name && demonyms.empty() && !n.number && n.value == nullptr &&
        n.last - n.first == 1) {
      // "nobody", "tak seorang pun"
      n.kind = Noun::Kind::described;
      n.set.kind = "agent";
      n.set.span = n.head = n.span;
      n.anyone = true;
      return n;
    }
    if (head == nullptr) {
      if (has_name) return named(n, names, demonyms, nullptr, pronoun_possessive);
      if (demonyms.size() == 1) {
        auto of = named(n, demonyms, {}, nullptr, pronoun_possessive);
        of.people = !ordinal && !last_word && !superlative && !n.former && !n.number && of.kind == Noun::Kind::entity &&
                    schema_.is_a(of.entity_kind, "polity");
        return of;
      }
      if (n.number && n.last - n.first == 1) {
        n.kind = Noun::Kind::value;
        n.value = items_[n.first].value;
        n.head = n.span;
      } else if (ordinal && n.last - n.first <= 2) {
        // "the first", "yang pertama": an event told before
        n.kind = Noun::Kind::reference;
        n.event_like = true;
        pick_ordinal(n, *ordinal);
      }
      return n;
    }

    // "satelit milik Indonesia", "roket Falcon 9 buatan SpaceX": what stands behind is the value.
    if (!english && nouns.size() > 1 && !ordinal && !superlative && !last_word && epithets.empty()) {
      for (auto p = nouns.begin(); p != nouns.end(); ++p) {
        const bool reversed =
            p->sense->cat == Cat::prop && std::any_of(p->sense->where.begin(), p->sense->where.end(),
                                                      [](const auto& w) { return w.first == "reversed"; });
        if (!reversed || p == nouns.begin()) continue;
        const auto at = p->at;
        if (names.empty() || names.back() < at || (names.size() > 1 && names[names.size() - 2] > at) ||
            p + 1 != nouns.end() || !demonyms.empty())
          break;
        const auto value_at = names.back();
        const auto property = p->sense->id;
        auto whole = run(n.first, at);
        if (whole.kind != Noun::Kind::entity && whole.kind != Noun::Kind::described &&
            whole.kind != Noun::Kind::reference && whole.kind != Noun::Kind::counted)
          break;
        auto value = named_single(value_at);
        if (value.kind != Noun::Kind::entity) break;
        const auto last_at = value_at + 1;
        if (last_at != n.last) break;
        read_[at] = 1;
        const bool polity = schema_.is_a(value.entity_kind, "polity");
        const auto path = [&](std::string_view kind) {
          return polity ? country_path(schema_, kind) : std::string(property);
        };
        // The country of a satellite is whose it is, not where it was built.
        if (polity && property == "manufacturer" &&
            schema_.is_a(whole.kind == Noun::Kind::entity ? whole.entity_kind : whole.set.kind, "spacecraft"))
          break;
        if (whole.kind == Noun::Kind::entity) {
          auto a = compare(prop(path(whole.entity_kind), {notation::entity(whole.entity, whole.head)}), Op::eq,
                           notation::entity(value.entity, value.head), "property", join(items_[at].span, value.span));
          a.presupposed = true;
          a.suggest = value.head;
          whole.asides.push_back(a);
        } else {
          if (whole.kind == Noun::Kind::reference) {
            if (whole.pronoun || whole.event_like) break;
            whole.kind = Noun::Kind::described;
            if (whole.set.kind.empty()) whole.set.kind = whole.entity_kind;
          }
          whole.set.where.push_back(where(path(whole.set.kind), notation::entity(value.entity, value.head), Op::eq,
                                          join(items_[at].span, value.span)));
        }
        if (whole.kind != Noun::Kind::entity) whole.span = n.span;
        whole.last = n.last;
        return whole;
      }
    }
    for (const auto& p : nouns) read_[p.at] = 1;
    n.head = items_[head->at].span;
    drop_classifiers(nouns, names, *head);
    head = english ? &nouns.back() : &nouns.front();
    const Sense& hs = *head->sense;

    // Offices: "Russian President Vladimir Putin", "mantan presiden AS Donald Trump", "presiden pertama Indonesia".
    if (hs.cat == Cat::office ||
        std::any_of(nouns.begin(), nouns.end(), [](const Part& p) { return p.sense->cat == Cat::office; })) {
      const Sense* office = nullptr;
      for (const auto& p : nouns)
        if (p.sense->cat == Cat::office) office = p.sense;
      // "presiden perempuan pertama": who is told of too.
      for (const auto& p : nouns) {
        if (p.sense->cat == Cat::office) continue;
        if (p.sense->cat != Cat::kind || !schema_.is_a(p.sense->id, "person") || !ordinal) {
          n.kind = Noun::Kind::none;
          return n;
        }
        for (const auto& [k, v] : p.sense->where)
          n.set.where.push_back(
              where("person." + std::string(k), notation::value(literal(schema_, "person", k, v), items_[p.at].span)));
      }
      if (superlative || !conditions.empty()) return n;
      return office_group(n, *office, names, demonyms, ordinal, last_word);
    }
    if (hs.cat == Cat::rolenoun || hs.cat == Cat::prop) {
      if (n.former) return n;  // "the former capital": what it was before, nobody says when
      n.kind = Noun::Kind::property;
      n.property = hs.id;
      for (const auto& x : items_[head->at].senses)
        if (x.cat == Cat::prop) n.properties.emplace_back(x.id);
      n.reversed = std::any_of(hs.where.begin(), hs.where.end(), [](const auto& w) { return w.first == "reversed"; });
      const Sense* degree = superlative ? items_[*superlative].sense(Cat::degree) : nullptr;
      if (last_word || (superlative && degree == nullptr) || (ordinal && degree == nullptr)) {
        n.kind = Noun::Kind::none;
        return n;
      }
      if (degree != nullptr) {
        for (const auto& [k, v] : degree->where) {
          if (k == "dir") n.degree = v == "gt" ? 1 : -1;
          if (k == "pick") n.superlative = v == "sup";
          if (k == "nth") n.n = static_cast<int>(figure_of(v));
        }
        if (ordinal) {
          if (!n.superlative) {
            n.kind = Noun::Kind::none;
            return n;
          }
          pick_ordinal(n, *ordinal);
          n.pick = Noun::Pick::all;
        }
        read_[*superlative] = 1;
      }
      // "Its predecessor Luna-24" names the predecessor, not whose it is; "pendahulu Luna-24" tells whose.
      const bool after = std::any_of(names.begin(), names.end(), [&](std::size_t i) { return i > head->at; });
      if (!names.empty() && (pronoun_possessive || (lang_ == "en" && after)))
        return apposed(n, names, nouns.size() == 1 && demonyms.empty() && pronoun_possessive && after);
      for (const auto i : names) n.owner.push_back(named_single(i));
      for (const auto i : demonyms) n.owner.push_back(named_single(i));
      if (nouns.size() > 1) {  // "core stage propellant": not read
        for (const auto& p : nouns)
          if (&p != head && p.sense->cat != Cat::kind) n.kind = Noun::Kind::none;
      }
      if (pronoun_possessive && n.owner.empty()) n.owner.push_back(reference_noun(n.span));
      return n;
    }
    if (hs.cat == Cat::event)
      return event_group(n, hs, nouns.size(), names, demonyms, ordinal, last_word, superlative, conditions,
                         pronoun_possessive, head->at, [&](std::vector<const Sense*>& out) {
                           for (const auto& p : nouns)
                             if (&p != head) out.push_back(p.sense);
                         });

    // A kind word. With a name it is a classifier: "roket Soyuz-2", "the Odysseus lander".
    std::vector<const Sense*> kinds;
    for (const auto& p : nouns)
      if (p.sense->cat == Cat::kind)
        kinds.push_back(p.sense);
      else {
        n.kind = Noun::Kind::none;
        return n;
      }
    // "lokasi peluncuran Jepang": a country's, not one of that name.
    const bool country_of = !english && has_name && std::all_of(names.begin(), names.end(), [&](auto i) {
      return std::all_of(items_[i].names.begin(), items_[i].names.end(),
                         [&](const auto& x) { return schema_.is_a(x.kind, "polity"); });
    }) && std::none_of(kinds.begin(), kinds.end(), [&](const Sense* s) {
      return schema_.is_a("country", s->id) || schema_.is_a(s->id, "polity");
    });
    if (has_name && !country_of && !ordinal && !superlative && !n.none_of && !n.number) {
      const bool name_is_head = english ? names.back() > head->at || true : true;
      if (name_is_head) {
        auto r = named(n, names, demonyms, &kinds, pronoun_possessive);
        if (!epithets.empty() && !dem && r.kind != Noun::Kind::entity) return Noun{};
        if (r.kind != Noun::Kind::none) {
          if (last_word) newest(r, kinds, *last_word, demonyms, names);
          return r;
        }
      }
    }
    if (!epithets.empty() && !dem) return n;
    n.set.where = measured;
    return described_group(n, kinds, names, demonyms, ordinal, last_word, superlative, conditions, pronoun_possessive,
                           dem.has_value());
  }

  /// "Rudal balistik antarbenua terbaru Korea Utara Hwasong-18": told in passing that it is the latest of its kind.
  void newest(Noun& r, const std::vector<const Sense*>& kinds, std::uint32_t word, const std::vector<std::uint32_t>&,
              const std::vector<std::uint32_t>&) {
    if (kinds.empty()) return;
    read_[word] = 1;
    Set s;
    s.kind = kinds.front()->id;
    for (auto& a : r.asides) {
      if (a.left.kind == Term::Kind::prop && (a.left.name == "country" || a.left.name == "operator"))
        s.where.push_back(where(a.left.name, a.right, Op::eq, a.span));
    }
    s.span = r.span;
    auto a = compare(last(s, "first_flight", r.span), Op::eq, notation::entity(r.entity, r.head), "latest", r.span);
    a.now = true;
    a.presupposed = true;
    a.suggest = r.head;
    r.asides.push_back(a);
  }

  Noun reference_noun(Span span) const {
    Noun r;
    r.kind = Noun::Kind::reference;
    r.pronoun = true;
    r.span = span;
    return r;
  }

  /// A name behind the property that it is of something told before; understood where nothing else stands with it.
  Noun apposed(Noun n, const std::vector<std::uint32_t>& names, bool alone) {
    n.kind = Noun::Kind::none;
    if (!alone || names.size() != 1) return n;
    Noun named = named_single(names.front());
    if (named.kind != Noun::Kind::entity || named.common) return n;
    named.kind = Noun::Kind::apposed;
    named.property = n.property;
    return named;
  }

  Noun named_single(std::uint32_t i) {
    Noun n;
    n.first = i;
    n.last = i + 1;
    n.span = n.head = items_[i].span;
    read_[i] = 1;
    pick_name(n, items_[i], {});
    return n;
  }

  void pick_name(Noun& n, const Item& it, const std::vector<std::string>& kinds) const {
    if (it.names.empty()) {
      if (const auto* s = it.sense(Cat::name)) {
        n.kind = Noun::Kind::entity;
        n.entity = s->id;
        n.entity_kind = s->where.empty() ? "body" : s->where.front().second;
      }
      return;
    }
    std::vector<const NameSense*> fit;
    for (const auto& x : it.names) {
      const bool ok = kinds.empty() || std::any_of(kinds.begin(), kinds.end(), [&](const auto& k) {
                        return schema_.is_a(x.kind, k) || schema_.is_a(k, x.kind) || !schema_.disjoint(x.kind, k);
                      });
      if (ok) fit.push_back(&x);
    }
    if (fit.empty()) return;
    // Of two places of a name, the one that needs no company is meant where it has none.
    const auto sole = [&](const NameSense* x) { return !x->common && schema_.is_a(x->kind, "place"); };
    const bool asked = std::any_of(kinds.begin(), kinds.end(), [&](const auto& k) { return schema_.is_a(k, "city"); });
    if (!asked && std::any_of(fit.begin(), fit.end(), sole))
      std::erase_if(fit, [&](const NameSense* x) { return x->common && schema_.is_a(x->kind, "city"); });
    // Exact kinds first, so that "the Vostok rocket" is the rocket.
    std::stable_sort(fit.begin(), fit.end(), [&](const auto* a, const auto* b) {
      const auto good = [&](const NameSense* x) {
        return std::any_of(kinds.begin(), kinds.end(), [&](const auto& k) { return schema_.is_a(x->kind, k); });
      };
      return good(a) && !good(b);
    });
    n.kind = Noun::Kind::entity;
    n.entity = fit.front()->entity;
    n.entity_kind = fit.front()->kind;
    const bool figure = it.text.find_first_of("0123456789") != std::string::npos;
    n.common = fit.front()->common && kinds.empty() && !figure;
    const auto exact = [&](const NameSense* x) {
      return kinds.empty() ||
             std::any_of(kinds.begin(), kinds.end(), [&](const auto& k) { return schema_.is_a(x->kind, k); });
    };
    for (const auto* x : fit)
      if (x->entity != n.entity && (exact(x) || !exact(fit.front()) || !schema_.disjoint(x->kind, n.entity_kind)))
        n.rivals.push_back({std::string(x->entity), std::string(x->kind)});
  }

  Noun named(Noun n, const std::vector<std::uint32_t>& names, const std::vector<std::uint32_t>& demonyms,
             const std::vector<const Sense*>* kinds, bool) {
    if (n.number || n.value != nullptr) return n;
    const bool english = lang_ == "en";
    // Several names in one group: the country of a thing ("Korea Utara Hwasong-18"), else not understood.
    std::vector<std::string> k;
    if (kinds != nullptr)
      for (const auto* s : *kinds) k.emplace_back(s->id);
    std::optional<std::uint32_t> main;
    std::vector<std::uint32_t> countries;
    for (const auto i : names) {
      const bool polity = std::all_of(items_[i].names.begin(), items_[i].names.end(),
                                      [&](const auto& x) { return schema_.is_a(x.kind, "polity"); }) &&
                          !items_[i].names.empty();
      if (polity && names.size() > 1 && !english)
        countries.push_back(i);
      else if (main) {
        return n;
      } else
        main = i;
    }
    if (!main) {
      if (countries.size() != 1) return n;
      main = countries.front();
      countries.clear();
    }
    for (const auto d : demonyms) countries.push_back(d);
    pick_name(n, items_[*main], k);
    if (n.kind != Noun::Kind::entity) return n;
    n.head = items_[*main].span;
    read_[*main] = 1;
    if (kinds != nullptr) {
      // "Starlink satellites" are many, and none of that name.
      if (english && std::any_of(kinds->begin(), kinds->end(), [](const Sense* s) { return s->plural; })) {
        n.kind = Noun::Kind::none;
        return n;
      }
      // Of several the head alone is what the thing is: "the rocket company SpaceX".
      for (const auto* s : *kinds) {
        if (s != (english ? kinds->back() : kinds->front())) continue;
        // "a lunar orbiter", "satelit alami Saturnus": the name says which such thing, it is none itself.
        if (schema_.disjoint(n.entity_kind, s->id)) {
          n.kind = Noun::Kind::none;
          return n;
        }
        if (s->where.empty() && schema_.is_a(n.entity_kind, s->id)) continue;
        // "Kampung Jawa" is a name of its own.
        if ((s->id == "village" || s->id == "town" || s->id == "district") && !schema_.is_a(n.entity_kind, s->id)) {
          n.kind = Noun::Kind::none;
          return n;
        }
        // "satelit komunikasi Palapa": a classifier that says more than the name's own kind is told in passing.
        auto a = compare(prop("class", {notation::entity(n.entity, n.head)}), Op::eq,
                         notation::value(Symbol{std::string(s->id)}, n.span), "class", n.span);
        a.presupposed = true;
        if (!schema_.is_a(n.entity_kind, s->id)) n.asides.push_back(a);
      }
    }
    // "British Columbia", "American Samoa" are names of their own.
    if (english && !demonyms.empty() &&
        (schema_.is_a(n.entity_kind, "place") || schema_.is_a(n.entity_kind, "body") || n.common) &&
        (kinds == nullptr || kinds->empty())) {
      n.kind = Noun::Kind::none;
      return n;
    }
    for (const auto c : countries) {
      auto owner = named_single(c);
      if (owner.kind == Noun::Kind::entity) n.asides.push_back(belongs(n, owner));
    }
    return n;
  }

  Noun office_group(Noun n, const Sense& office, const std::vector<std::uint32_t>& names,
                    const std::vector<std::uint32_t>& demonyms, std::optional<std::uint32_t> ordinal,
                    std::optional<std::uint32_t> last_word) {
    std::optional<Noun> person, of;
    for (const auto i : demonyms) of = named_single(i);
    for (const auto i : names) {
      auto x = named_single(i);
      if (x.kind != Noun::Kind::entity) return n;
      if (schema_.is_a(x.entity_kind, "person"))
        person = x;
      else
        of = x;
    }
    if (last_word) return n;
    Set s;
    s.kind = "tenure";
    s.span = n.span;
    if (person && !ordinal) {
      n.kind = Noun::Kind::entity;
      n.entity = person->entity;
      n.entity_kind = person->entity_kind;
      n.head = person->head;
      s.where.push_back(where("person", notation::entity(person->entity, person->head)));
      s.where.push_back(where("office", notation::entity(std::string(office.id), n.span)));
      if (of) s.where.push_back(where("of", notation::entity(of->entity, of->head)));
      s.where.push_back(where("time", now_term(), n.former ? Op::lt : Op::eq));
      auto a = some(s, "holds-office", n.span);
      a.presupposed = true;
      a.now = true;
      n.asides.push_back(a);
      if (n.former) {
        auto gone = s;
        gone.where.back() = where("time", now_term(), Op::eq);
        auto b = no(gone, "holds-office", n.span);
        b.presupposed = true;
        b.now = true;
        n.asides.push_back(b);
      }
      n.former = false;
      return n;
    }
    if (person) return n;
    n.kind = Noun::Kind::office;
    n.office = office.id;
    if (of) n.owner.push_back(*of);
    if (ordinal) pick_ordinal(n, *ordinal);
    return n;
  }

  void pick_ordinal(Noun& n, std::uint32_t i) {
    const auto& it = items_[i];
    n.pick = Noun::Pick::nth;
    n.n = 1;
    if (it.value != nullptr) {
      if (const auto* q = std::get_if<Quantity>(&it.value->value)) n.n = static_cast<int>(q->value);
    } else if (const auto* s = it.sense(Cat::ord)) {
      n.n = s->id.empty() ? 1 : static_cast<int>(figure_of(s->id));
    }
    n.number_span = it.span;
    read_[i] = 1;
  }

  void pick_last(Noun& n, std::uint32_t i) {
    n.pick = Noun::Pick::last;
    n.now = n.now || items_[i].is(Cat::latest);
    n.number_span = items_[i].span;
    read_[i] = 1;
  }

  template <class Others>
  Noun event_group(Noun n, const Sense& hs, std::size_t, const std::vector<std::uint32_t>& names,
                   const std::vector<std::uint32_t>& demonyms, std::optional<std::uint32_t> ordinal,
                   std::optional<std::uint32_t> last_word, std::optional<std::uint32_t> superlative,
                   const std::vector<std::uint32_t>& conditions, bool possessive, std::uint32_t, Others others) {
    n.set.kind = hs.id;
    n.set.span = n.span;
    for (const auto& [role, v] : hs.where) {
      if (role == "nth") {
        n.pick = Noun::Pick::nth;
        n.n = static_cast<int>(figure_of(v));
      } else if (role == "pick" && v == "last") {
        n.pick = Noun::Pick::last;
      } else {
        n.set.where.push_back(where(std::string(role), notation::value(Symbol{std::string(v)})));
      }
    }
    n.kind = Noun::Kind::event;
    if (superlative) {
      n.kind = Noun::Kind::none;
      return n;
    }
    if (ordinal) pick_ordinal(n, *ordinal);
    if (last_word) pick_last(n, *last_word);
    std::vector<const Sense*> quals;
    others(quals);
    for (const auto* q : quals) {
      if (q->cat == Cat::kind) {
        // "satellite launch", "peluncuran roket H3": the kind must suit the name beside it, or describe the payload.
        if (!names.empty()) continue;
        const auto r = role_for(schema_, hs.id, q->id);
        if (r.empty()) {
          n.kind = Noun::Kind::none;
          return n;
        }
        n.set.where.push_back(where(r + ".kind", notation::value(Symbol{std::string(q->id)})));
      } else if (q->cat == Cat::event) {
        if (q->id != hs.id) {
          n.kind = Noun::Kind::none;
          return n;
        }
        for (const auto& [role, v] : q->where)
          if (role == "nth") {
            n.pick = Noun::Pick::nth;
            n.n = static_cast<int>(figure_of(v));
          }
      } else {
        n.kind = Noun::Kind::none;
        return n;
      }
    }
    std::vector<std::string> kinds;
    for (const auto* q : quals)
      if (q->cat == Cat::kind) kinds.emplace_back(q->id);
    for (const auto i : names) {
      Noun x;
      x.span = x.head = items_[i].span;
      pick_name(x, items_[i], kinds);
      if (x.kind != Noun::Kind::entity) {
        n.kind = Noun::Kind::none;
        return n;
      }
      read_[i] = 1;
      add_member_condition(n, x.entity, x.entity_kind, x.span);
      if (n.kind == Noun::Kind::none) return n;
    }
    for (const auto i : demonyms) {
      auto x = named_single(i);
      add_member_condition(n, x.entity, x.entity_kind, x.span);
      if (n.kind == Noun::Kind::none) return n;  // "five European countries": of a continent nothing is told so
    }
    for (const auto i : conditions) {
      for (const auto& [role, v] : items_[i].sense(Cat::cond)->where) {
        if (!holds_role(schema_, hs.id, role)) {
          n.kind = Noun::Kind::none;
          return n;
        }
        n.set.where.push_back(
            where(std::string(role), notation::value(Symbol{std::string(v)}), Op::eq, items_[i].span));
      }
      read_[i] = 1;
    }
    if (n.value != nullptr)
      n.set.where.push_back(where("time", notation::value(n.value->value, n.span), Op::in, n.span));
    if (possessive) n.owner.push_back(reference_noun(n.span));
    return n;
  }

  Noun described_group(Noun n, const std::vector<const Sense*>& kinds, const std::vector<std::uint32_t>& names,
                       const std::vector<std::uint32_t>& demonyms, std::optional<std::uint32_t> ordinal,
                       std::optional<std::uint32_t> last_word, std::optional<std::uint32_t> superlative,
                       const std::vector<std::uint32_t>& conditions, bool possessive, bool dem) {
    if (kinds.empty() || n.former) return n;
    n.kind = Noun::Kind::described;
    n.set.kind = kinds.front()->id;
    n.set.span = n.span;
    for (const auto* k : kinds) {
      if (k->id != n.set.kind) {
        if (schema_.is_a(k->id, n.set.kind))
          n.set.kind = k->id;
        else if (!schema_.is_a(n.set.kind, k->id))
          n.set.where.push_back(where("kind", notation::value(Symbol{std::string(k->id)})));
      }
      for (const auto& [p, v] : k->where)
        n.set.where.push_back(where(std::string(p), notation::value(literal(schema_, n.set.kind, p, v), n.head)));
    }
    for (const auto i : demonyms) {
      auto x = named_single(i);
      add_member_condition(n, x.entity, x.entity_kind, x.span);
      if (n.kind == Noun::Kind::none) return n;  // "five European countries": of a continent nothing is told so
    }
    for (const auto i : names) {
      auto x = named_single(i);
      if (x.kind != Noun::Kind::entity) {
        n.kind = Noun::Kind::none;
        return n;
      }
      add_member_condition(n, x.entity, x.entity_kind, x.span);
      if (n.kind == Noun::Kind::none) return n;
    }
    for (const auto i : conditions) {
      for (const auto& [p, v] : items_[i].sense(Cat::cond)->where)
        n.set.where.push_back(where(std::string(p), notation::value(literal(schema_, n.set.kind, p, v), items_[i].span),
                                    Op::eq, items_[i].span));
      read_[i] = 1;
    }
    if (ordinal) pick_ordinal(n, *ordinal);
    if (last_word) {
      pick_last(n, *last_word);
      n.key = "first_flight";
    }
    if (superlative) {
      // The property that the word means of such things: the largest planet is the widest, the largest country has
      // most area.
      const Sense* s = nullptr;
      bool most = true;
      for (const auto& x : items_[*superlative].senses) {
        if (x.cat != Cat::sup || s != nullptr) continue;
        std::string_view of;
        bool gt = true;
        for (const auto& [k, v] : x.where) {
          if (k == "of") of = v;
          if (k == "dir") gt = v == "gt";
        }
        const auto* p = schema_.property(x.id);
        if (of.empty() && p != nullptr) of = p->subject;
        if (!of.empty() && !schema_.is_a(n.set.kind, of)) continue;
        s = &x;
        most = gt;
      }
      if (s == nullptr) {
        n.kind = Noun::Kind::none;
        return n;
      }
      n.key = (most ? "-" : "") + std::string(s->id);
      if (n.pick != Noun::Pick::nth) {
        n.pick = Noun::Pick::nth;
        n.n = 1;
        for (const auto& [k, v] : s->where)
          if (k == "nth") n.n = static_cast<int>(figure_of(v));
      }
      n.number_span = join(n.number_span, items_[*superlative].span);
      read_[*superlative] = 1;
    }
    if (n.number) n.kind = Noun::Kind::counted;
    if (possessive) n.owner.push_back(reference_noun(n.span));
    const bool bare =
        n.set.where.empty() && n.pick == Noun::Pick::all && !n.number && !n.none_of && !n.all_of && !n.only;
    if (bare && (dem || n.definite)) {
      n.kind = Noun::Kind::reference;
      n.entity_kind = n.set.kind;
    }
    if (n.value != nullptr) n.kind = Noun::Kind::none;
    return n;
  }

  const std::vector<Item>& items_;
  const Schema& schema_;
  std::string_view lang_;
  std::vector<char>& read_;
};

}  // namespace

Value literal(const Schema& schema, std::string_view kind, std::string_view name, std::string_view v) {
  std::string_view type;
  if (const auto* e = schema.event(kind)) {
    if (const auto* r = e->role(name)) type = r->type;
    if (!type.empty() && !type.starts_with("symbol:")) return Entity{std::string(v)};
    return Symbol{std::string(v)};
  }
  if (const auto* p = schema.property(name)) type = p->value;
  if (type.starts_with("entity:")) return Entity{std::string(v)};
  if (type == "number") return Quantity::count(figure_of(v));
  return Symbol{std::string(v)};
}

std::string country_path(const Schema& schema, std::string_view kind) {
  if (const auto* e = schema.event(kind)) {
    if (e->role("crew") != nullptr && e->role("operator") == nullptr) return "crew.nationality";
    if (e->role("operator") != nullptr) return "operator.country";
    if (e->role("craft") != nullptr) return "craft.country";
    if (e->role("of") != nullptr) return "of";
    return {};
  }
  if (schema.is_a(kind, "person")) return "nationality";
  return "country";
}

Noun interpret_noun(const std::vector<Item>& items, std::uint32_t first, std::uint32_t last, const Schema& schema,
                    std::string_view lang, std::vector<char>& read) {
  // Work on a copy: a group that is not understood marks nothing.
  auto marks = read;
  Interpreter interpreter(items, schema, lang, marks);
  auto n = interpreter.run(first, last);
  if (n.kind != Noun::Kind::none) read = std::move(marks);
  return n;
}

Term term_of(const Noun& n) {
  switch (n.kind) {
    case Noun::Kind::entity: return entity(n.entity, n.head);
    case Noun::Kind::value: return n.value != nullptr ? value(n.value->value, n.span) : value({}, n.span);
    case Noun::Kind::event:
    case Noun::Kind::described:
      if (!n.via.empty()) {
        auto plain = n;
        plain.via.clear();
        return role(n.via, term_of(plain), n.span);
      }
      if (n.pick == Noun::Pick::nth)
        return nth(n.n, n.set, n.kind == Noun::Kind::described && n.key == "time" ? "first_flight" : n.key, n.span);
      if (n.pick == Noun::Pick::last) return last(n.set, n.key, n.span);
      return the(n.set, n.span);
    case Noun::Kind::property:
      if (n.owner.size() == 1) return prop(n.property, {term_of(n.owner.front())}, n.span);
      if (n.owner.size() == 2) return prop(n.property, {term_of(n.owner[0]), term_of(n.owner[1])}, n.span);
      return value({}, n.span);
    case Noun::Kind::office: {
      Set s;
      s.kind = "tenure";
      s.span = n.span;
      s.where.push_back(where("office", entity(n.office, n.head)));
      for (const auto& o : n.owner) s.where.push_back(where("of", term_of(o)));
      for (const auto& c : n.set.where) s.where.push_back(c);
      if (n.pick == Noun::Pick::nth) return role("person", nth(n.n, s, "time", n.span), n.span);
      s.where.push_back(where("time", now_term(), n.former ? Op::lt : Op::eq));
      return role("person", the(s, n.span), n.span);
    }
    default: return value({}, n.span);
  }
}

}  // namespace saksi::grammar

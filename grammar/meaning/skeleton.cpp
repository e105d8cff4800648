#include "grammar/meaning/skeleton.h"

#include <algorithm>
#include <boost/spirit/home/x3.hpp>

namespace saksi::grammar {
namespace {

namespace x3 = boost::spirit::x3;
using Iterator = std::vector<Item>::const_iterator;

/// Matches one item that a predicate accepts; no attribute, the chunk is the range.
template <class Predicate>
struct ItemParser : x3::parser<ItemParser<Predicate>> {
  using attribute_type = x3::unused_type;
  static bool const has_attribute = false;
  explicit constexpr ItemParser(Predicate p) : accept(p) {}
  template <class It, class Context, class RContext, class Attribute>
  bool parse(It& first, It const& last, Context const&, RContext&, Attribute&) const {
    if (first == last || !accept(*first)) return false;
    ++first;
    return true;
  }
  Predicate accept;
};

template <class Predicate>
constexpr auto item(Predicate p) {
  return ItemParser<Predicate>(p);
}

bool any_of(const Item& i, std::initializer_list<Cat> cats) {
  for (const auto c : cats)
    if (i.is(c)) return true;
  return false;
}

bool demonym(const Item& i) {
  for (const auto& n : i.names)
    if (n.role == "demonym") return true;
  return false;
}

bool is_verb(const Item& i) { return i.value == nullptr && i.is(Cat::verb); }
bool noun_word(const Item& i) {
  return i.value == nullptr && (any_of(i, {Cat::kind, Cat::event, Cat::prop, Cat::office, Cat::group, Cat::rolenoun,
                                           Cat::unitnoun, Cat::name}) ||
                                !i.names.empty());
}
/// Could be either: "launch", "crash", "orbit".
bool dual(const Item& i) { return is_verb(i) && noun_word(i); }

/// A date, time or measured amount stands alone; numbers and ordinals belong to the noun behind or before them.
bool alone_value(const Item& i) {
  return i.value != nullptr && !i.value_is(ValueMention::Kind::number) && !i.value_is(ValueMention::Kind::ordinal);
}
bool counting(const Item& i) {
  return i.value_is(ValueMention::Kind::number) || i.value_is(ValueMention::Kind::ordinal);
}

bool opener(const Item& i) {
  return i.value == nullptr && (any_of(i, {Cat::det, Cat::ord, Cat::last, Cat::latest, Cat::only, Cat::sup, Cat::quant,
                                           Cat::former, Cat::current, Cat::epithet}) ||
                                i.is(Cat::poss, "pronoun") || demonym(i));
}
/// "the greatest height", "tinggi terbesar"; "a greater height" only behind an opener.
bool degree(const Item& i) { return i.value == nullptr && i.is(Cat::degree); }
bool epithet(const Item& i) { return i.value == nullptr && i.is(Cat::epithet) && i.names.empty() && !i.is(Cat::verb); }
bool plain(const Item& i) {
  return (noun_word(i) && !is_verb(i)) || counting(i) || (i.value == nullptr && i.is(Cat::pron)) || opener(i);
}
/// Within a group that has shown itself to be one, a word that could be a verb is a noun, and a participle an adjective.
bool within(const Item& i) {
  return plain(i) || dual(i) || epithet(i) || (degree(i) && !i.is(Cat::comparative)) ||
         (i.value == nullptr && i.is(Cat::cond) && !is_verb(i));
}
bool possessive(const Item& i) { return i.value == nullptr && i.is(Cat::poss) && !i.is(Cat::poss, "pronoun"); }
bool demonstrative(const Item& i) { return i.value == nullptr && i.is(Cat::dem); }

bool helper(const Item& i) {
  return i.value == nullptr && any_of(i, {Cat::aux, Cat::neg, Cat::modal, Cat::still}) && !noun_word(i);
}
bool manner(const Item& i) {
  return i.value == nullptr &&
         (i.is(Cat::cond) ||
          (any_of(i, {Cat::inert, Cat::ord, Cat::current, Cat::ordinalmark, Cat::last, Cat::sooner}) && !is_verb(i)));
}
bool core_verb(const Item& i) { return i.value == nullptr && any_of(i, {Cat::verb, Cat::cop, Cat::say}); }
bool be(const Item& i) {
  return i.value == nullptr && (i.is(Cat::aux) || i.is(Cat::cop) || i.is(Cat::neg) || i.is(Cat::modal));
}

bool sub_word(const Item& i) { return i.value == nullptr && i.is(Cat::sub); }
/// "membawa", "menggunakan" are verbs; the binder takes them as prepositions behind another verb.
bool prep_word(const Item& i) { return i.value == nullptr && i.is(Cat::prep) && !i.is(Cat::verb); }
bool conj_word(const Item& i) { return i.value == nullptr && i.is(Cat::conj); }
bool rel_word(const Item& i) { return i.value == nullptr && i.is(Cat::rel); }
bool comp_word(const Item& i) { return i.value == nullptr && i.is(Cat::comp); }
bool to_word(const Item& i) { return i.value == nullptr && i.is(Cat::to); }
bool than_word(const Item& i) {
  if (i.value != nullptr) return false;
  if (any_of(i, {Cat::than, Cat::comparative})) return true;
  const auto* d = i.sense(Cat::degree);
  return d != nullptr &&
         std::none_of(d->where.begin(), d->where.end(), [](const auto& w) { return w.first == "pick"; });
}
bool times_word(const Item& i) { return i.value == nullptr && i.is(Cat::times); }

/// An English participle behind a determiner is an adjective: "the only failed launch".
bool within_opened(const Item& i) { return within(i) || degree(i) || (i.value == nullptr && i.is(Cat::cond)); }

const auto pre_open = item(opener);
const auto np_opened = item(within_opened);
const auto np_plain = item(plain);
// "dua kali" is no part of the noun before it.
const auto np_times = item(counting) >> item(times_word);
const auto np_any = !np_times >> item(within);
// In Indonesian a figure behind a noun is told of it: "Jumlah tingkat roket itu 3".
const auto np_figure = item([](const Item& i) { return i.value_is(ValueMention::Kind::number); });
const auto np_more = !(np_figure >> !item(within)) >> np_any;
const auto np_event = item([](const Item& i) { return i.value == nullptr && dual(i) && i.is(Cat::event); });
const auto np_dem = item(demonstrative);
const auto np_poss = item(possessive);
const auto np_value = item(alone_value);
const auto np_inert = item(
    [](const Item& i) { return i.value == nullptr && i.is(Cat::inert) && i.senses.size() == 1 && i.names.empty(); });
const auto possessive_date = np_poss >> -np_value;  // "North Korea's November 2023 satellite launch"

// English: a determiner or modifier opens a group in which launch is a noun; so does a possessive.
const auto np_det = item([](const Item& i) { return i.value == nullptr && i.is(Cat::det); });
const auto english_noun = (-np_det >> np_value) |
                          (-np_dem >> pre_open >> *(np_opened | possessive_date | (np_inert >> &np_opened))) |
                          (np_dem >> +np_any) | (np_figure >> np_event) |
                          (np_plain >> *(!np_times >> np_plain) >> *(possessive_date >> *np_any)) | np_dem;
// Indonesian: the head comes first; a demonstrative closes the group; -nya may stand in it.
const auto indonesian_noun = np_value | (np_any >> *(np_more | np_poss | (np_inert >> &(np_dem | np_any))) >> -np_dem) |
                             np_dem | (item(counting) >> &item(times_word));

const auto v_helper = item(helper);
const auto v_manner = item(manner);
const auto v_core = item(core_verb);
const auto v_be = item(be);
const auto verb_group = (*(v_helper | (v_manner >> &(v_helper | v_core | v_manner))) >> v_core) | (+v_helper) | v_be;

template <class Parser>
bool take(const Parser& p, Iterator& at, Iterator end) {
  return x3::parse(at, end, p);
}

}  // namespace

std::vector<Chunk> skeleton(const std::vector<Item>& items, std::string_view lang) {
  std::vector<Chunk> out;
  const auto begin = items.begin();
  auto at = begin;
  const auto end = items.end();
  const auto add = [&](Chunk::Kind k, Iterator from) {
    out.push_back({k, static_cast<std::uint32_t>(from - begin), static_cast<std::uint32_t>(at - begin)});
  };
  const auto single = [&](Chunk::Kind k) {
    const auto from = at;
    ++at;
    add(k, from);
  };
  while (at != end) {
    const auto from = at;
    switch (at->mark) {
      case ',': single(Chunk::Kind::comma); continue;
      case '(':
      case '[': single(Chunk::Kind::open); continue;
      case ')':
      case ']': single(Chunk::Kind::close); continue;
      case '-': single(Chunk::Kind::dash); continue;
      case ':':
      case ';': single(Chunk::Kind::colon); continue;
      case '"':
      case '\'': single(Chunk::Kind::quote); continue;
      case '.':
      case '!':
      case '?': single(Chunk::Kind::stop); continue;
      default: break;
    }
    if (at->value == nullptr) {
      if (take(item(sub_word), at, end)) {
        add(Chunk::Kind::sub, from);
        continue;
      }
      if (take(item(rel_word), at, end)) {
        add(Chunk::Kind::rel, from);
        continue;
      }
      if (take(item(comp_word), at, end)) {
        add(Chunk::Kind::comp, from);
        continue;
      }
      if (take(item(to_word) >> &(item(is_verb) | item(be)), at, end)) {
        at = from + 1;
        add(Chunk::Kind::to, from);
        continue;
      }
      if (take(item(than_word), at, end)) {
        add(Chunk::Kind::than, from);
        continue;
      }
      if (take(item(prep_word), at, end)) {
        add(Chunk::Kind::prep, from);
        continue;
      }
      if (take(item(conj_word), at, end)) {
        add(Chunk::Kind::conj, from);
        continue;
      }
    }
    if (lang == "id" && take(verb_group, at, end)) {
      add(Chunk::Kind::verb, from);
      continue;
    }
    if (lang == "id" ? take(indonesian_noun, at, end) : take(english_noun, at, end)) {
      add(Chunk::Kind::noun, from);
      continue;
    }
    if (take(verb_group, at, end)) {
      add(Chunk::Kind::verb, from);
      continue;
    }
    single(Chunk::Kind::other);
  }
  return out;
}

}  // namespace saksi::grammar

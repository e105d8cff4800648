#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/schema.h"
#include "grammar/meaning/items.h"
#include "grammar/meaning/notation.h"

namespace saksi::grammar {

/// Another thing that a name may stand for.
struct Rival {
  std::string entity, kind;
};

/// What a noun group stands for, before it is known what role it plays.
struct Noun {
  enum class Kind : std::uint8_t {
    none,       ///< not understood
    entity,     ///< a name: `entity`
    value,      ///< a date, quantity, number, weekday: `value`
    event,      ///< an event or a choice from events: `set` with `pick`
    described,  ///< entities of a kind: `set` of that kind with `pick`
    counted,    ///< `number` of them: "two moons"
    property,   ///< `property` of `owner`
    apposed,    ///< a name that is `property` of something else: "its predecessor Luna-24"
    office,     ///< whoever holds `office` of `owner`
    reference   ///< "it", "the base": `entity_kind` or `set.kind` to be found in what was told before
  };
  enum class Pick : std::uint8_t { all, one, nth, last };

  Kind kind = Kind::none;
  Span span, head;                    ///< the whole group; the naming words
  std::uint32_t first = 0, last = 0;  ///< items
  std::string entity;
  std::string entity_kind;  ///< of an entity, or what a reference asks for
  bool common = false;      ///< a name that much else bears, with nothing here that fits it
  const ValueMention* value = nullptr;
  Set set;
  Pick pick = Pick::all;
  int n = 0;
  std::string key = "time";
  bool now = false;  ///< latest, current: of the present
  bool former = false;
  std::string property, office;
  int degree = 0;                       ///< of a property: "a greater height" 1, "a lower one" -1
  bool superlative = false;             ///< "the greatest height"
  bool reversed = false;                ///< "buatan SpaceX": what stands behind is the value
  std::vector<std::string> properties;  ///< all that the word may mean, by what has it
  std::vector<Noun> owner;              ///< "Kazakhstan's", "of Mars": at most one but for pairs
  std::optional<Quantity> number;
  Span number_span;
  bool anyone = false;   ///< "nobody": no more is told of whom
  bool none_of = false;  ///< "no woman"
  bool all_of = false;
  bool only = false;
  bool definite = false;
  bool pronoun = false;
  bool people = false;  ///< only what one calls a people: "American"
  bool event_like = false;
  std::string via;                      ///< of an event: the role whose filler is meant ("the first woman in space")
  std::vector<Condition> in_where;      ///< what is told of that event
  std::string in_event;                 ///< "in space": the event kind a choice by time is made from
  std::vector<Rival> rivals;            ///< others of the same name that fit as well
  std::vector<Atom> asides;             ///< told in passing: "Russian President Vladimir Putin"
  std::vector<std::uint32_t> trailing;  ///< items at the end that belong to the verb ("Angara A5 first flew")
  std::vector<Condition> told;          ///< of a chosen event: "the maiden flight of H3 in March 2023"

  /// The noun without "no" and "only", which a clause that has it as its subject says by itself.
  [[nodiscard]] Noun unquantified() const {
    auto plain = *this;
    plain.none_of = plain.only = false;
    return plain;
  }
};

/// Interprets a noun group's items [first, last). Marks the items it understood in `read` (by item index).
Noun interpret_noun(const std::vector<Item>& items, std::uint32_t first, std::uint32_t last, const Schema& schema,
                    std::string_view lang, std::vector<char>& read);

/// The noun as a term: entity, value, the/nth/last of a set, a property of its owner.
Term term_of(const Noun& n);

/// A word's own value for a role or property of a kind: an entity where the schema says so, else a symbol.
Value literal(const Schema& schema, std::string_view kind, std::string_view name, std::string_view v);

/// Condition of an event or entity set that "Indian", "AS", "Soviet" adds: by the country of its operator, or the
/// nationality of a person.
std::string country_path(const Schema& schema, std::string_view kind);

}  // namespace saksi::grammar

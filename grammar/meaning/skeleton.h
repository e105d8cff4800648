#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/meaning/items.h"

namespace saksi::grammar {

/// A flat piece of a sentence, items [first, last). The skeleton decides no attachment; the binder does.
struct Chunk {
  enum class Kind : std::uint8_t {
    noun,  ///< noun group: determiners, modifiers, nouns, names, a value
    verb,  ///< auxiliaries, negation, modality, the verb
    prep,
    conj,
    rel,
    sub,
    comp,
    to,
    than,
    comma,
    open,
    close,
    dash,
    colon,
    quote,
    stop,
    other  ///< a word no group takes: unread or inert
  };
  Kind kind = Kind::other;
  std::uint32_t first = 0, last = 0;
};

/// X3 over items. Linear; takes every item into exactly one chunk.
std::vector<Chunk> skeleton(const std::vector<Item>& items, std::string_view lang);

}  // namespace saksi::grammar

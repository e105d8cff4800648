#pragma once
#include <span>
#include <vector>

#include "grammar/tags/tagger.h"
#include "grammar/text/text.h"
#include "grammar/values/mentions.h"
#include "grammar/words/words.h"

namespace saksi::grammar {

/// The words of tokens [first, last) with all their readings: a value with figures in it is one word, a closed form of
/// several words too ("according to"). A capital in mid-sentence makes a name, at the beginning it may; where most words
/// bear one, as in headlines, it tells nothing. Linear.
std::vector<TaggedWord> sentence_words(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last,
                                       std::span<const ValueMention> values, const Words& words);

/// True where most words bear a capital and there is no full stop: a headline.
bool title_case(const std::vector<Token>& tokens, std::uint32_t first, std::uint32_t last);

}  // namespace saksi::grammar

#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "engine/judge/opinion.h"

namespace saksi::engine {

/// How a sentence came out: assertions that are against the facts, and what of it is not decided.
struct Tally {
  int faults = 0, open = 0;
};
Tally tally_of(const Judgement& judgement, const Parsed& parsed);

/// Drops each correction that does not mend its sentence: with it, and read and judged again where it stands, the sentence
/// must hold fewer faults and nothing more that is not decided. A day or a measure that takes the place of another in a sentence of
/// which all else is right is not tried. `again` reads and judges a whole text, of which it tells the
/// sentences that are asked for, by number; it is called as often as a sentence has corrections.
using Again = std::function<std::vector<Tally>(std::string_view text, const std::vector<bool>& asked)>;
void drop_bad_corrections(std::string_view text, std::vector<ClaimResult>& sentences, const Again& again);

}  // namespace saksi::engine

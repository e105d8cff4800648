#pragma once
#include <vector>

#include "core/meaning.h"
#include "engine/query/evaluator.h"

namespace saksi::engine {

/// The atoms of a reading as they may be meant where "the S" has several members: each such S narrowed to the member that
/// agrees with most atoms that speak of it. Several where members agree equally well: they must come to the same verdicts.
std::vector<std::vector<Atom>> choose_members(const std::vector<Atom>& atoms, Evaluator& evaluator);

/// The first "the S" that an atom speaks of; none where there is none.
TermId description_in(const Atom& atom, const Meaning& m);

}  // namespace saksi::engine

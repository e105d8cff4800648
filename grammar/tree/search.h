#pragma once
#include <cstddef>
#include <vector>

#include "grammar/tree/tree.h"

namespace saksi::grammar::tree {

/// The tree that least speaks against: the one that the first rows of the table make of the tags there are, unless one
/// other row, or one other tag that a word may have, and then one more, make one that costs less. So many trees are made at most as
/// limits::tree_attempts says; `made`: how many were, the last one besides. `sentence` is not empty; it has the tags of that tree
/// afterwards.
Tree cheapest(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
              const AttachTable& table, std::size_t* made = nullptr);

}  // namespace saksi::grammar::tree

#include "grammar/tree/tree.h"

#include <algorithm>
#include <array>

#include "grammar/tree/search.h"

namespace saksi::grammar {

namespace {

constexpr std::array<std::string_view, 30> kFunctions{
    "root",     "nsubj",  "csubj",     "obj",  "obl",  "nmod", "appos", "acl",        "acl:relcl", "advcl",
    "ccomp",    "xcomp",  "parataxis", "conj", "cc",   "cop",  "aux",   "det",        "nmod:poss", "amod",
    "compound", "nummod", "advmod",    "case", "mark", "flat", "expl",  "dislocated", "punct",     "dep"};

/// Hangs a word whose arc crosses another higher, until none does.
void make_projective(Tree& tree) {
  const std::size_t n = tree.head.size();
  const auto below = [&](std::uint32_t w, std::uint32_t top) {
    while (w != top && tree.head[w] != w) w = tree.head[w];
    return w == top;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t w = 0; w < n; ++w) {
      const std::uint32_t h = tree.head[w];
      if (h == w) continue;
      for (std::uint32_t k = std::min(w, h) + 1; k < std::max(w, h); ++k) {
        if (below(k, h)) continue;
        tree.head[w] = tree.head[h];
        changed = true;
        break;
      }
    }
  }
}

}  // namespace

std::string_view to_string(Function f) { return kFunctions.at(static_cast<std::size_t>(f)); }

Tree build_tree(std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
                const AttachTable& table) {
  if (sentence.empty()) return {};
  Tree best = tree::cheapest(sentence, dateline, patterns, table);
  make_projective(best);
  return best;
}

}  // namespace saksi::grammar

#include "grammar/tree/tree.h"

#include <algorithm>
#include <array>

#include "grammar/tree/builder.h"
#include "grammar/tree/groups.h"

namespace saksi::grammar {

namespace {

constexpr std::array<std::string_view, 28> kFunctions{
    "root",   "nsubj",     "obj",  "obl",  "nmod", "appos", "acl",   "acl:relcl", "advcl", "ccomp",
    "xcomp",  "parataxis", "conj", "cc",   "cop",  "aux",   "det",   "nmod:poss", "amod",  "compound",
    "nummod", "advmod",    "case", "mark", "flat", "expl",  "punct", "dep"};

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

/// "Neil Armstrong", "Administrator Charles Bolden": the first name heads the names, a noun right before them heads them all.
void head_names(const std::vector<TaggedWord>& sentence, std::vector<Chunk>& chunks) {
  for (Chunk& c : chunks) {
    if (c.kind != ChunkKind::np || !sentence[c.head].tags.has(Tag::name)) continue;
    while (c.head > c.first && sentence[c.head - 1].tags.has(Tag::name)) --c.head;
    if (c.head > c.first && sentence[c.head - 1].tags.meets(Tags(Tag::noun) | Tag::title)) --c.head;
  }
}

}  // namespace

std::string_view to_string(Function f) { return kFunctions.at(static_cast<std::size_t>(f)); }

Tree build_tree(const std::vector<TaggedWord>& sentence, std::size_t dateline, const ChunkPatterns& patterns,
                const AttachTable& table) {
  Tree tree;
  tree.chunks = patterns.cut(sentence);
  head_names(sentence, tree.chunks);
  tree.head.resize(sentence.size());
  for (std::uint32_t i = 0; i < tree.head.size(); ++i) tree.head[i] = i;
  tree.function.assign(sentence.size(), Function::root);
  tree.sure.assign(sentence.size(), true);
  tree.row.assign(sentence.size(), 0);
  if (sentence.empty()) return tree;
  tree::attach_inside(sentence, tree.chunks, tree);
  tree::Builder(sentence, dateline, tree, table).run();
  make_projective(tree);
  return tree;
}

}  // namespace saksi::grammar

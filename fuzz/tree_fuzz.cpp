// Any bytes: a sentence has a tree with one root, no loop, no arcs that cross, each word in one group; printing it never crashes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/reading.h"
#include "grammar/grammar.h"

using namespace saksi;
using namespace saksi::grammar;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 1 << 12) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (check_utf8(text)) return 0;
  const std::string lang = (data[0] & 1) != 0 ? "id" : "en";
  const Parse p = parse_sentence(text, lang, engine::general_words(lang), engine::tagger(lang),
                                 engine::chunk_patterns(lang), engine::attach_table(lang));
  const Tree& t = p.tree;
  const std::size_t n = p.words.size();
  if (t.head.size() != n || t.function.size() != n) std::abort();
  std::size_t roots = 0;
  for (std::uint32_t w = 0; w < n; ++w) {
    if (p.words[w].tags.empty() || t.head[w] >= n) std::abort();
    roots += t.head[w] == w ? 1 : 0;
    std::uint32_t k = w;
    for (std::size_t steps = 0; t.head[k] != k; k = t.head[k])
      if (++steps > n) std::abort();
  }
  if (n > 0 && roots != 1) std::abort();
  std::uint32_t at = 0;
  for (const Chunk& c : t.chunks) {
    if (c.first != at || c.last <= c.first || c.head < c.first || c.head >= c.last) std::abort();
    at = c.last;
  }
  if (at != n) std::abort();
  if (conllu(text, p).empty() != (n == 0)) std::abort();
  indented(text, p);
  graphviz(text, p);
  return 0;
}

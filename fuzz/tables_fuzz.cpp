// Any bytes as tag rules, chunk patterns, an attachment table or word tables: a value, or faults with their line.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "grammar/tags/rules.h"
#include "grammar/tree/tree.h"
#include "grammar/words/words.h"

using namespace saksi;
using namespace saksi::grammar;

namespace {

template <class T>
void told(const Result<T>& made) {
  if (made.ok()) return;
  if (made.errors().empty()) std::abort();
  for (const Diagnostic& d : made.errors())
    if (d.text().empty() || d.code.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 1 << 13) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0: told(parse_tag_rules("x.cg", text)); break;
    case 1: told(ChunkPatterns::parse("x.pat", text)); break;
    case 2: told(AttachTable::parse("x.tsv", text)); break;
    default: {
      const std::vector<EmbeddedFile> tables{
          {"closed.tsv", text}, {"roots.tsv", text}, {"general.tsv", text}, {"irregular.tsv", text}};
      told(compile_words(tables));
    }
  }
  return 0;
}

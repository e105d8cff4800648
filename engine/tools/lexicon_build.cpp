// Compiles the word tables of a language with the names of the built-in fact base into the image that is linked into the
// library, so that nothing is parsed when the program starts:
//   saksi_lexicon_build LANGUAGE OUT.lexicon
#include <iostream>
#include <string>

#include "corpus/fact_base.h"
#include "engine/tools/write_file.h"
#include "grammar/grammar.h"
#include "grammar/names/lexicon.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: saksi_lexicon_build LANGUAGE OUT.lexicon\n";
    return 2;
  }
  const auto base = saksi::FactBase::embedded();
  if (!base) {
    std::cerr << "the built-in fact base cannot be opened\n";
    return 1;
  }
  const saksi::FactBase& facts = **base;
  const auto image = saksi::grammar::compile_lexicon(argv[1], saksi::Grammar::embedded_lexicon(), facts.schema(),
                                                     facts.names(), facts.hash());
  if (!image) {
    for (const auto& d : image.errors()) std::cerr << d.text() << "\n";
    return 1;
  }
  if (!write_file(argv[2], *image)) return 1;
  std::cout << image->size() << " bytes\n";
  return 0;
}

// Compiles the word tables of a language with the names of the built-in fact base into the image that is linked into the
// library, so that nothing is parsed when the program starts:
//   saksi_lexicon_build LANGUAGE OUT.lexicon
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "corpus/fact_base.h"
#include "grammar/grammar.h"
#include "grammar/lexicon.h"

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
  const std::string part = std::string(argv[2]) + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << *image;
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(part, argv[2], error);
  if (!out || error) {
    std::cerr << argv[2] << ": cannot be written\n";
    return 1;
  }
  std::cout << image->size() << " bytes\n";
  return 0;
}

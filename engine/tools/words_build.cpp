// Compiles the tables of general words of a language into the image that is linked into the library:
//   saksi_words_build OUT.words TABLE.tsv...
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/tools/write_file.h"
#include "grammar/words/words.h"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: saksi_words_build OUT.words TABLE.tsv...\n";
    return 2;
  }
  std::vector<std::string> contents;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    contents.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (!in) {
      std::cerr << argv[i] << ": cannot be read\n";
      return 1;
    }
  }
  std::vector<saksi::EmbeddedFile> tables;
  for (int i = 2; i < argc; ++i) tables.push_back({argv[i], contents[static_cast<std::size_t>(i - 2)]});
  const auto image = saksi::grammar::compile_words(tables);
  if (!image) {
    for (const auto& d : image.errors()) std::cerr << d.text() << "\n";
    return 1;
  }
  if (!write_file(argv[1], *image)) return 1;
  std::cout << saksi::grammar::Words(*image).forms() << " forms, " << image->size() << " bytes\n";
  return 0;
}

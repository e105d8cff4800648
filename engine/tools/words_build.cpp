// Compiles what is known of the words of a language into the images that are linked into the library:
//   saksi_words_build OUT.words OUT.tags RULES.cg TABLE.tsv...
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "core/archive.h"
#include "engine/tools/write_file.h"
#include "grammar/tags/rules.h"
#include "grammar/words/words.h"

namespace {

bool read(const char* path, std::string& to) {
  std::ifstream in(path, std::ios::binary);
  to.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  if (!in) std::cerr << path << ": cannot be read\n";
  return static_cast<bool>(in);
}

int told(const std::vector<saksi::Diagnostic>& faults) {
  for (const auto& d : faults) std::cerr << d.text() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kFirstTable = 4;
  if (argc <= kFirstTable) {
    std::cerr << "usage: saksi_words_build OUT.words OUT.tags RULES.cg TABLE.tsv...\n";
    return 2;
  }
  std::string rules_text;
  std::vector<std::string> contents(static_cast<std::size_t>(argc - kFirstTable));
  std::vector<saksi::EmbeddedFile> tables;
  if (!read(argv[3], rules_text)) return 1;
  for (int i = kFirstTable; i < argc; ++i) {
    std::string& content = contents[static_cast<std::size_t>(i - kFirstTable)];
    if (!read(argv[i], content)) return 1;
    tables.push_back({argv[i], content});
  }
  const auto image = saksi::grammar::compile_words(tables);
  if (!image) return told(image.errors());
  const auto rules = saksi::grammar::parse_tag_rules(argv[3], rules_text);
  if (!rules) return told(rules.errors());
  saksi::ArchiveWriter archive;
  archive(*rules);
  if (!write_file(argv[1], *image) || !write_file(argv[2], archive.bytes)) return 1;
  std::cout << saksi::grammar::Words(*image).forms() << " forms, " << image->size() << " bytes; " << rules->rules.size()
            << " tag rules, " << archive.bytes.size() << " bytes\n";
  return 0;
}

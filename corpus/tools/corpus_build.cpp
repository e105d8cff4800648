// Compiles a folder of fact tables into the snapshot that is linked into the library:
//   saksi_corpus_build FACTS_FOLDER SCHEMA_FOLDER OUT.snapshot
// or lists the tables of one with their fields:
//   saksi_corpus_build --package FACTS_FOLDER > FACTS_FOLDER/datapackage.json
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string_view>

#include "corpus/builder.h"
#include "corpus/package.h"
#include "corpus/snapshot.h"

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--package") {
    const auto package = saksi::corpus::describe_package(argv[2]);
    if (!package) {
      for (const auto& d : package.errors()) std::cerr << d.text() << "\n";
      return 1;
    }
    std::cout << *package;
    return 0;
  }
  if (argc != 4) {
    std::cerr << "usage: saksi_corpus_build FACTS_FOLDER SCHEMA_FOLDER OUT.snapshot\n"
                 "       saksi_corpus_build --package FACTS_FOLDER\n";
    return 2;
  }
  saksi::corpus::BuildOptions options;
  options.schema = saksi::corpus::schema_tables_of(argv[2]);
  const auto compiled = saksi::corpus::compile(argv[1], options);
  if (!compiled) {
    for (const auto& d : compiled.errors()) std::cerr << d.text() << "\n";
    std::cerr << compiled.errors().size() << " faults in the fact tables\n";
    return 1;
  }
  const std::string bytes = saksi::corpus::encode_snapshot(compiled->content);
  const std::string part = std::string(argv[3]) + ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << bytes;
    if (!out.flush()) {
      std::cerr << part << ": cannot be written\n";
      return 1;
    }
  }
  std::error_code error;
  std::filesystem::rename(part, argv[3], error);
  if (error) {
    std::cerr << argv[3] << ": " << error.message() << "\n";
    return 1;
  }
  const auto& r = compiled->report;
  std::cout << r.entities << " entities, " << r.events << " events, " << r.statements << " statements, " << r.complete
            << " completeness statements, " << r.drafts << " drafts, " << r.warnings.size() << " warnings, "
            << bytes.size() << " bytes\n";
  return 0;
}

#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/fact_base.h"
#include "corpus/facts_csv.h"
#include "corpus/layers.h"
#include "engine/saksi.h"

namespace saksi::engine {

/// The words for properties, units and kinds that the grammar's tables hold, for corpus::read_facts_csv.
corpus::FactWords fact_words();

/// The built-in base, for the names and kinds that it lends to tables of facts; nullptr where it cannot be opened.
std::shared_ptr<const FactBase> vocabulary();

/// The words of both languages with the names of a base, compiled (grammar/names/lexicon_image.h).
struct LexiconImages {
  std::string_view en, id;
  std::shared_ptr<const void> owner;  ///< keeps them; null where they live as long as the program
};

struct OpenedFacts {
  std::shared_ptr<const FactBase> base;
  LexiconImages words;
  std::vector<Diagnostic> warnings;  ///< of tables of facts: corpus::FactsCsvReport
  LayerReport layers;                ///< what became of each; empty for a single one
};

/// One base of the default one, where it is wanted, and the files over it, in their order: SQLite fact bases, and tables of
/// facts that end in ".csv". Out of the cache of the options where that has what was made of the same files. Codes: those
/// of FactBase::open, FactBase::layered, corpus::read_facts_csv and grammar::compile_lexicon.
Result<OpenedFacts> open_facts(const CheckerOptions& options);

}  // namespace saksi::engine

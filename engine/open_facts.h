#pragma once
#include <memory>
#include <string>
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

struct OpenedFacts {
  std::shared_ptr<const FactBase> base;
  std::vector<Diagnostic> warnings;  ///< of tables of facts: corpus::FactsCsvReport
  LayerReport layers;                ///< what became of each; empty for a single one
};

/// One base of the default one, where it is wanted, and the files over it, in their order: SQLite fact bases, and tables of
/// facts that end in ".csv". Codes: those of FactBase::open, FactBase::layered and corpus::read_facts_csv.
Result<OpenedFacts> open_facts(const CheckerOptions& options);

}  // namespace saksi::engine

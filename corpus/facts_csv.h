#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/content.h"
#include "corpus/fact_base.h"

/// Facts of one's own, in one CSV file: `subject,property,value[,unit][,lang][,from][,to][,rank][,source]`, one fact a
/// row. docs/own-facts.md tells how to write one.
namespace saksi::corpus {

/// How prose calls properties and units, in lower case: handed in by the layer above, which has the word tables.
struct FactWords {
  std::unordered_map<std::string, std::vector<std::string>> properties;  ///< "birth place" -> property ids
  std::unordered_map<std::string, std::string> units;                    ///< "kilometre" -> "km", or "km*1000"
  std::unordered_map<std::string, std::string> kinds;                    ///< "rocket" -> kind id
};

struct FactsCsvReport {
  std::size_t rows = 0;
  std::size_t statements = 0, events = 0;
  std::size_t found = 0;                    ///< names that the base below knew already
  std::size_t entities = 0;                 ///< names that were new
  std::vector<std::string> own_properties;  ///< ids of those the schema did not have, sorted
  std::vector<Diagnostic> warnings;         ///< "several-values": of a property that has one at a time
};

struct FactsCsv {
  std::shared_ptr<const FactBase> base;  ///< these facts alone, as a layer for FactBase::layered
  FactsCsvReport report;
};

/// The same as plain rows, in order, with the schema that they are of.
struct FactsCsvRows {
  Content content;
  std::shared_ptr<const Schema> schema;
  FactsCsvReport report;
};

/// True where the path ends in ".csv".
bool is_facts_csv(std::string_view path);

/// Reads a table of facts over a base, which may be null. Names that fit one entity of the base are that entity. Others
/// that fit one of `vocabulary` (which may be null too) take its id, kinds, names and demonyms, but nothing that is
/// known of it; the rest become entities of the kind that their properties ask for. A `properties.csv` in the same folder says more of
/// properties. All faults at once, by line and column. Codes: "no-such-file", those of read_csv, "unknown-column",
/// "missing-column", "missing-cell", "ambiguous-name", "unknown-kind", "bad-date", "bad-value", "bad-unit", "bad-rank",
/// "bad-lang", "bad-set", "bad-flag", "impossible-dates", "two-values".
Result<FactsCsv> read_facts_csv(const std::string& path, std::shared_ptr<const FactBase> over,
                                const FactBase* vocabulary, const FactWords& words);

/// The same over plain rows and their schema, both of which may be null.
Result<FactsCsvRows> read_facts_csv(const std::string& path, const Content* over, const Schema* schema,
                                    const FactBase* vocabulary, const FactWords& words);

}  // namespace saksi::corpus

#pragma once
#include <cstddef>
#include <map>
#include <string>

#include "corpus/fact_base.h"

namespace saksi::corpus {

/// What a base holds, counted.
struct Stats {
  std::map<std::string, std::size_t> entities;    ///< by their first kind
  std::map<std::string, std::size_t> events;      ///< by kind
  std::map<std::string, std::size_t> statements;  ///< by property
  std::map<std::string, std::size_t> names;       ///< by language, "any" where both have it
  std::map<std::string, std::size_t> cited;       ///< rows by source id
  std::size_t complete = 0;
  std::size_t drafts = 0, deprecated = 0;  ///< rows that decide nothing
  std::string earliest, latest;            ///< days of the first and last event
  std::string oldest_check, newest_check;  ///< ISO days
};

/// Linear in the base. nullopt for a base of another library.
std::optional<Stats> stats_of(const FactBase& facts);

/// For a reader, and one JSON object.
std::string text_of(const Stats& stats);

}  // namespace saksi::corpus

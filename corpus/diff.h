#pragma once
#include <string>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::corpus {

/// What is different in a second base.
struct Change {
  enum class What { added, removed, changed };
  What what = What::changed;
  std::string table;                 ///< "entity", "event", "statement" or "complete"
  std::string id;                    ///< of a statement "luna-25 mass"
  std::string before, after;         ///< the row in words; empty where there is none
  std::vector<std::string> sources;  ///< "title: evidence; checked day", of the row after, else of the one before
};

/// Every difference, by table, then by id. Rows that say the same by other sources are no change. Code "no-layer" for a
/// base of another library.
Result<std::vector<Change>> diff(const FactBase& before, const FactBase& after);

}  // namespace saksi::corpus

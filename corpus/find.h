#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::corpus {

struct Found {
  std::string id, kind;
  std::string label;    ///< in the language asked for
  std::string matched;  ///< the name, alias or id that fits
  double score = 0;     ///< 1 = written just so, but for case, marks and hyphens; above 0.6
};

/// The things whose names or ids come nearest to a text, best first, then by id: whole names, names that begin with it,
/// names that have its words, names a few letters away. `kind` empty = any. Linear in the names.
std::vector<Found> find(const FactBase& facts, std::string_view text, std::string_view kind, std::string_view lang,
                        std::size_t limit);

}  // namespace saksi::corpus

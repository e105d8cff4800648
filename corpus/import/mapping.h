#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/content.h"

namespace saksi::corpus {

/// What the columns of a foreign launch table are (docs/import.md).
struct Mapping {
  SourceRow source;
  bool latin1 = false;
  std::string until;  ///< no launch is later; empty = the day of check
  std::string zone;   ///< "UTC", or empty where the table does not say
  std::vector<std::string> formats;
  std::map<std::string, std::string, std::less<>> columns;  ///< "date" → "launch_date"
  std::string separator;                                    ///< between vehicle and payload in one column
  std::map<std::string, std::string> outcomes;  ///< word → success, failure, partial; no_launch: leave it out
};

/// Code "bad-mapping", with line and column; "no-such-file", "unreadable".
Result<Mapping> read_mapping(const std::string& path);

}  // namespace saksi::corpus

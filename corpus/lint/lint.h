#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::corpus {

/// One thing that is wrong, or odd, in a base.
struct LintFinding {
  bool error = false;  ///< wrong for certain; else worth a look
  std::string code;    ///< "dangling", "impossible-dates", "out-of-range", "two-values", "no-evidence", "name-clash",
                       ///< "ordinary-word", "stale", "not-whole", "overlap"
  std::string of;      ///< the row: an id, "ID PROPERTY", or a name
  std::string message;
  friend bool operator==(const LintFinding&, const LintFinding&) = default;
};

struct LintOptions {
  std::optional<Date> as_of;  ///< the day for "stale"; absent = the newest day on which a row was checked
  std::function<bool(std::string_view)> ordinary;  ///< true of a word of the language; absent = not looked at
};

/// Looks at every row once. By code, then by row. Empty for a base of another library.
std::vector<LintFinding> lint(const FactBase& facts, const LintOptions& options = {});

/// One launch, or one role of it, that two bases tell differently.
struct Difference {
  std::string event;        ///< id
  std::string role;         ///< "time", "vehicle", "site", "outcome"; "" where one side has no such launch
  std::string here, there;  ///< values; "" = none
  std::string here_source, there_source;
  std::string why;  ///< of an explained one
  friend bool operator==(const Difference&, const Difference&) = default;
};

/// A row of a table of explained differences: event, role, why.
struct Explained {
  std::string event, role, why;
};

/// Launches of one base held against another's of the same ids, such as an imported catalogue: times that share no
/// instant, vehicles, sites, outcomes; values that the other base does not know by our ids are compared by name, and a
/// variant or a pad agrees with what it is part of. Launches that only one of them has are told where the other reaches
/// so far. By event, then role; explained ones have their `why`.
std::vector<Difference> compare_launches(const FactBase& here, const FactBase& there,
                                         const std::vector<Explained>& explained);

}  // namespace saksi::corpus

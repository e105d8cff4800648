#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/checked.h"

namespace saksi::engine {

/// What a finding says to write instead, apart from its record.
struct Correction {
  std::string path;
  Place place;  ///< of the first edit
  std::string rule, message;
  Suggestion::Safety safety = Suggestion::Safety::review;
  std::vector<Edit> edits;       ///< in order; bytes of `claim`, or of the article
  std::vector<std::string> old;  ///< what stands there
  bool article = false;
  std::string claim;                 ///< of a record that is no article, its text
  std::uint64_t begin = 0, end = 0;  ///< and its bytes in the file
};

/// The first suggestion of each finding that is not suppressed.
std::vector<Correction> corrections_of(const CheckedRecord& r);

/// A file before and after: what was put where.
struct Fixed {
  struct Change {
    std::size_t begin = 0, end = 0;  ///< bytes of the file before
    std::string with;
  };
  std::vector<Change> changes;            ///< in order, none over another
  std::vector<const Correction*> done;    ///< what they come from
  std::vector<const Correction*> passed;  ///< what cannot be done: over another one, or not as it is told in the file
};

/// Finds where corrections of a file belong in its bytes. A claim of a table or of JSON Lines is mended only where its words
/// stand in its record as they are, once, and what is put there needs no quoting.
Fixed plan_fixes(std::string_view bytes, const std::vector<Correction>& corrections);
/// The file with the changes made.
std::string apply_fixes(std::string_view bytes, const Fixed& fixed);
/// The changes as a unified diff with three lines around each; empty where there are none.
std::string unified_diff(std::string_view bytes, const Fixed& fixed, const std::string& path);

}  // namespace saksi::engine

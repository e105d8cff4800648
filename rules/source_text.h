#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "rules/rule.h"

namespace saksi::rules {

using It = const char*;

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The text of a rule file while it is parsed: tells where something stands and gathers what is wrong. The path, the text
/// and the list of errors must outlive it.
class SourceText {
 public:
  SourceText(std::string_view path, std::string_view text, std::vector<Diagnostic>& errors);

  /// What lies between two places, without the white space at its ends; its length ends with its first line.
  [[nodiscard]] Place place(It first, It last) const;
  /// Adds an error at a place, with the line that it stands in.
  void report(It at, std::string code, std::string message) const;

  const It begin, end;

 private:
  /// The number of the line of a place, from 0.
  [[nodiscard]] std::size_t line_of(It at) const;

  std::string_view path_;
  std::vector<std::size_t> lines_;  ///< where each line begins
  std::vector<Diagnostic>& errors_;
};

}  // namespace saksi::rules

#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/tsv.h"

namespace saksi::grammar {

/// One row of a value table: the word as it is matched (lower case) and the cells behind it.
struct ValueRow {
  std::string_view word, a, b;
};

/// The rows of grammar/lexicon/LANG/values/NAME.tsv as linked into the library; empty for a language or a table that
/// is not there. The tables are read once; safe from any thread.
const std::vector<ValueRow>& value_table(std::string_view lang, std::string_view name);

/// What is wrong with the linked tables; empty when they are sound, which a test asserts.
const std::vector<Diagnostic>& value_table_faults();

/// The languages that have value tables.
std::vector<std::string_view> value_languages();

/// Abbreviations of any language, by folded word without its stop.
struct Abbreviation {
  enum class Before { digit, capital, any } before = Before::any;
  bool may_end = false;  ///< "Inc.": a sentence may end with it
  bool closes = false;   ///< "dll.", "etc.": before a capital a sentence does end with it
};
const std::unordered_map<std::string_view, Abbreviation>& abbreviations();

}  // namespace saksi::grammar

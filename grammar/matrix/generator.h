#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/names.h"
#include "core/schema.h"

namespace saksi::grammar {

/// One cell of the matrix as it is to be read: a phrase and what it means, told from the schema, the word tables and
/// grammar/matrix/{en,id}.tsv, never from what the parser makes of it.
struct MatrixCase {
  std::string lang;
  std::string construction;
  std::string group;   ///< event, verb (every verb once), quantity, entity, date
  std::string target;  ///< kind of event or property
  std::string form;    ///< voice of the verb; the verb itself where every verb is tried; kind of value of a property
  std::string phrase;
  /// Any of these is right: each a list of atoms in the text form of golden files. None: nothing may be asserted.
  std::vector<std::vector<std::string>> expected;
  std::string twin;        ///< a phrase that must not mean the same; of a stance, the plain assertion
  std::string impossible;  ///< why the language or the schema cannot express the cell; empty where it can
};

/// Every cell of a language, in the order of the construction table, then of the schema.
Result<std::vector<MatrixCase>> matrix_cases(std::string_view lang, const Schema& schema, const NameList& names);

/// The text of an atom with the conditions of each set sorted: two texts mean one thing where these are equal.
std::string matrix_canonical(std::string_view atom);

}  // namespace saksi::grammar

#pragma once
#include "core/meaning.h"
#include "core/notation.h"

namespace saksi::grammar {

/// A value of the reader's in the ids of a meaning's symbol table. A text that the table does not have gets an id of that
/// meaning alone.
saksi::Value in_ids(const notation::Value& value, Meaning& meaning);
saksi::Atom in_ids(const notation::Atom& atom, Meaning& meaning);

}  // namespace saksi::grammar

#pragma once
#include "core/notation.h"

/// The reader builds meanings in text ids and turns them into those of the symbol table when a sentence is done.
namespace saksi::grammar {

using notation::Atom;
using notation::Condition;
using notation::Entity;
using notation::Set;
using notation::Symbol;
using notation::Term;
using notation::Text;
using notation::Value;

using notation::compare;
using notation::count;
using notation::distinct;
using notation::entity;
using notation::last;
using notation::minus;
using notation::no;
using notation::now_term;
using notation::nth;
using notation::prop;
using notation::rank;
using notation::role;
using notation::some;
using notation::the;
using notation::value;
using notation::where;

}  // namespace saksi::grammar

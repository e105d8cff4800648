#pragma once
#include <string>
#include <vector>

#include "core/notation.h"

/// The text form of meanings, by plain names.
namespace saksi::oracle {

using notation::Atom;
using notation::Condition;
using notation::Entity;
using notation::Set;
using notation::Symbol;
using notation::Term;
using notation::Text;
using notation::Value;

using notation::count;
using notation::distinct;
using notation::entity;
using notation::last;
using notation::minus;
using notation::now_term;
using notation::nth;
using notation::prop;
using notation::rank;
using notation::the;
using notation::value;
using notation::where;

}  // namespace saksi::oracle

#pragma once
#include "core/meaning.h"
#include "engine/report/json.h"

namespace saksi::engine {

/// {"entity":…}, {"value":"2023-08-11","precision":"day"}, {"value":1500,"unit":"km","low":…,"high":…,"hedge":…};
/// null for no value.
void write_value(JsonWriter& out, const Value& value, const Meaning& meaning);

/// What an assertion is about, as an object. A role of an event: event, role, value; a property: its subject (two of
/// them: from and to), and the value under the property's name; else the terms as core writes them.
void write_args(JsonWriter& out, const Atom& atom, const Meaning& meaning);

}  // namespace saksi::engine

#pragma once
#include <optional>

#include "core/notation.h"
#include "corpus/snapshot/snapshot.h"

namespace saksi::corpus {

/// A value of a row in text ids, as tables and proofs write it.
notation::Value value_of(const Snapshot& facts, const flat::Value& v);

/// What an event's row tells of its time: its civil interval, with the zone it is told in.
std::optional<Date> told_of(const Snapshot& facts, const flat::Event& e);

}  // namespace saksi::corpus

#pragma once
#include <optional>
#include <string>

#include "engine/query/answer.h"
#include "engine/query/vocabulary.h"

namespace saksi::engine {

/// The time of an event in UTC; none where it is not known, or where it is told of what another event implies and that
/// does not tell it.
std::optional<TimeInterval> when_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary);

/// The same as it is told: the civil day of the row, or the instant.
Moment moment_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary);

/// "apollo-11-flight", or of what it implies "apollo-11-flight#launch".
std::string id_of(Occurrence o, const corpus::Snapshot& facts, const Vocabulary& vocabulary);

}  // namespace saksi::engine

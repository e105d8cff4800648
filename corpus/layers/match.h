#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/schema.h"
#include "corpus/content.h"
#include "corpus/layers.h"
#include "corpus/layers/fit.h"

namespace saksi::corpus {

/// Ids of an upper layer by those they get.
using Renames = std::unordered_map<std::string, std::string>;

/// Which things of the upper layer are things below under another id, and which must be told from one of their id.
Renames match_entities(const Content& lower, const Content& upper, const Schema& schema, std::size_t layer,
                       LayerReport& report);

/// For each event of the upper layer, whose entities have their ids below by now, the event below that it is. One that
/// fits several is told to be `marginal`, so that nothing is counted twice for certain; one that has the id of quite
/// another event gets an id of its own.
std::vector<std::optional<std::size_t>> match_events(const Content& lower, Content& upper, const Schema& schema,
                                                     const Within& within, std::size_t layer, LayerReport& report);

}  // namespace saksi::corpus

#pragma once
#include <memory>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::corpus {

/// See FactBase::layered.
Result<std::shared_ptr<const FactBase>> merge_layers(const std::vector<std::shared_ptr<const FactBase>>& layers);

}  // namespace saksi::corpus

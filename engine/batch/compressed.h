#pragma once
#include <memory>

#include "engine/batch/source.h"

namespace saksi::engine {

/// What a source holds where its first bytes are those of gzip or Zstandard, several members behind each other too; else the
/// source as it is. Reading fails where the data is damaged or ends early.
std::unique_ptr<ByteSource> decompressed_source(std::unique_ptr<ByteSource> source);

}  // namespace saksi::engine

#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::engine {

/// words/*.tsv, a file a language.
std::span<const EmbeddedFile> word_files();

}  // namespace saksi::engine

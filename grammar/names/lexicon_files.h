#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::grammar {

/// The word tables, grammar/lexicon/**/*.tsv, as they were when the library was built.
/// Sorted by path, which is told from the project's root; linked in by saksi_embed of CMakeLists.txt.
std::span<const EmbeddedFile> lexicon_files();

}  // namespace saksi::grammar

#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::grammar {

/// grammar/data/LANG/chunks.pat and attach.tsv as they were when the library was built.
std::span<const EmbeddedFile> tree_files();

}  // namespace saksi::grammar

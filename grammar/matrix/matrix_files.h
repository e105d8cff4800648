#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::grammar {

/// The tables of the matrix, grammar/matrix/*.tsv, as they were when the library was built.
std::span<const EmbeddedFile> matrix_files();

}  // namespace saksi::grammar

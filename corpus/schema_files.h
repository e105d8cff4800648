#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::corpus {

/// The schema, corpus/schema/*.tsv, and corpus/schema.sql, as they were when the library was built.
/// Sorted by path, which is told from the project's root; linked in by saksi_embed of CMakeLists.txt.
std::span<const EmbeddedFile> schema_files();

}  // namespace saksi::corpus

#pragma once
#include <span>

#include "core/embedded.h"

namespace saksi::engine {

/// The style and the script of the HTML report.
std::span<const EmbeddedFile> page_files();

}  // namespace saksi::engine

#pragma once
#include <span>
#include <string>
#include <string_view>

#include "engine/truth/truth.h"

namespace saksi::engine {

/// Words against words, as of the expansion of an acronym; `small` are words that come and go with style and tell nothing.
/// Yes: the same but for small words. No: the same initials and most words shared, so that it is the same name told
/// wrongly. Open: it may be another language's, or no name at all.
Truth compare_wording(std::string_view fact, std::string_view said, std::span<const std::string_view> small);

}  // namespace saksi::engine

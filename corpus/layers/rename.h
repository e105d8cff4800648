#pragma once
#include "corpus/content.h"
#include "corpus/layers/match.h"

namespace saksi::corpus {

/// Gives the things of a layer their other ids wherever its rows speak of them.
void rename(Content& content, const Renames& renames);

}  // namespace saksi::corpus

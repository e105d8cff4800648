#pragma once
#include <string>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::test {

/// The built-in base.
const FactBase& facts();

struct Phrase {
  std::string lang, as_of, text;
};

/// The phrases of tests/meaning.
std::vector<Phrase> golden_phrases();

}  // namespace saksi::test

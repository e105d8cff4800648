#pragma once
#include <string>

#include "engine/saksi.h"
#include "rules/rule.h"

namespace saksi::engine {

/// Checks an example of a rule: verdict, span and fix, and, where it settles something, that this rule did it.
/// Empty where all is as told, else one sentence on what is not.
std::string example_failure(const Checker& checker, const rules::Rule& rule, const rules::Example& example);

}  // namespace saksi::engine

#pragma once
#include <string>

#include "engine/saksi.h"
#include "tests/oracle/claims.h"
#include "tests/oracle/oracle.h"

namespace saksi::oracle {

/// What engine and oracle say differently of a claim, a line each; empty where they agree. Compared are, of each sentence,
/// the verdict and, of each assertion, its meaning, verdict, rule, proof (which facts and computations, with their values),
/// the day since when it is outdated, and, where it is decided, the explanation.
std::string differences(const Checker& checker, Oracle& oracle, const Claim& claim);

}  // namespace saksi::oracle

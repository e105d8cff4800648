#pragma once
#include <string>
#include <vector>

#include "engine/saksi.h"

namespace saksi::oracle {

/// A claim that engine and oracle are compared on.
struct Claim {
  std::string id, text, lang;
  std::string as_of;  ///< ISO day; empty = none
};

/// Every phrase of a language's golden meanings, tests/meaning/LANGUAGE/*.meaning.
std::vector<Claim> golden_claims(const std::string& lang);
/// Every example of every rule.
std::vector<Claim> rule_claims(const Checker& checker);
/// Every phrase of a language's matrix and its twin, each text once.
std::vector<Claim> matrix_claims(const Checker& checker, const std::string& lang);

}  // namespace saksi::oracle

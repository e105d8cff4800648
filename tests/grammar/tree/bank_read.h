#pragma once
#include <string>
#include <string_view>

#include "tests/grammar/tree/bank_score.h"

namespace saksi::test {

/// The trees of a bank, read anew with grammar/data of the source tree and scored; says the shares on standard output.
/// With SAKSI_KEEP_BANK set, what was read is left in the temporary folder as saksi-NAME.conllu.
BankScore read_and_score(const std::string& lang, std::string_view bank, const std::string& name);

}  // namespace saksi::test

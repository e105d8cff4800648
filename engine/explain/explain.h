#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/saksi.h"

namespace saksi::engine {

/// The whole story of a claim, a line a fact: what was found in each sentence, how it was read, which rules were asked
/// and what they said, the proof with its sources, or what is missing. In English, messages in the language of
/// `options`. Ends with a newline; never throws.
/// `only`: tell of the sentence that this byte is in, read among the others.
std::string explain(const Checker& checker, std::string_view text, const ClaimOptions& options,
                    std::optional<std::size_t> only = std::nullopt);

/// A proof as an indented tree, two blanks a level, from `indent` levels in.
std::string proof_text(const Proof& proof, int indent);

}  // namespace saksi::engine

#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

/// Rules as they are once parsed, so that nothing need be parsed when the program starts.
namespace saksi::rules {

/// As bytes for rules_in of the same build.
std::string rule_image(std::span<const Rule> rules);

/// The same rules; nullopt where the bytes are no image of any.
std::optional<std::vector<Rule>> rules_in(std::string_view image);

}  // namespace saksi::rules

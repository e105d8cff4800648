// Any rule file: no crash; what parses, formats, and its format parses to the same format.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rules/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rule = saksi::rules::parse_rule("fuzz.rule", text);
  if (!rule.ok()) {
    if (rule.errors().empty() || rule.errors().front().text().empty()) std::abort();
    return 0;
  }
  const std::string once = saksi::rules::format_rule(rule.value());
  const auto again = saksi::rules::parse_rule("fuzz.rule", once);
  if (!again.ok() || saksi::rules::format_rule(again.value()) != once) std::abort();
  return 0;
}

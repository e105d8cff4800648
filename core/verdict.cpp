#include "core/verdict.h"

#include <algorithm>
#include <array>

namespace saksi {
namespace {

// In the order of Verdict.
constexpr std::array<std::string_view, 8> kNames = {"refuted", "outdated",  "disputed",  "unverified",
                                                    "unread",  "supported", "unchecked", "error"};

}  // namespace

std::string_view to_string(Verdict v) { return kNames[static_cast<std::size_t>(v)]; }

std::optional<Verdict> parse_verdict(std::string_view s) {
  const auto* const it = std::find(kNames.begin(), kNames.end(), s);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<Verdict>(it - kNames.begin());
}

Verdict graver(Verdict a, Verdict b) { return std::min(a, b); }

std::string_view to_string(Severity s) {
  switch (s) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

}  // namespace saksi

#pragma once
#include <cstdint>

namespace saksi::engine {

/// Three values: what is neither so nor not so, as far as is known, is open.
enum class Truth : std::uint8_t { yes, no, open };

[[nodiscard]] constexpr Truth negate(Truth t) {
  return t == Truth::yes ? Truth::no : t == Truth::no ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::open;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) { return negate(both(negate(a), negate(b))); }

}  // namespace saksi::engine

#pragma once
#include <cstdint>

namespace saksi {

/// A half-open range of bytes, [begin, end), in the user's own text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return end <= begin; }
  [[nodiscard]] constexpr bool contains(Span o) const { return begin <= o.begin && o.end <= end; }
  [[nodiscard]] constexpr bool overlaps(Span o) const { return begin < o.end && o.begin < end; }
  friend constexpr bool operator==(Span, Span) = default;
};

/// The smallest span that holds both; an empty span adds nothing.
constexpr Span join(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace saksi

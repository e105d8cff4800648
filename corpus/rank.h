#pragma once
#include <cstdint>

namespace saksi {

/// How a row counts among others on the same matter: a preferred one stands before the normal ones; one that is deprecated
/// or a draft decides nothing.
enum class Rank : std::uint8_t { normal, preferred, deprecated, draft };

/// May a row of this rank decide?
constexpr bool decides(Rank rank) { return rank == Rank::normal || rank == Rank::preferred; }
/// The same of the number that a snapshot holds.
constexpr bool decides(std::uint32_t rank) { return decides(static_cast<Rank>(rank)); }
constexpr bool is(std::uint32_t rank, Rank wanted) { return rank == static_cast<std::uint32_t>(wanted); }

}  // namespace saksi

#pragma once
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saksi {

/// An id of the vocabulary that reader, rules, facts and engine share: of a name, a kind, a symbol, a source or an entity.
/// Zero is none. Meaningful only together with the table that gave it.
struct Sym {
  std::uint32_t id = 0;
  constexpr explicit operator bool() const { return id != 0; }
  friend constexpr auto operator<=>(Sym, Sym) = default;  // NOLINT(modernize-use-nullptr): what 14 makes of it
};

/// Names that the engine itself computes with: those of time and identity, of what it derives, and of the few relations
/// that place a thing in the world. They stand first in every table, in this order.
namespace names {
inline constexpr std::array<std::string_view, 24> kKnown = {
    "",         "time",    "from",        "to",         "start",      "end",         "id",   "kind",
    "class",    "country", "nationality", "located_in", "side_of",    "coordinates", "zone", "capital",
    "distance", "weekday", "convert",     "sum",        "difference", "ratio",       "age",  "elapsed"};
constexpr Sym known(std::string_view text) {
  for (std::uint32_t i = 1; i < kKnown.size(); ++i)
    if (kKnown[i] == text) return Sym{i};
  return {};
}
inline constexpr Sym time = known("time"), from = known("from"), to = known("to"), start = known("start"),
                     end = known("end"), id = known("id"), kind = known("kind"), klass = known("class"),
                     country = known("country"), nationality = known("nationality"), located_in = known("located_in"),
                     side_of = known("side_of"), coordinates = known("coordinates"), zone = known("zone"),
                     capital = known("capital"), distance = known("distance"), weekday = known("weekday"),
                     convert = known("convert"), sum = known("sum"), difference = known("difference"),
                     ratio = known("ratio"), age = known("age"), elapsed = known("elapsed");
}  // namespace names

/// The symbol table of a fact base: every id once, grouped by what it is of, within a group in the order of the texts, so
/// that the order of ids is that of the texts and the same on every machine. Immutable; safe from any thread.
class Symbols {
 public:
  /// What an id is of. Roles, properties and what is computed share one group: "operator" is the same name of a launch
  /// and of a satellite. So do kinds of things and of events.
  enum class Group : std::uint8_t { name, kind, symbol, source, entity };
  static constexpr std::size_t kGroups = 5;

  struct Text {
    std::uint32_t begin = 0, size = 0;  ///< of the pool
  };
  struct Block {
    std::uint32_t begin = 0, count = 0;  ///< the ids begin .. begin + count
  };

  Symbols() = default;
  /// Over arrays that outlive it. `slots` is a hash table of ids, its size a power of two, as index() makes it.
  Symbols(std::string_view pool, std::span<const Text> texts, std::array<Block, kGroups> blocks,
          std::span<const std::uint32_t> slots)
      : pool_(pool), texts_(texts), blocks_(blocks), slots_(slots) {}

  /// The id of a text of a group; none where there is no such.
  [[nodiscard]] Sym find(Group group, std::string_view text) const;
  [[nodiscard]] std::string_view text(Sym s) const {
    if (s.id >= texts_.size()) return {};
    return pool_.substr(texts_[s.id].begin, texts_[s.id].size);
  }
  [[nodiscard]] bool is(Group group, Sym s) const {
    const Block& b = blocks_[static_cast<std::size_t>(group)];
    return s.id - b.begin < b.count && s.id != 0;
  }
  /// Its place in its group, from 0. Precondition: is(group, s).
  [[nodiscard]] std::uint32_t row(Group group, Sym s) const {
    return s.id - blocks_[static_cast<std::size_t>(group)].begin;
  }
  [[nodiscard]] Sym at(Group group, std::uint32_t row) const {
    return {blocks_[static_cast<std::size_t>(group)].begin + row};
  }
  [[nodiscard]] std::uint32_t count(Group group) const { return blocks_[static_cast<std::size_t>(group)].count; }

  /// The hash table for these texts: open addressing, half full at most.
  static std::vector<std::uint32_t> index(std::string_view pool, std::span<const Text> texts,
                                          const std::array<Block, kGroups>& blocks);

 private:
  static std::uint64_t hash(Group group, std::string_view text);
  std::string_view pool_;
  std::span<const Text> texts_;
  std::array<Block, kGroups> blocks_{};
  std::span<const std::uint32_t> slots_;
};

}  // namespace saksi

template <>
struct std::hash<saksi::Sym> {
  std::size_t operator()(saksi::Sym s) const noexcept { return s.id * 0x9E3779B97F4A7C15ULL; }
};

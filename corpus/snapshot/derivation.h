#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/snapshot/tables.h"

namespace saksi::corpus {

/// What the two halves of derive() share: look-ups in tables that are being filled.
class Derivation {
 public:
  explicit Derivation(Tables& t) : t_(t), schema_(t.schema_def) {}

 protected:
  using Group = Symbols::Group;
  using Rows = std::vector<std::uint32_t>;

  [[nodiscard]] std::size_t kind_count() const { return t_.groups[static_cast<std::size_t>(Group::kind)].count; }
  [[nodiscard]] std::size_t kind_row(Sym k) const { return t_.row(Group::kind, k); }
  [[nodiscard]] Sym find(Group g, std::string_view text) const { return t_.symbols().find(g, text); }
  [[nodiscard]] Sym name(std::string_view text) const { return find(Group::name, text); }

  [[nodiscard]] bool bit(const std::vector<std::uint64_t>& bits, std::size_t row, std::size_t column) const {
    return (bits[row * t_.kind_words + column / 64] >> (column % 64) & 1U) != 0;
  }
  void set(std::vector<std::uint64_t>& bits, std::size_t row, std::size_t column) const {
    bits[row * t_.kind_words + column / 64] |= std::uint64_t{1} << (column % 64);
  }
  [[nodiscard]] bool is_kind(std::uint32_t entity, Sym kind) const {
    return kind && bit(t_.kind_bits, entity, kind_row(kind));
  }
  /// Calls `take` with each column that is set in a row, in order.
  template <class Take>
  void each_bit(const std::vector<std::uint64_t>& bits, std::size_t row, const Take& take) const {
    for (std::size_t w = 0; w < t_.kind_words; ++w)
      for (std::uint64_t word = bits[row * t_.kind_words + w]; word != 0; word &= word - 1)
        take(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }
  /// What the schema says of a role, null where it says nothing of it; looked up once.
  [[nodiscard]] const RoleInfo* role_info(Sym role) const {
    const std::size_t row = t_.row(Group::name, role);
    if (role_infos_.size() <= row) role_infos_.resize(t_.name_index.size());
    if (!role_infos_[row]) role_infos_[row] = schema_.role(t_.text(role));
    return *role_infos_[row];
  }

  /// Rows of what a property of an entity is stated to be, in order; good until the next list is kept.
  [[nodiscard]] std::span<const std::uint32_t> stated(std::uint32_t entity, Sym property) const {
    const auto all = t_.numbers_of(t_.places[entity].deciding);
    const auto first =
        std::find_if(all.begin(), all.end(), [&](std::uint32_t s) { return t_.statements[s].property == property; });
    const auto last =
        std::find_if(first, all.end(), [&](std::uint32_t s) { return t_.statements[s].property != property; });
    return {first, last};
  }
  [[nodiscard]] const flat::Value& value_of(std::uint32_t statement) const {
    return t_.values[t_.statements[statement].value];
  }
  [[nodiscard]] std::uint32_t entity_row(Sym s) const { return t_.row(Group::entity, s); }

  [[nodiscard]] std::uint32_t zone_row(std::string_view zone) const {
    for (std::uint32_t i = 0; i < t_.zones.size(); ++i)
      if (t_.text(t_.zones[i].name) == zone) return i + 1;
    return 0;
  }

  Tables& t_;
  const Schema& schema_;

 private:
  mutable std::vector<std::optional<const RoleInfo*>> role_infos_;  ///< by name
};

/// Postings, completeness, zones and what was withdrawn: the second half, over what the first has found. `by_time`: the
/// events that decide, in the order of time.
void derive_events(Tables& tables, const std::vector<std::uint32_t>& by_time);

}  // namespace saksi::corpus

#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/content.h"
#include "corpus/snapshot/format.h"

namespace saksi::corpus {

/// A snapshot while it is made: its sections as vectors. First what the tables say (writer.cpp), then what follows from
/// them (derive.cpp).
struct Tables {
  Schema schema_def;
  std::string schema_image;
  std::string pool;
  std::vector<flat::Str> texts;
  std::array<Symbols::Block, Symbols::kGroups> groups{};
  std::vector<std::uint32_t> slots;

  std::vector<flat::SchemaTable> schema;
  std::vector<flat::Source> sources;
  std::vector<flat::Citation> citations;
  std::vector<flat::Entity> entities;
  std::vector<flat::Name> names;
  std::vector<flat::Value> values;
  std::vector<flat::Role> roles;
  std::vector<flat::Event> events;
  std::vector<flat::Statement> statements;
  std::vector<flat::Complete> complete;
  std::vector<flat::CompleteCondition> complete_conditions;
  std::vector<flat::Zone> zones;
  std::vector<flat::Transition> transitions;

  std::vector<flat::Place> places;
  std::size_t kind_words = 0;
  std::vector<std::uint64_t> kind_bits, kinds_up, kinds_apart, kinds_exclude;
  std::vector<flat::KindIndex> kind_index;
  std::vector<flat::NameIndex> name_index;
  std::vector<flat::Filler> fillers;
  std::vector<flat::Lacking> lacking;
  std::vector<flat::ValueIndex> value_index;
  std::vector<std::uint32_t> withdrawn_events, withdrawn_open;
  std::vector<std::uint32_t> names_by_text;
  std::vector<std::uint32_t> numbers;

  [[nodiscard]] std::string_view text(flat::Str s) const { return std::string_view(pool).substr(s.begin, s.size); }
  [[nodiscard]] std::string_view text(Sym s) const { return text(texts[s.id]); }
  [[nodiscard]] Symbols symbols() const { return {pool, texts, groups, slots}; }
  [[nodiscard]] std::uint32_t row(Symbols::Group g, Sym s) const {
    return s.id - groups[static_cast<std::size_t>(g)].begin;
  }
  [[nodiscard]] Sym at(Symbols::Group g, std::uint32_t row) const {
    return {groups[static_cast<std::size_t>(g)].begin + row};
  }
  template <class List>
  flat::Range list(const List& all) {
    const flat::Range range{static_cast<std::uint32_t>(numbers.size()), static_cast<std::uint32_t>(all.size())};
    numbers.insert(numbers.end(), all.begin(), all.end());
    return range;
  }
  [[nodiscard]] std::span<const std::uint32_t> numbers_of(flat::Range r) const {
    return std::span(numbers).subspan(r.begin, r.count);
  }
};

/// Fills the sections that follow from the others.
void derive(Tables& tables);

}  // namespace saksi::corpus

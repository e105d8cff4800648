#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/schema.h"
#include "corpus/fact_base.h"

namespace saksi::oracle {

/// The rows of a fact base as plain lists of text, read once through its views. Each question goes through all of them, and
/// none uses what the base derived from its rows: what a question came to is remembered by its text, and that is all. Not
/// for several threads; the base must outlive it.
class Facts {
 public:
  using Events = std::vector<const EventView*>;
  using Statements = std::vector<const StatementView*>;

  explicit Facts(const FactBase& base);

  [[nodiscard]] const FactBase& base() const { return base_; }
  [[nodiscard]] const Schema& schema() const { return base_.schema(); }
  [[nodiscard]] const std::vector<EntityView>& entities() const { return entities_; }
  /// Events that decide, by time, those without one last.
  [[nodiscard]] const Events& events() const { return events_; }
  [[nodiscard]] const std::vector<CompletenessView>& lists() const { return base_.completeness(); }

  // Events.
  /// Of a kind or below it.
  [[nodiscard]] const Events& events_of(std::string_view kind) const;
  /// With the entity in any role.
  [[nodiscard]] const Events& events_with(std::string_view entity) const;
  /// Withdrawn for a reason, with none in its place.
  [[nodiscard]] const Events& withdrawn_events() const { return withdrawn_events_; }
  [[nodiscard]] const EventView* event(std::string_view id) const;
  static bool has_filler(const EventView& e, std::string_view role, std::string_view entity);

  // Statements.
  /// What decides about a property of a thing.
  [[nodiscard]] const Statements& stated(std::string_view subject, std::string_view property) const;
  /// All that decides about a thing.
  [[nodiscard]] Statements stated_of(std::string_view subject) const;
  /// What was withdrawn for a reason.
  [[nodiscard]] Statements withdrawn(std::string_view subject, std::string_view property) const;

  // Kinds, of things and of events.
  [[nodiscard]] bool is_a(std::string_view kind, std::string_view above) const;
  /// Nothing can be of both.
  [[nodiscard]] bool disjoint(std::string_view a, std::string_view b) const;
  /// The same, and neither stands for the other in prose.
  [[nodiscard]] bool excludes(std::string_view a, std::string_view b) const;
  /// All kinds a thing is stated to be of.
  [[nodiscard]] const std::vector<std::string_view>& kinds_of(std::string_view entity) const;
  [[nodiscard]] bool is_kind(std::string_view entity, std::string_view kind) const;
  /// Is it of a kind with the trait?
  [[nodiscard]] bool has(std::string_view entity, KindTrait trait) const;
  /// Are both of one kind with the trait?
  [[nodiscard]] bool share(std::string_view a, std::string_view b, KindTrait trait) const;
  [[nodiscard]] bool has_role_trait(std::string_view role, RoleTrait trait) const;
  /// Do two things bear one name, where they lie left aside?
  [[nodiscard]] bool namesakes(std::string_view a, std::string_view b) const;

  // What belongs to what.
  /// Everything a thing is part of, a variant of or belongs to, the nearest first; not itself.
  [[nodiscard]] const std::vector<std::string>& above(std::string_view entity) const;
  [[nodiscard]] bool is_above(std::string_view other, std::string_view entity) const;
  /// The states it belongs to; of a state itself.
  [[nodiscard]] std::vector<std::string> countries(std::string_view entity) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
  };
  template <class T>
  using Remembered = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  using Pair = std::pair<std::string, std::string>;

  [[nodiscard]] bool replaced(const EventView& old) const;
  [[nodiscard]] std::vector<std::string> stated_above(std::string_view entity) const;
  [[nodiscard]] bool leads(const std::string& from, const std::string& to) const;
  [[nodiscard]] const Statements& about(std::string_view subject) const;
  [[nodiscard]] const std::set<std::string>& kinds_above(std::string_view kind) const;
  [[nodiscard]] bool stands_for(std::string_view a, std::string_view b, bool one_way_too) const;
  [[nodiscard]] bool share_branch(std::string_view a, std::string_view b, const std::string& group, bool& met) const;

  const FactBase& base_;
  std::vector<EntityView> entities_;
  Events events_, withdrawn_events_;
  std::vector<StatementView> statements_, withdrawn_;
  Remembered<std::set<std::string>> names_;
  mutable Remembered<Events> events_of_, events_with_;
  mutable Remembered<Statements> about_;
  mutable Remembered<Remembered<Statements>> stated_;
  mutable Remembered<std::set<std::string>> kinds_above_;
  mutable Remembered<std::vector<std::string_view>> kinds_of_;
  mutable Remembered<std::set<std::string, std::less<>>> all_kinds_of_;
  mutable Remembered<std::vector<std::string>> above_;
  mutable std::map<Pair, bool> disjoint_;
};

}  // namespace saksi::oracle

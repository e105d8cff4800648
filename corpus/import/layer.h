#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/import/import.h"

namespace saksi::corpus {

/// A layer in the making, over a base: things the base knows keep their ids, and come along with what says where they
/// lie and belong, so that the layer stands by itself as well.
class Layer {
 public:
  explicit Layer(const ImportOptions& options);

  /// The base's rows, empty where there is none.
  [[nodiscard]] const Content& base() const { return base_; }
  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const EntityRow* base_entity(std::string_view id) const;
  [[nodiscard]] const EventRow* base_event(std::string_view id) const;
  /// Of the base or of the layer, it is of that kind or one below it.
  [[nodiscard]] bool is_a(std::string_view id, std::string_view kind) const;
  /// The base's entities of a kind that bear the name in any language, by id; `common` ones too.
  [[nodiscard]] std::vector<std::string> called(std::string_view name, std::string_view kind) const;
  /// The one that `called` finds, if it is one.
  [[nodiscard]] std::optional<std::string> the_one_called(std::string_view name, std::string_view kind) const;
  /// Names of one base entity, as compared by name_key.
  [[nodiscard]] const std::set<std::string>& keys_of(std::string_view base_id) const;
  /// Values of a property, of the layer or the base: ids, or text.
  [[nodiscard]] std::vector<std::string> values(std::string_view id, std::string_view property) const;
  /// The zone of a place, looked for upwards; empty where none is told.
  [[nodiscard]] std::string zone_of(std::string_view id, int depth = 0) const;
  /// Polities a thing is or belongs to.
  [[nodiscard]] std::vector<std::string> countries_of(std::string_view id) const;

  [[nodiscard]] bool has(std::string_view id) const { return entities_.contains(id); }
  /// Takes an entity of the base over, and all it leads to; no-op where it is there already.
  std::string use(const std::string& base_id);
  /// An id that neither the base nor the layer has: `wanted`, else with -2, -3 … behind it.
  [[nodiscard]] std::string free_id(const std::string& wanted) const;
  void add_source(SourceRow row);
  void add_entity(const std::string& id, std::vector<std::string> kinds, const std::string& label,
                  const CitationRow& citation);
  void add_name(const std::string& id, std::string_view text, std::string_view role, bool common);
  void add_link(const std::string& subject, std::string_view property, const std::string& entity,
                const CitationRow& citation);
  void add_text(const std::string& subject, std::string_view property, const std::string& text,
                const CitationRow& citation);
  /// Gives the event the time told in EDTF; uncertain ones are widened by a unit. False where it is no date.
  static bool set_time(EventRow& event, const std::string& edtf);
  void add_event(EventRow row) { content_.events.push_back(std::move(row)); }
  void add_complete(CompleteRow row) { content_.complete.push_back(std::move(row)); }
  /// Copies what the base cites, for rows of its own that are taken over.
  std::vector<CitationRow> cited(const std::vector<CitationRow>& citations);

  /// The layer, in order, with its zones.
  Content take();

 private:
  Content base_, content_;
  Schema schema_;
  std::map<std::string, std::size_t, std::less<>> base_entities_, base_events_, entities_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> base_statements_, base_names_of_, statements_;
  std::map<std::string, std::set<std::string>, std::less<>> base_names_;  ///< key → ids
  std::map<std::string, std::set<std::string>, std::less<>> base_keys_;   ///< id → keys
  std::set<std::string, std::less<>> sources_, name_keys_;
};

/// A role's or property's cell.
Cell entity_cell(const std::string& id);
Cell symbol_cell(const std::string& symbol);

}  // namespace saksi::corpus

#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "corpus/content.h"
#include "corpus/fact_base.h"

namespace saksi {

/// What became of the layers of a base. Layers are counted from 1, the lowest. The same layers make the same report.
struct LayerReport {
  /// A thing or an event of an upper layer that is one of those below.
  struct Merged {
    std::size_t layer = 0;
    bool event = false;
    std::string id;       ///< as it is known in the merged base
    std::string told_as;  ///< its id in the layer
    std::string by;       ///< "id", "code", "name" or "key"
  };
  /// What was kept apart, for more than one could be meant, or what is told of it does not go together.
  struct Ambiguous {
    std::size_t layer = 0;
    bool event = false;
    std::string id;                 ///< in the merged base
    std::vector<std::string> fits;  ///< those below that it may be
    std::string why;
  };
  /// Two layers of equal rank that cannot both be right.
  struct Disputed {
    std::size_t layer = 0;
    std::string of;  ///< "luna-25 mass", "launch-2023-118: site"
    std::string lower, upper;
  };
  /// A row of a lower layer that an upper one deprecates.
  struct Withdrawn {
    std::size_t layer = 0;
    std::string of;  ///< "luna-25 mass: 1750", "launch-2023-118"
    std::string reason;
  };
  std::vector<std::size_t> entities, events, statements;  ///< new ones each layer brought
  std::vector<Merged> merged;
  std::vector<Ambiguous> ambiguous;
  std::vector<Disputed> disputed;
  std::vector<Withdrawn> withdrawn;

  /// A line for each layer, then one for each entry; what was merged by its own id is only counted.
  [[nodiscard]] std::string text() const;
};

namespace corpus {

/// One base of several, lowest first (docs/decisions/0003-layers.md).
///
/// Things are the same where they have one id, one code that identifies (a geonameid, a Wikidata item, the designation
/// of a satellite with its letter, the ISO code of a country) or one name that is not `common`, fits kinds that do not
/// exclude each other and is unique on both sides. Events are the same where they have one id, one launch tag, or the
/// fillers of a key of their kind at a time that overlaps or is but days away. What fits two stays apart.
///
/// Labels, kinds, sources and completeness statements: the later layer wins; kinds are not made vaguer. Names add up. Of
/// values that agree the more precise one stays. Where one property or role with one value at a time has two that do
/// not, `preferred` wins over `normal`; at equal rank both stay, each with its sources, and claims about them are
/// disputed. What a layer deprecates is deprecated in those below. A draft never changes what has a source.
Result<std::shared_ptr<const FactBase>> merge_layers(const std::vector<std::shared_ptr<const FactBase>>& layers,
                                                     LayerReport* report = nullptr);

/// The same of plain rows, one layer after the other: they are merged as they come, and encoded once. Not safe from
/// several threads.
class LayerStack {
 public:
  /// `report` gets what became of each; it must outlive the stack.
  explicit LayerStack(LayerReport& report) : report_(report) {}

  /// Lays rows over those that are there. `schema` is that of their tables; null = read here. Faults, with the stack as
  /// it was: "schema-clash", and those of read_schema.
  std::vector<Diagnostic> add(Content layer, std::shared_ptr<const Schema> schema = nullptr);

  /// The rows merged so far, not in order; null where there is no layer yet.
  [[nodiscard]] const Content* content() const { return rows_ ? &*rows_ : nullptr; }
  /// Of those rows; null where there is no layer yet.
  [[nodiscard]] const std::shared_ptr<const Schema>& schema() const { return schema_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The rows of all layers, in order; nothing may be added behind it. Code "no-layer" where there is none.
  Result<Content> take();

 private:
  LayerReport& report_;
  std::optional<Content> rows_;
  std::shared_ptr<const Schema> schema_;
  std::size_t size_ = 0;
};

}  // namespace corpus
}  // namespace saksi

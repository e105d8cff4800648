#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

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

}  // namespace corpus
}  // namespace saksi

#include "corpus/snapshot.h"

namespace saksi {
namespace corpus {

/// Linked in by saksi_embed_file of CMakeLists.txt.
std::string_view facts_snapshot();

}  // namespace corpus

Result<std::shared_ptr<const FactBase>> FactBase::embedded() {
  return corpus::map_snapshot(corpus::facts_snapshot(), nullptr);
}

}  // namespace saksi

#include "corpus/fact_base.h"

#include "corpus/layers.h"
#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"

namespace saksi {

Result<std::shared_ptr<const FactBase>> FactBase::open(const std::string& path) {
  auto content = corpus::read_sqlite(path);
  if (!content) return content.errors();
  auto base = corpus::make_base(std::move(content).value());
  if (base) return base;
  auto faults = base.errors();
  for (auto& d : faults) d.path = path;
  return faults;
}

Result<std::shared_ptr<const FactBase>> FactBase::layered(const std::vector<std::shared_ptr<const FactBase>>& layers,
                                                          LayerReport* report) {
  if (layers.size() == 1 && layers.front()) return layers.front();
  return corpus::merge_layers(layers, report);
}

}  // namespace saksi

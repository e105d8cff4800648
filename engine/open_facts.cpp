#include "engine/open_facts.h"

#include <algorithm>
#include <utility>

#include "core/tsv.h"
#include "grammar/grammar.h"

namespace saksi::engine {
namespace {

using Bases = std::vector<std::shared_ptr<const FactBase>>;

Result<std::shared_ptr<const FactBase>> one_of(const Bases& layers) {
  if (layers.size() == 1) return layers.front();
  return FactBase::layered(layers);
}

}  // namespace

corpus::FactWords fact_words() {
  corpus::FactWords out;
  for (const auto& file : Grammar::embedded_lexicon()) {
    const auto table = Tsv::read(file.path, file.content);
    if (!table) continue;
    if (file.path.ends_with("/units.tsv")) {
      for (const auto& row : table->rows())
        out.units.emplace(std::string(table->get(row, "word")), std::string(table->get(row, "unit")));
    } else if (table->has("cat")) {
      for (const auto& row : table->rows()) {
        const auto cat = table->get(row, "cat");
        std::string form(table->get(row, "form"));
        std::string id(table->get(row, "id"));
        if (cat == "kind") out.kinds.emplace(std::move(form), std::move(id));
        if (cat != "prop") continue;
        auto& ids = out.properties[form];
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
      }
    }
  }
  return out;
}

Result<OpenedFacts> open_facts(const std::vector<std::string>& files, bool default_facts) {
  Bases layers;
  OpenedFacts out;
  std::vector<Diagnostic> wrong;
  const auto take = [&](Result<std::shared_ptr<const FactBase>> base) {
    if (base) {
      layers.push_back(std::move(base).value());
    } else {
      wrong.insert(wrong.end(), base.errors().begin(), base.errors().end());
    }
  };
  if (default_facts) take(FactBase::embedded());
  for (const std::string& path : files) {
    if (!corpus::is_facts_csv(path)) {
      take(FactBase::open(path));
      continue;
    }
    // Its names are read over all that lies below.
    std::shared_ptr<const FactBase> below;
    if (!layers.empty()) {
      auto merged = one_of(layers);
      if (!merged) return merged.errors();
      below = std::move(merged).value();
    }
    std::shared_ptr<const FactBase> vocabulary;
    if (!default_facts) {
      auto embedded = FactBase::embedded();
      if (!embedded) return embedded.errors();
      vocabulary = std::move(embedded).value();
    }
    auto table = corpus::read_facts_csv(path, below, vocabulary.get(), fact_words());
    if (!table) {
      wrong.insert(wrong.end(), table.errors().begin(), table.errors().end());
      continue;
    }
    layers = {std::move(table->base)};
    out.warnings.insert(out.warnings.end(), table->report.warnings.begin(), table->report.warnings.end());
  }
  if (!wrong.empty()) return wrong;
  auto one = layers.empty() ? FactBase::layered(layers) : one_of(layers);
  if (!one) return one.errors();
  out.base = std::move(one).value();
  return out;
}

}  // namespace saksi::engine

#include "engine/open_facts.h"

#include <algorithm>
#include <utility>

#include "core/tsv.h"
#include "corpus/bundle.h"
#include "grammar/grammar.h"

namespace saksi::engine {
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

std::shared_ptr<const FactBase> vocabulary() {
  auto embedded = FactBase::embedded();
  return embedded ? std::move(embedded).value() : nullptr;
}

Result<OpenedFacts> open_facts(const CheckerOptions& options) {
  std::vector<std::shared_ptr<const FactBase>> layers;
  OpenedFacts out;
  std::vector<Diagnostic> wrong;
  const auto take = [&](Result<std::shared_ptr<const FactBase>> base) {
    if (base) {
      layers.push_back(std::move(base).value());
    } else {
      wrong.insert(wrong.end(), base.errors().begin(), base.errors().end());
    }
  };
  if (options.default_facts) take(corpus::default_base(options.installed));
  for (const std::string& path : options.facts) {
    if (!corpus::is_facts_csv(path)) {
      take(FactBase::open(path));
      continue;
    }
    // Its names are read over all that lies below; with nothing of ours below, by our words for them alone.
    std::shared_ptr<const FactBase> below, words;
    if (!layers.empty()) {
      auto merged = layers.size() == 1 ? Result(layers.front()) : FactBase::layered(layers);
      if (!merged) return merged.errors();
      below = std::move(merged).value();
    }
    if (!options.default_facts) {
      words = vocabulary();
    }
    auto table = corpus::read_facts_csv(path, below, words.get(), fact_words());
    if (!table) {
      wrong.insert(wrong.end(), table.errors().begin(), table.errors().end());
      continue;
    }
    layers.push_back(std::move(table->base));
    out.warnings.insert(out.warnings.end(), table->report.warnings.begin(), table->report.warnings.end());
  }
  if (!wrong.empty()) return wrong;
  if (layers.size() == 1) {
    out.base = layers.front();
    return out;
  }
  auto merged = FactBase::layered(layers, &out.layers);
  if (!merged) return merged.errors();
  out.base = std::move(merged).value();
  return out;
}

}  // namespace saksi::engine

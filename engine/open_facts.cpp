#include "engine/open_facts.h"

#include <algorithm>
#include <future>
#include <optional>
#include <system_error>
#include <utility>

#include "core/tsv.h"
#include "corpus/bundle.h"
#include "corpus/cache.h"
#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"
#include "engine/facts_cache.h"
#include "engine/images.h"
#include "grammar/grammar.h"
#include "grammar/names/lexicon.h"

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
        if (cat == "kind") out.kinds.emplace(form, id);
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

namespace {

using Base = std::shared_ptr<const FactBase>;

/// In another thread where there is one to be had, else when the result is asked for.
template <class Work>
auto in_background(const Work& work) {
  try {
    return std::async(std::launch::async, work);
  } catch (const std::system_error&) {
    return std::async(std::launch::deferred, work);
  }
}

/// True where the words that are linked in were compiled with the names of this base.
bool has_built_in_words(const FactBase& facts) {
  return facts.hash() == grammar::lexicon_key(lexicon_image_en()) &&
         facts.hash() == grammar::lexicon_key(lexicon_image_id()) && facts.words().empty();
}

/// Compiles the word tables of both languages, and those that came with the facts, with these names.
Result<LexiconImages> compile_words(const Schema& schema, const NameList& names, const std::vector<EmbeddedFile>& own) {
  const auto embedded = Grammar::embedded_lexicon();
  std::vector<EmbeddedFile> files(embedded.begin(), embedded.end());
  files.insert(files.end(), own.begin(), own.end());
  struct Both {
    std::string en, id;
  };
  auto both = std::make_shared<Both>();
  std::vector<Diagnostic> faults;
  for (const auto& [lang, to] : {std::pair("en", &both->en), std::pair("id", &both->id)}) {
    auto image = grammar::compile_lexicon(lang, files, schema, names, {});
    if (image)
      *to = std::move(image).value();
    else
      faults.insert(faults.end(), image.errors().begin(), image.errors().end());
  }
  if (!faults.empty()) return faults;
  return LexiconImages{both->en, both->id, both};
}

/// Puts one layer on top of the other, keeping every fault.
class Opening {
 public:
  /// `below` is the default base, or why it cannot be opened; nothing where it is left out.
  Opening(const CheckerOptions& options, const std::optional<Result<Base>>& below)
      : options_(options), below_(below), stack_(out_.layers) {}

  Result<OpenedFacts> run() {
    if (below_ && *below_ && options_.facts.empty()) return as_it_is(**below_);
    if (below_) take_default();
    for (const std::string& path : options_.facts) {
      if (!corpus::is_facts_csv(path)) {
        take_base(path);
        continue;
      }
      if (!clash_.empty()) return clash_;
      take_table(path);
    }
    if (!wrong_.empty()) return wrong_;
    if (!clash_.empty()) return clash_;
    return encode();
  }

 private:
  void fail(const std::vector<Diagnostic>& faults) { wrong_.insert(wrong_.end(), faults.begin(), faults.end()); }

  /// The default base with nothing over it is not made anew.
  Result<OpenedFacts> as_it_is(const Base& base) {
    out_.base = base;
    if (has_built_in_words(*base)) {
      out_.words = {lexicon_image_en(), lexicon_image_id(), nullptr};
      return std::move(out_);
    }
    auto words = compile_words(base->schema(), base->names(), base->words());
    if (!words) return words.errors();
    out_.words = std::move(words).value();
    return std::move(out_);
  }

  void take_default() {
    if (!*below_) return fail(below_->errors());
    const Base& base = below_->value();
    auto rows = corpus::content_of(*base);
    if (rows) stack_.add(std::move(*rows), {base, &base->schema()});
  }

  void take_base(const std::string& path) {
    auto rows = corpus::read_sqlite(path);
    if (!rows) return fail(rows.errors());
    auto faults = stack_.add(std::move(rows).value());
    if (faults.empty()) return;
    if (faults.front().code == "schema-clash") {
      clash_ = std::move(faults);
      return;
    }
    for (auto& d : faults) d.path = path;
    fail(faults);
  }

  /// Its names are read over all that lies below; with nothing of ours below, by our words for them alone.
  void take_table(const std::string& path) {
    const auto words = options_.default_facts ? nullptr : vocabulary();
    const auto* below = stack_.content();
    auto table = corpus::read_facts_csv(path, below, stack_.schema().get(), words.get(), fact_words());
    if (!table) return fail(table.errors());
    const auto& warnings = table->report.warnings;
    out_.warnings.insert(out_.warnings.end(), warnings.begin(), warnings.end());
    clash_ = stack_.add(std::move(table->content), std::move(table->schema));
  }

  /// The words are compiled while the base is encoded.
  Result<OpenedFacts> encode() {
    const std::size_t layers = stack_.size();
    const auto schema = stack_.schema();
    auto rows = stack_.take();
    if (!rows) return rows.errors();
    const NameList names = corpus::names_of(*rows, *schema);
    std::vector<corpus::SchemaTable> tables;
    for (const auto& t : rows->schema)
      if (t.name.starts_with("lexicon/")) tables.push_back(t);
    std::vector<EmbeddedFile> own;
    for (const auto& t : tables) own.push_back({t.name, t.content});
    auto compiled = in_background([&] { return compile_words(*schema, names, own); });
    auto base = corpus::make_base(std::move(rows).value());
    auto words = compiled.get();
    if (!base) return base.errors();
    if (!words) return words.errors();
    out_.base = std::move(base).value();
    out_.words = std::move(words).value();
    if (layers == 1) out_.layers = {};
    return std::move(out_);
  }

  const CheckerOptions& options_;
  const std::optional<Result<Base>>& below_;
  OpenedFacts out_;
  corpus::LayerStack stack_;
  std::vector<Diagnostic> wrong_, clash_;
};

}  // namespace

Result<OpenedFacts> open_facts(const CheckerOptions& options) {
  std::optional<Result<Base>> below;
  if (options.default_facts) below = corpus::default_base(options.installed);
  const corpus::Cache cache(options.cache);
  const bool sound = !below || *below;
  const bool made = !options.facts.empty() || (below && sound && !has_built_in_words(***below));
  if (!cache.on() || !sound || !made) return Opening(options, below).run();
  const FactsKey key(options, below ? (**below)->hash() : std::string_view());
  if (key.text().empty()) return Opening(options, below).run();
  if (auto found = find_facts(cache, key.text())) return std::move(*found);
  auto opened = Opening(options, below).run();
  if (opened && key.holds()) keep_facts(cache, key.text(), *opened);
  return opened;
}

}  // namespace saksi::engine

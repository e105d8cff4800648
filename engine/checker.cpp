#include <algorithm>
#include <utility>
#include <vector>

#include "corpus/layers.h"
#include "engine/explain/findings.h"
#include "engine/explain/mended.h"
#include "engine/images.h"
#include "engine/judge/judge.h"
#include "engine/open_facts.h"
#include "engine/pool.h"
#include "engine/saksi.h"
#include "grammar/grammar.h"
#include "rules/parse.h"

namespace saksi {
namespace {

class LocalChecker final : public Checker {
 public:
  LocalChecker(std::shared_ptr<const FactBase> facts, std::shared_ptr<const Grammar> grammar,
               std::shared_ptr<const rules::RuleSet> rules, engine::OpenedFacts opened)
      : words_(std::move(opened.words)),
        facts_(std::move(facts)),
        grammar_(std::move(grammar)),
        rules_(std::move(rules)),
        warnings_(std::move(opened.warnings)),
        layers_(std::move(opened.layers)),
        knowledge_(*facts_, *rules_),
        judges_([this] { return std::make_unique<engine::Judge>(knowledge_); }) {}

  [[nodiscard]] std::vector<ClaimResult> check(std::string_view text, const ClaimOptions& options) const override {
    const engine::Wording wording = engine::wording_of(*this, text, options);
    ClaimOptions read = options;
    read.lang = wording.text_lang;
    const auto as_of = options.as_of ? std::optional(options.as_of->civil) : std::nullopt;
    std::vector<Parsed> sentences = parse(text, read);
    const auto judge = judges_.take();
    std::vector<ClaimResult> out;
    out.reserve(sentences.size());
    for (Parsed& sentence : sentences) {
      ClaimResult& result = out.emplace_back(std::move(sentence));
      const engine::Judgement judgement = judge->judge(result.parsed, as_of);
      engine::FindingWriter(*judge, result.parsed, wording, as_of.has_value()).write(judgement, result);
    }
    engine::drop_bad_corrections(text, out, [&](std::string_view mended, const std::vector<bool>& asked) {
      std::vector<Parsed> again = parse(mended, read);
      std::vector<engine::Tally> tallies(again.size());
      for (std::size_t i = 0; i < std::min(again.size(), asked.size()); ++i)
        if (asked[i]) tallies[i] = engine::tally_of(judge->judge(again[i], as_of), again[i]);
      return tallies;
    });
    return out;
  }

  [[nodiscard]] std::vector<Parsed> parse(std::string_view text, const ClaimOptions& options) const override {
    ParseOptions p;
    p.lang = options.lang;
    p.as_of = options.as_of;
    p.zone = options.zone;
    p.article = options.article;
    return grammar_->parse(text, p);
  }

  [[nodiscard]] std::vector<Diagnostic> warnings() const override { return warnings_; }
  [[nodiscard]] const FactBase& facts() const override { return *facts_; }
  [[nodiscard]] const Grammar& grammar() const override { return *grammar_; }
  [[nodiscard]] const rules::RuleSet& rules() const override { return *rules_; }
  [[nodiscard]] const engine::Knowledge& knowledge() const override { return knowledge_; }
  [[nodiscard]] const LayerReport& layers() const override { return layers_; }
  [[nodiscard]] std::string facts_hash() const override { return std::string(facts_->hash()); }
  [[nodiscard]] std::string rules_hash() const override { return rules_->hash(); }
  [[nodiscard]] std::string tz_version() const override { return std::string(facts_->tz_version()); }

 private:
  engine::LexiconImages words_;  // the grammar is over them
  std::shared_ptr<const FactBase> facts_;
  std::shared_ptr<const Grammar> grammar_;
  std::shared_ptr<const rules::RuleSet> rules_;
  std::vector<Diagnostic> warnings_;
  LayerReport layers_;
  engine::Knowledge knowledge_;
  mutable engine::Pool<engine::Judge> judges_;
};

}  // namespace

namespace engine {

Wording wording_of(const Checker& checker, std::string_view text, const ClaimOptions& options) {
  Wording out;
  out.text_lang =
      options.lang.empty() || options.lang == "auto" ? checker.grammar().detect_language(text) : options.lang;
  if (out.text_lang.empty()) out.text_lang = "en";
  out.messages = options.messages.empty() || options.messages == "text" ? out.text_lang : options.messages;
  out.text = text;
  return out;
}

}  // namespace engine

namespace {

Result<std::shared_ptr<const rules::RuleSet>> rules_of(const CheckerOptions& options, const Schema& schema) {
  auto all = rules::RuleSet::load(options.rules, schema, engine::rules_image());
  if (!all || (options.enable.empty() && options.disable.empty())) return all;
  return all.value()->select(options.enable, options.disable);
}

}  // namespace

Result<std::shared_ptr<const Checker>> Checker::make(const CheckerOptions& options) {
  auto opened = engine::open_facts(options);
  if (!opened) return opened.errors();
  std::shared_ptr<const FactBase> facts = opened->base;
  auto grammar = Grammar::over(facts->schema(), facts->rows().symbols(), opened->words.en, opened->words.id);
  auto rules = rules_of(options, facts->schema());
  if (!rules) return rules.errors();
  return std::shared_ptr<const Checker>(std::make_shared<LocalChecker>(std::move(facts), std::move(grammar),
                                                                       std::move(rules).value(), std::move(*opened)));
}

Verdict Checker::overall(const std::vector<ClaimResult>& sentences) {
  Verdict out = Verdict::unchecked;
  for (const ClaimResult& r : sentences) out = graver(out, r.verdict);
  return out;
}

std::string_view version() { return "0.1.0"; }

}  // namespace saksi

#include "corpus/bundle.h"
#include "corpus/layers.h"
#include "engine/judge.h"
#include "engine/saksi.h"
#include "grammar/grammar.h"

namespace saksi {
namespace {

class LocalChecker final : public Checker {
 public:
  LocalChecker(std::shared_ptr<const FactBase> facts, std::shared_ptr<const Grammar> grammar,
               std::shared_ptr<const rules::RuleSet> rules, LayerReport layers)
      : facts_(std::move(facts)), grammar_(std::move(grammar)), rules_(std::move(rules)), layers_(std::move(layers)) {}

  [[nodiscard]] std::vector<ClaimResult> check(std::string_view text, const ClaimOptions& options) const override {
    engine::JudgeOptions how = engine::judge_options(*this, text, options);
    ClaimOptions read = options;
    read.lang = how.lang;
    const std::vector<Parsed> sentences = parse(text, read);
    const engine::Judge judge(*facts_, *rules_, std::move(how));
    std::vector<ClaimResult> out;
    out.reserve(sentences.size());
    for (const Parsed& p : sentences) out.push_back(judge.judge(p));
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

  [[nodiscard]] const FactBase& facts() const override { return *facts_; }
  [[nodiscard]] const Grammar& grammar() const override { return *grammar_; }
  [[nodiscard]] const rules::RuleSet& rules() const override { return *rules_; }
  [[nodiscard]] const LayerReport& layers() const override { return layers_; }
  [[nodiscard]] std::string facts_hash() const override { return std::string(facts_->hash()); }
  [[nodiscard]] std::string rules_hash() const override { return rules_->hash(); }
  [[nodiscard]] std::string tz_version() const override { return std::string(facts_->tz_version()); }

 private:
  std::shared_ptr<const FactBase> facts_;
  std::shared_ptr<const Grammar> grammar_;
  std::shared_ptr<const rules::RuleSet> rules_;
  LayerReport layers_;
};

}  // namespace

namespace engine {

JudgeOptions judge_options(const Checker& checker, std::string_view text, const ClaimOptions& options) {
  JudgeOptions how;
  how.lang = options.lang.empty() || options.lang == "auto" ? checker.grammar().detect_language(text) : options.lang;
  if (how.lang.empty()) how.lang = "en";
  how.messages = options.messages.empty() || options.messages == "text" ? how.lang : options.messages;
  how.text = text;
  if (options.as_of) how.as_of = options.as_of->civil;
  return how;
}

}  // namespace engine

Result<std::shared_ptr<const Checker>> Checker::make(const CheckerOptions& options) {
  std::vector<std::shared_ptr<const FactBase>> layers;
  std::vector<Diagnostic> wrong;
  const auto take = [&](Result<std::shared_ptr<const FactBase>> base) {
    if (base) {
      layers.push_back(std::move(base).value());
    } else {
      wrong.insert(wrong.end(), base.errors().begin(), base.errors().end());
    }
  };
  if (options.default_facts) take(corpus::default_base(options.installed));
  for (const std::string& path : options.facts) take(FactBase::open(path));
  if (!wrong.empty()) return wrong;
  std::shared_ptr<const FactBase> facts;
  LayerReport report;
  if (layers.size() == 1) {
    facts = layers.front();
  } else {
    auto merged = FactBase::layered(layers, &report);
    if (!merged) return merged.errors();
    facts = std::move(merged).value();
  }
  auto grammar = Grammar::make(facts->schema(), facts->names(), Grammar::embedded_lexicon());
  if (!grammar) return grammar.errors();
  auto rules = rules::RuleSet::load(options.rules, facts->schema());
  if (!rules) return rules.errors();
  auto chosen = rules.value()->select(options.enable, options.disable);
  if (!chosen) return chosen.errors();
  return std::shared_ptr<const Checker>(std::make_shared<LocalChecker>(std::move(facts), std::move(grammar).value(),
                                                                       std::move(chosen).value(), std::move(report)));
}

Verdict Checker::overall(const std::vector<ClaimResult>& sentences) {
  Verdict out = Verdict::unchecked;
  for (const ClaimResult& r : sentences) out = graver(out, r.verdict);
  return out;
}

std::string_view version() { return "0.1.0"; }

}  // namespace saksi

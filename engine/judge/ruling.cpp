#include "engine/judge/ruling.h"

#include <utility>

namespace saksi::engine {

std::optional<Evidence> Evidence::of(std::vector<ProofId> all) {
  std::erase(all, ProofId::none);
  return all.empty() ? std::nullopt : std::optional(Evidence(std::move(all)));
}

Ruling Ruling::open(std::vector<RuleRun> asked) {
  Ruling r;
  r.asked_ = std::move(asked);
  return r;
}

Ruling Ruling::decided(Verdict verdict, std::vector<RuleRun> asked, Evidence evidence) {
  Ruling r;
  r.verdict_ = verdict;
  r.asked_ = std::move(asked);
  r.evidence_ = std::move(evidence);
  return r;
}

}  // namespace saksi::engine

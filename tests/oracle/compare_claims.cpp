#include "tests/oracle/compare_claims.h"

#include <set>

#include "engine/batch/record.h"
#include "engine/explain/findings.h"

namespace saksi::oracle {
namespace {

/// The facts and computations that a proof names, each on a line. What is missing is told in words, and left out.
void add_facts(const Proof& p, std::set<std::string>& out) {
  if (p.kind != Proof::Kind::missing && !p.name.empty())
    out.insert(p.value.empty() ? p.name : p.name + " = " + p.value);
  for (const Proof& f : p.from) add_facts(f, out);
}

std::string facts_of(const Proof& p) {
  std::set<std::string> all;
  add_facts(p, all);
  std::string out;
  for (const std::string& s : all) out += "[" + s + "]";
  return out;
}

/// Notes down one thing that is told differently.
void compare(std::string& out, std::string_view what, std::string_view engine, std::string_view oracle) {
  if (engine == oracle) return;
  ((out += "  ") += what) += ":\n";
  ((out += "    engine: ") += engine) += "\n";
  ((out += "    oracle: ") += oracle) += "\n";
}

bool is_decided(Verdict v) {
  return v == Verdict::supported || v == Verdict::refuted || v == Verdict::outdated || v == Verdict::disputed;
}

std::string differences(const saksi::Finding& engine, const Finding& oracle, const Meaning& meaning) {
  std::string out;
  const std::string atom = to_string(engine.atom, meaning);
  compare(out, "meaning", atom, to_string(oracle.atom));
  compare(out, "verdict", to_string(engine.verdict), to_string(oracle.verdict));
  compare(out, "rule", engine.rule, oracle.rule);
  compare(out, "since", engine.since, oracle.since);
  compare(out, "proof", facts_of(engine.proof), facts_of(oracle.proof));
  if (is_decided(engine.verdict) || is_decided(oracle.verdict))
    compare(out, "explanation", engine.explanation, oracle.explanation);
  return out.empty() ? out : "  of " + atom + "\n" + out;
}

}  // namespace

std::string differences(const Checker& checker, Oracle& oracle, const Claim& claim) {
  ClaimOptions options;
  options.lang = claim.lang;
  if (!claim.as_of.empty()) options.as_of = engine::parse_iso_day(claim.as_of);
  const engine::Wording wording = engine::wording_of(checker, claim.text, options);
  const auto as_of = options.as_of ? std::optional(options.as_of->civil) : std::nullopt;
  std::string out;
  for (const ClaimResult& r : checker.check(claim.text, options)) {
    const Judgement j = oracle.judge(in_text(r.parsed), as_of, wording.messages);
    compare(out, "verdict of the sentence", to_string(r.verdict), to_string(j.verdict));
    compare(out, "number of findings", std::to_string(r.findings.size()), std::to_string(j.findings.size()));
    for (std::size_t i = 0; i < r.findings.size() && i < j.findings.size(); ++i)
      out += differences(r.findings[i], j.findings[i], r.parsed.meaning);
  }
  return out.empty() ? out : claim.id + " (" + claim.lang + ", as of " + claim.as_of + "): " + claim.text + "\n" + out;
}

}  // namespace saksi::oracle

#include "engine/explain/explain.h"

#include "core/limits.h"
#include "engine/explain/findings.h"
#include "engine/judge/judge.h"

namespace saksi::engine {
namespace {

std::string pad(int indent) { return std::string(static_cast<std::size_t>(indent) * 2, ' '); }

std::string quoted(std::string_view text, Span s) {
  if (s.end > text.size() || s.empty()) return "";
  return "\"" + std::string(text.substr(s.begin, s.size())) + "\"";
}

std::string yes(bool b, std::string_view word) { return b ? ", " + std::string(word) : ""; }

void tell(std::string& out, std::string_view text, const Trace& t, const Meaning& m, FindingWriter& writer) {
  const Atom& a = t.atom;
  out += "    " + to_string(a, m) + "\n";
  out += "      " + quoted(text, a.span) + "  " + std::string(to_string(a.label)) + ", link " +
         std::string(to_string(a.link)) + yes(a.negated, "denied") + yes(a.auxiliary, "aside") +
         yes(a.presupposed, "told in passing") + yes(a.now, "of the present") +
         (a.attributed_to.empty() ? "" : ", attributed to " + a.attributed_to) + "\n";
  if (!t.asked) out += "      no rule was asked\n";
  for (const RuleRun& r : t.ruling.asked())
    out += "      rule " + r.rule->source->id + ": " + writer.outcome(t.ruling, r, a) + "\n";
}

void tell(std::string& out, std::string_view text, const Finding& f) {
  out += "  " + std::string(to_string(f.verdict)) + " " + quoted(text, f.atom.span);
  if (!f.rule.empty()) out += " by " + f.rule;
  out += "\n";
  if (!f.explanation.empty()) out += "    " + f.explanation + "\n";
  if (!f.since.empty()) out += "    since " + f.since + "\n";
  if (!f.proof.name.empty() || !f.proof.from.empty()) out += proof_text(f.proof, 2);
  for (const Suggestion& s : f.suggestions) {
    for (const Edit& e : s.edits) {
      out += "    instead of " + quoted(text, e.span) + ": \"" + e.with + "\"" +
             (s.safety == Suggestion::Safety::safe ? " (safe)" : " (for review)") + "\n";
    }
  }
  for (const std::string& m : f.missing) out += "    missing: " + m + "\n";
}

void proof_into(std::string& out, const Proof& p, int indent, std::size_t depth) {
  if (depth > limits::proof_depth) {
    out += pad(indent) + "…\n";
    return;
  }
  out += pad(indent);
  switch (p.kind) {
    case Proof::Kind::rule: out += "rule "; break;
    case Proof::Kind::fact: out += "fact "; break;
    case Proof::Kind::builtin: out += "computed "; break;
    case Proof::Kind::missing: out += "missing "; break;
  }
  out += p.name;
  if (!p.value.empty()) out += " = " + p.value;
  if (!p.source.empty()) out += "  [" + p.source + (p.evidence.empty() ? "" : ", " + p.evidence) + "]";
  if (!p.checked.empty()) out += " checked " + p.checked;
  out += "\n";
  for (const Proof& from : p.from) proof_into(out, from, indent + 1, depth + 1);
}

}  // namespace

std::string proof_text(const Proof& proof, int indent) {
  std::string out;
  proof_into(out, proof, indent, 0);
  return out;
}

std::string explain(const Checker& checker, std::string_view text, const ClaimOptions& options,
                    std::optional<std::size_t> only) {
  const Wording wording = wording_of(checker, text, options);
  const auto as_of = options.as_of ? std::optional(options.as_of->civil) : std::nullopt;
  ClaimOptions read = options;
  read.lang = wording.text_lang;
  std::string out = "language: " + wording.text_lang + "\n";
  out += "as of: " + (options.as_of ? to_edtf(*options.as_of) : std::string("not given")) + "\n";
  Judge judge(checker.knowledge());
  std::vector<ClaimResult> results;
  for (Parsed& parsed : checker.parse(text, read)) {
    if (only && (*only < parsed.span.begin || *only >= parsed.span.end)) continue;
    std::vector<Trace> trace;
    ClaimResult r(std::move(parsed));
    const Parsed& p = r.parsed;
    const Judgement judgement = judge.judge(r.parsed, as_of, &trace);
    FindingWriter writer(judge, p, wording, as_of.has_value());
    writer.write(judgement, r);
    out += "\nsentence: " + quoted(text, p.span) + "\n";
    out += "stance: " + std::string(to_string(p.stance)) + (p.checkable ? ", looks checkable" : ", nothing to check") +
           "\n";
    if (!p.mentions.empty()) out += "mentions:\n";
    for (const Mention& m : p.mentions) {
      out += "  " + std::string(m.kind) + " " + quoted(text, m.span) + " = " + to_string(m.value, p.meaning) + "\n";
    }
    for (std::size_t i = 0; i < p.readings.size(); ++i) {
      out += "reading " + std::to_string(i + 1) + " of " + std::to_string(p.readings.size()) +
             (p.readings[i].question.empty() ? "" : " (" + p.readings[i].question + ")") + ":\n";
      for (const Trace& t : trace) {
        if (t.reading == i) tell(out, text, t, p.meaning, writer);
      }
    }
    if (!p.unread.empty()) out += "unread:\n";
    for (const Unread& u : p.unread) {
      out += "  " + quoted(text, u.span) + " (" + std::string(to_string(u.kind)) + ", " +
             std::string(to_string(u.reason)) + ")\n";
    }
    for (const std::string& w : p.why) out += "  " + w + "\n";
    if (!r.findings.empty()) out += "findings:\n";
    for (const Finding& f : r.findings) tell(out, text, f);
    out += "verdict: " + std::string(to_string(r.verdict)) + "\n";
    for (const std::string& m : r.missing) out += "  missing: " + m + "\n";
    results.push_back(std::move(r));
  }
  out += "\noverall: " + std::string(to_string(Checker::overall(results))) + "\n";
  return out;
}

}  // namespace saksi::engine

#include "engine/explain.h"

#include "core/limits.h"
#include "engine/judge.h"

namespace saksi::engine {
namespace {

std::string pad(int indent) { return std::string(static_cast<std::size_t>(indent) * 2, ' '); }

std::string quoted(std::string_view text, Span s) {
  if (s.end > text.size() || s.empty()) return "";
  return "\"" + std::string(text.substr(s.begin, s.size())) + "\"";
}

std::string yes(bool b, std::string_view word) { return b ? ", " + std::string(word) : ""; }

void tell(std::string& out, std::string_view text, const Trace& t) {
  const Atom& a = t.atom;
  out += "    " + to_string(a) + "\n";
  out += "      " + quoted(text, a.span) + "  " + a.label + ", link " + std::string(to_string(a.link)) +
         yes(a.negated, "denied") + yes(a.auxiliary, "aside") + yes(a.presupposed, "told in passing") +
         yes(a.now, "of the present") + (a.attributed_to.empty() ? "" : ", attributed to " + a.attributed_to) + "\n";
  if (t.attempts.empty()) out += "      no rule was asked\n";
  for (const Attempt& r : t.attempts) {
    if (r.matched) out += "      rule " + r.rule + ": " + r.outcome + "\n";
  }
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

std::string explain(const Checker& checker, std::string_view text, const ClaimOptions& options) {
  JudgeOptions how = judge_options(checker, text, options);
  ClaimOptions read = options;
  read.lang = how.lang;
  std::string out = "language: " + how.lang + "\n";
  out += "as of: " + (options.as_of ? to_edtf(*options.as_of) : std::string("not given")) + "\n";
  const Judge judge(checker.facts(), checker.rules(), std::move(how));
  std::vector<ClaimResult> results;
  for (const Parsed& p : checker.parse(text, read)) {
    std::vector<Trace> trace;
    const ClaimResult r = judge.judge(p, &trace);
    out += "\nsentence: " + quoted(text, p.span) + "\n";
    out += "stance: " + std::string(to_string(p.stance)) + (p.checkable ? ", looks checkable" : ", nothing to check") +
           "\n";
    if (!p.mentions.empty()) out += "mentions:\n";
    for (const Mention& m : p.mentions) {
      out += "  " + m.kind + " " + quoted(text, m.span) + " = " + to_string(m.value) + "\n";
    }
    for (std::size_t i = 0; i < p.readings.size(); ++i) {
      out += "reading " + std::to_string(i + 1) + " of " + std::to_string(p.readings.size()) +
             (p.readings[i].question.empty() ? "" : " (" + p.readings[i].question + ")") + ":\n";
      for (const Trace& t : trace) {
        if (t.reading == i) tell(out, text, t);
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
    results.push_back(r);
  }
  out += "\noverall: " + std::string(to_string(Checker::overall(results))) + "\n";
  return out;
}

}  // namespace saksi::engine

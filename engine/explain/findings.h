#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/verdict.h"
#include "engine/explain/proofs.h"
#include "engine/explain/show.h"
#include "engine/judge/judge.h"
#include "engine/judge/opinion.h"
#include "engine/saksi.h"
#include "engine/words/words.h"

namespace saksi::engine {

/// The languages that findings are worded in, and the text they are about.
struct Wording {
  std::string messages = "en";   ///< of explanations
  std::string text_lang = "en";  ///< of the text, for what corrections write
  std::string_view
      text;  ///< what spans point into; empty = nothing is quoted, and no second half of a unit pair mended
};

/// The languages of a claim, as its options and its text give them.
Wording wording_of(const Checker& checker, std::string_view text, const ClaimOptions& options);

/// Puts judgements into words: explanations, proofs, corrections, what is missing. To be used before the judge goes on to
/// the next sentence. One a sentence.
class FindingWriter {
 public:
  FindingWriter(Judge& judge, const Parsed& parsed, const Wording& wording, bool has_as_of);

  /// Verdict, findings in text order, and what is missing.
  void write(const Judgement& judgement, ClaimResult& out);
  /// What a rule that was asked came to: a verdict, or why it decided nothing.
  [[nodiscard]] std::string outcome(const Ruling& ruling, const RuleRun& run, const Atom& atom);

 private:
  Finding finding(const Opinion& o);
  void word_decided(const Opinion& o, Finding& f);
  void word_open(const Opinion& o, Finding& f);
  void word_disputed(const Opinion& o, Finding& f);
  void word_no_rule(const Atom& atom, Finding& f);
  void finish(const Opinion& o, Finding& f);
  void attribute(const Opinion& o, Finding& f) const;
  void outdate(const Opinion& o, Finding& f) const;
  void want(const Opinion& o, Finding& f);
  void ask_for_review(ClaimResult& out) const;
  void add_unread(std::vector<std::string>& to) const;

  // messages.cpp
  std::string say(const RuleClause& c, const RuleRun& run, const Atom& atom);
  std::string render(const RuleMessage& m, const RuleRun& run, const Atom& atom);
  std::string show_another(TermId of, const Excluded& other);
  std::string show(const RuleExpr& e, const RuleRun& run, const Atom& atom);
  std::string show(const Binding& b, const Atom& atom);
  std::string show(const Answer& k, const Atom& atom) const;
  std::string show_like(const Fact& f, const Atom& atom) const;
  std::string show_said(TermId t, const Atom& atom);
  [[nodiscard]] std::string show_name(Path name) const;
  [[nodiscard]] std::string_view show_op(Op op, bool date) const;
  [[nodiscard]] std::string join(std::vector<std::string> parts) const;
  [[nodiscard]] bool speaks_of_time(const Atom& atom) const;
  std::string why_open(const RuleRun& run, const Atom& atom, std::vector<std::string>& missing);
  [[nodiscard]] std::string missing(const Missing& m) const;

  // corrections.cpp
  std::vector<Suggestion> corrections(const RuleClause& c, const RuleRun& run, const Atom& atom);
  [[nodiscard]] std::string_view zone_said(Span span) const;
  [[nodiscard]] bool spoken_of_elsewhere(const Answer& k, TermId said, const Atom& atom) const;
  std::string replacement(const Answer& k, TermId said, const Atom& atom) const;
  std::string other_half(const Answer& k, Span span, const Atom& atom);

  Proof proof(const RuleRun& run, std::span<const ProofId> from) const;

  Judge& judge_;
  RuleRunner& runner_;
  const Knowledge& knowledge_;
  const Parsed& parsed_;
  const Wording& wording_;
  const Words& words_;
  const Words& text_words_;
  bool has_as_of_;
  Show show_;
  ProofWriter proofs_;
};

}  // namespace saksi::engine

#include "engine/explain/mended.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace saksi::engine {

namespace {

void add(Tally& to, Verdict v) {
  if (v == Verdict::refuted || v == Verdict::outdated || v == Verdict::disputed) ++to.faults;
  if (v == Verdict::unverified) ++to.open;
}

Tally tally_of(const ClaimResult& sentence) {
  Tally out{0, static_cast<int>(sentence.parsed.unread.size())};
  for (const Finding& f : sentence.findings) add(out, f.verdict);
  return out;
}

/// Whether a day or a measure stands in for another in a sentence of which all else is right, and no other assertion shares
/// its words: that reads as it did, and mends it.
bool only_swaps_a_figure(const ClaimResult& sentence, const Finding& f, const Suggestion& s) {
  const Meaning& m = sentence.parsed.meaning;
  const bool one = f.atom.kind == Atom::Kind::compare && s.edits.size() == 1 && sentence.parsed.unread.empty();
  if (!one) return false;
  const auto* measure = m.constant<Quantity>(f.atom.right);
  const auto* day = m.constant<Date>(f.atom.right);
  const bool plain_day = day != nullptr && !day->zone && !day->clock_only && day->precision <= Precision::day;
  if (!plain_day && (measure == nullptr || measure->unit == "1")) return false;
  const Span edited = s.edits.front().span;
  return std::all_of(sentence.findings.begin(), sentence.findings.end(), [&](const Finding& other) {
    if (&other == &f) return true;
    return other.verdict == Verdict::supported &&
           (other.atom.span.end <= edited.begin || other.atom.span.begin >= edited.end);
  });
}

/// Those that must be tried.
std::vector<Suggestion*> suggestions_of(ClaimResult& sentence) {
  std::vector<Suggestion*> out;
  for (Finding& f : sentence.findings)
    for (Suggestion& s : f.suggestions)
      if (!only_swaps_a_figure(sentence, f, s)) out.push_back(&s);
  return out;
}

/// The text with these edits, which are in its order and do not overlap.
std::string mended(std::string_view text, const std::vector<const Edit*>& edits) {
  std::string out;
  std::size_t at = 0;
  for (const Edit* e : edits) {
    out += text.substr(at, e->span.begin - at);
    out += e->with;
    at = e->span.end;
  }
  return out += text.substr(at);
}

}  // namespace

Tally tally_of(const Judgement& judgement, const Parsed& parsed) {
  Tally out{0, static_cast<int>(parsed.unread.size())};
  for (const Opinion& o : judgement.opinions) add(out, o.verdict());
  return out;
}

void drop_bad_corrections(std::string_view text, std::vector<ClaimResult>& sentences, const Again& again) {
  std::vector<std::vector<Suggestion*>> all;
  std::size_t rounds = 0;
  for (ClaimResult& s : sentences) rounds = std::max(rounds, all.emplace_back(suggestions_of(s)).size());
  std::vector<const Suggestion*> bad;
  for (std::size_t round = 0; round < rounds; ++round) {
    std::vector<bool> asked(sentences.size());
    std::vector<const Edit*> edits;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (round >= all[i].size()) continue;
      asked[i] = true;
      for (const Edit& e : all[i][round]->edits) edits.push_back(&e);
    }
    const bool in_order = std::adjacent_find(edits.begin(), edits.end(), [](const Edit* a, const Edit* b) {
                            return b->span.begin < a->span.end;
                          }) == edits.end();
    const std::vector<Tally> now = in_order ? again(mended(text, edits), asked) : std::vector<Tally>();
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (!asked[i]) continue;
      const Tally before = tally_of(sentences[i]);
      const bool mends = now.size() == sentences.size() && now[i].faults < before.faults && now[i].open <= before.open;
      if (!mends) bad.push_back(all[i][round]);
    }
  }
  for (ClaimResult& s : sentences) {
    for (Finding& f : s.findings) {
      std::vector<Suggestion> kept;
      for (Suggestion& one : f.suggestions)
        if (std::find(bad.begin(), bad.end(), &one) == bad.end()) kept.push_back(std::move(one));
      f.suggestions = std::move(kept);
    }
  }
}

}  // namespace saksi::engine

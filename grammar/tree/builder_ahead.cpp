#include "grammar/tree/builder.h"

#include <algorithm>

namespace saksi::grammar::tree {

/// The finite verb that a noun group is the subject of: over what hangs on it, over a relative clause with its own verb,
/// over what two commas take out.
std::optional<std::size_t> Builder::finite_ahead(std::size_t i) const {
  constexpr std::size_t kReach = 40;
  int commas = 0, inner = 0;
  for (std::size_t k = i + 1; k < groups_.size() && k < i + kReach; ++k) {
    const Group& g = groups_[k];
    if (table_.zero_copula() && (g.kind & kAdjp) != 0 && is(k - 1, kNp | kAdvp) && inner == 0) return k;
    if ((g.kind & kVg) != 0) {
      if ((g.form & (kFinite | kAmbiguous)) == 0) {
        if ((g.form & kBase) != 0) return std::nullopt;
        continue;
      }
      if (inner > 0) {
        --inner;
        continue;
      }
      if (commas > 0 && is(k - 1, kComma)) return std::nullopt;  // no comma stands between a subject and its verb
      if ((g.form & kAmbiguous) != 0 && (later_finite(k) || (commas > 0 && !is(k - 1, kComma)))) continue;
      return k;
    }
    if ((g.kind & kComma) != 0) {
      const bool closes = commas > 0 && (is(k + 1, kVg) || (is(k + 1, kAdvp) && is(k + 2, kVg)));
      if (closes) {
        commas = 0;
        inner = 0;
        continue;
      }
      if (++commas > 4) return std::nullopt;
      continue;
    }
    if ((g.kind & kLp) != 0) {
      while (k < groups_.size() && !is(k, kRp)) ++k;
      continue;
    }
    if ((g.kind & kRel) != 0) ++inner;
    if ((g.kind & kMark) != 0) {
      if (commas == 0) return std::nullopt;
      ++inner;
    }
    if ((g.kind & kConj) != 0 && commas == 0 && is(k + 1, kVg)) return std::nullopt;
    if ((g.kind & (kSemi | kStop | kColon)) != 0) return std::nullopt;
  }
  return std::nullopt;
}

/// "after its parachute failed": a preposition that is a conjunction here.
bool Builder::opens_clause(std::size_t i) const {
  const auto& words = table_.clause_prepositions();
  return is(i, kPp) && is(i + 1, kVg) && std::find(words.begin(), words.end(), groups_[i].word) != words.end();
}

/// A finite verb behind `i` before anything divides. One that may be a participle counts where it does not stand right
/// behind a noun group without a preposition, which it would hang on.
bool Builder::later_finite(std::size_t i) const {
  for (std::size_t k = i + 1; k < groups_.size(); ++k) {
    if (is(k, kVg) && (groups_[k].form & kFinite) != 0) return true;
    if (is(k, kVg) && (groups_[k].form & kAmbiguous) != 0 && !is(k - 1, kNp)) return true;
    if (is(k, kDividers | kMark | kRel | kStop | kRp) || opens_clause(k)) return false;
  }
  return false;
}

bool Builder::comma_verb(std::size_t i) const {
  for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
    if (is(k, kSemi | kStop | kColon)) return false;
    if (!is(k, kComma | kDash)) continue;
    const std::size_t v = is(k + 1, kAdvp) ? k + 2 : k + 1;
    if (is(v, kVg) && (groups_[v].form & (kFinite | kAmbiguous)) != 0) return true;
  }
  return false;
}

bool Builder::no_more_verb(std::size_t i) const {
  for (std::size_t k = i + 1; k < groups_.size(); ++k)
    if (is(k, kVg) && (groups_[k].form & (kFinite | kAmbiguous)) != 0) return false;
  return true;
}

/// "an attempt to", "the first to".
bool Builder::takes_infinitive(const Group& noun) const {
  if ((noun.form & kOrdinal) != 0) return true;
  const auto& listed = table_.infinitive_nouns();
  return std::any_of(noun.lemmas.begin(), noun.lemmas.end(),
                     [&](std::string_view l) { return std::find(listed.begin(), listed.end(), l) != listed.end(); });
}

bool Builder::comma_subject(std::size_t i) const {
  for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
    if (is(k, kSemi | kStop | kColon)) return false;
    if (!is(k, kComma)) continue;
    std::size_t noun = k + 1;
    while (is(noun, kPp | kAdvp | kQuote)) ++noun;
    if (is(noun, kNp) && finite_ahead(noun)) return true;
  }
  return false;
}

bool Builder::list_ahead(std::size_t i) const {
  constexpr std::size_t kReach = 12;
  bool comma = false;
  for (std::size_t k = i + 1; k < groups_.size() && k < i + kReach; ++k) {
    if (is(k, kConj)) return is(k + 1, kNp | kPp);
    if (is(k, kComma)) {
      comma = true;
      continue;
    }
    if (!is(k, kNp | (comma ? kPp : 0U))) return false;
  }
  return false;
}

bool Builder::of(std::size_t verb, const std::vector<std::string>& lemmas) const {
  return std::any_of(groups_[verb].lemmas.begin(), groups_[verb].lemmas.end(),
                     [&](std::string_view l) { return std::find(lemmas.begin(), lemmas.end(), l) != lemmas.end(); });
}

std::optional<std::size_t> Builder::waiting(bool with_subject) const {
  for (std::size_t q = open_.size() - 1; q-- > 0;) {
    const Clause& c = clauses_[open_[q]];
    if (!c.verb && !c.predicate && c.subject.has_value() == with_subject) return q;
  }
  return std::nullopt;
}

std::uint32_t Builder::ahead() const {
  std::uint32_t out = 0;
  const auto verb = is(at_, kNp | kPp) ? finite_ahead(at_) : std::nullopt;
  out |= verb ? kFin : kNoFin;
  if (verb && !table_.say().empty() && of(*verb, table_.say())) out |= kSayFin;
  if (list_ahead(at_)) out |= kList;
  if (is(at_ + 1, kVg)) out |= kVgNext;
  if (is(at_ + 1, kNp)) out |= kNpNext;
  if (is(at_ + 1, kComma)) out |= kCommaNext;
  if (is(at_ + 1, kVg) && (groups_[at_ + 1].form & kIng) != 0) out |= kIngNext;
  if (later_finite(at_)) out |= kLaterFin;
  const Clause& c = clauses_[open_.back()];
  if (c.subject && (groups_[*c.subject].form & kThere) != 0) out |= kExpletive;
  if (!c.subject) out |= kUnsubjected;
  if (c.verb && (groups_[*c.verb].form & kCopula) != 0) out |= kAfterCopula;
  constexpr std::uint32_t kForms = kFinite | kAmbiguous | kParticiple | kIng | kInfinitive | kBase;
  if (c.verb && (groups_[*c.verb].form & groups_[at_].form & kForms) != 0) out |= kSame;
  if (c.verb && (groups_[*c.verb].form & kPassive) != 0) out |= kAfterPassive;
  if (c.verb && (groups_[*c.verb].form & kMiddle) != 0) out |= kAfterMiddle;
  if (at_ > 0 && (groups_[at_ - 1].form & (kDate | kTime)) != 0 && is(at_ - 1, kNp | kPp)) out |= kTimeBefore;
  if (c.mark && c.subject) out |= kMarked;
  if (c.subject && !c.shared) {
    const auto& dummies = table_.dummies();
    if (std::find(dummies.begin(), dummies.end(), groups_[*c.subject].word) != dummies.end()) out |= kDummy;
  }
  if (is(at_ + 1, kVg) && (groups_[at_ + 1].form & kInfinitive) != 0) out |= kInfinitiveNext;
  if (is(at_ + 1, kNp) && (groups_[at_ + 1].form & kFigure) != 0) out |= kFigureNext;
  if (comma_subject(at_)) out |= kCommaSubject;
  if (const auto noun = noun_before(at_); noun && takes_infinitive(groups_[*noun])) out |= kInfinitiveNoun;
  if (no_more_verb(at_)) out |= kNoMoreVerb;
  if (comma_verb(at_)) out |= kCommaVerb;
  if (waiting(true)) out |= kOuterWaits;
  if (waiting(false)) out |= kOuterFresh;
  return out;
}

}  // namespace saksi::grammar::tree

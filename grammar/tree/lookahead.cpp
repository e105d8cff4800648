#include "grammar/tree/lookahead.h"

#include <optional>

namespace saksi::grammar::tree {

namespace {

class Lookahead {
 public:
  Lookahead(std::span<const Group> groups, const AttachTable& table) : groups_(groups), table_(table) {}

  /// Bits of Ahead for the group of that number.
  [[nodiscard]] std::uint32_t of(std::size_t i) const;

 private:
  [[nodiscard]] bool is(std::size_t i, std::uint32_t kinds) const { return tree::is(groups_, i, kinds); }
  [[nodiscard]] std::optional<std::size_t> finite_ahead(std::size_t i) const;
  [[nodiscard]] bool opens_clause(std::size_t i) const;
  [[nodiscard]] bool later_finite(std::size_t i) const;
  [[nodiscard]] bool comma_verb(std::size_t i) const;
  [[nodiscard]] bool no_more_verb(std::size_t i) const;
  [[nodiscard]] bool takes_infinitive(const Group& noun) const;
  [[nodiscard]] bool comma_subject(std::size_t i) const;
  [[nodiscard]] bool list_ahead(std::size_t i) const;

  std::span<const Group> groups_;
  const AttachTable& table_;
};

/// The finite verb that a noun group is the subject of: over what hangs on it, over a relative clause with its own verb,
/// over what two commas take out.
std::optional<std::size_t> Lookahead::finite_ahead(std::size_t i) const {
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
bool Lookahead::opens_clause(std::size_t i) const {
  return is(i, kPp) && is(i + 1, kVg) && (groups_[i].word_lists & table_.clause_prepositions()) != 0;
}

/// A finite verb behind `i` before anything divides. One that may be a participle counts where it does not stand right
/// behind a noun group without a preposition, which it would hang on.
bool Lookahead::later_finite(std::size_t i) const {
  for (std::size_t k = i + 1; k < groups_.size(); ++k) {
    if (is(k, kVg) && (groups_[k].form & kFinite) != 0) return true;
    if (is(k, kVg) && (groups_[k].form & kAmbiguous) != 0 && !is(k - 1, kNp)) return true;
    if (is(k, kDividers | kMark | kRel | kStop | kRp) || opens_clause(k)) return false;
  }
  return false;
}

bool Lookahead::comma_verb(std::size_t i) const {
  for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
    if (is(k, kSemi | kStop | kColon)) return false;
    if (!is(k, kComma | kDash)) continue;
    const std::size_t v = is(k + 1, kAdvp) ? k + 2 : k + 1;
    if (is(v, kVg) && (groups_[v].form & (kFinite | kAmbiguous)) != 0) return true;
  }
  return false;
}

bool Lookahead::no_more_verb(std::size_t i) const {
  for (std::size_t k = i + 1; k < groups_.size(); ++k)
    if (is(k, kVg) && (groups_[k].form & (kFinite | kAmbiguous)) != 0) return false;
  return true;
}

/// "an attempt to", "the first to".
bool Lookahead::takes_infinitive(const Group& noun) const {
  if ((noun.form & kOrdinal) != 0) return true;
  return (noun.lemma_lists & table_.infinitive_nouns()) != 0;
}

bool Lookahead::comma_subject(std::size_t i) const {
  for (std::size_t k = i + 1; k + 1 < groups_.size(); ++k) {
    if (is(k, kSemi | kStop | kColon)) return false;
    if (!is(k, kComma)) continue;
    std::size_t noun = k + 1;
    while (is(noun, kPp | kAdvp | kQuote)) ++noun;
    if (is(noun, kNp) && finite_ahead(noun)) return true;
  }
  return false;
}

bool Lookahead::list_ahead(std::size_t i) const {
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

std::uint32_t Lookahead::of(std::size_t i) const {
  std::uint32_t out = 0;
  const auto verb = is(i, kNp | kPp) ? finite_ahead(i) : std::nullopt;
  out |= verb ? kFin : kNoFin;
  if (verb && (groups_[*verb].lemma_lists & table_.say()) != 0) out |= kSayFin;
  if (list_ahead(i)) out |= kList;
  if (is(i + 1, kVg)) out |= kVgNext;
  if (is(i + 1, kNp)) out |= kNpNext;
  if (is(i + 1, kComma)) out |= kCommaNext;
  if (is(i + 1, kVg) && (groups_[i + 1].form & kIng) != 0) out |= kIngNext;
  if (is(i + 1, kVg) && (groups_[i + 1].form & kInfinitive) != 0) out |= kInfinitiveNext;
  if (is(i + 1, kNp) && (groups_[i + 1].form & kFigure) != 0) out |= kFigureNext;
  if (i > 0 && (groups_[i - 1].form & (kDate | kTime)) != 0 && is(i - 1, kNp | kPp)) out |= kTimeBefore;
  if (i > 0 && is(i - 1, kNp) && (groups_[i - 1].form & kClosed) != 0) out |= kDefiniteBefore;
  if (later_finite(i)) out |= kLaterFin;
  if (comma_subject(i)) out |= kCommaSubject;
  if (const auto noun = noun_before(groups_, i); noun && takes_infinitive(groups_[*noun])) out |= kInfinitiveNoun;
  out |= no_more_verb(i) ? kNoMoreVerb : kMoreVerb;
  for (std::size_t k = i + 1; table_.zero_copula() && k < groups_.size(); ++k)
    if (is(k, kAdjp)) out |= kMoreVerb;
  if (comma_verb(i)) out |= kCommaVerb;
  return out;
}

}  // namespace

void look_ahead(std::vector<Group>& groups, const AttachTable& table) {
  const Lookahead ahead(groups, table);
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].ahead = ahead.of(i);
}

}  // namespace saksi::grammar::tree

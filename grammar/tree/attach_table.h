#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/text_map.h"

namespace saksi::grammar {

namespace tree {

/// What a clause has of its own, as a bit.
enum State : std::uint32_t { kNone = 1, kSubject = 2, kVerb = 4 };

/// What is to come and what is waited for, as a bit.
enum Ahead : std::uint32_t {
  kFin = 1U << 0,              ///< this group is the subject of a finite verb to come
  kNoFin = 1U << 1,            ///< it is not
  kSayFin = 1U << 2,           ///< that verb is of the list "say"
  kList = 1U << 3,             ///< a list: more groups and a conjunction
  kVgNext = 1U << 4,           ///< a verb group stands right behind
  kNpNext = 1U << 5,           ///< a noun group does
  kCommaNext = 1U << 6,        ///< a comma does
  kIngNext = 1U << 7,          ///< a participle in -ing does
  kLaterFin = 1U << 8,         ///< a finite verb stands behind with nothing that divides between
  kCommaVerb = 1U << 9,        ///< a finite verb stands right behind a comma to come
  kCommaSubject = 1U << 10,    ///< behind a comma to come stands the subject of a finite verb
  kNoMoreVerb = 1U << 11,      ///< no finite verb is to come
  kOuterWaits = 1U << 12,      ///< an outer clause has a subject and no verb
  kOuterFresh = 1U << 13,      ///< an outer clause has neither
  kExpletive = 1U << 14,       ///< the clause's subject is an expletive
  kUnsubjected = 1U << 15,     ///< the clause has no subject
  kAfterCopula = 1U << 16,     ///< the clause's verb is a copula
  kSame = 1U << 17,            ///< the clause's verb is of this group's form
  kInfinitiveNoun = 1U << 18,  ///< the noun before takes an infinitive: an attempt, the first
  kAfterPassive = 1U << 19,    ///< the clause's verb is passive
  kFigureNext = 1U << 20,      ///< a number or a quantity stands right behind
  kAfterMiddle = 1U << 21,     ///< the clause's verb is intransitive by its form
  kMarked = 1U << 22,          ///< the clause has a mark and a subject
  kDummy = 1U << 23,           ///< the clause's subject is of the list "dummy": it may stand for a clause to come
  kInfinitiveNext = 1U << 24,  ///< an infinitive stands right behind
  kTimeBefore = 1U << 25,      ///< the group before is a day or a time
  kDefiniteBefore = 1U << 27,  ///< the noun group before is a pronoun or ends with a determiner
  kMoreVerb = 1U << 26         ///< a finite verb is to come, or a predicate without a copula
};

/// What can be done with a group; the names are those of the table.
enum class Do : std::uint8_t {
  subject,        ///< waits for the clause's verb
  inner_subject,  ///< the same, and what waited as subject stands outside: "the isle, its width is 5 km"
  outer_subject,  ///< closes the clauses inside one that has no subject, and waits for its verb
  theme,          ///< the subject behind its verb; what stands in its place before is an expletive
  object,
  predicate,   ///< of a copula
  complement,  ///< what a verb says its subject to be
  oblique,     ///< hangs on the clause's verb, or waits for it
  nmod,
  det,  ///< of the noun before, over an adjective: "yang besar itu"
  appos,
  conj,
  conj_like,  ///< of the group before the conjunction or the comma, which is of its kind
  dep,
  next_verb,          ///< an adverb of the verb behind
  left_adv,           ///< of the group before
  clause_conj,        ///< opens a clause that is joined to this one, and is its subject
  clause_conj_outer,  ///< to the outermost one
  clause_para,        ///< opens a clause beside the outermost one
  clause_rel,         ///< opens a clause on the noun before
  clause_ccomp,       ///< opens a clause that is the object of the verb
  mark_acl_clause,    ///< the same, on the noun before: "the wish for them to go"
  mark_clause,        ///< a preposition that is a conjunction: opens a clause whose subject is what it governs
  verb,               ///< is the clause's verb
  outer_verb,         ///< of the innermost clause that waits for one
  conj_verb,          ///< shares the subject of the clause's verb
  outer_conj,         ///< of the outermost clause's
  say,                ///< a verb of saying behind what is said
  acl,                ///< hangs on the noun before
  acl_subject,        ///< on the clause's subject
  advcl,
  csubj,  ///< the clause that a dummy subject stands for
  tail,   ///< a participle behind a comma: on the innermost clause with a finite verb
  xcomp,
  open_advcl,  ///< a subordinate clause is to come
  open_main,   ///< the same, of the main clause
  open_ccomp,
  open_csubj,
  open_xcomp,  ///< with the subject of this one
  open_conj,   ///< another clause like the last one with a mark: "and that"
  open_rel,
  mark_verb,  ///< a preposition before a verb: opens its clause
  mark_acl    ///< the same, on the noun before
};

}  // namespace tree

/// The rows of grammar/data/LANG/attach.tsv: where a group goes, by what it is, what stands before it and what its clause
/// waits for. Immutable, thread-safe.
class AttachTable {
 public:
  /// All faults at once, each with line and column.
  static Result<AttachTable> parse(std::string_view path, std::string_view text);

  struct Row {
    std::string id;
    std::uint32_t group = 0;  ///< what it is one of, bits of tree::Kind
    std::uint32_t form = 0;   ///< how it must be, one of these bits of tree::Form; 0 is anyhow
    std::uint32_t left = 0;   ///< what stands before it; 0 is anything
    std::uint32_t left2 = 0;  ///< and before that
    std::uint32_t state = 0;  ///< of the clause, bits of tree::State; 0 is any
    std::uint32_t ahead = 0;  ///< all of these bits of tree::Ahead
    std::uint64_t verbs = 0;  ///< the lemma of the clause's verb is in this list, a bit of lemma_lists(); 0 is any
    std::uint64_t own = 0;    ///< the group's own lemma is in this one
    std::uint64_t words = 0;  ///< the group's first word is in this one, a bit of word_lists()
    tree::Do action = tree::Do::dep;
    bool sure = true;
    bool last = false;  ///< a way out, as good as none
  };
  /// What a tree must pay: the line "# costs NAME=N …" among the comments.
  struct Costs {
    int verbless = 0;     ///< a clause with a subject or a mark and no verb
    int subjectless = 0;  ///< a finite verb without a subject
    int rootless = 0;     ///< a sentence without a verb
    int stray = 0;        ///< a group that no row places
    int other = 0;        ///< another row than the first that fits
    int second = 0;       ///< a second subject
    int retag = 0;        ///< another tag of a word than the rules chose
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const Costs& costs() const { return costs_; }
  /// The comment "# zero copula": an adjective behind a noun group is a predicate.
  [[nodiscard]] bool zero_copula() const { return zero_copula_; }
  /// The rows for groups of a kind, bits of tree::Kind of which one is set, as indices of rows(), in order.
  [[nodiscard]] const std::vector<std::uint16_t>& rows_of(std::uint32_t kind) const {
    return by_kind_[static_cast<std::size_t>(std::countr_zero(kind))];
  }
  /// The lists that a lemma, a first word, is in, as bits.
  [[nodiscard]] std::uint64_t lemma_lists(std::string_view lemma) const { return lookup(lemmas_, lemma); }
  [[nodiscard]] std::uint64_t word_lists(std::string_view word) const { return lookup(words_, word); }
  /// The list "say", of lemmas: verbs whose speech may stand before them.
  [[nodiscard]] std::uint64_t say() const { return say_; }
  /// The list "infnoun", of lemmas: nouns that an infinitive behind them belongs to.
  [[nodiscard]] std::uint64_t infinitive_nouns() const { return infinitive_nouns_; }
  /// The list "dummy", of words: subjects that stand for a clause behind.
  [[nodiscard]] std::uint64_t dummies() const { return dummies_; }
  /// Of words: those of the rows that take a preposition for a conjunction.
  [[nodiscard]] std::uint64_t clause_prepositions() const { return clause_prepositions_; }

 private:
  std::vector<Row> rows_;
  Costs costs_;
  bool zero_copula_ = false;
  using Lists = TextMap<std::uint64_t>;
  static std::uint64_t lookup(const Lists& lists, std::string_view text) {
    const auto it = lists.find(text);
    return it == lists.end() ? 0 : it->second;
  }
  static constexpr std::size_t kKinds = 19;  ///< of tree::Kind
  std::array<std::vector<std::uint16_t>, kKinds> by_kind_;
  Lists lemmas_, words_;
  std::uint64_t say_ = 0, infinitive_nouns_ = 0, clause_prepositions_ = 0, dummies_ = 0;
};

}  // namespace saksi::grammar

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"

namespace saksi::grammar {

namespace tree {

/// What a clause has of its own, as a bit.
enum State : std::uint32_t { kNone = 1, kSubject = 2, kVerb = 4 };

/// What is to come and what is waited for, as a bit.
enum Ahead : std::uint32_t {
  kFin = 1U << 0,             ///< this group is the subject of a finite verb to come
  kNoFin = 1U << 1,           ///< it is not
  kSayFin = 1U << 2,          ///< that verb is of the list "say"
  kList = 1U << 3,            ///< a list: more groups and a conjunction
  kVgNext = 1U << 4,          ///< a verb group stands right behind
  kNpNext = 1U << 5,          ///< a noun group does
  kCommaNext = 1U << 6,       ///< a comma does
  kIngNext = 1U << 7,         ///< a participle in -ing does
  kLaterFin = 1U << 8,        ///< a finite verb stands behind with nothing that divides between
  kCommaVerb = 1U << 9,       ///< a finite verb stands right behind a comma to come
  kCommaSubject = 1U << 10,   ///< behind a comma to come stands the subject of a finite verb
  kNoMoreVerb = 1U << 11,     ///< no finite verb is to come
  kOuterWaits = 1U << 12,     ///< an outer clause has a subject and no verb
  kOuterFresh = 1U << 13,     ///< an outer clause has neither
  kExpletive = 1U << 14,      ///< the clause's subject is an expletive
  kUnsubjected = 1U << 15,    ///< the clause has no subject
  kAfterCopula = 1U << 16,    ///< the clause's verb is a copula
  kSame = 1U << 17,           ///< the clause's verb is of this group's form
  kInfinitiveNoun = 1U << 18  ///< the noun before takes an infinitive: an attempt, the first
};

/// What can be done with a group; the names are those of the table.
enum class Do : std::uint8_t {
  subject,        ///< waits for the clause's verb
  outer_subject,  ///< closes the clauses inside one that has no subject, and waits for its verb
  theme,          ///< the subject behind its verb; what stands in its place before is an expletive
  object,
  predicate,   ///< of a copula
  complement,  ///< what a verb says its subject to be
  oblique,     ///< hangs on the clause's verb, or waits for it
  nmod,
  appos,
  conj,
  dep,
  next_verb,          ///< an adverb of the verb behind
  left_adv,           ///< of the group before
  clause_conj,        ///< opens a clause that is joined to this one, and is its subject
  clause_conj_outer,  ///< to the outermost one
  clause_para,        ///< opens a clause beside the outermost one
  clause_rel,         ///< opens a clause on the noun before
  clause_ccomp,       ///< opens a clause that is the object of the verb
  mark_clause,        ///< a preposition that is a conjunction: opens a clause whose subject is what it governs
  verb,               ///< is the clause's verb
  outer_verb,         ///< of the innermost clause that waits for one
  conj_verb,          ///< shares the subject of the clause's verb
  outer_conj,         ///< of the outermost clause's
  say,                ///< a verb of saying behind what is said
  acl,                ///< hangs on the noun before
  acl_subject,        ///< on the clause's subject
  advcl,
  xcomp,
  open_advcl,  ///< a subordinate clause is to come
  open_ccomp,
  open_rel,
  mark_verb  ///< a preposition before a verb: opens its clause
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
    std::uint32_t group = 0;         ///< what it is one of, bits of tree::Kind
    std::uint32_t form = 0;          ///< how it must be, one of these bits of tree::Form; 0 is anyhow
    std::uint32_t left = 0;          ///< what stands before it; 0 is anything
    std::uint32_t left2 = 0;         ///< and before that
    std::uint32_t state = 0;         ///< of the clause, bits of tree::State; 0 is any
    std::uint32_t ahead = 0;         ///< all of these bits of tree::Ahead
    std::vector<std::string> verbs;  ///< the lemma of the clause's verb is one of these
    std::vector<std::string> own;    ///< the group's own lemma is one of these
    std::vector<std::string> words;  ///< the group's first word is one of these
    tree::Do action = tree::Do::dep;
    bool sure = true;
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The list "say": verbs whose speech may stand before them.
  [[nodiscard]] const std::vector<std::string>& say() const { return say_; }
  /// The list "infnoun": nouns that an infinitive behind them belongs to.
  [[nodiscard]] const std::vector<std::string>& infinitive_nouns() const { return infinitive_nouns_; }
  /// The words of the rows that take a preposition for a conjunction.
  [[nodiscard]] const std::vector<std::string>& clause_prepositions() const { return clause_prepositions_; }

 private:
  std::vector<Row> rows_;
  std::vector<std::string> say_, infinitive_nouns_, clause_prepositions_;
};

}  // namespace saksi::grammar

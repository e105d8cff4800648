#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How well trees are read: those of a tree bank against those the reader makes of the same sentences.
namespace saksi::test {

/// One tree. All vectors are as long as the sentence has words, and no form is blank.
struct BankTree {
  std::string id, genre, text;  ///< "# sent_id", "# genre" and "# text"; empty where there is none
  std::vector<std::string> forms, lemmas, upos;
  std::vector<int> heads;           ///< index of the word this one hangs on, from 0; -1 is the root
  std::vector<std::string> labels;  ///< with subtype: "nsubj:pass"
};

/// The trees of a CoNLL-U text in their order. Lines of word ranges (1-2) and of words not written (1.1) are skipped.
/// Throws std::runtime_error, "line 7: ...", at a line that is not ten columns, whose word is out of turn, blank or
/// without function, or whose head is no word of its sentence.
std::vector<BankTree> read_bank(std::string_view conllu);

/// Per cent; 0 where the whole is 0.
constexpr double share(int part, int whole) { return whole == 0 ? 0.0 : 100.0 * part / whole; }

/// Counts over all sentences of the bank. What is right is out of what the bank has; punctuation is never counted.
///
/// A word is right in its head, or in its head and function; subtypes do not count. Where the two sides cut words
/// differently, those that overlap are one word.
///
/// A group is a word of the bank's tree with its small words: "on the black cat", "has been lost", "Ann Lee". These are
/// det, case, aux, cop, mark, cc, amod, nummod, compound, flat, fixed, goeswith and nmod:poss, but such as have an
/// argument or a clause of their own, and advmod of amod, nummod or advmod. A group is right when it hangs on any word
/// of the right group.
///
/// A clause is a predicate of the bank's tree: root, ccomp, xcomp, csubj, advcl, acl, parataxis, or conj of one. It is
/// right when the reader has a predicate in that group with the same subjects, the same conjoined predicates and the
/// same way up to the root: through the same predicates, each time as conj, complement, advcl, acl or parataxis alike.
/// What a relative clause modifies does not count, nor whether a relative pronoun is read as its subject.
struct BankScore {
  int words = 0;
  int heads = 0;   ///< words with the right head
  int labels = 0;  ///< ... and the right function too
  int groups = 0;
  int group_heads = 0;   ///< groups that hang on the right group
  int group_labels = 0;  ///< ... with the right function too
  int clauses = 0;
  int clauses_right = 0;
  int sentences = 0;
  int sentences_right = 0;      ///< every clause right, and no predicate too many
  int predicates_too_many = 0;  ///< groups that are a predicate for the reader only; of sentences that it has

  /// The words that are not right: the bank's function and the reader's, or "elsewhere" where the head is wrong. Both
  /// without subtype: {"nsubj", "obj"}. They add up to words - labels.
  std::map<std::pair<std::string, std::string>, int> confusions;

  [[nodiscard]] double head_share() const { return share(heads, words); }                    ///< UAS
  [[nodiscard]] double label_share() const { return share(labels, words); }                  ///< LAS
  [[nodiscard]] double group_head_share() const { return share(group_heads, groups); }       ///< UAS of groups
  [[nodiscard]] double group_label_share() const { return share(group_labels, groups); }     ///< LAS of groups
  [[nodiscard]] double clause_share() const { return share(clauses_right, clauses); }        ///< clause skeletons
  [[nodiscard]] double sentence_share() const { return share(sentences_right, sentences); }  ///< whole skeletons
};

/// Scores what was read against the bank. A sentence is found by its id, or else by its letters; one that was not read,
/// or whose letters are others, is wrong throughout. What was read besides is left out.
///
/// First, on both sides, loops are cut, and in "It works, she said" the head is "works", with "said" as parataxis,
/// whichever way round the tree had it.
///
/// Throws std::invalid_argument where a tree is not as BankTree says.
BankScore score_bank(const std::vector<BankTree>& gold, const std::vector<BankTree>& read);

}  // namespace saksi::test

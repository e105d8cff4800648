#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "grammar/tree/groups.h"
#include "grammar/tree/tree.h"

namespace saksi::grammar::tree {

/// Which of the rows that fit places a group, where it is not the first: the second is 1.
struct Choice {
  std::uint32_t group = 0, row = 0;
};

/// The groups of a sentence with the tags it has, and what is inside them.
struct Frame {
  std::vector<Chunk> chunks;
  std::vector<Group> groups;
  std::vector<std::uint32_t> head;  ///< of words inside groups; the others hang on themselves
  std::vector<Function> function;
};

/// Hangs the groups of a sentence on one another: a stack of clauses, one pass from left to right, no going back. What one
/// run made stands until the next.
class Builder {
 public:
  /// The first `dateline` words are place, day and agency.
  Builder(std::size_t dateline, const AttachTable& table) : table_(table), told_dateline_(dateline) {}

  /// Returns what speaks against the tree, by the costs of the table; 0 where nothing does. `frame` must live as long as what
  /// was made is asked for.
  int run(const Frame& frame, std::span<const Choice> choices);
  /// The groups that another row could have placed elsewhere, with how many such rows there were.
  [[nodiscard]] const std::vector<Choice>& open_choices() const { return open_choices_; }
  [[nodiscard]] Tree tree() const;

 private:
  struct Clause {
    std::optional<std::uint32_t> verb, subject, predicate, object;  ///< groups
    std::optional<std::uint32_t> host;                              ///< word that it hangs on; nullopt: see `on`
    std::optional<std::uint32_t> on;                                ///< clause whose verb it hangs on
    Function function = Function::root;
    std::optional<std::uint32_t> mark;  ///< word
    bool shared = false;                ///< the subject is that of the clause it is joined to
    bool bracket = false;
  };

  /// What rows ask about the group that is placed.
  struct Place {
    std::uint32_t left = 0, left2 = 0, state = 0, ahead = 0;
  };

  // The sentence so far: builder.cpp.
  [[nodiscard]] bool is(std::size_t i, std::uint32_t kinds) const { return tree::is(groups_, i, kinds); }
  Clause& clause() { return clauses_[open_.back()]; }
  void set(std::uint32_t word, std::uint32_t head, Function f, bool sure = true);
  void find_dateline();
  [[nodiscard]] std::optional<std::size_t> before(std::size_t i) const;
  [[nodiscard]] std::uint32_t kind_before(std::optional<std::size_t> i) const {
    return i ? groups_[*i].kind : std::uint32_t{kStart};
  }
  [[nodiscard]] std::optional<std::uint32_t> noun_before() const { return tree::noun_before(groups_, at_); }
  void start(const Frame& frame, std::span<const Choice> choices);
  [[nodiscard]] std::uint32_t ahead() const;
  [[nodiscard]] std::optional<std::size_t> waiting(bool with_subject) const;
  void wait(std::uint32_t clause, std::uint32_t group, Function f);
  void divide();
  void place();
  [[nodiscard]] bool fits(const AttachTable::Row& row, const Place& here) const;
  void on_verb(Function f, bool sure);
  [[nodiscard]] std::uint32_t verb_word(const Clause& c) const;
  void be_verb(std::size_t open);
  [[nodiscard]] bool joins(const Clause& c) const;
  void join(std::size_t open);
  [[nodiscard]] std::uint32_t first_of_list(std::uint32_t word) const;
  [[nodiscard]] std::uint32_t main_clause() const;
  [[nodiscard]] std::uint32_t finite_clause() const;
  Clause& open_clause(Function f, std::optional<std::uint32_t> host, std::optional<std::uint32_t> on);

  // What a row says is done; false where it cannot be: builder_acts.cpp.
  bool act(Do what, bool sure);
  bool act_on_noun(Do what, bool sure);
  bool open_with_subject(Do what);
  bool act_on_verb(Do what);
  bool expletive();
  bool open_for_verb(Function f, std::uint32_t subject, std::optional<std::uint32_t> host);
  bool open_with_mark(Do what);

  // The end: builder_finish.cpp.
  void finish();
  void finish_clause(Clause& c, std::uint32_t head);
  void hang_dateline(std::optional<std::uint32_t> root);
  [[nodiscard]] std::optional<std::uint32_t> top(const Clause& c) const;
  void copula(const Clause& c);
  void leftovers(std::optional<std::uint32_t> root);
  [[nodiscard]] std::uint32_t next_content(std::size_t i) const;
  void no_loops(std::uint32_t root);
  [[nodiscard]] int cost_of(const Clause& c, bool first) const;

  const AttachTable& table_;
  const std::size_t told_dateline_;
  const Frame* frame_ = nullptr;
  std::span<const Group> groups_;
  std::span<const Choice> choices_;
  std::size_t dateline_ = 0;
  std::size_t at_ = 0;  ///< the group that is placed
  int cost_ = 0;
  std::vector<std::uint32_t> head_;  ///< of words, as in Tree
  std::vector<Function> function_;
  std::vector<std::uint8_t> sure_;
  std::vector<std::uint16_t> row_;
  std::vector<std::uint32_t> dated_;  ///< words of the dateline
  std::vector<Choice> open_choices_;
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> open_;                               ///< clauses, the outermost first
  std::vector<std::pair<std::uint32_t, std::uint32_t>> waiting_;  ///< clause, and a group that waits for its verb
  std::vector<std::uint32_t> adverbs_;                            ///< words that wait for the next verb
  std::vector<std::uint8_t> reached_;
  std::vector<std::uint32_t> way_;
};

}  // namespace saksi::grammar::tree

#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "grammar/tree/groups.h"
#include "grammar/tree/tree.h"

namespace saksi::grammar::tree {

inline constexpr std::uint32_t kDividers = kComma | kDash | kColon | kSemi | kConj | kLp | kQuote;

/// Which of the rows that fit places a group, where it is not the first: the second is 1.
struct Choice {
  std::uint32_t group = 0, row = 0;
};

/// Hangs the groups of one sentence on one another: a stack of clauses, one pass from left to right, no going back.
class Builder {
 public:
  /// `tree` has its groups and what is inside them. The first `dateline` words are place, day and agency.
  Builder(std::span<const Group> groups, std::size_t dateline, Tree& tree, const AttachTable& table,
          std::span<const Choice> choices);
  void run();
  /// What speaks against the tree, by the costs of the table; 0 where nothing does.
  [[nodiscard]] int cost() const { return cost_; }
  /// The groups that another row could have placed elsewhere, with how many such rows there were.
  [[nodiscard]] const std::vector<Choice>& open_choices() const { return open_choices_; }

 private:
  struct Clause {
    std::optional<std::uint32_t> verb, subject, predicate, object;  ///< groups
    std::vector<std::uint32_t> waiting;                             ///< groups for the verb
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
  [[nodiscard]] bool is(std::size_t i, std::uint32_t kinds) const {
    return i < groups_.size() && (groups_[i].kind & kinds) != 0;
  }
  Clause& clause() { return clauses_[open_.back()]; }
  void set(std::uint32_t word, std::uint32_t head, Function f, bool sure = true);
  void find_dateline();
  [[nodiscard]] std::optional<std::size_t> before(std::size_t i) const;
  [[nodiscard]] std::uint32_t kind_before(std::optional<std::size_t> i) const {
    return i ? groups_[*i].kind : std::uint32_t{kStart};
  }
  [[nodiscard]] std::optional<std::uint32_t> noun_before(std::size_t i) const;
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

  // What comes: builder_ahead.cpp.
  [[nodiscard]] std::uint32_t ahead() const;
  [[nodiscard]] std::optional<std::size_t> finite_ahead(std::size_t i) const;
  [[nodiscard]] bool opens_clause(std::size_t i) const;
  [[nodiscard]] bool later_finite(std::size_t i) const;
  [[nodiscard]] bool comma_verb(std::size_t i) const;
  [[nodiscard]] bool no_more_verb(std::size_t i) const;
  [[nodiscard]] bool takes_infinitive(const Group& noun) const;
  [[nodiscard]] bool comma_subject(std::size_t i) const;
  [[nodiscard]] bool list_ahead(std::size_t i) const;
  [[nodiscard]] bool of(std::size_t verb, const std::vector<std::string>& lemmas) const;
  [[nodiscard]] std::optional<std::size_t> waiting(bool with_subject) const;

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

  Tree& tree_;
  const AttachTable& table_;
  std::size_t dateline_;
  std::vector<std::uint32_t> dated_;  ///< words of the dateline
  std::span<const Group> groups_;
  std::span<const Choice> choices_;
  std::vector<Choice> open_choices_;
  int cost_ = 0;
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> open_;     ///< clauses, the outermost first
  std::vector<std::uint32_t> adverbs_;  ///< words that wait for the next verb
  std::size_t at_ = 0;                  ///< the group that is placed
};

}  // namespace saksi::grammar::tree

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grammar/tree/groups.h"
#include "grammar/tree/tree.h"

namespace saksi::grammar::tree {

inline constexpr std::uint32_t kDividers = kComma | kDash | kColon | kSemi | kConj | kLp | kQuote;

/// Hangs the groups of one sentence on one another: a stack of clauses, one pass from left to right, no going back.
class Builder {
 public:
  /// `tree` has its groups and what is inside them. The first `dateline` words are place, day and agency.
  Builder(const std::vector<TaggedWord>& sentence, std::size_t dateline, Tree& tree, const AttachTable& table);
  void run();

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
  void on_verb(Function f, bool sure);
  [[nodiscard]] std::uint32_t verb_word(const Clause& c) const;
  void be_verb(std::size_t open);
  [[nodiscard]] bool joins(const Clause& c) const;
  void join(std::size_t open);
  [[nodiscard]] std::uint32_t first_of_list(std::uint32_t word) const;
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

  Tree& tree_;
  const AttachTable& table_;
  std::size_t dateline_;
  std::vector<std::uint32_t> dated_;  ///< words of the dateline
  std::vector<Group> groups_;
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> open_;     ///< clauses, the outermost first
  std::vector<std::uint32_t> adverbs_;  ///< words that wait for the next verb
  std::size_t at_ = 0;                  ///< the group that is placed
};

}  // namespace saksi::grammar::tree

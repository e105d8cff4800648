#include "grammar/tree/builder.h"

#include <algorithm>

namespace saksi::grammar::tree {

/// The word that stands for a clause.
std::optional<std::uint32_t> Builder::top(const Clause& c) const {
  if (c.predicate) return groups_[*c.predicate].head;
  if (c.verb) return groups_[*c.verb].head;
  if (c.subject && !c.shared) return groups_[*c.subject].head;
  const auto mine = static_cast<std::uint32_t>(&c - clauses_.data());
  for (const auto& [clause, w] : waiting_)
    if (clause == mine) return groups_[w].head;
  return std::nullopt;
}

/// "is the largest": the noun heads, with all that hung on the copula.
void Builder::copula(const Clause& c) {
  const std::uint32_t verb = groups_[*c.verb].head, noun = groups_[*c.predicate].head;
  for (std::uint32_t w = 0; w < head_.size(); ++w)
    if (head_[w] == verb && w != verb && w != noun) head_[w] = noun;
  set(verb, noun, Function::cop);
}

/// What still hangs on nothing: conjunctions on what they join, punctuation on the word before, the rest on the root.
void Builder::leftovers(std::optional<std::uint32_t> root) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const std::uint32_t w = groups_[i].head;
    if (head_[w] != w || (root && w == *root)) continue;
    if (is(i, kConj) && i + 1 < groups_.size()) {
      const std::uint32_t next = next_content(i);
      if (next != w) {
        set(w, next, Function::cc);
        continue;
      }
    }
    if (is(i, kDividers | kStop | kRp) && w > 0) {
      set(w, w - 1, Function::punct);
      continue;
    }
    if (!root) {
      root = w;
      continue;
    }
    // What nothing is known of goes with the word before, so that no arc crosses.
    set(w, is(i, kOther) && w > 0 ? w - 1 : *root, Function::dep, false);
  }
  if (!root) root = 0;
  no_loops(*root);
  function_[*root] = Function::root;
}

std::uint32_t Builder::next_content(std::size_t i) const {
  for (std::size_t k = i + 1; k < groups_.size(); ++k)
    if (is(k, kNp | kPp | kVg | kAdjp)) return groups_[k].head;
  return groups_[i].head;
}

/// A word that does not reach the root hangs on it.
void Builder::no_loops(std::uint32_t root) {
  head_[root] = root;
  reached_.assign(head_.size(), 0);
  reached_[root] = 1;
  for (std::uint32_t w = 0; w < head_.size(); ++w) {
    way_.clear();
    std::uint32_t k = w;
    while (reached_[k] == 0 && way_.size() <= head_.size()) {
      way_.push_back(k);
      reached_[k] = 2;
      if (reached_[head_[k]] == 2) set(k, root, Function::dep, false);
      k = head_[k];
    }
    for (const std::uint32_t x : way_) reached_[x] = 1;
  }
}

void Builder::finish_clause(Clause& c, std::uint32_t head) {
  if (c.predicate && c.verb) copula(c);
  if (c.subject && !c.shared) set(groups_[*c.subject].head, head, Function::nsubj);
  const auto mine = static_cast<std::uint32_t>(&c - clauses_.data());
  for (const auto& [clause, w] : waiting_) {
    if (clause != mine) continue;
    const Function f = function_[groups_[w].head];
    set(groups_[w].head, head, f == Function::root ? Function::dep : f);
  }
  const bool governed =
      c.mark && !c.verb && !c.predicate;  // "before the launch": nothing but a noun group behind the mark
  if (governed) c.function = Function::obl;
  if (c.mark) set(*c.mark, head, governed ? Function::case_ : Function::mark);
}

/// The first word of a dateline stands beside the sentence, what is behind it hangs on it.
void Builder::hang_dateline(std::optional<std::uint32_t> root) {
  for (std::size_t k = 0; k < dated_.size(); ++k) {
    if (k > 0)
      set(dated_[k], dated_.front(), k == 1 ? Function::nmod : Function::dep);
    else if (root)
      set(dated_[k], *root, Function::parataxis);
  }
}

/// What a clause lacks.
int Builder::cost_of(const Clause& c, bool first) const {
  const AttachTable::Costs& costs = table_.costs();
  if (!c.verb && !c.predicate) {
    if (c.bracket) return 0;
    if (first) return costs.rootless;
    return c.mark || (c.subject && !c.shared) ? costs.verbless : 0;
  }
  const bool finite = c.verb && (groups_[*c.verb].form & (kFinite | kAmbiguous)) != 0;
  return finite && !c.subject ? costs.subjectless : 0;
}

void Builder::finish() {
  std::optional<std::uint32_t> root;
  for (Clause& c : clauses_) {
    cost_ += cost_of(c, &c == clauses_.data());
    const auto head = top(c);
    if (!head) continue;
    finish_clause(c, *head);
    if (!root) {
      root = *head;
      continue;
    }
    std::optional<std::uint32_t> host = c.host;
    if (!host && c.on) host = top(clauses_[*c.on]);
    if (!host) host = root;
    if (*host != *head) set(*head, *host, c.bracket && !c.verb && !c.predicate ? Function::appos : c.function);
  }
  for (const std::uint32_t a : adverbs_)
    if (root) set(a, *root, Function::advmod, false);
  hang_dateline(root);
  leftovers(root);
}

}  // namespace saksi::grammar::tree

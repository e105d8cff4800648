#include "grammar/tree/builder.h"

#include <algorithm>

namespace saksi::grammar::tree {

bool Builder::act(Do what, bool sure) {
  if (what <= Do::left_adv) return act_on_noun(what, sure);
  if (what <= Do::mark_clause) return open_with_subject(what);
  return what <= Do::xcomp ? act_on_verb(what) : open_with_mark(what);
}

/// What hangs on the verb of the clause, or on the noun before.
bool Builder::act_on_noun(Do what, bool sure) {
  const auto here = static_cast<std::uint32_t>(at_);
  const std::uint32_t head = groups_[at_].head;
  const auto noun = noun_before(at_);
  Clause& c = clause();
  switch (what) {
    case Do::subject:
      if (c.subject && !c.verb) {
        c.waiting.push_back(*c.subject);
        tree_.function[groups_[*c.subject].head] = Function::dep;
      }
      c.subject = here;
      return true;
    case Do::outer_subject: {
      const auto q = waiting(false);
      if (!q) return false;
      open_.resize(*q + 1);
      clause().subject = here;
      return true;
    }
    case Do::theme:
      if (!c.verb) return false;
      if (c.subject && !c.shared) set(groups_[*c.subject].head, groups_[*c.verb].head, Function::expl);
      set(head, groups_[*c.verb].head, Function::nsubj);
      c.subject = here;
      c.shared = true;
      return true;
    case Do::object:
      if (!c.verb) return false;
      set(head, groups_[*c.verb].head, c.object ? Function::dep : Function::obj, sure);
      if (!c.object) c.object = here;
      return true;
    case Do::predicate:
      if (c.predicate) return false;
      c.predicate = here;
      return true;
    case Do::complement:
      if (c.verb) set(head, groups_[*c.verb].head, Function::xcomp, sure);
      return c.verb.has_value();
    case Do::nmod:
    case Do::appos:
    case Do::left_adv:
      if (noun)
        set(head, groups_[*noun].head,
            what == Do::nmod    ? Function::nmod
            : what == Do::appos ? Function::appos
                                : Function::advmod,
            sure);
      return noun.has_value();
    case Do::conj:
      if (noun) set(head, first_of_list(groups_[*noun].head), Function::conj, sure);
      return noun.has_value();
    case Do::next_verb: adverbs_.push_back(head); return true;
    case Do::oblique: on_verb(Function::obl, sure); return true;
    default: on_verb(Function::dep, sure); return true;
  }
}

/// Opens a clause that this group is the subject of.
bool Builder::open_with_subject(Do what) {
  const auto here = static_cast<std::uint32_t>(at_);
  const auto noun = noun_before(at_);
  const bool has_verb = clause().verb || clause().predicate;
  switch (what) {
    case Do::clause_conj:
      if (!has_verb) return false;
      open_clause(Function::conj, std::nullopt, open_.back());
      break;
    case Do::clause_conj_outer: open_clause(Function::conj, std::nullopt, open_.front()); break;
    case Do::clause_para: open_clause(Function::parataxis, std::nullopt, open_.front()); break;
    case Do::clause_rel:
      if (!noun) return false;
      open_clause(Function::relcl, groups_[*noun].head, std::nullopt);
      break;
    case Do::clause_ccomp:
      if (!clause().verb) return false;
      open_clause(Function::ccomp, std::nullopt, open_.back());
      break;
    default:
      if (!groups_[at_].prep) return false;
      open_clause(Function::advcl, std::nullopt, open_.back()).mark = *groups_[at_].prep;
  }
  clause().subject = here;
  return true;
}

/// Opens a clause whose verb this group is; its subject stands outside.
bool Builder::open_for_verb(Function f, std::uint32_t subject, std::optional<std::uint32_t> host) {
  Clause& c = open_clause(f, host, host ? std::nullopt : std::optional(open_.back()));
  c.subject = subject;
  c.shared = true;
  be_verb(open_.size() - 1);
  return true;
}

bool Builder::act_on_verb(Do what) {
  const Clause& c = clause();
  const bool has_verb = c.verb || c.predicate;
  switch (what) {
    case Do::verb:
      if (has_verb) return false;
      be_verb(open_.size() - 1);
      return true;
    case Do::outer_verb: {
      auto q = waiting(true);
      if (!q) q = waiting(false);
      if (q) be_verb(*q);
      return q.has_value();
    }
    case Do::conj_verb: {
      if (!has_verb) return false;
      std::size_t q = open_.size() - 1;
      while (q > 0 && !joins(clauses_[open_[q]])) --q;
      join(q);
      return true;
    }
    case Do::outer_conj: join(0); return true;
    case Do::say:
      open_clause(Function::parataxis, std::nullopt, open_.front());
      be_verb(open_.size() - 1);
      return true;
    case Do::acl: {
      const auto noun = noun_before(at_);
      return noun && open_for_verb(Function::acl, *noun, groups_[*noun].head);
    }
    case Do::acl_subject: return c.subject && open_for_verb(Function::acl, *c.subject, groups_[*c.subject].head);
    default: break;
  }
  const auto subject = c.subject;
  Clause& inner = open_clause(what == Do::xcomp ? Function::xcomp : Function::advcl, std::nullopt, open_.back());
  inner.subject = subject;
  inner.shared = true;
  be_verb(open_.size() - 1);
  return true;
}

/// Opens a clause that is to come.
bool Builder::open_with_mark(Do what) {
  const std::uint32_t head = groups_[at_].head;
  if (what != Do::open_rel) {
    open_clause(what == Do::open_ccomp ? Function::ccomp : Function::advcl, std::nullopt, open_.back()).mark = head;
    return true;
  }
  auto host = noun_before(at_);
  for (std::size_t k = at_; !host && k-- > 0;)
    if (is(k, kNp | kPp)) host = static_cast<std::uint32_t>(k);
  const auto word = host ? std::optional(groups_[*host].head) : std::nullopt;
  Clause& c = open_clause(Function::relcl, word, open_.back());
  const bool subject = is(at_ + 1, kVg | kAdjp) || (is(at_ + 1, kAdvp) && is(at_ + 2, kVg | kAdjp));
  if (subject)
    c.subject = static_cast<std::uint32_t>(at_);
  else
    c.mark = head;
  return true;
}

}  // namespace saksi::grammar::tree

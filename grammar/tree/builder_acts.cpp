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
  const auto noun = noun_before();
  Clause& c = clause();
  switch (what) {
    case Do::subject:
    case Do::inner_subject:
      if (c.subject && !c.verb) {
        if (what == Do::subject) cost_ += table_.costs().second;
        wait(open_.back(), *c.subject, what == Do::subject ? Function::dep : Function::dislocated);
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
    case Do::det: {
      std::size_t k = at_;
      while (k > 0 && is(k - 1, kAdjp | kAdvp | kRel | kQuote)) --k;
      if (k == 0 || !is(k - 1, kNp | kPp)) return false;
      set(head, groups_[k - 1].head, Function::det, sure);
      return true;
    }
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
    case Do::conj_like: {
      const auto mark = before(at_);
      const auto like = mark ? before(*mark) : std::nullopt;
      if (!like || !is(*like, groups_[at_].kind)) return false;
      set(head, first_of_list(groups_[*like].head), Function::conj, sure);
      return true;
    }
    case Do::next_verb: adverbs_.push_back(head); return true;
    case Do::oblique: on_verb(Function::obl, sure); return true;
    default: on_verb(Function::dep, sure); return true;
  }
}

/// Opens a clause that this group is the subject of.
bool Builder::open_with_subject(Do what) {
  const auto here = static_cast<std::uint32_t>(at_);
  const auto noun = noun_before();
  const bool has_verb = clause().verb || clause().predicate;
  switch (what) {
    case Do::clause_conj:
      if (!has_verb) return false;
      while (open_.back() != finite_clause()) open_.pop_back();
      open_clause(Function::conj, std::nullopt, open_.back());
      break;
    case Do::clause_conj_outer:
      if (const Clause& front = clauses_[open_.front()]; !front.verb && !front.predicate && !front.subject) {
        open_.resize(1);  // "Though it denied that, but NASA admits"
        break;
      }
      open_clause(Function::conj, std::nullopt, open_.front());
      break;
    case Do::clause_para: open_clause(Function::parataxis, std::nullopt, open_.front()); break;
    case Do::clause_rel:
      if (!noun) return false;
      open_clause(Function::relcl, groups_[*noun].head, std::nullopt);
      break;
    case Do::clause_ccomp:
      if (!clause().verb) return false;
      open_clause(Function::ccomp, std::nullopt, open_.back());
      break;
    case Do::mark_acl_clause:
      if (!groups_[at_].prep || !noun) return false;
      open_clause(Function::acl, groups_[*noun].head, std::nullopt).mark = *groups_[at_].prep;
      break;
    default:
      if (!groups_[at_].prep) return false;
      open_clause(Function::advcl, std::nullopt, is(before(at_).value_or(at_), kComma) ? main_clause() : open_.back())
          .mark = *groups_[at_].prep;
  }
  clause().subject = here;
  return true;
}

/// The subject of the clause stands for a clause to come.
bool Builder::expletive() {
  Clause& c = clause();
  if (!c.subject || c.shared || (!c.verb && !c.predicate)) return false;
  wait(open_.back(), *c.subject, Function::expl);
  c.shared = true;
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
      // "a task that is big", without a verb, is over with its adjective.
      if (is(at_, kAdjp) && clause().function == Function::relcl) open_.pop_back();
      return true;
    case Do::outer_verb: {
      auto q = waiting(true);
      if (!q) q = waiting(false);
      if (q) be_verb(*q);
      return q.has_value();
    }
    case Do::conj_verb: {
      if (!has_verb) return false;
      // "thought that it flew, and left": a comma before the conjunction goes back over what is thought.
      const auto mark = before(at_);
      const bool over = mark && is(*mark, kConj) && is(before(*mark).value_or(at_), kComma);
      std::size_t q = open_.size() - 1;
      while (q > 0 && (!joins(clauses_[open_[q]]) || (over && clauses_[open_[q]].function == Function::ccomp))) --q;
      join(q);
      return true;
    }
    case Do::outer_conj: join(0); return true;
    case Do::say:
      open_clause(Function::parataxis, std::nullopt, open_.front());
      be_verb(open_.size() - 1);
      return true;
    case Do::acl: {
      const auto noun = noun_before();
      return noun && open_for_verb(Function::acl, *noun, groups_[*noun].head);
    }
    case Do::tail: {
      const std::uint32_t host = finite_clause();
      const auto shared = clauses_[host].subject;
      Clause& inner = open_clause(Function::advcl, std::nullopt, host);
      inner.subject = shared;
      inner.shared = true;
      be_verb(open_.size() - 1);
      return true;
    }
    case Do::acl_subject: return c.subject && open_for_verb(Function::acl, *c.subject, groups_[*c.subject].head);
    default: break;
  }
  const auto subject = c.subject;
  if (what == Do::csubj && !expletive()) return false;
  const Function f = what == Do::xcomp ? Function::xcomp : what == Do::csubj ? Function::csubj : Function::advcl;
  Clause& inner = open_clause(f, std::nullopt, open_.back());
  inner.subject = subject;
  inner.shared = true;
  be_verb(open_.size() - 1);
  return true;
}

/// Opens a clause that is to come.
bool Builder::open_with_mark(Do what) {
  const std::uint32_t head = groups_[at_].head;
  auto host = noun_before();
  switch (what) {
    case Do::open_conj: {
      std::size_t q = open_.size() - 1;
      while (q > 0 && !(clauses_[open_[q]].mark && clauses_[open_[q]].function == Function::ccomp)) --q;
      if (q == 0) return false;
      open_.resize(q + 1);
      open_clause(Function::conj, std::nullopt, open_.back()).mark = head;
      return true;
    }
    case Do::open_csubj:
      if (!expletive()) return false;
      open_clause(Function::csubj, std::nullopt, open_.back()).mark = head;
      return true;
    case Do::open_xcomp: {
      const auto subject = clause().subject;
      Clause& c = open_clause(Function::xcomp, std::nullopt, open_.back());
      c.mark = head;
      c.subject = subject;
      c.shared = true;
      return true;
    }
    case Do::open_main: open_clause(Function::advcl, std::nullopt, main_clause()).mark = head; return true;
    case Do::mark_acl:
      if (!host) return false;
      open_clause(Function::acl, groups_[*host].head, std::nullopt).mark = head;
      return true;
    case Do::open_rel: break;
    case Do::open_advcl: {
      std::size_t q = open_.size() - 1;
      while (q > 0 && clauses_[open_[q]].function == Function::xcomp) --q;
      open_clause(Function::advcl, std::nullopt, open_[q]).mark = head;
      return true;
    }
    default:
      open_clause(what == Do::open_ccomp ? Function::ccomp : Function::advcl, std::nullopt, open_.back()).mark = head;
      return true;
  }
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

#include "grammar/tree/builder.h"

#include <algorithm>

namespace saksi::grammar::tree {

void Builder::start(const Frame& frame, std::span<const Choice> choices) {
  frame_ = &frame;
  groups_ = frame.groups;
  choices_ = choices;
  dateline_ = told_dateline_;
  cost_ = 0;
  head_ = frame.head;
  function_ = frame.function;
  sure_.assign(head_.size(), 1);
  row_.assign(head_.size(), 0);
  dated_.clear();
  open_choices_.clear();
  clauses_.assign(1, {});
  open_.assign(1, 0);
  waiting_.clear();
  adverbs_.clear();
}

Tree Builder::tree() const {
  Tree out;
  out.head = head_;
  out.function = function_;
  out.sure.assign(sure_.begin(), sure_.end());
  out.row = row_;
  out.chunks = frame_->chunks;
  return out;
}

int Builder::run(const Frame& frame, std::span<const Choice> choices) {
  start(frame, choices);
  find_dateline();
  for (at_ = 0; at_ < groups_.size(); ++at_) {
    const Group& g = groups_[at_];
    if (g.prep) set(*g.prep, g.head, Function::case_);
    for (std::size_t k = 0; k < g.owners.size(); ++k) {
      set(g.owners[k].first, k + 1 < g.owners.size() ? g.owners[k + 1].first : g.head, Function::poss);
      set(g.owners[k].second, g.owners[k].first, Function::case_);
    }
    if (g.first < dateline_) {
      if (!is(at_, kDividers | kStop | kRp | kOther)) dated_.push_back(g.head);
      continue;
    }
    divide();
    if (!is(at_, kDividers | kStop | kRp | kOther)) place();
  }
  finish();
  return cost_;
}

void Builder::set(std::uint32_t word, std::uint32_t head, Function f, bool sure) {
  if (word == head) return;
  head_[word] = head;
  function_[word] = f;
  sure_[word] = sure ? 1 : 0;
}

/// "Reuters -", "AP, Moscow (Tass) -", "WASHINGTON:": names and days up to a dash or a colon.
void Builder::find_dateline() {
  constexpr std::size_t kReach = 8;
  if (dateline_ > 0 || !is(0, kNp) || (groups_[0].form & kName) == 0 || groups_[0].last - groups_[0].first > 2) return;
  for (std::size_t i = 0; i < groups_.size() && i < kReach; ++i) {
    const bool loud = is(i, kColon) && (groups_[0].form & kUpper) != 0;
    if (i > 0 && (is(i, kDash) || loud) && i + 2 < groups_.size()) dateline_ = groups_[i].last;
    if (!is(i, kNp | kComma | kLp | kRp) || (is(i, kNp) && (groups_[i].form & (kName | kDate)) == 0)) return;
  }
}

/// The last group before this one that is no quotation mark.
std::optional<std::size_t> Builder::before(std::size_t i) const {
  while (i > 0)
    if (!is(--i, kQuote)) return i;
  return std::nullopt;
}

/// Clauses end at brackets, semicolons and stops.
void Builder::divide() {
  if (is(at_, kSemi | kStop | kColon) && at_ + 1 < groups_.size() &&
      (clauses_[open_.front()].verb || clauses_[open_.front()].predicate)) {
    open_clause(Function::parataxis, std::nullopt, open_.front());
    open_ = {open_.back()};
  }
  if (is(at_, kLp)) {
    open_clause(Function::parataxis, std::nullopt, open_.back());
    const auto noun = noun_before();
    if (noun) clause().host = groups_[*noun].head;
    clause().bracket = true;
  }
  if (is(at_, kRp)) {
    for (std::size_t q = open_.size() - 1; q > 0; --q) {
      if (!clauses_[open_[q]].bracket) continue;
      open_.resize(q);
      break;
    }
  }
}

/// The last clause of the sentence that stands in none: of what somebody says behind it, what is said.
std::uint32_t Builder::main_clause() const {
  std::size_t q = 0;
  while (q + 1 < open_.size()) {
    const Function f = clauses_[open_[q + 1]].function;
    if (f != Function::conj && f != Function::parataxis) break;
    ++q;
  }
  const Clause& c = clauses_[open_[q]];
  return c.function == Function::parataxis && c.on ? *c.on : open_[q];
}

/// The innermost one with a finite verb of its own.
std::uint32_t Builder::finite_clause() const {
  std::size_t q = open_.size() - 1;
  const auto finite = [&](const Clause& c) {
    return c.verb && (groups_[*c.verb].form & (kFinite | kAmbiguous)) != 0 && c.function != Function::acl &&
           c.function != Function::xcomp;
  };
  while (q > 0 && !finite(clauses_[open_[q]])) --q;
  return open_[q];
}

Builder::Clause& Builder::open_clause(Function f, std::optional<std::uint32_t> host, std::optional<std::uint32_t> on) {
  Clause& c = clauses_.emplace_back();
  c.function = f;
  c.host = host;
  c.on = on;
  open_.push_back(static_cast<std::uint32_t>(clauses_.size() - 1));
  return c;
}

bool Builder::fits(const AttachTable::Row& r, const Place& here) const {
  const Group& g = groups_[at_];
  if ((r.group & g.kind) == 0 || (r.form != 0 && (r.form & g.form) == 0)) return false;
  if (r.left != 0 && (r.left & here.left) == 0) return false;
  if (r.left2 != 0 && (r.left2 & here.left2) == 0) return false;
  if (r.state != 0 && (r.state & here.state) == 0) return false;
  if (r.ahead != 0 && (r.ahead & here.ahead) != r.ahead) return false;
  const Clause& c = clauses_[open_.back()];
  if (r.verbs != 0 && !(c.verb && (groups_[*c.verb].lemma_lists & r.verbs) != 0) &&
      !(c.predicate && (groups_[*c.predicate].lemma_lists & r.verbs) != 0))
    return false;
  if (r.own != 0 && (g.lemma_lists & r.own) == 0) return false;
  return r.words == 0 || (g.word_lists & r.words) != 0;
}

void Builder::place() {
  const auto p1 = before(at_);
  const auto p2 = p1 ? before(*p1) : std::nullopt;
  const Clause& c = clause();
  const Place here{kind_before(p1), kind_before(p2),
                   c.verb || c.predicate ? kVerb
                   : c.subject           ? kSubject
                                         : kNone,
                   ahead()};
  const auto choice = std::find_if(choices_.begin(), choices_.end(), [&](const Choice& o) { return o.group == at_; });
  std::uint32_t skip = choice == choices_.end() ? 0 : choice->row, others = 0;
  std::uint64_t tried = 0;  // what is to be done by the rows met so far
  bool placed = false;
  for (const std::uint16_t number : table_.rows_of(groups_[at_].kind)) {
    const AttachTable::Row& r = table_.rows()[number];
    if (!fits(r, here)) continue;
    const std::uint64_t what = std::uint64_t{1} << static_cast<int>(r.action);
    if ((tried & what) != 0) continue;
    tried |= what;
    if (placed) {
      ++others;
    } else if (skip > 0) {
      --skip;
    } else if (act(r.action, r.sure)) {
      row_[groups_[at_].head] = static_cast<std::uint16_t>(number + 1);
      if (r.last) cost_ += table_.costs().stray;
      placed = true;
      if (choice != choices_.end()) break;
    }
  }
  if ((groups_[at_].form & kArticle) != 0) cost_ += table_.costs().stray;
  if (!placed) {
    act(Do::dep, false);
    cost_ += table_.costs().stray;
  }
  if (others > 0) open_choices_.push_back({static_cast<std::uint32_t>(at_), others});
}

/// A group that waits for the verb of a clause.
void Builder::wait(std::uint32_t clause, std::uint32_t group, Function f) {
  waiting_.emplace_back(clause, group);
  function_[groups_[group].head] = f;
}

std::optional<std::size_t> Builder::waiting(bool with_subject) const {
  for (std::size_t q = open_.size() - 1; q-- > 0;) {
    const Clause& c = clauses_[open_[q]];
    if (!c.verb && !c.predicate && c.subject.has_value() == with_subject) return q;
  }
  return std::nullopt;
}

/// What rows ask of the group that is placed: what stands around it, and what its clause has.
std::uint32_t Builder::ahead() const {
  std::uint32_t out = groups_[at_].ahead;
  const Clause& c = clauses_[open_.back()];
  const std::uint32_t verb = c.verb ? groups_[*c.verb].form : 0;
  constexpr std::uint32_t kForms = kFinite | kAmbiguous | kParticiple | kIng | kInfinitive | kBase;
  if ((verb & kCopula) != 0) out |= kAfterCopula;
  if ((verb & groups_[at_].form & kForms) != 0) out |= kSame;
  const bool participle = c.function == Function::acl && (verb & (kAmbiguous | kParticiple)) != 0;
  if ((verb & kPassive) != 0 || participle) out |= kAfterPassive;
  if ((verb & kMiddle) != 0) out |= kAfterMiddle;
  if (!c.subject) out |= kUnsubjected;
  if (c.subject && (groups_[*c.subject].form & kThere) != 0) out |= kExpletive;
  if (c.subject && !c.shared && (groups_[*c.subject].word_lists & table_.dummies()) != 0) out |= kDummy;
  if (c.mark && c.subject) out |= kMarked;
  if (waiting(true)) out |= kOuterWaits;
  if (waiting(false)) out |= kOuterFresh;
  return out;
}

void Builder::on_verb(Function f, bool sure) {
  Clause& c = clause();
  const std::uint32_t head = groups_[at_].head;
  if (c.verb || c.predicate)
    set(head, verb_word(c), f, sure);
  else {
    wait(open_.back(), static_cast<std::uint32_t>(at_), f);
  }
}

std::uint32_t Builder::verb_word(const Clause& c) const {
  return groups_[c.predicate && !c.verb ? *c.predicate : *c.verb].head;
}

void Builder::be_verb(std::size_t open) {
  open_.resize(open + 1);
  Clause& c = clause();
  c.verb = static_cast<std::uint32_t>(at_);
  const std::uint32_t verb = groups_[at_].head;
  if (c.subject && !c.shared) set(groups_[*c.subject].head, verb, Function::nsubj);
  const std::uint32_t mine = open_.back();
  for (const auto& [clause, w] : waiting_)
    if (clause == mine) set(groups_[w].head, verb, function_[groups_[w].head]);
  std::erase_if(waiting_, [&](const auto& x) { return x.first == mine; });
  for (const std::uint32_t a : adverbs_) set(a, verb, Function::advmod);
  adverbs_.clear();
}

/// True where this verb group may be joined to that of a clause: a finite one not to a participle or an infinitive.
bool Builder::joins(const Clause& c) const {
  const std::uint32_t finite = kFinite | kAmbiguous;
  if ((groups_[at_].form & kEither) != 0 && c.verb &&
      ((groups_[*c.verb].form & kInfinitive) != 0 ||
       (c.function == Function::xcomp && (groups_[*c.verb].form & (kEither | kBase)) != 0)))
    return true;
  if ((groups_[at_].form & kBase) != 0 && c.verb) return (groups_[*c.verb].form & kBare) != 0;
  if ((groups_[at_].form & finite) == 0 || !c.verb) return true;
  return (groups_[*c.verb].form & finite) != 0 && (c.function != Function::xcomp || (groups_[at_].form & kFinite) == 0);
}

void Builder::join(std::size_t open) {
  const std::uint32_t first = open_[open];
  if (!clauses_[first].verb && !clauses_[first].predicate) return;
  open_.resize(open + 1);
  open_clause(Function::conj, std::nullopt, first);
  clause().subject = clauses_[first].subject;
  clause().shared = true;
  be_verb(open_.size() - 1);
}

/// Conjuncts hang on the first of their list.
std::uint32_t Builder::first_of_list(std::uint32_t word) const {
  while (function_[word] == Function::conj && head_[word] != word) word = head_[word];
  return word;
}

}  // namespace saksi::grammar::tree

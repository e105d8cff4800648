#include <algorithm>
#include <iterator>

#include "engine/query/evaluator.h"

/// Which events need be looked at to find the members of a set.
namespace saksi::engine {

namespace flat = corpus::flat;

namespace {

/// Roles with more fillers than this are looked through event by event.
constexpr std::size_t kFillers = 2000;
/// Rows that are remembered in all; then it begins anew.
constexpr std::size_t kRemembered = 1U << 18U;

bool is_of_its_own(Sym head) {
  return head == names::id || head == names::kind || head == names::time || head == names::from || head == names::to;
}

}  // namespace

/// The events with a filler that meets a condition or may meet it, in the order of time. What is weighed here is weighed
/// again with the event it belongs to: this only leaves out what certainly does not meet it.
std::vector<Row> Evaluator::find_postings(Test& t) {
  std::vector<Row> out;
  for (const flat::Filler& f : facts_.fillers(t.condition.name.head)) {
    ++steps_;
    Fact filler;
    filler.type = facts_.is_entity(f.filler) ? Fact::Type::entity : Fact::Type::symbol;
    filler.sym = f.filler;
    const Weighed w = weigh_filler(filler, t, t.condition.op, std::nullopt);
    if (w.truth == Truth::no && !w.unknown && !w.disputed) continue;
    const auto events = facts_.numbers(f.events);
    out.insert(out.end(), events.begin(), events.end());
  }
  std::sort(out.begin(), out.end(), [&](Row a, Row b) { return earlier(a, b); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Null where postings do not tell: the condition is of something else than a role, it is denied, what is said is not one
/// thing of the text, or what a filler comes to changes from day to day.
const std::vector<Row>* Evaluator::postings(Sym kind, Test& t) {
  const Condition& c = t.condition;
  const Fact* said = t.from_text && t.steady && t.is_equality() && !is_of_its_own(c.name.head) ? t.one() : nullptr;
  if (said == nullptr || (said->type != Fact::Type::entity && said->type != Fact::Type::symbol)) return nullptr;
  if (vocabulary_.event(kind)->role(c.name.head) == nullptr || facts_.fillers(c.name.head).size() > kFillers)
    return nullptr;
  const PostingKey key{c.name, c.op, said->sym};
  const auto known = postings_.find(key);
  if (known != postings_.end()) return &known->second;
  std::vector<Row> rows = find_postings(t);
  if (out_of_steps()) return nullptr;
  if (posted_ + rows.size() > kRemembered) {
    postings_.clear();
    posted_ = 0;
  }
  posted_ += rows.size() + 1;
  return &postings_.emplace(key, std::move(rows)).first->second;
}

/// The shortest postings of any condition, with the events that tell nobody in its role or may have others in it.
Evaluator::Selection Evaluator::selection(Sym kind, Tests& where) {
  Selection out;
  std::size_t least = facts_.events_of(kind).size();
  const Test* by = nullptr;
  for (Test& t : where) {
    const std::vector<Row>* found = postings(kind, t);
    if (found == nullptr) continue;
    const std::size_t size = found->size() + facts_.lacking(kind, t.condition.name.head).size();
    if (size >= least) continue;
    least = size;
    by = &t;
    // The next one may move what is remembered.
    out.among = *found;
  }
  if (by == nullptr) return out;
  const auto lacking = facts_.lacking(kind, by->condition.name.head);
  std::vector<Row> all;
  all.reserve(out.among->size() + lacking.size());
  std::merge(out.among->begin(), out.among->end(), lacking.begin(), lacking.end(), std::back_inserter(all),
             [&](Row a, Row b) { return earlier(a, b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  out.among = std::move(all);
  out.implied_too = false;
  return out;
}

}  // namespace saksi::engine

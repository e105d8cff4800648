#include "engine/query/proof.h"

#include <algorithm>

namespace saksi::engine {

bool Fact::same_value(const Fact& o) const {
  if (type != o.type) return false;
  switch (type) {
    case Type::none: return true;
    case Type::entity:
    case Type::symbol: return sym == o.sym;
    case Type::event: return event == o.event;
    case Type::date:
      return moment.civil == o.moment.civil && moment.precision == o.moment.precision && moment.zone == o.moment.zone;
    case Type::amount:
      return amount.value == o.amount.value && amount.low == o.amount.low && amount.high == o.amount.high &&
             amount.unit == o.amount.unit;
    case Type::text: return text == o.text;
    case Type::weekday: return weekday == o.weekday;
  }
  return false;
}

void add(Gaps& to, const Missing& gap) {
  if (std::find(to.begin(), to.end(), gap) == to.end()) to.push_back(gap);
}

void add(Gaps& to, const Gaps& from) {
  for (const Missing& gap : from) add(to, gap);
}

std::span<const corpus::flat::Citation> citations_of(const ProofNode& node, const corpus::Snapshot& facts) {
  using Kind = ProofNode::Kind;
  using Told = ProofNode::Told;
  namespace flat = corpus::flat;
  const auto of_statement = [&](Row r) { return facts.citations(facts.statement(r).citations); };
  switch (node.kind) {
    case Kind::event: {
      if (node.told == Told::role) return facts.citations(facts.section<flat::Role>(flat::roles)[node.other].citations);
      return facts.citations(facts.event(node.row).citations);
    }
    case Kind::role: {
      const auto own = facts.citations(facts.section<flat::Role>(flat::roles)[node.other].citations);
      return own.empty() ? facts.citations(facts.event(node.row).citations) : own;
    }
    case Kind::statement:
    case Kind::withdrawn:
    case Kind::yearly_count: return of_statement(node.row);
    case Kind::kind: return node.other == kNoRow ? std::span<const flat::Citation>() : of_statement(node.other);
    case Kind::completeness: return facts.citations(facts.complete(node.row).citations);
    default: return {};
  }
}

void Proofs::clear() {
  nodes_.assign(1, {});
  children_.clear();
  facts_.clear();
  members_.clear();
}

ProofId Proofs::add(ProofNode node, std::span<const ProofId> from) {
  node.first = static_cast<std::uint32_t>(children_.size());
  node.count = static_cast<std::uint32_t>(from.size());
  children_.insert(children_.end(), from.begin(), from.end());
  nodes_.push_back(node);
  return static_cast<ProofId>(nodes_.size() - 1);
}

ProofId Proofs::extended(ProofId id, std::span<const ProofId> more) {
  const ProofNode node = (*this)[id];
  std::vector<ProofId> all(from(id).begin(), from(id).end());
  all.insert(all.end(), more.begin(), more.end());
  return add(node, all);
}

std::uint32_t Proofs::keep(const Fact& f) {
  facts_.push_back(f);
  return static_cast<std::uint32_t>(facts_.size() - 1);
}

std::uint32_t Proofs::keep(const Member& m) {
  members_.push_back(m);
  return static_cast<std::uint32_t>(members_.size() - 1);
}

}  // namespace saksi::engine

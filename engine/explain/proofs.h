#pragma once
#include <cstddef>

#include "core/verdict.h"
#include "engine/explain/show.h"
#include "engine/query/proof.h"

namespace saksi::engine {

/// Proofs as reports have them: each node with its name, value, sources and what it rests on.
class ProofWriter {
 public:
  ProofWriter(const Knowledge& knowledge, const Meaning& meaning, const Proofs& proofs, const Show& show)
      : knowledge_(knowledge), facts_(knowledge.facts), meaning_(meaning), proofs_(proofs), show_(show) {}

  /// A node with all below it, `depth` levels at most.
  [[nodiscard]] Proof write(ProofId id, std::size_t depth) const;

 private:
  [[nodiscard]] Proof event(const ProofNode& n) const;
  [[nodiscard]] Proof role(const ProofNode& n) const;
  [[nodiscard]] Proof statement(Row row, bool withdrawn) const;
  [[nodiscard]] Proof list(const ProofNode& n) const;
  [[nodiscard]] Proof thing(const ProofNode& n) const;
  [[nodiscard]] Proof kind(const ProofNode& n) const;
  [[nodiscard]] Proof computed(const ProofNode& n) const;
  [[nodiscard]] std::string value_of_event(const ProofNode& n) const;
  [[nodiscard]] std::string names_of(const ProofNode& n) const;
  void cite(Proof& p, std::span<const corpus::flat::Citation> citations) const;

  const Knowledge& knowledge_;
  const corpus::Snapshot& facts_;
  const Meaning& meaning_;
  const Proofs& proofs_;
  const Show& show_;
};

/// "2023-08-10T23:10:57Z" of an instant in UTC.
std::string utc_text(Seconds t);

}  // namespace saksi::engine

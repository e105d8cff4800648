#pragma once
#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/judge/rule_table.h"
#include "engine/query/vocabulary.h"

namespace saksi::engine {

/// What claims are weighed against: a fact base, its schema and the rules in force, made ready once. Immutable; safe from
/// any thread. Base and rules must outlive it.
struct Knowledge {
  Knowledge(const FactBase& b, const rules::RuleSet& r)
      : base(b), facts(b.rows()), vocabulary(facts), source(r), rules(r, facts) {}
  Knowledge(const Knowledge&) = delete;
  Knowledge& operator=(const Knowledge&) = delete;

  const FactBase& base;
  const corpus::Snapshot& facts;
  Vocabulary vocabulary;
  const rules::RuleSet& source;
  RuleTable rules;
};

}  // namespace saksi::engine

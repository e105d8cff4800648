#pragma once
#include <memory>
#include <optional>
#include <string>

#include "corpus/fact_base.h"
#include "engine/evaluate.h"

/// The small base of tests/engine/fixtures, built once a run, and words to talk to it with.
namespace saksi::test {

const FactBase& facts();

/// A day as the engine takes it: "2024-01-01".
std::optional<TimeInterval> day(const char* iso);

/// An evaluator as of a day; "" = of no day.
std::unique_ptr<engine::Evaluator> as_of(const char* iso);

Term date(const char* edtf);
Term quantity(double v, const char* unit, int significant, Hedge hedge = Hedge::none);
Term number(int n);
Term symbol(const char* id);
Set launches_from(const char* site);
Set set(const char* kind, std::initializer_list<std::pair<const char*, const char*>> where = {});
/// {time | …} added to a set.
Set timed(Set s, Op op, Term when);

/// What the facts make of `left op right`: the first certain witness's test, open where there is none.
engine::Truth ask(const engine::Evaluator& e, const Term& left, Op op, const Term& right);
/// The ids of members, comma between, "?" before those that are only possible.
std::string ids(const engine::Known& k);

}  // namespace saksi::test

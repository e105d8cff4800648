#include "engine/explain/explain.h"

#include "tests/catch.h"

using namespace saksi;

TEST_CASE("a proof is told as a tree, each fact with its source and the day it was checked") {
  Proof fact;
  fact.kind = Proof::Kind::fact;
  fact.name = "l-luna-25: time";
  fact.value = "2023-08-10T23:10:57Z";
  fact.source = "A catalogue of launches";
  fact.evidence = "2023-118";
  fact.checked = "2026-11-22";
  Proof rule;
  rule.name = "event/time";
  rule.from = {fact};
  CHECK(engine::proof_text(rule, 1) ==
        "  rule event/time\n"
        "    fact l-luna-25: time = 2023-08-10T23:10:57Z  [A catalogue of launches, 2023-118] checked 2026-11-22\n");
}

TEST_CASE("a proof too deep is cut, not followed") {
  Proof p;
  for (int i = 0; i < 100; ++i) {
    Proof outer;
    outer.name = "r";
    outer.from = {p};
    p = outer;
  }
  CHECK(engine::proof_text(p, 0).ends_with("…\n"));
}

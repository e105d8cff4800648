#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "corpus/fact_base.h"

namespace saksi::corpus {

struct QueryTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::optional<std::string>>> rows;  ///< nullopt is NULL
};

struct QueryLimits {
  std::chrono::milliseconds time{10'000};
  std::size_t rows = 1'000'000;
};

/// One SELECT over a base as SQLite (corpus/schema.sql). Nothing can be written, attached or set by it. Codes: "bad-sql",
/// "not-read-only", "too-long" where a limit is reached, "no-layer" for a base of another library, "cannot-write" where
/// the temporary file cannot be made.
Result<QueryTable> query(const FactBase& facts, const std::string& sql, const QueryLimits& limits = {});

}  // namespace saksi::corpus

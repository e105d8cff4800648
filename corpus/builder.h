#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/content.h"

namespace saksi::corpus {

struct BuildOptions {
  std::vector<SchemaTable> schema;       ///< empty = the one linked into the library
  std::shared_ptr<const FactBase> over;  ///< a base whose entities may be named without a row of their own; may be null
  std::string date;                      ///< the day of a bundle, ISO; empty = none
};

/// What went into a base.
struct BuildReport {
  std::size_t sources = 0, entities = 0, names = 0, events = 0, statements = 0, complete = 0, zones = 0;
  std::size_t drafts = 0;            ///< rows without source, evidence or day of check: kept, they decide nothing
  std::vector<Diagnostic> warnings;  ///< "name-clash", "key-clash": worth a look, no reason to stop
  std::string hash;                  ///< of the content, hex
  std::string tz_version;
};

struct Compiled {
  Content content;
  BuildReport report;
};

/// Reads and checks the fact tables of a folder (docs/fact-base.md). All faults at once, by file and line. Codes:
/// "no-such-folder", those of read_csv and read_schema, "unknown-column", "unknown-kind", "unknown-entity",
/// "unknown-source", "unknown-property", "unknown-role", "unknown-zone", "missing-id", "missing-kind", "missing-name",
/// "missing-from", "missing-cell", "bad-id", "bad-value", "bad-date", "bad-unit", "bad-flag", "bad-rank", "bad-set",
/// "bad-evidence", "wrong-kind", "too-many", "duplicate-id", "impossible-dates", "not-yet", "two-values",
/// "function-word".
Result<Compiled> compile(const std::string& folder, const BuildOptions& options = {});

/// Compiles a folder into an SQLite fact base. The same tables, schema and zone data give the same bytes. The file is
/// written beside its place and moved there when whole: an old one stays until then. Codes "cannot-write" for that, "no-facts" for a folder without
/// any.
Result<BuildReport> build(const std::string& folder, const std::string& out, const BuildOptions& options = {});

}  // namespace saksi::corpus

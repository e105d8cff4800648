#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/schema.h"

namespace saksi::corpus {

/// One table of the schema, as it stands in its file.
struct SchemaTable {
  std::string name;     ///< "kinds.tsv", "events.tsv", "properties.tsv", "implications.tsv", "property_events.tsv"
  std::string path;     ///< for diagnostics
  std::string content;  ///< tab-separated, header line first
};

/// The schema of these tables, the last of which may be missing. Event kinds have their parent's roles, and where they say none of their own, its keys,
/// frames and scope. Codes: "missing-table", those of Tsv::read, "missing-id", "duplicate-id", "unknown-parent",
/// "parent-loop", "unknown-type", "unknown-role", "unknown-kind", "unknown-property", "bad-number", "bad-flag", "bad-relation".
/// All of them at once.
Result<Schema> read_schema(const std::vector<SchemaTable>& tables);

/// The tables linked into the library.
std::vector<SchemaTable> embedded_schema_tables();

/// The tables of a folder; those it lacks are missing.
std::vector<SchemaTable> schema_tables_of(const std::string& folder);

}  // namespace saksi::corpus

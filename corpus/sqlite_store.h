#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "corpus/content.h"

namespace saksi::corpus {

/// "saks" in the file's header, and the version of corpus/schema.sql.
inline constexpr int kApplicationId = 0x73616b73;
inline constexpr int kSchemaVersion = 2;

/// Writes the content as an SQLite file, beside its place first. nullopt when done; code "cannot-write".
std::optional<Diagnostic> write_sqlite(const Content& content, std::string_view hash, const std::string& path);

/// Reads what write_sqlite wrote; `hash` gets the one that the file says its content has. Codes: "no-such-file",
/// "not-a-fact-base", "wrong-version".
Result<Content> read_sqlite(const std::string& path, std::string* hash = nullptr);

/// The hash that a fact base says its content has; empty where the file is none of this version.
std::string hash_of_sqlite(const std::string& path);

}  // namespace saksi::corpus

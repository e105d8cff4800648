#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "corpus/content.h"
#include "corpus/fact_base.h"

namespace saksi::corpus {

/// The flat form of a base: one string pool, plain records, index arrays; little-endian, as it is mapped. The same
/// content gives the same bytes.
std::string encode_snapshot(const Content& content);
/// The same; the content is gone as soon as it is not needed, for both together are large.
std::string encode_snapshot(Content&& content);

/// SHA-256 of the content, hex.
std::string content_hash(const Content& content);

/// Are these bytes a whole snapshot, of the content with this hash? Reads all of them.
bool is_snapshot_of(std::string_view bytes, std::string_view hash);

/// A base over such bytes, which must outlive it unless `owner` keeps them. Nothing of them is copied but the names
/// and the events' views. Codes: "not-a-fact-base", "wrong-version", and those of read_schema.
Result<std::shared_ptr<const FactBase>> map_snapshot(std::string_view bytes, std::shared_ptr<const void> owner);

/// A base of its own over plain rows.
Result<std::shared_ptr<const FactBase>> make_base(const Content& content);
Result<std::shared_ptr<const FactBase>> make_base(Content&& content);

/// Were both made with the same tables of corpus/schema? False for any base not made by map_snapshot.
bool same_schema(const FactBase& a, const FactBase& b);

/// The plain rows behind a base made by map_snapshot; nullopt for any other implementation.
std::optional<Content> content_of(const FactBase& base);

}  // namespace saksi::corpus

#pragma once
#include <memory>
#include <string>

#include "corpus/fact_base.h"

/// Fact bases that take the place of the built-in one without a new program. A bundle is an SQLite fact base with a
/// date, made by `saksi corpus build --bundle-date`.
namespace saksi::corpus {

struct Bundle {
  std::string date;  ///< ISO day
  std::string hash;  ///< of the content, its date among it
};

/// Reads all of a bundle and checks it. Codes: those of FactBase::open, "corrupt" where the content is not what its
/// hash says, "no-date", "schema-clash" where it was made with another schema than the library's.
Result<Bundle> verify_bundle(const std::string& path);

/// Copies a bundle to `to`, verified before and after; the old file stays until the new one is whole. Refused, code
/// "older", is one older than the built-in base and, without `force`, one older than that which lies at `to`. Other
/// codes: those of verify_bundle, "cannot-write".
Result<Bundle> install_bundle(const std::string& path, const std::string& to, bool force);

/// Removes an installed bundle with all that belongs to it. False where it could not be removed; none there is fine.
bool remove_bundle(const std::string& installed);

/// The base at `installed` where there is one, of this library's schema and not older than the built-in one; else the
/// built-in one. An installed one that cannot be read or is not what its hash says is an error, not silently passed by.
Result<std::shared_ptr<const FactBase>> default_base(const std::string& installed);

}  // namespace saksi::corpus

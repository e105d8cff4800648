#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/cache.h"
#include "engine/open_facts.h"

namespace saksi::engine {

/// What opened facts were made of, as a key for the cache: SHA-256 over the build of the program, the formats, the base
/// below and the bytes of each file in order.
class FactsKey {
 public:
  /// `below` is the hash of the default base; empty = left out. Reads all files of the options.
  FactsKey(const CheckerOptions& options, std::string_view below);

  /// 64 hex digits; empty where nothing can be kept: a program without a build id, a file that is missing, no regular
  /// file or in the middle of a transaction of SQLite's.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The files are what they were when they were read.
  [[nodiscard]] bool holds() const;

 private:
  /// Of a file: which it is, and when it was written last.
  struct Stamp {
    std::string path;
    std::uint64_t device = 0, file = 0;
    std::int64_t size = -1;  ///< -1: there is no such file
    std::int64_t seconds = 0, nanoseconds = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  static Stamp stamp(const std::string& path);

  std::string text_;
  std::vector<Stamp> stamps_;
};

/// Facts out of the cache; nullopt where it has none under the key. They say of themselves what they said when kept.
std::optional<OpenedFacts> find_facts(const corpus::Cache& cache, std::string_view key);
void keep_facts(const corpus::Cache& cache, std::string_view key, const OpenedFacts& facts);

}  // namespace saksi::engine

#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What was computed from files, kept for the next run.
namespace saksi::corpus {

/// The parts of an entry as they lie in its file, each on eight bytes.
struct CacheEntry {
  std::vector<std::string_view> parts;
  std::shared_ptr<const void> owner;  ///< keeps them
};

/// A folder of entries, a file each, named by a key that says what they were computed from. Whatever goes wrong with it,
/// a folder that cannot be written, a full disk, a damaged file, is a miss and never an error. Safe from several threads
/// and processes at once: a file is written beside its place and renamed.
class Cache {
 public:
  static constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;

  /// `folder` is made when something is first kept; empty = nothing is kept or found. `most` bounds the bytes of all
  /// entries: beyond that those unused for longest are removed.
  explicit Cache(std::string folder, std::uint64_t most = kMostBytes) : folder_(std::move(folder)), most_(most) {}

  [[nodiscard]] bool on() const { return !folder_.empty(); }
  /// The entry of a key, which is 64 hex digits. Its file is read whole once, to see that it is as it was written.
  [[nodiscard]] std::optional<CacheEntry> find(std::string_view key) const;
  void keep(std::string_view key, std::span<const std::string_view> parts) const;

 private:
  [[nodiscard]] std::string path(std::string_view key) const;
  void tidy() const;

  std::string folder_;
  std::uint64_t most_;
};

/// The id that the linker gave the program or library that holds this code, hex; empty where it gave none.
std::string build_id();

}  // namespace saksi::corpus

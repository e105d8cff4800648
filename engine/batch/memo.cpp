#include "engine/batch/memo.h"

#include <exception>
#include <utility>

namespace saksi::engine {

namespace {

/// What a sentence with its readings, findings and proofs takes, about.
constexpr std::size_t kResultBytes = 16 * 1024;

std::size_t bytes_of(const ClaimMemo::Entry& e) {
  std::size_t out = sizeof e + e.results.size() * kResultBytes;
  if (e.jsonl) out += e.jsonl->text.size() + e.jsonl->gaps.size() * sizeof(JsonlBody::Gap);
  if (e.csv)
    for (const std::string& cell : e.csv->cells) out += cell.size();
  return out;
}

/// Language and day hold no tab.
std::string key_of(const Record& record) {
  std::string out;
  out.reserve(record.lang.size() + record.as_of.size() + record.text.size() + 2);
  return out.append(record.lang).append(1, '\t').append(record.as_of).append(1, '\t').append(record.text);
}

}  // namespace

ClaimMemo::Known ClaimMemo::find(const Record& record, const std::function<Entry(const Record&)>& check) {
  std::string key = key_of(record);
  std::size_t bytes = key.size();
  Shard& shard = shards_[std::hash<std::string>{}(key) % kShards];
  std::promise<Entry> promise;
  Known own;
  {
    const std::lock_guard lock(shard.mutex);
    const auto known = shard.entries.find(key);
    if (known != shard.entries.end()) return known->second;
    own = promise.get_future().share();
    shard.entries.emplace(std::move(key), own);
  }
  try {
    Entry entry = check(record);
    bytes += bytes_of(entry);
    promise.set_value(std::move(entry));
  } catch (...) {
    promise.set_exception(std::current_exception());
  }
  const std::lock_guard lock(shard.mutex);
  shard.bytes += bytes;
  if (shard.bytes > kMostBytes) {
    shard.entries.clear();
    shard.bytes = 0;
  }
  return own;
}

}  // namespace saksi::engine

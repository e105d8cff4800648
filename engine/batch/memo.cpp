#include "engine/batch/memo.h"

#include <utility>

namespace saksi::engine {

namespace {

/// What a sentence with its readings, findings and proofs takes, about.
constexpr std::size_t kResultBytes = 16 * 1024;

std::size_t bytes_of(const ClaimMemo::Entry& e) {
  std::size_t out = sizeof e + e.results.size() * kResultBytes;
  if (e.jsonl) out += e.jsonl->text.size() + e.jsonl->gaps.size() * sizeof(JsonlBody::Gap);
  return out;
}

}  // namespace

/// Language and day hold no tab.
const std::string& ClaimMemo::key_of(const Record& record) {
  key_.assign(record.lang).append(1, '\t').append(record.as_of).append(1, '\t').append(record.text);
  return key_;
}

const ClaimMemo::Entry* ClaimMemo::find(const Record& record) {
  const auto found = entries_.find(key_of(record));
  return found == entries_.end() ? nullptr : &found->second;
}

const ClaimMemo::Entry& ClaimMemo::keep(const Record& record, Entry entry) {
  const std::size_t bytes = bytes_of(entry) + key_of(record).size();
  if (bytes_ + bytes > kMostBytes) {
    entries_.clear();
    bytes_ = 0;
  }
  bytes_ += bytes;
  return entries_.insert_or_assign(key_, std::move(entry)).first->second;
}

}  // namespace saksi::engine

#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace saksi {

/// Texts with numbers, in the order in which they came, each once. Holds views: the texts must outlive it and stay where
/// they are. Not safe from several threads while it grows.
class TextIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The number of a text, and whether it is new.
  std::pair<std::uint32_t, bool> add(std::string_view text) {
    if (texts_.size() * 2 >= slots_.size()) grow();
    Slot& slot = slots_[place(text, hash(text))];
    if (slot.number != kNone) return {slot.number, false};
    slot = {tag(hash(text)), static_cast<std::uint32_t>(texts_.size())};
    texts_.push_back(text);
    return {slot.number, true};
  }
  /// The number of a text; kNone where it is not there.
  [[nodiscard]] std::uint32_t find(std::string_view text) const {
    return slots_.empty() ? kNone : slots_[place(text, hash(text))].number;
  }
  [[nodiscard]] bool contains(std::string_view text) const { return find(text) != kNone; }
  [[nodiscard]] std::string_view operator[](std::uint32_t number) const { return texts_[number]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

  /// Of any bytes, eight at a time; not the same on every machine.
  static std::uint64_t hash(std::string_view bytes) {
    std::uint64_t h = bytes.size() * 0x9E3779B97F4A7C15ULL;
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, bytes.data(), 8);
      h = (h ^ eight) * 0xFF51AFD7ED558CCDULL;
      h ^= h >> 32U;
    }
    std::uint64_t rest = 0;
    if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
    h = (h ^ rest) * 0xC4CEB9FE1A85EC53ULL;
    return h ^ (h >> 29U);
  }

 private:
  /// A text's number, and some bits of its hash, so that few others are looked at.
  struct Slot {
    std::uint32_t tag = 0, number = kNone;
  };
  static std::uint32_t tag(std::uint64_t h) { return static_cast<std::uint32_t>(h >> 32U); }

  /// Its slot, or the free one where it would stand.
  [[nodiscard]] std::size_t place(std::string_view text, std::uint64_t h) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = h & mask;
    while (slots_[at].number != kNone && (slots_[at].tag != tag(h) || texts_[slots_[at].number] != text))
      at = (at + 1) & mask;
    return at;
  }

  void grow() {
    constexpr std::size_t kFirst = 64;
    slots_.assign(slots_.empty() ? kFirst : slots_.size() * 2, Slot{});
    const std::size_t mask = slots_.size() - 1;
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
      const std::uint64_t h = hash(texts_[i]);
      std::size_t at = h & mask;
      while (slots_[at].number != kNone) at = (at + 1) & mask;
      slots_[at] = {tag(h), i};
    }
  }

  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
};

}  // namespace saksi

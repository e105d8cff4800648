#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Values as bytes and back, by one description of each type, found beside it:
///
///   template <class Archive, described<KindDef> T>
///   void fields(Archive& archive, T& x) { archive(x.id, x.parents); }
///
/// For bytes that one build writes and reads again: numbers are as the machine holds them, nothing names the types.
namespace saksi {

/// T is Of, const where it is written.
template <class T, class Of>
concept described = std::same_as<std::remove_const_t<T>, Of>;

/// Appends to `bytes`.
class ArchiveWriter {
 public:
  std::string bytes;

  template <class... T>
  void operator()(const T&... all) {
    (one(all), ...);
  }

 private:
  template <class T>
  void one(const T& x) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      bytes.append(reinterpret_cast<const char*>(&x), sizeof x);
    else
      fields(*this, x);
  }
  void one(const std::string& s) {
    one(static_cast<std::uint32_t>(s.size()));
    bytes += s;
  }
  template <class T>
  void one(const std::vector<T>& all) {
    one(static_cast<std::uint32_t>(all.size()));
    for (const T& x : all) one(x);
  }
  template <class T>
  void one(const std::optional<T>& x) {
    one(x.has_value());
    if (x) one(*x);
  }
  template <class A, class B>
  void one(const std::pair<A, B>& x) {
    one(x.first);
    one(x.second);
  }
  template <class T, std::size_t size>
  void one(const std::array<T, size>& all) {
    for (const T& x : all) one(x);
  }
  template <class Key, class T>
  void one(const std::map<Key, T>& all) {
    one(static_cast<std::uint32_t>(all.size()));
    for (const auto& [key, x] : all) {
      one(key);
      one(x);
    }
  }
};

/// Reads what an ArchiveWriter wrote. Bytes that end too early leave what is not read as it was; whole() tells.
class ArchiveReader {
 public:
  explicit ArchiveReader(std::string_view bytes) : rest_(bytes) {}

  /// All was read, and there was nothing more.
  [[nodiscard]] bool whole() const { return good_ && rest_.empty(); }

  template <class... T>
  void operator()(T&... all) {
    (one(all), ...);
  }

 private:
  std::string_view take(std::size_t size) {
    good_ = good_ && size <= rest_.size();
    if (!good_) return {};
    const std::string_view out = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return out;
  }

  template <class T>
  void one(T& x) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      if (const auto bytes = take(sizeof x); !bytes.empty()) std::memcpy(&x, bytes.data(), sizeof x);
    } else {
      fields(*this, x);
    }
  }
  void one(std::string& s) {
    std::uint32_t size = 0;
    one(size);
    s = take(size);
  }
  template <class T>
  void one(std::vector<T>& all) {
    std::uint32_t count = 0;
    one(count);
    all.clear();
    if (count <= rest_.size()) all.reserve(count);  // each takes a byte or more
    for (std::uint32_t i = 0; good_ && i < count; ++i) one(all.emplace_back());
  }
  template <class T>
  void one(std::optional<T>& x) {
    bool has = false;
    one(has);
    x.reset();
    if (has && good_) one(x.emplace());
  }
  template <class A, class B>
  void one(std::pair<A, B>& x) {
    one(x.first);
    one(x.second);
  }
  template <class T, std::size_t size>
  void one(std::array<T, size>& all) {
    for (T& x : all) one(x);
  }
  template <class Key, class T>
  void one(std::map<Key, T>& all) {
    std::uint32_t count = 0;
    one(count);
    all.clear();
    for (std::uint32_t i = 0; good_ && i < count; ++i) {
      Key key;
      one(key);
      one(all[key]);
    }
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace saksi

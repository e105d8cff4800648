#include "engine/batch/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace saksi::engine {

namespace {

/// 0x80 to 0x9F; 0 = nothing.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::size_t kBlock = 64 * 1024;

class Utf16Source : public ByteSource {
 public:
  Utf16Source(std::unique_ptr<ByteSource> from, bool big) : from_(std::move(from)), big_(big) {}

  std::ptrdiff_t read(char* to, std::size_t size) override {
    while (out_.size() == at_) {
      out_.clear();
      at_ = 0;
      std::array<char, kBlock> block{};
      const std::ptrdiff_t got = from_->read(block.data(), block.size());
      if (got < 0) return got;
      if (got == 0) {
        if (ended_) return 0;
        ended_ = true;
        if (odd_ || high_ != 0) append_utf8(out_, kReplacement);
        if (out_.empty()) return 0;
        break;
      }
      for (std::ptrdiff_t i = 0; i < got; ++i) take(static_cast<unsigned char>(block[static_cast<std::size_t>(i)]));
    }
    const std::size_t n = std::min(size, out_.size() - at_);
    std::memcpy(to, out_.data() + at_, n);
    at_ += n;
    return static_cast<std::ptrdiff_t>(n);
  }
  [[nodiscard]] std::string failure() const override { return from_->failure(); }

 private:
  static constexpr std::uint32_t kReplacement = 0xFFFD;

  void take(unsigned char b) {
    if (!odd_) {
      odd_ = true;
      first_ = b;
      return;
    }
    odd_ = false;
    unit(big_ ? static_cast<std::uint32_t>(first_ << 8U | b) : static_cast<std::uint32_t>(b << 8U | first_));
  }

  void unit(std::uint32_t u) {
    const bool low = u >= 0xDC00 && u < 0xE000;
    if (high_ != 0) {
      append_utf8(out_, low ? 0x10000 + ((high_ - 0xD800) << 10U) + (u - 0xDC00) : kReplacement);
      high_ = 0;
      if (low) return;
    }
    if (u >= 0xD800 && u < 0xDC00)
      high_ = u;
    else if (low)
      append_utf8(out_, kReplacement);
    else if (!(u == 0xFEFF && !begun_))
      append_utf8(out_, u);
    begun_ = true;
  }

  std::unique_ptr<ByteSource> from_;
  bool big_, odd_ = false, ended_ = false, begun_ = false;
  unsigned char first_ = 0;
  std::uint32_t high_ = 0;
  std::string out_;
  std::size_t at_ = 0;
};

/// By the mark, or by where the zero bytes of ASCII characters stand: at every second place, and nowhere else.
FileEncoding encoding_of(std::string_view head) {
  if (head.starts_with("\xFF\xFE")) return FileEncoding::utf16_le;
  if (head.starts_with("\xFE\xFF")) return FileEncoding::utf16_be;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  const std::size_t half = head.size() / 2;
  if (half < 4) return FileEncoding::utf8;
  if (zeros[0] == 0 && zeros[1] * 10 >= half * 7) return FileEncoding::utf16_le;
  if (zeros[1] == 0 && zeros[0] * 10 >= half * 7) return FileEncoding::utf16_be;
  return FileEncoding::utf8;
}

}  // namespace

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6U);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12U);
    byte(0x80 | (c >> 6U & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18U);
    byte(0x80 | (c >> 12U & 0x3F));
    byte(0x80 | (c >> 6U & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

std::optional<std::string> from_windows_1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if (b >= 0x80 && b < 0xA0) {
      const std::uint16_t to = kWindows1252[b - 0x80U];
      if (to == 0) return std::nullopt;
      append_utf8(out, to);
    } else {
      append_utf8(out, b);
    }
  }
  return out;
}

DecodedSource decoded_source(std::unique_ptr<ByteSource> source) {
  constexpr std::size_t kLooked = 512;
  const FileEncoding encoding = encoding_of(peek(source, kLooked));
  if (encoding == FileEncoding::utf8) return {std::move(source), encoding};
  return {std::make_unique<Utf16Source>(std::move(source), encoding == FileEncoding::utf16_be), encoding};
}

}  // namespace saksi::engine

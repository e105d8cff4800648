#include "engine/batch/compressed.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <string>
#include <utility>

namespace saksi::engine {

namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Bytes of the source that are not yet taken in.
class Input {
 public:
  explicit Input(std::unique_ptr<ByteSource> source) : source_(std::move(source)), block_(kBlock, '\0') {}
  /// False at the end.
  bool fill() {
    const std::ptrdiff_t got = source_->read(block_.data(), block_.size());
    size_ = got > 0 ? static_cast<std::size_t>(got) : 0;
    return got > 0;
  }
  [[nodiscard]] char* data() { return block_.data(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string failure() const { return source_->failure(); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::string block_;
  std::size_t size_ = 0;
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> source) : input_(std::move(source)) {
    constexpr int kGzip = 15 + 16;
    if (inflateInit2(&stream_, kGzip) != Z_OK) failure_ = "there is no memory for it";
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::ptrdiff_t read(char* to, std::size_t size) override {
    if (!failure_.empty()) return -1;
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size) {
      if (stream_.avail_in == 0 && !refill()) return failure_.empty() ? 0 : -1;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result == Z_STREAM_END) {
        between_ = true;
        inflateReset(&stream_);
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        // What stands behind the last member, as tar and others leave it, is no data.
        if (between_ && any_) return 0;
        failure_ = "the gzip data is damaged";
        if (stream_.avail_out == size) return -1;  // else what came before that is told first
      } else {
        between_ = false;
      }
      any_ = any_ || between_;
    }
    return static_cast<std::ptrdiff_t>(size - stream_.avail_out);
  }
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  bool refill() {
    if (!input_.fill()) {
      failure_ = input_.failure();
      if (failure_.empty() && !between_) failure_ = "the gzip data ends early";
      return false;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(input_.size());
    return true;
  }

  Input input_;
  z_stream stream_{};
  bool between_ = false;  ///< no member is open
  bool any_ = false;      ///< one was read whole
  std::string failure_;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> source) : input_(std::move(source)), stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr)
      failure_ = "there is no memory for it";
    else
      start_ = ZSTD_initDStream(stream_);
  }
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  std::ptrdiff_t read(char* to, std::size_t size) override {
    if (!failure_.empty()) return -1;
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size) {
        if (!input_.fill()) {
          // What was unpacked and had no room is still there.
          ZSTD_inBuffer nothing{nullptr, 0, 0};
          if (left_ != 0 && ZSTD_isError(ZSTD_decompressStream(stream_, &out, &nothing)) == 0 && out.pos > 0) break;
          failure_ = input_.failure();
          if (failure_.empty() && left_ != 0) failure_ = "the Zstandard data ends early";
          return failure_.empty() ? 0 : -1;
        }
        in_ = {input_.data(), input_.size(), 0};
      }
      // A block at a time, without the head of the next: of a call that fails, what it had unpacked before is lost.
      constexpr std::size_t kHead = 3;
      const std::size_t wanted = left_ == 0 ? start_ : left_ > kHead ? left_ - kHead : left_;
      ZSTD_inBuffer block{in_.src, std::min(in_.size, in_.pos + wanted), in_.pos};
      left_ = ZSTD_decompressStream(stream_, &out, &block);
      in_.pos = block.pos;
      if (ZSTD_isError(left_) != 0) {
        failure_ = std::string("the Zstandard data is damaged: ") + ZSTD_getErrorName(left_);
        return -1;
      }
    }
    return static_cast<std::ptrdiff_t>(out.pos);
  }
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  Input input_;
  ZSTD_DStream* stream_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  std::size_t start_ = 0;  ///< how many bytes a frame begins with
  std::size_t left_ = 0;   ///< of the block, as far as is known; 0 between frames
  std::string failure_;
};

}  // namespace

std::unique_ptr<ByteSource> decompressed_source(std::unique_ptr<ByteSource> source) {
  const std::string head = peek(source, 4);
  if (head.starts_with("\x1F\x8B")) return std::make_unique<GzipSource>(std::move(source));
  if (head == "\x28\xB5\x2F\xFD") return std::make_unique<ZstdSource>(std::move(source));
  return source;
}

}  // namespace saksi::engine

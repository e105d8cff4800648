#include "engine/batch/source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace saksi::engine {

namespace {

class FileSource : public ByteSource {
 public:
  FileSource(std::FILE* file, bool owned) : file_(file), owned_(owned) {}
  ~FileSource() override {
    if (owned_) std::fclose(file_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::ptrdiff_t read(char* to, std::size_t size) override {
    // What a pipe has, not all that it may have one day.
    const ssize_t got = ::read(fileno(file_), to, size);
    if (got >= 0) return got;
    if (errno == EINTR) return 0;  // who waits for a signal wants no more
    failure_ = std::strerror(errno);
    return -1;
  }
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  std::FILE* file_;
  bool owned_;
  std::string failure_;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::size_t block) : bytes_(bytes), block_(block) {}
  std::ptrdiff_t read(char* to, std::size_t size) override {
    const std::size_t n = std::min({size, block_, bytes_.size()});
    std::memcpy(to, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return static_cast<std::ptrdiff_t>(n);
  }
  [[nodiscard]] std::string failure() const override { return {}; }

 private:
  std::string_view bytes_;
  std::size_t block_;
};

class OwnedSource : public ByteSource {
 public:
  explicit OwnedSource(std::string bytes) : bytes_(std::move(bytes)), source_(bytes_, bytes_.size() + 1) {}
  std::ptrdiff_t read(char* to, std::size_t size) override { return source_.read(to, size); }
  [[nodiscard]] std::string failure() const override { return {}; }

 private:
  std::string bytes_;
  MemorySource source_;
};

class FailedSource : public ByteSource {
 public:
  explicit FailedSource(std::string why) : why_(std::move(why)) {}
  std::ptrdiff_t read(char* /*to*/, std::size_t /*size*/) override { return -1; }
  [[nodiscard]] std::string failure() const override { return why_; }

 private:
  std::string why_;
};

/// Bytes that were read already, then those of another source.
class Replayed : public ByteSource {
 public:
  Replayed(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  std::ptrdiff_t read(char* to, std::size_t size) override {
    if (at_ == head_.size()) return rest_->read(to, size);
    const std::size_t n = std::min(size, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, n);
    at_ += n;
    return static_cast<std::ptrdiff_t>(n);
  }
  [[nodiscard]] std::string failure() const override { return rest_->failure(); }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

constexpr std::size_t block_bytes = 64 * 1024;

}  // namespace

Offset offset_after(Offset at, std::string_view bytes) {
  std::uint64_t lead = 0, astral = 0;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    lead += (b & 0xC0) != 0x80;
    astral += b >= 0xF0;
  }
  return {at.byte + bytes.size(), at.codepoint + lead, at.utf16 + lead + astral};
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  if (path == "-") return {std::make_unique<FileSource>(stdin, false)};
  Diagnostic d;
  d.path = path;
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    d.code = "is-a-directory";
    d.message = "this is a directory; name the files in it";
    return d;
  }
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    d.code = errno == ENOENT ? "no-such-file" : "unreadable";
    d.message = errno == ENOENT ? "no such file" : std::string("cannot be read: ") + std::strerror(errno);
    return d;
  }
  return {std::make_unique<FileSource>(file, true)};
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::size_t block) {
  return std::make_unique<MemorySource>(bytes, block);
}

std::string peek(std::unique_ptr<ByteSource>& source, std::size_t size) {
  std::string head(size, '\0');
  std::size_t got = 0;
  // Of what comes line by line a line is enough; in UTF-16 it would have zeros.
  const auto is_line = [&] {
    const std::string_view so_far = std::string_view(head).substr(0, got);
    return so_far.ends_with('\n') && so_far.find('\0') == std::string_view::npos;
  };
  while (got < size && !(got >= 4 && is_line())) {
    const std::ptrdiff_t n = source->read(head.data() + got, size - got);
    if (n <= 0) break;
    got += static_cast<std::size_t>(n);
  }
  head.resize(got);
  source = std::make_unique<Replayed>(head, std::move(source));
  return head;
}

std::unique_ptr<ByteSource> owned_source(std::string bytes) { return std::make_unique<OwnedSource>(std::move(bytes)); }

std::unique_ptr<ByteSource> failed_source(std::string why) { return std::make_unique<FailedSource>(std::move(why)); }

std::optional<std::string> read_all(ByteSource& source, std::size_t most) {
  std::string out;
  for (std::size_t size = 0; size <= most;) {
    out.resize(std::min(std::max(2 * size, block_bytes), most + 1));
    const std::ptrdiff_t n = source.read(out.data() + size, out.size() - size);
    size += static_cast<std::size_t>(std::max<std::ptrdiff_t>(n, 0));
    if (n <= 0 || size > most) {
      out.resize(size);
      break;
    }
  }
  if (!source.failure().empty()) return std::nullopt;
  return out;
}

bool Window::more() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t had = buffer_.size();
  buffer_.resize(had + block_bytes);
  const std::ptrdiff_t got = source_.read(buffer_.data() + had, block_bytes);
  buffer_.resize(had + static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
  ended_ = got <= 0;
  return !ended_;
}

void Window::consume(std::size_t n) {
  const std::string_view passed = rest().substr(0, n);
  offset_ = offset_after(offset_, passed);
  line_ += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
  at_ += n;
}

bool next_line(Window& window, std::size_t limit, Line& line, std::string& storage) {
  line = {};
  line.begin = window.offset();
  line.number = window.line();
  storage.clear();
  std::size_t searched = 0;
  bool any = false;
  for (;;) {
    const std::string_view rest = window.rest();
    any = any || !rest.empty();
    const std::size_t end = rest.find('\n', searched);
    if (end != std::string_view::npos || window.ended()) {
      // What stands before a fault may be half a line.
      if (!any || (end == std::string_view::npos && !window.failure().empty())) return false;
      const std::size_t stop = std::min(end, rest.size());
      if (storage.empty()) storage = rest.substr(0, std::min(stop, limit + 1));
      line.too_long = line.too_long || stop > limit;
      window.consume(end == std::string_view::npos ? rest.size() : end + 1);
      if (!line.too_long && !storage.empty() && storage.back() == '\r') storage.pop_back();
      if (storage.size() > limit) storage.resize(limit);
      line.text = storage;
      return true;
    }
    searched = rest.size();
    if (rest.size() > limit + 1) {
      if (storage.empty()) storage = rest.substr(0, limit);
      line.too_long = true;
      window.consume(rest.size());
      searched = 0;
    }
    window.more();
  }
}

}  // namespace saksi::engine

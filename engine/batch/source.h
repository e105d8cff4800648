#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/diagnostic.h"

namespace saksi::engine {

/// A position in a file, counted in the three units that reports can speak.
struct Offset {
  std::uint64_t byte = 0, codepoint = 0, utf16 = 0;
};

/// Where `at` lies once `bytes` are passed. Bytes that are not UTF-8 count as continuations.
Offset offset_after(Offset at, std::string_view bytes);

/// Bytes from somewhere, in order. Not for several threads.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills at most `size` bytes; 0 at the end, negative where reading failed (see `failure`).
  virtual std::ptrdiff_t read(char* to, std::size_t size) = 0;
  /// Why reading failed, empty where it did not.
  [[nodiscard]] virtual std::string failure() const = 0;
};

/// `path` "-" is standard input. Codes: "no-such-file", "unreadable", "is-a-directory".
Result<std::unique_ptr<ByteSource>> open_source(const std::string& path);
/// The bytes must outlive the source. `block`: the most one read gives.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::size_t block = 64 * 1024);

/// At most `size` bytes from the front, and the same source with them put back. Of what comes line by line through a pipe a
/// line is enough.
std::string peek(std::unique_ptr<ByteSource>& source, std::size_t size);
/// A source of bytes that it keeps.
std::unique_ptr<ByteSource> owned_source(std::string bytes);
/// One that gives nothing, for that reason.
std::unique_ptr<ByteSource> failed_source(std::string why);
/// All there is, up to `most` bytes and one; nullopt where reading failed.
std::optional<std::string> read_all(ByteSource& source, std::size_t most);

/// A view on a source that slides forward: what was read and not yet consumed, with its position.
class Window {
 public:
  explicit Window(ByteSource& source) : source_(source) {}

  /// Bytes read and not yet consumed; valid until more() or consume().
  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  /// Reads another block; false at the end or where reading failed.
  bool more();
  /// True once more() has met the end.
  [[nodiscard]] bool ended() const { return ended_; }
  /// Precondition: n <= rest().size().
  void consume(std::size_t n);
  [[nodiscard]] Offset offset() const { return offset_; }
  /// 1-based.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] std::string failure() const { return source_.failure(); }

 private:
  ByteSource& source_;
  std::string buffer_;
  std::size_t at_ = 0;
  Offset offset_;
  std::uint64_t line_ = 1;
  bool ended_ = false;
};

/// A line without its end (LF or CRLF).
struct Line {
  std::string_view text;  ///< cut to the limit where too_long; valid until the next call
  Offset begin;
  std::uint64_t number = 0;
  bool too_long = false;
};

/// The next line of a window; a final one without an end counts. Of lines longer than `limit` the head is kept and the
/// rest passed over. False at the end.
bool next_line(Window& window, std::size_t limit, Line& line, std::string& storage);

}  // namespace saksi::engine

#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/status.h"

namespace saksi::cli {

namespace {

namespace fs = std::filesystem;

bool same_file(const std::string& a, const std::string& b) {
  struct stat x {
  }, y{};
  return stat(a.c_str(), &x) == 0 && stat(b.c_str(), &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/// The file that a path leads to, through its links.
std::string target_of(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::canonical(path, error);
  return error ? path : target.string();
}

/// True where there is something that is no regular file, or another name of what is open already.
bool is_special(const std::string& path) {
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return true;
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode);
}

}  // namespace

std::string part_of(const std::string& path) {
  if (path.empty() || path == "-" || is_special(path)) return {};
  return target_of(path) + ".saksi-part";
}

std::string journal_of(const std::string& path) {
  const std::string part = part_of(path);
  return part.empty() ? part : part + ".journal";
}

Output::~Output() {
  if (file_ <= STDERR_FILENO) return;
  struct stat about {};
  if (!part_.empty() && fstat(file_, &about) == 0 && about.st_size == 0) unlink(part_.c_str());
  ::close(file_);
}

bool Output::open(const std::string& path, const std::vector<std::string>& inputs) {
  return hold(path, inputs) && start(0);
}

bool Output::hold(const std::string& path, const std::vector<std::string>& inputs) {
  if (path.empty() || path == "-") return true;
  path_ = path;
  packing_ = packing_of(path);
  target_ = target_of(path);
  part_ = part_of(path);
  file_ = -1;
  for (const std::string& input : inputs) {
    if (input == "-" || is_special(input)) continue;
    misused_ = same_file(input, target_) || same_file(input, part_) || same_file(input, journal_of(path));
    if (misused_) return fail(fmt::format("{} is read by this run; name another file", input));
  }
  if (!part_.empty()) return hold_part();
  struct stat about {};
  if (stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return fail(std::strerror(EISDIR));
  file_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  return file_ >= 0 || fail(std::strerror(errno));
}

bool Output::hold_part() {
  struct stat about {};
  const bool there = stat(target_.c_str(), &about) == 0;
  if (there && access(target_.c_str(), W_OK) != 0) return fail(std::strerror(errno));
  const int file = ::open(part_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0) return fail(std::strerror(errno));
  struct stat had {
  }, now{};
  const bool held = flock(file, LOCK_EX | LOCK_NB) == 0;
  const int why = errno;
  // Between opening and holding it, the run that had it may have put it in its place.
  const bool same = held && fstat(file, &had) == 0 && stat(part_.c_str(), &now) == 0 && had.st_ino == now.st_ino;
  if (!same) {
    // What another run writes stays as it is.
    ::close(file);
    return fail(held || why == EWOULDBLOCK ? "another run is writing it" : std::strerror(why));
  }
  file_ = file;
  if (there) fchmod(file_, about.st_mode & 07777U);
  left_ = static_cast<std::uint64_t>(had.st_size);
  return true;
}

bool Output::start(std::uint64_t bytes) {
  if (part_.empty()) return failure_.empty();
  const auto end = static_cast<off_t>(std::min(bytes, left_));
  if (ftruncate(file_, end) != 0 || lseek(file_, end, SEEK_SET) != end) return fail(std::strerror(errno));
  written_ = static_cast<std::uint64_t>(end);
  return true;
}

bool Output::write(std::string_view bytes) {
  if (!failure_.empty() || file_ < 0) return false;
  if (packing_ == Packing::none) return write_bytes(bytes);
  if (bytes.empty()) return true;
  const std::string member = packed(bytes, packing_);
  return !member.empty() ? write_bytes(member) : fail("there is no memory to pack it");
}

bool Output::write_bytes(std::string_view bytes) {
  const std::string_view all = bytes;
  while (!bytes.empty()) {
    const ssize_t n = ::write(file_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      // Somebody has made it a descriptor that does not wait.
      pollfd ready{file_, POLLOUT, 0};
      poll(&ready, 1, -1);
      continue;
    }
    if (n < 0) {
      fail(std::strerror(errno));
      // The half of a record at the end is of no use to anybody.
      if (!part_.empty() && ftruncate(file_, static_cast<off_t>(written_)) != 0) failure_ += ", nor be cut off";
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  written_ += all.size();
  return true;
}

bool Output::close() {
  if (!failure_.empty() || file_ < 0) return false;
  if (file_ == STDOUT_FILENO) return true;
  const int file = std::exchange(file_, -1);
  // Put in its place while it is still held, so that no other run takes it for its own.
  const bool placed = part_.empty() || std::rename(part_.c_str(), target_.c_str()) == 0;
  const int why = errno;
  if (::close(file) != 0 && errno != EINTR) return fail(std::strerror(errno));
  return placed || fail(std::strerror(why));
}

void Output::keep() {
  if (file_ > STDERR_FILENO) ::close(std::exchange(file_, -1));
}

bool Output::terminal() const {
  const char* none = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if ((none != nullptr && *none != 0) || (term != nullptr && std::strcmp(term, "dumb") == 0)) return false;
  return file_ == STDOUT_FILENO && isatty(STDOUT_FILENO) == 1;
}

bool Output::fail(std::string why) {
  failure_ = fmt::format("cannot write {}: {}", path_, why);
  return false;
}

void complain_of(const Output& output, int& status) {
  complain(output.failure());
  raise(status, output.misused() ? usage : io);
}

void finish(Output& output, int& status) {
  if (output.close()) return;
  complain(output.failure());
  raise(status, io);
}

void complain(std::string_view message) { fmt::print(stderr, "saksi: {}\n", message); }

void complain(const std::vector<Diagnostic>& diagnostics, std::string_view severity) {
  for (const Diagnostic& d : diagnostics) {
    const std::string text = d.text(severity);
    fmt::print(stderr, "{}{}", text, text.empty() || text.back() == '\n' ? "" : "\n");
  }
}

}  // namespace saksi::cli

#include "cli/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string_view>

#include "core/archive.h"

namespace saksi {

namespace engine {

template <class Archive, described<Tally> T>
void fields(Archive& a, T& x) {
  a(x.records, x.errors, x.sentences, x.checkable, x.read, x.late, x.english, x.indonesian, x.verdicts, x.silent,
    x.rules, x.suppressed, x.gravest);
}
template <class Archive, described<ReportEnds::State> T>
void fields(Archive& a, T& x) {
  a(x.any, x.errors, x.warnings);
}

}  // namespace engine

namespace cli {

template <class Archive, described<Journal::Mark> T>
void fields(Archive& a, T& x) {
  a(x.records, x.digest, x.bytes, x.tally, x.ends);
}

namespace {

constexpr std::string_view kMagic = "saksi run 2\n";

/// A block of bytes with its size before it and its sum behind it.
std::string block(std::string_view bytes) {
  ArchiveWriter out;
  out(static_cast<std::uint64_t>(bytes.size()));
  out.bytes += bytes;
  out(static_cast<std::uint64_t>(std::hash<std::string_view>{}(bytes)));
  return std::move(out.bytes);
}

/// Takes the next whole block; nullopt where there is none.
std::optional<std::string_view> next_block(std::string_view& rest) {
  constexpr std::size_t kNumber = sizeof(std::uint64_t);
  if (rest.size() < 2 * kNumber) return std::nullopt;
  std::uint64_t size = 0, sum = 0;
  ArchiveReader(rest.substr(0, kNumber))(size);
  if (size > rest.size() - 2 * kNumber) return std::nullopt;
  const std::string_view bytes = rest.substr(kNumber, size);
  ArchiveReader(rest.substr(kNumber + size, kNumber))(sum);
  if (sum != std::hash<std::string_view>{}(bytes)) return std::nullopt;
  rest.remove_prefix(size + 2 * kNumber);
  return bytes;
}

}  // namespace

Journal::~Journal() {
  if (file_ >= 0) ::close(file_);
}

bool Journal::begin(const std::string& path, const std::string& run) {
  path_ = path;
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return file_ >= 0 && write(std::string(kMagic) + block(run));
}

std::optional<Journal::Mark> Journal::resume(const std::string& path, const std::string& run, std::uint64_t bytes_left,
                                             bool& other) {
  other = false;
  path_ = path;
  std::ifstream in(path_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in && bytes.empty()) return std::nullopt;
  std::string_view rest = bytes;
  std::optional<std::string_view> begun;
  if (rest.starts_with(kMagic)) {
    rest.remove_prefix(kMagic.size());
    begun = next_block(rest);
  }
  if (!begun) return std::nullopt;  // stopped before it had begun
  other = *begun != run;
  if (other) return std::nullopt;
  std::optional<Mark> last;
  std::size_t end = bytes.size() - rest.size();
  while (const auto next = next_block(rest)) {
    Mark mark;
    ArchiveReader reader(*next);
    reader(mark);
    if (!reader.whole() || mark.bytes > bytes_left) break;
    last = std::move(mark);
    end = bytes.size() - rest.size();
  }
  if (!last) return std::nullopt;
  file_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  const auto at = static_cast<off_t>(end);
  if (file_ < 0 || ftruncate(file_, at) != 0 || lseek(file_, at, SEEK_SET) != at) return std::nullopt;
  return last;
}

bool Journal::add(const Mark& mark) {
  ArchiveWriter out;
  out(mark);
  return write(block(out.bytes));
}

void Journal::remove() {
  if (file_ < 0) return;
  ::close(file_);
  file_ = -1;
  std::remove(path_.c_str());
}

bool Journal::write(const std::string& bytes) const {
  for (std::string_view rest = bytes; !rest.empty();) {
    const ssize_t n = ::write(file_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

std::uint64_t digest_of(const engine::Record& record) {
  std::uint64_t out = record.n;
  const auto mix = [&](std::string_view s) {
    out = (out ^ std::hash<std::string_view>{}(s)) * 0x9E3779B97F4A7C15ULL;
    out ^= out >> 29U;
  };
  for (const std::string* s : {&record.path, &record.id, &record.lang, &record.as_of, &record.extra, &record.row})
    mix(*s);
  mix(record.original.empty() ? record.text : record.original);
  if (record.error) mix(record.error->code);
  return out;
}

}  // namespace cli
}  // namespace saksi

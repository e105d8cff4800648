#include "corpus/cache.h"

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "corpus/snapshot/checksum.h"

namespace saksi::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".facts";
constexpr std::string_view kPart = ".part";

/// What an entry's file begins with; then its parts' places, then the parts.
struct Header {
  char magic[8] = {'s', 'a', 'k', 's', 'i', 'c', 'a', '1'};
  char key[64] = {};
  std::uint64_t size = 0;      ///< of the file
  std::uint64_t checksum = 0;  ///< of the number of parts and all behind the header
  std::uint64_t parts = 0;
};
struct Place {
  std::uint64_t begin = 0, size = 0;
};

/// A sum that has begun with the number of parts.
Checksum sum_of(const std::uint64_t& parts) {
  Checksum out;
  out.add({reinterpret_cast<const char*>(&parts), sizeof parts});
  return out;
}

std::size_t padded(std::size_t n) { return (n + 7) / 8 * 8; }

/// A file of our own, mapped whole; null where it cannot be.
class Mapped {
 public:
  explicit Mapped(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return;
    struct stat about {};
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
        about.st_size > static_cast<off_t>(sizeof(Header))) {
      size_ = static_cast<std::size_t>(about.st_size);
      void* at = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
      if (at != MAP_FAILED) at_ = at;
      futimens(file, nullptr);  // when it was last of use
    }
    close(file);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped() {
    if (at_ != nullptr) munmap(at_, size_);
  }
  [[nodiscard]] std::string_view bytes() const {
    return at_ == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(at_), size_);
  }

 private:
  void* at_ = nullptr;
  std::size_t size_ = 0;
};

/// A file that is written from its begin to its end, and is gone again where that fails.
class NewFile {
 public:
  explicit NewFile(std::string name) : name_(std::move(name)), file_(mkstemps(name_.data(), kPart.size())) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_ < 0) return;
    close(file_);
    if (!name_.empty()) unlink(name_.c_str());
  }
  bool write(std::string_view bytes) {
    while (file_ >= 0 && !bytes.empty()) {
      const auto n = ::write(file_, bytes.data(), bytes.size());
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return file_ >= 0;
  }
  void move_to(const std::string& path) {
    if (rename(name_.c_str(), path.c_str()) == 0) name_.clear();
  }

 private:
  std::string name_;
  int file_;
};

}  // namespace

std::string Cache::path(std::string_view key) const {
  return (fs::path(folder_) / (std::string(key) + std::string(kEnding))).string();
}

std::optional<CacheEntry> Cache::find(std::string_view key) const {
  if (!on()) return std::nullopt;
  auto file = std::make_shared<const Mapped>(path(key));
  const auto bytes = file->bytes();
  if (bytes.empty()) return std::nullopt;
  Header header;
  const Header ours;
  std::memcpy(&header, bytes.data(), sizeof header);
  const auto rest = bytes.substr(sizeof header);
  Checksum sum = sum_of(header.parts);
  sum.add(rest);
  if (std::memcmp(header.magic, ours.magic, sizeof ours.magic) != 0 ||
      std::string_view(header.key, sizeof header.key) != key || header.size != bytes.size() ||
      header.checksum != sum.value() || header.parts > rest.size() / sizeof(Place))
    return std::nullopt;
  CacheEntry out;
  for (std::uint64_t i = 0; i < header.parts; ++i) {
    Place place;
    std::memcpy(&place, rest.data() + i * sizeof place, sizeof place);
    if (place.begin > bytes.size() || place.size > bytes.size() - place.begin || place.begin % 8 != 0)
      return std::nullopt;
    out.parts.push_back(bytes.substr(place.begin, place.size));
  }
  out.owner = std::move(file);
  return out;
}

void Cache::keep(std::string_view key, std::span<const std::string_view> parts) const {
  Header header;
  if (!on() || key.size() != sizeof header.key) return;
  std::copy(key.begin(), key.end(), header.key);
  header.parts = parts.size();
  header.size = sizeof header + parts.size() * sizeof(Place);
  std::string places;
  Checksum sum = sum_of(header.parts);
  for (const auto part : parts) {
    const Place place{header.size, part.size()};
    places.append(reinterpret_cast<const char*>(&place), sizeof place);
    header.size += padded(part.size());
  }
  if (header.size > most_) return;
  constexpr std::array<char, 8> kPad{};
  const auto pad = [&](std::string_view part) {
    return std::string_view(kPad.data(), padded(part.size()) - part.size());
  };
  sum.add(places);
  for (const auto part : parts) {
    sum.add(part);
    sum.add(pad(part));
  }
  header.checksum = sum.value();
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  NewFile file((fs::path(folder_) / ("XXXXXX" + std::string(kPart))).string());
  bool good = file.write({reinterpret_cast<const char*>(&header), sizeof header}) && file.write(places);
  for (const auto part : parts) good = good && file.write(part) && file.write(pad(part));
  if (!good) return;
  file.move_to(path(key));
  tidy();
}

/// Removes what is over the bound, that which was of use last longest ago first, and what writers that were killed have
/// left.
void Cache::tidy() const {
  struct Old {
    fs::file_time_type used;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<Old> all;
  std::uint64_t sum = 0;
  std::error_code error;
  const auto now = fs::file_time_type::clock::now();
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    const auto used = entry.last_write_time(error);
    if (error) continue;
    if (name.ends_with(kPart) && now - used > std::chrono::hours(1)) fs::remove(entry.path(), error);
    if (!name.ends_with(kEnding)) continue;
    const auto size = entry.file_size(error);
    if (error) continue;
    all.push_back({used, size, entry.path()});
    sum += size;
  }
  std::sort(all.begin(), all.end(), [](const Old& a, const Old& b) { return a.used < b.used; });
  for (const Old& old : all) {
    if (sum <= most_) break;
    fs::remove(old.path, error);
    sum -= old.size;
  }
}

std::string build_id() {
  struct Search {
    std::uintptr_t inside;
    std::string found;
  } search{reinterpret_cast<std::uintptr_t>(&build_id), {}};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        auto& wanted = *static_cast<Search*>(data);
        const std::span headers(info->dlpi_phdr, info->dlpi_phnum);
        const bool holds = std::any_of(headers.begin(), headers.end(), [&](const auto& h) {
          return h.p_type == PT_LOAD && wanted.inside - info->dlpi_addr - h.p_vaddr < h.p_memsz;
        });
        if (!holds) return 0;
        for (const auto& h : headers) {
          if (h.p_type != PT_NOTE) continue;
          std::string_view notes(reinterpret_cast<const char*>(info->dlpi_addr + h.p_vaddr), h.p_memsz);
          while (notes.size() >= sizeof(ElfW(Nhdr))) {
            ElfW(Nhdr) note;
            std::memcpy(&note, notes.data(), sizeof note);
            const std::size_t name = (note.n_namesz + 3) / 4 * 4, text = (note.n_descsz + 3) / 4 * 4;
            if (notes.size() < sizeof note + name + text) break;
            const auto id = notes.substr(sizeof note + name, note.n_descsz);
            notes.remove_prefix(sizeof note + name + text);
            if (note.n_type != NT_GNU_BUILD_ID || note.n_namesz != 4) continue;
            for (const char c : id) {
              wanted.found += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
              wanted.found += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
            }
            return 1;
          }
        }
        return 1;
      },
      &search);
  return search.found;
}

}  // namespace saksi::corpus

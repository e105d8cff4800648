#include "corpus/bundle.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

bool own_schema(const Content& content) {
  auto own = embedded_schema_tables();
  std::sort(own.begin(), own.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return std::equal(
      own.begin(), own.end(), content.schema.begin(), content.schema.end(),
      [](const SchemaTable& a, const SchemaTable& b) { return a.name == b.name && a.content == b.content; });
}

struct Read {
  Content content;
  Bundle bundle;
};

Result<Read> read_bundle(const std::string& path) {
  Bundle bundle;
  auto content = read_sqlite(path, &bundle.hash);
  if (!content) return content.errors();
  const std::string hash = content_hash(*content);
  if (hash != bundle.hash) {
    return file_fault("corrupt", path,
                      "its content hashes to " + hash.substr(0, 12) + "…, not to " + bundle.hash.substr(0, 12) +
                          "… as it says: it was damaged or edited; get it anew");
  }
  bundle.date = content->date;
  return Read{std::move(*content), std::move(bundle)};
}

std::string fast(const std::string& installed) { return installed + ".snapshot"; }

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The base of the snapshot beside an installed one; null where there is none of just its content.
std::shared_ptr<const FactBase> read_fast(const std::string& installed) {
  const std::string hash = hash_of_sqlite(installed);
  if (hash.empty()) return nullptr;
  auto bytes = std::make_shared<const std::string>(bytes_of(fast(installed)));
  if (!is_snapshot_of(*bytes, hash)) return nullptr;
  auto base = map_snapshot(*bytes, bytes);
  return base ? *base : nullptr;
}

/// What updates that were killed have left; those under way have a process.
void sweep(const std::filesystem::path& installed) {
  std::error_code error;
  const std::string begin = installed.filename().string() + ".";
  for (const auto& entry : std::filesystem::directory_iterator(installed.parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(begin) || !name.ends_with(".part")) continue;
    long pid = 0;
    const auto [end, wrong] = std::from_chars(name.data() + begin.size(), name.data() + name.size(), pid);
    if (wrong != std::errc() || std::string_view(end) != ".part" || pid <= 0) continue;
    if (kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) std::filesystem::remove(entry.path(), error);
  }
}

/// Writes all of it to the disk, not to a cache. False with errno set.
bool write_through(const std::string& path, const std::string& bytes) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return false;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto n = write(file, bytes.data() + done, bytes.size() - done);
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  const bool good = done == bytes.size() && fsync(file) == 0;
  return close(file) == 0 && good;
}

}  // namespace

Result<Bundle> verify_bundle(const std::string& path) {
  auto read = read_bundle(path);
  if (!read) return read.errors();
  if (read->bundle.date.empty()) {
    return file_fault("no-date", path,
                      "the fact base has no date; build it with 'saksi corpus build --bundle-date DATE'");
  }
  if (!own_schema(read->content)) {
    return file_fault("schema-clash", path,
                      "the bundle was made with another schema; get the one for this version of saksi");
  }
  return read->bundle;
}

Result<Bundle> install_bundle(const std::string& path, const std::string& to, bool force) {
  auto bundle = verify_bundle(path);
  if (!bundle) return bundle;
  const auto embedded = FactBase::embedded();
  if (embedded && bundle->date < (*embedded)->date()) {
    return file_fault("older", path,
                      "the bundle is of " + bundle->date + ", older than the built-in facts, of " +
                          std::string((*embedded)->date()) + "; name it with --facts where it is wanted");
  }
  // An installed one that can't be read may be replaced by any.
  const auto now = force ? embedded : default_base(to);
  if (now && bundle->date < (*now)->date()) {
    return file_fault("older", path,
                      "the bundle is of " + bundle->date + ", older than the installed one, of " +
                          std::string((*now)->date()) + "; --force installs it all the same");
  }
  std::error_code error;
  const std::filesystem::path target(to);
  std::filesystem::create_directories(target.parent_path(), error);
  sweep(target);
  const std::string part = to + "." + std::to_string(getpid()) + ".part";
  const auto failed = [&](const std::string& why) {
    std::filesystem::remove(part, error);
    return file_fault("cannot-write", to, "cannot install the bundle: " + why);
  };
  if (!write_through(part, bytes_of(path))) return failed(std::generic_category().message(errno));
  const auto copied = verify_bundle(part);
  if (!copied || copied->hash != bundle->hash) return failed("the copy is not what was read");
  std::filesystem::rename(part, to, error);
  if (error) return failed(error.message());
  // Beside it the form that is read fast; one that is missing or belongs to another base is passed by.
  if (const auto content = read_sqlite(to)) {
    if (write_through(part, encode_snapshot(*content))) std::filesystem::rename(part, fast(to), error);
    std::filesystem::remove(part, error);
  }
  return bundle;
}

Result<std::shared_ptr<const FactBase>> default_base(const std::string& installed) {
  auto embedded = FactBase::embedded();
  std::error_code error;
  if (!embedded || installed.empty() || !std::filesystem::exists(installed, error)) return embedded;
  const auto older = [&](std::string_view date) { return date < (*embedded)->date(); };
  if (const auto base = read_fast(installed)) {
    if (older(base->date()) || !same_schema(*base, **embedded)) return embedded;
    return base;
  }
  auto read = read_bundle(installed);
  if (!read) {
    auto faults = read.errors();
    for (auto& d : faults) d.message += "; 'saksi facts update --remove' goes back to the built-in facts";
    // What another version installed is not damaged.
    if (faults.front().code == "wrong-version") return embedded;
    return faults;
  }
  if (!own_schema(read->content) || older(read->bundle.date)) return embedded;
  return make_base(read->content);
}

bool remove_bundle(const std::string& installed) {
  std::error_code error;
  std::filesystem::remove(fast(installed), error);
  return std::filesystem::remove(installed, error) || !error;
}

}  // namespace saksi::corpus

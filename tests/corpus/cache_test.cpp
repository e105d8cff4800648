#include "corpus/cache.h"

#include <array>
#include <chrono>
#include <thread>

#include "corpus/snapshot/checksum.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

namespace fs = std::filesystem;

const std::string kOne(64, 'a'), kOther(64, 'b');
constexpr std::array<std::string_view, 3> kParts = {"the first part", "", std::string_view("the third\0part", 14)};

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

bool has(const Cache& cache, const std::string& key) {
  const auto found = cache.find(key);
  return found && std::equal(found->parts.begin(), found->parts.end(), kParts.begin(), kParts.end());
}

}  // namespace

TEST_CASE("what was kept under a key is found under it, and nothing under another") {
  const TemporaryFolder folder;
  const Cache cache(folder / "new/cache");
  CHECK(!cache.find(kOne));
  CHECK(!fs::exists(folder / "new"));
  cache.keep(kOne, kParts);
  CHECK(has(cache, kOne));
  CHECK(!cache.find(kOther));
  CHECK(files_of(folder / "new/cache") == std::vector<std::string>{kOne + ".facts"});
  fs::rename(folder / ("new/cache/" + kOne + ".facts"), folder / ("new/cache/" + kOther + ".facts"));
  CHECK(!cache.find(kOther));
  cache.keep("too short", kParts);
  CHECK(files_of(folder / "new/cache").size() == 1);
}

TEST_CASE("parts lie on eight bytes") {
  const TemporaryFolder folder;
  const Cache cache(folder / "cache");
  cache.keep(kOne, kParts);
  const auto found = cache.find(kOne);
  REQUIRE(found);
  for (const auto part : found->parts) CHECK(reinterpret_cast<std::uintptr_t>(part.data()) % 8 == 0);
}

TEST_CASE("an entry that is damaged anywhere, cut off or empty is none, and is replaced") {
  const TemporaryFolder folder;
  const Cache cache(folder / "cache");
  cache.keep(kOne, kParts);
  const std::string path = folder / ("cache/" + kOne + ".facts");
  const std::string whole = read_file(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 4);
    write(path, damaged);
    INFO("byte " << i);
    CHECK(!cache.find(kOne));
    write(path, whole.substr(0, i));
    CHECK(!cache.find(kOne));
  }
  write(path, whole + "more");
  CHECK(!cache.find(kOne));
  cache.keep(kOne, kParts);
  CHECK(read_file(path) == whole);
  CHECK(has(cache, kOne));
}

TEST_CASE(
    "a folder that cannot be made is no cache and no error; nor is none, a link or a folder in the place of a file") {
  const TemporaryFolder folder;
  write(folder / "file", "");
  const Cache under_a_file(folder / "file/cache");
  under_a_file.keep(kOne, kParts);
  CHECK(!under_a_file.find(kOne));
  const Cache none("");
  CHECK(!none.on());
  none.keep(kOne, kParts);
  CHECK(!none.find(kOne));
  const Cache cache(folder / "cache");
  cache.keep(kOne, kParts);
  fs::create_symlink(folder / ("cache/" + kOne + ".facts"), folder / ("cache/" + kOther + ".facts"));
  CHECK(!cache.find(kOther));
  fs::remove(folder / ("cache/" + kOther + ".facts"));
  fs::create_directories(folder / ("cache/" + kOther + ".facts/full"));
  cache.keep(kOther, kParts);
  CHECK(!cache.find(kOther));
  CHECK(files_of(folder / "cache").size() == 2);
}

TEST_CASE("beyond its bound a cache lets go of what was of no use for longest, and of what killed writers left") {
  const TemporaryFolder folder;
  const std::string large(1000, 'x');
  const std::array<std::string_view, 1> part = {large};
  const Cache cache(folder / "cache", 3500);
  const auto key = [](int i) { return std::string(63, '0') + std::to_string(i); };
  const auto age = [&](const std::string& name, int hours) {
    fs::last_write_time(folder / ("cache/" + name), fs::file_time_type::clock::now() - std::chrono::hours(hours));
  };
  for (int i = 0; i < 3; ++i) {
    cache.keep(key(i), part);
    age(key(i) + ".facts", 9 - i);
  }
  write(folder / "cache/abcdef.part", "");
  write(folder / "cache/fedcba.part", "");
  write(folder / "cache/of another", "");
  age("abcdef.part", 2);
  CHECK(cache.find(key(0)));  // of use now
  cache.keep(key(3), part);
  CHECK(files_of(folder / "cache") ==
        std::vector<std::string>{key(0) + ".facts", key(2) + ".facts", key(3) + ".facts", "fedcba.part", "of another"});
  const std::string too_large(4000, 'x');
  const std::array<std::string_view, 1> whole = {too_large};
  cache.keep(key(4), whole);
  CHECK(files_of(folder / "cache").size() == 5);
}

TEST_CASE("many may keep and find one key at once") {
  const TemporaryFolder folder;
  const Cache cache(folder / "cache");
  std::atomic<int> wrong = 0;
  std::vector<std::thread> all;
  for (int t = 0; t < 4; ++t) {
    all.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        cache.keep(kOne, kParts);
        if (!has(cache, kOne)) ++wrong;
      }
    });
  }
  for (auto& t : all) t.join();
  CHECK(wrong == 0);
  CHECK(files_of(folder / "cache").size() == 1);
}

TEST_CASE("a program that was linked with a build id knows it") {
  const std::string id = build_id();
  CHECK(id == build_id());
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("the sum of bytes is the same however they come") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes += static_cast<char>(i * 31);
  for (const std::size_t piece : {1, 7, 31, 32, 33, 100}) {
    Checksum sum;
    for (std::size_t at = 0; at < bytes.size(); at += piece) sum.add(std::string_view(bytes).substr(at, piece));
    CHECK(sum.value() == checksum(bytes));
  }
}

}  // namespace saksi::corpus

/// What is kept of --facts for the next run: the same report from it as without it, and a miss where anything is other.
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.h"

namespace fs = std::filesystem;

namespace {

class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "saksi-cache-XXXXXX").string();
    path_ = mkdtemp(name.data());
    setenv("SAKSI_DATA_DIR", (path_ + "/no-facts").c_str(), 1);
    write("desk.csv",
          "subject,property,value,source\n"
          "Luna-25,flight director,Oleg_Barinov,desk note\n"
          "Luna-25,mass,2500 kg,desk note\n"
          "Glimmer_Nine,height,31 m,survey\n"
          "Glimmer_Nine,height,32 m,other survey\n");
    write("claims.claims",
          "The flight director of Luna-25 was Oleg Barinov.\nLuna-25 had a mass of 2500 kg.\n"
          "Glimmer Nine is 31 metres tall.\nLuna-25 was launched from Plesetsk.\n");
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(path_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Report, messages and exit status of a check; `cache` is put before the command, `flags` behind it.
  [[nodiscard]] std::string check(const std::string& cache, const std::string& flags = "") const {
    const std::string line = "cd '" + path_ + "' && " + cache +
                             " " SAKSI_BINARY " check --facts desk.csv --format jsonl --as-of 2026-05-01 -v " + flags +
                             " claims.claims 2>&1; echo \"status $?\"";
    FILE* pipe = popen(line.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string out;
    char buffer[4096];
    for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    pclose(pipe);
    return out;
  }
  [[nodiscard]] std::vector<std::string> kept() const {
    std::vector<std::string> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(path_ + "/cache", error))
      out.push_back(entry.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const std::string kCache = "SAKSI_CACHE=cache";
const std::string kNone = "SAKSI_CACHE=";

}  // namespace

TEST_CASE("a run from the cache reports and says what one without it does") {
  const Scratch scratch;
  const std::string without = scratch.check(kNone);
  CHECK(scratch.kept().empty());
  CHECK(without.find("several values") != std::string::npos);
  CHECK(without.find("layer 2: ") != std::string::npos);
  CHECK(without.find("disputed luna-25 mass") != std::string::npos);
  CHECK(scratch.check(kCache) == without);
  CHECK(scratch.kept().size() == 1);
  const auto written = fs::status(scratch.path() + "/cache").permissions();
  CHECK((written & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  CHECK(scratch.check(kCache) == without);
  CHECK(scratch.kept().size() == 1);
  CHECK(scratch.check("XDG_CACHE_HOME=" + scratch.path() + "/home env -u SAKSI_CACHE") == without);
  CHECK(fs::exists(scratch.path() + "/home/saksi"));
}

TEST_CASE("nothing is kept where no cache is wanted or can be") {
  const Scratch scratch;
  const std::string without = scratch.check(kNone);
  CHECK(scratch.check(kCache, "--no-cache") == without);
  CHECK(scratch.kept().empty());
  CHECK(scratch.check("SAKSI_CACHE=claims.claims/cache") == without);
  CHECK(scratch.check("SAKSI_CACHE=/proc/no/such") == without);
  CHECK(scratch.check("HOME= env -u SAKSI_CACHE -u XDG_CACHE_HOME") == without);
}

TEST_CASE("a layer that was changed is read anew, and so are properties that came beside it") {
  const Scratch scratch;
  const std::string before = scratch.check(kCache);
  std::string table = scratch.read("desk.csv");
  table.replace(table.find("Oleg"), 4, "Igor");
  scratch.write("desk.csv", table);
  const std::string after = scratch.check(kCache);
  CHECK(after != before);
  CHECK(after == scratch.check(kNone));
  CHECK(scratch.kept().size() == 2);
  scratch.write("properties.csv", "property,value_kind,functional\nflight director,entity:person,yes\n");
  const std::string beside = scratch.check(kCache);
  CHECK(beside != after);
  CHECK(beside == scratch.check(kNone));
  CHECK(scratch.kept().size() == 3);
  CHECK(scratch.check(kCache, "--no-default-facts") == scratch.check(kNone, "--no-default-facts"));
  CHECK(scratch.kept().size() == 4);
  scratch.write("more.csv", "subject,property,value\nVostok_9,flight director,Igor_Barinov\n");
  CHECK(scratch.check(kCache, "--facts more.csv") == scratch.check(kNone, "--facts more.csv"));
  CHECK(scratch.kept().size() == 5);
}

TEST_CASE("an entry that is damaged or cut off is passed by and written anew") {
  const Scratch scratch;
  const std::string without = scratch.check(kNone);
  CHECK(scratch.check(kCache) == without);
  REQUIRE(scratch.kept().size() == 1);
  const std::string name = "cache/" + scratch.kept().front();
  const std::string whole = scratch.read(name);
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 1);
  for (const std::string& bytes : {damaged, whole.substr(0, whole.size() / 2), std::string("none"), std::string()}) {
    scratch.write(name, bytes);
    CHECK(scratch.check(kCache) == without);
    CHECK(scratch.read(name) == whole);
  }
}

TEST_CASE("two runs at once make one entry, and both report the same") {
  const Scratch scratch;
  const std::string without = scratch.check(kNone);
  std::string one, other;
  std::thread beside([&] { one = scratch.check(kCache); });
  other = scratch.check(kCache);
  beside.join();
  CHECK(one == without);
  CHECK(other == without);
  CHECK(scratch.kept().size() == 1);
  CHECK(scratch.check(kCache) == without);
}

TEST_CASE("faults of a layer are told each time") {
  const Scratch scratch;
  scratch.write("desk.csv", "subject,property,value\nSari_Wulandari,birthDate,03/04/1958\n");
  const std::string without = scratch.check(kNone);
  CHECK(without.find("status 2") != std::string::npos);
  CHECK(scratch.check(kCache) == without);
  CHECK(scratch.check(kCache) == without);
  CHECK(scratch.kept().empty());
}

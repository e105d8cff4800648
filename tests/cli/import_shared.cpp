// The public catalogues of ../shared/data, imported and asked. Without them: skipped, exit status 77.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "corpus/import/import.h"
#include "corpus/import/rows.h"
#include "corpus/import/vague_date.h"
#include "engine/saksi.h"

namespace fs = std::filesystem;
using namespace saksi;

namespace {

int failed = 0;

void expect(bool good, const std::string& what) {
  if (good) return;
  ++failed;
  std::cerr << "failed: " << what << "\n";
}

struct Folder {
  std::string path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "saksi-import-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
};

std::shared_ptr<const Checker> checker(const std::string& facts, bool with_default) {
  CheckerOptions options;
  options.facts = {facts};
  options.default_facts = with_default;
  auto made = Checker::make(options);
  if (!made) {
    for (const auto& d : made.errors()) std::cerr << d.text() << "\n";
    std::exit(1);
  }
  return *made;
}

Verdict ask(const Checker& checker, const std::string& claim) {
  ClaimOptions options;
  options.lang = "en";
  options.as_of = parse_edtf("2025-01-01");
  return Checker::overall(checker.check(claim, options));
}

bool decides(Verdict v) { return v == Verdict::supported || v == Verdict::refuted || v == Verdict::outdated; }

std::string told(std::int64_t days) {
  static const char* const kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
  int y = 0, m = 0, d = 0;
  civil_from_days(days, y, m, d);
  return std::to_string(d) + " " + kMonths[m - 1] + " " + std::to_string(y);
}

/// Launches drawn by a fixed seed, each asked with its day and with days three off: no verdict may be wrong, and names
/// that flew once on a certain day are mostly decided.
void ask_launches(const std::string& data, const std::string& facts) {
  std::string log;
  for (const auto& e : fs::directory_iterator(data + "/gcat")) {
    if (e.path().filename().string().starts_with("gcat_launchlog")) log = e.path().string();
  }
  corpus::ImportReport ignored;
  const auto bytes = corpus::read_bytes(log);
  const auto table = corpus::read_tsv(log, *bytes, {}, ignored);
  std::map<std::string, std::set<std::string>, std::less<>> flown;
  for (const auto& r : table.rows)
    flown[std::string(table.get(r, "Name"))].insert(std::string(table.get(r, "Launch_Tag")));
  for (const bool with_default : {true, false}) {
    const auto c = checker(facts, with_default);
    std::minstd_rand draw(42);
    int asked = 0, decided = 0;
    for (int i = 0; i < 80; ++i) {
      const auto& row = table.rows[draw() % table.rows.size()];
      const std::string name(table.get(row, "Name")), date(table.get(row, "Launch_Date"));
      const auto day = parse_edtf(corpus::vague_to_edtf(date)->substr(0, 10));
      const auto days = day->civil.begin / 86400;
      const bool plain =
          flown[name].size() == 1 && !date.ends_with('?') && name.find_first_of("[('?") == std::string::npos;
      for (const int off : {0, 3, -3}) {
        const auto claim = name + " was launched on " + told(days + off) + ".";
        const auto v = ask(*c, claim);
        if (plain) {
          ++asked;
          decided += decides(v) ? 1 : 0;
          if (!decides(v)) std::cerr << "not decided: " << claim << "\n";
        }
        expect(!decides(v) || (v == Verdict::supported) == (off == 0), claim + " (" + date + ")");
      }
    }
    std::cerr << (with_default ? "over the default facts: " : "alone: ") << decided << " of " << asked << " decided\n";
    expect(decided * 100 >= asked * 95, "launches of names that flew once are decided");
  }
}

void ask_cities(const std::string& facts) {
  const auto c = checker(facts, true);
  const std::vector<std::pair<std::string, Verdict>> claims = {
      {"The city of San Jose is in Costa Rica.", Verdict::supported},
      {"The city of San Jose is in the Philippines.", Verdict::supported},
      {"The city of Bloomington is in Norway.", Verdict::refuted},
      {"The city of Semarang is in Malaysia.", Verdict::refuted},
      {"Goeteborg is in Sweden.", Verdict::supported},
      {"Paris is in Texas.", Verdict::unverified}};
  for (const auto& [claim, verdict] : claims) expect(ask(*c, claim) == verdict, claim);
}

}  // namespace

int main() {
  const std::string data = SAKSI_SOURCE_DIR "/../shared/data";
  if (!fs::exists(data)) {
    std::cerr << "skipped: there is no " << data << "\n";
    return 77;
  }
  const Folder folder;
  corpus::ImportOptions options;
  options.base = *FactBase::embedded();
  const auto save = [&](Result<corpus::Imported> made, const std::string& name) {
    if (!made) {
      for (const auto& d : made.errors()) std::cerr << d.text() << "\n";
      std::exit(1);
    }
    expect(!corpus::save_import(*made, folder.path + "/" + name), name);
    return std::move(made->report);
  };
  const auto gcat = save(corpus::import_gcat(data + "/gcat", options), "gcat.db");
  expect(gcat.read == gcat.kept && gcat.read > 20000, "every row of the launch log is read");
  ask_launches(data, folder.path + "/gcat.db");

  options.checked = "2026-11-22";
  const auto geo = save(corpus::import_geonames(data + "/geonames/geonames_cities_pop15000.tsv",
                                                data + "/geonames/countries.tsv", options),
                        "geo.db");
  expect(geo.kept > 24000, "places are read");
  ask_cities(folder.path + "/geo.db");

  for (const std::string name : {"economist_launches", "maven_space_missions", "kaggle_mission_launches"}) {
    const auto mapping = SAKSI_SOURCE_DIR "/examples/mappings/" + name.substr(0, name.find('_')) + ".toml";
    const auto log =
        save(corpus::import_launches(data + "/other-launch-logs/" + name + ".csv", mapping, options), name);
    std::size_t skipped = 0;
    for (const auto& [reason, n] : log.skipped) skipped += n;
    expect(log.read == log.kept + skipped, name + ": every row is kept or accounted for");
    expect(log.kept * 100 > log.read * 98, name + ": nearly all is kept");
  }
  return failed == 0 ? 0 : 1;
}

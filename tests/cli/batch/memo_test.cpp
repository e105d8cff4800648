#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "corpus/fact_base.h"
#include "engine/batch/run.h"
#include "engine/report/jsonl.h"
#include "engine/report/text.h"
#include "engine/saksi.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;

namespace {

const Checker& checker() {
  static const auto made = Checker::make({});
  return *made.value();
}

/// Claims that differ in one thing each, and some that are the same but for their number and repeat.
std::vector<Record> records() {
  struct Row {
    const char *claim, *lang, *as_of;
  };
  const Row rows[] = {
      {"Luna-25 was launched from Baikonur on 11 August 2023.", "en", "2024-12-01"},
      {"Luna-25 was launched from Baikonur on 11 August 2023.", "en", "2024-12-01"},
      {"Luna-25 was launched from Baikonur on 11 August 2023.", "", "2024-12-01"},
      {"Luna-25 was launched from Baikonur on 11 August 2023.", "id", "2024-12-01"},
      {"Joe Biden is the president of the United States.", "en", "2024-12-01"},
      {"Joe Biden is the president of the United States.", "en", "2020-06-01"},
      {"Joe Biden is the president of the United States.", "en", ""},
      {"Luna-25 was launched from Baikonur on 11 August 2023. Luna-25 was launched from Baikonur on 11 August 2023.",
       "en", "2024-12-01"},
      {"Joe Biden is the president of the United States.", "en", "2024-12-01"},
      {"", "en", "2024-12-01"},
      {"Luna-25 was launched from Baikonur on 11 August 2023.", "en", "2024-12-01"},
  };
  std::vector<Record> out;
  for (const Row& row : rows) {
    Record r;
    r.n = out.size() + 1;
    r.path = "desk.claims";
    r.line = r.n + 1;
    r.text = row.claim;
    r.lang = row.lang;
    r.as_of = row.as_of;
    for (const Record& before : out) r.repeat += before.text == r.text ? 1 : 0;
    if (r.text.empty()) r.error = RecordError{"missing-claim", "there is no claim in this record"};
    out.push_back(r);
  }
  return out;
}

/// What one record comes to with nothing remembered.
ChunkResult alone(const Record& record, const RunSettings& settings) {
  return ChunkRunner(checker(), settings)({record});
}

void check_as_alone(const RunSettings& settings) {
  const ChunkRunner runner(checker(), settings);
  const std::vector<Record> all = records();
  for (int round = 0; round < 2; ++round) {
    const ChunkResult together = runner(all);
    std::string output;
    Tally tally;
    for (const Record& r : all) {
      const ChunkResult one = alone(r, settings);
      output += one.output;
      tally.add(one.tally);
    }
    CHECK(together.output == output);
    CHECK(together.tally.records == tally.records);
    CHECK(together.tally.errors == tally.errors);
    CHECK(together.tally.verdicts == tally.verdicts);
    CHECK(together.tally.rules == tally.rules);
    CHECK(together.tally.english == tally.english);
    CHECK(together.tally.late == tally.late);
    CHECK(together.tally.gravest == tally.gravest);
  }
}

}  // namespace

TEST_CASE("a claim that comes again is told as if it came for the first time") {
  RunSettings settings;
  settings.horizon = horizon_of(checker().facts());
  settings.format = ReportFormat::jsonl;
  check_as_alone(settings);
  settings.jsonl.mentions = true;
  check_as_alone(settings);
  settings.format = ReportFormat::text;
  check_as_alone(settings);
}

TEST_CASE("repeats of a claim, and of an assertion in it, have fingerprints of their own") {
  RunSettings settings;
  settings.format = ReportFormat::jsonl;
  const std::vector<Record> all = records();
  std::vector<std::string> prints;
  for (const std::size_t i : {0U, 1U, 10U}) {
    const std::string line = alone(all[i], settings).output;
    for (std::size_t at = line.find("\"fingerprint\":\""); at != std::string::npos;
         at = line.find("\"fingerprint\":\"", at + 1)) {
      prints.push_back(line.substr(at + 15, 16));
      CHECK(prints.back().find_first_not_of("0123456789abcdef") == std::string::npos);
    }
  }
  REQUIRE(prints.size() >= 6);
  for (std::size_t i = 0; i < prints.size(); ++i)
    for (std::size_t k = i + 1; k < prints.size(); ++k) CHECK(prints[i] != prints[k]);
}

TEST_CASE("what is remembered is bounded, and forgets nothing that it says it knows") {
  ClaimMemo memo;
  Record r;
  int checked = 0;
  const auto check = [&](const Record& asked) {
    ++checked;
    ClaimMemo::Entry entry;
    entry.jsonl = JsonlBody{std::string(2000, 'x') + asked.text, {}};
    return entry;
  };
  for (int i = 0; i < 20000; ++i) {
    r.text = "claim " + std::to_string(i);
    CHECK(memo.find(r, check).get().jsonl->text.ends_with(r.text));
    CHECK(memo.find(r, check).get().jsonl->text.ends_with(r.text));
  }
  // Each was checked once, but for those that were the last before a shard began anew.
  CHECK(checked >= 20000);
  CHECK(checked < 20200);
  r.text = "claim 0";
  CHECK(memo.find(r, check).get().jsonl->text.ends_with("claim 0"));
  CHECK(checked > 20000);
}

TEST_CASE("workers at the same claims check each of them once, and none waits while there is work") {
  ClaimMemo memo;
  std::atomic<int> checked{0};
  const auto check = [&](const Record& asked) {
    ++checked;
    ClaimMemo::Entry entry;
    entry.lang = asked.text;
    return entry;
  };
  std::vector<std::thread> workers;
  std::atomic<int> right{0};
  for (int w = 0; w < 4; ++w)
    workers.emplace_back([&] {
      std::vector<ClaimMemo::Known> known;
      for (int i = 0; i < 200; ++i) {
        Record r;
        r.text = std::to_string(i);
        known.push_back(memo.find(r, check));
      }
      for (int i = 0; i < 200; ++i) right += known[static_cast<std::size_t>(i)].get().lang == std::to_string(i) ? 1 : 0;
    });
  for (std::thread& t : workers) t.join();
  CHECK(checked == 200);
  CHECK(right == 800);
}

TEST_CASE("a check that fails fails for everybody who asked, and is no deadlock") {
  ClaimMemo memo;
  const Record r;
  const auto fails = [](const Record&) -> ClaimMemo::Entry { throw std::runtime_error("out of memory"); };
  const auto known = memo.find(r, fails);
  CHECK_THROWS_AS(known.get(), std::runtime_error);
}

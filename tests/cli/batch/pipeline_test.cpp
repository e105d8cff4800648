#include "engine/batch/pipeline.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/catch.h"

using namespace saksi::engine;

namespace {

std::string run(unsigned jobs, int records, int stop_at = -1, std::atomic<int>* most = nullptr) {
  int next = 0;
  std::atomic<int> under_way{0};
  std::string out;
  PipelineOptions options;
  options.jobs = jobs;
  options.chunk_records = 3;
  run_pipeline(
      options,
      [&](Record& r) {
        if (next == records) return false;
        r.text = std::to_string(next++);
        if (most != nullptr) *most = std::max(most->load(), ++under_way);
        return true;
      },
      [&](const std::vector<Record>& chunk) {
        ChunkResult result;
        for (const Record& r : chunk) {
          const int n = std::stoi(r.text);
          if (n % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
          result.output += r.text + "\n";
          ++result.tally.records;
          if (n == stop_at) {
            result.stop = true;
            break;
          }
        }
        return result;
      },
      [&](ChunkResult& r) {
        under_way -= static_cast<int>(r.tally.records);
        out += r.output;
        return true;
      });
  return out;
}

}  // namespace

TEST_CASE("any number of workers writes the same in the same order") {
  std::string want;
  for (int i = 0; i < 500; ++i) want += fmt::format("{}\n", i);
  CHECK(run(1, 500) == want);
  CHECK(run(2, 500) == want);
  CHECK(run(8, 500) == want);
  CHECK(run(8, 0).empty());
  CHECK(run(8, 2) == "0\n1\n");
}

TEST_CASE("a stop ends the run at the same record") {
  const std::string one = run(1, 500, 100);
  CHECK(one.substr(one.size() - 4) == "100\n");
  CHECK(run(8, 500, 100) == one);
}

TEST_CASE("records under way are bounded") {
  std::atomic<int> most{0};
  run(4, 3000, -1, &most);
  CHECK(most.load() <= 4 * 3 * 3 + 3);
}

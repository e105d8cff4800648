#include "engine/batch/pipeline.h"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace saksi::engine {

namespace {

/// `early`: set where the chunk ends before it is full, for nothing more has come yet.
std::vector<Record> next_chunk(const PipelineOptions& options, const RecordSupply& supply, bool* early = nullptr) {
  std::vector<Record> chunk;
  std::size_t bytes = 0;
  while (chunk.size() < options.chunk_records && bytes < options.chunk_bytes) {
    Record record;
    if (!supply(record)) break;
    bytes += record.text.size() + record.extra.size();
    chunk.push_back(std::move(record));
    if (!options.idle || !options.idle()) continue;
    if (early != nullptr) *early = true;
    break;
  }
  return chunk;
}

/// What was done in one turn with a thing happens before the next. The pipeline sees to that by itself; said with an atomic of
/// our own, tools that do not see into oneTBB know it too.
class Baton {
 public:
  void take() const { (void)passed_.load(std::memory_order_acquire); }
  void pass() { passed_.fetch_add(1, std::memory_order_release); }

 private:
  std::atomic<unsigned> passed_{0};
};

class Turn {
 public:
  explicit Turn(Baton& baton) : baton_(baton) { baton_.take(); }
  ~Turn() { baton_.pass(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Baton& baton_;
};

/// What goes through the pipeline.
struct Chunk {
  std::vector<Record> records;
  ChunkResult result;
  Baton baton;
};

/// So many workers as can really be started: a machine may be out of threads.
unsigned startable(unsigned jobs) {
  std::vector<std::thread> tried;
  std::mutex mutex;
  std::unique_lock hold(mutex);
  try {
    while (tried.size() + 1 < jobs) tried.emplace_back([&] { const std::lock_guard wait(mutex); });
  } catch (const std::system_error&) {
    // As many as there are.
  }
  hold.unlock();
  for (std::thread& t : tried) t.join();
  return static_cast<unsigned>(tried.size()) + 1;
}

void decode(std::vector<Record>& chunk) {
  for (Record& r : chunk) r.decode();
}

void count(std::vector<Record>& chunk) {
  for (Record& r : chunk) r.count();
}

/// False where the run is to end.
bool run_one(std::vector<Record>& chunk, const ChunkWork& work, const ResultSink& sink) {
  decode(chunk);
  count(chunk);
  ChunkResult result = work(chunk);
  return sink(result) && !result.stop;
}

void run_alone(const std::function<std::vector<Record>()>& next, const ChunkWork& work, const ResultSink& sink) {
  for (;;) {
    std::vector<Record> chunk = next();
    if (chunk.empty() || !run_one(chunk, work, sink)) return;
  }
}

}  // namespace

unsigned run_pipeline(const PipelineOptions& options, const RecordSupply& supply, const ChunkWork& work,
                      const ResultSink& sink) {
  // One chunk needs no workers.
  std::vector<Record> first;
  for (bool early = true; early;) {
    early = false;
    first = next_chunk(options, supply, &early);
    // As long as records come one by one there is nothing to share.
    if (early && !run_one(first, work, sink)) return 1;
  }
  std::vector<Record> second = first.empty() ? std::vector<Record>() : next_chunk(options, supply);
  const unsigned jobs = options.jobs <= 1 || second.empty() ? 1 : startable(options.jobs);
  std::deque<std::vector<Record>> waiting;
  for (auto* chunk : {&first, &second})
    if (!chunk->empty()) waiting.push_back(std::move(*chunk));
  const auto next = [&] {
    if (waiting.empty()) return next_chunk(options, supply);
    std::vector<Record> chunk = std::move(waiting.front());
    waiting.pop_front();
    return chunk;
  };
  if (jobs == 1) {
    run_alone(next, work, sink);
    return jobs;
  }
  // So many are under way at once, written in the order in which they were read: the next one's slot is free.
  const std::size_t under_way = std::size_t{jobs} * 3;
  std::vector<Chunk> slots(under_way);
  std::size_t read_so_far = 0;
  constexpr auto in_order = tbb::filter_mode::serial_in_order;
  constexpr auto at_once = tbb::filter_mode::parallel;
  std::atomic<bool> ended{false};
  Baton reading, counting, writing;
  const auto read = tbb::make_filter<void, Chunk*>(in_order, [&](tbb::flow_control& flow) -> Chunk* {
    const Turn own(reading);
    auto records = ended ? std::vector<Record>() : next();
    if (records.empty()) {
      flow.stop();
      return nullptr;
    }
    Chunk* chunk = &slots[read_so_far++ % under_way];
    const Turn turn(chunk->baton);
    chunk->records = std::move(records);
    return chunk;
  });
  const auto take_apart = tbb::make_filter<Chunk*, Chunk*>(at_once, [](Chunk* chunk) {
    const Turn turn(chunk->baton);
    decode(chunk->records);
    return chunk;
  });
  const auto tell_repeats = tbb::make_filter<Chunk*, Chunk*>(in_order, [&](Chunk* chunk) {
    const Turn own(counting), turn(chunk->baton);
    count(chunk->records);
    return chunk;
  });
  const auto judge = tbb::make_filter<Chunk*, Chunk*>(at_once, [&](Chunk* chunk) {
    const Turn turn(chunk->baton);
    if (!ended) chunk->result = work(chunk->records);
    chunk->records.clear();
    return chunk;
  });
  const auto write = tbb::make_filter<Chunk*, void>(in_order, [&](Chunk* chunk) {
    const Turn own(writing), turn(chunk->baton);
    if (!ended && (!sink(chunk->result) || chunk->result.stop)) ended = true;
    chunk->result = {};
  });
  for (Baton* b : {&reading, &counting, &writing}) b->pass();
  const tbb::global_control most(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::task_arena arena(static_cast<int>(jobs));
  arena.execute([&] { tbb::parallel_pipeline(under_way, read & take_apart & tell_repeats & judge & write); });
  for (const Baton* b : {&reading, &counting, &writing}) b->take();
  return jobs;
}

}  // namespace saksi::engine

#include "engine/batch/pipeline.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace saksi::engine {

namespace {

std::vector<Record> next_chunk(const PipelineOptions& options, const RecordSupply& supply) {
  std::vector<Record> chunk;
  std::size_t bytes = 0;
  while (chunk.size() < options.chunk_records && bytes < options.chunk_bytes) {
    Record record;
    if (!supply(record)) break;
    bytes += record.text.size() + record.extra.size();
    chunk.push_back(std::move(record));
  }
  return chunk;
}

struct Slot {
  std::vector<Record> records;
  ChunkResult result;
  bool done = false;
};

/// Workers on one queue; slots stay in order until the caller takes them from the front.
class Workers {
 public:
  Workers(unsigned jobs, const ChunkWork& work) : work_(work) {
    threads_.reserve(jobs);
    for (unsigned i = 0; i < jobs; ++i) threads_.emplace_back([this] { run(); });
  }
  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (std::thread& t : threads_) t.join();
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void push(std::vector<Record> records) {
    auto slot = std::make_unique<Slot>();
    slot->records = std::move(records);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(slot.get());
    }
    order_.push_back(std::move(slot));
    wake_.notify_one();
  }
  [[nodiscard]] std::size_t under_way() const { return order_.size(); }
  /// Waits for the oldest chunk.
  ChunkResult pop() {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return order_.front()->done; });
    ChunkResult result = std::move(order_.front()->result);
    order_.pop_front();
    return result;
  }

 private:
  void run() {
    for (;;) {
      Slot* slot = nullptr;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
        if (closed_) return;
        slot = waiting_.front();
        waiting_.pop_front();
      }
      ChunkResult result = work_(slot->records);
      slot->records.clear();
      slot->records.shrink_to_fit();
      {
        const std::lock_guard lock(mutex_);
        slot->result = std::move(result);
        slot->done = true;
      }
      finished_.notify_one();
    }
  }

  const ChunkWork& work_;
  std::vector<std::thread> threads_;
  std::deque<std::unique_ptr<Slot>> order_;  // touched by the caller only
  std::deque<Slot*> waiting_;
  std::mutex mutex_;
  std::condition_variable wake_, finished_;
  bool closed_ = false;
};

}  // namespace

void run_pipeline(const PipelineOptions& options, const RecordSupply& supply, const ChunkWork& work,
                  const ResultSink& sink) {
  if (options.jobs <= 1) {
    for (;;) {
      const std::vector<Record> chunk = next_chunk(options, supply);
      if (chunk.empty()) return;
      ChunkResult result = work(chunk);
      if (!sink(result) || result.stop) return;
    }
  }
  Workers workers(options.jobs, work);
  const std::size_t most = std::size_t{options.jobs} * 3;
  bool more = true;
  while (more || workers.under_way() > 0) {
    while (more && workers.under_way() < most) {
      std::vector<Record> chunk = next_chunk(options, supply);
      more = !chunk.empty();
      if (more) workers.push(std::move(chunk));
    }
    if (workers.under_way() == 0) return;
    ChunkResult result = workers.pop();
    if (!sink(result) || result.stop) return;
  }
}

}  // namespace saksi::engine

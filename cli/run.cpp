#include "cli/run.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

#include "cli/interrupt.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/status.h"
#include "corpus/fact_base.h"
#include "rules/parse.h"

namespace saksi::cli {

namespace {

/// A source that counts the bytes that go through it.
class CountedSource : public engine::ByteSource {
 public:
  CountedSource(std::unique_ptr<engine::ByteSource> source, std::atomic<std::uint64_t>& count)
      : source_(std::move(source)), count_(count) {}
  std::ptrdiff_t read(char* to, std::size_t size) override {
    const std::ptrdiff_t n = source_->read(to, size);
    if (n > 0) count_.fetch_add(static_cast<std::uint64_t>(n), std::memory_order_relaxed);
    return n;
  }
  [[nodiscard]] std::string failure() const override { return source_->failure(); }

 private:
  std::unique_ptr<engine::ByteSource> source_;
  std::atomic<std::uint64_t>& count_;
};

/// Nothing more has come through the pipe yet.
bool nothing_waits() {
  pollfd in{STDIN_FILENO, POLLIN, 0};
  return poll(&in, 1, 0) == 0;
}

/// The text of a PDF, as pdftotext of Poppler takes it out.
std::unique_ptr<engine::ByteSource> pdf_source(const std::string& path) {
  ProgramResult text = run_program({"pdftotext", "-enc", "UTF-8", "--", path, "-"}, true);
  if (text.status == 127) return engine::failed_source("to read PDF, pdftotext is needed: apt install poppler-utils");
  if (text.status != 0) return engine::failed_source("pdftotext cannot take a text out of it");
  if (text.output.find_first_not_of(" \n\f\t\r") == std::string::npos)
    return engine::failed_source("there is no text in it; a scan must be read by a program for that first");
  return engine::owned_source(std::move(text.output));
}

/// The records of all files, one file after the other.
class Files {
 public:
  Files(const InputFlags& input, const ClaimFlags& claim, int& status) : input_(input), claim_(claim), status_(status) {
    paths_ = input.files.empty() && !input.nothing_left ? std::vector<std::string>{"-"} : input.files;
  }

  /// False at the end, or once the run is interrupted.
  bool next(engine::Record& record) {
    for (;;) {
      if (interrupted() != 0) return false;
      if (reader_) {
        const bool more = reader_->next(record);
        if (interrupted() != 0) return false;  // it may be cut short
        tell(reader_->take_notes());
        if (more) return true;
        if (const auto& why = reader_->failure()) {
          complain({*why});
          raise(status_, why->code == "unreadable" ? io : usage);
        }
        reader_.reset();
      }
      if (at_ == paths_.size()) return false;
      const std::string& path = paths_[at_++];
      auto source = engine::open_source(path);
      if (!source) {
        complain(source.errors());
        raise(status_, io);
        continue;
      }
      spdlog::debug("reading {}", path);
      engine::ReaderOptions options = input_.reader(path, claim_);
      std::unique_ptr<engine::ByteSource> bytes = std::move(*source);
      if (path != "-" && options.kind == engine::InputKind::article && engine::peek(bytes, 5) == "%PDF-") {
        bytes = pdf_source(path);
        options.places = engine::Places::pages;
      }
      reader_ = engine::make_reader(std::make_unique<CountedSource>(std::move(bytes), bytes_), path, options);
    }
  }

  /// One of them is standard input, and no file.
  [[nodiscard]] bool piped() const {
    struct stat about {};
    return std::find(paths_.begin(), paths_.end(), "-") != paths_.end() && fstat(STDIN_FILENO, &about) == 0 &&
           !S_ISREG(about.st_mode);
  }
  /// Read so far; from any thread.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  /// Of all files; 0 where one is no file.
  [[nodiscard]] std::uint64_t total() const {
    std::uint64_t out = 0;
    for (const std::string& path : paths_) {
      struct stat about {};
      if (path == "-" || stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return 0;
      out += static_cast<std::uint64_t>(about.st_size);
    }
    return out;
  }

 private:
  static void tell(const std::vector<Diagnostic>& notes) {
    if (!notes.empty() && spdlog::default_logger()->should_log(spdlog::level::warn)) complain(notes, "warning");
  }

  const InputFlags& input_;
  const ClaimFlags& claim_;
  int& status_;
  std::vector<std::string> paths_;
  std::size_t at_ = 0;
  std::atomic<std::uint64_t> bytes_ = 0;
  std::unique_ptr<engine::RecordReader> reader_;
};

std::vector<engine::ReportedRule> reported_rules(const Checker& checker) {
  std::vector<engine::ReportedRule> out;
  for (const rules::Rule& r : checker.rules().rules()) out.push_back({r.id, r.doc});
  return out;
}

}  // namespace

namespace {

/// Passes by what an earlier run has taken in; false where that is no longer there.
bool pass_by(Files& files, const Journal::Mark& mark) {
  std::uint64_t digest = 0;
  engine::Record record;
  for (std::uint64_t n = 0; n < mark.records; ++n) {
    record = {};
    if (!files.next(record)) return interrupted() != 0;
    record.decode();
    record.count();
    digest += digest_of(record);
  }
  return digest == mark.digest;
}

}  // namespace

engine::Tally run_files(const Checker& checker, const InputFlags& input, const ClaimFlags& claim,
                        const ReportFlags& report, const engine::RunSettings& settings, Output& output, Course& course,
                        int& status) {
#ifdef __GLIBC__
  // The buffers of chunks are kept for the next ones, not given back and cleared again.
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
  Files files(input, claim, status);
  engine::ReportEnds ends(settings.format, settings.jsonl.run, reported_rules(checker), settings.messages);
  const bool has_ends = settings.task == engine::RunTask::check;
  Journal::Mark mark;
  if (course.from) {
    mark = *course.from;
    ends.restore(mark.ends);
    if (!pass_by(files, mark)) {
      course.changed = true;
      return mark.tally;
    }
  } else if (has_ends) {
    output.write(ends.head());
  }
  RunProgress progress(course.progress, files.total(), isatty(STDOUT_FILENO) == 1 && output.part().empty());
  engine::PipelineOptions pipeline;
  pipeline.jobs = report.jobs > 0 ? report.jobs : std::max(1U, std::thread::hardware_concurrency());
  // Who pipes line by line wants each answer at once. Packed parts stay as large as they are, to be the same each time.
  if (files.piped() && packing_of(report.output) == Packing::none) pipeline.idle = nothing_waits;
  const engine::ChunkRunner runner(checker, settings);
  const bool journaled = course.journal != nullptr;
  engine::run_pipeline(
      pipeline, [&](engine::Record& record) { return files.next(record); },
      [&](const std::vector<engine::Record>& chunk) {
        engine::ChunkResult out = runner(chunk);
        if (!journaled) return out;
        out.records = chunk.size();
        for (const engine::Record& r : chunk) out.digest += digest_of(r);
        return out;
      },
      [&](engine::ChunkResult& result) {
        mark.tally.add(result.tally);
        progress.at(files.bytes(), mark.tally);
        if (!result.faults.empty()) {
          complain(result.faults);
          raise(status, findings);
        }
        std::move(result.baseline.begin(), result.baseline.end(), std::back_inserter(course.baseline));
        std::move(result.corrections.begin(), result.corrections.end(), std::back_inserter(course.corrections));
        if (result.stop) {
          complain("stopped at the first bad record, as --on-error stop says");
          raise(status, io);
        }
        if (!output.write(has_ends ? ends.take(std::move(result.output)) : std::move(result.output))) return false;
        if (course.journal == nullptr) return true;
        mark.records += result.records;
        mark.digest += result.digest;
        mark.bytes = output.written();
        mark.ends = ends.state();
        // Without it the run cannot be gone on with, but it is none the worse.
        if (!course.journal->add(mark)) course.journal = nullptr;
        return true;
      });
  const bool kept = interrupted() != 0 && !output.part().empty();
  if (has_ends && !kept) output.write(ends.tail());
  if (mark.tally.errors > 0) raise(status, findings);
  spdlog::info("{} records, {} of them bad, with {} workers", mark.tally.records, mark.tally.errors, pipeline.jobs);
  return mark.tally;
}

engine::RunSettings settings_of(const Checker& checker, const ClaimFlags& claim, const ReportFlags& report,
                                const TalkFlags& talk, const Output& output) {
  engine::RunSettings s;
  s.format = report.format;
  s.zone = claim.zone;
  s.messages = claim.messages_or_empty();
  s.stop_on_error = report.stop_on_error;
  s.jsonl.offsets = report.offsets;
  s.jsonl.run = {std::string(version()), checker.facts_hash(), checker.rules_hash(), checker.tz_version()};
  s.text.messages = s.messages;
  s.text.color = report.color == "always" || (report.color == "auto" && output.terminal());
  s.text.all = talk.verbose > 0;
  s.text.unread = !talk.quiet;
  spdlog::info("facts {}, rules {}, zones {}", s.jsonl.run.facts, s.jsonl.run.rules, s.jsonl.run.tz);
  return s;
}

}  // namespace saksi::cli

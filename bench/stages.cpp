// Where the time of a claim goes, stage by stage: prints nanoseconds a claim for each file of claims (JSON Lines, TSV,
// .claims), and the slowest claims of all.
//
//   stages [--only STAGE] [--rounds N] [--slowest N] FILE...
//
// With --only (text, read, judge, word or write) all other stages are done once, outside `measured`, so that callgrind
// can be told to count that function alone.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/reader.h"
#include "engine/batch/source.h"
#include "engine/explain/findings.h"
#include "engine/judge/judge.h"
#include "engine/report/jsonl.h"
#include "engine/saksi.h"
#include "grammar/grammar.h"

namespace {

using namespace saksi;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kStages[] = {"text", "read", "judge", "word", "write"};
constexpr std::size_t kStageCount = std::size(kStages);

struct Slow {
  double us = 0;
  std::string stages, text;
};

struct Options {
  std::string_view only;
  int rounds = 5;
  std::size_t slowest = 10;
  std::vector<std::string> files;
};

std::vector<engine::Record> records_of(const std::string& path) {
  engine::ReaderOptions how;
  how.kind = engine::input_kind_of(path);
  auto source = engine::open_source(path);
  if (!source) {
    fmt::print(stderr, "{}: cannot be read\n", path);
    std::exit(2);
  }
  const auto reader = engine::make_reader(std::move(*source), path, how);
  std::vector<engine::Record> out;
  for (engine::Record r; reader->next_whole(r); r = {})
    if (!r.error) out.push_back(r);
  return out;
}

/// What callgrind counts with --only.
template <class F>
[[gnu::noinline]] void measured(const F& f) {
  f();
}

class Stages {
 public:
  Stages(const Checker& checker, const Options& options)
      : checker_(checker), options_(options), judge_(checker.knowledge()) {}

  /// Nanoseconds of each stage.
  void run(const engine::Record& record, double (&ns)[kStageCount]) {
    ClaimOptions how;
    if (!record.as_of.empty()) how.as_of = engine::parse_iso_day(record.as_of);
    how.lang = record.lang;
    const auto as_of = how.as_of ? std::optional(how.as_of->civil) : std::nullopt;
    time(ns, 0, [&] {
      if (record.lang.empty()) how.lang = checker_.grammar().detect_language(record.text);
    });
    const engine::Wording wording = engine::wording_of(checker_, record.text, how);
    std::vector<Parsed> sentences;
    time(ns, 1, [&] { sentences = checker_.parse(record.text, how); });
    std::vector<ClaimResult> results;
    for (Parsed& sentence : sentences) {
      ClaimResult& result = results.emplace_back(std::move(sentence));
      engine::Judgement judgement;
      time(ns, 2, [&] { judgement = judge_.judge(result.parsed, as_of); });
      time(ns, 3,
           [&] { engine::FindingWriter(judge_, result.parsed, wording, as_of.has_value()).write(judgement, result); });
    }
    out_.clear();
    time(ns, 4, [&] {
      const engine::TextIndex index(record.text);
      for (const engine::CheckedRecord& r : engine::checked_records(record, index, results, how.lang))
        engine::append_jsonl(out_, r, {});
    });
  }

 private:
  template <class F>
  void time(double (&ns)[kStageCount], std::size_t stage, const F& f) {
    const auto begin = Clock::now();
    if (options_.only == kStages[stage])
      measured(f);
    else
      f();
    ns[stage] += std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
  }

  const Checker& checker_;
  const Options& options_;
  engine::Judge judge_;
  std::string out_;
};

Options options_of(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view a = argv[i];
    if (a == "--only" && i + 1 < argc)
      out.only = argv[++i];
    else if (a == "--rounds" && i + 1 < argc)
      out.rounds = std::max(1, std::atoi(argv[++i]));
    else if (a == "--slowest" && i + 1 < argc)
      out.slowest = static_cast<std::size_t>(std::atoi(argv[++i]));
    else
      out.files.emplace_back(a);
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = options_of(argc, argv);
  const auto made = Checker::make({});
  if (!made) return 2;
  Stages stages(**made, options);
  std::vector<Slow> slow;
  fmt::print("{:<28}{:>8}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "file", "claims", "text", "read", "judge", "word",
             "write", "ns/claim");
  for (const std::string& path : options.files) {
    const std::vector<engine::Record> records = records_of(path);
    double total[kStageCount] = {};
    for (const engine::Record& record : records) {
      // The best of several rounds is what the code costs; the rest is the machine's.
      double best[kStageCount] = {};
      double least = 1e300;
      for (int round = 0; round < options.rounds; ++round) {
        double ns[kStageCount] = {};
        stages.run(record, ns);
        double all = 0;
        for (const double x : ns) all += x;
        if (all >= least) continue;
        least = all;
        std::copy(std::begin(ns), std::end(ns), std::begin(best));
      }
      Slow s{least / 1000, "", record.text};
      for (std::size_t i = 0; i < kStageCount; ++i) {
        total[i] += best[i];
        s.stages += fmt::format("{}{} {:.0f}", i == 0 ? "" : ", ", kStages[i], best[i] / 1000);
      }
      slow.push_back(std::move(s));
    }
    const double n = std::max<double>(1, static_cast<double>(records.size()));
    double all = 0;
    for (const double x : total) all += x;
    fmt::print("{:<28}{:>8}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}\n", path.substr(path.rfind('/') + 1),
               records.size(), total[0] / n, total[1] / n, total[2] / n, total[3] / n, total[4] / n, all / n);
  }
  std::sort(slow.begin(), slow.end(), [](const Slow& a, const Slow& b) { return a.us > b.us; });
  if (slow.size() > options.slowest) slow.resize(options.slowest);
  for (const Slow& s : slow) fmt::print("{:9.0f} us ({})  {}\n", s.us, s.stages, s.text.substr(0, 200));
  return 0;
}

// What a sentence costs, from text to verdict, and what starting costs.
#include <benchmark/benchmark.h>

#include <string_view>

#include "engine/saksi.h"

namespace {

constexpr std::string_view kSentences[] = {
    "Luna-25 was launched from Vostochny on 12 August 2023.",
    "In August 2023, Chandrayaan-3 landed near the lunar south pole.",
    "Sputnik 1 diluncurkan pada 4 Oktober 1957.",
    "Jarak dari Vostochny ke Vladivostok adalah 1.010 kilometer.",
    "The museum next door sells excellent tea.",
};

const saksi::Checker& checker() {
  static const auto made = saksi::Checker::make({});
  return *made.value();
}

saksi::ClaimOptions options() {
  saksi::ClaimOptions out;
  out.as_of = saksi::parse_edtf("2023-09-14");
  return out;
}

void check_sentence(benchmark::State& state) {
  const std::string_view text = kSentences[state.range(0)];
  const auto how = options();
  checker();
  for (auto _ : state) benchmark::DoNotOptimize(checker().check(text, how));
  state.SetLabel(std::string(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_sentence)->DenseRange(0, static_cast<int>(std::size(kSentences)) - 1);

void parse_sentence(benchmark::State& state) {
  const std::string_view text = kSentences[state.range(0)];
  const auto how = options();
  checker();
  for (auto _ : state) benchmark::DoNotOptimize(checker().parse(text, how));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_sentence)->DenseRange(0, static_cast<int>(std::size(kSentences)) - 1);

void start(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(saksi::Checker::make({}));
}
BENCHMARK(start)->Unit(benchmark::kMillisecond);

}  // namespace

// What the way from text to tree costs, stage by stage: prints microseconds for 25 words, over the sentences of tree banks
// ("# text = " lines of CoNLL-U; their language is how the file's name begins).
//
//   trees [--rounds N] [--only STAGE] FILE...
//
// With --only (text, values, words, tags or tree) that stage alone runs inside `measured`, for callgrind.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reading.h"
#include "grammar/tags/sentence_words.h"
#include "grammar/text/text.h"
#include "grammar/tree/tree.h"
#include "grammar/values/mentions.h"

namespace {

using namespace saksi;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kStages[] = {"text", "values", "words", "tags", "tree"};
constexpr std::size_t kStageCount = std::size(kStages);
constexpr double kWords = 25;

struct Sentence {
  std::string lang, text;
};

std::vector<Sentence> sentences_of(const std::string& path) {
  std::vector<Sentence> out;
  std::ifstream in(path);
  if (!in) {
    fmt::print(stderr, "{}: cannot be read\n", path);
    std::exit(2);
  }
  constexpr std::string_view opens = "# text = ";
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(opens))
      out.push_back({std::filesystem::path(path).filename().string().substr(0, 2), line.substr(opens.size())});
  return out;
}

/// What callgrind counts with --only.
template <class F>
[[gnu::noinline]] void measured(const F& f) {
  f();
}

/// Nanoseconds of the stage of that number, added.
template <class F>
void timed(double (&ns)[kStageCount], std::size_t stage, std::string_view only, const F& f) {
  const auto begin = Clock::now();
  if (only == kStages[stage])
    measured(f);
  else
    f();
  ns[stage] += std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
}

/// How many words the sentence has.
std::size_t run(const Sentence& s, std::string_view only, double (&ns)[kStageCount]) {
  const auto& words = engine::general_words(s.lang);
  const auto& tagger = engine::tagger(s.lang);
  grammar::NormalText text;
  std::vector<grammar::Token> tokens;
  std::vector<grammar::ValueMention> values;
  std::vector<grammar::TaggedWord> tagged;
  timed(ns, 0, only, [&] {
    text = grammar::normalise(s.text);
    tokens = grammar::tokenise(text);
  });
  const auto last = static_cast<std::uint32_t>(tokens.size());
  timed(ns, 1, only, [&] { values = grammar::find_values(text, tokens, 0, last, {s.lang, {}}); });
  timed(ns, 2, only, [&] { tagged = grammar::sentence_words(tokens, 0, last, values, words); });
  timed(ns, 3, only, [&] { tagger.run(tagged, grammar::title_case(tokens, 0, last)); });
  timed(ns, 4, only,
        [&] { grammar::build_tree(tagged, 0, engine::chunk_patterns(s.lang), engine::attach_table(s.lang)); });
  return tagged.size();
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view only;
  int rounds = 5;
  std::vector<Sentence> sentences;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--only" && i + 1 < argc)
      only = argv[++i];
    else if (arg == "--rounds" && i + 1 < argc)
      rounds = std::atoi(argv[++i]);
    else
      for (Sentence& s : sentences_of(std::string(arg))) sentences.push_back(std::move(s));
  }
  double best[kStageCount];
  std::fill(std::begin(best), std::end(best), 1e18);
  std::size_t words = 0;
  for (int r = 0; r < rounds; ++r) {
    double ns[kStageCount] = {};
    words = 0;
    for (const Sentence& s : sentences) words += run(s, only, ns);
    for (std::size_t i = 0; i < kStageCount; ++i) best[i] = std::min(best[i], ns[i]);
  }
  double all = 0;
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const double us = best[i] / 1000 / static_cast<double>(words) * kWords;
    all += us;
    fmt::print("{:<7} {:8.2f} us\n", kStages[i], us);
  }
  fmt::print("{:<7} {:8.2f} us for {} words ({} sentences of {} words)\n", "all", all, kWords, sentences.size(), words);
  return 0;
}

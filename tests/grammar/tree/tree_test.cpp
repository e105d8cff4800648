#include "grammar/tree/tree.h"
#include "core/limits.h"
#include "grammar/tree/search.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/tsv.h"
#include "tests/catch.h"
#include "tests/grammar/data.h"

namespace {

namespace fs = std::filesystem;
using namespace saksi::grammar;
using saksi::test::parsed;
using saksi::test::source_file;

/// What is wrong with a tree; empty where nothing is.
std::string faults(const Parse& p) {
  const Tree& t = p.tree;
  const std::size_t n = p.words.size();
  if (t.head.size() != n || t.function.size() != n || t.sure.size() != n) return "not a head for each word";
  std::size_t roots = 0;
  for (std::uint32_t w = 0; w < n; ++w) {
    if (t.head[w] >= n) return "a head beyond the end";
    roots += t.head[w] == w ? 1 : 0;
    std::uint32_t k = w;
    for (std::size_t steps = 0; t.head[k] != k; k = t.head[k])
      if (++steps > n) return "a loop";
    const std::uint32_t lo = std::min(w, t.head[w]), hi = std::max(w, t.head[w]);
    for (std::uint32_t i = lo + 1; i < hi; ++i) {
      std::uint32_t up = i;
      while (up != t.head[w] && t.head[up] != up) up = t.head[up];
      if (up != t.head[w]) return "arcs cross";
    }
  }
  if (n > 0 && roots != 1) return std::to_string(roots) + " roots";
  std::uint32_t at = 0;
  for (const Chunk& c : t.chunks) {
    if (c.first != at || c.last <= c.first || c.head < c.first || c.head >= c.last) return "groups that are no cover";
    at = c.last;
  }
  return at == n ? "" : "words in no group";
}

std::vector<std::string> golden_phrases(const std::string& lang) {
  std::vector<std::string> out;
  for (const auto& f : fs::directory_iterator(std::string(SAKSI_SOURCE_DIR) + "/tests/meaning/" + lang)) {
    if (f.path().extension() != ".meaning") continue;
    std::ifstream in(f.path());
    for (std::string line; std::getline(in, line);)
      if (line.starts_with("> ")) out.push_back(line.substr(2));
  }
  return out;
}

void check_sound(const Parse& p) {
  const std::string wrong = faults(p);
  INFO(wrong);
  CHECK(wrong.empty());
}

}  // namespace

TEST_CASE("every sentence has a tree: one root, no loop, no arcs that cross, each word in a group") {
  for (const std::string lang : {"en", "id"}) {
    const auto phrases = golden_phrases(lang);
    CHECK(phrases.size() > 1000);
    std::mt19937 random(7);
    for (const std::string& phrase : phrases) {
      INFO(phrase);
      check_sound(parsed(lang, phrase));
      // The same words in any order.
      std::istringstream in(phrase);
      std::vector<std::string> words;
      for (std::string w; in >> w;) words.push_back(w);
      std::shuffle(words.begin(), words.end(), random);
      std::string mixed;
      for (const std::string& w : words) mixed += w + " ";
      INFO(mixed);
      check_sound(parsed(lang, mixed));
    }
    for (const std::string odd :
         {"", " ", ".", ",,,", "\"", "(", ")(", "- - -", "that that that that", "yang yang yang", "to to", "and",
          "and and and", "is is is", "'s", "a", "1", "\xC3\xA9", "\n\n"}) {
      INFO(odd);
      check_sound(parsed(lang, odd));
    }
    std::string endless;
    for (int i = 0; i < 3000; ++i) endless += i % 3 == 0 ? "which " : i % 3 == 1 ? "the rocket, " : "flew ";
    check_sound(parsed(lang, endless));
  }
}

/// tests/grammar/tree/LANG.trees: "> SENTENCE", then its tree as `saksi parse --tree text` prints it, looked over by hand.
/// SAKSI_UPDATE_TREES=1 writes what is read.
TEST_CASE("trees are as they were looked over") {
  for (const std::string lang : {"en", "id"}) {
    const std::string path = "tests/grammar/tree/" + lang + ".trees";
    std::istringstream in(source_file(path));
    std::vector<std::pair<std::string, std::string>> all;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("> "))
        all.emplace_back(line.substr(2), "");
      else if (!all.empty())
        all.back().second += line + "\n";
    }
    CHECK(all.size() >= 20);
    std::string now;
    for (const auto& [sentence, tree] : all) {
      const std::string got = indented(sentence, parsed(lang, sentence));
      now += "> " + sentence + "\n" + got;
      INFO(path << ": " << sentence);
      if (std::getenv("SAKSI_UPDATE_TREES") == nullptr) CHECK(got == tree);
    }
    if (std::getenv("SAKSI_UPDATE_TREES") != nullptr) std::ofstream(std::string(SAKSI_SOURCE_DIR) + "/" + path) << now;
  }
}

TEST_CASE("the examples of the attachment table are placed by the row they stand in") {
  for (const std::string lang : {"en", "id"}) {
    const std::string path = "grammar/data/" + lang + "/attach.tsv";
    const std::string text = source_file(path);
    const auto table = saksi::Tsv::read(path, text, {"id", "example"});
    REQUIRE(table.ok());
    std::size_t r = 0, examples = 0;
    for (const auto& row : table->rows()) {
      ++r;
      const std::string marked(table->get(row, "example"));
      constexpr std::string_view open = "\xE2\x80\xB9", close = "\xE2\x80\xBA";
      const std::size_t begin = marked.find(open), end = marked.find(close);
      if (begin == std::string::npos || end == std::string::npos) continue;
      ++examples;
      const std::string inner = marked.substr(begin + open.size(), end - begin - open.size());
      const std::string sentence = marked.substr(0, begin) + inner + marked.substr(end + close.size());
      const Parse p = parsed(lang, sentence);
      std::string got = "-";
      for (std::size_t w = 0; w < p.words.size(); ++w)
        if (p.words[w].begin >= begin && p.words[w].begin < begin + inner.size() && p.tree.row[w] != 0)
          got = saksi::test::attach_table(lang).rows()[p.tree.row[w] - 1].id;
      INFO(path << ":" << row.line << ": " << sentence << "\n" << indented(sentence, p));
      CHECK(got == table->get(row, "id"));
    }
    CHECK(r == saksi::test::attach_table(lang).rows().size());
    CHECK(examples > 25);
  }
}

TEST_CASE("faults of chunk patterns and of the attachment table are told with line and column") {
  const auto patterns = ChunkPatterns::parse("x.pat",
                                             "np: ^noon\nzp: ^noun\nnp: ( ^noun\nset a = noun\nnp: ^a b?\n"
                                             "np: ((((((((( ^noun )))))))))\n");
  REQUIRE(!patterns.ok());
  std::vector<std::string> codes;
  for (const auto& d : patterns.errors()) codes.push_back(d.code + ":" + std::to_string(d.line));
  CHECK(codes ==
        std::vector<std::string>{"unknown-tag:1", "unknown-kind:2", "bad-pattern:3", "unknown-tag:5", "too-deep:6"});
  const auto table =
      AttachTable::parse("x.tsv",
                         "id\tgroup\tform\tleft\tleft2\tstate\tahead\tverbs\town\twords\tdo\tsure\texample\n"
                         "A\tnq\t\t\t\t\t\t\t\t\tobject\tyes\t-\nB\tnp\t\t\t\tsome\t\t@nothing\t\t\tobject\tyes\t-"
                         "\nC\tnp\t\t\t\t\t\t\t\t\tjump\tyes\t-\n");
  REQUIRE(!table.ok());
  codes.clear();
  for (const auto& d : table.errors()) codes.push_back(d.code + ":" + std::to_string(d.line));
  CHECK(codes == std::vector<std::string>{"unknown-name:2", "unknown-name:3", "unknown-list:3", "unknown-action:4"});
}

TEST_CASE("the best tree is looked for among so many and no more") {
  std::string soup;
  for (int i = 0; i < 40; ++i) soup += "if the test launch who, ";
  auto sentence = tag_sentence(soup, "en", saksi::test::words("en"), saksi::test::tagger("en"), nullptr).words;
  std::size_t made = 0;
  saksi::grammar::tree::cheapest(sentence, 0, saksi::test::chunk_patterns("en"), saksi::test::attach_table("en"),
                                 &made);
  CHECK(made == saksi::limits::tree_attempts + 1);  // and the best of them once more
}

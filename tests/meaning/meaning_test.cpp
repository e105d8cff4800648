#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/meaning.h"
#include "corpus/fact_base.h"
#include "grammar/grammar.h"
#include "tests/catch.h"

/// Golden meanings. A file is a list of phrases:
///
///   # as_of: 2023-09-14
///   > Luna-25 was launched on 11 August 2023.
///   some launch{payload=luna-25}
///   time(the launch{payload=luna-25}) in 2023-08-11
///   unread: words that were not read
///
/// Every atom of the first reading is listed, in text order; "(weaker)" or "(none)" behind one tells its link where it
/// is not exact. A phrase with nothing under it must yield nothing. SAKSI_UPDATE_MEANINGS=1 writes what is read.
namespace {

namespace fs = std::filesystem;

struct Phrase {
  std::string text;
  std::vector<std::string> want;
  int line = 0;
};

std::vector<std::string> read_phrase(const saksi::Grammar& g, const std::string& text, const saksi::ParseOptions& o) {
  std::vector<std::string> got;
  for (const auto& p : g.parse(text, o)) {
    if (p.stance != saksi::Stance::assertion) got.push_back("stance: " + std::string(to_string(p.stance)));
    if (!p.readings.empty()) {
      for (const auto& a : p.readings.front().atoms) {
        auto s = to_string(a);
        if (a.link != saksi::Link::exact) s += " (" + std::string(to_string(a.link)) + ")";
        got.push_back(s);
      }
    }
    std::string unread;
    for (const auto& u : p.unread) unread += (unread.empty() ? "" : " | ") + text.substr(u.span.begin, u.span.size());
    if (!unread.empty()) got.push_back("unread: " + unread);
  }
  return got;
}

void run_file(const saksi::Grammar& g, const fs::path& path, const std::string& lang) {
  std::ifstream in(path);
  std::stringstream rewritten;
  std::string line;
  saksi::ParseOptions o;
  o.lang = lang;
  std::vector<Phrase> phrases;
  int number = 0;
  const bool update = std::getenv("SAKSI_UPDATE_MEANINGS") != nullptr;
  const auto flush = [&](Phrase& p) {
    if (p.text.empty()) return;
    const auto got = read_phrase(g, p.text, o);
    if (update) {
      rewritten << "> " << p.text << "\n";
      for (const auto& a : got) rewritten << a << "\n";
    } else {
      INFO(path.string() << ":" << p.line << ": " << p.text);
      CHECK(got == p.want);
    }
    p = {};
  };
  Phrase current;
  while (std::getline(in, line)) {
    ++number;
    if (line.starts_with("> ")) {
      flush(current);
      current.text = line.substr(2);
      current.line = number;
    } else if (line.starts_with("#") || line.empty()) {
      flush(current);
      if (line.starts_with("# as_of: ")) o.as_of = saksi::parse_edtf(line.substr(9));
      rewritten << line << "\n";
    } else {
      current.want.push_back(line);
    }
  }
  flush(current);
  if (update) std::ofstream(path) << rewritten.str();
}

}  // namespace

TEST_CASE("phrases mean what their files say") {
  const auto facts = saksi::FactBase::embedded();
  REQUIRE(facts.ok());
  const auto grammar =
      saksi::Grammar::make(facts.value()->schema(), facts.value()->names(), saksi::Grammar::embedded_lexicon());
  REQUIRE(grammar.ok());
  int files = 0;
  for (const std::string lang : {"en", "id"}) {
    std::vector<fs::path> paths;
    for (const auto& e : fs::directory_iterator(fs::path(SAKSI_SOURCE_DIR) / "tests/meaning" / lang))
      if (e.path().extension() == ".meaning") paths.push_back(e.path());
    std::sort(paths.begin(), paths.end());
    for (const auto& p : paths) {
      ++files;
      run_file(*grammar.value(), p, lang);
    }
  }
  CHECK(files > 0);
}

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/meaning.h"
#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
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
///
/// The two languages say the same: "# = KEY" on the line before a phrase, in a file of en and in one of id, makes a pair
/// whose atoms (unread words aside, in any order) must be the same. "# ~ KEY" is a pair that says the same but is not yet
/// read so; the update turns it into "# = KEY" once it is, and the test asks for that.
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
        auto s = to_string(a, p.meaning);
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

struct Half {
  std::string text;
  std::vector<std::string> atoms;  // sorted
  char mark = 0;                   // '=' or '~'
  std::string where;
};

/// The phrases of a language that are half of a pair, by key.
std::map<std::string, Half> halves(const std::string& lang) {
  std::map<std::string, Half> out;
  for (const auto& e : fs::directory_iterator(fs::path(SAKSI_SOURCE_DIR) / "tests/meaning" / lang)) {
    if (e.path().extension() != ".meaning") continue;
    std::ifstream in(e.path());
    std::string line, key;
    char mark = 0;
    Half* half = nullptr;
    for (int number = 1; std::getline(in, line); ++number) {
      if (line.starts_with("# = ") || line.starts_with("# ~ ")) {
        mark = line[2];
        key = line.substr(4);
        half = nullptr;
      } else if (line.starts_with("> ")) {
        half = nullptr;
        if (key.empty()) continue;
        const auto where = e.path().filename().string() + ":" + std::to_string(number);
        const auto [it, added] = out.emplace(key, Half{line.substr(2), {}, mark, where});
        INFO(lang << " has two phrases of the key " << key << ": " << it->second.where << " and " << where);
        CHECK(added);
        half = &it->second;
        key.clear();
      } else if (line.starts_with("#") || line.empty()) {
        half = nullptr;
      } else if (half != nullptr && !line.starts_with("unread: ")) {
        half->atoms.push_back(line);
      }
    }
  }
  for (auto& [key, half] : out) std::sort(half.atoms.begin(), half.atoms.end());
  return out;
}

/// "# ~ KEY" becomes "# = KEY" where both halves have come to mean the same.
void promote(const std::set<std::string>& keys) {
  for (const std::string lang : {"en", "id"}) {
    for (const auto& e : fs::directory_iterator(fs::path(SAKSI_SOURCE_DIR) / "tests/meaning" / lang)) {
      if (e.path().extension() != ".meaning") continue;
      std::ifstream in(e.path());
      std::stringstream out;
      std::string line;
      while (std::getline(in, line)) {
        if (line.starts_with("# ~ ") && keys.contains(line.substr(4))) line[2] = '=';
        out << line << "\n";
      }
      in.close();
      std::ofstream(e.path()) << out.str();
    }
  }
}

}  // namespace

TEST_CASE("phrases mean what their files say") {
  const auto facts = saksi::FactBase::embedded();
  REQUIRE(facts.ok());
  const auto grammar = saksi::Grammar::make(facts.value()->schema(), facts.value()->rows().symbols(),
                                            facts.value()->names(), saksi::Grammar::embedded_lexicon());
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

TEST_CASE("a pair of phrases means the same in both languages") {
  const auto en = halves("en");
  const auto id = halves("id");
  int pairs = 0;
  std::set<std::string> agreed;
  for (const auto& [key, e] : en) {
    const auto it = id.find(key);
    INFO(key << ": en/" << e.where << ": " << e.text);
    REQUIRE(it != id.end());
    const auto& i = it->second;
    INFO(key << ": id/" << i.where << ": " << i.text);
    CHECK(e.mark == i.mark);
    if (e.mark == '=') {
      CHECK(e.atoms == i.atoms);
      if (!e.atoms.empty()) ++pairs;
    } else if (e.atoms == i.atoms && !e.atoms.empty()) {
      agreed.insert(key);
    }
  }
  for (const auto& [key, i] : id) {
    INFO(key << ": id/" << i.where << ": " << i.text);
    CHECK(en.contains(key));
  }
  if (std::getenv("SAKSI_UPDATE_MEANINGS") != nullptr) {
    promote(agreed);
  } else {
    for (const auto& key : agreed) {
      INFO("both halves of " << key << " now mean the same: update, and \"# ~\" becomes \"# =\"");
      CHECK(false);
    }
  }
  CHECK(pairs > 0);
}

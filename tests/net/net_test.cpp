#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/meaning.h"
#include "corpus/snapshot/snapshot.h"
#include "fmt/format.h"
#include "grammar/grammar.h"
#include "grammar/matrix/generator.h"
#include "tests/catch.h"
#include "tests/net/phrases.h"

/// The net under the reader: what each golden phrase, each phrase and twin of the matrix and each claim of tests/generality
/// was read as, frozen in tests/net/reader.tsv as hashes, and how that has changed:
///
///   same        the same atoms, links and spans, as much left unread
///   more        all that was read before, and something besides: an atom, a stronger link, fewer bytes unread
///   fewer       the reverse
///   different   neither
///
/// Fewer and different fail. SAKSI_NET_TEXT=FILE writes what each phrase is read as, to be compared with that of another
/// build by `diff`; SAKSI_UPDATE_NET=1 freezes what is read now, once each change has been looked at.
namespace {

using saksi::test::facts;
using saksi::test::golden_phrases;
using saksi::test::Phrase;

std::uint64_t hash_of(std::string_view s) {
  std::uint64_t h = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return h ^ (h >> 31);
}

/// How a phrase is read: a number for each atom with its span, its link, and how many bytes were not read.
struct Read {
  std::map<std::uint32_t, saksi::Link> atoms;
  std::size_t unread = 0;
  std::vector<std::string> told;  ///< for SAKSI_NET_TEXT
  bool operator==(const Read& o) const { return atoms == o.atoms && unread == o.unread; }
};

enum class Change { same, more, fewer, different };

/// True where `b` has each atom of `a`, no link weaker, and no more is unread.
bool covers(const Read& b, const Read& a) {
  const bool all = std::all_of(a.atoms.begin(), a.atoms.end(), [&](const auto& atom) {
    const auto it = b.atoms.find(atom.first);
    return it != b.atoms.end() && it->second <= atom.second;
  });
  return all && b.unread <= a.unread;
}

Change change(const Read& before, const Read& now) {
  if (before == now) return Change::same;
  if (covers(now, before)) return Change::more;
  return covers(before, now) ? Change::fewer : Change::different;
}

std::vector<Phrase> matrix_phrases() {
  std::vector<Phrase> out;
  for (const char* lang : {"en", "id"}) {
    const auto cases = saksi::grammar::matrix_cases(lang, facts().schema(), facts().names());
    REQUIRE(cases.ok());
    for (const auto& c : cases.value())
      for (const std::string* text : {&c.phrase, &c.twin})
        if (!text->empty()) out.push_back({lang, "2024-12-01", *text});
  }
  return out;
}

std::vector<Phrase> generality_claims() {
  std::vector<Phrase> out;
  for (const char* name : {"supported", "refuted", "open"}) {
    std::ifstream in(fmt::format("{}/tests/generality/{}.claims", SAKSI_SOURCE_DIR, name));
    REQUIRE(in.good());
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line.front() == '#') continue;
      std::stringstream row(line);
      std::string lang, as_of, verdict, text;
      std::getline(row, lang, '\t');
      std::getline(row, as_of, '\t');
      std::getline(row, verdict, '\t');
      std::getline(row, text);
      out.push_back({lang, as_of, text});
    }
  }
  return out;
}

Read read(const saksi::Grammar& grammar, const Phrase& phrase) {
  saksi::ParseOptions options;
  options.lang = phrase.lang;
  options.as_of = saksi::parse_edtf(phrase.as_of);
  Read out;
  for (const saksi::Parsed& p : grammar.parse(phrase.text, options)) {
    for (std::size_t r = 0; r < p.readings.size(); ++r) {
      for (const saksi::Atom& a : p.readings[r].atoms) {
        const std::string text = fmt::format("{}: {} [{}..{})", r, to_string(a, p.meaning), a.span.begin, a.span.end);
        out.atoms.emplace(static_cast<std::uint32_t>(hash_of(text) & 0xffffffU), a.link);
        out.told.push_back(text + " " + std::string(to_string(a.link)));
      }
    }
    if (p.stance != saksi::Stance::assertion) {
      const std::string text = fmt::format("stance {} [{}..{})", to_string(p.stance), p.span.begin, p.span.end);
      out.atoms.emplace(static_cast<std::uint32_t>(hash_of(text) & 0xffffffU), saksi::Link::exact);
      out.told.push_back(text);
    }
    for (const auto& u : p.unread) out.unread += u.span.size();
  }
  out.told.push_back(fmt::format("unread {}", out.unread));
  return out;
}

/// Key of a phrase in the frozen file.
std::string key_of(const Phrase& p) {
  return fmt::format("{:010x}", hash_of(p.lang + "\t" + p.as_of + "\t" + p.text) & 0xffffffffffU);
}

std::string row_of(const std::string& key, const Read& r) {
  std::string out = fmt::format("{} {}", key, r.unread);
  for (const auto& [atom, link] : r.atoms) out += fmt::format(" {:06x}{}", atom, static_cast<int>(link));
  return out + "\n";
}

std::map<std::string, Read> frozen(const std::string& path) {
  std::map<std::string, Read> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream row(line);
    std::string key, atom;
    Read r;
    row >> key >> r.unread;
    while (row >> atom)
      r.atoms.emplace(std::stoul(atom.substr(0, 6), nullptr, 16), static_cast<saksi::Link>(atom.back() - '0'));
    out.emplace(std::move(key), std::move(r));
  }
  return out;
}

}  // namespace

TEST_CASE("what was read is read still") {
  const std::string path = std::string(SAKSI_SOURCE_DIR) + "/tests/net/reader.tsv";
  const auto grammar = saksi::Grammar::make(facts().schema(), facts().rows().symbols(), facts().names(),
                                            saksi::Grammar::embedded_lexicon());
  REQUIRE(grammar.ok());
  const char* text_path = std::getenv("SAKSI_NET_TEXT");
  std::ofstream text;
  if (text_path != nullptr) text.open(text_path);

  std::map<std::string, Phrase> phrases;
  for (auto& list : {golden_phrases(), matrix_phrases(), generality_claims()})
    for (const Phrase& p : list) phrases.emplace(key_of(p), p);

  const auto before = frozen(path);
  std::string rows;
  std::map<Change, int> count;
  int added = 0;
  int shown = 0;
  for (const auto& [key, p] : phrases) {
    const Read now = read(*grammar.value(), p);
    rows += row_of(key, now);
    if (text.is_open()) {
      text << "> " << p.lang << " " << p.as_of << " " << p.text << "\n";
      for (const auto& line : now.told) text << "    " << line << "\n";
    }
    const auto it = before.find(key);
    if (it == before.end()) {
      ++added;
      continue;
    }
    const Change c = change(it->second, now);
    ++count[c];
    if ((c == Change::fewer || c == Change::different) && ++shown <= 40) {
      std::cout << (c == Change::fewer ? "fewer: " : "different: ") << p.text << "\n";
      for (const auto& line : now.told) std::cout << "    " << line << "\n";
    }
  }
  std::cout << fmt::format("net: same {}, more {}, fewer {}, different {}; new phrases {}, phrases that are gone {}\n",
                           count[Change::same], count[Change::more], count[Change::fewer], count[Change::different],
                           added, before.size() + static_cast<std::size_t>(added) - phrases.size());
  if (std::getenv("SAKSI_UPDATE_NET") != nullptr) {
    std::ofstream(path) << rows;
    return;
  }
  CHECK(before.size() > 80000);
  CHECK(count[Change::fewer] == 0);
  CHECK(count[Change::different] == 0);
}

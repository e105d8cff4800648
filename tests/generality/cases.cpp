#include "tests/generality/cases.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iostream>
#include <sstream>

#include "grammar/grammar.h"
#include "tests/catch.h"

namespace saksi::generality {

namespace {

const std::string kFolder = std::string(SAKSI_SOURCE_DIR) + "/tests/generality/";

std::vector<std::string> cut(const std::string& line, char at) {
  std::vector<std::string> out;
  std::stringstream in(line);
  std::string cell;
  while (std::getline(in, cell, at)) out.push_back(cell);
  return out;
}

bool word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}
bool digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

/// Forms of the verbs of a language, by the words that stand in the claim.
const std::map<std::string, VerbForms>& verbs(const std::string& lang) {
  static const auto all = [] {
    std::map<std::string, std::map<std::string, VerbForms>> out;
    for (const auto& r : table("verbs.tsv", 4)) out[r[0]][r[1]] = {cut(r[2], '|'), cut(r[3], '|')};
    return out;
  }();
  return all.at(lang);
}

std::vector<std::string> with_verb(const Case& c, std::vector<std::string> VerbForms::*forms) {
  std::size_t at = std::string::npos;
  std::string verb;
  for (const auto& [phrase, unused] : verbs(c.lang)) {
    const auto found = find_phrase(c.text, phrase);
    if (found == std::string::npos) continue;
    if (found < at || (found == at && phrase.size() > verb.size())) {
      at = found;
      verb = phrase;
    }
  }
  std::vector<std::string> out;
  if (at == std::string::npos) return out;
  for (const auto& form : verbs(c.lang).at(verb).*forms) {
    out.push_back(replaced(c.text, {at, at + verb.size()}, form));
  }
  return out;
}

bool month(std::string_view word) {
  static const std::set<std::string, std::less<>> names = {
      "January",  "February", "March",    "April", "May", "June", "July", "August",  "September", "October", "November",
      "December", "Januari",  "Februari", "Maret", "Mei", "Juni", "Juli", "Agustus", "Oktober",   "Desember"};
  return names.contains(word);
}

}  // namespace

std::vector<Case> cases(std::string_view name) {
  std::vector<Case> out;
  std::ifstream in(kFolder + std::string(name));
  REQUIRE(in.good());
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = cut(line, '\t');
    INFO(name << ": " << line);
    REQUIRE(cells.size() == 4);
    const auto verdict = parse_verdict(cells[2]);
    REQUIRE(verdict.has_value());
    REQUIRE(parse_edtf(cells[1]).has_value());
    out.push_back({cells[0], cells[1], *verdict, cells[3]});
  }
  return out;
}

std::vector<Case> all_cases() {
  auto out = cases("supported.claims");
  for (const auto* name : {"refuted.claims", "open.claims"}) {
    for (auto& c : cases(name)) out.push_back(std::move(c));
  }
  return out;
}

const Checker& checker() {
  static const auto made = Checker::make({});
  REQUIRE(made.ok());
  return *made.value();
}

bool Outcome::refuted() const {
  return verdict == Verdict::refuted || verdict == Verdict::outdated || verdict == Verdict::disputed;
}

Outcome check(const Case& c, const std::string& text) {
  ClaimOptions o;
  o.lang = c.lang;
  o.as_of = parse_edtf(c.as_of);
  Outcome out;
  out.sentences = checker().check(text, o);
  out.verdict = Checker::overall(out.sentences);
  return out;
}

std::vector<Word> words(std::string_view text) {
  std::vector<Word> out;
  std::size_t i = 0;
  while (i < text.size()) {
    while (i < text.size() && text[i] == ' ') ++i;
    std::size_t end = i;
    while (end < text.size() && text[end] != ' ') ++end;
    Word w{i, end};
    while (w.begin < w.end && !word_byte(text[w.begin])) ++w.begin;
    while (w.end > w.begin && !word_byte(text[w.end - 1])) --w.end;
    if (w.begin < w.end) out.push_back(w);
    i = end;
  }
  return out;
}

std::string replaced(const std::string& text, Word w, std::string_view with) {
  return text.substr(0, w.begin) + std::string(with) + text.substr(w.end);
}

std::string inserted(const std::string& text, std::size_t at, std::string_view word) {
  return text.substr(0, at) + std::string(word) + " " + text.substr(at);
}

std::string invented(std::string_view like) {
  return !like.empty() && like.front() >= 'A' && like.front() <= 'Z' ? "Zorbel" : "zorbel";
}

std::vector<bool> inert(const Case& c, const std::vector<Word>& of) {
  static const auto phrases = [] {
    std::map<std::string, std::vector<std::string>> out;
    for (const auto& file : Grammar::embedded_lexicon()) {
      for (const std::string lang : {"en", "id"}) {
        const bool all = file.path.ends_with(lang + "/inert.tsv");
        if (!all && !file.path.ends_with(lang + "/words.tsv")) continue;
        std::stringstream in{std::string(file.content)};
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line)) {
          const auto cells = cut(line, '\t');
          if (cells.empty() || (!all && (cells.size() < 2 || cells[1] != "inert"))) continue;
          out[lang].push_back(cells[0]);
        }
      }
    }
    return out;
  }();
  std::vector<bool> out(of.size(), false);
  const std::string text = lower(c.text);
  for (const auto& phrase : phrases.at(c.lang)) {
    const std::string folded = lower(phrase);
    for (auto at = find_phrase(text, folded); at != std::string::npos; at = find_phrase(text, folded, at + 1)) {
      for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i].begin >= at && of[i].end <= at + phrase.size()) out[i] = true;
      }
    }
  }
  return out;
}

std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from) {
  if (phrase.empty()) return std::string_view::npos;
  for (auto at = text.find(phrase, from); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    const bool opens = at == 0 || (!word_byte(text[at - 1]) && text[at - 1] != '-');
    const bool closes = end == text.size() || (!word_byte(text[end]) && text[end] != '-');
    if (opens && closes) return at;
  }
  return std::string_view::npos;
}

std::vector<std::vector<std::string>> table(std::string_view name, std::size_t columns) {
  std::vector<std::vector<std::string>> out;
  std::ifstream in(kFolder + std::string(name));
  REQUIRE(in.good());
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    auto cells = cut(line, '\t');
    INFO(name << ": " << line);
    REQUIRE(cells.size() == columns);
    out.push_back(std::move(cells));
  }
  return out;
}

std::vector<std::string> denied(const Case& c) { return with_verb(c, &VerbForms::denied); }
std::vector<std::string> planned(const Case& c) { return with_verb(c, &VerbForms::planned); }

bool denies(const Case& c) {
  const std::string text = lower(c.text);
  for (const auto* word : {"not", "never", "no", "nobody", "tidak", "tak", "bukan", "belum", "tiada"}) {
    if (find_phrase(text, word) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::string> moved_days(const Case& c) {
  std::vector<std::string> out;
  const auto all = words(c.text);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const std::string day = c.text.substr(all[i].begin, all[i].end - all[i].begin);
    if (day.size() > 2 || !std::all_of(day.begin(), day.end(), digit)) continue;
    if (!month(c.text.substr(all[i + 1].begin, all[i + 1].end - all[i + 1].begin))) continue;
    const int n = std::stoi(day);
    out.push_back(replaced(c.text, all[i], std::to_string(n + 3 > 28 ? n - 3 : n + 3)));
  }
  return out;
}

std::vector<std::string> moved_years(const Case& c) {
  std::vector<std::string> out;
  for (const auto& w : words(c.text)) {
    const std::string year = c.text.substr(w.begin, w.end - w.begin);
    if (year.size() != 4 || !std::all_of(year.begin(), year.end(), digit) || (year[0] != '1' && year[0] != '2'))
      continue;
    out.push_back(replaced(c.text, w, std::to_string(std::stoi(year) + 3)));
    out.push_back(replaced(c.text, w, std::to_string(std::stoi(year) - 3)));
  }
  return out;
}

std::vector<std::string> swapped_names(const Case& c) {
  constexpr std::size_t kOthers = 4;
  std::vector<std::string> out;
  for (const auto& row : table("swaps.tsv", 3)) {
    if (row[1] != "*" && row[1] != c.lang) continue;
    const auto names = cut(row[2], '|');
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto at = find_phrase(c.text, names[i]);
      if (at == std::string::npos) continue;
      std::size_t made = 0;
      for (std::size_t k = 1; k < names.size() && made < kOthers; ++k) {
        const auto& other = names[(i + k) % names.size()];
        if (find_phrase(c.text, other) != std::string::npos) continue;
        out.push_back(replaced(c.text, {at, at + names[i].size()}, other));
        ++made;
      }
    }
  }
  return out;
}

void count_cases(std::string_view what, std::size_t made, std::size_t floor) {
  std::cout << what << ": " << made << " cases\n";
  INFO(what);
  CHECK(made >= floor);
}

}  // namespace saksi::generality

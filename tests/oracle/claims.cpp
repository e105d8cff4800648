#include "tests/oracle/claims.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "corpus/fact_base.h"
#include "grammar/matrix/generator.h"
#include "rules/parse.h"

namespace saksi::oracle {
namespace {

/// The day that phrases of the matrix are judged on.
constexpr std::string_view kMatrixDay = "2024-12-01";

void add_phrases(const std::filesystem::path& file, const std::string& lang, std::vector<Claim>& to) {
  constexpr std::string_view kDay = "# as_of:";
  std::ifstream in(file);
  std::string as_of;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kDay)) {
      const auto day = line.find_first_not_of(' ', kDay.size());
      as_of = day == std::string::npos ? "" : line.substr(day, line.find_last_not_of(" \r") + 1 - day);
    } else if (line.starts_with("> ")) {
      const std::string id = lang + "/" + file.stem().string() + "-" + std::to_string(++number);
      to.push_back({id, line.substr(2), lang, as_of});
    }
  }
}

}  // namespace

std::vector<Claim> golden_claims(const std::string& lang) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SAKSI_SOURCE_DIR "/tests/meaning/" + lang))
    if (entry.path().extension() == ".meaning") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Claim> out;
  for (const auto& file : files) add_phrases(file, lang, out);
  return out;
}

std::vector<Claim> rule_claims(const Checker& checker) {
  std::vector<Claim> out;
  for (const rules::Rule& rule : checker.rules().rules())
    for (std::size_t i = 0; i < rule.examples.size(); ++i) {
      const rules::Example& e = rule.examples[i];
      out.push_back({rule.id + "-" + std::to_string(i + 1), e.text, e.lang, e.as_of});
    }
  return out;
}

std::vector<Claim> matrix_claims(const Checker& checker, const std::string& lang) {
  const auto cases = grammar::matrix_cases(lang, checker.facts().schema(), checker.facts().names());
  if (!cases) throw std::runtime_error("no matrix of " + lang);
  std::vector<Claim> out;
  std::set<std::string> seen;
  for (const grammar::MatrixCase& c : *cases)
    for (const std::string* text : {&c.phrase, &c.twin})
      if (!text->empty() && seen.insert(*text).second)
        out.push_back({lang + "-" + std::to_string(seen.size()), *text, lang, std::string(kMatrixDay)});
  return out;
}

}  // namespace saksi::oracle

#include "grammar/values/values.h"

#include <algorithm>
#include <map>
#include <utility>

#include "grammar/names/lexicon_files.h"

namespace saksi::grammar {
namespace {

constexpr std::string_view kRoot = "grammar/lexicon/";
constexpr std::string_view kFolder = "/values/";

struct Tables {
  std::map<std::pair<std::string_view, std::string_view>, std::vector<ValueRow>> rows;
  std::vector<Diagnostic> faults;

  Tables() {
    for (const EmbeddedFile& f : lexicon_files()) {
      const std::size_t at = f.path.find(kFolder);
      if (f.path.substr(0, kRoot.size()) != kRoot || at == std::string_view::npos) continue;
      const std::string_view lang = f.path.substr(kRoot.size(), at - kRoot.size());
      std::string_view name = f.path.substr(at + kFolder.size());
      name = name.substr(0, name.rfind('.'));
      auto tsv = Tsv::read(f.path, f.content, {"word"});
      if (!tsv) {
        faults.insert(faults.end(), tsv.errors().begin(), tsv.errors().end());
        continue;
      }
      auto& out = rows[{lang, name}];
      for (const Tsv::Row& r : tsv->rows()) {
        ValueRow v;
        v.word = r.cells[0];
        if (r.cells.size() > 1) v.a = r.cells[1];
        if (r.cells.size() > 2) v.b = r.cells[2];
        if (v.word.empty()) faults.push_back(tsv->fault(r, "word", "empty-word", "a row needs a word"));
        out.push_back(v);
      }
    }
  }
};

const Tables& tables() {
  static const Tables& t = *new Tables;  // lasts as long as the program
  return t;
}

}  // namespace

const std::vector<ValueRow>& value_table(std::string_view lang, std::string_view name) {
  static const std::vector<ValueRow> none;
  const auto it = tables().rows.find({lang, name});
  return it == tables().rows.end() ? none : it->second;
}

const std::vector<Diagnostic>& value_table_faults() { return tables().faults; }

std::vector<std::string_view> value_languages() {
  std::vector<std::string_view> out;
  for (const auto& [key, rows] : tables().rows) {
    if (out.empty() || out.back() != key.first) out.push_back(key.first);
  }
  return out;
}

const std::unordered_map<std::string_view, Abbreviation>& abbreviations() {
  static const auto all = [] {
    std::unordered_map<std::string_view, Abbreviation> out;
    for (const std::string_view lang : value_languages()) {
      for (const ValueRow& r : value_table(lang, "abbreviations")) {
        Abbreviation a;
        if (r.a == "digit") a.before = Abbreviation::Before::digit;
        if (r.a == "capital") a.before = Abbreviation::Before::capital;
        a.closes = r.b == "close";
        a.may_end = a.closes || r.b == "end";
        out.emplace(r.word, a);
      }
    }
    return out;
  }();
  return all;
}

}  // namespace saksi::grammar

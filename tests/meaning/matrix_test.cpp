#include "grammar/matrix/matrix.h"

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "tests/catch.h"

/// Every construction on every event and property. A cell that is read wrongly fails, but for those that
/// matrix_wrong.tsv lists until the grammar is mended; and the share that is read may only rise (matrix_floor.tsv:
/// language, per mille of the cells, cells).
namespace {

using saksi::grammar::MatrixCell;
using saksi::grammar::run_matrix;

std::vector<std::vector<std::string>> table(const std::string& name) {
  std::ifstream in(std::string(SAKSI_SOURCE_DIR) + "/tests/meaning/" + name);
  REQUIRE(in.good());
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
    out.push_back(std::move(cells));
  }
  return out;
}

const std::vector<MatrixCell>& cells_of(const std::string& lang) {
  static std::map<std::string, std::vector<MatrixCell>> read;
  if (const auto it = read.find(lang); it != read.end()) return it->second;
  const auto facts = saksi::FactBase::embedded();
  REQUIRE(facts.ok());
  const auto& schema = facts.value()->schema();
  const auto& names = facts.value()->names();
  const auto& symbols = facts.value()->rows().symbols();
  const auto grammar = saksi::Grammar::make(schema, symbols, names, saksi::Grammar::embedded_lexicon());
  REQUIRE(grammar.ok());
  auto cells = run_matrix(*grammar.value(), schema, names, lang);
  REQUIRE(cells.ok());
  return read.emplace(lang, cells.value()).first->second;
}

std::string key(const MatrixCell& c) {
  return c.told.lang + " " + c.told.construction + " " + c.told.target + " " + c.told.form;
}

std::string all_of(const std::vector<std::string>& v) {
  std::string out;
  for (const auto& s : v) out += "\n    " + s;
  return out;
}

}  // namespace

TEST_CASE("no cell of the matrix is read wrongly, and no fewer are read than before") {
  std::set<std::string> known;
  for (const auto& r : table("matrix_wrong.tsv")) {
    REQUIRE(r.size() == 4);
    known.insert(r[0] + " " + r[1] + " " + r[2] + " " + r[3]);
  }
  for (const auto& floor : table("matrix_floor.tsv")) {
    REQUIRE(floor.size() == 3);
    std::size_t filled = 0, all = 0;
    for (const auto& c : cells_of(floor[0])) {
      if (c.state == MatrixCell::State::impossible) continue;
      ++all;
      filled += c.state == MatrixCell::State::filled;
      if (c.state == MatrixCell::State::wrong && !known.contains(key(c)))
        FAIL_CHECK(key(c) << ": " << (c.twin ? c.told.twin : c.told.phrase)
                          << "\n  expected:" << (c.told.expected.empty() ? " nothing" : all_of(c.told.expected.front()))
                          << "\n  got:" << all_of(c.got));
    }
    INFO(floor[0] << ": filled " << filled << " of " << all);
    CHECK(filled * 1000 >= std::stoul(floor[1]) * all);
    CHECK(all >= std::stoul(floor[2]));
  }
}

TEST_CASE("the matrix tells every event and property of the schema in both languages") {
  const auto facts = saksi::FactBase::embedded();
  REQUIRE(facts.ok());
  for (const std::string lang : {"en", "id"}) {
    std::set<std::string> targets;
    for (const auto& c : cells_of(lang)) {
      targets.insert(c.told.target);
      // What cannot be said has a reason, what can has a twin.
      CHECK(c.told.impossible.empty() == !c.told.phrase.empty());
      if (c.told.impossible.empty()) CHECK(c.told.twin != c.told.phrase);
      CHECK(c.told.phrase.find('{') == std::string::npos);
    }
    for (const auto& e : facts.value()->schema().events)
      if (!e.parent.empty()) CHECK(targets.contains(e.id));
    for (const auto& p : facts.value()->schema().properties)
      if (p.value.starts_with("quantity:") || p.value.starts_with("entity:") || p.value == "number" ||
          p.value == "date")
        CHECK(targets.contains(p.id));
  }
}

TEST_CASE("conditions of a set mean the same in any order") {
  using saksi::grammar::matrix_canonical;
  CHECK(matrix_canonical("some launch{payload=a, site=b}") == matrix_canonical("some launch{site=b, payload=a}"));
  CHECK(matrix_canonical("time(the launch{payload=a, time>time(the landing{craft=b, body=c})}) in 2019") ==
        matrix_canonical("time(the launch{time>time(the landing{body=c, craft=b}), payload=a}) in 2019"));
  CHECK(matrix_canonical("some launch{payload=a}") != matrix_canonical("some launch{payload=b}"));
}

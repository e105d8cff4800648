#include "engine/report/format.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "engine/batch/run.h"
#include "engine/saksi.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;

namespace {

const Checker& checker() {
  static const auto made = Checker::make({});
  return *made.value();
}

/// A whole report over a file, its records in chunks of so many.
std::string report(std::string_view bytes, InputKind kind, ReportFormat format, std::size_t chunk = 100) {
  ReaderOptions options;
  options.kind = kind;
  const auto reader = make_reader(memory_source(bytes), "a b.csv", options);
  RunSettings settings;
  settings.format = format;
  const ChunkRunner runner(checker(), settings);
  ReportEnds ends(format, {"1", "f", "r", "z"}, {{"event/time", "what it is about"}});
  std::string out = ends.head();
  std::vector<Record> records;
  const auto flush = [&] {
    out += ends.take(runner(records).output);
    records.clear();
  };
  for (Record r; reader->next_whole(r);) {
    records.push_back(r);
    if (records.size() == chunk) flush();
  }
  flush();
  return out + ends.tail();
}

constexpr std::string_view kWrong = "Luna-25 was launched on 14 August 2023.";

std::string lines(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += std::string(kWrong) + "\nSoup is lovely.\n";
  return out;
}

std::size_t count(const std::string& in, std::string_view what) {
  std::size_t n = 0;
  for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("SARIF is one document, in whatever chunks its results come, and without any") {
  for (const std::size_t chunk : {1U, 3U, 100U}) {
    const auto log = nlohmann::json::parse(report(lines(4), InputKind::claims, ReportFormat::sarif, chunk));
    const auto& run = log.at("runs").at(0);
    REQUIRE(run.at("results").size() == 4);
    CHECK(run.at("tool").at("driver").at("rules").at(0).at("id") == "event/time");
    const auto& result = run.at("results").at(1);
    CHECK(result.at("ruleId") == "event/time");
    CHECK(result.at("level") == "error");
    const auto& place = result.at("locations").at(0).at("physicalLocation");
    CHECK(place.at("artifactLocation").at("uri") == "a%20b.csv");
    CHECK(place.at("region").at("startLine") == 3);
    CHECK(place.at("region").at("startColumn") == 22);
    CHECK(place.at("region").at("endColumn") == 39);
    const auto& change = result.at("fixes").at(0).at("artifactChanges").at(0).at("replacements").at(0);
    CHECK(change.at("insertedContent").at("text") == "11 August 2023");
    CHECK(change.at("deletedRegion").at("startColumn") == 25);
    CHECK(!result.at("codeFlows").at(0).at("threadFlows").at(0).at("locations").empty());
    CHECK(result.at("partialFingerprints") != run.at("results").at(0).at("partialFingerprints"));
  }
  const auto none = nlohmann::json::parse(report("Soup is lovely.\n", InputKind::claims, ReportFormat::sarif));
  CHECK(none.at("runs").at(0).at("results").empty());
}

TEST_CASE("GitHub is sent no more annotations of a kind than it shows, and told how many are left") {
  const std::string few = report(lines(10), InputKind::claims, ReportFormat::github, 3);
  CHECK(count(few, "::error ") == 10);
  CHECK(count(few, "::notice ") == 0);
  const std::string many = report(lines(13), InputKind::claims, ReportFormat::github, 3);
  CHECK(count(many, "::error ") == 10);
  CHECK(many.ends_with("::notice title=saksi::3 more findings than GitHub shows\n"));
}

TEST_CASE("a table comes back with its own bytes, and with columns of no name that it has") {
  const std::string own = "id;claim;verdict\n1;\"" + std::string(kWrong) + "\"; x \n2;Soup;\n";
  const std::string back = report(own, InputKind::csv, ReportFormat::csv);
  CHECK(back.starts_with("id;claim;verdict;saksi_verdict;saksi_read;saksi_reason;saksi_correction;saksi_source\n1;\"" +
                         std::string(kWrong) + "\"; x ;refuted;yes;"));
  CHECK(back.ends_with("\n2;Soup;;unchecked;no;;;\n"));
  const std::string short_row = report("claim,a,b\nSoup\n", InputKind::csv, ReportFormat::csv);
  CHECK(short_row == "claim,a,b,verdict,read,reason,correction,source\nSoup,,,unchecked,no,,,\n");
  const std::string bare = report("1\tSoup is what we like\n", InputKind::tsv, ReportFormat::csv);
  CHECK(bare == "\t\tverdict\tread\treason\tcorrection\tsource\n1\tSoup is what we like\tunchecked\tno\t\t\t\n");
}

TEST_CASE("what a spreadsheet would take for a formula is text, and a line end stays in its cell") {
  CHECK(report("=Soup is lovely.\n", InputKind::claims, ReportFormat::csv).find(",'=Soup is lovely.,") !=
        std::string::npos);
  CHECK(report("{\"claim\":\"Soup\\nis \\\"lovely\\\".\"}\n", InputKind::jsonl, ReportFormat::csv)
            .find(",\"Soup\nis \"\"lovely\"\".\",") != std::string::npos);
}

TEST_CASE("reviewdog counts columns in bytes") {
  const std::string out =
      report("  \u201CSoup\u201D. Luna-25 was launched on 14 August 2023.\n", InputKind::claims, ReportFormat::rdjsonl);
  const auto start = nlohmann::json::parse(out).at("location").at("range").at("start");
  CHECK(start.at("line") == 1);
  CHECK(start.at("column") == 3 + 12 + 21);
}

TEST_CASE("JUnit and Checkstyle escape what XML has signs for") {
  const std::string claim = "<b> & \"soup\": Luna-25 was launched on 14 August 2023.\n";
  CHECK(report(claim, InputKind::claims, ReportFormat::junit).find("<b>") == std::string::npos);
  CHECK(report(claim, InputKind::claims, ReportFormat::checkstyle).find("<b>") == std::string::npos);
  CHECK(count(report(lines(2), InputKind::claims, ReportFormat::junit), "<skipped ") == 2);
}

TEST_CASE("an HTML page shows the text with what was found in it, and nothing of the text is markup") {
  const std::string page =
      report("Soup & <script>alert(1)</script> tea.\n\n" + std::string(kWrong) + " It landed safely.\n",
             InputKind::article, ReportFormat::html);
  CHECK(page.find("<script>alert") == std::string::npos);
  CHECK(page.find("&lt;") != std::string::npos);
  CHECK(count(page, "</script>") == 1);
  CHECK(count(page, "<div class=\"block\">") == 2);
  CHECK(page.find("<span class=\"said refuted\" role=\"button\" tabindex=\"0\"") != std::string::npos);
  CHECK(page.find("<del>14 August 2023</del> <ins>11 August 2023</ins>") != std::string::npos);
  CHECK(page.find("<cite>") != std::string::npos);
  // What opens a note names one that is there.
  for (std::size_t at = page.find("aria-controls=\""); at != std::string::npos;
       at = page.find("aria-controls=\"", at + 1)) {
    const std::size_t begin = at + 15;
    const std::string id = page.substr(begin, page.find_first_of(" \"", begin) - begin);
    CHECK(count(page, "id=\"" + id + "\"") == 1);
  }
  const std::string claims = report(lines(3), InputKind::claims, ReportFormat::html, 1);
  CHECK(count(claims, "<section class=\"block\"") == 6);
  CHECK(report(lines(3), InputKind::claims, ReportFormat::html, 2) == claims);
  CHECK(report("", InputKind::claims, ReportFormat::html).find("</html>") != std::string::npos);
}

TEST_CASE("what the facts decide becomes a ClaimReview") {
  const auto json = nlohmann::json::parse(report(lines(2), InputKind::claims, ReportFormat::claimreview, 1));
  REQUIRE(json["@graph"].size() == 2);
  const auto& one = json["@graph"][0];
  CHECK(one["@type"] == "ClaimReview");
  CHECK(one["claimReviewed"] == kWrong);
  CHECK(one["reviewRating"]["ratingValue"] == 1);
  CHECK(one["reviewRating"]["alternateName"] == "refuted");
  CHECK(one["reviewBody"].get<std::string>().find("11 August 2023") != std::string::npos);
  CHECK(one["citation"].size() == 1);
  CHECK(nlohmann::json::parse(report("", InputKind::claims, ReportFormat::claimreview))["@graph"].empty());
}

namespace {

void keys_of(const nlohmann::json& json, std::set<std::string>& out) {
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      out.insert(key);
      if (key != "args" && key != "extra" && key != "value") keys_of(value, out);
    }
  } else if (json.is_array()) {
    for (const auto& value : json) keys_of(value, out);
  }
}

}  // namespace

TEST_CASE("every member of a record is told of in docs/records.md") {
  std::ifstream in(std::string(SAKSI_SOURCE_DIR) + "/docs/records.md");
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  REQUIRE(!page.empty());
  std::set<std::string> keys;
  const std::string text =
      std::string(kWrong) +
      "\nLuna-25 crashed in Narnia.\nBoris Yeltsin is the president of Russia.\nMoscow lies 630 km (520 miles) from "
      "Saint Petersburg.\n\xFF\xFE\x81\n";
  const std::string all = report(text, InputKind::claims, ReportFormat::jsonl);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at);
    keys_of(nlohmann::json::parse(all.substr(at, end - at)), keys);
    at = end + 1;
  }
  CHECK(keys.size() > 30);
  for (const std::string& key : keys) {
    INFO(key);
    CHECK(page.find("`" + key + "`") != std::string::npos);
  }
}

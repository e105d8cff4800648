#include "corpus/import/mapping.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "core/date.h"
#include "corpus/import/rows.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

constexpr std::array<std::string_view, 10> kColumns = {
    "tag", "date", "time", "vehicle", "site", "operator", "payload", "outcome", "vehicle_and_payload", "year"};

class Reader {
 public:
  Reader(std::string path, const toml::table& root) : path_(std::move(path)), root_(root) {}

  Result<Mapping> run() {
    Mapping m;
    allow(root_, "mapping", {"source", "file", "columns", "date", "outcome"});
    const auto& source = section("source", {"id", "title", "url", "licence", "rank"});
    m.source.id = text(source, "id", true);
    m.source.title = text(source, "title", true);
    m.source.url = text(source, "url", false);
    m.source.licence = text(source, "licence", true);
    const auto rank = text(source, "rank", false);
    m.source.rank = rank == "primary" ? 1 : 0;
    if (!rank.empty() && rank != "primary" && rank != "ordinary")
      fail(source.get("rank"), "'" + rank + "' is neither primary nor ordinary");
    const auto& file = section("file", {"encoding", "until"});
    const auto encoding = text(file, "encoding", false);
    if (!encoding.empty() && encoding != "utf-8" && encoding != "latin-1")
      fail(file.get("encoding"), "'" + encoding + "' is neither utf-8 nor latin-1");
    m.latin1 = encoding == "latin-1";
    m.until = text(file, "until", false);
    if (!m.until.empty() && !parse_edtf(m.until)) fail(file.get("until"), "'" + m.until + "' is no date");
    const auto& date = section("date", {"formats", "zone"});
    m.zone = text(date, "zone", false);
    if (!m.zone.empty() && m.zone != "UTC") fail(date.get("zone"), "the zone is UTC, or none is told");
    m.formats = texts(date, "formats");
    if (m.formats.empty()) fail(date.get("formats"), "name the formats of dates, such as \"%Y-%m-%d\"");
    const auto& columns =
        section("columns", std::vector<std::string_view>(kColumns.begin(), kColumns.end()), "separator");
    for (const auto name : kColumns) {
      const auto column = text(columns, name, name == "date");
      if (!column.empty()) m.columns.emplace(name, column);
    }
    m.separator = text(columns, "separator", false);
    if (m.columns.contains("vehicle_and_payload") && m.separator.empty())
      fail(columns.get("vehicle_and_payload"), "say with 'separator' what stands between vehicle and payload");
    const auto& outcome = section("outcome", {"success", "failure", "partial", "no_launch"});
    for (const auto* what : {"success", "failure", "partial", "no_launch"}) {
      for (auto& word : texts(outcome, what)) m.outcomes.emplace(std::move(word), what);
    }
    if (!errors_.empty()) return errors_;
    return m;
  }

 private:
  void fail(const toml::node* at, std::string message) {
    Diagnostic d;
    d.code = "bad-mapping";
    d.path = path_;
    d.message = std::move(message);
    if (at != nullptr) {
      d.line = static_cast<int>(at->source().begin.line);
      d.column = static_cast<int>(at->source().begin.column);
    }
    errors_.push_back(std::move(d));
  }

  void allow(const toml::table& table, const std::string& name, const std::vector<std::string_view>& keys) {
    for (const auto& [key, node] : table) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        fail(&node, "unknown key '" + std::string(key.str()) + "' of " + name + did_you_mean(key.str(), keys));
    }
  }

  const toml::table& section(std::string_view name, std::vector<std::string_view> keys, std::string_view more = {}) {
    static const toml::table kNone;
    if (!more.empty()) keys.push_back(more);
    const auto* node = root_.get(name);
    if (node == nullptr) return kNone;
    const auto* table = node->as_table();
    if (table == nullptr) {
      fail(node, "'" + std::string(name) + "' is a table, [" + std::string(name) + "]");
      return kNone;
    }
    allow(*table, "[" + std::string(name) + "]", keys);
    return *table;
  }

  std::string text(const toml::table& table, std::string_view key, bool required) {
    const auto* node = table.get(key);
    if (node == nullptr) {
      if (required) fail(nullptr, "the mapping lacks '" + std::string(key) + "'");
      return {};
    }
    if (const auto* s = node->as_string()) return s->get();
    fail(node, "'" + std::string(key) + "' is a text in quotes");
    return {};
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> out;
    const auto* node = table.get(key);
    if (node == nullptr) return out;
    const auto* list = node->as_array();
    if (list == nullptr) {
      fail(node, "'" + std::string(key) + "' is a list, [\"…\"]");
      return out;
    }
    for (const auto& item : *list) {
      if (const auto* s = item.as_string()) {
        out.push_back(s->get());
      } else {
        fail(&item, "'" + std::string(key) + "' is a list of texts");
      }
    }
    return out;
  }

  std::string path_;
  const toml::table& root_;
  std::vector<Diagnostic> errors_;
};

}  // namespace

Result<Mapping> read_mapping(const std::string& path) {
  const auto bytes = read_bytes(path);
  if (!bytes) return bytes.errors();
  try {
    const toml::table root = toml::parse(*bytes, path);
    return Reader(path, root).run();
  } catch (const toml::parse_error& e) {
    Diagnostic d;
    d.code = "bad-mapping";
    d.path = path;
    d.line = static_cast<int>(e.source().begin.line);
    d.column = static_cast<int>(e.source().begin.column);
    d.message = "not TOML: " + std::string(e.description());
    return d;
  }
}

}  // namespace saksi::corpus

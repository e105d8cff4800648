#include "engine/suppress/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/limits.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

namespace fs = std::filesystem;

std::string absolute(std::string_view path) {
  std::error_code error;
  const fs::path whole = fs::absolute(fs::path(path), error);
  return (error ? fs::path(path) : whole).lexically_normal().generic_string();
}

std::string key_of(std::string_view path, std::string_view fingerprint) {
  return std::string(fingerprint) + ' ' + std::string(path);
}

/// The member of an object, empty where it is no string.
std::string member(const nlohmann::json& object, const char* name) {
  const auto it = object.find(name);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

}  // namespace

Baseline::Baseline(std::string file, std::vector<BaselineEntry> entries)
    : file_(std::move(file)),
      folder_(fs::path(absolute(file_)).parent_path().generic_string()),
      entries_(std::move(entries)),
      met_(entries_.size()) {
  for (std::size_t i = 0; i < entries_.size(); ++i) at_.emplace(key_of(entries_[i].path, entries_[i].fingerprint), i);
}

Result<std::shared_ptr<Baseline>> Baseline::read(const std::string& file) {
  std::error_code error;
  if (!fs::exists(file, error))
    return Diagnostic{"no-such-file", file, 0, 0, "there is no such baseline; saksi baseline update makes it", {}, 1};
  std::ifstream in(file, std::ios::binary);
  std::vector<BaselineEntry> entries;
  std::vector<Diagnostic> faults;
  std::string line;
  int number = 0;
  while (std::getline(in, line)) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto json = line.size() > limits::claim_bytes ? nlohmann::json(nlohmann::json::value_t::discarded)
                                                        : nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("schema")) {
      if (json["schema"] == 1) continue;
      return Diagnostic{"bad-baseline",
                        file,
                        number,
                        0,
                        "this baseline is of another version of saksi; make it anew "
                        "with saksi baseline update",
                        {},
                        1};
    }
    BaselineEntry e;
    if (json.is_object())
      e = {member(json, "path"), member(json, "fingerprint"), member(json, "rule"), member(json, "verdict"),
           member(json, "quote")};
    if (e.path.empty() || e.fingerprint.empty()) {
      faults.push_back({"bad-baseline",
                        file,
                        number,
                        0,
                        "this is no entry of a baseline: a JSON object with path and fingerprint",
                        {},
                        1});
      if (faults.size() == 20) break;
      continue;
    }
    entries.push_back(std::move(e));
  }
  if (in.bad() || (!in.eof() && faults.empty()))
    return Diagnostic{"unreadable", file, 0, 0, "it cannot be read", {}, 1};
  if (!faults.empty()) return faults;
  return std::make_shared<Baseline>(file, std::move(entries));
}

std::string Baseline::text(const std::vector<BaselineEntry>& entries) {
  std::vector<BaselineEntry> sorted = entries;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const BaselineEntry& a, const BaselineEntry& b) { return a.path < b.path; });
  std::string out = "{\"schema\":1,\"about\":\"findings that saksi does not tell again\"}\n";
  for (const BaselineEntry& e : sorted) {
    JsonWriter json(out);
    json.begin_object().member("path", e.path).member("fingerprint", e.fingerprint).member("rule", e.rule);
    json.member("verdict", e.verdict).member("quote", e.quote).end_object();
    out += '\n';
  }
  return out;
}

std::string Baseline::named(std::string_view path) const {
  if (path == "-") return "-";
  const std::string near = fs::path(absolute(path)).lexically_relative(folder_).generic_string();
  return near.empty() ? absolute(path) : near;
}

bool Baseline::has(std::string_view path, std::string_view fingerprint) const {
  const auto it = at_.find(key_of(named(path), fingerprint));
  if (it == at_.end()) return false;
  met_[it->second].store(true, std::memory_order_relaxed);
  return true;
}

std::vector<const BaselineEntry*> Baseline::stale(const std::vector<std::string>& paths) const {
  std::set<std::string> read;
  for (const std::string& p : paths) read.insert(named(p));
  std::vector<const BaselineEntry*> out;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!met_[i].load(std::memory_order_relaxed) && read.count(entries_[i].path) > 0) out.push_back(&entries_[i]);
  }
  return out;
}

}  // namespace saksi::engine

#include "corpus/builder.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "corpus/build/compiler.h"
#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"

namespace saksi::corpus {
namespace {

/// By file, line and column.
void sort_diagnostics(std::vector<Diagnostic>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
  });
}

}  // namespace

Result<Compiled> Compiler::run() {
  std::error_code error;
  if (!std::filesystem::is_directory(folder_, error)) {
    Diagnostic d;
    d.code = "no-such-folder";
    d.path = folder_;
    d.message = "there is no such folder; name one with sources.csv, entities/, events/ and statements/";
    return d;
  }
  content_.schema = options_.schema.empty() ? embedded_schema_tables() : options_.schema;
  auto schema = read_schema(content_.schema);
  if (!schema) return schema.errors();
  schema_ = std::move(*schema);
  for (auto& table : content_.schema) table.path.clear();  // where they lay is no part of the content

  content_.date = options_.date;
  read_sources();
  read_entities();
  check_names();
  read_entity_properties();
  read_statements();
  check_functional();
  read_events();
  check_keys();
  read_complete();
  keep_zones();
  sort_diagnostics(errors_);
  sort_diagnostics(report_.warnings);
  if (!errors_.empty()) return errors_;

  sort_content(content_);
  report_.sources = content_.sources.size();
  report_.entities = content_.entities.size();
  report_.names = content_.names.size();
  report_.events = content_.events.size();
  report_.statements = content_.statements.size();
  report_.complete = content_.complete.size();
  report_.zones = content_.zones.size();
  report_.tz_version = content_.tz_version;
  return Compiled{std::move(content_), std::move(report_)};
}

Result<Compiled> compile(const std::string& folder, const BuildOptions& options) {
  std::string path = folder;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  auto compiled = Compiler(std::move(path), options).run();
  if (compiled) compiled->report.hash = content_hash(compiled->content);
  return compiled;
}

Result<BuildReport> build(const std::string& folder, const std::string& out, const BuildOptions& options) {
  auto compiled = compile(folder, options);
  if (!compiled) return compiled.errors();
  const Content& c = compiled->content;
  if (c.entities.empty() && c.events.empty() && c.statements.empty() && c.complete.empty())
    return Diagnostic{"no-facts",
                      folder,
                      0,
                      0,
                      "there is no fact in this folder; entities/, events/ and statements/ hold tables of them",
                      {},
                      1};
  if (auto fault = write_sqlite(compiled->content, compiled->report.hash, out)) return *fault;
  return std::move(compiled->report);
}

}  // namespace saksi::corpus

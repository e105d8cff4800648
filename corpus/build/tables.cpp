#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

std::string in_quotes(std::string_view s) {
  std::string out = "'";
  out += s;
  out += "'";
  return out;
}

void Compiler::fail(const At& at, std::string code, std::string message) {
  errors_.push_back(at.table->fault(at.cell, at.line, std::move(code), std::move(message)));
}

void Compiler::warn(const At& at, std::string code, std::string message) {
  report_.warnings.push_back(at.table->fault(at.cell, at.line, std::move(code), std::move(message)));
}

std::vector<const CsvTable*> Compiler::read_tables(const std::string& subfolder, std::string_view prefix) {
  std::vector<std::string> paths;
  std::error_code error;
  const std::string folder = subfolder.empty() ? folder_ : folder_ + "/" + subfolder;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".csv" && name.starts_with(prefix)) paths.push_back(folder + "/" + name);
  }
  std::sort(paths.begin(), paths.end());
  std::vector<const CsvTable*> tables;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    tables_.push_back(read_csv(path, content.str(), errors_));
    tables.push_back(&tables_.back());
  }
  return tables;
}

void Compiler::check_columns(const CsvTable& table, const std::function<bool(std::string_view)>& known,
                             const std::vector<std::string_view>& candidates, std::string_view what) {
  for (const auto& cell : table.header) {
    if (known(cell.text)) continue;
    const std::string meant = did_you_mean(cell.text, candidates);
    fail({&table, &cell, cell.line}, "unknown-column",
         "unknown column " + in_quotes(cell.text) + (meant.empty() ? "; " + std::string(what) : meant));
  }
}

bool Compiler::flag(const RowView& row, std::string_view column) {
  const auto text = row.text(column);
  if (text.empty() || text == "no") return false;
  if (text != "yes")
    fail(row.at(column), "bad-flag", in_quotes(text) + " is neither yes nor no; leave the cell empty for no");
  return text == "yes";
}

void Compiler::read_sources() {
  static const std::vector<std::string_view> columns = {"id", "title", "url", "licence", "rank", "accessed"};
  for (const auto* table : read_tables("", "sources")) {
    check_columns(
        *table, [](std::string_view c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); },
        columns, "a source has id, title, url, licence, rank and accessed");
    for (const auto& r : table->rows) read_source(RowView(*table, r));
  }
}

void Compiler::read_source(const RowView& row) {
  SourceRow source;
  source.id = row.text("id");
  if (source.id.empty()) {
    fail(row.at(), "missing-id", "the source has no id; give it one");
    return;
  }
  if (!sources_.insert(source.id).second) {
    fail(row.at("id"), "duplicate-id",
         "the source " + in_quotes(source.id) + " is there already; remove one of the two rows");
    return;
  }
  source.title = row.text("title");
  source.url = row.text("url");
  source.licence = row.text("licence");
  source.accessed = row.text("accessed");
  const auto rank = row.text("rank");
  if (!rank.empty() && rank != "primary" && rank != "ordinary") {
    fail(row.at("rank"), "bad-rank", in_quotes(rank) + " is neither primary nor ordinary");
  }
  source.rank = rank == "primary" ? 1 : 0;
  content_.sources.push_back(std::move(source));
}

Compiler::Told Compiler::told(const RowView& row) {
  Told out;
  const auto sources = split_list(row.text("source"), ';');
  const auto evidence =
      sources.size() > 1 ? split_list(row.text("evidence"), ';') : std::vector<std::string_view>{row.text("evidence")};
  const auto checked = row.text("checked");
  if (!checked.empty()) {
    out.checked = parse_edtf(checked);
    if (!out.checked || out.checked->precision != Precision::day || checked.size() != 10) {
      fail(row.at("checked"), "bad-date", in_quotes(checked) + " is no day; write it as 2026-01-31");
    }
  }
  if (sources.empty() || evidence.empty() || evidence.front().empty() || checked.empty()) out.draft = true;
  if (sources.size() > 1 && evidence.size() > 1 && evidence.size() != sources.size()) {
    fail(row.at("evidence"), "bad-evidence",
         std::to_string(evidence.size()) + " pieces of evidence for " + std::to_string(sources.size()) +
             " sources; write one for each, with ';' between them");
    return out;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!sources_.contains(sources[i])) {
      const std::vector<std::string_view> known(sources_.begin(), sources_.end());
      const std::string meant = did_you_mean(sources[i], known);
      fail(row.at("source"), "unknown-source",
           "unknown source " + in_quotes(sources[i]) + (meant.empty() ? "; add a row to sources.csv" : meant));
      continue;
    }
    const auto where = evidence.empty() ? std::string_view() : evidence[evidence.size() > 1 ? i : 0];
    out.citations.push_back({std::string(sources[i]), std::string(where), std::string(checked)});
  }
  return out;
}

}  // namespace saksi::corpus

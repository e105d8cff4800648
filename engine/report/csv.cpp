#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/format.h"

namespace saksi::engine {

namespace {

constexpr std::array<std::string_view, 5> kOurs = {"verdict", "read", "reason", "correction", "source"};

/// A cell, quoted where it must be; what a spreadsheet would take for a formula is text.
std::string cell(std::string_view s, char delimiter) {
  std::string text(s);
  if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) text.insert(0, 1, '\'');
  const bool plain = text.find_first_of("\"\r\n") == std::string::npos && text.find(delimiter) == std::string::npos;
  if (plain) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

void header(std::string& out, const RecordFile::Table* table) {
  const char delimiter = table == nullptr ? ',' : table->delimiter;
  out += table == nullptr ? std::string("id,claim,lang,as_of") : table->header;
  const auto taken = [&](std::string_view name) {
    return table != nullptr && std::find(table->names.begin(), table->names.end(), name) != table->names.end();
  };
  const bool ours_taken = std::any_of(kOurs.begin(), kOurs.end(), taken);
  for (const std::string_view name : kOurs) {
    out += delimiter;
    if (ours_taken) out += "saksi_";
    out += name;
  }
  out += '\n';
}

/// "yes" where all of it was read, "partly" where something was.
std::string_view read_of(const CheckedRecord& r) {
  bool any = false, all = true;
  for (const ClaimResult& s : r.sentences) {
    any = any || !s.findings.empty();
    all = all && !s.findings.empty() && s.parsed.unread.empty();
  }
  return r.sentences.empty() || !any ? "no" : all ? "yes" : "partly";
}

/// Why the verdict is what it is: the findings that make it, else what is missing.
std::string reason_of(const CheckedRecord& r) {
  if (r.record->error) return r.record->error->message;
  std::string out;
  const auto add = [&](std::string_view text) {
    if (text.empty() || out.find(text) != std::string::npos) return;
    if (!out.empty()) out += ' ';
    out += text;
  };
  for (const ClaimResult& s : r.sentences)
    for (const Finding& f : s.findings)
      if (f.verdict == r.verdict) add(f.explanation);
  if (!out.empty()) return out;
  for (const ClaimResult& s : r.sentences)
    for (const std::string& m : s.missing) {
      if (!out.empty()) out += "; ";
      out += m;
    }
  return out;
}

}  // namespace

CsvBody csv_body(const CheckedRecord& r) {
  CsvBody out;
  std::vector<std::string> from;
  std::string corrections, sources;
  for (const ClaimResult& sentence : r.sentences) {
    for (const Finding& f : sentence.findings) {
      if (f.verdict == r.verdict) add_sources(f.proof, from);
      if (f.verdict > Verdict::disputed || f.suggestions.empty()) continue;
      for (const Edit& e : f.suggestions.front().edits) {
        if (!corrections.empty()) corrections += "; ";
        corrections.append(r.quote(e.span)).append(" \xE2\x86\x92 ").append(e.with);
      }
    }
  }
  for (const std::string& s : from) sources += (sources.empty() ? "" : "; ") + s;
  out.cells = {std::string(to_string(r.verdict)), std::string(read_of(r)), reason_of(r), std::move(corrections),
               std::move(sources)};
  return out;
}

void append_csv(std::string& out, const CheckedRecord& r, const CsvBody& body) {
  const RecordFile::Table* table =
      r.record->file != nullptr && r.record->file->table ? &*r.record->file->table : nullptr;
  const char delimiter = table == nullptr ? ',' : table->delimiter;
  if (r.record->n == 1 && (!r.record->article || r.n == 1)) header(out, table);
  if (table != nullptr && !r.record->row.empty()) {
    out += r.record->row;
  } else if (table != nullptr) {
    out += cell(r.record->text, delimiter) + std::string(table->names.size() - 1, delimiter);
  } else {
    out += cell(r.id(), ',') + ',' + cell(r.text(), ',') + ',' + r.lang + ',' + r.record->as_of;
  }
  for (const std::string& s : body.cells) {
    out += delimiter;
    out += cell(s, delimiter);
  }
  out += '\n';
}

}  // namespace saksi::engine

#include "engine/report/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/report/escape.h"
#include "engine/report/html.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

/// A URI of a path as users write it.
std::string uri_of(std::string_view path) {
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto b = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    plain ? out += c : out += fmt::format("%{:02X}", b);
  }
  return out;
}

std::string told(const Issue& i) {
  std::string out(to_string(i.verdict));
  if (!i.quote.empty()) out += ": \"" + i.quote + "\"";
  if (!i.message.empty()) out += (i.quote.empty() ? ": " : " \xE2\x80\x94 ") + i.message;
  for (const std::string& s : i.sources) out += " [" + s + "]";
  return out;
}

/// The edits of the first suggestion, for tools that show one.
std::string correction(const CheckedRecord& r, const Issue& i) {
  std::string out;
  if (i.finding == nullptr || i.finding->suggestions.empty()) return out;
  for (const Edit& e : i.finding->suggestions.front().edits) {
    if (!out.empty()) out += "; ";
    out += fmt::format("{} \xE2\x86\x92 {}", r.quote(e.span), e.with);
  }
  return out;
}

bool is_error(const Issue& i) {
  return i.verdict == Verdict::error || (i.verdict == Verdict::refuted && i.severity == Severity::error);
}

// ---- SARIF ----

void region(JsonWriter& json, Place begin, Place end) {
  json.key("region").begin_object().key("startLine").integer(begin.line).key("startColumn").integer(begin.column);
  json.key("endLine").integer(end.line).key("endColumn").integer(end.column).end_object();
}

void fixes(JsonWriter& json, const CheckedRecord& r, const Issue& i) {
  if (i.finding == nullptr || i.finding->suggestions.empty()) return;
  json.key("fixes").begin_list();
  for (const Suggestion& s : i.finding->suggestions) {
    json.begin_object().key("description").begin_object();
    json.member("text", s.safety == Suggestion::Safety::safe ? "safe" : "to be reviewed").end_object();
    json.key("artifactChanges").begin_list().begin_object().key("artifactLocation").begin_object();
    json.member("uri", uri_of(r.record->path)).end_object().key("replacements").begin_list();
    for (const Edit& e : s.edits) {
      json.begin_object().key("deletedRegion").begin_object();
      const Place b = r.place(e.span), end = r.place({e.span.end, e.span.end});
      json.key("startLine").integer(b.line).key("startColumn").integer(b.column);
      json.key("endLine").integer(end.line).key("endColumn").integer(end.column).end_object();
      json.key("insertedContent").begin_object().member("text", e.with).end_object().end_object();
    }
    json.end_list().end_object().end_list().end_object();
  }
  json.end_list();
}

/// What a finding rests on, fact by fact, as the steps that lead to it.
void code_flow(JsonWriter& json, const CheckedRecord& r, const Issue& i) {
  if (i.sources.empty()) return;
  json.key("codeFlows").begin_list().begin_object().key("threadFlows").begin_list().begin_object();
  json.key("locations").begin_list();
  for (const std::string& source : i.sources) {
    json.begin_object().key("location").begin_object().key("physicalLocation").begin_object();
    json.key("artifactLocation").begin_object().member("uri", uri_of(r.record->path)).end_object();
    region(json, i.begin, i.end);
    json.end_object().key("message").begin_object().member("text", source).end_object().end_object().end_object();
  }
  json.end_list().end_object().end_list().end_object().end_list();
}

void sarif(std::string& out, const CheckedRecord& r, const Issue& i) {
  out += ",\n";
  JsonWriter json(out);
  json.begin_object().member("ruleId", i.rule);
  json.member("level", is_error(i) ? "error" : i.severity == Severity::note ? "note" : "warning");
  json.key("message").begin_object().member("text", told(i)).end_object();
  json.key("locations").begin_list().begin_object().key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object().member("uri", uri_of(r.record->path)).end_object();
  region(json, i.begin, i.end);
  json.end_object().end_object().end_list();
  if (i.suppression != Suppression::none) {
    json.key("suppressions").begin_list().begin_object();
    json.member("kind", i.suppression == Suppression::ignored ? "inSource" : "external");
    json.member("justification", to_string(i.suppression)).end_object().end_list();
  }
  json.key("partialFingerprints").begin_object().member("saksi/v1", i.fingerprint).end_object();
  fixes(json, r, i);
  code_flow(json, r, i);
  json.end_object();
}

// ---- reviewdog ----

void rdjsonl(std::string& out, const CheckedRecord& r, const Issue& i) {
  const auto range = [](JsonWriter& json, std::uint64_t line, std::uint64_t column, std::uint64_t end_line,
                        std::uint64_t end_column) {
    json.key("range").begin_object().key("start").begin_object().key("line").integer(line).key("column").integer(
        column);
    json.end_object().key("end").begin_object().key("line").integer(end_line).key("column").integer(end_column);
    json.end_object().end_object();
  };
  JsonWriter json(out);
  json.begin_object().member("message", told(i)).key("location").begin_object().member("path", r.record->path);
  range(json, i.begin.line, i.begin_byte, i.end.line, i.end_byte);
  json.end_object().member("severity", is_error(i) ? "ERROR" : "WARNING");
  json.key("source").begin_object().member("name", "saksi").end_object();
  json.key("code").begin_object().member("value", i.rule).end_object();
  // An edit of several places is none that can be clicked.
  if (i.finding != nullptr && !i.finding->suggestions.empty() && i.finding->suggestions.front().edits.size() == 1 &&
      r.record->article) {
    const Edit& e = i.finding->suggestions.front().edits.front();
    const Place b = r.place(e.span), end = r.place({e.span.end, e.span.end});
    const auto column = [&](std::size_t byte) { return byte - r.index->line_begin(byte) + 1; };
    json.key("suggestions").begin_list().begin_object();
    range(json, b.line, column(e.span.begin), end.line, column(e.span.end));
    json.member("text", e.with).end_object().end_list();
  }
  json.end_object();
  out += '\n';
}

// ---- the rest ----

std::string github_escaped(std::string_view s, bool property) {
  std::string out;
  for (const char c : s) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

void github(std::string& out, const CheckedRecord& r, const Issue& i) {
  fmt::format_to(std::back_inserter(out), "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
                 is_error(i) ? "error" : "warning", github_escaped(r.record->path, true), i.begin.line, i.begin.column,
                 i.end.line, i.end.column, github_escaped(i.rule, true), github_escaped(told(i), false));
}

void checkstyle(std::string& out, const CheckedRecord& r, const std::vector<Issue>& all) {
  if (all.empty()) return;
  fmt::format_to(std::back_inserter(out), "  <file name=\"{}\">\n", escaped_xml(r.record->path));
  for (const Issue& i : all)
    fmt::format_to(std::back_inserter(out),
                   "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"saksi.{}\"/>\n",
                   i.begin.line, i.begin.column, is_error(i) ? "error" : "warning", escaped_xml(told(i)),
                   escaped_xml(i.rule));
  out += "  </file>\n";
}

/// A test a record: it fails where the facts contradict it, errs where it could not be checked, and is skipped where
/// nothing in it was.
void junit(std::string& out, const CheckedRecord& r, const std::vector<Issue>& all) {
  fmt::format_to(std::back_inserter(out), "    <testcase classname=\"{}\" name=\"{}\">", escaped_xml(r.record->path),
                 escaped_xml(r.id()));
  for (const Issue& i : all)
    fmt::format_to(std::back_inserter(out), "\n      <{0} type=\"{1}\" message=\"{2}\">{3}:{4}:{5}: {2}</{0}>",
                   i.verdict == Verdict::error ? "error" : "failure", escaped_xml(i.rule), escaped_xml(told(i)),
                   escaped_xml(r.record->path), i.begin.line, i.begin.column);
  const bool judged = r.verdict == Verdict::supported || !all.empty();
  if (!judged) fmt::format_to(std::back_inserter(out), "<skipped message=\"{}\"/>", to_string(r.verdict));
  out += all.empty() ? "</testcase>\n" : "\n    </testcase>\n";
}

std::string cell(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c == '|' || c == '\\' || c == '`' || c == '<' || c == '*' || c == '_') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

void markdown(std::string& out, const CheckedRecord& r, const Issue& i) {
  std::string sources;
  for (const std::string& s : i.sources) sources += (sources.empty() ? "" : "; ") + s;
  fmt::format_to(std::back_inserter(out), "| {}:{}:{} | {} | {} | {} | {} | {} |\n", cell(r.record->path), i.begin.line,
                 i.begin.column, to_string(i.verdict), cell(i.quote), cell(i.message), cell(correction(r, i)),
                 cell(sources));
}

}  // namespace

void append_issues(std::string& out, const CheckedRecord& r, ReportFormat format) {
  std::vector<Issue> all = issues_of(r);
  // Only SARIF can tell what its reader should not see.
  if (format != ReportFormat::sarif)
    all.erase(std::remove_if(all.begin(), all.end(), [](const Issue& i) { return i.suppression != Suppression::none; }),
              all.end());
  if (format == ReportFormat::checkstyle) return checkstyle(out, r, all);
  if (format == ReportFormat::junit) return junit(out, r, all);
  for (const Issue& i : all) {
    if (format == ReportFormat::sarif) sarif(out, r, i);
    if (format == ReportFormat::rdjsonl) rdjsonl(out, r, i);
    if (format == ReportFormat::github) github(out, r, i);
    if (format == ReportFormat::markdown) markdown(out, r, i);
  }
}

ReportEnds::ReportEnds(ReportFormat format, const RunInfo& run, const std::vector<ReportedRule>& rules,
                       const std::string& messages)
    : format_(format) {
  switch (format) {
    case ReportFormat::sarif: {
      JsonWriter json(head_);
      json.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
      json.key("runs").begin_list().begin_object().key("tool").begin_object().key("driver").begin_object();
      json.member("name", "saksi").member("version", run.saksi).key("rules").begin_list();
      for (const ReportedRule& r : rules) {
        json.begin_object().member("id", r.id).key("shortDescription").begin_object().member("text", r.about);
        json.end_object().key("help").begin_object().member("text", r.about).end_object().end_object();
      }
      json.end_list().key("properties").begin_object().member("facts", run.facts).member("rules", run.rules);
      json.member("tz", run.tz).end_object().end_object().end_object();
      json.member("columnKind", "unicodeCodePoints").key("results").begin_list();
      break;
    }
    case ReportFormat::junit:
      head_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"saksi\">\n  <testsuite name=\"saksi\">\n";
      break;
    case ReportFormat::checkstyle:
      head_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
      break;
    case ReportFormat::claimreview: head_ = "{\"@context\":\"https://schema.org\",\"@graph\":["; break;
    case ReportFormat::html:
      head_ = html_head(messages);
      tail_ = html_tail(run);
      break;
    case ReportFormat::markdown:
      head_ = "| place | verdict | words | facts | correction | sources |\n|---|---|---|---|---|---|\n";
      break;
    default: break;
  }
}

std::string ReportEnds::take(std::string part) {
  if (part.empty()) return part;
  const bool list = format_ == ReportFormat::sarif || format_ == ReportFormat::claimreview;
  if (list && !std::exchange(state_.any, true)) return part.substr(1);
  if (format_ != ReportFormat::github) return part;
  std::string out;
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t end = part.find('\n', at) + 1;
    std::uint64_t& n = part.compare(at, 7, "::error") == 0 ? state_.errors : state_.warnings;
    if (++n <= kShownByGithub) out += part.substr(at, end - at);
    at = end;
  }
  return out;
}

std::string ReportEnds::tail() const {
  const auto over = [](std::uint64_t n) { return n > kShownByGithub ? n - kShownByGithub : 0; };
  const std::uint64_t hidden = over(state_.errors) + over(state_.warnings);
  switch (format_) {
    case ReportFormat::sarif: return "\n]}]}\n";
    case ReportFormat::junit: return "  </testsuite>\n</testsuites>\n";
    case ReportFormat::checkstyle: return "</checkstyle>\n";
    case ReportFormat::html: return tail_;
    case ReportFormat::claimreview: return "\n]}\n";
    case ReportFormat::github:
      return hidden == 0 ? "" : fmt::format("::notice title=saksi::{} more findings than GitHub shows\n", hidden);
    default: return {};
  }
}

}  // namespace saksi::engine

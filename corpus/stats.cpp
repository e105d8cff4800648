#include "corpus/stats.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "corpus/snapshot.h"

namespace saksi::corpus {
namespace {

std::string day_text(Seconds at) {
  int y = 0, m = 0, d = 0;
  civil_from_days(at >= 0 ? at / 86400 : -((-at + 86399) / 86400), y, m, d);
  return to_edtf(Date::day(y, m, d));
}

std::size_t sum(const std::map<std::string, std::size_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                         [](std::size_t n, const auto& entry) { return n + entry.second; });
}

void list(std::string& out, std::string_view what, const std::map<std::string, std::size_t>& counts) {
  out += std::string(what) + ": " + std::to_string(sum(counts)) + "\n";
  std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [name, n] : order) out += "  " + std::to_string(n) + " " + name + "\n";
}

}  // namespace

std::optional<Stats> stats_of(const FactBase& facts) {
  const auto content = content_of(facts);
  if (!content) return std::nullopt;
  Stats out;
  const auto cite = [&](const std::vector<CitationRow>& citations) {
    for (const auto& c : citations) {
      ++out.cited[c.source];
      if (c.checked.empty()) continue;
      if (out.oldest_check.empty() || c.checked < out.oldest_check) out.oldest_check = c.checked;
      if (c.checked > out.newest_check) out.newest_check = c.checked;
    }
  };
  const auto rank = [&](Rank r) {
    if (r == Rank::draft) ++out.drafts;
    if (r == Rank::deprecated) ++out.deprecated;
  };
  for (const auto& e : content->entities) {
    ++out.entities[e.kinds.empty() ? "" : e.kinds.front()];
    cite(e.citations);
  }
  for (const auto& n : content->names) ++out.names[n.lang.empty() ? "any" : n.lang];
  Seconds first = kTimeEnd, last = kTimeBegin;
  for (const auto& e : content->events) {
    ++out.events[e.kind];
    rank(e.rank);
    cite(e.citations);
    if (!e.when || !e.from_text.empty()) continue;
    first = std::min(first, e.when->begin);
    last = std::max(last, e.when->end - 1);
  }
  if (first <= last) {
    out.earliest = day_text(first);
    out.latest = day_text(last);
  }
  for (const auto& s : content->statements) {
    ++out.statements[s.property];
    rank(s.rank);
    cite(s.citations);
  }
  for (const auto& c : content->complete) cite(c.citations);
  out.complete = content->complete.size();
  return out;
}

std::string text_of(const Stats& s) {
  std::string out;
  list(out, "entities", s.entities);
  list(out, "events", s.events);
  if (!s.earliest.empty()) out += "  from " + s.earliest + " to " + s.latest + "\n";
  list(out, "statements", s.statements);
  list(out, "names", s.names);
  out += "completeness statements: " + std::to_string(s.complete) + "\n";
  list(out, "citations", s.cited);
  if (!s.oldest_check.empty()) out += "  checked from " + s.oldest_check + " to " + s.newest_check + "\n";
  out += "drafts, which decide nothing: " + std::to_string(s.drafts) + "\n";
  out += "deprecated: " + std::to_string(s.deprecated) + "\n";
  return out;
}

}  // namespace saksi::corpus

#include <algorithm>
#include <set>

#include "corpus/import/gcat.h"

/// What follows from the log: it has every launch to orbit up to its last day. A set is complete in the years in which
/// the day of every member is certain.
namespace saksi::corpus::gcat {
namespace {

constexpr int kFirstYear = 1957;

}  // namespace

void Importer::complete_set(const std::string& id, const std::string& set, std::vector<int> bad, int from, int to) {
  bad.insert(bad.end(), holes_.begin(), holes_.end());
  const auto is_bad = [&](int year) { return std::find(bad.begin(), bad.end(), year) != bad.end(); };
  int n = 0;
  for (int year = from; year <= to; ++year) {
    if (is_bad(year)) continue;
    int end = year;
    while (end < to && !is_bad(end + 1)) ++end;
    CompleteRow row;
    row.id = id + (++n > 1 ? "-" + std::to_string(n) : "");
    row.set = set;
    row.roles = {"time", "vehicle", "site"};
    row.from_text = std::to_string(year) + "-01-01";
    row.to_text = std::to_string(end) + "-12-31";
    if (row.to_text > last_day_) row.to_text = last_day_;
    row.span = TimeInterval{parse_edtf(row.from_text)->civil.begin, parse_edtf(row.to_text)->civil.end};
    row.citations = {cite("launch log to " + last_day_)};
    layer_->add_complete(std::move(row));
    year = end;
  }
}

void Importer::complete() {
  if (last_day_.empty() || !whole_) return;
  const int last = std::stoi(last_day_.substr(0, 4));
  struct Members {
    std::vector<int> bad;
    std::size_t count = 0;
  };
  Members all;
  std::map<std::string, Members> sites, vehicles;
  const auto add = [](Members& m, const Kept& k) {
    ++m.count;
    if (k.certain) return;
    for (int y = k.first_year; y <= k.last_year; ++y) m.bad.push_back(y);
  };
  std::set<std::string> states;
  for (const auto& k : kept_) {
    add(all, k);
    if (!k.site.empty()) add(sites[k.site], k);
    if (!k.vehicle.empty()) add(vehicles[k.vehicle], k);
    if (!k.state.empty()) states.insert(k.state);
  }
  complete_set("gcat-launches", "launch{}", all.bad, kFirstYear, last);
  for (const auto& [id, m] : sites)
    complete_set("gcat-launches-from-" + id, "launch{site=" + id + "}", m.bad, kFirstYear, last);
  for (const auto& [id, m] : vehicles) {
    // Others flew below orbit too, which the log does not have.
    const auto orbital = orbital_.find(id);
    if (orbital == orbital_.end() || !orbital->second) continue;
    complete_set("gcat-launches-of-" + id, "launch{vehicle=" + id + "}", m.bad, kFirstYear, last);
  }
  for (const auto& state : states) {
    std::vector<int> bad;
    int first = last, end = kFirstYear;
    for (const auto& k : kept_) {
      if (k.state == state) {
        first = std::min(first, k.first_year);
        end = std::max(end, k.last_year);
      }
      // A launch that carried the country's payload for somebody else would be counted as the country's.
      const bool counted = k.countries.contains(state);
      if (counted == (k.state == state) && (k.certain || k.state != state)) continue;
      for (int y = k.first_year; y <= k.last_year; ++y) bad.push_back(y);
    }
    complete_set("gcat-launches-by-" + state, "launch{operator.country=" + state + "}", bad, first,
                 std::max(first, end));
  }
}

}  // namespace saksi::corpus::gcat

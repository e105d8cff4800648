#include <date/tz.h>

#include <exception>
#include <fstream>

#include "corpus/time_zone.h"

namespace saksi::corpus {
namespace {

date::sys_seconds at(Seconds utc) { return date::sys_seconds(std::chrono::seconds(utc)); }

}  // namespace

std::optional<ZoneRow> compile_zone(const std::string& name) {
  constexpr Seconds kFirst = -2208988800;  // 1900-01-01
  constexpr Seconds kLast = 2145916800;    // 2038-01-01
  if (name.empty() || name.front() == '+' || name.front() == '-') return std::nullopt;
  try {
    const auto* zone = date::locate_zone(name);
    ZoneRow row;
    row.name = name;
    auto info = zone->get_info(at(kFirst));
    row.initial = static_cast<std::int32_t>(info.offset.count());
    std::int32_t last = row.initial;
    while (info.end < at(kLast)) {
      const auto begin = info.end;
      info = zone->get_info(begin);
      const auto offset = static_cast<std::int32_t>(info.offset.count());
      if (offset == last) continue;  // a new name for the same clock
      row.transitions.push_back({begin.time_since_epoch().count(), offset});
      last = offset;
    }
    return row;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::string zone_data_version() {
  try {
    const std::string version = date::get_tzdb().version;
    if (!version.empty() && version != "unknown") return version;
  } catch (const std::exception&) {
    return "unknown";
  }
  // What the operating system's own copy says of itself: "# version 2025b".
  std::ifstream in("/usr/share/zoneinfo/tzdata.zi");
  std::string word;
  if (in >> word && word == "#" && in >> word && word == "version" && in >> word) return word;
  return "unknown";
}

}  // namespace saksi::corpus

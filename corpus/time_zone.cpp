#include "corpus/time_zone.h"

#include <algorithm>

namespace saksi::corpus {

std::optional<int> fixed_offset(std::string_view zone) {
  if (zone == "UTC" || zone == "Z" || zone == "GMT") return 0;
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  std::string digits;
  for (const char c : zone.substr(1)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ':' || digits.size() != 2) {
      return std::nullopt;
    }
  }
  if (digits.size() != 4) return std::nullopt;
  const int hours = (digits[0] - '0') * 10 + digits[1] - '0';
  const int minutes = (digits[2] - '0') * 10 + digits[3] - '0';
  if (hours > 14 || minutes > 59) return std::nullopt;
  const int seconds = hours * 3600 + minutes * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

std::int32_t offset_at(const ZoneRow& zone, Seconds utc) {
  const auto after = std::upper_bound(zone.transitions.begin(), zone.transitions.end(), utc,
                                      [](Seconds at, const ZoneTransition& t) { return at < t.utc; });
  return after == zone.transitions.begin() ? zone.initial : std::prev(after)->offset;
}

namespace {

/// The first or last instant at which a clock showed `local`; for a time it skipped, the instant by the old offset.
Seconds instant(Seconds local, bool latest, const std::function<std::int32_t(Seconds)>& offset) {
  constexpr Seconds kReach = 26 * 3600;
  const std::int32_t before = offset(local - kReach);
  const std::int32_t after = offset(local + kReach);
  std::optional<Seconds> best;
  for (const std::int32_t candidate : {before, offset(local - before), offset(local - after), after}) {
    const Seconds utc = local - candidate;
    if (offset(utc) != candidate) continue;
    if (!best || (latest ? utc > *best : utc < *best)) best = utc;
  }
  return best.value_or(local - before);
}

}  // namespace

TimeInterval to_utc(TimeInterval civil, const std::function<std::int32_t(Seconds utc)>& offset) {
  return {instant(civil.begin, false, offset), instant(civil.end, true, offset)};
}

TimeInterval to_utc_anywhere(TimeInterval civil) { return {civil.begin - 14 * 3600, civil.end + 12 * 3600}; }

const std::vector<std::string>& desk_zones() {
  static const std::vector<std::string> zones = {
      "Africa/Algiers",     "Africa/Cairo",         "Africa/Johannesburg",
      "Africa/Nairobi",     "America/Anchorage",    "America/Cayenne",
      "America/Chicago",    "America/Denver",       "America/Halifax",
      "America/Havana",     "America/Los_Angeles",  "America/Mexico_City",
      "America/New_York",   "America/Sao_Paulo",    "Asia/Almaty",
      "Asia/Bangkok",       "Asia/Colombo",         "Asia/Dili",
      "Asia/Dubai",         "Asia/Ho_Chi_Minh",     "Asia/Hong_Kong",
      "Asia/Irkutsk",       "Asia/Jakarta",         "Asia/Jayapura",
      "Asia/Jerusalem",     "Asia/Kamchatka",       "Asia/Karachi",
      "Asia/Kolkata",       "Asia/Krasnoyarsk",     "Asia/Kuala_Lumpur",
      "Asia/Kuching",       "Asia/Magadan",         "Asia/Makassar",
      "Asia/Manila",        "Asia/Novosibirsk",     "Asia/Omsk",
      "Asia/Pontianak",     "Asia/Pyongyang",       "Asia/Qyzylorda",
      "Asia/Riyadh",        "Asia/Seoul",           "Asia/Shanghai",
      "Asia/Singapore",     "Asia/Taipei",          "Asia/Tashkent",
      "Asia/Tehran",        "Asia/Tokyo",           "Asia/Vladivostok",
      "Asia/Yakutsk",       "Asia/Yekaterinburg",   "Atlantic/Canary",
      "Atlantic/Reykjavik", "Australia/Adelaide",   "Australia/Darwin",
      "Australia/Perth",    "Australia/Sydney",     "Europe/Amsterdam",
      "Europe/Berlin",      "Europe/Brussels",      "Europe/Istanbul",
      "Europe/Kyiv",        "Europe/London",        "Europe/Madrid",
      "Europe/Minsk",       "Europe/Moscow",        "Europe/Paris",
      "Europe/Rome",        "Europe/Samara",        "Europe/Saratov",
      "Europe/Stockholm",   "Europe/Vienna",        "Europe/Volgograd",
      "Europe/Warsaw",      "Pacific/Auckland",     "Pacific/Honolulu",
      "Pacific/Kwajalein",  "Pacific/Port_Moresby", "UTC",
  };
  return zones;
}

}  // namespace saksi::corpus

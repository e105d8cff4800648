#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"

namespace saksi::corpus {

struct ZoneTransition {
  Seconds utc = 0;
  std::int32_t offset = 0;  ///< seconds east of UTC from then on
  friend bool operator==(const ZoneTransition&, const ZoneTransition&) = default;
};

/// A zone's offsets from 1900 to 2037; before, `initial`; after, the last one.
struct ZoneRow {
  std::string name;
  std::int32_t initial = 0;
  std::vector<ZoneTransition> transitions;
  friend bool operator==(const ZoneRow&, const ZoneRow&) = default;
};

/// Seconds east of UTC of "UTC", "Z", "+07:00", "-0330"; nullopt for anything else.
std::optional<int> fixed_offset(std::string_view zone);

std::int32_t offset_at(const ZoneRow& zone, Seconds utc);

/// The instants a civil interval covers in a zone: where the clock showed its ends twice, the earlier begin and the
/// later end.
TimeInterval to_utc(TimeInterval civil, const std::function<std::int32_t(Seconds utc)>& offset);

/// From the first to the last instant at which it was that time anywhere (UTC+14 to UTC-12).
TimeInterval to_utc_anywhere(TimeInterval civil);

/// A zone of the machine's zone data, or nullopt where it is not there.
std::optional<ZoneRow> compile_zone(const std::string& name);

/// "2025b"; "unknown" where the zone data does not say.
std::string zone_data_version();

/// The zones every base has, whatever its facts name: those of desks and of the lexicons' zone words.
const std::vector<std::string>& desk_zones();

}  // namespace saksi::corpus

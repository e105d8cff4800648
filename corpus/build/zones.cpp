#include "corpus/build/compiler.h"

namespace saksi::corpus {

bool Compiler::known_zone(std::string_view zone) {
  if (fixed_offset(zone)) return true;
  auto found = zones_.find(zone);
  if (found == zones_.end()) found = zones_.emplace(std::string(zone), compile_zone(std::string(zone))).first;
  return found->second.has_value();
}

std::string Compiler::zone_of(std::string_view place, int depth) {
  constexpr int kMaxDepth = 12;
  if (depth > kMaxDepth) return {};
  const auto own = [&](const char* property) -> const std::vector<std::size_t>* {
    const auto found = by_property_.find({std::string(place), property});
    return found == by_property_.end() ? nullptr : &found->second;
  };
  if (const auto* zones = own("zone")) return content_.statements[zones->front()].cell.text;
  for (const char* upward : {"located_in", "country"}) {
    if (const auto* places = own(upward)) {
      for (const auto i : *places) {
        const std::string above = zone_of(content_.statements[i].cell.text, depth + 1);
        if (!above.empty()) return above;
      }
    }
  }
  if (entity_kinds_.contains(place) || !options_.over) return {};
  for (const auto& s : options_.over->statements(place, "zone")) {
    if (const auto* text = std::get_if<Text>(&s.value)) return text->text;
  }
  for (const char* upward : {"located_in", "country"}) {
    for (const auto& s : options_.over->statements(place, upward)) {
      if (const auto* above = std::get_if<Entity>(&s.value)) {
        const std::string zone = zone_of(above->id, depth + 1);
        if (!zone.empty()) return zone;
      }
    }
  }
  return {};
}

TimeInterval Compiler::utc_of(const Date& date, std::string_view zone) {
  const std::string_view told = date.zone ? std::string_view(*date.zone) : zone;
  if (told.empty() || !known_zone(told)) return to_utc_anywhere(date.civil);
  if (const auto fixed = fixed_offset(told)) return {date.civil.begin - *fixed, date.civil.end - *fixed};
  const ZoneRow& row = *zones_.find(told)->second;
  return to_utc(date.civil, [&](Seconds utc) { return offset_at(row, utc); });
}

void Compiler::keep_zones() {
  for (const auto& zone : desk_zones()) {
    auto& row = zones_[zone];
    if (!row) row = compile_zone(zone);
  }
  for (const auto& [name, row] : zones_) {
    if (row) content_.zones.push_back(*row);
  }
  content_.tz_version = zone_data_version();
}

}  // namespace saksi::corpus

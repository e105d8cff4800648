#include "corpus/snapshot/values.h"

#include <string>

namespace saksi::corpus {

notation::Value value_of(const Snapshot& facts, const flat::Value& v) {
  switch (v.type) {
    case flat::ValueType::none: return {};
    case flat::ValueType::entity: return notation::Entity{std::string(facts.text(v.sym))};
    case flat::ValueType::symbol: return notation::Symbol{std::string(facts.text(v.sym))};
    case flat::ValueType::text: return notation::Text{std::string(facts.text(v.text))};
    case flat::ValueType::weekday: return static_cast<Weekday>(v.precision);
    case flat::ValueType::date: {
      Date d;
      d.civil = {v.begin, v.end};
      d.precision = static_cast<Precision>(v.precision);
      d.approximate = (v.flags & flat::approximate) != 0;
      if ((v.flags & flat::has_zone) != 0) d.zone = std::string(facts.text(v.text));
      return d;
    }
    case flat::ValueType::quantity: {
      Quantity q;
      q.value = v.value;
      q.low = v.low;
      q.high = v.high;
      q.unit = facts.text(v.text);
      q.decimals = v.decimals;
      q.significant = v.significant;
      q.range = (v.flags & flat::range) != 0;
      return q;
    }
  }
  return {};
}

std::optional<Date> told_of(const Snapshot& facts, const flat::Event& e) {
  const std::string_view time = facts.text(e.time_text), from = facts.text(e.from_text), to = facts.text(e.to_text);
  std::optional<Date> told;
  if (!time.empty()) {
    told = parse_edtf(time);
  } else if (!from.empty() && !to.empty()) {
    const auto first = parse_edtf(from), last = parse_edtf(to);
    if (first && last) told = Date::range(*first, *last);
  }
  const std::string_view zone = facts.text(e.zone_text);
  if (told && !told->zone && !zone.empty()) told->zone = std::string(zone);
  return told;
}

}  // namespace saksi::corpus

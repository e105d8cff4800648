#pragma once
#include <optional>
#include <vector>

#include "core/date.h"
#include "core/quantity.h"
#include "grammar/values/mentions_parts.h"

/// Every inference from what a text says of time to a stretch of the calendar: the missing year, "yesterday", "last
/// week", the parts of a year and of a day. Nowhere else is anything of the kind decided.
namespace saksi::grammar::policy {

/// The stretch meant by `day`. nullopt where it needs an as_of that is missing, where it is no day of the calendar, or
/// where its words can mean two days.
/// - no year: the nearest past, as_of's own day and month included; "last" before a month leaves out as_of's own
/// - a weekday alone: the nearest past, as_of's day included; "last Friday" leaves it out
/// - last week: Monday to Sunday before as_of's week; the weekend: the last Saturday and Sunday begun before as_of
/// - early, mid, late: overlapping thirds of the year, month, decade or century
std::optional<Date> resolve(const parts::Day& day, const std::optional<Date>& as_of);

/// As above for a day or month without a year, with a full date told in the same sentence: the year that brings it
/// nearest to that date. nullopt where the nearest past to as_of is another year, for then either may be meant.
std::optional<Date> resolve_beside(const parts::Day& day, const Date& beside, const std::optional<Date>& as_of);

/// A clock time on that day, or alone (clock_only). Minutes are truncated as told: "23:10" is the whole minute.
std::optional<Date> with_clock(const std::optional<Date>& day, const parts::Clock& clock);

struct Elapsed {
  double value = 0;
  std::string_view unit;  ///< s min h d wk mo a
};
/// "two months ago", "1 month, 3 days ago". One unit alone is told roughly: half a unit to both sides, and the whole
/// calendar month or year it falls in; several units are told to the last of them.
std::optional<Date> ago(const std::vector<Elapsed>& parts, const std::optional<Date>& as_of);
/// "30 years ago yesterday", "twenty years ago this week": so many calendar years, months or weeks before a day, a week or
/// a month that the text names. nullopt for other units and for longer stretches.
std::optional<Date> ago_from(const Elapsed& elapsed, const Date& anchor);

/// The zone in which `local` and `utc` are one instant: "-03:00"; nullopt where no zone fits.
std::optional<std::string> offset_of(const parts::Clock& local, const parts::Clock& utc);

}  // namespace saksi::grammar::policy

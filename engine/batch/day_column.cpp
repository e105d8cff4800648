#include "engine/batch/day_column.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "core/tsv.h"
#include "engine/batch/record.h"
#include "engine/batch/settings.h"

namespace saksi::engine {

namespace {

/// Three figures with one separator between them, and nothing behind them but a clock time.
struct Figures {
  std::array<int, 3> of{};
  bool year_first = false;
};

std::optional<Figures> figures_of(std::string_view cell) {
  Figures out;
  std::array<std::size_t, 3> digits{};
  char separator = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [end, error] = std::from_chars(cell.data() + at, cell.data() + cell.size(), out.of[i]);
    digits[i] = static_cast<std::size_t>(end - (cell.data() + at));
    if (error != std::errc() || digits[i] == 0 || digits[i] > 4 || out.of[i] < 0) return std::nullopt;
    at += digits[i];
    if (i == 2) break;
    if (at >= cell.size() || std::string_view("-/.").find(cell[at]) == std::string_view::npos) return std::nullopt;
    if (separator != 0 && cell[at] != separator) return std::nullopt;
    separator = cell[at++];
  }
  if (at < cell.size() && cell[at] != ' ' && cell[at] != 'T') return std::nullopt;
  out.year_first = digits[0] == 4;
  const bool year_last = digits[2] == 4;
  if (out.year_first == year_last || digits[1] > 2 || digits[out.year_first ? 2 : 0] > 2) return std::nullopt;
  return out;
}

std::optional<Date> day_of(int year, int month, int day) {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  return parse_iso_day(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

}  // namespace

std::optional<Date> read_day(std::string_view cell, DayOrder order) {
  cell = trim(cell);
  if (cell.empty()) return std::nullopt;
  const auto f = figures_of(cell);
  if (!f) return prose_day(cell);
  if (f->year_first) return day_of(f->of[0], f->of[1], f->of[2]);
  const bool day_first = f->of[0] > 12 || (order == DayOrder::day_first && f->of[1] <= 12);
  const bool month_first = f->of[1] > 12 || (order == DayOrder::month_first && f->of[0] <= 12);
  const bool same = f->of[0] == f->of[1];
  if (day_first == month_first && !same) return std::nullopt;
  return day_first || same ? day_of(f->of[2], f->of[1], f->of[0]) : day_of(f->of[2], f->of[0], f->of[1]);
}

void DayOrderProof::add(std::string_view cell) {
  const auto f = figures_of(trim(cell));
  if (!f || f->year_first || order_ == DayOrder::mixed) return;
  const DayOrder told = f->of[0] > 12 ? DayOrder::day_first : f->of[1] > 12 ? DayOrder::month_first : DayOrder::unknown;
  if (told == DayOrder::unknown || told == order_) return;
  order_ = order_ == DayOrder::unknown ? told : DayOrder::mixed;
}

}  // namespace saksi::engine

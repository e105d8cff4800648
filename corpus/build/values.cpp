#include <algorithm>

#include "core/quantity.h"
#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

bool Compiler::known_entity(std::string_view id) const {
  return entity_kinds_.contains(id) || (options_.over && options_.over->entity(id));
}

std::vector<std::string> Compiler::kinds_of(std::string_view id) const {
  const auto own = entity_kinds_.find(id);
  if (own != entity_kinds_.end()) return own->second;
  std::vector<std::string> kinds;
  if (options_.over) {
    for (const auto kind : options_.over->kinds_of(id)) kinds.emplace_back(kind);
  }
  return kinds;
}

bool Compiler::is_a(std::string_view entity, std::string_view kind) const {
  const auto kinds = kinds_of(entity);
  return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& k) { return schema_.is_a(k, kind); });
}

std::vector<std::string_view> Compiler::entity_ids() const {
  std::vector<std::string_view> ids;
  for (const auto& [id, kinds] : entity_kinds_) ids.push_back(id);
  return ids;
}

std::optional<Date> Compiler::parse_date(const At& at, std::string_view text) {
  auto date = parse_edtf(text);
  if (!date || date->clock_only || date->civil.end <= date->civil.begin) {
    fail(at, "bad-date", in_quotes(text) + " is no date; write it as 1961-04-12T06:07Z, 1961-04-12, 1961-04 or 1961");
    return std::nullopt;
  }
  if (date->zone && !known_zone(*date->zone)) {
    fail(at, "unknown-zone", "unknown time zone " + in_quotes(*date->zone) + "; use an IANA name such as Asia/Jakarta");
    return std::nullopt;
  }
  return date;
}

std::optional<Cell> Compiler::parse_cell(const At& at, const CellType& type, std::string_view text,
                                         std::string_view unit, std::string_view said_unit, std::string_view what) {
  if (!said_unit.empty() && type.kind != CellType::Kind::quantity) {
    fail(at, "bad-unit", std::string(what) + " has no unit; leave the unit cell empty");
    return std::nullopt;
  }
  switch (type.kind) {
    case CellType::Kind::entity: {
      if (!known_entity(text)) {
        const std::string meant = did_you_mean(text, entity_ids());
        fail(at, "unknown-entity",
             "unknown entity " + in_quotes(text) + (meant.empty() ? "; add a row to entities/" : meant));
        return std::nullopt;
      }
      if (!is_a(text, type.of)) {
        const auto kinds = kinds_of(text);
        fail(at, "wrong-kind",
             std::string(what) + " must be a " + type.of + ", but " + in_quotes(text) + " is a " +
                 (kinds.empty() ? std::string("thing") : kinds.front()));
        return std::nullopt;
      }
      return Cell{Entity{std::string(text)}, std::string(text)};
    }
    case CellType::Kind::symbol: {
      const auto symbols = split(type.of, '|');
      if (std::find(symbols.begin(), symbols.end(), text) == symbols.end()) {
        std::string list;
        for (const auto s : symbols) list += (list.empty() ? "" : ", ") + std::string(s);
        fail(at, "bad-value", in_quotes(text) + " is no value of " + std::string(what) + "; it is one of " + list);
        return std::nullopt;
      }
      return Cell{Symbol{std::string(text)}, std::string(text)};
    }
    case CellType::Kind::date: {
      const auto date = parse_date(at, text);
      if (!date) return std::nullopt;
      return Cell{*date, std::string(text)};
    }
    case CellType::Kind::quantity: {
      const std::string canonical = unit.empty() ? "1" : std::string(unit);
      auto number = parse_number_cell(text, canonical);
      if (!number) {
        fail(at, "bad-value", in_quotes(text) + " is no number; write 1500, 3.5 or, for a range, 10/12");
        return std::nullopt;
      }
      if (!said_unit.empty() && said_unit != canonical) {
        for (double* part : {&number->value, &number->low, &number->high}) {
          const auto converted = convert(*part, said_unit, canonical);
          if (!converted) {
            fail(at, "bad-unit", in_quotes(said_unit) + " is no unit of " + std::string(what) + "; use " + canonical);
            return std::nullopt;
          }
          *part = *converted;
        }
      }
      return Cell{*number, std::string(text)};
    }
    case CellType::Kind::coordinates: {
      const auto coordinates = parse_coordinates_cell(text);
      if (!coordinates) {
        fail(at, "bad-value",
             in_quotes(text) + " is no place on a globe; write latitude,longitude in degrees, \"51.884,128.334\"");
        return std::nullopt;
      }
      return Cell{Text{*coordinates}, *coordinates};
    }
    case CellType::Kind::text: break;
  }
  return Cell{Text{std::string(text)}, std::string(text)};
}

}  // namespace saksi::corpus

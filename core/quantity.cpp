#include "core/quantity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace saksi {
namespace {

using D = Dimension;

constexpr double kMile = 1609.344;
constexpr double kFoot = 0.3048;
constexpr double kPound = 0.45359237;
constexpr double kYear = 31557600;  // Julian year, as UCUM's "a"

// Symbols after UCUM (https://ucum.org/ucum); currencies after ISO 4217. Factors to SI are exact by definition or as
// UCUM gives them.
constexpr auto kUnits = std::to_array<Unit>({
    {"1", D::none, 1, 0, "", "", 1},
    {"%", D::none, 0.01, 0, "per cent", "persen", 1},
    {"[ppth]", D::none, 0.001, 0, "per mille", "permil", 1},
    {"m/s2", D::none, 1, 0, "m/s²", "m/s²", 2},
    {"km/s2", D::none, 1000, 0, "km/s²", "km/s²", 2},
    {"[g]", D::none, 9.80665, 0, "g", "g", 2},
    {"N", D::none, 1, 0, "N", "N", 3},
    {"kN", D::none, 1e3, 0, "kN", "kN", 3},
    {"MN", D::none, 1e6, 0, "MN", "MN", 3},
    {"[lbf_av]", D::none, 4.4482216152605, 0, "pounds-force", "pon-gaya", 3},
    {"J", D::none, 1, 0, "J", "J", 4},
    {"kJ", D::none, 1e3, 0, "kJ", "kJ", 4},
    {"kW.h", D::none, 3.6e6, 0, "kWh", "kWh", 4},
    {"W.h", D::none, 3600, 0, "Wh", "Wh", 4},
    {"Hz", D::none, 1, 0, "Hz", "Hz", 5},
    {"kHz", D::none, 1e3, 0, "kHz", "kHz", 5},
    {"MHz", D::none, 1e6, 0, "MHz", "MHz", 5},
    {"GHz", D::none, 1e9, 0, "GHz", "GHz", 5},
    {"m", D::length, 1, 0, "m", "m"},
    {"km", D::length, 1e3, 0, "km", "km"},
    {"dm", D::length, 0.1, 0, "dm", "dm"},
    {"cm", D::length, 0.01, 0, "cm", "cm"},
    {"mm", D::length, 1e-3, 0, "mm", "mm"},
    {"um", D::length, 1e-6, 0, "µm", "µm"},
    {"nm", D::length, 1e-9, 0, "nm", "nm"},
    {"[mi_i]", D::length, kMile, 0, "miles", "mil", 0, 1852 / 1609.344},
    {"[nmi_i]", D::length, 1852, 0, "nautical miles", "mil laut"},
    {"[ft_i]", D::length, kFoot, 0, "feet", "kaki"},
    {"[in_i]", D::length, 0.0254, 0, "inches", "inci"},
    {"[yd_i]", D::length, 0.9144, 0, "yards", "yard"},
    {"AU", D::length, 149597870700.0, 0, "AU", "SA"},
    {"[ly]", D::length, 9460730472580800.0, 0, "light-years", "tahun cahaya"},
    {"pc", D::length, 3.0856775814913673e16, 0, "parsecs", "parsek"},
    {"kg", D::mass, 1, 0, "kg", "kg"},
    {"g", D::mass, 1e-3, 0, "g", "g"},
    {"mg", D::mass, 1e-6, 0, "mg", "mg"},
    {"ug", D::mass, 1e-9, 0, "µg", "µg"},
    {"t", D::mass, 1e3, 0, "tonnes", "ton"},
    {"[lb_av]", D::mass, kPound, 0, "pounds", "pon"},
    {"[oz_av]", D::mass, kPound / 16, 0, "ounces", "ons"},
    {"[ston_av]", D::mass, 2000 * kPound, 0, "short tons", "ton pendek"},
    {"[lton_av]", D::mass, 2240 * kPound, 0, "long tons", "ton panjang"},
    {"s", D::time, 1, 0, "seconds", "detik"},
    {"ms", D::time, 1e-3, 0, "milliseconds", "milidetik"},
    {"min", D::time, 60, 0, "minutes", "menit"},
    {"h", D::time, 3600, 0, "hours", "jam"},
    {"d", D::time, 86400, 0, "days", "hari"},
    {"wk", D::time, 604800, 0, "weeks", "pekan"},
    {"mo", D::time, kYear / 12, 0, "months", "bulan"},
    {"a", D::time, kYear, 0, "years", "tahun"},
    {"K", D::temperature, 1, 0, "K", "K"},
    {"Cel", D::temperature, 1, 273.15, "°C", "°C"},
    {"[degF]", D::temperature, 5.0 / 9, 273.15 - 32 * 5.0 / 9, "°F", "°F"},
    {"m/s", D::speed, 1, 0, "m/s", "m/detik"},
    {"km/s", D::speed, 1e3, 0, "km/s", "km/detik"},
    {"km/h", D::speed, 1 / 3.6, 0, "km/h", "km/jam"},
    {"[mi_i]/h", D::speed, kMile / 3600, 0, "mph", "mil per jam"},
    {"[mi_i]/s", D::speed, kMile, 0, "miles per second", "mil per detik"},
    {"[ft_i]/s", D::speed, kFoot, 0, "ft/s", "kaki per detik"},
    {"[kn_i]", D::speed, 1852.0 / 3600, 0, "knots", "knot"},
    {"m2", D::area, 1, 0, "m²", "m²"},
    {"km2", D::area, 1e6, 0, "km²", "km²"},
    {"cm2", D::area, 1e-4, 0, "cm²", "cm²"},
    {"ha", D::area, 1e4, 0, "hectares", "hektare"},
    {"[mi_i]2", D::area, kMile* kMile, 0, "square miles", "mil persegi"},
    {"[ft_i]2", D::area, kFoot* kFoot, 0, "square feet", "kaki persegi"},
    {"[acr_us]", D::area, 4046.8726098742523, 0, "acres", "ekar"},
    {"m3", D::volume, 1, 0, "m³", "m³"},
    {"km3", D::volume, 1e9, 0, "km³", "km³"},
    {"cm3", D::volume, 1e-6, 0, "cm³", "cm³"},
    {"L", D::volume, 1e-3, 0, "litres", "liter"},
    {"mL", D::volume, 1e-6, 0, "ml", "ml"},
    {"[gal_us]", D::volume, 3.785411784e-3, 0, "gallons", "galon", 0, 4.54609 / 3.785411784},
    {"[bbl_us]", D::volume, 0.158987294928, 0, "barrels", "barel"},
    {"deg", D::angle, 0.017453292519943295, 0, "°", "°"},
    {"'", D::angle, 0.017453292519943295 / 60, 0, "′", "′"},
    {"''", D::angle, 0.017453292519943295 / 3600, 0, "″", "″"},
    {"rad", D::angle, 1, 0, "rad", "rad"},
    {"Pa", D::pressure, 1, 0, "Pa", "Pa"},
    {"hPa", D::pressure, 100, 0, "hPa", "hPa"},
    {"kPa", D::pressure, 1e3, 0, "kPa", "kPa"},
    {"MPa", D::pressure, 1e6, 0, "MPa", "MPa"},
    {"mbar", D::pressure, 100, 0, "mbar", "mbar"},
    {"bar", D::pressure, 1e5, 0, "bar", "bar"},
    {"atm", D::pressure, 101325, 0, "atm", "atm"},
    {"[psi]", D::pressure, 6894.757293168361, 0, "psi", "psi"},
    {"W", D::power, 1, 0, "W", "W"},
    {"kW", D::power, 1e3, 0, "kW", "kW"},
    {"MW", D::power, 1e6, 0, "MW", "MW"},
    {"GW", D::power, 1e9, 0, "GW", "GW"},
    {"[HP]", D::power, 745.6998715822702, 0, "horsepower", "tenaga kuda"},
    {"USD", D::money, 1, 0, "US dollars", "dolar AS"},
    {"IDR", D::money, 1, 0, "rupiah", "rupiah"},
    {"EUR", D::money, 1, 0, "euros", "euro"},
    {"GBP", D::money, 1, 0, "pounds sterling", "pound sterling"},
    {"JPY", D::money, 1, 0, "yen", "yen"},
    {"RUB", D::money, 1, 0, "roubles", "rubel"},
    {"CNY", D::money, 1, 0, "yuan", "yuan"},
    {"INR", D::money, 1, 0, "rupees", "rupee"},
    {"bit", D::data, 0.125, 0, "bits", "bit"},
    {"kbit", D::data, 125, 0, "kbit", "kbit"},
    {"Mbit", D::data, 125e3, 0, "Mbit", "Mbit"},
    {"Gbit", D::data, 125e6, 0, "Gbit", "Gbit"},
    {"By", D::data, 1, 0, "bytes", "bita"},
    {"kBy", D::data, 1e3, 0, "kB", "kB"},
    {"MBy", D::data, 1e6, 0, "MB", "MB"},
    {"GBy", D::data, 1e9, 0, "GB", "GB"},
    {"TBy", D::data, 1e12, 0, "TB", "TB"},
});

std::string number_text(double v) {
  if (std::isinf(v)) return v < 0 ? "-inf" : "inf";
  std::array<char, 512> buf{};
  const auto r = std::to_chars(buf.data(), buf.data() + buf.size(), v, std::chars_format::fixed);
  return {buf.data(), r.ptr};
}

}  // namespace

const Unit* find_unit(std::string_view id) {
  static const auto by_id = [] {
    std::unordered_map<std::string_view, const Unit*> all;
    for (const Unit& u : kUnits) all.emplace(u.id, &u);
    return all;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

std::span<const Unit> all_units() { return kUnits; }

std::optional<double> convert(double value, const Unit* from, const Unit* to) {
  if (from == nullptr || to == nullptr) return std::nullopt;
  if (from == to) return value;
  if (from->dimension != to->dimension || from->dimension == Dimension::money || from->family != to->family)
    return std::nullopt;
  return (value * from->factor + from->offset - to->offset) / to->factor;
}

std::optional<double> convert(double value, std::string_view from, std::string_view to) {
  return convert(value, find_unit(from), find_unit(to));
}

Quantity Quantity::count(double n) {
  Quantity q;
  q.value = q.low = q.high = n;
  q.unit = "1";
  double rest = std::fabs(n);
  int digits = rest < 1 ? 1 : static_cast<int>(std::floor(std::log10(rest))) + 1;
  while (digits > 1 && std::fmod(rest, 10) == 0) {
    rest /= 10;
    --digits;
  }
  q.significant = digits;
  return q;
}

void Quantity::widen() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double size = std::fabs(value);
  const Unit* u = find_unit(unit);
  const bool shifted = u != nullptr && u->dimension == Dimension::temperature;
  double step = std::pow(10.0, -decimals);
  if (significant > 0 && size > 0) step = std::pow(10.0, std::floor(std::log10(size)) + 1 - significant);
  double half = step / 2;
  // A relative limit means nothing at zero or on a scale with a shifted zero.
  if (size > 0 && !shifted) half = std::min(half, 0.05 * size);
  double below = half;
  double above = half;
  switch (hedge) {
    case Hedge::none: break;
    case Hedge::exactly: below = above = std::min(half, std::pow(10.0, -decimals) / 2); break;
    case Hedge::about: below = above = std::max(half, 0.1 * size); break;
    case Hedge::almost:
      below = std::max(half, 0.1 * size);
      above = 0;
      break;
  }
  switch (bound) {
    case Bound::eq:
      if (range) {
        if (hedge == Hedge::about) {
          low -= 0.1 * std::fabs(low);
          high += 0.1 * std::fabs(high);
        }
        return;
      }
      low = value - below;
      high = value + above;
      return;
    case Bound::gt:
    case Bound::ge:
      low = hedge == Hedge::about ? value - below : value;
      high = kInfinity;
      return;
    case Bound::lt:
    case Bound::le:
      low = -kInfinity;
      high = hedge == Hedge::about ? value + above : value;
      return;
  }
}

std::string to_string(const Quantity& q) {
  std::string out;
  switch (q.bound) {
    case Bound::eq: break;
    case Bound::gt: out = "> "; break;
    case Bound::ge: out = ">= "; break;
    case Bound::lt: out = "< "; break;
    case Bound::le: out = "<= "; break;
  }
  switch (q.hedge) {
    case Hedge::none: break;
    case Hedge::about: out += "~"; break;
    case Hedge::almost: out += "almost "; break;
    case Hedge::exactly: out += "exactly "; break;
  }
  out += q.range ? number_text(q.low) + ".." + number_text(q.high) : number_text(q.value);
  if (!q.unit.empty() && q.unit != "1") out += " " + q.unit;
  return out;
}

std::string format_number(double v, int decimals, std::string_view lang) {
  const bool indonesian = lang == "id";
  if (!std::isfinite(v)) return number_text(v);
  std::array<char, 512> buf{};
  const auto r =
      std::to_chars(buf.data(), buf.data() + buf.size(), std::fabs(v), std::chars_format::fixed, std::max(decimals, 0));
  const std::string plain(buf.data(), r.ptr);
  const std::size_t whole = std::min(plain.find('.'), plain.size());
  const bool zero = plain.find_first_not_of("0.") == std::string::npos;
  std::string out = v < 0 && !zero ? "-" : "";
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out += indonesian ? '.' : ',';
    out += plain[i];
  }
  if (whole < plain.size()) out += (indonesian ? "," : ".") + plain.substr(whole + 1);
  return out;
}

}  // namespace saksi

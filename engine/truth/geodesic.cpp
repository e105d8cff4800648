#include "engine/truth/geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace saksi::engine {

double geodesic_km(double lat1, double lon1, double lat2, double lon2) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(lat1, lon1, lat2, lon2, metres);
  return metres / 1000;
}

double haversine_km(double lat1, double lon1, double lat2, double lon2) {
  constexpr double kRadius = 6371.0088;
  constexpr double kDegree = std::numbers::pi / 180;
  const double a = std::sin((lat2 - lat1) * kDegree / 2);
  const double b = std::sin((lon2 - lon1) * kDegree / 2);
  const double h = a * a + std::cos(lat1 * kDegree) * std::cos(lat2 * kDegree) * b * b;
  return 2 * kRadius * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

}  // namespace saksi::engine

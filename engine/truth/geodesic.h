#pragma once

namespace saksi::engine {

/// Kilometres along the WGS84 ellipsoid between two places in decimal degrees. Source: C. F. F. Karney, "Algorithms for
/// geodesics" (2013), as GeographicLib computes it.
double geodesic_km(double lat1, double lon1, double lat2, double lon2);

/// Kilometres on a sphere of 6371.0088 km: within 0.6 % of the geodesic and ten times as fast.
double haversine_km(double lat1, double lon1, double lat2, double lon2);

}  // namespace saksi::engine

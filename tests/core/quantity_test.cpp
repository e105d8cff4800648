#include "core/quantity.h"

#include <set>

#include "tests/catch.h"

using namespace saksi;

namespace {
Quantity made(double v, int significant, int decimals, Hedge h = Hedge::none, Bound b = Bound::eq,
              const char* unit = "km") {
  Quantity q;
  q.value = v;
  q.significant = significant;
  q.decimals = decimals;
  q.hedge = h;
  q.bound = b;
  q.unit = unit;
  q.widen();
  return q;
}
}  // namespace

TEST_CASE("the unit table has each id once and converts there and back") {
  std::set<std::string_view> seen;
  for (const Unit& u : all_units()) {
    CAPTURE(u.id);
    CHECK(seen.insert(u.id).second);
    CHECK(find_unit(u.id) == &u);
    CHECK(u.factor > 0);
    for (const Unit& v : all_units()) {
      const auto there = convert(7.0, u.id, v.id);
      if (!there) continue;
      REQUIRE(convert(*there, v.id, u.id).value() == Approx(7.0).epsilon(1e-9));
    }
  }
  CHECK(find_unit("furlong") == nullptr);
}

TEST_CASE("conversions that readers know") {
  CHECK(convert(100, "[mi_i]", "km").value() == Approx(160.9344));
  CHECK(convert(460, "Cel", "[degF]").value() == Approx(860));
  CHECK(convert(-40, "[degF]", "Cel").value() == Approx(-40));
  CHECK(convert(1, "[nmi_i]", "m").value() == Approx(1852));
  CHECK(convert(50, "%", "1").value() == Approx(0.5));
  CHECK_FALSE(convert(1, "km", "kg"));
  CHECK_FALSE(convert(1, "USD", "IDR"));
  CHECK_FALSE(convert(1, "1", "m/s2"));
}

TEST_CASE("what words cover") {
  CHECK(made(1500, 2, 0).low == Approx(1450));
  CHECK(made(10, 1, 0).low == Approx(9.5));  // half a ten would be more than 5 %
  CHECK(made(384400, 4, 0).high == Approx(384450));
  CHECK(made(149.6, 4, 1).low == Approx(149.55));
  CHECK(made(1500, 2, 0, Hedge::about).low == Approx(1350));
  CHECK(made(900, 1, 0, Hedge::almost).high == Approx(900));
  CHECK(made(900, 1, 0, Hedge::almost).low == Approx(810));
  CHECK(made(1000, 1, 0, Hedge::none, Bound::gt).low == Approx(1000));
  CHECK(made(2, 1, 0, Hedge::none, Bound::eq, "Cel").low == Approx(1.5));  // no share of a shifted scale
  CHECK(Quantity::count(7).low == 7);
}

TEST_CASE("quantities as text") {
  CHECK(to_string(made(1500, 2, 0)) == "1500 km");
  CHECK(to_string(made(1500, 2, 0, Hedge::about)) == "~1500 km");
  CHECK(to_string(made(10, 1, 0, Hedge::none, Bound::ge)) == ">= 10 km");
  CHECK(to_string(made(2, 1, 0, Hedge::almost, Bound::eq, "a")) == "almost 2 a");
  CHECK(to_string(Quantity::count(3)) == "3");
  CHECK(to_string(made(149.6, 4, 1)) == "149.6 km");
}

TEST_CASE("numbers for readers") {
  CHECK(format_number(1011, 0, "en") == "1,011");
  CHECK(format_number(1011, 0, "id") == "1.011");
  CHECK(format_number(149.6, 1, "en") == "149.6");
  CHECK(format_number(149.6, 1, "id") == "149,6");
  CHECK(format_number(-1234567, 0, "en") == "-1,234,567");
  CHECK(format_number(-0.2, 0, "en") == "0");
  CHECK(format_number(12, 0, "en") == "12");
}

#include "core/date.h"

#include "tests/catch.h"

using namespace saksi;

TEST_CASE("days and civil dates are each other's inverse over the whole calendar") {
  std::int64_t expected = days_from_civil(1, 1, 1);
  for (int y = 1; y <= 9999; ++y) {
    for (int m = 1; m <= 12; ++m) {
      REQUIRE(days_from_civil(y, m, 1) == expected);
      const int last = days_in_month(y, m);
      int yy = 0;
      int mm = 0;
      int dd = 0;
      civil_from_days(expected + last - 1, yy, mm, dd);
      REQUIRE((yy == y && mm == m && dd == last));
      expected += last;
    }
  }
  CHECK(weekday_of(days_from_civil(1970, 1, 1)) == Weekday::thursday);
  CHECK(weekday_of(days_from_civil(1945, 8, 17)) == Weekday::friday);
  CHECK(weekday_of(days_from_civil(1957, 10, 4)) == Weekday::friday);
}

TEST_CASE("impossible civil dates are none") {
  CHECK_FALSE(valid_civil(2023, 2, 29));
  CHECK(valid_civil(2024, 2, 29));
  CHECK_FALSE(valid_civil(1900, 2, 29));
  CHECK_FALSE(valid_civil(2023, 13, 1));
  CHECK_FALSE(valid_civil(0, 1, 1));
  CHECK_FALSE(valid_civil(10000, 1, 1));
}

TEST_CASE("EDTF is read and written alike") {
  for (const char* s : {"1957",
                        "2023-08",
                        "1957-10-04",
                        "196X",
                        "19XX",
                        "2023-08-10T23",
                        "2023-08-10T23:10Z",
                        "2023-08-10T23:10:57Z",
                        "2023-08-11T02:10+03:00",
                        "2023-08-11T02:10[Europe/Moscow]",
                        "1969/1972",
                        "1969-03/1972-01",
                        "2017-11-19/2017-11-30",
                        "2023-35",
                        "2023-W36",
                        "1961~",
                        "T23:10Z",
                        "T05",
                        "1969~/1972~",
                        "2023-09-07[Asia/Tokyo]",
                        "0632-06-08"}) {
    CAPTURE(s);
    const auto d = parse_edtf(s);
    REQUIRE(d);
    CHECK(to_edtf(*d) == s);
    CHECK(d->civil.begin < d->civil.end);
  }
}

TEST_CASE("every whole day is read back from its EDTF") {
  for (std::int64_t n = days_from_civil(1, 1, 1); n < days_from_civil(9999, 12, 31); n += 97) {
    int y = 0;
    int m = 0;
    int d = 0;
    civil_from_days(n, y, m, d);
    const Date day = Date::day(y, m, d);
    REQUIRE(parse_edtf(to_edtf(day)) == day);
    const Date month = Date::month(y, m);
    REQUIRE(parse_edtf(to_edtf(month)) == month);
    REQUIRE(parse_edtf(to_edtf(Date::year(y))) == Date::year(y));
  }
}

TEST_CASE("what is no EDTF is refused") {
  for (const char* s : {"",          "57",    "1957-13",   "1957-02-30",  "1957-10-04T24:00", "1957-10-04T23:60",
                        "next week", "1957/", "1972/1969", "1957-10-04X", "2023-W54",         "0000",
                        "19571004",  "/",     "~",         "[",           "1957-10-04T",      "1957-10-04+25:00",
                        "T/T",       "0XXX"}) {
    CAPTURE(s);
    CHECK_FALSE(parse_edtf(s));
  }
}

TEST_CASE("a tilde may stand on either side") {
  REQUIRE(parse_edtf("~1961"));
  CHECK(parse_edtf("~1961")->approximate);
  CHECK(parse_edtf("~1961") == parse_edtf("1961~"));
}

TEST_CASE("whole years and months go by the calendar") {
  const auto at = [](int y, int m, int d) { return Date::day(y, m, d).civil.begin; };
  CHECK(whole_years(at(1969, 7, 20), at(2023, 7, 20)) == 54);
  CHECK(whole_years(at(1969, 7, 20), at(2023, 7, 19)) == 53);
  CHECK(whole_years(at(1986, 1, 28), at(2003, 2, 1)) == 17);
  CHECK(whole_months(at(2023, 1, 31), at(2023, 2, 28)) == 1);
  CHECK(whole_months(at(2023, 1, 31), at(2023, 3, 1)) == 1);
  CHECK(whole_months(at(2023, 3, 1), at(2023, 1, 31)) == -1);
}

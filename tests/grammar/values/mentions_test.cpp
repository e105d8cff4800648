#include "grammar/values/mentions.h"

#include <random>

#include "tests/catch.h"

using namespace saksi;
using namespace saksi::grammar;

namespace {

constexpr const char* kKinds[] = {"date", "time", "duration", "number", "ordinal", "quantity", "weekday", "coordinate"};

/// "date[4 October 1957]=1957-10-04; …" of a text told on Thursday, 14 September 2023.
std::string found(std::string_view lang, std::string_view user, const char* as_of = "2023-09-14") {
  const NormalText t = normalise(user);
  const auto k = tokenise(t);
  MentionOptions o;
  o.lang = lang;
  if (*as_of != '\0') o.as_of = parse_edtf(as_of);
  std::string out;
  for (const ValueMention& m : find_values(t, k, 0, static_cast<std::uint32_t>(k.size()), o)) {
    const Span s = join(k[m.first].span, k[m.last - 1].span);
    out += (out.empty() ? "" : "; ") + std::string(kKinds[static_cast<int>(m.kind)]) + "[" +
           std::string(user.substr(s.begin, s.size())) + "]=" + to_string(m.value);
    if (m.other) out += "|" + to_string(*m.other);
    if (m.weekday) out += " " + std::string(to_string(*m.weekday));
    if (!m.axis.empty()) out += " " + m.axis;
  }
  return out;
}
std::string en(std::string_view s) { return found("en", s); }
std::string id(std::string_view s) { return found("id", s); }

}  // namespace

TEST_CASE("dates as written in English") {
  CHECK(en("on 4 October 1957") == "date[4 October 1957]=1957-10-04");
  CHECK(en("October 4, 1957") == "date[October 4, 1957]=1957-10-04");
  CHECK(en("on Oct. 4, 1957") == "date[Oct. 4, 1957]=1957-10-04");
  CHECK(en("on the ninth of May, nineteen forty-five,") == "date[the ninth of May, nineteen forty-five]=1945-05-09");
  CHECK(en("on Saturday, Aug. 5, 2023") == "date[Saturday, Aug. 5, 2023]=2023-08-05 saturday");
  CHECK(en("in July 2017") == "date[July 2017]=2017-07");
  CHECK(en("since 1967") == "date[1967]=1967");
  CHECK(en("a treaty (1967)") == "date[1967]=1967");
  CHECK(en("in the 1970s") == "date[the 1970s]=197X");
  CHECK(en("in early 2016") == "date[early 2016]=2016-01/2016-04");
  CHECK(en("in late November 2017") == "date[late November 2017]=2017-11-19/2017-11-30");
  CHECK(en("in the second quarter of 2019") == "date[the second quarter of 2019]=2019-34");
  CHECK(en("in spring 1961") == "date[spring 1961]=1961-03-01/1961-06-21");
  CHECK(en("between 1969 and 1972") == "date[between 1969 and 1972]=1969/1972");
  CHECK(en("from 1981 to 2011") == "date[from 1981 to 2011]=1981/2011");
  CHECK(en("in 1957-58") == "date[1957-58]=1957/1958");
  CHECK(en("11-14 July 2023") == "date[11-14 July 2023]=2023-07-11/2023-07-14");
  CHECK(en("by 2023-08-10") == "date[2023-08-10]=2023-08-10");
  CHECK(en("13/9/2023") == "date[13/9/2023]=2023-09-13");
  CHECK(en("3/7/2017") == "date[3/7/2017]=?");  // July or March
  CHECK(en("Monday, 3/7/2017") == "date[Monday, 3/7/2017]=2017-07-03 monday");
  CHECK(en("31 June 2020") == "date[31 June 2020]=?");
  CHECK(en("in the 20th century") == "date[the 20th century]=1901/2000");
}

TEST_CASE("dates as written in Indonesian") {
  CHECK(id("pada 8 Juli 1976") == "date[8 Juli 1976]=1976-07-08");
  CHECK(id("Selasa (5/9/2023)") == "date[Selasa (5/9/2023)]=2023-09-05 tuesday");
  CHECK(id("Rabu (13/9)") == "date[Rabu (13/9)]=2023-09-13 wednesday");
  CHECK(id("3/7/2017") == "date[3/7/2017]=2017-07-03");
  CHECK(id("hari Jumat, 17 Agustus 1945") == "date[hari Jumat, 17 Agustus 1945]=1945-08-17 friday");
  CHECK(id("pada Juli 2017") == "date[Juli 2017]=2017-07");
  CHECK(id("tahun 1953") == "date[tahun 1953]=1953");
  CHECK(id("dekade 1970-an") == "date[dekade 1970-an]=197X");
  CHECK(id("era 1990an") == "date[era 1990an]=199X");
  CHECK(id("pertengahan 2016") == "date[pertengahan 2016]=2016-04-16/2016-09-15");
  CHECK(id("kuartal ketiga 2023") == "date[kuartal ketiga 2023]=2023-35");
  CHECK(id("triwulan II tahun 2023") == "date[triwulan II tahun 2023]=2023-34");
  CHECK(id("dari 1981 hingga 2011") == "date[dari 1981 hingga 2011]=1981/2011");
  CHECK(id("antara 1967 dan 1973") == "date[antara 1967 dan 1973]=1967/1973");
  CHECK(id("(1368 - 1644)") == "date[1368 - 1644]=1368/1644");
  CHECK(id("pada Mei dan Agustus 2021") == "date[Mei]=2021-05; date[Agustus 2021]=2021-08");
  CHECK(id("Senin, 8 Juni 632") == "date[Senin, 8 Juni 632]=0632-06-08 monday");
  CHECK(id("tahun 44 SM") == "date[44 SM]=?");
  CHECK(id("minggu").empty());
  CHECK(id("Minggu") == "date[Minggu]=2023-09-10 sunday");
}

TEST_CASE("dates that lean on the day of the text") {
  CHECK(en("on 19 August") == "date[19 August]=2023-08-19");
  CHECK(en("on 16 November") == "date[16 November]=2022-11-16");
  CHECK(en("on Wednesday") == "date[Wednesday]=2023-09-13 wednesday");
  CHECK(en("last Thursday") == "date[last Thursday]=2023-09-07 thursday");
  CHECK(en("on a Wednesday") == "weekday[Wednesday]=wednesday wednesday");
  CHECK(en("yesterday") == "date[yesterday]=2023-09-13");
  CHECK(en("last week") == "date[last week]=2023-W36");
  CHECK(en("last month") == "date[last month]=2023-08");
  CHECK(en("at the weekend") == "date[the weekend]=2023-09-09/2023-09-10");
  CHECK(id("Jumat lalu") == "date[Jumat lalu]=2023-09-08 friday");
  CHECK(id("Rabu pekan lalu") == "date[Rabu pekan lalu]=2023-09-06 wednesday");
  CHECK(id("bulan lalu") == "date[bulan lalu]=2023-08");
  CHECK(id("akhir pekan lalu") == "date[akhir pekan lalu]=2023-09-09/2023-09-10");
  CHECK(id("tiga hari yang lalu") == "date[tiga hari yang lalu]=2023-09-11");
  CHECK(id("dua bulan lalu") == "date[dua bulan lalu]=2023-06-29/2023-07-31");
  CHECK(found("en", "on Wednesday", "") == "date[Wednesday]=? wednesday");
  CHECK(found("id", "kemarin", "") == "date[kemarin]=?");
  CHECK(found("en", "on 19 August", "") == "date[19 August]=?");
  // With a full date beside it the year is that one's; where as_of says another, it is left open.
  CHECK(found("en", "back on 11 December 2022 after leaving on 16 November", "2023-01-05") ==
        "date[11 December 2022]=2022-12-11; date[16 November]=2022-11-16");
  CHECK(found("en", "back on 11 December 2022 after leaving on 16 November", "2024-01-05") ==
        "date[11 December 2022]=2022-12-11; date[16 November]=?");
}

TEST_CASE("clock times, alone and with their day") {
  CHECK(en("at 21:40 UTC on 3 March 2021") == "date[21:40 UTC on 3 March 2021]=2021-03-03T21:40Z");
  CHECK(en("on 3 March 2021 at 21:40 UTC") == "date[3 March 2021 at 21:40 UTC]=2021-03-03T21:40Z");
  CHECK(en("at 3:05 p.m. IST on 2 May 2022") == "date[3:05 p.m. IST on 2 May 2022]=2022-05-02T15:05[Asia/Kolkata]");
  CHECK(en("at 1900 GMT") == "time[1900 GMT]=T19:00Z");
  CHECK(en("04:20 Moscow time (0120 GMT on Thursday)") ==
        "time[04:20 Moscow time]=T04:20[Europe/Moscow]; date[0120 GMT on Thursday]=2023-09-14T01:20Z thursday");
  CHECK(en("at 5 p.m. local time (2000 GMT) on 6 June 2020") ==
        "date[5 p.m. local time (2000 GMT) on 6 June 2020]=2020-06-06T17:00-03:00");
  CHECK(en("at 4 p.m. on 9 July 2024") == "date[4 p.m. on 9 July 2024]=2024-07-09T16");
  CHECK(en("2023-08-10T23:10:57Z") == "date[2023-08-10T23:10:57Z]=2023-08-10T23:10:57Z");
  CHECK(id("Senin (2/1/2023) pukul 06.45 WIB") ==
        "date[Senin (2/1/2023) pukul 06.45 WIB]=2023-01-02T06:45[Asia/Jakarta] monday");
  CHECK(id("pukul 5 sore") == "time[pukul 5 sore]=T17");
  CHECK(id("9 Mei 2021 waktu Jepang") == "date[9 Mei 2021 waktu Jepang]=2021-05-09[Asia/Tokyo]");
  CHECK(id("3 Maret 2022 dini hari WIB") ==
        "date[3 Maret 2022 dini hari WIB]=2022-03-03T00[Asia/Jakarta]/2022-03-03T05[Asia/Jakarta]");
  CHECK(id("sekitar pukul 13.30 waktu Moskow") == "time[sekitar pukul 13.30 waktu Moskow]=T13:30[Europe/Moscow]~");
}

TEST_CASE("durations") {
  CHECK(en("37 years") == "duration[37 years]=37 a");
  CHECK(en("nearly two years") == "duration[nearly two years]=almost 2 a");
  CHECK(en("half a century") == "duration[half a century]=50 a");
  CHECK(en("almost exactly a year") == "duration[almost exactly a year]=~1 a");
  CHECK(en("two and a half hours") == "duration[two and a half hours]=2.5 h");
  CHECK(en("three years and two days") == "duration[three years and two days]=1097.75 d");
  CHECK(id("hampir setengah abad") == "duration[hampir setengah abad]=almost 50 a");
  CHECK(id("satu dasawarsa") == "duration[satu dasawarsa]=10 a");
  CHECK(id("enam hari") == "duration[enam hari]=6 d");
  CHECK(id("sebulan lebih dulu") == "duration[sebulan]=1 mo");
}

TEST_CASE("numbers go by locale") {
  CHECK(id("1.500") == "number[1.500]=1500");
  CHECK(en("1,500") == "number[1,500]=1500");
  CHECK(id("149,6") == "number[149,6]=149.6");
  CHECK(en("149.6") == "number[149.6]=149.6");
  CHECK(id("2,28 miliar") == "number[2,28 miliar]=2280000000");
  CHECK(en("4.5 billion") == "number[4.5 billion]=4500000000");
  CHECK(id("tiga ratus dua puluh ribu empat ratus lima belas") ==
        "number[tiga ratus dua puluh ribu empat ratus lima belas]=320415");
  CHECK(en("three hundred and twenty thousand four hundred and fifteen") ==
        "number[three hundred and twenty thousand four hundred and fifteen]=320415");
  CHECK(en("a dozen") == "number[a dozen]=12");
  CHECK(en("half a million") == "number[half a million]=500000");
  CHECK(en("a 3-0 win") == "number[3]=3; number[0]=0");
  CHECK(en("the 5G net") == "number[5]=?");
  CHECK(en("version 1.2.3") == "number[1.2.3]=?");
  CHECK(en("the 2024 launch") == "number[2024]=2024");
  CHECK(en("Mars 3 and Ariane 6") == "number[3]=3; number[6]=6");
}

TEST_CASE("ordinals") {
  CHECK(en("the first, 21st and twenty-fifth") == "ordinal[first]=1; ordinal[21st]=21; ordinal[twenty-fifth]=25");
  CHECK(id("pertama, kedua, ke-4, kelima, kedua belas") ==
        "ordinal[pertama]=1; ordinal[kedua]=2; ordinal[ke-4]=4; ordinal[kelima]=5; ordinal[kedua belas]=12");
}

TEST_CASE("quantities with hedges, bounds, ranges and second halves") {
  CHECK(id("sekitar 1.609 km (kira-kira 1.000 mil)") ==
        "quantity[sekitar 1.609 km (kira-kira 1.000 mil)]=~1609 km|~1000 [mi_i]");
  CHECK(en("some 800 km (500 miles)") == "quantity[some 800 km (500 miles)]=~800 km|500 [mi_i]");
  CHECK(en("800 km, or 500 miles,") == "quantity[800 km, or 500 miles]=800 km|500 [mi_i]");
  CHECK(en("more than 130 flights") == "number[more than 130]=> 130");
  CHECK(en("no more than 600 km") == "quantity[no more than 600 km]=<= 600 km");
  CHECK(id("lebih dari 2.600 km") == "quantity[lebih dari 2.600 km]=> 2600 km");
  CHECK(id("sekurang-kurangnya 1.700 km") == "quantity[sekurang-kurangnya 1.700 km]=>= 1700 km");
  CHECK(id("kurang dari sepuluh") == "number[kurang dari sepuluh]=< 10");
  CHECK(en("10 to 12 km") == "quantity[10 to 12 km]=10..12 km");
  CHECK(id("antara 10 dan 12 km") == "quantity[antara 10 dan 12 km]=10..12 km");
  CHECK(en("-18 \xC2\xB0"
           "C to -34 \xC2\xB0"
           "C") ==
        "quantity[-18 \xC2\xB0"
        "C to -34 \xC2\xB0"
        "C]=-34..-18 Cel");
  CHECK(id("minus 40 derajat Celsius") == "quantity[minus 40 derajat Celsius]=-40 Cel");
  CHECK(id("Rp 2 triliun") == "quantity[Rp 2 triliun]=2000000000000 IDR");
  CHECK(en("$40 billion") == "quantity[$40 billion]=40000000000 USD");
  CHECK(en("4%") == "quantity[4%]=4 %");
  CHECK(en("68-ounce and six-mile") == "quantity[68-ounce]=68 [oz_av]; quantity[six-mile]=6 [mi_i]");
  CHECK(en("500 M and 500 m") == "number[500]=500; quantity[500 m]=500 m");
  CHECK(id("200 mil") == "quantity[200 mil]=200 [mi_i]");
}

TEST_CASE("coordinates") {
  CHECK(en("45.92\xC2\xB0 N, 63.34\xC2\xB0 E") ==
        "coordinate[45.92\xC2\xB0 N]=45.92 deg lat; coordinate[63.34\xC2\xB0 E]=63.34 deg lon");
  CHECK(id("7,1\xC2\xB0 LS") == "coordinate[7,1\xC2\xB0 LS]=-7.1 deg lat");
  CHECK(en("45.92 N") == "coordinate[45.92 N]=45.92 deg lat");
}

TEST_CASE("a common word is no month") {
  CHECK(en("It may march on.").empty());
  CHECK(en("in May") == "date[May]=2023-05");
}

TEST_CASE("every day of many years reads back in each style") {
  const char* const months_en[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
  const char* const months_id[] = {"Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                   "Juli",    "Agustus",  "September", "Oktober", "November", "Desember"};
  for (std::int64_t n = days_from_civil(1600, 1, 1); n < days_from_civil(2400, 1, 1); n += 173) {
    int y = 0;
    int m = 0;
    int d = 0;
    civil_from_days(n, y, m, d);
    const std::string want = "]=" + to_edtf(Date::day(y, m, d));
    const std::string year = std::to_string(y);
    const std::string day = std::to_string(d);
    const std::string month_en = months_en[m - 1];
    const std::string month_id = months_id[m - 1];
    for (const std::string& s : {day + " " + month_en + " " + year, month_en + " " + day + ", " + year,
                                 to_edtf(Date::day(y, m, d)), day + " " + month_en + ", " + year}) {
      CAPTURE(s);
      REQUIRE(en("on " + s) == "date[" + s + want);
    }
    for (const std::string& s : {day + " " + month_id + " " + year, day + "/" + std::to_string(m) + "/" + year}) {
      CAPTURE(s);
      REQUIRE(id("pada " + s) == "date[" + s + want);
    }
  }
}

TEST_CASE("every number to a hundred thousand and some beyond reads back in its locale") {
  for (int n = 0; n < 1000000; n = n < 2000 ? n + 1 : n + 997) {
    const std::string e = format_number(n, 0, "en");
    const std::string i = format_number(n, 0, "id");
    const std::string want = "]=" + to_string(Quantity::count(n)) + " km";
    CAPTURE(n);
    REQUIRE(en(e + " km") == "quantity[" + e + " km" + want);
    REQUIRE(id(i + " km") == "quantity[" + i + " km" + want);
  }
}

TEST_CASE("no order of words brings it down, and spans stay inside") {
  const std::vector<std::string> pieces = {
      "4",     "October", "1957",  ",",       "(",         ")",       "sekitar",   "1.500",   "km",     "mil",
      "pukul", "23:10",   "UTC",   "on",      "pada",      "half",    "a",         "century", "Rabu",   "Wednesday",
      "lalu",  "ago",     "two",   "dua",     "puluh",     "juta",    "hundred",   "-",       "-18",    "\xC2\xB0",
      "N",     "the",     "third", "quarter", "of",        "akhir",   "$",         "Rp",      "antara", "between",
      "dan",   "and",     "tahun", "years",   "ke-",       "4",       "13/9/2023", "SM",      "pagi",   "WIB",
      "last",  "e",       "/",     "\xFF",    "more than", "1970-an", "1970s",     "may",     "May",    "hari"};
  std::mt19937 random(7);
  for (int round = 0; round < 6000; ++round) {
    std::string user;
    const std::size_t n = random() % 14;
    for (std::size_t i = 0; i < n; ++i) user += pieces[random() % pieces.size()] + (random() % 5 == 0 ? "" : " ");
    CAPTURE(user);
    const NormalText t = normalise(user);
    const auto k = tokenise(t);
    for (const char* lang : {"en", "id"}) {
      MentionOptions o;
      o.lang = lang;
      o.as_of = Date::day(2023, 9, 14);
      std::uint32_t at = 0;
      for (const ValueMention& m : find_values(t, k, 0, static_cast<std::uint32_t>(k.size()), o)) {
        REQUIRE(m.first >= at);
        REQUIRE(m.last > m.first);
        REQUIRE(m.last <= k.size());
        REQUIRE(m.core_first >= m.first);
        REQUIRE(m.core_last <= m.last);
        REQUIRE(m.core_first < m.core_last);
        REQUIRE(m.other_span.end <= user.size());
        if (const auto* d = std::get_if<Date>(&m.value)) REQUIRE(d->civil.begin < d->civil.end);
        at = m.last;
      }
    }
  }
}

TEST_CASE("what can mean two things has no value") {
  CHECK(id("4,000 kilometer") == "quantity[4,000 kilometer]=?");
  CHECK(id("4,125 juta km") == "quantity[4,125 juta km]=4125000 km");
  CHECK(id("0,125 km") == "quantity[0,125 km]=0.125 km");
  CHECK(id("Minggu lalu") == "date[Minggu lalu]=?");
  CHECK(id("minggu lalu") == "date[minggu lalu]=2023-W36");
}

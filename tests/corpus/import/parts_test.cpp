#include "corpus/import/date_format.h"
#include "corpus/import/rows.h"
#include "corpus/import/vague_date.h"
#include "corpus/names.h"
#include "tests/catch.h"

namespace saksi::corpus {

TEST_CASE("vague dates become EDTF of the same precision, in UTC") {
  const auto edtf = [](std::string_view vague) { return vague_to_edtf(vague).value_or("none"); };
  CHECK(edtf("1957 Oct  4 1928:34") == "1957-10-04T19:28:34Z");
  CHECK(edtf("2023 Aug 10 2310") == "2023-08-10T23:10Z");
  CHECK(edtf("2023 Aug 10 2310:57.25") == "2023-08-10T23:10:57Z");
  CHECK(edtf("2023 Aug 10") == "2023-08-10Z");
  CHECK(edtf("2023 Aug") == "2023-08");
  CHECK(edtf("1960 Q2") == "1960-34");
  CHECK(edtf("1960") == "1960");
  CHECK(edtf("1960s") == "196X");
  CHECK(edtf("1965 Nov  4 0531?") == "1965-11-04T05:31Z~");
  CHECK(edtf("1965 Nov?") == "1965-11~");
  for (const auto* bad : {"", "?", "-", "1957 Okt 4", "1957 Oct 34", "1957 Oct 4 2561", "1957 Oct 4 19:28", "soon"})
    CHECK(edtf(bad) == "none");
}

TEST_CASE("foreign dates are read by the format that the mapping names") {
  const auto read = [](std::string_view text, std::string_view format) {
    return read_date(text, format).value_or("none");
  };
  CHECK(read("10/4/1957 2:30:00", "%m/%d/%Y %H:%M:%S") == "1957-10-04T02:30:00");
  CHECK(read("Fri Aug 07, 2020 05:12 UTC", "%a %b %d, %Y %H:%M UTC") == "2020-08-07T05:12");
  CHECK(read("Fri Aug 07, 2020", "%a %b %d, %Y") == "2020-08-07");
  CHECK(read("2020-08", "%Y-%m") == "2020-08");
  CHECK(read("2020-13-01", "%Y-%m-%d") == "none");
  CHECK(read("2020-02-30", "%Y-%m-%d") == "none");
  CHECK(read("2020-02-03 x", "%Y-%m-%d") == "none");
}

TEST_CASE("names are compared without case, accents and punctuation") {
  CHECK(name_key("Łódź") == "lodz");
  CHECK(name_key("Korabl'-Sputnik-4") == "korabl sputnik 4");
  CHECK(plain_name("Göteborg") == "Goteborg");
  CHECK(plain_name("Ta‘izz") == "Ta'izz");
  CHECK(slug("Delta 4M+(4,2)") == "delta-4m-plus-4-2");
  CHECK(plain_word("Hope"));
  CHECK_FALSE(plain_word("Hope 2"));
}

TEST_CASE("bytes that are no UTF-8 cost their own line only") {
  CHECK(valid_utf8("añ€😀"));
  CHECK_FALSE(valid_utf8("a\xF1o"));
  CHECK_FALSE(valid_utf8("\xC0\xAF"));
  CHECK_FALSE(valid_utf8("\xED\xA0\x80"));
  CHECK_FALSE(valid_utf8("\xE2\x82"));
  CHECK(from_latin1("a\xF1o") == "año");
  ImportReport report;
  const auto table = read_tsv("t.tsv", "#a\tb\n1\t2\n\xFF\t3\n4\t5\t6\n# comment\n7\t8\r\n", {}, report);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.get(table.rows[1], "b") == "8");
  REQUIRE(report.problems.size() == 2);
  CHECK(report.problems[0].line == 3);
  CHECK(report.skipped.at("wrong number of cells") == 1);
}

TEST_CASE("the day of check comes from the file's name or is asked for") {
  CHECK(*checked_day("x/gcat_launchlog_2024-12-08.tsv", {}) == "2024-12-08");
  ImportOptions said;
  said.checked = "2025-01-02";
  CHECK(*checked_day("x/gcat_launchlog_2024-12-08.tsv", said) == "2025-01-02");
  CHECK(checked_day("x/log.tsv", {}).errors().front().code == "no-checked-day");
  said.checked = "2025-13-02";
  CHECK(checked_day("x/log.tsv", said).errors().front().code == "bad-date");
}

}  // namespace saksi::corpus

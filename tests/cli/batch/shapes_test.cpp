#include <string>
#include <vector>

#include "engine/batch/day_column.h"
#include "engine/batch/entities.h"
#include "engine/batch/reader.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;

namespace {

struct Read {
  std::vector<Record> records;
  std::vector<std::string> notes;  ///< their codes
  std::string failure;
};

Read read(std::string_view bytes, InputKind kind, std::size_t block = 64 * 1024) {
  ReaderOptions options;
  options.kind = kind;
  Read out;
  const auto reader = make_reader(memory_source(bytes, block), "f", options);
  const auto take = [&] {
    for (const Diagnostic& d : reader->take_notes()) out.notes.push_back(d.code);
  };
  for (Record r; reader->next_whole(r);) {
    out.records.push_back(r);
    take();
  }
  take();
  if (reader->failure()) out.failure = reader->failure()->code;
  return out;
}

/// The claims, in order; of what cannot be checked the code.
std::vector<std::string> claims(const Read& got) {
  std::vector<std::string> out;
  for (const Record& r : got.records) out.push_back(r.error ? "!" + r.error->code : r.text);
  return out;
}

std::vector<std::string> days(const Read& got) {
  std::vector<std::string> out;
  for (const Record& r : got.records) out.push_back(r.as_of);
  return out;
}

using List = std::vector<std::string>;

/// Every way to cut the bytes into blocks gives the same claims.
void same_in_any_blocks(std::string_view bytes, InputKind kind) {
  const List whole = claims(read(bytes, kind));
  for (std::size_t block = 1; block < bytes.size(); block += 1 + block / 8)
    CHECK(claims(read(bytes, kind, block)) == whole);
}

}  // namespace

TEST_CASE("the delimiter is the one of the header, or the one that a spreadsheet names") {
  CHECK(claims(read("id;claim\n1;Soup, and bread\n", InputKind::csv)) == List{"Soup, and bread"});
  CHECK(claims(read("id\tclaim\n1\tSoup; bread\n", InputKind::csv)) == List{"Soup; bread"});
  CHECK(claims(read("id|claim\n1|Soup\n", InputKind::csv)) == List{"Soup"});
  CHECK(claims(read("\xEF\xBB\xBFsep=;\r\nno;klaim\r\n1;\"a;b\"\r\n", InputKind::csv)) == List{"a;b"});
  CHECK(claims(read("claim\nSoup, bread, and salt\n", InputKind::csv)) == List{"Soup, bread, and salt"});
  CHECK(claims(read("\"a,b\";claim;c,d\n1;Soup;2\n", InputKind::csv)) == List{"Soup"});
}

TEST_CASE("quotes that keep to no rule are signs like any other, and cost no other row") {
  const std::string_view bytes =
      "id,claim\n1,He said \"soup\" again\n2,\"He \"\"said\"\" soup\"\n3,\"one\ntwo\"\n4,\"never "
      "closed\n5,next\n6,\"open,too\n"
      "7,last\n";
  const Read got = read(bytes, InputKind::csv);
  CHECK(claims(got) ==
        List{"He said \"soup\" again", "He \"said\" soup", "one\ntwo", "\"never closed", "next", "\"open,too", "last"});
  same_in_any_blocks(bytes, InputKind::csv);
  // Two that are never closed are no one that is.
  CHECK(claims(read("id,claim\n1,\"one\n2,\"two\n3,three\n", InputKind::csv)) == List{"\"one", "\"two", "three"});
}

TEST_CASE("short rows are filled up, long ones only where nothing is guessed") {
  const Read got = read("claim,a,b\nSoup\nBread,1,2,,\nSalt,1,2,3\n", InputKind::csv);
  CHECK(claims(got) == List{"Soup", "Bread", "!wrong-column-count"});
  CHECK(got.notes == List{"short-row"});
  CHECK(claims(read("id,claim\n1,Soup, bread and salt\n", InputKind::csv)) == List{"Soup, bread and salt"});
  CHECK(claims(read("id,note,claim\n1\n", InputKind::csv)) == List{"!wrong-column-count"});
}

TEST_CASE("columns are known by what people call them, and told") {
  const Read got = read("No;Tanggal;Klaim;Bahasa\n7;2023-09-14;Sup;id\n", InputKind::csv);
  CHECK(claims(got) == List{"Sup"});
  CHECK(got.records.at(0).id == "7");
  CHECK(got.records.at(0).lang == "id");
  CHECK(days(got) == List{"2023-09-14"});
  CHECK(got.notes == List{"column-guessed", "column-guessed", "column-guessed", "column-guessed"});
  CHECK(read("claim,text\nSoup,other\n", InputKind::csv).notes.empty());
  CHECK(claims(read("Claim Reviewed,x\nSoup,1\n", InputKind::csv)) == List{"Soup"});
  // A column that the user has named is the one, or none is.
  ReaderOptions named;
  named.kind = InputKind::csv;
  named.claim_column = "Satz";
  const auto reader = make_reader(memory_source("text\nSoup is what we had today\n"), "f", named);
  Record record;
  CHECK_FALSE(reader->next(record));
  REQUIRE(reader->failure());
  CHECK(reader->failure()->code == "no-claim-column");
}

TEST_CASE("a table whose columns say nothing has its claims where the prose is") {
  const Read got = read("a,b,c\n1,Soup is what we had today,x\n2,Bread came with the soup,y\n", InputKind::csv);
  CHECK(claims(got) == List{"Soup is what we had today", "Bread came with the soup"});
  CHECK(got.notes == List{"column-guessed"});
  const Read bare = read("1\tSoup is what we had today\tx\n2\tBread came with the soup\ty\n", InputKind::tsv);
  CHECK(claims(bare) == List{"Soup is what we had today", "Bread came with the soup"});
  CHECK(bare.notes == List{"no-header"});
  CHECK(bare.records.at(1).line == 2);
  // Rows that are longer than the first one, with their prose behind its end.
  CHECK(claims(read("Soup is what we had\n1,Bread came along with the soup of today\n", InputKind::csv)) ==
        List{"Soup is what we had", "1,Bread came along with the soup of today"});
}

TEST_CASE("an empty name is no column's, and two of one name are told apart unless they are meant") {
  CHECK(claims(read("Label;Body;;;\n1;Soup;;;\n", InputKind::csv)) == List{"Soup"});
  CHECK(read("claim,a,a\nSoup,1,2\n", InputKind::csv).records.at(0).extra == "\"a\":\"1\",\"a (3)\":\"2\"");
  CHECK(read("claim,claim\nA,B\n", InputKind::csv).failure == "repeated-column");
}

TEST_CASE("dates of a column are in the order that one of them proves") {
  CHECK(days(read("claim,date\nA,01/04/2023\nB,13/09/2023\n", InputKind::csv)) == List{"2023-04-01", "2023-09-13"});
  CHECK(days(read("claim,date\nA,01/04/2023\nB,09/13/2023\n", InputKind::csv)) == List{"2023-01-04", "2023-09-13"});
  const Read open =
      read("claim,date\nA,01/04/2023\nB,2023-04-05 10:00:00\nC,4 May 2023\nD,03.03.2023\n", InputKind::csv);
  CHECK(days(open) == List{"", "2023-04-05", "2023-05-04", "2023-03-03"});
  CHECK(open.notes == List{"column-guessed", "unread-day"});
  CHECK(days(read("claim,date\nA,01/04/2023\nB,13/09/2023\nC,09/13/2023\n", InputKind::csv)) ==
        List{"", "2023-09-13", "2023-09-13"});
  // A column that the user has named is not guessed at.
  CHECK(claims(read("claim,as_of\nA,soon\n", InputKind::csv)) == List{"!bad-as-of"});
  CHECK(days(read("claim,as_of\nA,14/09/2023\n", InputKind::csv)) == List{"2023-09-14"});
}

TEST_CASE("days in cells") {
  const auto day = [](std::string_view cell, DayOrder order) {
    const auto d = read_day(cell, order);
    return d ? to_edtf(*d) : "";
  };
  CHECK(day("2022-12-09T09:29:19.82+01:00", DayOrder::unknown) == "2022-12-09");
  CHECK(day("7-10-2020", DayOrder::day_first) == "2020-10-07");
  CHECK(day("7-10-2020", DayOrder::month_first) == "2020-07-10");
  CHECK(day("7-10-2020", DayOrder::unknown).empty());
  CHECK(day("7-10-2020", DayOrder::mixed).empty());
  CHECK(day("31.10.2020", DayOrder::month_first) == "2020-10-31");
  CHECK(day("30/02/2020", DayOrder::day_first).empty());
  CHECK(day("14 September 2023", DayOrder::unknown) == "2023-09-14");
  CHECK(day("14-9/2023", DayOrder::day_first).empty());
  CHECK(day("", DayOrder::day_first).empty());
  CHECK(day("99999999999-1-1", DayOrder::day_first).empty());
}

TEST_CASE("what is not UTF-8 is read as windows-1252, row by row, and that is told once") {
  const Read table =
      read("claim;n\n\x93Soup\x94 \x96 hot\x85;1\nd\xC3\xA9j\xC3\xA0 vu;2\nna\xEFve;3\n", InputKind::csv);
  CHECK(claims(table) == List{"\u201CSoup\u201D \u2013 hot\u2026", "d\u00E9j\u00E0 vu", "na\u00EFve"});
  CHECK(table.notes == List{"encoding"});
  CHECK(claims(read("Soup\nna\xEFve\n", InputKind::claims)) == List{"Soup", "na\u00EFve"});
  CHECK(claims(read("{\"claim\":\"na\xEFve\"}\n", InputKind::jsonl)) == List{"na\u00EFve"});
  CHECK(read("na\xEFve\nd\xC3\xA9j\xC3\xA0\n", InputKind::article).records.at(0).original ==
        "na\u00EFve\nd\u00E9j\u00E0\n");
  CHECK(claims(read("claim\nbad \x81\n", InputKind::csv)) == List{"!bad-utf8"});
}

TEST_CASE("UTF-16 is read with and without its mark, whichever end comes first") {
  const auto wide = [](std::u16string_view text, bool big, bool mark) {
    std::string out = mark ? big ? "\xFE\xFF" : "\xFF\xFE" : "";
    for (const char16_t c : text) {
      const char high = static_cast<char>(c >> 8U), low = static_cast<char>(c & 0xFFU);
      out += big ? high : low;
      out += big ? low : high;
    }
    return out;
  };
  for (const bool big : {false, true}) {
    for (const bool mark : {false, true}) {
      const std::string bytes = wide(u"claim,id\r\n\u201CSoup\u201D \U0001F680,1\r\n", big, mark);
      const Read got = read(bytes, InputKind::csv);
      CHECK(claims(got) == List{"\u201CSoup\u201D \U0001F680"});
      CHECK(got.notes == List{"encoding"});
      same_in_any_blocks(bytes, InputKind::csv);
    }
  }
}

TEST_CASE("JSON is read as lines, as one list and as an object that holds one") {
  const std::string_view list = "[\n  {\"claim\": \"A\",\n   \"x\": [1,\n 2]},\n  {\"claim\": \"B\"}\n]\n";
  const Read got = read(list, InputKind::jsonl);
  CHECK(claims(got) == List{"A", "B"});
  CHECK(got.records.at(0).extra == "\"x\":[1,2]");
  CHECK(got.records.at(1).line == 5);
  same_in_any_blocks(list, InputKind::jsonl);
  CHECK(claims(read("{\n \"claim\": \"A\"\n}\n{\n \"claim\": \"B\"\n}\n", InputKind::jsonl)) == List{"A", "B"});
  CHECK(claims(read("{\n \"data\": [{\"claim\": \"A\"}, {\"claim\": \"B\"}]\n}", InputKind::jsonl)) == List{"A", "B"});
  CHECK(claims(read("[]", InputKind::jsonl)).empty());
  CHECK(claims(read("[{\"claim\":\"A\"},{\"claim\":\"B", InputKind::jsonl)) == List{"A", "!bad-json"});
  CHECK(claims(read("{\"claim\":\"A\n{\"claim\":\"B\"}\n", InputKind::jsonl)) == List{"!bad-json", "B"});
  CHECK(claims(read("{\"claim\":\"A,\n{\"claim\":\"B\"}\n", InputKind::jsonl)) == List{"!bad-json", "B"});
  CHECK(claims(read("{\"claim\":\"A\"\n{\"claim\":\"B\"}\n", InputKind::jsonl)) == List{"!bad-json", "B"});
}

TEST_CASE("reviews of claims are found in a graph, and one without a claim is told") {
  const Read got = read(
      "{\"@graph\":[{\"@type\":\"Person\"},{\"@type\":[\"ClaimReview\",\"Thing\"],\"claimReviewed\":"
      "\"Soup &amp; "
      "bread\",\"datePublished\":\"2024-05-07T10:00:00+02:00\"}]}\n{\"@type\":\"ClaimReview\",\"claimReviewed\":"
      "\"Salt\"}\n{\"@type\":\"ClaimReview\"}\n",
      InputKind::jsonl);
  CHECK(claims(got) == List{"Soup & bread", "Salt", "!missing-claim"});
  CHECK(days(got) == List{"2024-05-07", "", ""});
  CHECK(got.notes == List{"column-guessed", "column-guessed"});
}

TEST_CASE("members of records are chosen once a file") {
  const Read got = read("{\"claim\":\"A\"}\n{\"text\":\"no claim\"}\n", InputKind::jsonl);
  CHECK(claims(got) == List{"A", "!missing-claim"});
  CHECK(days(read("{\"claim\":\"A\",\"claim_date\":\"7-10-2020\"}\n{\"claim\":\"B\",\"claim_date\":\"31-10-2020\"}\n",
                  InputKind::jsonl)) == List{"2020-10-07", "2020-10-31"});
}

TEST_CASE("character references") {
  CHECK(decode_entities("Shepard&#8217;s &amp; 15&nbsp;min &#x2013; &lt;b&gt;") ==
        "Shepard\u2019s & 15\u00A0min \u2013 <b>");
  CHECK(decode_entities("AT&T; R&D &unknown; &#; &#xZ; &#99999999; &") ==
        "AT&T; R&D &unknown; &#; &#xZ; &#99999999; &");
  CHECK(decode_entities("&#146;") == "\u2019");
  CHECK(decode_entities("").empty());
}

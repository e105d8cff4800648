#include "engine/batch/reader.h"

#include <string>
#include <vector>

#include "core/limits.h"
#include "engine/batch/settings.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;

namespace {

ReaderOptions of(InputKind kind, Markup markup = Markup::none) {
  ReaderOptions o;
  o.kind = kind;
  o.markup = markup;
  return o;
}

struct Read {
  std::vector<Record> records;
  std::optional<Diagnostic> failure;
};

Read read(std::string_view bytes, const ReaderOptions& options, std::size_t block = 64 * 1024) {
  Read out;
  const auto reader = make_reader(memory_source(bytes, block), "f", options);
  for (Record r; reader->next_whole(r);) out.records.push_back(r);
  out.failure = reader->failure();
  return out;
}

std::string code(const Record& r) { return r.error ? r.error->code : ""; }

/// Every way to cut the bytes into blocks gives the same records.
void same_in_any_blocks(std::string_view bytes, const ReaderOptions& options) {
  const Read whole = read(bytes, options);
  for (std::size_t block = 1; block <= bytes.size(); ++block) {
    const Read cut = read(bytes, options, block);
    REQUIRE(cut.records.size() == whole.records.size());
    for (std::size_t i = 0; i < whole.records.size(); ++i) {
      CHECK(cut.records[i].text == whole.records[i].text);
      CHECK(cut.records[i].begin.byte == whole.records[i].begin.byte);
      CHECK(cut.records[i].line == whole.records[i].line);
      CHECK(code(cut.records[i]) == code(whole.records[i]));
    }
  }
}

}  // namespace

TEST_CASE("a claim a line, with comments and settings between them") {
  const std::string_view bytes =
      "\xEF\xBB\xBF# as_of: 2020-01-02\r\n\r\n  One moon. \r\n# a remark\n# lang: ID\nDua bulan.\n# as_of:\nLast";
  const Read got = read(bytes, of(InputKind::claims));
  REQUIRE(got.records.size() == 3);
  CHECK(got.records[0].text == "One moon.");
  CHECK(got.records[0].as_of == "2020-01-02");
  CHECK(got.records[0].line == 3);
  CHECK(got.records[0].column == 3);
  CHECK(bytes.substr(got.records[0].begin.byte, 9) == "One moon.");
  CHECK(got.records[0].end.byte == got.records[0].begin.byte + 9);
  CHECK(got.records[1].lang == "id");
  CHECK(got.records[1].n == 2);
  CHECK(got.records[2].as_of.empty());
  same_in_any_blocks(bytes, of(InputKind::claims));
}

TEST_CASE("a flag beats the head of the file, the record beats the flag") {
  ReaderOptions o = of(InputKind::claims);
  o.as_of = "2021-05-05";
  CHECK(read("# as_of: 2020-01-02\nA b c.\n", o).records.at(0).as_of == "2021-05-05");
  o.kind = InputKind::csv;
  const Read table = read("claim,as_of\nA,2019-01-01\nB,\n", o);
  CHECK(table.records.at(0).as_of == "2019-01-01");
  CHECK(table.records.at(1).as_of == "2021-05-05");
}

TEST_CASE("an as_of that is no day spoils the claims it would govern, not the run") {
  const Read got = read("# as_of: 2023-02-30\nA.\n# as_of: 2023-03-01\nB.\n", of(InputKind::claims));
  REQUIRE(got.records.size() == 2);
  CHECK(code(got.records[0]) == "bad-as-of");
  CHECK(code(got.records[1]).empty());
}

TEST_CASE("claims that are no text") {
  const Read got = read(std::string_view("good\nb\x81"
                                         "ad\nn\0l\n",
                                         14),
                        of(InputKind::claims));
  REQUIRE(got.records.size() == 3);
  CHECK(code(got.records[1]) == "bad-utf8");
  CHECK(got.records[1].error->message.find("byte 6 ") != std::string::npos);
  CHECK(got.records[1].text ==
        "b\xEF\xBF\xBD"
        "ad");
  CHECK(code(got.records[2]) == "nul-byte");
}

TEST_CASE("an over-long claim is passed over, the next one is read") {
  const std::string bytes = std::string(limits::claim_bytes + 1, 'x') + "\nshort\n" + std::string(3 << 20, 'y');
  const Read got = read(bytes, of(InputKind::claims));
  REQUIRE(got.records.size() == 3);
  CHECK(code(got.records[0]) == "too-long");
  CHECK(got.records[0].text.size() < 300);
  CHECK(got.records[1].text == "short");
  CHECK(got.records[1].line == 2);
  CHECK(code(got.records[2]) == "too-long");
  CHECK(got.records[2].end.byte == bytes.size());
}

TEST_CASE("the longest claim that is read") {
  const Read got = read(std::string(limits::claim_bytes, 'x') + "\n", of(InputKind::claims));
  CHECK(code(got.records.at(0)).empty());
}

TEST_CASE("the n-th time of the same claim") {
  const Read got = read("A.\nB.\nA.\n", of(InputKind::claims));
  CHECK(got.records.at(2).repeat == 2);
  CHECK(got.records.at(1).repeat == 1);
}

TEST_CASE("CSV as RFC 4180 has it") {
  const std::string_view bytes =
      "\xEF\xBB\xBFid,claim,who\r\n1,\"He said \"\"go\"\", and\r\nwent.\",x\r\n\r\n2,Plain \xC3\xA9,\"\"\n3,\"end\",y";
  const Read got = read(bytes, of(InputKind::csv));
  REQUIRE_FALSE(got.failure);
  REQUIRE(got.records.size() == 3);
  CHECK(got.records[0].id == "1");
  CHECK(got.records[0].text == "He said \"go\", and\r\nwent.");
  CHECK(got.records[0].line == 2);
  CHECK(got.records[0].column == 4);
  CHECK(got.records[0].extra == R"("who":"x")");
  CHECK(got.records[1].line == 5);
  CHECK(got.records[1].extra == R"("who":"")");
  CHECK(got.records[2].text == "end");
  CHECK(got.records[2].end.byte == bytes.size());
  same_in_any_blocks(bytes, of(InputKind::csv));
}

TEST_CASE("rows of CSV that break the rules are records of their own, and the rest is read") {
  const std::string_view bytes = "claim,b\none\ntwo,2,3\n\"three\"x,3\nfo\"ur,4\n,5\n\"six,\nseven,7\neight,8\n";
  const Read got = read(bytes, of(InputKind::csv));
  REQUIRE(got.records.size() == 8);
  CHECK(got.records[0].text == "one");  // what is lacking is empty
  CHECK(code(got.records[1]) == "wrong-column-count");
  CHECK(got.records[1].error->message == "this record has 3 columns, the header 2");
  CHECK(got.records[2].text == "\"three\"x");  // quotes out of place are signs like any other
  CHECK(got.records[3].text == "fo\"ur");
  CHECK(code(got.records[4]) == "missing-claim");
  CHECK(got.records[5].text == "\"six");  // a quote that never ends costs its own line only
  CHECK(got.records[5].line == 7);
  CHECK(got.records[6].text == "seven");
  CHECK(got.records[7].text == "eight");
  same_in_any_blocks(bytes, of(InputKind::csv));
}

TEST_CASE("an over-long row of CSV") {
  const std::string bytes = "claim\n\"" + std::string(limits::record_bytes + 200000, 'x') + "\nnext\n";
  const Read got = read(bytes, of(InputKind::csv));
  REQUIRE(got.records.size() == 2);
  CHECK(code(got.records[0]) == "too-long");
  CHECK(got.records[1].text == "next");
}

TEST_CASE("headers that cannot be used") {
  CHECK(read("dish\nA\n", of(InputKind::csv)).failure->code == "no-claim-column");
  CHECK(read("claim,claim\nA,B\n", of(InputKind::csv)).failure->code == "repeated-column");
  CHECK(read("cl\x81"
             "aim\nA\n",
             of(InputKind::tsv))
            .failure->code == "bad-header");
  CHECK_FALSE(read("", of(InputKind::csv)).failure);
  CHECK_FALSE(read("claim\n", of(InputKind::csv)).failure);
}

TEST_CASE("columns by other names") {
  ReaderOptions o = of(InputKind::tsv);
  o.claim_column = "kalimat";
  o.id_column = "no";
  o.lang_column = "bahasa";
  o.as_of_column = "hari";
  const Read got = read("no\tkalimat\tbahasa\thari\tclaim\n7\tA b.\tid\t2020-02-29\tz\n", o);
  REQUIRE(got.records.size() == 1);
  CHECK(got.records[0].id == "7");
  CHECK(got.records[0].lang == "id");
  CHECK(got.records[0].as_of == "2020-02-29");
  CHECK(got.records[0].extra == R"("claim":"z")");
}

TEST_CASE("TSV has no quoting") {
  const std::string_view bytes = "claim\tid\r\n\"A, b\" c\t1\r\nx\ty\t2\r\n\r\n\"open\t3\r\n";
  const Read got = read(bytes, of(InputKind::tsv));
  REQUIRE(got.records.size() == 3);
  CHECK(got.records[0].text == "\"A, b\" c");
  CHECK(got.records[0].column == 1);
  CHECK(code(got.records[1]) == "wrong-column-count");
  CHECK(got.records[2].text == "\"open");
  same_in_any_blocks(bytes, of(InputKind::tsv));
}

TEST_CASE("JSON Lines") {
  const std::string_view bytes =
      "{\"claim\":\"A \\u00e9\\n\\\"b\\\".\",\"id\":7,\"x\":[1, 2.50,{\"y\":null}],\"big\":1.0e3 "
      ",\"k\\\"\":\"v\\u0041\"}\n"
      "\n{\"id\":\"b\",\"claim\":\"B\",\"lang\":null,\"as_of\":\"2020-01-01\"}";
  const Read got = read(bytes, of(InputKind::jsonl));
  REQUIRE(got.records.size() == 2);
  CHECK(got.records[0].text == "A \xC3\xA9\n\"b\".");
  CHECK(got.records[0].id == "7");
  CHECK(got.records[0].extra == R"("x":[1, 2.50,{"y":null}],"big":1.0e3,"k\"":"v\u0041")");
  CHECK(got.records[1].as_of == "2020-01-01");
  CHECK(got.records[1].line == 3);
  same_in_any_blocks(bytes, of(InputKind::jsonl));
}

TEST_CASE("JSON Lines that are none") {
  const Read got = read(
      "{\"claim\":\"A\n[1]\n{}\n{\"claim\":7}\n{\"claim\":\"a\",\"claim\":\"b\"}\n{\"claim\":\"a\\u0000\"}\n"
      "{\"claim\":\"a\",\"as_of\":\"2020\"}\n{\"claim\":\"a\",\"as_of\":2020}\n{\"claim\":\"a\",\"lang\":\"fr\"}\n"
      "{\"claim\":\"a\",\"lang\":\"en-GB\"}\n",
      of(InputKind::jsonl));
  const std::vector<std::string> codes = {"bad-json", "bad-json",  "missing-claim", "bad-json", "bad-json",
                                          "nul-byte", "bad-as-of", "bad-as-of",     "bad-lang", ""};
  REQUIRE(got.records.size() == codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) CHECK(code(got.records[i]) == codes[i]);
  CHECK(got.records.back().lang == "en");
}

TEST_CASE("an article is one record, its head no text, its offsets those of the file") {
  const std::string bytes = "\xEF\xBB\xBF# as_of: 2023-08-25\r\n# lang: id\n# made up\n\nJudul\n\nIsi.\n";
  const Read got = read(bytes, of(InputKind::article));
  REQUIRE(got.records.size() == 1);
  const Record& r = got.records[0];
  CHECK(r.article);
  CHECK(r.as_of == "2023-08-25");
  CHECK(r.lang == "id");
  CHECK(r.original == bytes);
  CHECK(r.text.size() == bytes.size());
  CHECK(r.text.find("Judul") == bytes.find("Judul"));
  CHECK(r.text.find("as_of") == std::string::npos);
  CHECK(r.text.find("made up") == std::string::npos);
}

TEST_CASE("other ways to date an article") {
  const auto as_of = [](std::string_view text, Markup markup = Markup::none) {
    return read(text, of(InputKind::article, markup)).records.at(0).as_of;
  };
  CHECK(as_of("date: 13 September 2023\n\nText.") == "2023-09-13");
  CHECK(as_of("Date: 2023-09-13T10:00:00+07:00\nText.") == "2023-09-13");
  CHECK(as_of("---\ntitle: x\ndate: \"2023-09-13\"\n---\nText.", Markup::markdown) == "2023-09-13");
  CHECK(as_of("Title\n\nJAKARTA, 13 September 2023 \xE2\x80\x93 Roket.") == "2023-09-13");
  CHECK(as_of("CAPE CANAVERAL, Fla., Sept. 13, 2023 -- A rocket.") == "2023-09-13");
  CHECK(as_of("Title\nRabu, 13 September 2023 09:15 WIB\nIsi.") == "2023-09-13");
  CHECK(as_of("On 12 April 1961 \xE2\x80\x93 a day to keep \xE2\x80\x93 he flew.").empty());
  CHECK(as_of("In Moscow, 12 April 1961 -- the day he flew.").empty());
  CHECK(as_of("He landed on 3 March 1999.").empty());
  CHECK(as_of("JAKARTA, 3/4/2023 -- Roket.").empty());
  CHECK(as_of("Date: the day it fell.\nText.").empty());
  CHECK(code(read("# as_of: 2023-13-01\nText.", of(InputKind::article)).records.at(0)) == "bad-as-of");
}

TEST_CASE("articles that are no text") {
  CHECK(read("", of(InputKind::article)).records.empty());
  CHECK(code(read("a\x81", of(InputKind::article)).records.at(0)) == "bad-utf8");
  CHECK(code(read(std::string_view("a\0b", 3), of(InputKind::article)).records.at(0)) == "nul-byte");
  CHECK(code(read(std::string(limits::article_bytes + 1, 'x'), of(InputKind::article)).records.at(0)) == "too-long");
}

TEST_CASE("what a file holds, by its name") {
  CHECK(input_kind_of("a.csv") == InputKind::csv);
  CHECK(input_kind_of("A.JSONL") == InputKind::jsonl);
  CHECK(input_kind_of("x.claims") == InputKind::claims);
  CHECK(input_kind_of("x.tsv") == InputKind::tsv);
  CHECK(input_kind_of("dir.csv/x") == InputKind::article);
  CHECK(input_kind_of("-") == InputKind::article);
  CHECK(markup_of("x.html") == Markup::html);
  CHECK(markup_of("x.md") == Markup::markdown);
  CHECK(markup_of("x.txt") == Markup::none);
}

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "corpus/fact_base.h"
#include "corpus/snapshot/snapshot.h"
#include "engine/report/checked.h"
#include "engine/report/fingerprint.h"
#include "engine/report/json.h"
#include "engine/report/jsonl.h"
#include "engine/report/text.h"
#include "grammar/meaning/to_ids.h"
#include "tests/catch.h"

using namespace saksi;
using namespace saksi::engine;
using grammar::in_ids;
using nlohmann::json;
using notation::compare;
using notation::entity;
using notation::prop;
using notation::role;
using notation::the;
using notation::value;
using notation::where;

namespace {

Span span_of(std::string_view text, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

const Symbols& symbols() {
  static const auto facts = FactBase::embedded();
  return facts.value()->rows().symbols();
}

Proof fact(std::string name, std::string value) {
  Proof p;
  p.kind = Proof::Kind::fact;
  p.name = std::move(name);
  p.value = std::move(value);
  p.source = "Launch log";
  p.evidence = "row 7";
  p.checked = "2024-12-08";
  return p;
}

/// A refuted date and a supported site in one sentence.
ClaimResult sample(std::string_view text) {
  ClaimResult r{Parsed(symbols())};
  r.parsed.span = {0, static_cast<std::uint32_t>(text.size())};
  r.parsed.checkable = true;
  r.verdict = Verdict::refuted;
  Finding f;
  const notation::Set launch = {"launch", {where("payload", entity("luna-25"))}, {}};
  f.atom = in_ids(compare(role("time", the(launch)), Op::eq, value(Date::day(2023, 8, 12)), "event",
                          span_of(text, "12 August 2023")),
                  r.parsed.meaning);
  f.verdict = Verdict::refuted;
  f.rule = "event/role";
  f.explanation = "The launch was on 11 August 2023.";
  f.proof.name = "event/role";
  f.proof.from.push_back(fact("luna-25 launch: time", "2023-08-10T23:10:57Z"));
  Suggestion s;
  s.edits.push_back({span_of(text, "12"), "11"});
  f.suggestions.push_back(s);
  r.findings.push_back(f);
  Finding g;
  g.atom =
      in_ids(compare(prop("distance", {entity("a"), entity("b")}), Op::eq,
                     value(Quantity{1500, 1350, 1650, "km", Hedge::about}), "distance", span_of(text, "Vostochny")),
             r.parsed.meaning);
  g.verdict = Verdict::supported;
  g.rule = "place/distance";
  r.findings.push_back(g);
  Reading reading;
  reading.atoms = {f.atom, g.atom};
  r.parsed.readings.push_back(reading);
  r.parsed.unread.push_back({span_of(text, "zorbed"), UnreadKind::words, UnreadReason::unknown_word});
  r.parsed.mentions.push_back({"date", span_of(text, "12 August 2023"), Date::day(2023, 8, 12)});
  return r;
}

struct Made {
  Record record;
  std::unique_ptr<TextIndex> index;
  std::vector<ClaimResult> results;
  std::vector<CheckedRecord> records;
};

std::unique_ptr<Made> made(std::string text, bool article = false) {
  auto m = std::make_unique<Made>();
  m->record.n = 3;
  m->record.path = "f.txt";
  m->record.text = text;
  m->record.article = article;
  m->record.line = article ? 1 : 9;
  m->record.as_of = "2023-09-14";
  m->record.extra = R"("x":1)";
  m->record.end = offset_after({}, text);
  m->index = std::make_unique<TextIndex>(m->record.text);
  m->results.push_back(sample(m->record.text));
  m->records = checked_records(m->record, *m->index, m->results, "en");
  return m;
}

const std::string claim = "\xC3\x89t\xC3\xA9 \xF0\x9F\x9A\x80: Luna-25 zorbed from Vostochny on 12 August 2023.";

}  // namespace

TEST_CASE("JSON strings and numbers read back as they were") {
  std::string all;
  for (int c = 0; c < 256; ++c) {
    if (c < 128) all += static_cast<char>(c);
  }
  all += "\xC3\xA9\xF0\x9F\x9A\x80\xE2\x80\xA8";
  std::string out;
  append_json_string(out, all);
  CHECK(json::parse(out).get<std::string>() == all);
  for (const double v : {0.0, -0.5, 1500.0, 149.6, 1e300, 1.0 / 3, 123456789012345678.0}) {
    std::string n;
    append_json_number(n, v);
    CHECK(json::parse(n).get<double>() == v);
  }
  std::string whole;
  append_json_number(whole, 1500.0);
  CHECK(whole == "1500");
}

TEST_CASE("a record has all members, in order") {
  const auto m = made(claim);
  std::string out;
  JsonlOptions options;
  options.run = {"0.1.0", "9c", "51", "2026a"};
  append_jsonl(out, m->records.at(0), options);
  REQUIRE(out.back() == '\n');
  const auto j = nlohmann::ordered_json::parse(out);
  std::vector<std::string> keys;
  for (const auto& [k, v] : j.items()) keys.push_back(k);
  CHECK(keys == std::vector<std::string>{"schema", "n", "id", "fingerprint", "source", "text", "lang", "as_of",
                                         "verdict", "assertions", "unread", "missing", "meaning", "extra", "run"});
  CHECK(j["id"] == "f.txt:9:1");
  CHECK(j["n"] == 3);
  CHECK(j["text"] == claim);
  CHECK(j["verdict"] == "refuted");
  CHECK(j["extra"]["x"] == 1);
  const auto& a = j["assertions"][0];
  CHECK(a["kind"] == "event");
  CHECK(a["quote"] == "12 August 2023");
  CHECK(claim.substr(a["begin"], a["end"].get<std::size_t>() - a["begin"].get<std::size_t>()) == "12 August 2023");
  CHECK(a["args"]["role"] == "time");
  CHECK(a["args"]["value"]["value"] == "2023-08-12");
  CHECK(a["args"]["value"]["precision"] == "day");
  CHECK(a["attributed_to"].is_null());
  CHECK(a["proof"]["rule"] == "event/role");
  CHECK(a["proof"]["from"][0]["evidence"] == "row 7");
  CHECK(a["suggestions"][0]["edits"][0]["with"] == "11");
  const auto& b = j["assertions"][1];
  CHECK(b["args"]["from"]["entity"] == "a");
  CHECK(b["args"]["distance"]["hedge"] == "about");
  CHECK(b["args"]["distance"]["low"] == 1350);
  CHECK(j["unread"][0]["quote"] == "zorbed");
  CHECK(j["unread"][0]["reason"] == "unknown-word");
}

TEST_CASE("offsets in three units") {
  const auto m = made(claim);
  const auto begin = [&](OffsetUnit unit) {
    JsonlOptions options;
    options.offsets = unit;
    std::string out;
    append_jsonl(out, m->records.at(0), options);
    return json::parse(out)["unread"][0]["begin"].get<int>();
  };
  const int bytes = static_cast<int>(claim.find("zorbed"));
  CHECK(begin(OffsetUnit::byte) == bytes);
  CHECK(begin(OffsetUnit::codepoint) == bytes - 5);  // two letters of two bytes, one character of four
  CHECK(begin(OffsetUnit::utf16) == bytes - 4);
}

TEST_CASE("bad records say why") {
  Record r;
  r.n = 1;
  r.path = "c.csv";
  r.line = 4;
  r.text = "x";
  r.error = RecordError{"bad-utf8", "byte 6"};
  const TextIndex index(r.text);
  const auto records = checked_records(r, index, {}, "");
  std::string out;
  append_jsonl(out, records.at(0), {});
  const json j = json::parse(out);
  CHECK(j["verdict"] == "error");
  CHECK(j["error"]["code"] == "bad-utf8");
  CHECK(j["lang"].is_null());
  CHECK(j["assertions"].empty());
  std::string text;
  append_text(text, std::span(records).first(1), {});
  CHECK(text == "c.csv:4:1: error [bad-utf8]: byte 6\n");
}

TEST_CASE("fingerprints") {
  CHECK(fingerprint_hash("a  b\n") == fingerprint_hash(" a b"));
  CHECK(fingerprint_hash("ab") != fingerprint_hash("a b"));
  CHECK(fingerprint(7, 1) != fingerprint(7, 2));
  CHECK(fingerprint(7, 1).size() == 16);
  RepeatCounter counter;
  for (std::uint64_t i = 0; i < 5000; ++i) CHECK(counter.count(i * 0x9E3779B97F4A7C15ULL) == 1);
  for (std::uint64_t i = 0; i < 5000; ++i) CHECK(counter.count(i * 0x9E3779B97F4A7C15ULL) == 2);
}

TEST_CASE("the text report shows the words, the reason, the source and the fix") {
  const auto m = made(claim);
  std::string out;
  append_text(out, std::span(m->records).first(1), {});
  CHECK(out ==
        "f.txt:9:41: refuted [event/role]: The launch was on 11 August 2023.\n"
        "    | \xC3\x89t\xC3\xA9 \xF0\x9F\x9A\x80: Luna-25 zorbed from Vostochny on 12 August 2023.\n"
        "    |                                          ^~~~~~~~~~~~~~\n"
        "    source: Launch log \xE2\x80\x94 row 7 (luna-25 launch: time: 2023-08-10T23:10:57Z)\n"
        "    suggest: \"12\" -> \"11\"\n");
}

TEST_CASE("all that was read, on demand, and in Indonesian") {
  const auto m = made(claim);
  TextOptions options;
  options.all = true;
  options.messages = "id";
  std::string out;
  append_text(out, std::span(m->records).first(1), options);
  CHECK(out.find("f.txt:9:28: supported [place/distance]: \"Vostochny\"\n") != std::string::npos);
  CHECK(out.find("f.txt:9:16: unread [unknown-word]: \"zorbed\"\n") != std::string::npos);
  CHECK(out.find("    saran: ") != std::string::npos);
}

TEST_CASE("long lines are cut around the words") {
  std::string text = std::string(300, 'a') + " Vostochny zorbed 12 August 2023 " + std::string(300, 'b');
  const auto m = made(text);
  const Excerpt e = excerpt(*m->index, span_of(text, "12 August 2023"), 60);
  CHECK(display_width(e.text) <= 61);
  CHECK(e.text.substr(e.text.find("12 August"), 14) == "12 August 2023");
  CHECK(e.width == 14);
  CHECK(display_width(e.text.substr(0, e.text.find("12 August"))) == e.indent);
}

TEST_CASE("underlining knows wide and combining characters") {
  const std::string text = "\xE5\xAB\xA6\xE5\xA8\xA5 e\xCC\x81 X";
  const TextIndex index(text);
  const Excerpt e = excerpt(index, span_of(text, "X"));
  CHECK(e.indent == 7);
  CHECK(e.width == 1);
}

TEST_CASE("places of an article") {
  const std::string text = "One.\r\nTw\xC3\xB6 words.\nLast";
  const TextIndex index(text);
  CHECK(index.place(0).line == 1);
  const Place p = index.place(text.find("words"));
  CHECK(p.line == 2);
  CHECK(p.column == 5);
  CHECK(index.line(1) == Span{0, 4});
  CHECK(index.line(3) == span_of(text, "Last"));
  CHECK(index.place(text.size()).column == 5);
}

TEST_CASE("offsets far into a text") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "\xC3\xA9x";
  const TextIndex index(text);
  for (const std::size_t at : {0UL, 3UL, 1023UL, 1024UL, 1025UL, 2049UL, 8999UL, 9000UL}) {
    CHECK(index.offset(at).codepoint == offset_after({}, std::string_view(text).substr(0, at)).codepoint);
  }
}

TEST_CASE("the summary counts, and says how much was read") {
  const auto m = made(claim);
  Tally tally;
  tally.add(m->records.at(0), Date::day(2023, 8, 1).civil.begin);
  Tally other;
  other.add(tally);
  CHECK(other.gravest == Verdict::refuted);
  CHECK(summary(other, Date::day(2023, 8, 1).civil.begin, {}, true) ==
        "1 refuted, 1 supported of 2 assertions\nfindings by rule:\n       1  event/role\n"
        "read 0 of 1 checkable sentences; facts complete to 2023-07-31; 1 claim later than that\n");
  CHECK(summary({}, {}, {}, false) == "no text\n");
}

TEST_CASE("a pilot rule reports and never fails the gate") {
  auto m = made(claim);
  m->results[0].findings[0].pilot = true;
  Tally tally;
  tally.add(m->records.at(0), {});
  CHECK(tally.gravest == Verdict::supported);
}

TEST_CASE("meanings as text") {
  const auto m = made(claim);
  std::string out;
  append_parse_text(out, m->records.at(0), {});
  CHECK(out.find("[exact] ") != std::string::npos);
  CHECK(out.find("luna-25") != std::string::npos);
  CHECK(out.find("unread: \"zorbed\" (words, unknown-word)") != std::string::npos);
  std::string line;
  append_parse_jsonl(line, m->records.at(0), {});
  const json j = json::parse(line);
  CHECK(j["sentences"][0]["readings"][0]["atoms"].size() == 2);
  CHECK(j["mentions"][0]["value"]["value"] == "2023-08-12");
}

TEST_CASE("JSON strings are escaped alike wherever the byte to escape stands") {
  for (int byte = 1; byte < 0x80; ++byte) {
    for (std::size_t at = 0; at < 34; ++at) {
      std::string text(34, 'a');
      text[at] = static_cast<char>(byte);
      std::string out;
      append_json_string(out, text);
      INFO("byte " << byte << " at " << at);
      CHECK(json::parse(out).get<std::string>() == text);
    }
  }
  // Bytes above 0x80 are those of UTF-8 and stay as they are.
  std::string out;
  append_json_string(out, "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\"");
  CHECK(out == "\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\\\"\"");
}

#include <sys/stat.h>

#include "corpus/fact_base.h"

#include <sqlite3.h>

#include "core/tsv.h"
#include "corpus/sqlite_store.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

const EventView& event(const FactBase& facts, std::string_view id) {
  for (const auto i : facts.events("event")) {
    if (facts.event(i).id == id) return facts.event(i);
  }
  FAIL("no event " + std::string(id));
  std::abort();
}

Seconds utc(std::string_view edtf) { return parse_edtf(edtf)->civil.begin; }

std::vector<std::string> ids(const FactBase& facts, std::span<const std::uint32_t> events) {
  std::vector<std::string> out;
  for (const auto i : events) out.emplace_back(facts.event(i).id);
  return out;
}

void make_sqlite(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

}  // namespace

TEST_CASE("tables, SQLite and snapshot are one and the same base") {
  const auto built = compiled("good");
  const TemporaryFolder folder;
  REQUIRE(build(fixture("good"), folder / "facts.sqlite", small_schema()));
  const auto read = read_sqlite(folder / "facts.sqlite");
  REQUIRE(read);
  const auto mapped = content_of(*base("good"));
  REQUIRE(mapped);
  for (const Content* other : {&*read, &*mapped}) {
    CHECK(other->sources == built.content.sources);
    CHECK(other->entities == built.content.entities);
    CHECK(other->names == built.content.names);
    CHECK(other->events == built.content.events);
    CHECK(other->statements == built.content.statements);
    CHECK(other->complete == built.content.complete);
    CHECK(other->zones == built.content.zones);
    CHECK(encode_snapshot(*other) == encode_snapshot(built.content));
  }
  const auto opened = FactBase::open(folder / "facts.sqlite");
  REQUIRE(opened);
  CHECK((*opened)->hash() == built.report.hash);
  CHECK((*opened)->tz_version() == built.report.tz_version);
}

TEST_CASE("what is no fact base is told for what it is") {
  const TemporaryFolder folder;
  const auto told = [&](const std::string& name) {
    const auto result = FactBase::open(folder / name);
    REQUIRE_FALSE(result);
    auto d = result.errors().front();
    d.path = name;
    return d.code + " " + d.text();
  };
  CHECK(told("missing") == "no-such-file missing: error: there is no such file; check the path");
  std::filesystem::create_directory(folder / "folder");
  CHECK(told("folder") ==
        "not-a-fact-base folder: error: this is a folder; make a fact base of its tables with 'saksi corpus build'");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(
      told("pipe") ==
      "not-a-fact-base pipe: error: facts are read more than once, so not from a pipe; write them to a file: NAME.csv, "
      "or a fact base");
  std::ofstream(folder / "text") << "subject,property,value\nmars,moons,2\n";
  CHECK(told("text") ==
        "not-a-fact-base text: error: this file is no fact base (file is not a database); make one with 'saksi corpus "
        "build'");
  make_sqlite(folder / "other", "CREATE TABLE t (x)");
  CHECK(told("other") ==
        "not-a-fact-base other: error: this SQLite file is no fact base; make one with 'saksi corpus build'");
  make_sqlite(folder / "newer", "PRAGMA application_id=" + std::to_string(kApplicationId) +
                                    "; PRAGMA user_version=99; CREATE TABLE t (x)");
  CHECK(told("newer") ==
        "wrong-version newer: error: the fact base is of version 99, this program reads version 2; build it anew");
  REQUIRE(build(fixture("good"), folder / "mended", small_schema()));
  make_sqlite(folder / "mended", "DELETE FROM source WHERE id='log'");
  CHECK(told("mended") ==
        "not-a-fact-base mended: error: this file is no fact base ('log' is no source); make one with 'saksi corpus "
        "build'");
  make_sqlite(folder / "hollow", "PRAGMA application_id=" + std::to_string(kApplicationId) + "; PRAGMA user_version=" +
                                     std::to_string(kSchemaVersion) + "; CREATE TABLE t (x)");
  CHECK(told("hollow") ==
        "not-a-fact-base hollow: error: this file is no fact base (no such table: meta); make one with 'saksi corpus "
        "build'");
}

TEST_CASE("bytes that are no snapshot are turned away") {
  const auto content = compiled("good").content;
  alignas(16) static char bytes[4096] = {};
  CHECK(map_snapshot({bytes, 16}, nullptr).errors().front().code == "not-a-fact-base");
  CHECK(map_snapshot({bytes, sizeof(bytes)}, nullptr).errors().front().code == "not-a-fact-base");
  std::string snapshot = encode_snapshot(content);
  snapshot[8] = 99;
  CHECK(map_snapshot(snapshot, nullptr).errors().front().code == "wrong-version");
}

TEST_CASE("entities have their kinds, labels and names") {
  const auto facts = base("good");
  const auto pad = facts->entity("east-pad");
  REQUIRE(pad);
  CHECK(pad->kind == "pad");
  CHECK(pad->label_en == "East Pad");
  CHECK(pad->label_id == "Landasan Timur");
  CHECK_FALSE(facts->entity("west-pad"));
  CHECK(facts->entities("place").size() == 5);
  CHECK(facts->entities("agent").size() == 2);
  CHECK(facts->kinds_of("ada-first") == std::vector<std::string_view>{"person"});
  CHECK(facts->citations_of("east-pad").size() == 1);

  std::string names;
  for (const auto& n : facts->names()) {
    if (n.entity == "east-pad" || n.entity == "glimmer-1" || n.entity == "glimmer-2" || n.entity == "pebble") {
      names += n.text + "|" + n.kind + "|" + n.lang + "|" + n.role + (n.common ? "|common\n" : "\n");
    }
  }
  CHECK(names ==
        "East Pad|pad|en|name\nLandasan Timur|pad|id|name\nEP|pad||acronym\n"
        "Glimmer 1|craft||name\nGlimmer One|craft||alias\nFirst Glimmer|craft||alias\nGlimmer 2|craft||name|common\n"
        "Pebble|body|en|name\nKerikil|body|id|name\nPebbler|body|en|demonym\n");
}

TEST_CASE("a time is an interval of UTC, as wide as what is known of its zone") {
  const auto facts = base("good");
  SECTION("an instant is exact") {
    const auto& e = event(*facts, "launch:glimmer-1");
    CHECK(e.when->begin == utc("2001-07-08T20:30:15"));
    CHECK(e.when->end == e.when->begin + 1);
    CHECK(e.precision == Precision::second);
    CHECK(e.told->zone == "UTC");
    CHECK(e.zone == "Asia/Yakutsk");
  }
  SECTION("a civil day is that of its place") {
    const auto& e = event(*facts, "second");
    // In April 2003 Yakutsk was ten hours ahead.
    CHECK(e.when->begin == utc("2003-04-04T14:00:00"));
    CHECK(e.when->end == utc("2003-04-05T14:00:00"));
    CHECK(e.told->zone == "Asia/Yakutsk");
    CHECK(e.precision == Precision::day);
    CHECK(e.unknown == std::vector<std::string_view>{"outcome"});
  }
  SECTION("of a place with no zone, the day anywhere") {
    const auto& e = event(*facts, "third");
    CHECK(e.when->begin == utc("2004-04-04T10:00:00"));
    CHECK(e.when->end == utc("2004-04-06T12:00:00"));
    CHECK_FALSE(e.told->zone);
    CHECK(e.zone.empty());
    CHECK(e.marginal);
    CHECK(e.unknown == std::vector<std::string_view>{"payload"});
  }
  SECTION("a process takes its time") {
    const auto& e = event(*facts, "landing:glimmer-1+pebble");
    CHECK(e.told->civil.end - e.told->civil.begin == 3 * 86400);
  }
  SECTION("an unknown time is none") {
    const auto& e = event(*facts, "undated");
    CHECK_FALSE(e.when);
    CHECK(e.unknown == std::vector<std::string_view>{"time"});
  }
  SECTION("a state holds from and to, or still") {
    const auto& past = event(*facts, "tenure:1930-05-06+ada-first+farland");
    CHECK(past.when->begin == utc("1930-05-05T16:00:00"));  // Yakutsk was eight hours ahead until June 1930
    CHECK_FALSE(past.open_ended);
    CHECK(past.precision == Precision::year);
    const auto& present = event(*facts, "ada-again");
    CHECK(present.open_ended);
    CHECK(present.when->end == kTimeEnd);
  }
}

TEST_CASE("events are found by kind, by time, and by who took part") {
  const auto facts = base("good");
  CHECK(ids(*facts, facts->events("launch")) ==
        std::vector<std::string>{"launch:glimmer-1", "second", "third", "undated"});
  CHECK(ids(*facts, facts->events("arrival")) == std::vector<std::string>{"landing:glimmer-1+pebble"});
  CHECK(facts->events("event").size() == 7);  // the withdrawn one has no source
  CHECK(facts->events("no-such-kind").empty());
  CHECK(ids(*facts, facts->events_with("glimmer-1")) ==
        std::vector<std::string>{"launch:glimmer-1", "landing:glimmer-1+pebble"});
  CHECK(facts->event_count() == 8);
  std::string_view last;
  for (std::uint32_t i = 0; i < facts->event_count(); ++i) {
    CHECK(facts->event(i).index == i);
    CHECK(last < facts->event(i).id);
    last = facts->event(i).id;
  }
}

TEST_CASE("statements are found by subject, by property and by value, with their time") {
  const auto facts = base("good");
  const auto capitals = facts->statements("farland", "capital");
  REQUIRE(capitals.size() == 2);
  CHECK(capitals[0].value == Value(Entity{"old-town"}));
  CHECK(capitals[0].valid->begin == kTimeBegin);
  CHECK_FALSE(capitals[0].open_ended);
  CHECK(capitals[1].value == Value(Entity{"new-town"}));
  CHECK(capitals[1].open_ended);
  CHECK(capitals[1].valid->begin == utc("1959-12-31T15:00:00"));
  CHECK(facts->statements("farland", {}).size() == 4);
  CHECK(facts->statements_of_value("capital", "old-town").size() == 1);
  CHECK(facts->statements_of("mass").size() == 3);  // a deprecated one is left out
  CHECK(facts->statements("nobody", {}).empty());

  const auto pebble = facts->statements("pebble", "mass");
  REQUIRE(pebble.size() == 1);
  CHECK(std::get<Quantity>(pebble[0].value).value == 3000);
  CHECK(std::get<Quantity>(pebble[0].value).unit == "kg");
  const auto range = std::get<Quantity>(facts->statements("glimmer-2", "mass")[0].value);
  CHECK(range.low == 1300);
  CHECK(range.high == 1400);
  CHECK(range.range);
  CHECK(facts->statements("east-pad", "coordinates")[0].value == Value(Text{"51.5,128.25"}));
  CHECK(facts->statements("farland", "motto")[0].value == Value(Text{"Far, but \"here\""}));
  CHECK(facts->statements("ada-first", "gender")[0].value == Value(Symbol{"f"}));
  CHECK(std::get<Date>(facts->statements("ada-first", "born")[0].value).civil == Date::day(1901, 2, 3).civil);

  const auto cited = facts->statements("glimmer-1", "mass")[0].citations;
  REQUIRE(cited.size() == 2);
  CHECK(facts->source(cited[0].source).title == "The Almanac, second edition");
  CHECK(cited[1].evidence == "row 1");
  CHECK(facts->source(cited[1].source).rank == 1);
  CHECK(cited[1].checked == "2026-01-05");
}

TEST_CASE("completeness has its set, its span and a horizon") {
  const auto facts = base("good");
  REQUIRE(facts->completeness().size() == 2);
  const auto& bodies = facts->completeness()[0];
  CHECK(bodies.id == "body{}");
  CHECK_FALSE(bodies.span);
  const auto& launches = facts->completeness()[1];
  CHECK(to_string(launches.set) == "launch{site=east-pad, outcome=success}");
  CHECK(launches.roles == std::vector<std::string_view>{"time", "payload"});
  CHECK(launches.span == TimeInterval{utc("2000-01-01T00:00:00"), utc("2011-01-01T00:00:00")});
  CHECK(facts->horizon("launch") == utc("2011-01-01T00:00:00"));
  CHECK_FALSE(facts->horizon("tenure"));
}

TEST_CASE("zones have their offsets at every instant") {
  const auto facts = base("good");
  CHECK(facts->utc_offset("Asia/Jakarta", utc("2023-08-11T00:00:00")) == 7 * 3600);
  CHECK(facts->utc_offset("America/New_York", utc("2024-03-10T06:59:59")) == -5 * 3600);
  CHECK(facts->utc_offset("America/New_York", utc("2024-03-10T07:00:00")) == -4 * 3600);
  CHECK(facts->utc_offset("+07:00", 0) == 7 * 3600);
  CHECK(facts->utc_offset("-03:30", 0) == -(3 * 3600 + 1800));
  CHECK(facts->utc_offset("UTC", 0) == 0);
  CHECK_FALSE(facts->utc_offset("Mars/Utopia", 0));
  CHECK_FALSE(facts->utc_offset("+7", 0));
}

TEST_CASE("a civil time that came twice covers both, one that never came is taken by the old clock") {
  const ZoneRow zone{"Test", 7200, {{36000, 3600}, {360000, 7200}}};
  const auto offset = [&](Seconds at) { return offset_at(zone, at); };
  // The clock went back from 12:00 to 11:00 at 36000.
  CHECK(to_utc({41400, 41460}, offset) == TimeInterval{34200, 37860});
  // It went forward from 363600 to 367200.
  CHECK(to_utc({364000, 364060}, offset).begin == 360400);
}

TEST_CASE("later layers win labels and names, and dispute values") {
  const auto lower = base("good");
  auto options = small_schema();
  options.over = lower;
  const auto upper = make_base(compiled("over", options).content);
  REQUIRE(upper);
  const auto both = FactBase::layered({lower, *upper});
  REQUIRE(both);
  const auto& facts = **both;
  CHECK(facts.entity("glimmer-1")->label_en == "Glimmer I");
  CHECK(facts.entity("glimmer-3"));
  CHECK(facts.entity("east-pad"));
  // Two days of one rank: both are kept, and the event lies in either.
  CHECK(event(facts, "second").when->begin == utc("2003-04-04T14:00:00"));
  CHECK(event(facts, "second").when->end == utc("2003-04-06T14:00:00"));
  CHECK(event(facts, "second").unknown.empty());
  CHECK(facts.events("launch").size() == 5);
  REQUIRE(facts.statements("glimmer-2", "mass").size() == 1);
  CHECK(std::get<Quantity>(facts.statements("glimmer-2", "mass")[0].value).value == 1390);
  CHECK(facts.statements("farland", "motto").size() == 2);
  // Of the capitals the upper one begins after the lower was checked in neither case: all stay.
  const auto capitals = facts.statements("farland", "capital");
  REQUIRE(capitals.size() == 3);
  CHECK(capitals[2].value == Value(Entity{"old-town"}));
  std::size_t firstlings = 0;
  for (const auto& n : facts.names()) firstlings += n.text == "Firstling" || n.text == "Glimmer One" ? 1 : 0;
  CHECK(firstlings == 2);

  CHECK((*FactBase::layered({lower, lower}))->hash() == lower->hash());
  CHECK((*FactBase::layered({lower}))->hash() == lower->hash());
  CHECK(texts(FactBase::layered({}).errors()) == "error: there is no fact base; name one or use the default one\n");
  CHECK(texts(FactBase::layered({lower, *FactBase::embedded()}).errors()) ==
        "error: two fact bases have different schemas; build them anew with the same version\n");
}

}  // namespace saksi::corpus

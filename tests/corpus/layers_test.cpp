#include "corpus/layers.h"

#include "corpus/bundle.h"
#include "corpus/diff.h"
#include "corpus/layers/fit.h"
#include "corpus/show.h"
#include "corpus/sqlite_store.h"
#include "tests/corpus/fixtures.h"

namespace saksi::corpus {
namespace {

std::shared_ptr<const FactBase> below() { return base("layers/below"); }

std::shared_ptr<const FactBase> over_below(const std::string& name) {
  auto options = small_schema();
  options.over = below();
  auto made = make_base(compiled(name, options).content);
  REQUIRE(made);
  return *made;
}

std::shared_ptr<const FactBase> layered(const std::vector<std::string>& uppers, LayerReport* report = nullptr) {
  std::vector<std::shared_ptr<const FactBase>> layers = {below()};
  for (const auto& name : uppers) layers.push_back(over_below("layers/" + name));
  auto both = FactBase::layered(layers, report);
  REQUIRE(both);
  return *both;
}

const EventView* event(const FactBase& facts, std::string_view id) {
  for (std::uint32_t i = 0; i < facts.event_count(); ++i) {
    if (facts.event(i).id == id) return &facts.event(i);
  }
  return nullptr;
}

/// "site: west-pad [The Almanac]; …", those of one role.
std::string told(const FactBase& facts, const EventView& e, std::string_view role) {
  std::string out;
  for (const auto& r : e.roles) {
    if (r.role != role) continue;
    out += (out.empty() ? "" : "; ") + to_string(r.value);
    for (const auto& c : r.citations) out += " [" + std::string(facts.source(c.source).title) + "]";
  }
  return out;
}

Quantity number(std::string_view text, std::string_view unit) { return *parse_number_cell(text, unit); }

}  // namespace

TEST_CASE("a report tells what layers merged and what they left apart") {
  LayerReport report;
  layered({"above"}, &report);
  CHECK(report.text() ==
        "layer 1: 11 entities, 3 events, 6 statements\n"
        "layer 2: 4 entities, 3 events, 3 statements of its own; 5 merged, 4 ambiguous, 5 disputed, 0 withdrawn\n"
        "merged a1 into aster-1 by name\n"
        "merged sable into port-sable by code\n"
        "merged event t-x into t-1 by key\n"
        "merged event x-1 into l-1 by key\n"
        "ambiguous pearl-2 (pearl): the id is that of another kind of thing below\n"
        "ambiguous hill (twin-hill, twin-hill-north): its name fits several\n"
        "ambiguous mona (mona-reed): of that name, but what is told of it does not go together\n"
        "ambiguous event x-4 (l-1): nothing tells whether it is one of these: kept, but counted by none for certain\n"
        "disputed l-2: time: 2003-04-05 or 2003-04-07\n"
        "disputed l-2: site: west-pad or north-pad\n"
        "disputed l-2: outcome: success or failure\n"
        "disputed t-1: from: 1990-02-01 or 1990-03-01\n"
        "disputed aster-2 mass: 2000 or 2500\n");
}

TEST_CASE("an upper layer adds to an event, and takes nothing that it does not mention") {
  const auto facts = layered({"above"});
  const auto* e = event(*facts, "l-1");
  REQUIRE(e);
  CHECK_FALSE(event(*facts, "x-1"));
  CHECK(told(*facts, *e, "operator") == "veldt [The Almanac]");
  CHECK(told(*facts, *e, "outcome") == "failure [The Gazette]");
  CHECK(told(*facts, *e, "payload") == "aster-1 [The Almanac] [The Gazette]");
  // The day at the site holds the instant: they agree, and the instant says more.
  CHECK(e->when->end - e->when->begin == 1);
  CHECK(told(*facts, *e, "time").empty());
  CHECK(e->citations.size() == 2);
}

TEST_CASE("what layers of equal rank tell apart stays, each with its source") {
  const auto facts = layered({"above"});
  const auto* e = event(*facts, "l-2");
  REQUIRE(e);
  CHECK(told(*facts, *e, "site") == "west-pad [The Almanac]; north-pad [The Gazette]");
  CHECK(told(*facts, *e, "time") == "2003-04-05 [The Almanac]; 2003-04-07 [The Gazette]");
  CHECK(e->when->end - e->when->begin == 3 * 86400);
  CHECK(facts->statements("aster-2", "mass").size() == 2);
  // 1000 and 1010 kg agree within the tolerance of a mass; the more precise one stays.
  REQUIRE(facts->statements("aster-1", "mass").size() == 1);
  CHECK(std::get<Quantity>(facts->statements("aster-1", "mass")[0].value).value == 1010);
}

TEST_CASE("labels are the later layer's, names add up, and a thing keeps its own kind") {
  const auto facts = layered({"above"});
  CHECK(facts->entity("aster-1")->label_en == "Aster-1");
  CHECK_FALSE(facts->entity("a1"));
  CHECK(find_entities(*facts, "Aster 1") == std::vector<std::string>{"aster-1"});
  CHECK(facts->entity("pearl")->kind == "body");
  CHECK(facts->entity("pearl-2")->kind == "craft");
  CHECK(facts->entity("fire"));  // the name of the one below is common
}

TEST_CASE("that a set below is whole says nothing of what only a layer above knows") {
  const auto facts = layered({"above"});
  const auto* e = event(*facts, "x-3");
  REQUIRE(e);
  CHECK(e->unknown == std::vector<std::string_view>{"operator"});
}

TEST_CASE("what may be an event below is not counted for certain, and what cannot be is") {
  const auto facts = layered({"above"});
  CHECK(event(*facts, "x-4")->marginal);
  CHECK_FALSE(event(*facts, "x-5")->marginal);  // its site is another
  CHECK_FALSE(event(*facts, "x-3")->marginal);
}

TEST_CASE("a state whose bounds are told apart spans both, and holds for sure in what they share") {
  const auto facts = layered({"above"});
  const auto* e = event(*facts, "t-1");
  REQUIRE(e);
  CHECK(told(*facts, *e, "from") == "1990-02-01 [The Almanac]; 1990-03-01 [The Gazette]");
  CHECK(e->when->begin < parse_edtf("1990-02-02")->civil.begin);
  CHECK(e->open_ended);
}

TEST_CASE("a layer withdraws what lies below, and says why") {
  LayerReport report;
  const auto facts = layered({"withdrawing"}, &report);
  CHECK(facts->statements("aster-1", "mass").empty());
  const auto old = facts->withdrawn("aster-1", "mass");
  REQUIRE(old.size() == 1);
  CHECK(old[0].reason == "weighed without its fuel");
  CHECK(old[0].citations.size() == 2);
  REQUIRE(facts->statements("aster-2", "mass").size() == 1);
  CHECK(std::get<Quantity>(facts->statements("aster-2", "mass")[0].value).value == 2200);
  CHECK(facts->events("launch").size() == 1);
  CHECK(facts->withdrawn_events(false).size() == 2);
  // Of the second launch another stands in its place; of the first nothing does.
  REQUIRE(facts->withdrawn_events(true).size() == 1);
  CHECK(facts->event(facts->withdrawn_events(true)[0]).id == "l-1");
  CHECK(report.withdrawn.size() == 4);
  CHECK(report.disputed.empty());
  const std::string shown = show(*facts, "aster-1", "en");
  CHECK(shown.find("withdrawn: weighed without its fuel") != std::string::npos);
  CHECK(shown.find("withdrawn: two logs were mixed up") != std::string::npos);
}

TEST_CASE("layers keep their words through SQLite") {
  const auto facts = layered({"above", "withdrawing"});
  const auto content = content_of(*facts);
  REQUIRE(content);
  const TemporaryFolder folder;
  REQUIRE_FALSE(write_sqlite(*content, content_hash(*content), folder / "facts.sqlite"));
  const auto read = read_sqlite(folder / "facts.sqlite");
  REQUIRE(read);
  CHECK(read->events == content->events);
  CHECK(read->statements == content->statements);
  CHECK(encode_snapshot(*read) == encode_snapshot(*content));
}

TEST_CASE("values agree within their precision") {
  const Within within({}, {});
  const auto fit = [&](const Value& a, const Value& b, double tolerance = 0, bool map = false) {
    return within.fit(a, b, tolerance, map);
  };
  CHECK(fit(number("1011", "km"), number("1010", "km")) == Fit::lower);
  CHECK(fit(number("1010", "km"), number("1011", "km")) == Fit::upper);
  CHECK(fit(number("1011", "km"), number("1031", "km")) == Fit::apart);
  CHECK(fit(number("1011", "km"), number("1031", "km"), 0.02) == Fit::same);
  CHECK(fit(number("1500", "kg"), number("1.5", "t")) == Fit::same);
  CHECK(fit(number("12", "1"), number("13", "1")) == Fit::apart);
  CHECK(fit(number("100", "1"), number("101", "1")) == Fit::apart);
  CHECK(fit(number("100", "1"), number("101", "1"), 0.1) != Fit::apart);
  CHECK(fit(number("1300/1400", "kg"), number("1390", "kg")) == Fit::upper);
  CHECK(fit(*parse_edtf("1950"), *parse_edtf("1950-03-04")) == Fit::upper);
  CHECK(fit(*parse_edtf("1950-03-04"), *parse_edtf("1950-03")) == Fit::lower);
  CHECK(fit(*parse_edtf("1950-03-04"), *parse_edtf("1950-03-05")) == Fit::apart);
  CHECK(fit(Text{"-6.2,106.8"}, Text{"-6.2088,106.8456"}, 0, true) == Fit::upper);
  CHECK(fit(Text{"-6.2,106.8"}, Text{"-7.2,106.8"}, 0, true) == Fit::apart);
  CHECK(fit(Symbol{"success"}, Symbol{"partial"}) == Fit::apart);
}

TEST_CASE("a base differs from another by its rows, not by their sources") {
  const auto facts = below();
  CHECK(diff(*facts, *facts)->empty());
  const auto changes = diff(*facts, *layered({"withdrawing"}));
  REQUIRE(changes);
  std::string all;
  for (const auto& c : *changes) all += c.table + " " + c.id + ": " + c.before + " -> " + c.after + "\n";
  CHECK(all ==
        "event a-new-2:  -> launch 2003-04-08; payload: aster-2; site: west-pad; operator: ?\n"
        "event l-1: launch 2001-07-08T20:30:15Z; payload: aster-1; site: west-pad; operator: veldt -> launch "
        "2001-07-08T20:30:15Z; payload: aster-1; site: west-pad; operator: veldt [deprecated]: two logs were mixed up\n"
        "event l-2: launch 2003-04-05; payload: aster-2; site: west-pad; operator: veldt; outcome: success -> launch "
        "2003-04-05; payload: aster-2; site: west-pad; operator: veldt; outcome: success [deprecated]: it was never "
        "dated\n"
        "statement aster-1 mass: 1000 kg -> 1000 kg [deprecated]: weighed without its fuel\n"
        "statement aster-2 mass: 2000 kg -> \n"
        "statement aster-2 mass:  -> 2000 kg [deprecated]: a misprint\n"
        "statement aster-2 mass:  -> 2200 kg\n");
}

TEST_CASE("seven thousand launches are laid over the base") {
  const auto lower = *FactBase::embedded();
  auto content = *content_of(*lower);
  Content upper;
  upper.schema = content.schema;
  upper.tz_version = content.tz_version;
  upper.sources.push_back({"log", "A Log", "", "", "", 0});
  for (int i = 0; i < 7000; ++i) {
    const std::string n = std::to_string(i);
    upper.entities.push_back(
        {"load-" + n, "Load " + n, "Load " + n, {"satellite"}, {{"log", "row " + n, "2026-01-05"}}});
    upper.names.push_back({"load-" + n, "Load " + n, "", "name", false});
    EventRow e;
    e.id = "loaded-" + n;
    e.kind = "launch";
    e.time_text = "2001-01-01";
    e.when = parse_edtf("2001-01-01")->civil;
    e.roles.push_back({"payload", {Entity{"load-" + n}, "load-" + n}, {}});
    e.citations = upper.entities.back().citations;
    upper.events.push_back(std::move(e));
  }
  const auto made = make_base(upper);
  REQUIRE(made);
  const auto both = FactBase::layered({lower, *made});
  REQUIRE(both);
  CHECK((*both)->event_count() == lower->event_count() + 7000);
}

TEST_CASE("a bundle is installed whole or not at all") {
  const TemporaryFolder folder;
  const auto made = [&](const std::string& name, const std::string& date) {
    BuildOptions options;
    options.date = date;
    const auto built = build(fixture("bundle"), folder / name, options);
    if (!built) FAIL(texts(built.errors()));
    return folder / name;
  };
  const std::string to = folder / "data/facts.db";
  const auto code = [&](const std::string& path, bool force = false) {
    const auto done = install_bundle(path, to, force);
    return done ? std::string("done") : done.errors().front().code;
  };
  const auto date = [&] { return std::string((*default_base(to))->date()); };
  const std::string embedded(FactBase::embedded().value()->date());
  CHECK(date() == embedded);
  CHECK(code(made("undated", "")) == "no-date");
  CHECK(code(made("old", "2001-01-01")) == "older");
  CHECK(code(made("old", "2001-01-01"), true) == "older");
  CHECK(code(folder / "nowhere") == "no-such-file");
  CHECK(code(made("new", "2099-02-01")) == "done");
  CHECK(date() == "2099-02-01");
  CHECK(code(made("newer", "2099-03-01")) == "done");
  CHECK(code(folder / "new") == "older");
  CHECK(date() == "2099-03-01");
  CHECK(code(folder / "new", true) == "done");
  CHECK(date() == "2099-02-01");

  // Damaged anywhere, cut off, or told to be of another day: refused, and the old one stays.
  const std::string bytes = read_file(folder / "newer");
  std::ofstream(folder / "cut", std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  CHECK(code(folder / "cut") == "not-a-fact-base");
  const auto at = bytes.find("Quillon");
  REQUIRE(at != std::string::npos);
  std::string bad = bytes;
  bad[at] = 'B';
  std::ofstream(folder / "bad", std::ios::binary) << bad;
  CHECK(code(folder / "bad") == "corrupt");
  std::string postdated = bytes;
  postdated.replace(postdated.find("2099-03-01"), 10, "2099-04-01");
  std::ofstream(folder / "postdated", std::ios::binary) << postdated;
  CHECK(code(folder / "postdated") == "corrupt");
  CHECK(date() == "2099-02-01");
  // What a killed update leaves is no base, and in nobody's way.
  const std::string left = to + ".999999999.part";
  std::ofstream(left, std::ios::binary) << bytes.substr(0, 5000);
  CHECK(date() == "2099-02-01");
  CHECK(code(folder / "newer") == "done");
  CHECK_FALSE(std::filesystem::exists(left));
  // The form that is read fast is as good as the file; a damaged one is passed by.
  const std::string fast = read_file(to + ".snapshot");
  CHECK(encode_snapshot(*read_sqlite(to)) == fast);
  const auto hash = [&] { return std::string((*default_base(to))->hash()); };
  const std::string whole = hash();
  std::ofstream(to + ".snapshot", std::ios::binary) << fast.substr(0, fast.size() - 1) << '?';
  CHECK(hash() == whole);
  std::ofstream(to + ".snapshot", std::ios::binary) << fast.substr(0, 100);
  CHECK(hash() == whole);
  // An installed one that is damaged is told, not passed by; it can be replaced.
  std::ofstream(to, std::ios::binary) << bad;
  CHECK(default_base(to).errors().front().code == "corrupt");
  CHECK(code(folder / "newer") == "done");
  CHECK(date() == "2099-03-01");
  CHECK(remove_bundle(to));
  CHECK(remove_bundle(to));
  CHECK(date() == embedded);
}

}  // namespace saksi::corpus

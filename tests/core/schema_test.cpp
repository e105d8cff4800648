#include "core/schema.h"

#include "tests/catch.h"

using namespace saksi;

namespace {
Schema sample() {
  Schema s;
  const auto kind = [&](std::string id, std::vector<std::string> parents, std::string exclusive) {
    s.kinds.push_back({std::move(id), std::move(parents), std::move(exclusive), "", ""});
  };
  kind("thing", {}, "");
  kind("agent", {"thing"}, "top");
  kind("place", {"thing"}, "top");
  kind("body", {"thing"}, "top");
  kind("person", {"agent"}, "agent");
  kind("company", {"agent"}, "agent");
  kind("country", {"agent", "place"}, "");
  kind("city", {"place"}, "place");
  kind("ocean", {"place"}, "place");
  EventDef e;
  e.id = "event";
  s.events.push_back(e);
  e.id = "landing";
  e.parent = "event";
  e.roles.push_back({"craft", "thing", false});
  s.events.push_back(e);
  s.prepare();
  return s;
}
}  // namespace

TEST_CASE("kinds and events know what is above them") {
  const Schema s = sample();
  CHECK(s.is_a("country", "place"));
  CHECK(s.is_a("country", "agent"));
  CHECK(s.is_a("city", "city"));
  CHECK_FALSE(s.is_a("place", "city"));
  CHECK(s.is_a("landing", "event"));
  CHECK_FALSE(s.is_a("event", "landing"));
  CHECK_FALSE(s.is_a("nothing", "thing"));
  REQUIRE(s.event("landing") != nullptr);
  CHECK(s.event("landing")->role("craft") != nullptr);
  CHECK(s.event("landing")->role("crew") == nullptr);
}

TEST_CASE("kinds are disjoint where a group says so and no kind is both") {
  const Schema s = sample();
  CHECK(s.disjoint("person", "company"));
  CHECK(s.disjoint("city", "ocean"));
  CHECK(s.disjoint("person", "city"));
  CHECK(s.disjoint("body", "country"));
  CHECK_FALSE(s.disjoint("agent", "place"));
  CHECK_FALSE(s.disjoint("country", "city"));
  CHECK_FALSE(s.disjoint("city", "place"));
  CHECK_FALSE(s.disjoint("city", "unheard-of"));
}

TEST_CASE("what stands for another excludes it no more than it is it") {
  Schema s = sample();
  s.kinds.push_back({"craft", {"thing"}, "top", "", ""});
  s.kinds.push_back({"mission", {"thing"}, "top", "", "", {"craft"}});
  s.kinds.push_back({"lander", {"craft"}, "", "", ""});
  s.prepare();
  CHECK(s.disjoint("lander", "mission"));
  CHECK_FALSE(s.excludes("lander", "mission"));
  CHECK_FALSE(s.excludes("mission", "lander"));
  CHECK(s.excludes("lander", "city"));
  CHECK_FALSE(s.excludes("country", "city"));
}

TEST_CASE("a circle in a table ends") {
  Schema s;
  s.kinds.push_back({"a", {"b"}, "", "", ""});
  s.kinds.push_back({"b", {"a"}, "", "", ""});
  s.prepare();
  CHECK_FALSE(s.is_a("a", "c"));
}

TEST_CASE("a schema comes back from its image with all that it knew") {
  Schema s = sample();
  s.kinds[2].stands_for = {">city"};
  s.kinds[4].traits = kind_namesakes;
  s.properties.push_back({"height", "place", "quantity:length", "m"});
  s.properties.back().tolerance = 0.25;
  s.events[1].keys = {{"craft"}, {"craft", "time"}};
  s.events[1].senses = {{"crewed", "yes"}};
  s.implications.push_back({"landing", true, "event", {"craft", "a>b"}, {{"outcome", "success"}}});
  s.roles.push_back({"craft", role_identifies, 1, 2, "x"});
  s.prepare();
  const std::string image = s.image();
  const auto back = Schema::from_image(image);
  REQUIRE(back);
  CHECK(back->image() == image);
  CHECK(back->property("height")->tolerance == 0.25);
  CHECK(back->event("landing")->keys[1] == std::vector<std::string>{"craft", "time"});
  CHECK(back->role("craft")->through == "x");
  CHECK(back->implications.front().when.front().second == "success");
  for (const KindDef& a : s.kinds)
    for (const KindDef& b : s.kinds) {
      INFO(a.id << " " << b.id);
      CHECK(back->is_a(a.id, b.id) == s.is_a(a.id, b.id));
      CHECK(back->disjoint(a.id, b.id) == s.disjoint(a.id, b.id));
      CHECK(back->excludes(a.id, b.id) == s.excludes(a.id, b.id));
    }
  CHECK(back->is_a("landing", "event"));
  CHECK_FALSE(back->is_a("event", "landing"));
}

TEST_CASE("bytes that are no image of a schema give none") {
  const std::string image = sample().image();
  for (std::size_t size = 0; size < image.size(); ++size) {
    INFO(size);
    CHECK_FALSE(Schema::from_image(image.substr(0, size)));
  }
  CHECK_FALSE(Schema::from_image(image + "x"));
}

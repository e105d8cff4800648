#include "corpus/schema_reader.h"

#include "tests/corpus/fixtures.h"

namespace saksi::corpus {

TEST_CASE("the project's own schema has no fault") {
  const auto schema = read_schema(embedded_schema_tables());
  if (!schema) FAIL(texts(schema.errors()));
  CHECK(schema->kinds.size() > 50);
  CHECK(schema->events.size() > 25);
}

TEST_CASE("an event kind has its parent's roles and, where it says none, its keys") {
  const auto schema = read_schema(schema_tables_of(fixture("schema")));
  REQUIRE(schema);
  const auto* landing = schema->event("landing");
  REQUIRE(landing);
  CHECK(landing->role("time"));
  CHECK(landing->role("craft")->type == "craft");
  CHECK(landing->role("crewed")->type == "symbol:yes|no");
  CHECK(landing->keys == std::vector<std::vector<std::string>>{{"craft", "body"}});
  CHECK(landing->frames == std::vector<std::string>{"utc"});
  CHECK(schema->event("launch")->role("payload")->many);
  CHECK_FALSE(schema->event("launch")->role("site")->many);
  CHECK(schema->event("tenure")->state);
  CHECK(schema->property("mass")->tolerance == Approx(0.02));
  CHECK(schema->property("capital")->timed);
  CHECK_FALSE(schema->property("motto")->functional);
}

TEST_CASE("faults of a schema, all at once") {
  std::vector<SchemaTable> tables = {
      {"kinds.tsv", "kinds.tsv",
       "id\tparents\texclusive\tlabel_en\tlabel_id\n"
       "thing\t\t\tthing\tbenda\n"
       "place\tthng\t\tplace\ttempat\n"
       "thing\t\t\tthing\tbenda\n"
       "a\tb\t\ta\ta\n"
       "b\ta\t\tb\tb\n"},
      {"events.tsv", "events.tsv",
       "id\tparent\troles\tkeys\tframes\tscope\tstate\tlabel_en\tlabel_id\n"
       "event\t\ttime:date at:plac\t\t\t\t\te\te\n"
       "trip\tevnt\tof:thing\tfrom\t\t\tmaybe\tt\tt\n"},
      {"properties.tsv", "properties.tsv",
       "id\tsubject\tvalue\tunit\tfunctional\ttimed\ttolerance\tstable_for\tlabel_en\tlabel_id\n"
       "size\tthings\tquantity:lenght\tm\tyes\tno\tlots\t\ts\ts\n"},
  };
  const auto schema = read_schema(tables);
  REQUIRE_FALSE(schema);
  CHECK(texts(schema.errors()) == read_file(fixture("schema-faults.txt")));
}

}  // namespace saksi::corpus

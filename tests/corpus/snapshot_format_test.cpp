#include "corpus/snapshot/format.h"

#include <type_traits>

#include "tests/catch.h"

namespace saksi::corpus::flat {
namespace {

template <class... T>
constexpr bool whole = (std::has_unique_object_representations_v<T> && ...);

}  // namespace

// What lies between two members is written as it happens to be: the same tables would make other bytes each time.
TEST_CASE("records have no gaps") {
  STATIC_REQUIRE(whole<Str, SchemaTable, Source, Citation, Entity, Name, Role, Told, Event, Statement, Complete>);
  STATIC_REQUIRE(whole<CompleteCondition, Zone, Transition, KindIndex, NameIndex, Filler, Lacking, ValueIndex, Header>);
  // Doubles have no one form, so here the sizes tell: all members of either are told.
  STATIC_REQUIRE(sizeof(Value) == sizeof(ValueType) + 6 * sizeof(std::uint32_t) + sizeof(Sym) + 2 * sizeof(Str) +
                                      2 * sizeof(std::int64_t) + 3 * sizeof(double));
  STATIC_REQUIRE(sizeof(Place) == 8 * sizeof(Range) + 2 * sizeof(std::uint32_t) + 2 * sizeof(double));
}

}  // namespace saksi::corpus::flat

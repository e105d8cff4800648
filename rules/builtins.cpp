#include "rules/builtins.h"

#include <array>

namespace saksi::rules {
namespace {

constexpr Sort set_only[] = {Sort::set};
constexpr Sort one[] = {Sort::value};
constexpr Sort nth_params[] = {Sort::number, Sort::set, Sort::key};
constexpr Sort last_params[] = {Sort::set, Sort::key};
constexpr Sort rank_params[] = {Sort::term, Sort::set, Sort::key};
constexpr Sort distinct_params[] = {Sort::name, Sort::set};
constexpr Sort minus_params[] = {Sort::term, Sort::term};

constexpr std::array<Builtin, 3> table{{
    {"certain", one, true, "There is such a value. No where it is known that there is none."},
    {"excluded", set_only, false,
     "Known events or states beside which the schema says no member of the set can stand."},
    {"members", set_only, false, "The members of a set."},
}};

constexpr std::array<Constructor, 8> constructor_table{{
    {"-", minus_params},
    {"count", set_only},
    {"distinct", distinct_params},
    {"last", last_params},
    {"now", {}},
    {"nth", nth_params},
    {"rank", rank_params},
    {"the", set_only},
}};

constexpr std::string_view heads[] = {"class",      "convert", "difference", "distance", "expansion",
                                      "located_in", "ratio",   "sum",        "weekday"};
constexpr std::string_view types[] = {"role",   "property", "event",   "entity", "date",
                                      "number", "quantity", "weekday", "symbol", "text"};

}  // namespace

std::string_view to_string(Sort s) {
  switch (s) {
    case Sort::term: return "a term";
    case Sort::set: return "a set";
    case Sort::name: return "a role or property";
    case Sort::number: return "a number";
    case Sort::key: return "a key";
    case Sort::op: return "a relation";
    case Sort::terms: return "several terms";
    case Sort::value: return "a value";
  }
  return "";
}

std::span<const Builtin> builtins() { return table; }

const Builtin* find_builtin(std::string_view name, bool test) {
  for (const Builtin& b : table)
    if (b.name == name && b.test == test) return &b;
  return nullptr;
}

const Constructor* find_constructor(std::string_view name) {
  for (const Constructor& c : constructor_table)
    if (c.name == name) return &c;
  return nullptr;
}

std::span<const std::string_view> computed_heads() { return heads; }
std::span<const std::string_view> guard_types() { return types; }

}  // namespace saksi::rules

#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace saksi::rules {

/// What a variable or an argument stands for.
enum class Sort : std::uint8_t {
  term,    ///< a term of the claim; where a value is wanted, what the facts give for it
  set,     ///< a set of the claim
  name,    ///< a role or property
  number,  ///< a rank
  key,     ///< what members are ordered by
  op,      ///< = < <= and so on
  terms,   ///< several terms, `?parts...`
  value    ///< what `let` computes: certain and possible values, and whether there are more
};
/// "a term", "a set".
std::string_view to_string(Sort s);

/// A function of the rule language. The engine holds the code; a test compares the two.
struct Builtin {
  std::string_view name;
  std::span<const Sort> params;  ///< Sort::value takes terms and values alike
  bool test = false;             ///< a condition, three-valued; otherwise it makes a value
  std::string_view doc;
};

std::span<const Builtin> builtins();
const Builtin* find_builtin(std::string_view name, bool test);

/// Term constructors of core/meaning.h: the, nth, last, rank, count, distinct, now, "-".
struct Constructor {
  std::string_view name;
  std::span<const Sort> params;
};
const Constructor* find_constructor(std::string_view name);

/// Names that head a term without being properties or roles of the schema: the grammar builds them from what a text
/// states of itself (a weekday told with a date, a unit pair, a sum), or the engine computes them.
std::span<const std::string_view> computed_heads();

/// Types a guard may ask for besides the kinds of the schema.
std::span<const std::string_view> guard_types();

}  // namespace saksi::rules

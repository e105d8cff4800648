#pragma once
#include <string_view>
#include <type_traits>

namespace saksi::grammar {

/// What `make` makes of a language's tables, made when it is first asked for. It lasts as long as the program and is not
/// torn down. One for each place of the code that asks: the type of a lambda is its own. Safe from any thread.
template <class Make>
const auto& per_language(std::string_view lang, Make make) {
  using Made = std::remove_cvref_t<decltype(make(lang))>;
  if (lang == "id") {
    static const Made* const id = new Made(make("id"));
    return *id;
  }
  static const Made* const en = new Made(make("en"));
  return *en;
}

}  // namespace saksi::grammar

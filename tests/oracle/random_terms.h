#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/oracle/facts.h"
#include "tests/oracle/meaning.h"

namespace saksi::oracle {

/// Sets and terms that no phrase may say, told of what is in the facts. The same seed gives the same ones.
class RandomTerms {
 public:
  RandomTerms(const Facts& facts, std::uint32_t seed) : facts_(facts), random_(seed) {}

  /// Events of a kind with some of what one event of it has, or is not quite.
  Set events(const std::string& kind, int depth = 0);
  /// Things of a kind with some of what one of them has.
  Set things(const std::string& kind);
  /// A question about such a set.
  Term about(const Set& s);
  /// A property of some thing, or something computed.
  Term of_things();
  /// Something of the facts by itself.
  Term some_value();
  /// What may be said of a value: about the same, or not quite.
  Term said_of(const Value& v);
  /// "site", "country": what a value may be one of.
  std::string some_name();
  Op some_op();
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

 private:
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[below(all.size())];
  }
  Condition of_role(const RoleValue& r, int depth);
  Condition of_time(TimeInterval t);
  std::string some_thing(const std::string& kind);
  Date date_within(TimeInterval t);
  Date near(Date d);
  Quantity near(Quantity q);
  std::string near(const std::string& entity);

  const Facts& facts_;
  std::mt19937 random_;
};

}  // namespace saksi::oracle

#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corpus/content.h"

namespace saksi::corpus {

/// How two values that one thing can have only one of go together. Of two that agree the more precise one says more.
enum class Fit : std::uint8_t {
  same,   ///< agree, and are equally precise
  lower,  ///< agree, the lower layer's is the more precise
  upper,  ///< agree, the upper layer's is the more precise
  apart,  ///< cannot both be right
};

/// What lies in, is a variant of or belongs to what, over two layers.
class Within {
 public:
  Within(const Content& lower, const Content& upper);
  /// Is `id` part of `whole`, over any number of steps?
  [[nodiscard]] bool lies(std::string_view id, std::string_view whole) const;
  /// Numbers agree within `tolerance` (a share of the greater) or the rounding of the rounder one, which is at most 5 %
  /// and none for a plain count; dates where they overlap; coordinates within a tenth of a degree; entities where one
  /// lies within the other.
  [[nodiscard]] Fit fit(const Value& lower, const Value& upper, double tolerance, bool coordinates) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> above_;
};

}  // namespace saksi::corpus

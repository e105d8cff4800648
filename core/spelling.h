#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace saksi {

/// Bytes to insert, remove, change or swap with their neighbour to make one of the other (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to a misspelt word, at most a third of its letters away; empty where there is none.
/// Of equally near ones the first.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// "; did you mean 'x'?", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace saksi

#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/tsv.h"

namespace saksi::corpus {

/// What is wrong with a whole file.
Diagnostic file_fault(std::string code, std::string path, std::string message);
/// The parts between separators, trimmed, without the empty ones.
std::vector<std::string_view> split_list(std::string_view s, char separator);
/// Code points of valid UTF-8.
int code_points(std::string_view s);
/// ASCII letters in lower case, all else as it is.
std::string lower_ascii(std::string_view s);
/// Bytes to insert, remove or change to make one of the other (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate nearest to a misspelt word, at most a third of its letters away; empty where there is none.
/// Of equally near ones the first.
std::string nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// "; did you mean 'x'?", or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

/// A word of grammar in English or Indonesian, which no thing may be called; in capitals it is a name (WHO).
bool function_word(std::string_view text);

}  // namespace saksi::corpus

#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/spelling.h"
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

/// A word of grammar in English or Indonesian, which no thing may be called; in capitals it is a name (WHO).
bool function_word(std::string_view text);

}  // namespace saksi::corpus

#pragma once
#include <optional>
#include <string>

namespace saksi::cli {

/// All of a file, or of standard input ("-"); nullopt, said on standard error, where it cannot be read or is too long to be
/// held (limits::whole_file_bytes).
std::optional<std::string> read_whole(const std::string& path);

}  // namespace saksi::cli

#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace saksi::house {

/// The whole file; a file that can't be read fails the test.
std::string read(const std::filesystem::path& path);

/// Its lines, without their ends.
std::vector<std::string> lines(const std::string& text);

/// Paths from the project's root of the files below `folder` with this extension (".cpp"; empty = any), sorted.
std::set<std::string> files_below(const std::string& folder, const std::string& extension);

/// The folders of the layers, lowest first.
const std::vector<std::string>& layers();

}  // namespace saksi::house

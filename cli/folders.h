#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/status.h"

/// Folders among the files to check.
namespace saksi::cli {

/// Which files of a folder are meant.
struct FolderOptions {
  std::vector<std::string>
      globs;           ///< a file is meant that one of them fits; none: those that saksi reads by their names
  std::string output;  ///< the report, which is no input of itself
};

/// The files named, and in the place of each folder the files below it, in the order of their names. In a folder, what begins
/// with a dot is passed by, and what a .gitignore or .saksiignore there or above it (up to the root of the repository) says to
/// pass by; links to folders are not followed. Says on standard error where a folder cannot be read (io) or holds nothing that is
/// meant (usage); `files` stay as they were then.
Status expand_folders(std::vector<std::string>& files, const FolderOptions& options);

/// Does a pattern as in .gitignore fit a path of names with '/' between? `*` and `?` stop at a '/', `**` between slashes is any
/// number of folders, `[a-z]` is one character.
bool fits_glob(std::string_view pattern, std::string_view path);

}  // namespace saksi::cli

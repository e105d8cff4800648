#pragma once
#include <string>
#include <vector>

namespace saksi::cli {

/// What another program wrote and how it ended.
struct ProgramResult {
  int status = 127;  ///< as a shell tells it; 127 where it could not be started
  std::string output;
};

/// Runs a program of the PATH and takes what it writes to standard output; standard error is passed through or, where
/// `quiet`, dropped. `args`: its name first. No shell is between.
ProgramResult run_program(std::vector<std::string> args, bool quiet = false);

}  // namespace saksi::cli

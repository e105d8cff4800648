#pragma once
#include <string>

#include "core/diagnostic.h"

namespace saksi::corpus {

/// A Frictionless data package (specs.frictionlessdata.io) of a folder of fact tables: every CSV with its fields,
/// sorted by path; ends with a line feed. Code "no-such-folder", and those of read_csv.
Result<std::string> describe_package(const std::string& folder);

}  // namespace saksi::corpus

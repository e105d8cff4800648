#pragma once
#include <string>

#include "engine/report/checked.h"

namespace saksi::engine {

struct JsonlOptions {
  OffsetUnit offsets = OffsetUnit::byte;
  bool mentions = false;
  RunInfo run;
};

/// Appends the record of CONTRACT §4 as one line.
void append_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options);
/// The same for meanings alone: readings and mentions instead of verdicts.
void append_parse_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options);

}  // namespace saksi::engine

#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/report/checked.h"

namespace saksi::engine {

struct JsonlOptions {
  OffsetUnit offsets = OffsetUnit::byte;
  bool mentions = false;
  RunInfo run;
};

/// What a record says of its claim, wherever it stands and whatever it is called: the members from "verdict" to
/// "mentions", without the fingerprints of its assertions, which tell one claim from its repeats.
struct JsonlBody {
  struct Gap {
    std::size_t at = 0;  ///< where in `text` the fingerprint goes
    std::string quote;
    std::string_view kind;
    std::uint32_t repeat = 1;  ///< the n-th assertion with this quote and kind
  };
  std::string text;
  std::vector<Gap> gaps;
};
JsonlBody jsonl_body(const CheckedRecord& r, const JsonlOptions& options);
/// Appends the record with a body that was made of the same claim. Of `r` neither sentences nor, unless it is of an
/// article, the index are looked at.
void append_jsonl(std::string& out, const CheckedRecord& r, const JsonlBody& body, const JsonlOptions& options);

/// Appends the record of CONTRACT §4 as one line.
void append_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options);
/// The same for meanings alone: readings and mentions instead of verdicts.
void append_parse_jsonl(std::string& out, const CheckedRecord& r, const JsonlOptions& options);

}  // namespace saksi::engine

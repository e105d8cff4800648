#pragma once
#include <span>
#include <string>

#include "engine/report/checked.h"
#include "engine/report/text.h"

namespace saksi::engine {

/// Appends an article or a claim as it is to be read: its text with what was found underlined and what was not read grey,
/// and behind each paragraph what was found, with its proof. `records` are those of one Record.
void append_html(std::string& out, std::span<const CheckedRecord> records, const TextOptions& options);

/// What stands before the first and behind the last: a page that needs nothing beside it. `messages`: "en" or "id".
std::string html_head(const std::string& messages);
std::string html_tail(const RunInfo& run);

}  // namespace saksi::engine

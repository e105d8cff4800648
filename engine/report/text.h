#pragma once
#include <optional>
#include <span>
#include <string>

#include "engine/report/checked.h"
#include "engine/report/tags.h"

namespace saksi::engine {

struct TextOptions {
  std::string messages;  ///< "en", "id"; empty = each record's own language
  bool color = false;
  bool all = false;                    ///< list supported, unverified and unread too
  bool unread = false;                 ///< tell in one line a block what was not read; `all` tells it a sentence
  bool why = false;                    ///< of meanings: the notes of the grammar; of tags: the rules that fired
  bool tags = false;                   ///< in the place of meanings, words with their parts of speech
  TreeFormat tree = TreeFormat::none;  ///< in the place of meanings, trees
};

/// Appends what a reader wants of a claim or of the sentences of an article, like a compiler's diagnostics: place, verdict,
/// reason, the line with the words underlined, source and suggestion; then, a line for each claim or paragraph, what of it
/// was not read. `records` are those of one Record.
void append_text(std::string& out, std::span<const CheckedRecord> records, const TextOptions& options);
/// The meanings of a record: each sentence, its readings' atoms and what stayed unread.
void append_parse_text(std::string& out, const CheckedRecord& r, const TextOptions& options);

/// The last day before an instant, by UTC, as ISO 8601.
std::string day_before(Seconds instant);

/// The lines a report ends with: how many of each verdict, and how much was read, so that silence is not taken for
/// approval. `by_rule` adds the findings of each rule.
std::string summary(const Tally& tally, std::optional<Seconds> horizon, const TextOptions& options, bool by_rule);

}  // namespace saksi::engine

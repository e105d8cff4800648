#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/embedded.h"
#include "core/meaning.h"
#include "core/names.h"
#include "core/schema.h"
#include "core/symbols.h"

namespace saksi {

struct ParseOptions {
  std::string lang;           ///< "en", "id"; empty or "auto" = found from the text
  std::optional<Date> as_of;  ///< the day of the text; absent = dates that need it stay unvalued
  std::string zone;           ///< IANA zone of the desk, for "yesterday"; empty = UTC
  bool article = false;       ///< headlines, captions, datelines are blocks of their own
};

/// Prose to meanings. Knows words, names and the schema, never a fact. Immutable; parse() is safe from any thread.
class Grammar {
 public:
  /// `lexicon`: the tables of grammar/lexicon, embedded or read from a folder. Diagnostics name table, line and column.
  /// Meanings come in the ids of `symbols`, which must outlive the grammar, as must the schema.
  static Result<std::shared_ptr<const Grammar>> make(const Schema& schema, const Symbols& symbols,
                                                     const NameList& names, std::span<const EmbeddedFile> lexicon);
  /// The same over what compile_lexicon made of the two languages, which must live as long as the grammar.
  static std::shared_ptr<const Grammar> over(const Schema& schema, const Symbols& symbols, std::string_view en,
                                             std::string_view id);
  /// The tables linked into the library.
  static std::span<const EmbeddedFile> embedded_lexicon();

  virtual ~Grammar() = default;
  /// Reads one record: an article or a claim of one or more sentences; reference works inside it. Spans are bytes of
  /// `text`, which must be valid UTF-8 (see check_utf8). Linear in the text; limits in core/limits.h.
  [[nodiscard]] virtual std::vector<Parsed> parse(std::string_view text, const ParseOptions& options) const = 0;
  /// "en" or "id": the one that knows more of the words.
  [[nodiscard]] virtual std::string detect_language(std::string_view text) const = 0;
};

/// The closed registry of assertion kinds, sorted: what `saksi parse --kinds` prints.
std::span<const std::string_view> assertion_kinds();

/// Byte offset of the first byte that is not UTF-8, or nullopt.
std::optional<std::size_t> check_utf8(std::string_view text);

}  // namespace saksi

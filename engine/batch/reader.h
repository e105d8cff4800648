#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "engine/batch/record.h"

namespace saksi::engine {

enum class InputKind : std::uint8_t { article, claims, csv, tsv, jsonl };
enum class Markup : std::uint8_t { none, markdown, html };

/// By the file's name: .claims, .csv, .tsv, .tab, .jsonl, .ndjson, .json and .jsonld hold records, all else is an article.
InputKind input_kind_of(std::string_view path);
/// .html and .htm, .md and .markdown.
Markup markup_of(std::string_view path);
/// Does the name tell that the file holds a text or claims? Of .json it does not: such files hold all sorts of things.
bool is_told_by_name(std::string_view path);

/// What the lines of a text stand for that was taken out of a document.
enum class Places : std::uint8_t { lines, paragraphs, pages };

struct ReaderOptions {
  InputKind kind = InputKind::article;
  Markup markup = Markup::none;
  Places places = Places::lines;
  std::string claim_column = "claim", id_column = "id", lang_column = "lang", as_of_column = "as_of";
  std::string lang;   ///< for records that do not say; beats the head of the file
  std::string as_of;  ///< the same; a valid ISO day
};

/// Takes the records out of one file, in order. Bad ones come with `error` set. Not for several threads.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  /// The next record, as far as it has to be read in order: decode() and count() do the rest. False at the end.
  virtual bool next(Record& record) = 0;
  /// The next record, whole.
  bool next_whole(Record& record) {
    if (!next(record)) return false;
    record.decode();
    record.count();
    return true;
  }
  /// Why the whole file cannot be used: no claim column in the header ("no-claim-column", "repeated-column",
  /// "bad-header"), or reading broke off ("unreadable").
  [[nodiscard]] virtual const std::optional<Diagnostic>& failure() const = 0;
  /// What had to be guessed of the file since the last call, for the user to know.
  virtual std::vector<Diagnostic> take_notes() { return {}; }
};

std::unique_ptr<RecordReader> make_reader(std::unique_ptr<ByteSource> source, std::string path,
                                          const ReaderOptions& options);

}  // namespace saksi::engine

#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/batch/reader.h"
#include "engine/report/fingerprint.h"

namespace saksi::engine {

/// The same text with bytes that are not UTF-8 replaced by U+FFFD, cut to about `most` bytes.
std::string printable(std::string_view raw, std::size_t most);

/// What a file sets for the records behind it.
struct FileDefaults {
  std::string lang, as_of;
  std::string bad_setting;  ///< what is wrong with its as_of
};
/// Puts in text, lang and as_of as they stand in the record, "" where they don't, and looks for what is wrong.
void finish_record(Record& record, const ReaderOptions& options, const FileDefaults& defaults, std::string text,
                   std::string_view lang, std::string_view as_of);
/// Makes it a record that cannot be checked; of `raw` as much is kept as a reader needs to know it again.
void fail_record(Record& record, std::string code, std::string message, std::string_view raw);

/// What all readers of records share: the defaults of the file and the ordinal of a record.
class RecordMaker {
 public:
  RecordMaker(std::string path, const ReaderOptions& options,
              std::shared_ptr<RecordFile> file = std::make_shared<RecordFile>())
      : path_(printable(path, 4096)), options_(options), file_(std::move(file)) {}

  /// A fresh record with ordinal and place.
  void start(Record& record, std::uint64_t line, Offset begin);
  /// finish_record() with the defaults of the file.
  void finish(Record& record, std::string text, std::string_view lang, std::string_view as_of) const {
    finish_record(record, options_, defaults_, std::move(text), lang, as_of);
  }
  /// A "# as_of:" or "# lang:" line: sets what follows.
  void set(std::string_view key, std::string_view value, std::uint64_t line);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const ReaderOptions& options() const { return options_; }
  [[nodiscard]] RecordFile& file() { return *file_; }

 private:
  std::string path_;
  const ReaderOptions& options_;
  std::uint64_t n_ = 0;
  FileDefaults defaults_;
  std::shared_ptr<RecordFile> file_;
};

/// Text in UTF-8: as it is, or where it is none what it says in windows-1252; nullopt where it is neither, or holds NUL.
std::optional<std::string> text_of(std::string_view bytes);
/// "bad-utf8" or "nul-byte" with its position in bytes from `base`; nullopt where the bytes are text.
std::optional<RecordError> check_text(std::string_view bytes, std::uint64_t base);

std::unique_ptr<RecordReader> make_article_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                  const ReaderOptions& options);
std::unique_ptr<RecordReader> make_claims_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                 const ReaderOptions& options);
std::unique_ptr<RecordReader> make_table_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                const ReaderOptions& options);
std::unique_ptr<RecordReader> make_json_reader(std::unique_ptr<ByteSource> source, std::string path,
                                               const ReaderOptions& options);

}  // namespace saksi::engine

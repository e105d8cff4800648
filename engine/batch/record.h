#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "engine/batch/ignore.h"
#include "engine/batch/source.h"
#include "engine/report/fingerprint.h"

namespace saksi::engine {

/// Why a record cannot be checked. Codes: "bad-utf8", "nul-byte", "too-long", "wrong-column-count",
/// "bad-json", "missing-claim", "bad-as-of", "bad-lang", "unreadable".
struct RecordError {
  std::string code;
  std::string message;
};

struct Record;

/// What the records of one file share.
class RecordFile {
 public:
  RecordFile() = default;
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;
  virtual ~RecordFile() = default;
  /// Takes a record apart whose bytes its reader only cut out of the file. From any thread, several at once.
  virtual void decode(Record& /*record*/) const {}
  /// Tells the claim from its repeats: in the order of the records, by one thread at a time.
  void count(Record& record);

  /// Of a table how its columns are called, and the first line as it stands there.
  struct Table {
    std::vector<std::string> names;
    std::string header;  ///< empty cells stand for a header that there is not
    char delimiter = ',';
  };
  std::optional<Table> table;  ///< set before the first record is handed out

 private:
  RepeatCounter repeats_;
};

/// A claim, or a whole article, as it was found in a file.
struct Record {
  std::uint64_t n = 0;       ///< its ordinal in its file, from 1
  std::string path;          ///< as the user named it; "-" for standard input
  std::uint64_t line = 1;    ///< where the claim starts, 1-based
  std::uint64_t column = 1;  ///< 1-based, in code points
  Offset begin, end;         ///< the record's bytes in the file
  std::string id;            ///< the user's; empty where the location names it
  std::string text;      ///< what is to be read: the claim; of an article its bytes with all that is not text masked
  std::string original;  ///< of an article its bytes as they are on disk, as long as `text`; else empty
  bool article = false;
  std::string lang;   ///< "en", "id"; empty = to be found from the text
  std::string as_of;  ///< ISO day, empty = not known
  std::string extra;  ///< the other columns as members of a JSON object, without its braces
  std::string row;    ///< of a table: the row as it stands there, in UTF-8, with as many cells as the header
  std::optional<std::uint64_t> hash;  ///< of a claim's text, for its fingerprint
  std::uint32_t repeat = 1;           ///< the n-th time that this claim stands in its file
  /// Of an article that came out of a document: where its paragraphs or pages begin, which are told as lines.
  std::vector<std::uint32_t> parts;
  std::vector<Ignore> ignores;  ///< what its writer wants no findings of
  std::optional<RecordError> error;
  std::shared_ptr<RecordFile> file;  ///< none: nothing is left to be done
  bool undecoded = false;            ///< `text` holds the record's bytes, for the file to take apart

  void decode() {
    if (undecoded) file->decode(*this);
    undecoded = false;
  }
  void count() {
    if (file) file->count(*this);
  }
};

inline void RecordFile::count(Record& record) {
  if (record.hash) record.repeat = repeats_.count(*record.hash);
}

/// "2023-08-10", and nothing less, more or impossible.
std::optional<Date> parse_iso_day(std::string_view s);

}  // namespace saksi::engine

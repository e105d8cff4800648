#include <fmt/format.h>

#include "core/limits.h"
#include "engine/batch/encoding.h"
#include "engine/batch/readers.h"
#include "engine/batch/settings.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

/// One claim a line; blank lines and comments are no records, settings set what follows.
class ClaimsReader : public RecordReader {
 public:
  ClaimsReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)), options_(options), maker_(std::move(path), options_), window_(*source_) {}

  bool next(Record& record) override {
    Line line;
    while (next_line(window_, limits::claim_bytes, line, storage_)) {
      std::string_view text = line.text;
      Offset begin = line.begin;
      if (line.number == 1 && text.starts_with(kByteOrderMark)) {
        text.remove_prefix(3);
        begin = offset_after(begin, kByteOrderMark);
      }
      const std::size_t first = text.find_first_not_of(" \t");
      if (first == std::string_view::npos) continue;
      begin = offset_after(begin, text.substr(0, first));
      text = text.substr(first, text.find_last_not_of(" \t") + 1 - first);
      if (text.front() == '#') {
        if (auto ignore = parse_ignore(text.substr(1))) {
          ignore->line = line.number;
          ignore->column = 1 + begin.codepoint - line.begin.codepoint;
          if (ignores_.size() < limits::ignores) ignores_.push_back(std::move(*ignore));
        } else if (const auto s = parse_setting(text)) {
          maker_.set(s->key == "date" ? "as_of" : s->key, s->value, line.number);
        }
        continue;
      }
      maker_.start(record, line.number, begin);
      record.column = 1 + begin.codepoint - line.begin.codepoint;
      record.end = offset_after(begin, text);
      if (line.too_long) {
        record.end = window_.offset();
        fail_record(record, "too-long", fmt::format("the line has over {} bytes", limits::claim_bytes), text);
      } else if (auto read = text_of(text)) {
        if (check_utf8(text) && !std::exchange(told_encoding_, true))
          notes_.push_back({"encoding",
                            maker_.path(),
                            static_cast<int>(line.number),
                            0,
                            "this is not UTF-8; lines that are not are read as windows-1252",
                            {},
                            1});
        maker_.finish(record, std::move(*read), {}, {});
      } else {
        const auto error = check_text(text, begin.byte);
        fail_record(record, error->code, error->message, text);
      }
      for (Ignore& i : ignores_) i.covers = {0, static_cast<std::uint32_t>(record.text.size())};
      record.ignores = std::exchange(ignores_, {});
      return true;
    }
    for (const Ignore& i : std::exchange(ignores_, {}))
      notes_.push_back({"unused-ignore",
                        maker_.path(),
                        static_cast<int>(i.line),
                        static_cast<int>(i.column),
                        "there is no claim behind this that it could be for",
                        {},
                        1});
    if (const std::string why = window_.failure(); !why.empty()) {
      failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
    }
    return false;
  }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return failure_; }
  std::vector<Diagnostic> take_notes() override { return std::exchange(notes_, {}); }

 private:
  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  RecordMaker maker_;
  Window window_;
  std::string storage_;
  bool told_encoding_ = false;
  std::vector<Ignore> ignores_;  ///< for the next claim
  std::vector<Diagnostic> notes_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_claims_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                 const ReaderOptions& options) {
  return std::make_unique<ClaimsReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

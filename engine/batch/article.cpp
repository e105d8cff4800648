#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/limits.h"
#include "engine/batch/markup.h"
#include "engine/batch/readers.h"
#include "engine/batch/settings.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

/// The whole file is one record.
class ArticleReader : public RecordReader {
 public:
  ArticleReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)), options_(options), maker_(std::move(path), options_) {}

  bool next(Record& record) override {
    if (done_) return false;
    done_ = true;
    std::string bytes;
    Window window(*source_);
    while (bytes.size() <= limits::article_bytes && window.more()) {
      bytes += window.rest();
      window.consume(window.rest().size());
    }
    if (const std::string why = window.failure(); !why.empty()) {
      failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
      return false;
    }
    if (bytes.empty()) return false;
    maker_.start(record, 1, {});
    record.end = window.offset();
    record.article = true;
    read(record, std::move(bytes));
    return true;
  }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return failure_; }
  std::vector<Diagnostic> take_notes() override { return std::exchange(notes_, {}); }

 private:
  /// Lines that are not UTF-8 as windows-1252; nullopt where they are neither.
  std::optional<std::string> decoded(std::string_view bytes) {
    std::string out;
    int number = 0, first = 0;
    while (!bytes.empty()) {
      const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), bytes.size() - 1) + 1);
      bytes.remove_prefix(line.size());
      ++number;
      if (check_utf8(line) && first == 0) first = number;
      const auto text = text_of(line);
      if (!text) return std::nullopt;
      out += *text;
    }
    notes_.push_back(
        {"encoding",
         maker_.path(),
         first,
         0,
         "this is not UTF-8; lines that are not are read as windows-1252, and offsets count the text in UTF-8",
         {},
         1});
    return out;
  }

  /// Where paragraphs, each on every other line, or pages, behind form feeds, begin.
  [[nodiscard]] std::vector<std::uint32_t> parts_of(std::string& bytes) const {
    const bool pages = options_.places == Places::pages;
    const std::string_view between = pages ? "\f" : "\n\n";
    std::vector<std::uint32_t> out = {0};
    for (std::size_t at = bytes.find(between); at != std::string::npos; at = bytes.find(between, at + between.size())) {
      if (pages) bytes[at] = '\n';
      out.push_back(static_cast<std::uint32_t>(at + between.size()));
    }
    return out;
  }

  void read(Record& record, std::string bytes) {
    if (bytes.size() > limits::article_bytes) {
      fail_record(record, "too-long", fmt::format("the article is over {} bytes", limits::article_bytes), bytes);
      return;
    }
    if (const auto error = check_text(bytes, 0)) {
      auto text = error->code == "bad-utf8" ? decoded(bytes) : std::nullopt;
      if (!text) return fail_record(record, error->code, error->message, bytes);
      bytes = std::move(*text);
    }
    if (options_.places != Places::lines) record.parts = parts_of(bytes);
    std::string text = bytes;
    const Head head = take_head(text, options_.markup);
    record.lang = !options_.lang.empty() ? options_.lang : head.lang;
    if (record.lang.empty() && options_.markup == Markup::html) {
      record.lang = normal_language(html_language(bytes)).value_or("");
    }
    mask_markup(text, options_.markup);
    record.ignores = take_ignores(text, bytes, options_.markup);
    record.as_of = !options_.as_of.empty() ? options_.as_of : head.as_of;
    if (record.as_of.empty() && head.bad_as_of) {
      fail_record(record, "bad-as-of",
                  fmt::format("the head sets as_of to '{}', which is no day; write it as 2024-06-30",
                              printable(*head.bad_as_of, 40)),
                  bytes);
      return;
    }
    if (record.as_of.empty()) {
      if (const auto day = dateline_day(text)) record.as_of = to_edtf(*day);
    }
    record.text = std::move(text);
    record.original = std::move(bytes);
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  RecordMaker maker_;
  bool done_ = false;
  std::vector<Diagnostic> notes_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_article_reader(std::unique_ptr<ByteSource> source, std::string path,
                                                  const ReaderOptions& options) {
  return std::make_unique<ArticleReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

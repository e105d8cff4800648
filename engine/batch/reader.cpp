#include "engine/batch/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/limits.h"
#include "engine/batch/compressed.h"
#include "engine/batch/encoding.h"
#include "engine/batch/entities.h"
#include "engine/batch/office.h"
#include "engine/batch/readers.h"
#include "engine/batch/settings.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

std::string extension(std::string_view path) {
  for (const std::string_view packed : {".gz", ".zst"})
    if (path.ends_with(packed)) path.remove_suffix(packed.size());
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  std::string out(path.substr(dot + 1));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos; }

}  // namespace

InputKind input_kind_of(std::string_view path) {
  const std::string ext = extension(path);
  if (ext == "claims") return InputKind::claims;
  if (ext == "csv") return InputKind::csv;
  if (ext == "tsv" || ext == "tab") return InputKind::tsv;
  if (ext == "jsonl" || ext == "ndjson" || ext == "json" || ext == "jsonld") return InputKind::jsonl;
  return InputKind::article;
}

bool is_told_by_name(std::string_view path) {
  const std::string ext = extension(path);
  return ext == "txt" || ext == "docx" || ext == "odt" || ext == "pdf" || markup_of(path) != Markup::none ||
         (input_kind_of(path) != InputKind::article && ext != "json" && ext != "jsonld");
}

Markup markup_of(std::string_view path) {
  const std::string ext = extension(path);
  if (ext == "html" || ext == "htm" || ext == "xhtml") return Markup::html;
  if (ext == "md" || ext == "markdown") return Markup::markdown;
  return Markup::none;
}

std::string printable(std::string_view raw, std::size_t most) {
  std::string out;
  bool cut = false;
  if (raw.size() > most) {
    raw = raw.substr(0, most);
    while (!raw.empty() && (static_cast<unsigned char>(raw.back()) & 0xC0) == 0x80) raw.remove_suffix(1);
    if (!raw.empty() && static_cast<unsigned char>(raw.back()) >= 0xC0) raw.remove_suffix(1);
    cut = true;
  }
  while (!raw.empty()) {
    const auto bad = check_utf8(raw);
    out += raw.substr(0, bad.value_or(raw.size()));
    if (!bad) break;
    out += "\xEF\xBF\xBD";
    raw.remove_prefix(*bad + 1);
  }
  if (cut) out += "\xE2\x80\xA6";
  return out;
}

std::optional<std::string> text_of(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return std::nullopt;
  return check_utf8(bytes) ? from_windows_1252(bytes) : std::optional(std::string(bytes));
}

std::optional<RecordError> check_text(std::string_view bytes, std::uint64_t base) {
  if (const auto bad = check_utf8(bytes)) {
    return RecordError{"bad-utf8", fmt::format("byte {} is not UTF-8; save the text as UTF-8", base + *bad)};
  }
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    return RecordError{"nul-byte", fmt::format("byte {} is NUL, which no text holds", base + nul)};
  }
  return std::nullopt;
}

void RecordMaker::start(Record& record, std::uint64_t line, Offset begin) {
  record = {};
  record.n = ++n_;
  record.path = path_;
  record.line = line;
  record.begin = record.end = begin;
  record.file = file_;
}

void fail_record(Record& record, std::string code, std::string message, std::string_view raw) {
  constexpr std::size_t kept = 240;
  record.text = printable(raw, kept);
  record.original.clear();
  record.error = RecordError{std::move(code), std::move(message)};
}

void RecordMaker::set(std::string_view key, std::string_view value, std::uint64_t line) {
  if (key == "lang") {
    if (const auto lang = normal_language(value)) {
      defaults_.lang = *lang;
    }
    return;
  }
  defaults_.bad_setting.clear();
  defaults_.as_of.clear();
  if (value.empty()) return;
  if (parse_iso_day(value)) {
    defaults_.as_of = value;
  } else {
    defaults_.bad_setting =
        fmt::format("line {} sets as_of to '{}', which is no day; write it as 2024-06-30", line, printable(value, 40));
  }
}

void finish_record(Record& record, const ReaderOptions& options, const FileDefaults& defaults, std::string text,
                   std::string_view lang, std::string_view as_of) {
  record.text = text.find('&') == std::string::npos ? std::move(text) : decode_entities(text);
  record.hash = fingerprint_hash(record.text);
  const std::string raw = record.text;
  if (const auto known = normal_language(lang)) {
    record.lang = !known->empty() ? *known : !options.lang.empty() ? options.lang : defaults.lang;
  } else {
    return fail_record(record, "bad-lang",
                       fmt::format("'{}' is no language that is read here; en, id or auto", printable(lang, 40)), raw);
  }
  const auto first = as_of.find_first_not_of(" \t");
  const std::string_view day =
      first == std::string_view::npos ? "" : as_of.substr(first, as_of.find_last_not_of(" \t") + 1 - first);
  if (!day.empty()) {
    if (!parse_iso_day(day)) {
      return fail_record(record, "bad-as-of",
                         fmt::format("as_of '{}' is no day; write it as 2024-06-30", printable(day, 40)), raw);
    }
    record.as_of = day;
  } else if (!options.as_of.empty()) {
    record.as_of = options.as_of;
  } else if (!defaults.bad_setting.empty()) {
    return fail_record(record, "bad-as-of", defaults.bad_setting, raw);
  } else {
    record.as_of = defaults.as_of;
  }
  if (record.text.size() > limits::claim_bytes) {
    return fail_record(record, "too-long",
                       fmt::format("the claim has {} bytes; at most {} are read", raw.size(), limits::claim_bytes),
                       raw);
  }
  if (auto error = check_text(record.text, 0)) {
    return fail_record(record, error->code, error->message, raw);
  }
  if (blank(record.text)) fail_record(record, "missing-claim", "there is no claim in this record", raw);
}

namespace {

std::unique_ptr<RecordReader> reader_of(std::unique_ptr<ByteSource> source, std::string path,
                                        const ReaderOptions& options) {
  switch (options.kind) {
    case InputKind::article: return make_article_reader(std::move(source), std::move(path), options);
    case InputKind::claims: return make_claims_reader(std::move(source), std::move(path), options);
    case InputKind::csv:
    case InputKind::tsv: return make_table_reader(std::move(source), std::move(path), options);
    case InputKind::jsonl: return make_json_reader(std::move(source), std::move(path), options);
  }
  return nullptr;
}

/// Of a file that was turned into UTF-8, which is to be told.
class DecodedReader : public RecordReader {
 public:
  DecodedReader(std::unique_ptr<RecordReader> inner, Diagnostic note)
      : inner_(std::move(inner)), note_(std::move(note)) {}
  bool next(Record& record) override { return inner_->next(record); }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return inner_->failure(); }
  std::vector<Diagnostic> take_notes() override {
    std::vector<Diagnostic> out = inner_->take_notes();
    if (note_) out.insert(out.begin(), *std::exchange(note_, std::nullopt));
    return out;
  }

 private:
  std::unique_ptr<RecordReader> inner_;
  std::optional<Diagnostic> note_;
};

}  // namespace

std::unique_ptr<RecordReader> make_reader(std::unique_ptr<ByteSource> source, std::string path,
                                          const ReaderOptions& options) {
  source = decompressed_source(std::move(source));
  if (options.kind == InputKind::article && is_zip(peek(source, 4))) {
    ReaderOptions of_document = options;
    of_document.places = Places::paragraphs;
    return make_article_reader(office_source(std::move(source)), std::move(path), of_document);
  }
  DecodedSource decoded = decoded_source(std::move(source));
  Diagnostic note{"encoding", path, 1, 0, "this is UTF-16; it is read as such, and offsets count its text in UTF-8",
                  {},         1};
  auto reader = reader_of(std::move(decoded.source), std::move(path), options);
  if (decoded.encoding == FileEncoding::utf8) return reader;
  return std::make_unique<DecodedReader>(std::move(reader), std::move(note));
}

}  // namespace saksi::engine

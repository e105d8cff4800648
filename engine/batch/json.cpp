#include <fmt/format.h>
#include <simdjson.h>

#include "core/limits.h"
#include "engine/batch/readers.h"
#include "engine/pool.h"
#include "engine/report/json.h"

namespace saksi::engine {

namespace {

using simdjson::dom::element_type;

/// The byte order mark.
constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// Takes an object apart. One thread at a time.
class JsonDecoder {
 public:
  explicit JsonDecoder(const ReaderOptions& options) : options_(options) {}

  void read(Record& record, std::string_view text) {
    simdjson::dom::element root;
    if (const auto error = dom_.parse(text.data(), text.size()).get(root)) {
      return fail_record(record, "bad-json", fmt::format("this is no JSON: {}", simdjson::error_message(error)), text);
    }
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
      return fail_record(record, "bad-json", "this is JSON, but no object with a claim in it", text);
    }
    std::string claim, id, lang, as_of;
    bool seen = false, others = false;
    for (const auto field : object) {
      const auto known = [&](const std::string& column, std::string& to, bool number_too) {
        if (field.key != column) return 0;
        return take(field.value, number_too, to) ? 1 : -1;
      };
      if (field.key == options_.claim_column && seen) {
        return fail_record(record, "bad-json", fmt::format("'{}' stands here twice", options_.claim_column), text);
      }
      seen = seen || field.key == options_.claim_column;
      int took = known(options_.claim_column, claim, false);
      if (took == 0) took = known(options_.id_column, id, true);
      if (took == 0) took = known(options_.lang_column, lang, false);
      if (took == 0) took = known(options_.as_of_column, as_of, false);
      others = others || took == 0;
      if (took < 0) {
        return fail_record(record, field.key == options_.as_of_column ? "bad-as-of" : "bad-json",
                           fmt::format("'{}' is no string", printable(field.key, 40)), text);
      }
    }
    record.id = id;
    if (others) record.extra = extra_of(text);
    finish_record(record, options_, {}, std::move(claim), lang, as_of);
  }

 private:
  /// A member that names the record may be a string or, of an id, a number; null is as good as absent.
  static bool take(simdjson::dom::element value, bool number_too, std::string& to) {
    std::string_view s;
    if (value.get(s) == simdjson::SUCCESS) {
      to = s;
      return true;
    }
    if (value.is_null()) return true;
    if (!number_too || value.type() == element_type::ARRAY || value.type() == element_type::OBJECT) return false;
    to = simdjson::minify(value);
    return true;
  }

  /// The members that are not ours, each value with the bytes it has in the file.
  std::string extra_of(std::string_view text) {
    padded_ = simdjson::padded_string(text);
    std::string out;
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (ondemand_.iterate(padded_).get(document) != simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS) {
      return out;
    }
    JsonWriter writer(out);
    for (auto field : object) {
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) break;
      if (key == options_.claim_column || key == options_.id_column || key == options_.lang_column ||
          key == options_.as_of_column) {
        continue;
      }
      writer.key(key);
      std::string_view raw;
      simdjson::ondemand::value value = field.value();
      simdjson::ondemand::json_type type{};
      if (value.type().get(type) != simdjson::SUCCESS) break;
      if (type == simdjson::ondemand::json_type::object) {
        simdjson::ondemand::object inner;
        if (value.get_object().get(inner) != simdjson::SUCCESS || inner.raw_json().get(raw) != simdjson::SUCCESS) break;
      } else if (type == simdjson::ondemand::json_type::array) {
        simdjson::ondemand::array inner;
        if (value.get_array().get(inner) != simdjson::SUCCESS || inner.raw_json().get(raw) != simdjson::SUCCESS) break;
      } else {
        raw = value.raw_json_token();
        raw = raw.substr(0, raw.find_last_not_of(" \t\r\n") + 1);
      }
      writer.raw(raw);
    }
    return out;
  }

  const ReaderOptions& options_;
  simdjson::dom::parser dom_;
  simdjson::ondemand::parser ondemand_;
  simdjson::padded_string padded_;
};

/// Its records are taken apart by whoever works on them.
class JsonFile : public RecordFile {
 public:
  explicit JsonFile(const ReaderOptions& options)
      : options_(options), decoders_([this] { return std::make_unique<JsonDecoder>(options_); }) {}

  void decode(Record& record) const override {
    const std::string bytes = std::move(record.text);
    std::string_view text = bytes;
    const std::uint64_t first = record.begin.byte;
    if (first == 0 && text.starts_with(kMark)) text.remove_prefix(kMark.size());
    if (const auto error = check_text(text, first + (bytes.size() - text.size())))
      return fail_record(record, error->code, error->message, text);
    decoders_.take()->read(record, text);
  }

 private:
  ReaderOptions options_;
  mutable Pool<JsonDecoder> decoders_;
};

/// One JSON object a line.
class JsonReader : public RecordReader {
 public:
  JsonReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)),
        options_(options),
        maker_(std::move(path), options_, std::make_shared<JsonFile>(options)),
        window_(*source_) {}

  bool next(Record& record) override {
    Line line;
    while (next_line(window_, limits::record_bytes, line, storage_)) {
      std::string_view text = line.text;
      if (line.number == 1 && text.starts_with(kMark)) text.remove_prefix(kMark.size());
      if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
      maker_.start(record, line.number, line.begin);
      if (line.too_long) {
        record.end = window_.offset();
        fail_record(record, "too-long", fmt::format("the line has over {} bytes", limits::record_bytes), text);
      } else {
        record.end = offset_after(line.begin, line.text);
        record.text = line.text;
        record.undecoded = true;
      }
      return true;
    }
    if (const std::string why = window_.failure(); !why.empty()) {
      failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
    }
    return false;
  }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return failure_; }

 private:
  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  RecordMaker maker_;
  Window window_;
  std::string storage_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_json_reader(std::unique_ptr<ByteSource> source, std::string path,
                                               const ReaderOptions& options) {
  return std::make_unique<JsonReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

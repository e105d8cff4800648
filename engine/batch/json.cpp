#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <deque>
#include <span>

#include "core/limits.h"
#include "engine/batch/columns.h"
#include "engine/batch/day_column.h"
#include "engine/batch/json_values.h"
#include "engine/batch/readers.h"
#include "engine/pool.h"
#include "engine/report/json.h"
#include "grammar/grammar.h"

namespace saksi::engine {

namespace {

using simdjson::dom::element_type;

/// The members of a file's objects that are meant for what.
struct MemberNames {
  std::string claim, id, lang, as_of;
  bool day_guessed = false;  ///< the user has not named the member of the day: what it tells may be anything
};

/// Takes an object apart. One thread at a time.
class JsonDecoder {
 public:
  JsonDecoder(const ReaderOptions& options, const MemberNames& names) : options_(options), names_(names) {}

  void read(Record& record, std::string_view text, DayOrder order) {
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
      const auto known = [&](const std::string& name, std::string& to, bool number_too) {
        if (field.key != name) return 0;
        return take(field.value, number_too, to) ? 1 : -1;
      };
      if (field.key == names_.claim && seen) {
        return fail_record(record, "bad-json", fmt::format("'{}' stands here twice", names_.claim), text);
      }
      seen = seen || field.key == names_.claim;
      int took = known(names_.claim, claim, false);
      if (took == 0) took = known(names_.id, id, true);
      if (took == 0) took = known(names_.lang, lang, false);
      if (took == 0) took = known(names_.as_of, as_of, false);
      others = others || took == 0;
      if (took < 0 && !(names_.day_guessed && field.key == names_.as_of)) {
        return fail_record(record, field.key == names_.as_of ? "bad-as-of" : "bad-json",
                           fmt::format("'{}' is no string", printable(field.key, 40)), text);
      }
    }
    record.id = id;
    if (others) record.extra = extra_of(text);
    finish_record(record, options_, {}, std::move(claim), lang, day_of(as_of, order, names_.day_guessed));
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

  /// As the records tell it. What cannot be read is left for the record to complain of, where the member was not guessed.
  static std::string day_of(const std::string& told, DayOrder order, bool guessed) {
    if (told.empty() || parse_iso_day(told)) return told;
    if (const auto day = read_day(told, order)) return to_edtf(*day);
    return guessed ? "" : told;
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
      if (key == names_.claim || key == names_.id || key == names_.lang || key == names_.as_of) continue;
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
      writer.raw(raw.find('\n') == std::string_view::npos ? std::string(raw) : on_one_line(raw));
    }
    return out;
  }

  /// A record is one line, however its members were spread.
  std::string on_one_line(std::string_view raw) {
    std::string out(raw.size(), '\0');
    std::size_t size = 0;
    if (simdjson::minify(raw.data(), raw.size(), out.data(), size) != simdjson::SUCCESS) return "null";
    out.resize(size);
    return out;
  }

  const ReaderOptions& options_;
  const MemberNames& names_;
  simdjson::dom::parser dom_;
  simdjson::ondemand::parser ondemand_;
  simdjson::padded_string padded_;
};

/// Its records are taken apart by whoever works on them.
class JsonFile : public RecordFile {
 public:
  explicit JsonFile(const ReaderOptions& options)
      : options_(options), decoders_([this] { return std::make_unique<JsonDecoder>(options_, names); }) {}

  void decode(Record& record) const override {
    const std::string bytes = std::move(record.text);
    if (!check_utf8(bytes) && bytes.find('\0') == std::string::npos)
      return decoders_.take()->read(record, bytes, order);
    const auto text = text_of(bytes);
    if (!text) {
      const auto error = check_text(bytes, record.begin.byte);
      return fail_record(record, error->code, error->message, bytes);
    }
    decoders_.take()->read(record, *text, order);
  }

  // Set before the first record is handed out.
  MemberNames names;
  DayOrder order = DayOrder::unknown;

 private:
  ReaderOptions options_;
  mutable Pool<JsonDecoder> decoders_;
};

/// One object a record: a line, an element of the list that the file is, or one of those that an object holds in a list.
class JsonReader : public RecordReader {
 public:
  JsonReader(std::unique_ptr<ByteSource> source, std::string path, const ReaderOptions& options)
      : source_(std::move(source)),
        options_(options),
        file_(std::make_shared<JsonFile>(options)),
        maker_(std::move(path), options_, file_),
        window_(*source_),
        cutter_(window_) {}

  bool next(Record& record) override {
    if (!opened_) open();
    JsonValue value;
    if (!next_value(value)) {
      if (const std::string why = window_.failure(); !why.empty())
        failure_ = Diagnostic{"unreadable", maker_.path(), 0, 0, "reading broke off: " + why, {}, 1};
      return false;
    }
    maker_.start(record, value.line, value.begin);
    record.end = value.end;
    if (value.too_long) {
      const std::string_view what = cutter_.spread() ? "record" : "line";
      fail_record(record, "too-long", fmt::format("the {} has over {} bytes", what, limits::record_bytes), value.text);
    } else {
      record.text = std::move(value.text);
      record.undecoded = true;
    }
    return true;
  }
  [[nodiscard]] const std::optional<Diagnostic>& failure() const override { return failure_; }
  std::vector<Diagnostic> take_notes() override { return std::exchange(notes_, {}); }

 private:
  /// So many records are looked at for the names of their members, and for the order of dates.
  static constexpr std::size_t kNamedValues = 20, kLookedValues = 2000, kLookedBytes = 1U << 20U;

  /// Chooses the members by the names that the first records have, and finds the order of dates that are not ISO.
  void open() {
    opened_ = true;
    std::deque<JsonValue> looked;
    std::size_t bytes = 0;
    const auto look = [&](std::size_t most) {
      JsonValue v;
      while (looked.size() < most && bytes < kLookedBytes && next_value(v)) {
        bytes += v.text.size();
        looked.push_back(std::exchange(v, {}));
      }
    };
    look(kNamedValues);
    choose_names(looked);
    DayOrderProof proof;
    bool iso = true;
    for (std::size_t i = 0; i < looked.size(); ++i) {
      const auto day = day_in(looked[i]);
      if (day) proof.add(*day);
      iso = iso && (!day || day->empty() || parse_iso_day(*day));
      if (!iso && looked.size() < kLookedValues) look(kLookedValues);
    }
    file_->order = proof.order();
    ahead_.insert(ahead_.begin(), std::make_move_iterator(looked.begin()), std::make_move_iterator(looked.end()));
  }

  void choose_names(const std::deque<JsonValue>& values) {
    std::vector<std::string> names;
    simdjson::dom::object object;
    for (const JsonValue& v : values) {
      if (v.too_long || dom_.parse(v.text.data(), v.text.size()).get(object) != simdjson::SUCCESS) continue;
      for (const auto field : object)
        if (std::find(names.begin(), names.end(), field.key) == names.end()) names.emplace_back(field.key);
    }
    const Columns meant = choose_columns(names, options_);
    const auto name = [&](std::size_t at, const std::string& otherwise) {
      return at == Columns::none ? otherwise : names[at];
    };
    file_->names = {name(meant.claim, options_.claim_column), name(meant.id, options_.id_column),
                    name(meant.lang, options_.lang_column), name(meant.as_of, options_.as_of_column), false};
    for (const std::string_view role : meant.guessed) {
      file_->names.day_guessed = file_->names.day_guessed || role == "as_of";
      const std::string& taken = role == "claim"  ? file_->names.claim
                                 : role == "id"   ? file_->names.id
                                 : role == "lang" ? file_->names.lang
                                                  : file_->names.as_of;
      const std::string_view what = role == "lang" ? "language" : role == "as_of" ? "day" : role;
      notes_.push_back({"column-guessed",
                        maker_.path(),
                        static_cast<int>(values.front().line),
                        0,
                        fmt::format("the member '{}' is taken for the {}; --{}-column names another", taken, what,
                                    role == "as_of" ? "as-of" : role),
                        {},
                        1});
    }
  }

  /// The day that a record tells, as it is written.
  std::optional<std::string> day_in(const JsonValue& value) {
    simdjson::dom::object object;
    std::string_view told;
    if (value.too_long || dom_.parse(value.text.data(), value.text.size()).get(object) != simdjson::SUCCESS ||
        object[file_->names.as_of].get(told) != simdjson::SUCCESS)
      return std::nullopt;
    return std::string(told);
  }

  bool next_value(JsonValue& value) {
    if (!ahead_.empty()) {
      value = std::move(ahead_.front());
      ahead_.pop_front();
      return true;
    }
    if (!cutter_.next(value)) return false;
    const bool may_hold_more = cutter_.spread() || value.text.find("\"@graph\"") != std::string::npos;
    if (value.too_long || !may_hold_more || !expand(value)) return true;
    value = std::move(ahead_.front());
    ahead_.pop_front();
    return true;
  }

  /// An object with no claim of its own, but with a list of objects that have: each of these is a record. False where it is
  /// none such.
  bool expand(const JsonValue& whole) {
    simdjson::dom::object object;
    if (dom_.parse(whole.text.data(), whole.text.size()).get(object) != simdjson::SUCCESS) return false;
    if (has_claim(object)) return false;
    for (const auto field : object) {
      simdjson::dom::array list;
      if (field.value.get(list) != simdjson::SUCCESS) continue;
      std::vector<std::string> found;
      for (const auto element : list)
        if (holds_claim(element)) found.push_back(simdjson::minify(element));
      if (found.empty()) continue;
      for (std::string& text : found) {
        JsonValue v = whole;
        v.text = std::move(text);
        ahead_.push_back(std::move(v));
      }
      return true;
    }
    return false;
  }

  /// It has a claim, or says that it is a review of one.
  bool holds_claim(simdjson::dom::element element) {
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return false;
    simdjson::dom::element type;
    if (object["@type"].get(type) == simdjson::SUCCESS)
      return simdjson::minify(type).find("\"ClaimReview\"") != std::string::npos;
    return has_claim(object);
  }

  [[nodiscard]] bool has_claim(simdjson::dom::object object) const {
    std::vector<std::string> names;
    for (const auto field : object) names.emplace_back(field.key);
    return choose_columns(names, options_).claim != Columns::none;
  }

  std::unique_ptr<ByteSource> source_;
  ReaderOptions options_;
  std::shared_ptr<JsonFile> file_;
  RecordMaker maker_;
  Window window_;
  JsonCutter cutter_;
  simdjson::dom::parser dom_;
  std::deque<JsonValue> ahead_;
  bool opened_ = false;
  std::vector<Diagnostic> notes_;
  std::optional<Diagnostic> failure_;
};

}  // namespace

std::unique_ptr<RecordReader> make_json_reader(std::unique_ptr<ByteSource> source, std::string path,
                                               const ReaderOptions& options) {
  return std::make_unique<JsonReader>(std::move(source), std::move(path), options);
}

}  // namespace saksi::engine

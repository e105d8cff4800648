#include <algorithm>
#include <array>

#include "core/tsv.h"
#include "corpus/build/csv.h"
#include "corpus/import/date_format.h"
#include "corpus/import/layer.h"
#include "corpus/import/mapping.h"
#include "corpus/import/rows.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

constexpr Seconds kDay = 86400;

/// A name that many launches carried names none of them.
constexpr std::size_t kNamesakes = 6;

class Importer {
 public:
  Importer(std::string file, const ImportOptions& options, Mapping mapping)
      : file_(std::move(file)), options_(options), mapping_(std::move(mapping)), layer_(options) {}

  Result<Imported> run() {
    auto bytes = read_bytes(file_);
    if (!bytes) return bytes.errors();
    std::string day = options_.checked;
    if (day.empty() && !day_in_name(file_)) {
      return file_fault("no-checked-day", file_,
                        "the file's name has no date; say with --checked DATE on which day it was fetched");
    }
    const auto checked = checked_day(file_, options_);
    if (!checked) return checked.errors();
    checked_ = *checked;
    mapping_.source.accessed = checked_;
    layer_.add_source(mapping_.source);
    limit_ = parse_edtf(mapping_.until.empty() ? checked_ : mapping_.until)->civil.end;

    const std::string text = mapping_.latin1 ? from_latin1(*bytes) : without_bad_lines(*bytes);
    std::vector<Diagnostic> faults;
    table_ = read_csv(file_, text, faults);
    for (auto& d : faults) {
      if (d.code == "duplicate-column" || d.code == "empty-table" || d.code == "bad-utf8") return d;
      const std::string reason = d.code == "column-count" ? "wrong number of cells" : "broken quotes";
      skip(report_, reason, std::move(d));
    }
    for (const auto& [what, column] : mapping_.columns) {
      if (table_.column(column) < 0)
        return file_fault("missing-column", file_,
                          "the table has no column '" + column + "', which the mapping takes for the " + what);
    }
    report_.read = table_.rows.size();
    for (const auto& [reason, n] : report_.skipped) report_.read += n;
    for (const auto& row : table_.rows) ++count_of_[name_key(payload_text(row))];
    for (const auto& e : layer_.base().events) {
      if (e.kind != "launch" || !e.when) continue;
      for (const auto& r : e.roles) {
        if (r.role == "payload" || r.role == "mission") launches_of_[r.cell.text].push_back(&e);
      }
    }
    std::size_t done = 0;
    for (const auto& row : table_.rows) {
      read(row);
      if (options_.progress && ++done % 64 == 0) options_.progress(done, table_.rows.size());
    }
    report_.notes.push_back(std::to_string(confirmed_) +
                            " of them are launches that the base has too, on the same day");
    sort_problems(report_);
    return Imported{layer_.take(), std::move(report_)};
  }

 private:
  /// Lines that are not UTF-8 are reported and made blank, so that the others keep their numbers.
  std::string without_bad_lines(std::string_view bytes) {
    std::string out;
    int number = 0;
    while (!bytes.empty()) {
      const auto end = bytes.find('\n');
      const auto line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      ++number;
      if (valid_utf8(line)) {
        out += line;
      } else {
        auto d = file_fault("bad-utf8", file_, "the line is not valid UTF-8; it is left out. Is it latin-1?");
        d.line = number;
        skip(report_, "not UTF-8", std::move(d));
      }
      out += '\n';
    }
    return out;
  }

  const CsvCell* cell(const CsvRow& row, std::string_view what) const {
    const auto column = mapping_.columns.find(what);
    if (column == mapping_.columns.end()) return nullptr;
    return &row.cells[static_cast<std::size_t>(table_.column(column->second))];
  }
  std::string text(const CsvRow& row, std::string_view what) const {
    const auto* c = cell(row, what);
    return c == nullptr ? std::string() : std::string(trim(c->text));
  }
  std::string half(const CsvRow& row, bool second) const {
    const std::string both = text(row, "vehicle_and_payload");
    const auto at = both.find(mapping_.separator);
    if (at == std::string::npos) return second ? std::string() : both;
    return std::string(trim(second ? both.substr(at + mapping_.separator.size()) : both.substr(0, at)));
  }
  std::string payload_text(const CsvRow& row) const {
    const auto own = text(row, "payload");
    return own.empty() && mapping_.columns.contains("vehicle_and_payload") ? half(row, true) : own;
  }
  std::string vehicle_text(const CsvRow& row) const {
    const auto own = text(row, "vehicle");
    return own.empty() && mapping_.columns.contains("vehicle_and_payload") ? half(row, false) : own;
  }
  [[nodiscard]] CitationRow cite(const CsvRow& row) const {
    const auto tag = text(row, "tag");
    return {mapping_.source.id, tag.empty() ? "line " + std::to_string(row.line) : tag, checked_};
  }

  void refuse(const CsvRow& row, std::string_view what, const std::string& reason, const std::string& message) {
    skip(report_, reason, table_.fault(cell(row, what), row.line, "bad-value", message + "; the row is left out"));
  }

  /// EDTF, or empty where the row has been refused.
  std::string date_of(const CsvRow& row) {
    const auto told = text(row, "date");
    if (told.empty()) {
      refuse(row, "date", "no date", "the launch has no date");
      return {};
    }
    std::optional<std::string> edtf;
    for (const auto& with : {told + " " + text(row, "time"), told}) {
      for (const auto& format : mapping_.formats) {
        if (!edtf) edtf = read_date(with, format);
      }
    }
    if (!edtf) {
      refuse(row, "date", "no date", in_quotes(told) + " is no date of any format of the mapping");
      return {};
    }
    auto tag = text(row, "year");
    if (tag.empty()) tag = text(row, "tag");
    const bool year =
        tag.size() >= 4 && std::all_of(tag.begin(), tag.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
    if (year && tag.substr(0, 4) != edtf->substr(0, 4)) {
      refuse(row, "date", "a date that contradicts its own row",
             in_quotes(told) + " is not of the year of " + in_quotes(tag));
      return {};
    }
    if (*edtf < "1957" || parse_edtf(*edtf)->civil.begin >= limit_ + kDay) {
      refuse(row, "date", "impossible date",
             in_quotes(told) + " lies before the first launch or after the table's own end");
      return {};
    }
    const bool to_the_day = edtf->size() >= 10;
    return *edtf + (to_the_day && !mapping_.zone.empty() ? "Z" : "");
  }

  static std::string in_quotes(const std::string& s) { return "'" + s + "'"; }

  /// The base's launch of this row: by tag, else the only one of what it carried.
  const EventRow* base_launch(const CsvRow& row) const {
    std::string tag = lower_ascii(text(row, "tag"));
    std::replace(tag.begin(), tag.end(), ' ', '-');
    if (!tag.empty()) return layer_.base_event("launch-" + tag);
    const auto name = payload_text(row);
    std::vector<const EventRow*> found;
    for (const auto* kind : {"spacecraft", "mission"}) {
      for (const auto& id : layer_.called(name, kind)) {
        const auto at = launches_of_.find(id);
        if (at == launches_of_.end()) continue;
        for (const auto* e : at->second) {
          if (std::find(found.begin(), found.end(), e) == found.end()) found.push_back(e);
        }
      }
    }
    return found.size() == 1 ? found.front() : nullptr;
  }

  /// Of a word of the table: the base's thing, else one of its own.
  std::string thing(const std::string& told, std::string_view kind, std::string_view prefix, const CitationRow& about) {
    if (told.empty() || told == "-") return {};
    auto& id = things_[std::string(kind) + "\t" + told];
    if (!id.empty()) return id;
    if (const auto one = layer_.the_one_called(told, kind)) return id = layer_.use(*one);
    if (kind == "launch-site") {
      // "LC-39A, Kennedy Space Center, Florida, USA"
      for (const auto part : split(told, ',')) {
        if (const auto one = layer_.the_one_called(part, kind)) return id = layer_.use(*one);
      }
    }
    const auto part = slug(told);
    if (part.empty()) return {};
    id = layer_.free_id(mapping_.source.id + "-" + std::string(prefix) + part);
    layer_.add_entity(id, {kind == "agent" ? "organisation" : std::string(kind)}, told, about);
    // What the base calls something else, and a bare word, is no name to go by.
    const bool named = name_key(told).size() > 2 && !function_word(told) && layer_.called(told, "thing").empty();
    const bool recurs = kind == "spacecraft" && count_of_[name_key(told)] > kNamesakes;
    if (named && !recurs) layer_.add_name(id, told, "name", kind != "spacecraft" && plain_word(told));
    return id;
  }

  void read(const CsvRow& row) {
    const auto word = mapping_.outcomes.find(text(row, "outcome"));
    if (word != mapping_.outcomes.end() && word->second == "no_launch") {
      ++report_.skipped["no launch: it failed before"];
      return;
    }
    const auto date = date_of(row);
    if (date.empty()) return;
    const auto about = cite(row);
    EventRow event;
    if (const auto* base = base_launch(row)) {
      EventRow probe;
      if (!Layer::set_time(probe, date)) return refuse(row, "date", "no date", "that is no date");
      if (base->when && (probe.when->end + kDay <= base->when->begin || base->when->end + kDay <= probe.when->begin)) {
        return refuse(row, "date", "a date that contradicts the base",
                      in_quotes(text(row, "date")) + " is not the day of " + base->id + ", " + base->time_text);
      }
      event = *base;
      layer_.cited(event.citations);
      for (const auto& r : event.roles) {
        if (std::holds_alternative<Entity>(r.cell.value)) layer_.use(r.cell.text);
      }
      event.citations.push_back(about);
      if (!seen_.insert(event.id).second) {
        ++report_.skipped["another row of the same launch"];
        return;
      }
      ++confirmed_;
      ++report_.kept;
      layer_.add_event(std::move(event));
      return;
    }
    const auto tag = text(row, "tag");
    event.id = "launch-" + (tag.empty() ? slug(mapping_.source.id + " " + date + " " + payload_text(row)) : slug(tag));
    if (!seen_.insert(event.id).second) {
      ++report_.skipped["another row of the same launch"];
      return;
    }
    event.kind = "launch";
    event.citations = {about};
    if (!Layer::set_time(event, date)) return refuse(row, "date", "no date", "that is no date");
    const auto role = [&](const char* name, const std::string& id) {
      if (!id.empty()) event.roles.push_back({name, entity_cell(id)});
    };
    role("payload", own_payload(row, about));
    role("vehicle", thing(vehicle_text(row), "vehicle", "lv-", about));
    const auto site = thing(text(row, "site"), "launch-site", "site-", about);
    role("site", site);
    role("operator", thing(text(row, "operator"), "agent", "org-", about));
    // Others may be told as who launched it as well.
    event.unknown.emplace_back("operator");
    if (layer_.base_entity(site) != nullptr) event.zone = layer_.zone_of(site);
    if (word != mapping_.outcomes.end()) event.roles.push_back({"outcome", symbol_cell(word->second)});
    ++report_.kept;
    layer_.add_event(std::move(event));
  }

  /// Not the base's thing of that name: that one has another launch, or none that is known to be this.
  std::string own_payload(const CsvRow& row, const CitationRow& about) {
    const auto told = payload_text(row);
    if (told.empty() || name_key(told).empty()) return {};
    const auto base = layer_.the_one_called(told, "spacecraft");
    if (base && !launches_of_.contains(*base) && count_of_[name_key(told)] == 1) return layer_.use(*base);
    const auto id = layer_.free_id(mapping_.source.id + "-" + slug(told));
    layer_.add_entity(id, {"spacecraft"}, told, about);
    const bool taken = !layer_.called(told, "thing").empty();
    if (!taken && name_key(told).size() > 2 && count_of_[name_key(told)] <= kNamesakes && !function_word(told))
      layer_.add_name(id, told, "name", false);
    return id;
  }

  std::string file_, checked_;
  const ImportOptions& options_;
  Mapping mapping_;
  Layer layer_;
  ImportReport report_;
  CsvTable table_;
  Seconds limit_ = 0;
  std::size_t confirmed_ = 0;
  std::map<std::string, std::size_t> count_of_;
  std::map<std::string, std::vector<const EventRow*>, std::less<>> launches_of_;
  std::map<std::string, std::string> things_;
  std::set<std::string> seen_;
};

}  // namespace

Result<Imported> import_launches(const std::string& file, const std::string& mapping, const ImportOptions& options) {
  auto read = read_mapping(mapping);
  if (!read) return read.errors();
  return Importer(file, options, std::move(*read)).run();
}

}  // namespace saksi::corpus

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/facts_csv/table.h"
#include "corpus/names.h"
#include "corpus/snapshot.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

const std::vector<std::string_view> kColumns = {"subject", "property", "value", "unit",  "lang",
                                                "from",    "to",       "rank",  "source"};
const std::vector<std::string_view> kPropertyColumns = {"property",   "value_kind", "unit",
                                                        "functional", "words@en",   "words@id"};

std::optional<CsvTable> load(const std::string& path, std::vector<Diagnostic>& errors) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in.is_open() || in.bad()) {
    Diagnostic d;
    d.code = "no-such-file";
    d.path = path;
    d.message = "the table of facts cannot be read; check its name and rights";
    errors.push_back(std::move(d));
    return std::nullopt;
  }
  return read_csv(path, std::move(bytes).str(), errors);
}

void check_columns(const CsvTable& table, const std::vector<std::string_view>& known,
                   const std::vector<std::string_view>& needed, std::vector<Diagnostic>& errors) {
  for (const auto& head : table.header) {
    if (std::find(known.begin(), known.end(), head.text) != known.end()) continue;
    std::string list;
    for (const auto k : known) list += (list.empty() ? "" : ", ") + std::string(k);
    const std::string meant = did_you_mean(head.text, known);
    errors.push_back(
        table.fault(&head, head.line, "unknown-column",
                    "unknown column " + in_quotes(head.text) + (meant.empty() ? "; the columns are " + list : meant)));
  }
  for (const auto column : needed) {
    if (table.column(column) >= 0) continue;
    errors.push_back(table.fault(nullptr, 1, "missing-column",
                                 "there is no column " + in_quotes(column) +
                                     "; the first line must name it, as in subject,property,value,source"));
  }
}

}  // namespace

FactsTable::FactsTable(const Content* over, const Schema* schema, const FactBase* vocabulary, const FactWords& words)
    : over_(over), vocabulary_(vocabulary), words_(words) {
  if (vocabulary_ != nullptr) {
    for (const auto& n : vocabulary_->names()) {
      if (n.role != "demonym" && !n.common) vocabulary_names_.emplace(name_key(n.text), n.entity);
    }
  }
  if (over != nullptr) {
    schema_ = *schema;
    content.schema = over->schema;
    for (const auto& e : over->entities) below_.emplace(e.id, &e);
    for (const auto& n : over->names) {
      if (n.role != "demonym") call(n.text, n.entity);
    }
  } else {
    content.schema = embedded_schema_tables();
    if (auto read = read_schema(content.schema)) schema_ = std::move(*read);
    for (auto& table : content.schema) table.path.clear();
  }
}

std::string_view FactsTable::cell(const CsvRow& row, int place) const {
  return place < 0 ? std::string_view() : row.cells[static_cast<std::size_t>(place)].text;
}

std::string_view FactsTable::value_column(const Fact& fact) const {
  return fact.column->reversed ? "subject" : "value";
}

std::string_view FactsTable::value_text(const Fact& fact) const {
  return trim(cell(row_of(fact), fact.column->reversed ? at_.subject : at_.value));
}

void FactsTable::fail(const CsvRow& row, std::string_view column, std::string code, std::string message) {
  const int i = table_.column(column);
  errors.push_back(table_.fault(i < 0 ? nullptr : &row.cells[static_cast<std::size_t>(i)], row.line, std::move(code),
                                std::move(message)));
}

void FactsTable::warn(const CsvRow& row, std::string_view column, std::string code, std::string message) {
  const int i = table_.column(column);
  report.warnings.push_back(table_.fault(i < 0 ? nullptr : &row.cells[static_cast<std::size_t>(i)], row.line,
                                         std::move(code), std::move(message)));
}

std::uint32_t FactsTable::source_of(const CsvRow& row) {
  const auto said = cell(row, at_.source);
  const auto [at, fresh] = sources_.try_emplace(said, 0);
  if (!fresh) return at->second;
  const std::string title(said.empty() ? std::string_view(source_) : said);
  const std::string id = id_of(title);
  auto& all = content.sources;
  const auto told = std::find_if(all.begin(), all.end(), [&](const SourceRow& s) { return s.id == id; });
  at->second = static_cast<std::uint32_t>(told - all.begin());
  if (told == all.end()) all.push_back({id, title, title.starts_with("http") ? title : "", "", "", 0});
  return at->second;
}

CitationRow FactsTable::citation(const CsvRow& row, std::uint32_t source) const {
  return {content.sources[source].id, source_ + ":" + std::to_string(row.line), ""};
}

/// Null where the row names no day.
std::unique_ptr<FactsTable::Validity> FactsTable::read_validity(const CsvRow& row) {
  if (cell(row, at_.from).empty() && cell(row, at_.to).empty()) return nullptr;
  auto out = std::make_unique<Validity>();
  out->from = cell(row, at_.from);
  out->to = cell(row, at_.to);
  TimeInterval valid{kTimeBegin, kTimeEnd};
  const auto bound = [&](std::string& text, std::string_view column) -> std::optional<Date> {
    if (text.empty()) return std::nullopt;
    const auto date = date_cell(text, nullptr);
    if (!date) {
      fail(row, column, "bad-date", in_quotes(text) + " is no date; write it as 1961-04-12, 1961-04 or 1961");
    } else {
      text = to_edtf(*date);
    }
    return date;
  };
  if (const auto from = bound(out->from, "from")) valid.begin = from->civil.begin - (from->zone ? 0 : kDaySlack);
  if (const auto to = bound(out->to, "to")) valid.end = to->civil.end + (to->zone ? 0 : kDaySlack);
  if (valid.end <= valid.begin)
    fail(row, "to", "impossible-dates", "the end " + in_quotes(out->to) + " lies before " + in_quotes(out->from));
  out->span = valid;
  return out;
}

/// name, alias, kind, complete.
void FactsTable::reserved(const CsvRow& row, std::string_view property) {
  const auto subject = cell(row, at_.subject);
  const auto value = cell(row, at_.value);
  if (property == "complete") {
    CompleteRow complete;
    complete.id = "own-" + std::to_string(row.line);
    complete.set = std::string(trim(value));
    for (const auto role : split_list(subject, ';')) complete.roles.emplace_back(role);
    if (complete.roles.size() == 1 && complete.roles.front() == "*") complete.roles.clear();
    std::string unknown;
    if (!parse_set(complete.set, schema_, &unknown, nullptr)) {
      fail(row, "value", "bad-set",
           in_quotes(value) + " is no set" + (unknown.empty() ? "" : ", for " + in_quotes(unknown)) +
               "; write it as launch{site=baikonur-cosmodrome}, with the roles known of all in the subject, or *");
      return;
    }
    if (auto valid = read_validity(row)) {
      complete.from_text = std::move(valid->from);
      complete.to_text = std::move(valid->to);
      complete.span = valid->span;
    }
    complete.citations = {citation(row, source_of(row))};
    content.complete.push_back(std::move(complete));
    return;
  }
  Thing* const named = thing(row, "subject", name_cell(subject), {});
  if (named == nullptr) return;
  if (property == "kind") {
    const std::string word = phrase_of(name_cell(value).text);
    const auto found = words_.kinds.find(word);
    const KindDef* kind = schema_.kind(trim(value));
    if (kind == nullptr && found != words_.kinds.end()) kind = schema_.kind(found->second);
    if (kind == nullptr) {
      std::vector<std::string_view> all;
      for (const auto& k : schema_.kinds) all.push_back(k.id);
      fail(row, "value", "unknown-kind",
           in_quotes(value) + " is no kind of thing that saksi knows" + did_you_mean(word, all));
      return;
    }
    named->asked.insert(named->asked.begin(), kept(kind->id));
    return;
  }
  const std::string text = name_cell(value).text;
  const std::string lang(cell(row, at_.lang));
  if (!lang.empty() && lang != "en" && lang != "id") {
    fail(row, "lang", "bad-lang", in_quotes(lang) + " is no language of saksi; write en, id or nothing");
    return;
  }
  content.names.push_back({named->id, text, lang, property == "name" ? "name" : "alias", false});
  call(text, named->id);
}

FactsTable::PropertyWords& FactsTable::words_of(const CsvRow& row) {
  const auto text = cell(row, at_.property);
  const auto [at, fresh] = property_words_.try_emplace(text);
  if (fresh) {
    auto& phrase = at->second.phrase;
    phrase = phrase_of(text);
    at->second.reserved = phrase == "name" || phrase == "alias" || phrase == "kind" || phrase == "complete";
  }
  return at->second;
}

void FactsTable::read_row(const CsvRow& row) {
  ++report.rows;
  constexpr std::array<std::string_view, 3> kNeeded = {"subject", "property", "value"};
  const std::array<int, 3> places = {at_.subject, at_.property, at_.value};
  for (std::size_t i = 0; i < kNeeded.size(); ++i) {
    if (!trim(cell(row, places[i])).empty()) continue;
    fail(row, kNeeded[i], "missing-cell",
         "the row has no " + std::string(kNeeded[i]) + "; fill the cell or remove the row");
    return;
  }
  PropertyWords& words = words_of(row);
  if (words.reserved) return;  // read before
  if (words.column == nullptr) words.column = &column_of(words.phrase);
  Fact fact;
  fact.row = static_cast<std::uint32_t>(&row - table_.rows.data());
  fact.column = words.column;
  const bool reversed = fact.column->reversed;
  fact.subject =
      thing(row, reversed ? "value" : "subject", name_cell(cell(row, reversed ? at_.value : at_.subject)), {});
  if (fact.subject == nullptr) return;
  fact.source = source_of(row);
  fact.valid = read_validity(row);
  if (const auto said = cell(row, at_.rank); !said.empty()) {
    const auto rank = parse_rank(said);
    if (!rank)
      fail(row, "rank", "bad-rank", in_quotes(said) + " is no rank; it is normal, preferred, deprecated or draft");
    fact.rank = rank.value_or(Rank::normal);
    fact.said_normal = said == "normal";
  }
  if (!fact.subject->first_row) fact.subject->first_row = fact.row;
  facts_.push_back(std::move(fact));
}

void FactsTable::read_properties(const std::string& folder) {
  const std::string path = (folder.empty() ? std::string() : folder + "/") + "properties.csv";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return;
  const auto table = load(path, errors);
  if (!table) return;
  check_columns(*table, kPropertyColumns, {"property"}, errors);
  const auto text = [&](const CsvRow& row, std::string_view column) -> std::string_view {
    const int i = table->column(column);
    return i < 0 ? std::string_view() : trim(row.cells[static_cast<std::size_t>(i)].text);
  };
  static const std::vector<std::string_view> kinds = {"entity", "date", "number", "quantity", "text"};
  for (const auto& row : table->rows) {
    Column& column = column_of(phrase_of(text(row, "property")));
    const auto fault = [&](std::string_view where, std::string code, std::string message) {
      const int i = table->column(where);
      errors.push_back(table->fault(i < 0 ? nullptr : &row.cells[static_cast<std::size_t>(i)], row.line,
                                    std::move(code), std::move(message)));
    };
    if (const auto kind = text(row, "value_kind"); !kind.empty()) {
      const auto type = cell_type(kind);
      const bool entity = type.kind == CellType::Kind::entity && schema_.kind(type.of.empty() ? "thing" : type.of);
      if (std::find(kinds.begin(), kinds.end(), kind.substr(0, kind.find(':'))) == kinds.end() && !entity) {
        fault(
            "value_kind", "bad-value",
            in_quotes(kind) + " is no kind of value; it is entity, date, number, quantity or text, or a kind of thing");
      } else {
        column.value = kind == "entity" ? "entity:thing" : entity ? "entity:" + type.of : std::string(kind);
      }
    }
    if (const auto unit = text(row, "unit"); !unit.empty()) {
      const auto one = quantity_cell("1", unit, words_);
      if (!one) {
        fault("unit", "bad-unit", in_quotes(unit) + " is no unit that saksi knows; write km, kg, s or the like");
      } else {
        column.unit = one->unit;
      }
    }
    const auto functional = text(row, "functional");
    if (!functional.empty() && functional != "yes" && functional != "no")
      fault("functional", "bad-flag", in_quotes(functional) + " is neither yes nor no");
    column.functional = functional == "yes";
    for (const auto w : split_list(text(row, "words@en"), ';')) column.words_en.push_back(lower_ascii(w));
    for (const auto w : split_list(text(row, "words@id"), ';')) column.words_id.push_back(lower_ascii(w));
    if (!column.value.empty() || column.functional) column.candidates.clear();  // one of its own, as described
  }
}

bool FactsTable::read(const std::string& path) {
  auto table = load(path, errors);
  if (!table) return false;
  table_ = std::move(*table);
  source_ = std::filesystem::path(path).filename().string();
  check_columns(table_, kColumns, {"subject", "property", "value"}, errors);
  if (!errors.empty() && table_.column("value") < 0) return false;
  if (table_.column("subject") < 0 || table_.column("property") < 0) return false;
  at_ = {table_.column("subject"), table_.column("property"), table_.column("value"),
         table_.column("unit"),    table_.column("lang"),     table_.column("from"),
         table_.column("to"),      table_.column("rank"),     table_.column("source")};
  read_properties(std::filesystem::path(path).parent_path().string());
  // Names come first: other rows may use them, wherever they stand.
  for (const auto& row : table_.rows) {
    const auto& words = words_of(row);
    if (!words.reserved || trim(cell(row, at_.subject)).empty() || trim(cell(row, at_.value)).empty()) continue;
    reserved(row, words.phrase);
  }
  for (const auto& row : table_.rows) read_row(row);
  choose_properties();
  type_own_properties();
  find_successions();
  write_schema();
  content.statements.reserve(facts_.size());
  for (auto& fact : facts_) write_fact(fact);
  check_functional();
  write_things();
  report.events = content.events.size();
  report.statements = content.statements.size();
  std::stable_sort(errors.begin(), errors.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.line < b.line; });
  return errors.empty();
}

bool is_facts_csv(std::string_view path) { return lower_ascii(path).ends_with(".csv"); }

Result<FactsCsvRows> read_facts_csv(const std::string& path, const Content* over, const Schema* schema,
                                    const FactBase* vocabulary, const FactWords& words) {
  FactsTable table(over, schema, vocabulary, words);
  if (!table.read(path)) return std::move(table.errors);
  sort_content(table.content);
  return FactsCsvRows{std::move(table.content), std::make_shared<const Schema>(table.schema()),
                      std::move(table.report)};
}

Result<FactsCsv> read_facts_csv(const std::string& path, std::shared_ptr<const FactBase> over,
                                const FactBase* vocabulary, const FactWords& words) {
  const auto below = over ? content_of(*over) : std::nullopt;
  auto rows = read_facts_csv(path, below ? &*below : nullptr, below ? &over->schema() : nullptr, vocabulary, words);
  if (!rows) return rows.errors();
  auto own = make_base(rows->content);
  if (!own) return own.errors();
  return FactsCsv{std::move(own).value(), std::move(rows->report)};
}

}  // namespace saksi::corpus

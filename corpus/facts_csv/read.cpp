#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

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
constexpr Seconds kDaySlack = 14 * 3600;  ///< a day begins somewhere on Earth so long before it does in UTC

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
  return read_csv(path, bytes.str(), errors);
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

FactsTable::FactsTable(const FactBase* over, const FactBase* vocabulary, const FactWords& words)
    : over_(over), vocabulary_(vocabulary), words_(words) {
  if (vocabulary_ != nullptr) {
    for (const auto& n : vocabulary_->names()) {
      if (n.role != "demonym" && !n.common) vocabulary_names_.emplace(name_key(n.text), n.entity);
    }
  }
  if (over_ != nullptr) {
    schema_ = over_->schema();
    if (auto base = content_of(*over_)) content.schema = std::move(base->schema);
    for (const auto& n : over_->names()) {
      if (n.role != "demonym") by_name_.emplace(name_key(n.text), n.entity);
    }
  } else {
    content.schema = embedded_schema_tables();
    if (auto read = read_schema(content.schema)) schema_ = std::move(*read);
    for (auto& table : content.schema) table.path.clear();
  }
}

std::string_view FactsTable::cell(const CsvRow& row, std::string_view column) const {
  const int i = table_.column(column);
  return i < 0 ? std::string_view() : std::string_view(row.cells[static_cast<std::size_t>(i)].text);
}

std::string_view FactsTable::value_text(const Fact& fact) const { return trim(cell(*fact.row, fact.value_column)); }

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

CitationRow FactsTable::citation_of(const CsvRow& row) {
  const std::string title(cell(row, "source").empty() ? std::string_view(source_) : cell(row, "source"));
  const std::string id = id_of(title);
  const bool told =
      std::any_of(content.sources.begin(), content.sources.end(), [&](const SourceRow& s) { return s.id == id; });
  if (!told) content.sources.push_back({id, title, title.starts_with("http") ? title : "", "", "", 0});
  return {id, source_ + ":" + std::to_string(row.line), ""};
}

void FactsTable::read_validity(const CsvRow& row, Fact& fact) {
  fact.from = cell(row, "from");
  fact.to = cell(row, "to");
  if (fact.from.empty() && fact.to.empty()) return;
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
  if (const auto from = bound(fact.from, "from")) valid.begin = from->civil.begin - (from->zone ? 0 : kDaySlack);
  if (const auto to = bound(fact.to, "to")) valid.end = to->civil.end + (to->zone ? 0 : kDaySlack);
  if (valid.end <= valid.begin)
    fail(row, "to", "impossible-dates", "the end " + in_quotes(fact.to) + " lies before " + in_quotes(fact.from));
  fact.valid = valid;
}

/// name, alias, kind, complete.
void FactsTable::reserved(const CsvRow& row, std::string_view property) {
  const auto subject = cell(row, "subject");
  const auto value = cell(row, "value");
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
    Fact span;
    read_validity(row, span);
    complete.from_text = span.from;
    complete.to_text = span.to;
    complete.span = span.valid;
    complete.citations = {citation_of(row)};
    content.complete.push_back(std::move(complete));
    return;
  }
  const auto id = thing(row, "subject", name_cell(subject), {});
  if (id.empty()) return;
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
    auto& asked = things_[id].asked;
    asked.insert(asked.begin(), kind->id);
    return;
  }
  const std::string text = name_cell(value).text;
  const std::string lang(cell(row, "lang"));
  if (!lang.empty() && lang != "en" && lang != "id") {
    fail(row, "lang", "bad-lang", in_quotes(lang) + " is no language of saksi; write en, id or nothing");
    return;
  }
  content.names.push_back({id, text, lang, property == "name" ? "name" : "alias", false});
  by_name_.emplace(name_key(text), id);
}

void FactsTable::read_row(const CsvRow& row) {
  ++report.rows;
  for (const std::string_view column : {"subject", "property", "value"}) {
    if (!trim(cell(row, column)).empty()) continue;
    fail(row, column, "missing-cell", "the row has no " + std::string(column) + "; fill the cell or remove the row");
    return;
  }
  const auto phrase = phrase_of(cell(row, "property"));
  if (phrase == "name" || phrase == "alias" || phrase == "kind" || phrase == "complete") return;  // read before
  Fact fact;
  fact.row = &row;
  fact.column = &column_of(cell(row, "property"));
  const std::string_view holder = fact.column->reversed ? "value" : "subject";
  fact.value_column = fact.column->reversed ? "subject" : "value";
  fact.subject = thing(row, holder, name_cell(cell(row, holder)), {});
  if (fact.subject.empty()) return;
  fact.citation = citation_of(row);
  read_validity(row, fact);
  if (const auto said = cell(row, "rank"); !said.empty()) {
    const auto rank = parse_rank(said);
    if (!rank)
      fail(row, "rank", "bad-rank", in_quotes(said) + " is no rank; it is normal, preferred, deprecated or draft");
    fact.rank = rank.value_or(Rank::normal);
    fact.said_normal = said == "normal";
  }
  things_[fact.subject].citations.push_back(fact.citation);
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
    return i < 0 ? std::string_view() : trim(std::string_view(row.cells[static_cast<std::size_t>(i)].text));
  };
  static const std::vector<std::string_view> kinds = {"entity", "date", "number", "quantity", "text"};
  for (const auto& row : table->rows) {
    Column& column = column_of(text(row, "property"));
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
  read_properties(std::filesystem::path(path).parent_path().string());
  // Names come first: other rows may use them, wherever they stand.
  for (const auto& row : table_.rows) {
    const auto phrase = phrase_of(cell(row, "property"));
    if (phrase != "name" && phrase != "alias" && phrase != "kind" && phrase != "complete") continue;
    if (trim(cell(row, "subject")).empty() || trim(cell(row, "value")).empty()) continue;
    reserved(row, phrase);
  }
  for (const auto& row : table_.rows) read_row(row);
  choose_properties();
  type_own_properties();
  write_schema();
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

Result<FactsCsv> read_facts_csv(const std::string& path, std::shared_ptr<const FactBase> over,
                                const FactBase* vocabulary, const FactWords& words) {
  FactsTable table(over.get(), vocabulary, words);
  if (!table.read(path)) return std::move(table.errors);
  sort_content(table.content);
  auto own = make_base(table.content);
  if (!own) return own.errors();
  return FactsCsv{std::move(own).value(), std::move(table.report)};
}

}  // namespace saksi::corpus

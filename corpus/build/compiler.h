#pragma once
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/build/csv.h"
#include "corpus/builder.h"

namespace saksi::corpus {

/// Where a row or a cell stands.
struct At {
  const CsvTable* table = nullptr;
  const CsvCell* cell = nullptr;  ///< null = the whole line
  int line = 0;
};

/// A row with its table's header.
class RowView {
 public:
  RowView(const CsvTable& table, const CsvRow& row) : table_(&table), row_(&row) {}
  [[nodiscard]] const CsvCell* cell(std::string_view column) const {
    const int i = table_->column(column);
    return i < 0 ? nullptr : &row_->cells[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] std::string_view text(std::string_view column) const {
    const auto* c = cell(column);
    return c ? std::string_view(c->text) : std::string_view();
  }
  [[nodiscard]] At at(std::string_view column) const { return {table_, cell(column), row_->line}; }
  [[nodiscard]] At at() const { return {table_, nullptr, row_->line}; }
  [[nodiscard]] const CsvTable& table() const { return *table_; }
  [[nodiscard]] const CsvRow& row() const { return *row_; }

 private:
  const CsvTable* table_;
  const CsvRow* row_;
};

/// Makes a Content of a folder's tables: one object for one run.
class Compiler {
 public:
  Compiler(std::string folder, const BuildOptions& options) : folder_(std::move(folder)), options_(options) {}
  Result<Compiled> run();

 private:
  struct Told {
    std::vector<CitationRow> citations;
    bool draft = false;
    std::optional<Date> checked;
  };

  // tables.cpp
  void fail(const At& at, std::string code, std::string message);
  void warn(const At& at, std::string code, std::string message);
  std::vector<const CsvTable*> read_tables(const std::string& subfolder, std::string_view prefix = {});
  void check_columns(const CsvTable& table, const std::function<bool(std::string_view)>& known,
                     const std::vector<std::string_view>& candidates, std::string_view what);
  bool flag(const RowView& row, std::string_view column);
  void read_sources();
  void read_source(const RowView& row);
  Told told(const RowView& row);

  // values.cpp
  std::optional<Cell> parse_cell(const At& at, const CellType& type, std::string_view text, std::string_view unit,
                                 std::string_view said_unit, std::string_view what);
  std::optional<Date> parse_date(const At& at, std::string_view text);
  bool known_entity(std::string_view id) const;
  std::vector<std::string> kinds_of(std::string_view id) const;
  bool is_a(std::string_view entity, std::string_view kind) const;
  std::vector<std::string_view> entity_ids() const;

  // entities.cpp
  void read_entities();
  void read_names(const RowView& row, EntityRow& entity);
  void add_name(const At& at, std::string_view entity, std::string_view text, std::string lang, std::string role,
                bool common);
  void read_entity_properties();
  void check_names();

  // statements.cpp
  void read_statements();
  void add_statement(const At& at, std::string_view subject, const PropertyDef& property, std::string_view text,
                     std::string_view said_unit, const RowView* row, const Told& told, Rank rank);
  void check_functional();

  // events.cpp
  void read_events();
  void read_event(const RowView& row);
  void read_roles(const RowView& row, const EventDef& def, EventRow& event);
  void read_event_time(const RowView& row, const EventDef& def, EventRow& event, const Told& told);
  std::string made_id(const EventDef& def, const EventRow& event) const;
  std::string zone_of_event(const EventDef& def, const EventRow& event);
  void check_keys();
  static bool told_apart(const EventDef& def, const std::vector<std::string>& by, const EventRow& a, const EventRow& b);

  // complete.cpp
  void read_complete();
  void read_complete_row(const RowView& row, std::set<std::string, std::less<>>& seen);

  // zones.cpp
  bool known_zone(std::string_view zone);
  std::string zone_of(std::string_view place, int depth = 0);
  TimeInterval utc_of(const Date& date, std::string_view zone);
  void keep_zones();

  std::string folder_;
  const BuildOptions& options_;
  Schema schema_;
  Content content_;
  BuildReport report_;
  std::vector<Diagnostic> errors_;
  std::deque<CsvTable> tables_;

  std::set<std::string, std::less<>> sources_;
  std::map<std::string, At, std::less<>> entity_at_;
  std::map<std::string, std::vector<std::string>, std::less<>> entity_kinds_;
  std::vector<std::pair<const CsvTable*, const CsvRow*>> entity_rows_;
  std::vector<At> name_at_;
  std::vector<At> statement_at_;
  std::vector<bool> meant_;  ///< statements whose row says outright that they are normal
  std::vector<At> event_at_;
  std::map<std::string, At, std::less<>> event_ids_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_property_;  ///< subject, property
  std::map<std::string, std::optional<ZoneRow>, std::less<>> zones_;
};

/// In single quotes, for messages.
std::string in_quotes(std::string_view s);

}  // namespace saksi::corpus

#pragma once
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/build/csv.h"
#include "corpus/content.h"
#include "corpus/facts_csv.h"
#include "corpus/facts_csv/cells.h"

namespace saksi::corpus {

/// One table of facts on its way into a Content.
class FactsTable {
 public:
  FactsTable(const FactBase* over, const FactBase* vocabulary, const FactWords& words);
  /// Reads the table at the path and the properties.csv beside it. False where faults were found.
  bool read(const std::string& path);

  Content content;  ///< what the table adds; its schema is that of the base with own properties added
  FactsCsvReport report;
  std::vector<Diagnostic> errors;

 private:
  /// A thing that the table names.
  struct Thing {
    std::string id, label;
    std::set<std::string> names;     ///< as the table writes them
    std::vector<std::string> asked;  ///< kinds that its properties ask for, first come first
    std::vector<std::string> kinds;  ///< of one that the base has; else what `asked` comes to
    bool known = false;              ///< of the base
    bool borrowed = false;           ///< of the vocabulary: its kinds are settled
    std::vector<CitationRow> citations;
  };
  /// A property as the table's own words have it.
  struct Column {
    std::string phrase;
    std::vector<std::string> candidates;  ///< ids of the schema
    std::string own;                      ///< id of one of its own, where no candidate fits
    std::string value;                    ///< of an own one: value type
    std::string unit;
    bool functional = false;
    bool reversed = false;  ///< "was a crew member of": the value has the property, the subject is it
    std::vector<std::string> words_en, words_id;
    bool several = false;  ///< own only because there are several values of what the schema has one of
    bool event = false;    ///< "was selected by NASA" with a date: an event of its own, not a property
  };
  struct Fact {
    const CsvRow* row = nullptr;
    std::string subject;  ///< key of a thing
    Column* column = nullptr;
    std::string_view value_column = "value";  ///< "subject" where the words are the other way round
    CitationRow citation;
    Rank rank = Rank::normal;
    bool said_normal = false;
    std::string from, to;
    std::optional<TimeInterval> valid;
    std::string property;  ///< id it came to
  };

  // read.cpp
  void read_properties(const std::string& folder);
  void read_row(const CsvRow& row);
  void reserved(const CsvRow& row, std::string_view property);
  CitationRow citation_of(const CsvRow& row);
  void read_validity(const CsvRow& row, Fact& fact);
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;
  [[nodiscard]] std::string_view value_text(const Fact& fact) const;
  void fail(const CsvRow& row, std::string_view column, std::string code, std::string message);
  void warn(const CsvRow& row, std::string_view column, std::string code, std::string message);

  // things.cpp
  std::string thing(const CsvRow& row, std::string_view column, const NameCell& name, std::string_view kind);
  [[nodiscard]] std::vector<std::string> fitting(std::string_view name, std::string_view kind) const;
  std::string borrow(const NameCell& name, std::string_view kind);
  void ask(Thing& thing, std::string_view kind);
  void settle(Thing& thing);
  [[nodiscard]] bool can_be(const Thing& thing, std::string_view kind) const;
  void write_things();

  // properties.cpp
  Column& column_of(std::string_view words);
  void choose_properties();
  void make_own(Fact& fact);
  void part_several();
  void type_own_properties();
  void write_schema();
  void write_verb(const Column& column);
  void append(const std::string& table, const std::string& head, const std::string& rows);

  // values.cpp
  void write_fact(Fact& fact);
  std::optional<Cell> value_of(const Fact& fact, const CellType& type, std::string_view unit);
  void write_own_event(const Fact& fact);
  void write_event(const Fact& fact, const Cell& value, std::string_view subject);
  void check_functional();

  const FactBase* over_;
  const FactBase* vocabulary_;
  const FactWords& words_;
  Schema schema_;
  std::string source_;  ///< of rows that name none: the file's name
  CsvTable table_;
  std::map<std::string, Thing, std::less<>> things_;                       ///< by id
  std::multimap<std::string, std::string, std::less<>> vocabulary_names_;  ///< lower-case name -> id
  std::multimap<std::string, std::string, std::less<>> by_name_;           ///< lower-case name -> id, of base and table
  std::map<std::string, Column, std::less<>> columns_;                     ///< by phrase
  std::deque<Fact> facts_;
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::size_t, const Fact*>>> told_;
  std::map<std::string, std::size_t, std::less<>> events_;  ///< id -> index
};

}  // namespace saksi::corpus

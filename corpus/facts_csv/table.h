#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "corpus/build/csv.h"
#include "corpus/content.h"
#include "corpus/facts_csv.h"
#include "corpus/facts_csv/cells.h"

namespace saksi::corpus {

/// One table of facts on its way into a Content.
class FactsTable {
 public:
  /// `over` and `schema`, which are both there or both null, and all others must outlive it.
  FactsTable(const Content* over, const Schema* schema, const FactBase* vocabulary, const FactWords& words);
  /// Reads the table at the path and the properties.csv beside it. False where faults were found.
  bool read(const std::string& path);
  [[nodiscard]] const Schema& schema() const { return schema_; }

  Content content;  ///< what the table adds; its schema is that of the base with own properties added
  FactsCsvReport report;
  std::vector<Diagnostic> errors;

 private:
  /// A thing that the table names.
  struct Thing {
    std::uint32_t number = 0;
    std::string id, label;
    bool called = false;                       ///< by its label, as the table writes it
    std::vector<const std::string*> asked;     ///< kinds that its properties ask for, first come first
    const EntityRow* known = nullptr;          ///< of the base, where that has it
    bool borrowed = false;                     ///< of the vocabulary: its kinds are settled
    std::optional<std::uint32_t> first_row{};  ///< of table_.rows: the first that is about it
  };
  /// A property of the schema as a column may mean it.
  struct Candidate {
    const std::string* id = nullptr;
    std::string subject;  ///< the kind of what has it
    CellType type;
    std::vector<std::string> symbols;
  };
  /// What a column tells of an event of its subject: "launch date" when it was launched (column_events.tsv).
  struct EventColumn {
    std::string event, subject, value;  ///< kind, and roles
    std::string kind;                   ///< of things that the subject must be
    CellType type;                      ///< of the value
  };
  /// A property as the table's own words have it.
  struct Column {
    std::string phrase;
    std::vector<Candidate> candidates;
    std::vector<EventColumn> events;
    std::string own;    ///< id of one of its own, where no candidate fits
    std::string value;  ///< of an own one: value type
    std::string unit;
    bool functional = false, timed = false;  ///< one value at a time; from and to say when
    bool reversed = false;                   ///< "was a crew member of": the value has the property, the subject is it
    std::vector<std::string> words_en, words_id;
    /// One after the other: whoever holds it is none of the others that do.
    [[nodiscard]] bool holders() const { return timed && value == "entity:thing"; }
    [[nodiscard]] std::string holder_kind() const { return "holder-of-" + own; }
    bool several = false;  ///< own only because there are several values of what the schema has one of
    bool event = false;    ///< "was selected by NASA" with a date: an event of its own, not a property
  };
  /// What the property cell of a row says.
  struct PropertyWords {
    std::string phrase;
    bool reserved = false;     ///< name, alias, kind or complete
    Column* column = nullptr;  ///< of others, once it is asked for
  };
  /// The days between which a fact holds.
  struct Validity {
    std::string from, to;
    std::optional<TimeInterval> span;
  };
  struct Fact {
    std::uint32_t row = 0;     ///< of table_.rows
    std::uint32_t source = 0;  ///< of content.sources
    Thing* subject = nullptr;
    Column* column = nullptr;
    const std::string* property = nullptr;  ///< id it came to
    const EventColumn* event = nullptr;     ///< or what it tells of an event
    std::unique_ptr<Validity> valid;        ///< null = always
    Rank rank = Rank::normal;
    bool said_normal = false;
  };
  /// What the table and its schema say of a property that facts came to.
  struct Meant {
    const PropertyDef* property = nullptr;  ///< null = its fault was told
    CellType type;
    std::vector<std::pair<const PropertyEvent*, std::string>> events;  ///< that it tells, and of what kind of thing
  };
  /// Places of the columns in a row; -1 = there is none.
  struct Places {
    int subject = -1, property = -1, value = -1, unit = -1, lang = -1, from = -1, to = -1, rank = -1, source = -1;
  };
  /// A fact of a property that has one value at a time, and the statement that it became.
  struct Told {
    Fact* fact = nullptr;
    std::size_t statement = 0;
  };

  // read.cpp
  void read_properties(const std::string& folder);
  void read_row(const CsvRow& row);
  void reserved(const CsvRow& row, std::string_view property);
  PropertyWords& words_of(const CsvRow& row);
  std::uint32_t source_of(const CsvRow& row);
  [[nodiscard]] CitationRow citation(const CsvRow& row, std::uint32_t source) const;
  std::unique_ptr<Validity> read_validity(const CsvRow& row);
  [[nodiscard]] std::string_view cell(const CsvRow& row, int place) const;
  [[nodiscard]] const CsvRow& row_of(const Fact& fact) const { return table_.rows[fact.row]; }
  [[nodiscard]] std::string_view value_column(const Fact& fact) const;
  [[nodiscard]] std::string_view value_text(const Fact& fact) const;
  void fail(const CsvRow& row, std::string_view column, std::string code, std::string message);
  void warn(const CsvRow& row, std::string_view column, std::string code, std::string message);

  // things.cpp
  Thing* thing(const CsvRow& row, std::string_view column, const NameCell& name, std::string_view kind);
  Thing* known(std::string_view id);
  Thing& make_thing(std::string id);
  [[nodiscard]] const EntityRow* below(std::string_view id) const;
  [[nodiscard]] Thing* own(std::string_view id) const;
  [[nodiscard]] std::vector<std::string_view> fitting(std::string_view name, std::string_view kind) const;
  Thing* borrow(const NameCell& name, std::string_view kind);
  void call(std::string_view name, std::string_view id);
  void ask(Thing& thing, std::string_view kind);
  const std::string* kept(std::string_view text);
  [[nodiscard]] std::vector<std::string> kinds_of(const Thing& thing) const;
  [[nodiscard]] bool can_be(const Thing& thing, std::string_view kind) const;
  void write_things();

  // properties.cpp
  Column& column_of(const std::string& phrase);
  void choose_properties();
  void make_own(Fact& fact);
  [[nodiscard]] bool takes(const Candidate& candidate, const Fact& fact) const;
  [[nodiscard]] bool takes(const EventColumn& event, const Fact& fact) const;
  bool choose_event(Fact& fact);
  [[nodiscard]] static std::vector<std::vector<Told>> alike(std::vector<Told> told);
  void part_several();
  void type_own_properties();
  void find_successions();
  void write_schema();
  void write_verb(const Column& column);
  void append(const std::string& table, const std::string& head, const std::string& rows);

  // values.cpp
  void write_fact(Fact& fact);
  std::optional<Cell> value_of(const Fact& fact, const CellType& type, std::string_view unit);
  const Meant& meant(const std::string* property);
  void write_own_event(const Fact& fact);
  void write_event(const Fact& fact, const Meant& meant, const Cell& value);
  void write_column_event(const Fact& fact);
  EventRow& event_of(const std::string& kind, const std::string& role, const Thing& thing);
  [[nodiscard]] std::string event_below(const std::string& kind, const std::string& role, const std::string& thing);
  void check_functional();

  std::unordered_map<std::string_view, const EntityRow*> below_;  ///< things of the base, by id
  const Content* over_;
  std::optional<std::map<std::string, std::string>>
      events_below_;  ///< of the base, by kind, role and filler: the id; empty for several
  const FactBase* vocabulary_;
  const FactWords& words_;
  Schema schema_;
  std::string source_;  ///< of rows that name none: the file's name
  CsvTable table_;
  Places at_;
  std::deque<Thing> things_;
  std::unordered_map<std::string_view, Thing*> things_by_id_;
  std::multimap<std::string, std::string, std::less<>> vocabulary_names_;   ///< lower-case name -> id
  std::unordered_map<std::string, std::vector<std::string_view>> by_name_;  ///< the same of base and table
  std::map<std::string, Column, std::less<>> columns_;                      ///< by phrase
  std::unordered_map<std::string_view, PropertyWords> property_words_;      ///< by cell
  std::unordered_map<std::string_view, std::uint32_t> sources_;             ///< of content, by cell
  std::set<std::string, std::less<>> kept_;                                 ///< ids that others point to
  std::unordered_map<const std::string*, Meant> meant_;                     ///< by id of a property
  std::deque<Fact> facts_;
  std::vector<Told> told_;
  std::map<std::string, std::unordered_map<const Thing*, std::size_t>> events_;  ///< by kind and subject: the index
};

}  // namespace saksi::corpus

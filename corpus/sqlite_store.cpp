#include "corpus/sqlite_store.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "core/tsv.h"
#include "corpus/schema_files.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

/// Within this file only: SQLite said no.
struct SqlError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Database {
 public:
  Database(const std::string& path, int flags) {
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    db_.reset(db);
    if (code != SQLITE_OK) throw SqlError(sqlite3_errstr(code));
  }
  void run(const std::string& sql) {
    if (sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw SqlError(sqlite3_errmsg(db_.get()));
  }
  [[nodiscard]] sqlite3* get() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  std::unique_ptr<sqlite3, Close> db_;
};

class Query {
 public:
  Query(Database& db, const std::string& sql) : db_(db) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(db.get(), sql.c_str(), -1, &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) throw SqlError(sqlite3_errmsg(db.get()));
  }

  template <class... T>
  void insert(const T&... values) {
    int column = 0;
    (bind(++column, values), ...);
    step();
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
  }

  bool step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw SqlError(sqlite3_errmsg(db_.get()));
    return code == SQLITE_ROW;
  }

  [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
  /// Good until the next step.
  [[nodiscard]] std::string_view view(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)))
                 : std::string_view();
  }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  [[nodiscard]] double number(int column) const { return sqlite3_column_double(statement_.get(), column); }
  [[nodiscard]] bool null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] std::optional<TimeInterval> interval(int column) const {
    if (null(column)) return std::nullopt;
    return TimeInterval{integer(column), integer(column + 1)};
  }

 private:
  void bind(int column, const std::string& s) {
    sqlite3_bind_text(statement_.get(), column, s.data(), static_cast<int>(s.size()), SQLITE_TRANSIENT);
  }
  void bind(int column, std::string_view s) { bind(column, std::string(s)); }
  void bind(int column, std::int64_t n) { sqlite3_bind_int64(statement_.get(), column, n); }
  void bind(int column, int n) { sqlite3_bind_int64(statement_.get(), column, n); }
  void bind(int column, bool b) { sqlite3_bind_int64(statement_.get(), column, b ? 1 : 0); }
  void bind(int column, const std::optional<std::int64_t>& n) {
    if (n) bind(column, *n);
  }
  void bind(int column, const std::optional<double>& n) {
    if (n) sqlite3_bind_double(statement_.get(), column, *n);
  }
  void bind(int column, const std::optional<std::string>& s) {
    if (s) bind(column, *s);
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Database& db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

std::string_view type_of(const Value& v) {
  if (std::holds_alternative<Entity>(v)) return "entity";
  if (std::holds_alternative<Date>(v)) return "date";
  if (std::holds_alternative<Quantity>(v)) return "quantity";
  if (std::holds_alternative<Symbol>(v)) return "symbol";
  return "text";
}

struct Columns {
  std::optional<double> number, low, high;
  std::optional<std::string> unit;
};

Columns columns_of(const Value& v) {
  const auto* q = std::get_if<Quantity>(&v);
  if (!q) return {};
  return {q->value, q->low, q->high, q->unit};
}

/// The cell in columns type, text, number, low, high, unit from `column` on.
Cell read_cell(const Query& q, int column) {
  const std::string_view type = q.view(column);
  Cell cell;
  cell.text = q.text(column + 1);
  if (type == "entity") {
    cell.value = Entity{cell.text};
  } else if (type == "symbol") {
    cell.value = Symbol{cell.text};
  } else if (type == "date") {
    const auto date = parse_edtf(cell.text);
    if (!date) throw SqlError("'" + cell.text + "' is no date");
    cell.value = *date;
  } else if (type == "quantity") {
    auto number = parse_number_cell(cell.text, q.text(column + 5));
    if (!number) throw SqlError("'" + cell.text + "' is no number");
    number->value = q.number(column + 2);
    number->low = q.number(column + 3);
    number->high = q.number(column + 4);
    cell.value = *number;
  } else if (type == "text") {
    cell.value = Text{cell.text};
  } else {
    throw SqlError("'" + q.text(column) + "' is no type of value");
  }
  return cell;
}

Rank read_rank(std::string_view text) {
  const auto rank = parse_rank(text);
  if (!rank) throw SqlError("'" + std::string(text) + "' is no rank");
  return *rank;
}

std::optional<std::int64_t> begin_of(const std::optional<TimeInterval>& t) {
  return t ? std::optional(t->begin) : std::nullopt;
}
std::optional<std::int64_t> end_of(const std::optional<TimeInterval>& t) {
  return t ? std::optional(t->end) : std::nullopt;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& p : parts) out += (out.empty() ? "" : ";") + p;
  return out;
}

class Writer {
 public:
  Writer(const Content& content, Database& db) : content_(content), db_(db) {}

  void run(std::string_view hash) {
    db_.run(
        "PRAGMA page_size=4096; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE; PRAGMA journal_mode=OFF; PRAGMA "
        "synchronous=OFF;");
    db_.run("PRAGMA application_id=" + std::to_string(kApplicationId) +
            "; PRAGMA user_version=" + std::to_string(kSchemaVersion) + ";");
    db_.run("BEGIN");
    for (const auto& file : schema_files()) {
      if (file.path.ends_with("schema.sql")) db_.run(std::string(file.content));
    }
    Query meta(db_, "INSERT INTO meta VALUES (?,?)");
    if (!content_.date.empty()) meta.insert(std::string_view("date"), content_.date);
    meta.insert(std::string_view("hash"), hash);
    meta.insert(std::string_view("tz_version"), content_.tz_version);
    Query schema(db_, "INSERT INTO schema_table VALUES (?,?)");
    for (const auto& t : content_.schema) schema.insert(t.name, t.content);
    Query source(db_, "INSERT INTO source VALUES (?,?,?,?,?,?)");
    for (const auto& s : content_.sources) source.insert(s.id, s.title, s.url, s.licence, s.accessed, s.rank);
    write_entities();
    write_events();
    write_statements();
    Query complete(db_, "INSERT INTO complete VALUES (?,?,?,?,?,?,?)");
    for (const auto& c : content_.complete) {
      complete.insert(c.id, c.set, joined(c.roles), c.from_text, c.to_text, begin_of(c.span), end_of(c.span));
      cite("complete", c.id, c.citations);
    }
    Query zone(db_, "INSERT INTO zone VALUES (?,?)");
    Query transition(db_, "INSERT INTO zone_transition VALUES (?,?,?)");
    for (const auto& z : content_.zones) {
      zone.insert(z.name, z.initial);
      for (const auto& t : z.transitions) transition.insert(z.name, t.utc, t.offset);
    }
    db_.run("COMMIT");
  }

 private:
  void cite(std::string_view of, std::string_view id, const std::vector<CitationRow>& citations) {
    int n = 0;
    for (const auto& c : citations) {
      if (!cite_) cite_ = std::make_unique<Query>(db_, "INSERT INTO citation VALUES (?,?,?,?,?,?)");
      cite_->insert(of, id, n++, c.source, c.evidence, c.checked);
    }
  }

  void write_entities() {
    Query entity(db_, "INSERT INTO entity VALUES (?,?,?)");
    Query kind(db_, "INSERT INTO kind VALUES (?,?,?)");
    for (const auto& e : content_.entities) {
      entity.insert(e.id, e.label_en, e.label_id);
      int n = 0;
      for (const auto& k : e.kinds) kind.insert(e.id, n++, k);
      cite("entity", e.id, e.citations);
    }
    Query name(db_, "INSERT INTO name VALUES (?,?,?,?,?,?)");
    int n = 0;
    for (const auto& row : content_.names) name.insert(n++, row.entity, row.text, row.lang, row.role, row.common);
  }

  void write_events() {
    Query event(db_, "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    Query role(db_, "INSERT INTO role VALUES (?,?,?,?,?,?,?,?,?)");
    Query unknown(db_, "INSERT INTO unknown_role VALUES (?,?,?)");
    int number = 0;
    for (const auto& e : content_.events) {
      event.insert(number++, e.id, e.kind, e.time_text, e.from_text, e.to_text, begin_of(e.when), end_of(e.when),
                   e.open_ended, e.zone, to_string(e.rank), e.marginal, e.reason);
      int n = 0;
      for (const auto& r : e.roles) {
        const auto c = columns_of(r.cell.value);
        if (!r.citations.empty()) cite("role", e.id + " " + std::to_string(n), r.citations);
        role.insert(e.id, n++, r.role, type_of(r.cell.value), r.cell.text, c.number, c.low, c.high, c.unit);
      }
      n = 0;
      for (const auto& r : e.unknown) unknown.insert(e.id, n++, r);
      cite("event", e.id, e.citations);
    }
  }

  void write_statements() {
    Query statement(db_, "INSERT INTO statement VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    int n = 0;
    for (const auto& s : content_.statements) {
      const auto c = columns_of(s.cell.value);
      statement.insert(n, s.subject, s.property, type_of(s.cell.value), s.cell.text, c.number, c.low, c.high, c.unit,
                       s.from_text, s.to_text, begin_of(s.valid), end_of(s.valid), s.open_ended, to_string(s.rank),
                       s.reason);
      cite("statement", std::to_string(n++), s.citations);
    }
  }

  const Content& content_;
  Database& db_;
  std::unique_ptr<Query> cite_;
};

std::string citations_of(std::string_view of) {
  return "SELECT id,source,evidence,checked FROM citation WHERE of='" + std::string(of) + "' ORDER BY id,n";
}

CitationRow citation(const Query& q) { return {q.text(1), q.text(2), q.text(3)}; }

/// The citations of one table's rows, read in step with them.
class Cited {
 public:
  Cited(Database& db, std::string_view of) : query_(db, citations_of(of)), more_(query_.step()) {}
  std::vector<CitationRow> next(std::string_view id) {
    std::vector<CitationRow> out;
    for (; more_ && query_.view(0) == id; more_ = query_.step()) out.push_back(citation(query_));
    return out;
  }

 private:
  Query query_;
  bool more_;
};

/// Those of statements, by number. They stand by the text of their numbers, 10 before 9: to sort them takes longer than
/// to keep them.
class CitedStatements {
 public:
  explicit CitedStatements(Database& db) {
    for (Query q(db, citations_of("statement")); q.step();) {
      const auto id = q.view(0);
      std::int64_t n = 0;
      if (std::from_chars(id.data(), id.data() + id.size(), n).ec == std::errc()) of_[n].push_back(citation(q));
    }
  }
  std::vector<CitationRow> next(std::int64_t n) {
    const auto found = of_.find(n);
    return found == of_.end() ? std::vector<CitationRow>() : std::move(found->second);
  }

 private:
  std::unordered_map<std::int64_t, std::vector<CitationRow>> of_;
};

Content read_all(Database& db, std::string* hash) {
  Content out;
  for (Query q(db, "SELECT value FROM meta WHERE key='date'"); q.step();) out.date = q.text(0);
  if (hash) {
    for (Query q(db, "SELECT value FROM meta WHERE key='hash'"); q.step();) *hash = q.text(0);
  }
  for (Query q(db, "SELECT value FROM meta WHERE key='tz_version'"); q.step();) out.tz_version = q.text(0);
  for (Query q(db, "SELECT name,content FROM schema_table ORDER BY name"); q.step();)
    out.schema.push_back({q.text(0), {}, q.text(1)});
  for (Query q(db, "SELECT id,title,url,licence,accessed,rank FROM source ORDER BY id"); q.step();) {
    out.sources.push_back({q.text(0), q.text(1), q.text(2), q.text(3), q.text(4), static_cast<int>(q.integer(5))});
  }
  for (Query q(db, "SELECT source FROM citation WHERE source NOT IN (SELECT id FROM source) LIMIT 1"); q.step();) {
    throw SqlError("'" + q.text(0) + "' is no source");
  }
  {
    Cited cited(db, "entity");
    Query kinds(db, "SELECT entity,kind FROM kind ORDER BY entity,n");
    bool more = kinds.step();
    for (Query q(db, "SELECT id,label_en,label_id FROM entity ORDER BY id"); q.step();) {
      EntityRow row{q.text(0), q.text(1), q.text(2), {}, {}};
      for (; more && kinds.view(0) == row.id; more = kinds.step()) row.kinds.push_back(kinds.text(1));
      row.citations = cited.next(row.id);
      out.entities.push_back(std::move(row));
    }
  }
  for (Query q(db, "SELECT entity,text,lang,role,common FROM name ORDER BY n"); q.step();) {
    out.names.push_back({q.text(0), q.text(1), q.text(2), q.text(3), q.integer(4) != 0});
  }
  {
    Cited cited(db, "event");
    std::map<std::string, std::vector<CitationRow>> of_roles;
    for (Query q(db, "SELECT id,source,evidence,checked FROM citation WHERE of='role' ORDER BY id,n"); q.step();)
      of_roles[q.text(0)].push_back({q.text(1), q.text(2), q.text(3)});
    Query roles(db, "SELECT event,role,type,text,number,low,high,unit FROM role ORDER BY event,n");
    Query unknown(db, "SELECT event,role FROM unknown_role ORDER BY event,n");
    bool more_roles = roles.step();
    bool more_unknown = unknown.step();
    for (Query q(db,
                 "SELECT id,kind,time,\"from\",\"to\",begin,end,open_ended,zone,rank,marginal,reason FROM event ORDER "
                 "BY id");
         q.step();) {
      EventRow row;
      row.id = q.text(0);
      row.kind = q.text(1);
      row.time_text = q.text(2);
      row.from_text = q.text(3);
      row.to_text = q.text(4);
      row.when = q.interval(5);
      row.open_ended = q.integer(7) != 0;
      row.zone = q.text(8);
      row.rank = read_rank(q.view(9));
      row.marginal = q.integer(10) != 0;
      row.reason = q.text(11);
      for (; more_roles && roles.view(0) == row.id; more_roles = roles.step()) {
        std::vector<CitationRow> own;
        if (!of_roles.empty()) {
          const auto found = of_roles.find(row.id + " " + std::to_string(row.roles.size()));
          if (found != of_roles.end()) own = std::move(found->second);
        }
        row.roles.push_back({roles.text(1), read_cell(roles, 2), std::move(own)});
      }
      for (; more_unknown && unknown.view(0) == row.id; more_unknown = unknown.step())
        row.unknown.push_back(unknown.text(1));
      row.citations = cited.next(row.id);
      out.events.push_back(std::move(row));
    }
  }
  {
    CitedStatements cited(db);
    for (Query q(db,
                 "SELECT "
                 "subject,property,type,text,number,low,high,unit,\"from\",\"to\",begin,end,open_ended,rank,n,reason "
                 "FROM statement ORDER BY n");
         q.step();) {
      StatementRow row;
      row.subject = q.text(0);
      row.property = q.text(1);
      row.cell = read_cell(q, 2);
      row.from_text = q.text(8);
      row.to_text = q.text(9);
      row.valid = q.interval(10);
      row.open_ended = q.integer(12) != 0;
      row.rank = read_rank(q.view(13));
      row.citations = cited.next(q.integer(14));
      row.reason = q.text(15);
      out.statements.push_back(std::move(row));
    }
  }
  {
    Cited cited(db, "complete");
    for (Query q(db, "SELECT id,set_text,roles,\"from\",\"to\",begin,end FROM complete ORDER BY id"); q.step();) {
      CompleteRow row{q.text(0), q.text(1), {}, q.text(3), q.text(4), q.interval(5), {}};
      const std::string roles = q.text(2);
      for (const auto role : split(roles, ';')) row.roles.emplace_back(role);
      row.citations = cited.next(row.id);
      out.complete.push_back(std::move(row));
    }
  }
  {
    Query transitions(db, "SELECT zone,utc,offset FROM zone_transition ORDER BY zone,utc");
    bool more = transitions.step();
    for (Query q(db, "SELECT name,initial FROM zone ORDER BY name"); q.step();) {
      ZoneRow row{q.text(0), static_cast<std::int32_t>(q.integer(1)), {}};
      for (; more && transitions.view(0) == row.name; more = transitions.step()) {
        row.transitions.push_back({transitions.integer(1), static_cast<std::int32_t>(transitions.integer(2))});
      }
      out.zones.push_back(std::move(row));
    }
  }
  return out;
}

/// Which version of SQLite wrote the file is no part of it: byte 96 of the header, informational.
void erase_writer_version(const std::string& path) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  constexpr int kFirstWithStrict = 3037000;
  file.seekp(96);
  for (int shift = 24; shift >= 0; shift -= 8) file.put(static_cast<char>((kFirstWithStrict >> shift) & 0xFF));
}

}  // namespace

std::optional<Diagnostic> write_sqlite(const Content& content, std::string_view hash, const std::string& path) {
  const std::string temporary = path + ".part";
  std::error_code error;
  std::filesystem::remove(temporary, error);
  try {
    if (std::filesystem::is_directory(path)) throw SqlError("it is a folder");
    if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path))
      throw SqlError("it is a device or the like, which a fact base would take the place of");
    {
      Database db(temporary, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
      Writer(content, db).run(hash);
    }
    erase_writer_version(temporary);
    std::filesystem::rename(temporary, path);
  } catch (const std::exception& e) {
    std::filesystem::remove(temporary, error);
    return file_fault("cannot-write", path, std::string("cannot write the fact base: ") + e.what());
  }
  return std::nullopt;
}

std::string hash_of_sqlite(const std::string& path) {
  std::string hash;
  try {
    Database db(path, SQLITE_OPEN_READONLY);
    for (Query q(db,
                 "SELECT value FROM meta, pragma_application_id, pragma_user_version WHERE key='hash' AND "
                 "application_id=" +
                     std::to_string(kApplicationId) + " AND user_version=" + std::to_string(kSchemaVersion));
         q.step();)
      hash = q.text(0);
  } catch (const SqlError&) {
    hash.clear();
  }
  return hash;
}

Result<Content> read_sqlite(const std::string& path, std::string* hash) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return file_fault("not-a-fact-base", path,
                      "this is a folder; make a fact base of its tables with 'saksi corpus build'");
  }
  if (!std::filesystem::exists(path, error))
    return file_fault("no-such-file", path, "there is no such file; check the path");
  if (!std::filesystem::is_regular_file(path, error)) {
    return file_fault(
        "not-a-fact-base", path,
        "facts are read more than once, so not from a pipe; write them to a file: NAME.csv, or a fact base");
  }
  try {
    Database db(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    int application = 0;
    int version = 0;
    for (Query q(db, "PRAGMA application_id"); q.step();) application = static_cast<int>(q.integer(0));
    for (Query q(db, "PRAGMA user_version"); q.step();) version = static_cast<int>(q.integer(0));
    if (application != kApplicationId) {
      return file_fault("not-a-fact-base", path,
                        "this SQLite file is no fact base; make one with 'saksi corpus build'");
    }
    if (version != kSchemaVersion) {
      return file_fault("wrong-version", path,
                        "the fact base is of version " + std::to_string(version) + ", this program reads version " +
                            std::to_string(kSchemaVersion) + "; build it anew");
    }
    return read_all(db, hash);
  } catch (const SqlError& e) {
    return file_fault("not-a-fact-base", path,
                      std::string("this file is no fact base (") + e.what() + "); make one with 'saksi corpus build'");
  }
}

}  // namespace saksi::corpus

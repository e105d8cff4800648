#include "corpus/query.h"

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

using Clock = std::chrono::steady_clock;

/// A folder of its own, gone with it.
struct TemporaryFolder {
  std::string path;
  TemporaryFolder() {
    std::error_code error;
    const auto root = std::filesystem::temp_directory_path(error);
    if (error) return;
    std::string made = (root / "saksi-XXXXXX").string();
    if (mkdtemp(made.data())) path = made;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code error;
    if (!path.empty()) std::filesystem::remove_all(path, error);
  }
};

/// `denied` is set where more than reading was asked for: SQLite tells some of that as another error.
int only_read(void* denied, int action, const char*, const char* function, const char*, const char*) {
  const bool function_ok = action == SQLITE_FUNCTION && (!function || std::string_view(function) != "load_extension");
  if (function_ok || action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE) return SQLITE_OK;
  *static_cast<bool*>(denied) = true;
  return SQLITE_DENY;
}

int out_of_time(void* until) { return Clock::now() > *static_cast<Clock::time_point*>(until); }

Diagnostic fault(std::string code, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.message = std::move(message);
  return d;
}

Diagnostic fault(sqlite3* db, int rc, bool denied) {
  if (denied) return fault("not-read-only", "only SELECT is allowed here");
  if (rc == SQLITE_INTERRUPT) return fault("too-long", "the query takes too long; narrow it");
  return fault("bad-sql", sqlite3_errmsg(db));
}

}  // namespace

Result<QueryTable> query(const FactBase& facts, const std::string& sql, const QueryLimits& limits) {
  const auto content = content_of(facts);
  if (!content) return fault("no-layer", "a base of another library cannot be queried");
  const TemporaryFolder folder;
  if (folder.path.empty()) return fault("cannot-write", "no temporary folder can be made");
  const std::string path = folder.path + "/facts.db";
  if (auto failed = write_sqlite(*content, content_hash(*content), path)) return *failed;

  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db(raw, sqlite3_close);
  if (opened != SQLITE_OK) return fault("cannot-write", "the temporary base cannot be opened");
  bool denied = false;
  sqlite3_set_authorizer(raw, only_read, &denied);
  auto until = Clock::now() + limits.time;
  sqlite3_progress_handler(raw, 1000, out_of_time, &until);

  sqlite3_stmt* prepared = nullptr;
  const char* rest = nullptr;
  if (const int rc = sqlite3_prepare_v2(raw, sql.c_str(), -1, &prepared, &rest); rc != SQLITE_OK)
    return fault(raw, rc, denied);
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, sqlite3_finalize);
  if (!prepared) return fault("bad-sql", "there is no query");
  if (rest && !trim(rest).empty()) return fault("bad-sql", "one query at a time");

  QueryTable table;
  const int width = sqlite3_column_count(prepared);
  for (int i = 0; i < width; ++i) table.columns.emplace_back(sqlite3_column_name(prepared, i));
  int rc = SQLITE_ROW;
  while ((rc = sqlite3_step(prepared)) == SQLITE_ROW) {
    if (table.rows.size() == limits.rows) return fault("too-long", "the query gives too many rows; narrow it");
    auto& row = table.rows.emplace_back();
    for (int i = 0; i < width; ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(prepared, i));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared, i));
      if (text)
        row.emplace_back(std::string(text, size));
      else
        row.emplace_back(std::nullopt);
    }
  }
  if (rc != SQLITE_DONE) return fault(raw, rc, denied);
  return table;
}

}  // namespace saksi::corpus

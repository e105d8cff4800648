#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/diagnostic.h"
#include "corpus/content.h"

/// Public catalogues made into a fact layer (docs/import.md). The same files, base and day give the same bytes.
namespace saksi::corpus {

struct ImportOptions {
  std::shared_ptr<const FactBase> base;  ///< whose ids things keep that it knows already; may be null
  std::string checked;                   ///< "2026-01-31"; empty = the date in the file's name
  std::function<void(std::size_t done, std::size_t total)> progress;  ///< rows; may be empty
};

/// What became of the rows.
struct ImportReport {
  std::size_t read = 0, kept = 0;
  std::map<std::string, std::size_t> skipped;  ///< rows left out, by reason
  std::vector<Diagnostic> problems;            ///< rows left out, each with its place
  std::vector<std::string> notes;              ///< sentences for the summary
  std::string hash;                            ///< of the content, hex; filled by save_import
};

struct Imported {
  Content content;
  ImportReport report;
};

/// Jonathan McDowell's General Catalog: launchlog, sites, launchpoints, lv and orgs of a folder, named
/// "gcat_launchlog_2024-12-08.tsv" or "launchlog.tsv". Codes: "no-such-folder", "no-such-file", "unreadable",
/// "missing-column", "no-checked-day", "bad-date".
Result<Imported> import_gcat(const std::string& folder, const ImportOptions& options);

/// Places of GeoNames: a table with a header (geonameid, name, country, lat, lon …) or the gazetteer's own files of 19
/// columns without one. `countries` is a table of cca2 and name_en, or empty. Codes: as above, "unreadable".
Result<Imported> import_geonames(const std::string& file, const std::string& countries, const ImportOptions& options);

/// Anybody's launch table (CSV), read as its mapping says (docs/import.md). Codes: as above, "bad-mapping".
Result<Imported> import_launches(const std::string& file, const std::string& mapping, const ImportOptions& options);

/// Writes the layer as an SQLite fact base, whole or not at all. Code "cannot-write".
std::optional<Diagnostic> save_import(Imported& imported, const std::string& out);

}  // namespace saksi::corpus

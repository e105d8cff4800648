#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/import/layer.h"
#include "corpus/import/rows.h"

/// The General Catalog's tables, read, and the maker of a layer out of them.
namespace saksi::corpus::gcat {

/// One launch: the rows of one tag.
struct Launch {
  std::string tag, id;  ///< "1957 ALP", "launch-1957-alp"
  std::string date;     ///< EDTF, UTC
  std::vector<const RawRow*> rows;
};

class Importer {
 public:
  Importer(std::string folder, const ImportOptions& options) : folder_(std::move(folder)), options_(options) {}
  Result<Imported> run();

 private:
  // gcat.cpp
  Result<std::string> find(std::string_view table) const;
  Result<RawTable> read(std::string_view table, std::initializer_list<std::string_view> columns);
  void read_launches();
  /// A row of that tag is left out: its year is complete no more, or, with no year to tell, none is.
  void hole(std::string_view tag);
  void add_launch(const Launch& launch);
  void add_moon_liftoff(const Launch& launch);
  void merge_base(EventRow& event, const EventRow& base);
  [[nodiscard]] std::string_view cell(const Launch& launch, std::string_view column) const {
    return log_.get(*launch.rows.front(), column);
  }
  [[nodiscard]] CitationRow cite(std::string evidence) const { return {"gcat", std::move(evidence), checked_}; }

  // gcat_codes.cpp: what a code stands for
  void learn();
  void pads();
  std::string country(std::string_view state);
  std::vector<std::string> agency(std::string_view codes, bool learned);
  std::string organisation(std::string_view code);
  std::string site(std::string_view code);
  std::string vehicle(const std::string& type);

  // gcat_payloads.cpp
  void count_names();
  std::string payload(const Launch& launch, const RawRow& row);
  void name_payload(const std::string& id, const Launch& launch, const std::vector<std::string>& names);
  std::string known_payload(const Launch& launch, const std::vector<std::string>& names) const;

  // gcat_complete.cpp
  void complete();
  void complete_set(const std::string& id, const std::string& set, std::vector<int> bad_years, int from, int to);

  std::string folder_, checked_, last_day_;
  const ImportOptions& options_;
  ImportReport report_;
  std::unique_ptr<Layer> layer_;
  RawTable log_, sites_, points_, vehicles_, orgs_;
  std::vector<Launch> launches_;

  std::map<std::string, std::string, std::less<>> site_of_, vehicle_of_;  ///< code → base id, where all agree
  std::map<std::string, std::vector<std::string>, std::less<>> operators_of_;
  std::map<std::string, const RawRow*, std::less<>> site_rows_, org_rows_, vehicle_rows_;
  std::map<std::string, std::string, std::less<>> pad_of_site_, country_ids_, org_ids_, site_ids_, vehicle_ids_;
  std::map<std::string, std::set<std::string>, std::less<>> tags_of_name_;
  std::map<std::string, std::string, std::less<>> launch_of_base_payload_;
  std::map<std::string, bool, std::less<>> orbital_;  ///< vehicle id → all its types are orbital ones

  /// What the completeness of sets is told from.
  struct Kept {
    int first_year = 0, last_year = 0;  ///< within which it may have been
    bool certain = true;                ///< its day is
    std::string site, vehicle, state;
    std::set<std::string> countries;  ///< of all that are named as operators
    bool outcome = false;
  };
  std::vector<Kept> kept_;
  std::vector<int> holes_;
  bool whole_ = true;
};

}  // namespace saksi::corpus::gcat

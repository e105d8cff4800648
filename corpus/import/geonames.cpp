#include <algorithm>
#include <array>

#include "corpus/import/layer.h"
#include "corpus/import/rows.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

/// The gazetteer's own files have no header.
const std::vector<std::string>& own_header() {
  static const std::vector<std::string> header = {
      "geonameid",    "name",      "asciiname", "alternatenames", "lat",     "lon",    "feature_class",
      "feature_code", "country",   "cc2",       "admin1",         "admin2",  "admin3", "admin4",
      "population",   "elevation", "dem",       "zone",           "modified"};
  return header;
}

/// "Goeteborg", "Koeln": what telegraphs made of ö, ä and ü.
std::string umlauts_spelt(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSpelt = {
      {{"ö", "oe"}, {"ä", "ae"}, {"ü", "ue"}, {"Ö", "Oe"}, {"Ä", "Ae"}, {"Ü", "Ue"}}};
  std::string out(name);
  for (const auto& [from, to] : kSpelt) {
    for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
      out.replace(at, from.size(), to);
  }
  return plain_name(out);
}

/// Where names begin with the Arabic article, which is often left out: "As Sulaymānīyah", Sulaymaniyah.
bool arab(std::string_view country) {
  constexpr std::string_view kCodes = "AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE";
  return country.size() == 2 && kCodes.find(country) != std::string_view::npos;
}
bool is_article(std::string_view word) {
  constexpr std::array<std::string_view, 11> kForms = {"Al", "Ad",  "An",  "Ar",  "As", "At",
                                                       "Az", "Ash", "Ath", "Adh", "El"};
  return std::find(kForms.begin(), kForms.end(), word) != kForms.end();
}

class Importer {
 public:
  Importer(std::string file, std::string countries, const ImportOptions& options)
      : file_(std::move(file)), countries_(std::move(countries)), options_(options), layer_(options) {}

  Result<Imported> run() {
    const auto bytes = read_bytes(file_);
    if (!bytes) return bytes.errors();
    const bool headed = bytes->starts_with("geonameid") || bytes->starts_with("\xEF\xBB\xBFgeonameid");
    table_ = read_tsv(file_, *bytes, headed ? std::vector<std::string>() : own_header(), report_);
    report_.read = table_.rows.size();
    for (const auto& [reason, n] : report_.skipped) report_.read += n;
    for (const auto* column : {"geonameid", "name", "country", "lat", "lon"}) {
      if (table_.column(column) < 0)
        return file_fault("missing-column", file_, "the table has no column '" + std::string(column) + "'");
    }
    const auto checked = checked_day(file_, options_);
    if (!checked) return checked.errors();
    checked_ = *checked;
    SourceRow source{"geonames", "GeoNames geographical database", "https://www.geonames.org/", "CC BY 4.0", checked_,
                     0};
    for (const auto& s : layer_.base().sources) {
      if (s.id == "geonames") source = s;
    }
    layer_.add_source(source);
    if (!countries_.empty()) {
      const auto more = read_bytes(countries_);
      if (!more) return more.errors();
      names_of_countries_ = read_tsv(countries_, *more, {}, report_);
    }
    learn();
    std::size_t done = 0;
    for (const auto& row : table_.rows) {
      read(row);
      if (options_.progress && ++done % 256 == 0) options_.progress(done, table_.rows.size());
    }
    report_.notes.push_back(std::to_string(known_) + " of them are places that the base knows");
    for (const auto& [code, n] : unknown_countries_) {
      report_.notes.push_back(std::to_string(n) + " lie in " + code + ", which is no country of the base" +
                              (countries_.empty() ? "; --countries FILE may tell its name" : ""));
    }
    sort_problems(report_);
    return Imported{layer_.take(), std::move(report_)};
  }

 private:
  /// The ids that the base has for the gazetteer's numbers, and for the codes of countries.
  void learn() {
    for (const auto& e : layer_.base().entities) {
      for (const auto& c : e.citations) {
        const std::string_view evidence = c.evidence;
        constexpr std::string_view kPlace = "geonameid ", kCountry = "countryInfo ";
        if (c.source != "geonames") continue;
        if (evidence.starts_with(kPlace)) ids_.emplace(evidence.substr(kPlace.size()), e.id);
        if (evidence.starts_with(kCountry)) country_ids_.emplace(evidence.substr(kCountry.size()), e.id);
      }
    }
    for (const auto& [number, id] : ids_) numbered_.insert(id);
  }

  std::string country(std::string_view code) {
    if (const auto known = country_ids_.find(code); known != country_ids_.end()) {
      return known->second.empty() ? std::string() : layer_.use(known->second);
    }
    std::string& id = country_ids_[std::string(code)];
    for (const auto& row : names_of_countries_.rows) {
      if (names_of_countries_.get(row, "cca2") != code) continue;
      const auto name = names_of_countries_.get(row, "name_en");
      if (const auto one = layer_.the_one_called(name, "polity")) return id = layer_.use(*one);
      if (const auto one = layer_.the_one_called(name, "place")) return id = layer_.use(*one);
      // A region or a state, who knows: a place of which others are part.
      if (name.empty()) return id;
      id = layer_.free_id("geonames-country-" + slug(code));
      layer_.add_entity(id, {"place"}, std::string(name), cite("country code " + std::string(code)));
      add_names(id, {std::string(name)});
      return id;
    }
    return id;
  }

  [[nodiscard]] CitationRow cite(std::string evidence) const { return {"geonames", std::move(evidence), checked_}; }

  void add_names(const std::string& id, std::vector<std::string> names) {
    const std::size_t told = names.size();
    for (std::size_t i = 0; i < told; ++i) {
      names.push_back(plain_name(names[i]));
      names.push_back(umlauts_spelt(names[i]));
    }
    bool first = true;
    std::vector<std::string> seen;
    for (const auto& name : names) {
      if (std::find(seen.begin(), seen.end(), name) != seen.end() || name_key(name).size() < 3 || function_word(name))
        continue;
      if (layer_.keys_of(id).contains(name_key(name))) continue;  // the base's own name
      seen.push_back(name);
      const auto others = layer_.called(name, "thing");
      // "Mexico", "Jupiter", "Gagarin" are what the base knows by these names, not a place called after it.
      if (std::any_of(others.begin(), others.end(),
                      [&](const std::string& other) { return other != id && !layer_.is_a(other, "city"); }))
        continue;
      // Of several cities the base's is the one that needs no company.
      const bool namesake = std::any_of(others.begin(), others.end(), [&](const std::string& o) { return o != id; });
      layer_.add_name(id, name, first ? "name" : "alias", namesake);
      first = false;
    }
  }

  void read(const RawRow& row) {
    const auto cell = [&](std::string_view column) { return table_.get(row, column); };
    const auto refuse = [&](std::string_view column, const std::string& reason, const std::string& message) {
      skip(report_, reason, table_.fault(row, table_.column(column), "bad-value", message + "; the row is left out"));
    };
    const std::string number(cell("geonameid")), name(cell("name"));
    if (number.empty() || !std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return refuse("geonameid", "no number", "'" + number + "' is no number of the gazetteer");
    if (!seen_.insert(number).second) return refuse("geonameid", "told twice", number + " is there already");
    if (name.empty()) return refuse("name", "no name", "the place has no name");
    const auto where = parse_coordinates_cell(std::string(cell("lat")) + "," + std::string(cell("lon")));
    if (!where) return refuse("lat", "no coordinates", "the place has no coordinates in degrees");
    const auto feature = cell("feature_code");
    if (feature == "PPLH" || feature == "PPLW" || feature == "PPLQ") {
      ++report_.skipped["no longer inhabited"];
      return;
    }
    ++report_.kept;
    const auto in = country(cell("country"));
    if (in.empty()) ++unknown_countries_[std::string(cell("country"))];
    std::vector<std::string> names = {name};
    if (!cell("asciiname").empty()) names.emplace_back(cell("asciiname"));
    if (arab(cell("country"))) {
      const auto at = name.find(' ');
      if (at <= 3 && is_article(plain_name(name.substr(0, at)))) names.push_back(name.substr(at + 1));
    }
    if (const auto known = base_id(number, names, in); !known.empty()) {
      ++known_;
      layer_.use(known);
      // A name that the base does not have may be one that it has no more.
      std::erase_if(names, [&](const std::string& n) { return !spelling_of(n, known); });
      add_names(known, names);
      return;
    }
    const auto id = layer_.free_id("geonames-" + number);
    const auto about = cite("geonameid " + number);
    layer_.add_entity(id, {"city"}, name, about);
    add_names(id, names);
    if (!in.empty()) {
      layer_.add_link(id, "located_in", in, about);
      if (layer_.is_a(in, "polity")) layer_.add_link(id, "country", in, about);
    }
    layer_.add_text(id, "coordinates", *where, about);
    const auto zone = cell("zone");
    if (!zone.empty() && compile_zone(std::string(zone))) layer_.add_text(id, "zone", std::string(zone), about);
  }

  /// A name of the base's, spelt as it is or a little otherwise: "Göteborg" of Gothenburg, but not "Nur-Sultan" of Astana.
  [[nodiscard]] bool spelling_of(const std::string& name, const std::string& known) const {
    const std::string key = name_key(name);
    const auto& keys = layer_.keys_of(known);
    return keys.contains(key) || std::any_of(keys.begin(), keys.end(), [&](const std::string& k) {
             return !nearest(key, {k}).empty() || !nearest(k, {key}).empty();
           });
  }

  /// By number; else a city of that name in that country which the base does not know by another number.
  [[nodiscard]] std::string base_id(const std::string& number, const std::vector<std::string>& names,
                                    const std::string& in) const {
    if (const auto at = ids_.find(number); at != ids_.end()) return at->second;
    for (const auto& name : names) {
      for (const auto& id : layer_.called(name, "city")) {
        const auto theirs = layer_.values(id, "country");
        if (!numbered_.contains(id) && !in.empty() && std::find(theirs.begin(), theirs.end(), in) != theirs.end())
          return id;
      }
    }
    return {};
  }

  std::string file_, countries_, checked_;
  const ImportOptions& options_;
  Layer layer_;
  ImportReport report_;
  RawTable table_, names_of_countries_;
  std::map<std::string, std::string, std::less<>> ids_, country_ids_;
  std::set<std::string, std::less<>> numbered_, seen_;
  std::map<std::string, std::size_t> unknown_countries_;
  std::size_t known_ = 0;
};

}  // namespace

Result<Imported> import_geonames(const std::string& file, const std::string& countries, const ImportOptions& options) {
  return Importer(file, countries, options).run();
}

}  // namespace saksi::corpus

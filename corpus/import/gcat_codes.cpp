#include <algorithm>
#include <cstdio>

#include "core/tsv.h"
#include "corpus/import/gcat.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

/// What the catalogue's codes stand for. A code is a thing of the base where every launch that both know says so, or
/// where a name of it is that of one thing of the kind; else it gets an id of its own, "gcat-…".
namespace saksi::corpus::gcat {
namespace {

/// A code must have been seen with its meaning so often before it is believed without a name that says the same.
constexpr std::size_t kOftenEnough = 2;
constexpr std::size_t kOftenEnoughForOperators = 3;

struct Seen {
  std::map<std::string, std::size_t> of;
  [[nodiscard]] bool one(std::size_t at_least) const { return of.size() == 1 && of.begin()->second >= at_least; }
};

std::string before_comma(std::string_view text) { return std::string(trim(text.substr(0, text.find(',')))); }

std::string_view known(std::string_view text) { return text == "-" ? std::string_view() : text; }

}  // namespace

void Importer::learn() {
  std::map<std::string, Seen> sites, types;
  std::map<std::string, std::vector<std::string>> operators;
  std::map<std::string, std::size_t> flown;
  for (const auto& launch : launches_) {
    const auto* base = layer_->base_event(launch.id);
    if (base == nullptr) continue;
    std::vector<std::string> who;
    for (const auto& r : base->roles) {
      if (r.role == "site") ++sites[std::string(cell(launch, "Launch_Site"))].of[r.cell.text];
      if (r.role == "vehicle") ++types[std::string(cell(launch, "LV_Type"))].of[r.cell.text];
      if (r.role == "operator") who.push_back(r.cell.text);
      if (r.role == "payload") launch_of_base_payload_[r.cell.text] = launch.id;
    }
    const std::string agency(cell(launch, "Agency"));
    if (flown[agency]++ == 0) {
      operators[agency] = who;
    } else {
      std::erase_if(operators[agency],
                    [&](const std::string& id) { return std::find(who.begin(), who.end(), id) == who.end(); });
    }
  }
  for (const auto& [code, seen] : sites) {
    if (seen.one(1)) site_of_[code] = seen.of.begin()->first;
  }
  for (const auto& [type, seen] : types) {
    const auto named = layer_->the_one_called(type, "vehicle");
    if (seen.one(kOftenEnough) || (seen.one(1) && named == seen.of.begin()->first))
      vehicle_of_[type] = seen.of.begin()->first;
  }
  for (const auto& [code, n] : flown) {
    if (n >= kOftenEnoughForOperators) operators_of_[code] = operators[code];
  }
}

void Importer::pads() {
  std::map<std::string, std::map<std::string, std::size_t>> used;
  for (const auto& launch : launches_)
    ++used[std::string(cell(launch, "Launch_Site"))][std::string(cell(launch, "Launch_Pad"))];
  for (const auto& r : points_.rows) {
    const std::string code(points_.get(r, "Site"));
    const auto site = used.find(code);
    if (site == used.end()) continue;
    const auto pad = site->second.find(std::string(points_.get(r, "Code")));
    if (pad == site->second.end()) continue;
    const std::string where = std::string(points_.get(r, "Latitude")) + "," + std::string(points_.get(r, "Longitude"));
    if (!parse_coordinates_cell(where)) continue;
    auto& best = pad_of_site_[code];
    char rank[24];
    std::snprintf(rank, sizeof rank, "%08zu ", pad->second);
    const std::string candidate = rank + where;
    if (best.empty() || candidate.substr(0, 8) > best.substr(0, 8)) best = candidate;
  }
}

std::string Importer::country(std::string_view state) {
  state = known(state);
  if (state.ends_with('?')) state.remove_suffix(1);
  if (state.empty()) return {};
  if (const auto at = country_ids_.find(state); at != country_ids_.end()) return at->second;
  std::string& id = country_ids_[std::string(state)];
  const auto row = org_rows_.find(state);
  if (row == org_rows_.end() || !orgs_.get(*row->second, "Type").starts_with("CY")) return id;
  for (const auto* column : {"ShortEName", "EName", "Name", "ShortName"}) {
    const auto name = known(orgs_.get(*row->second, column));
    if (name.empty()) continue;
    if (const auto one = layer_->the_one_called(name, "polity")) return id = layer_->use(*one);
  }
  auto name = known(orgs_.get(*row->second, "ShortEName"));
  if (name.empty()) name = known(orgs_.get(*row->second, "EName"));
  if (name.empty()) name = known(orgs_.get(*row->second, "ShortName"));
  if (name.empty()) return id;
  id = layer_->free_id("gcat-" + slug(state));
  layer_->add_entity(id, {"country"}, std::string(name), cite("organizations " + std::string(state)));
  layer_->add_name(id, name, "name", false);
  return id;
}

std::string Importer::organisation(std::string_view code) {
  if (const auto at = org_ids_.find(code); at != org_ids_.end()) return at->second;
  std::string& id = org_ids_[std::string(code)];
  const auto row = org_rows_.find(code);
  if (row == org_rows_.end()) return id;
  if (orgs_.get(*row->second, "Type").starts_with("CY")) return id = country(code);
  std::vector<std::string_view> names;
  for (const auto* column : {"EName", "ShortEName", "Name", "ShortName"}) {
    const auto name = known(orgs_.get(*row->second, column));
    if (name.size() > 2 && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  for (const auto name : names) {
    if (const auto one = layer_->the_one_called(name, "organisation")) return id = layer_->use(*one);
  }
  if (names.empty()) return id;
  id = layer_->free_id("gcat-org-" + (slug(code).empty() ? slug(names.front()) : slug(code)));
  const auto about = cite("organizations " + std::string(code));
  layer_->add_entity(id, {"organisation"}, std::string(names.front()), about);
  for (const auto name : names) {
    // A single word is too likely something else; a name that the base has is its own.
    if (plain_word(name) || !layer_->called(name, "thing").empty()) continue;
    layer_->add_name(id, name, name == names.front() ? "name" : "alias", true);
  }
  const auto state = country(orgs_.get(*row->second, "StateCode"));
  if (!state.empty()) layer_->add_link(id, "country", state, about);
  return id;
}

std::vector<std::string> Importer::agency(std::string_view codes, bool learned) {
  if (learned) {
    if (const auto at = operators_of_.find(codes); at != operators_of_.end() && !at->second.empty()) {
      std::vector<std::string> out;
      for (const auto& id : at->second) out.push_back(layer_->use(id));
      return out;
    }
  }
  std::vector<std::string> out;
  for (auto code : split_list(codes, '/')) {
    if (code.ends_with('?')) code.remove_suffix(1);
    const auto id = organisation(code);
    // One of no country that is known might be of any.
    if (!id.empty() && (learned || !layer_->countries_of(id).empty())) out.push_back(id);
  }
  return out;
}

std::string Importer::site(std::string_view code) {
  code = known(code);
  if (code.empty()) return {};
  if (const auto at = site_ids_.find(code); at != site_ids_.end()) return at->second;
  std::string& id = site_ids_[std::string(code)];
  if (const auto base = site_of_.find(code); base != site_of_.end()) return id = layer_->use(base->second);
  const auto row = site_rows_.find(code);
  if (row == site_rows_.end()) return id;
  const std::string ucode(known(sites_.get(*row->second, "UCode")));
  // Another code of the same place.
  for (const auto& [other, r] : site_rows_) {
    if (ucode.empty() || other == code || known(sites_.get(*r, "UCode")) != ucode) continue;
    if (const auto base = site_of_.find(other); base != site_of_.end()) return id = layer_->use(base->second);
    if (const auto made = site_ids_.find(other); made != site_ids_.end() && !made->second.empty())
      return id = made->second;
  }
  std::vector<std::string> names;
  for (const auto* column : {"EName", "Name", "ShortEName", "ShortName"}) {
    const auto name = before_comma(known(sites_.get(*row->second, column)));
    if (name.size() > 2 && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  for (const auto& name : names) {
    if (const auto one = layer_->the_one_called(name, "launch-site")) return id = layer_->use(*one);
  }
  if (names.empty()) return id;
  id = layer_->free_id("gcat-site-" + slug(ucode.empty() ? code : std::string_view(ucode)));
  const auto about = cite("sites " + std::string(code));
  layer_->add_entity(id, {"launch-site"}, names.front(), about);
  for (const auto& name : names) {
    if (!layer_->called(name, "thing").empty()) continue;
    layer_->add_name(id, name, name == names.front() ? "name" : "alias", plain_word(name));
  }
  const auto state = country(sites_.get(*row->second, "StateCode"));
  if (!state.empty()) layer_->add_link(id, "country", state, about);
  if (const auto pad = pad_of_site_.find(code); pad != pad_of_site_.end()) {
    const auto where = parse_coordinates_cell(pad->second.substr(9));
    if (where) layer_->add_text(id, "coordinates", *where, cite("launch points of " + std::string(code)));
  } else {
    const auto where = parse_coordinates_cell(std::string(sites_.get(*row->second, "Latitude")) + "," +
                                              std::string(sites_.get(*row->second, "Longitude")));
    if (where) layer_->add_text(id, "coordinates", *where, about);
  }
  return id;
}

std::string Importer::vehicle(const std::string& type) {
  if (known(type).empty() || type == "?" || type == "Unknown") return {};
  if (const auto at = vehicle_ids_.find(type); at != vehicle_ids_.end()) return at->second;
  std::string& id = vehicle_ids_[type];
  const auto row = vehicle_rows_.find(type);
  if (const auto base = vehicle_of_.find(type); base != vehicle_of_.end()) {
    id = layer_->use(base->second);
  } else if (const auto one = layer_->the_one_called(type, "vehicle")) {
    id = layer_->use(*one);
  } else {
    id = layer_->free_id("gcat-lv-" + slug(type));
    const auto about = cite("launch vehicles " + type);
    layer_->add_entity(id, {"vehicle"}, type, about);
    if (layer_->called(type, "thing").empty()) layer_->add_name(id, type, "name", plain_word(type));
    if (row != vehicle_rows_.end()) {
      if (const auto family = layer_->the_one_called(vehicles_.get(*row->second, "LV_Family"), "vehicle"))
        layer_->add_link(id, "family", layer_->use(*family), about);
    }
  }
  const bool orbital = row != vehicle_rows_.end() && vehicles_.get(*row->second, "Class") == "O";
  const auto [at, fresh] = orbital_.emplace(id, orbital);
  if (!fresh) at->second = at->second && orbital;
  return id;
}

}  // namespace saksi::corpus::gcat

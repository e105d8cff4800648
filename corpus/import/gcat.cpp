#include "corpus/import/gcat.h"

#include <algorithm>
#include <filesystem>

#include "core/tsv.h"
#include "corpus/import/vague_date.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace gcat {
namespace {

void add_once(std::vector<RoleRow>& roles, std::string_view role, const std::string& id) {
  for (const auto& r : roles) {
    if (r.role == role && r.cell.text == id) return;
  }
  roles.push_back({std::string(role), entity_cell(id)});
}

}  // namespace

Result<std::string> Importer::find(std::string_view table) const {
  std::vector<std::string> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    std::string stem = entry.path().stem().string();
    if (entry.path().extension() != ".tsv") continue;
    if (stem.starts_with("gcat_")) stem = stem.substr(5);
    if (stem == table || (stem.starts_with(std::string(table) + "_") && day_in_name(name)))
      found.push_back(folder_ + "/" + name);
  }
  std::sort(found.begin(), found.end());
  if (found.empty())
    return file_fault("no-such-file", folder_,
                      "there is no " + std::string(table) + ".tsv in the folder; fetch it too");
  return found.back();  // the newest
}

Result<RawTable> Importer::read(std::string_view table, std::initializer_list<std::string_view> columns) {
  const auto path = find(table);
  if (!path) return path.errors();
  const auto bytes = read_bytes(*path);
  if (!bytes) return bytes.errors();
  auto raw = read_tsv(*path, *bytes, {}, report_);
  for (const auto column : columns) {
    if (raw.column(column) < 0)
      return file_fault("missing-column", *path,
                        "the table has no column '" + std::string(column) + "'; is it a table of the catalogue?");
  }
  return raw;
}

Result<Imported> Importer::run() {
  std::error_code error;
  while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
  if (!std::filesystem::is_directory(folder_, error))
    return file_fault("no-such-folder", folder_, "there is no such folder; name one with launchlog.tsv, sites.tsv …");
  struct Wanted {
    RawTable* table;
    std::string_view name;
    std::initializer_list<std::string_view> columns;
  };
  const Wanted wanted[] = {
      {&log_,
       "launchlog",
       {"Launch_Tag", "Launch_Date", "Name", "PLName", "JCAT", "SatOwner", "SatState", "LV_Type", "Launch_Site",
        "Launch_Pad", "Agency", "LVState", "Launch_Code"}},
      {&sites_, "sites", {"Site", "UCode", "StateCode", "ShortName", "Name", "Longitude", "Latitude"}},
      {&points_, "launchpoints", {"Site", "Code", "Longitude", "Latitude"}},
      {&vehicles_, "lv", {"LV_Name", "LV_Family", "Class"}},
      {&orgs_, "orgs", {"Code", "StateCode", "Type", "ShortName", "Name", "ShortEName", "EName"}}};
  for (const auto& w : wanted) {
    auto table = read(w.name, w.columns);
    if (!table) return table.errors();
    *w.table = std::move(*table);
  }
  const auto checked = checked_day(log_.path, options_);
  if (!checked) return checked.errors();
  checked_ = *checked;

  layer_ = std::make_unique<Layer>(options_);
  layer_->add_source({"gcat", "General Catalog of Artificial Space Objects (Jonathan McDowell)",
                      "https://planet4589.org/space/gcat/", "CC BY 4.0", checked_, 1});
  for (const auto& r : sites_.rows) site_rows_[std::string(sites_.get(r, "Site"))] = &r;
  for (const auto& r : orgs_.rows) org_rows_.emplace(orgs_.get(r, "Code"), &r);
  for (const auto& r : vehicles_.rows) vehicle_rows_.emplace(vehicles_.get(r, "LV_Name"), &r);

  read_launches();
  learn();
  pads();
  count_names();
  std::size_t done = 0;
  for (const auto& launch : launches_) {
    const auto code = cell(launch, "Launch_Code");
    if (code.starts_with('X')) {
      add_moon_liftoff(launch);
    } else {
      add_launch(launch);
    }
    done += launch.rows.size();
    if (options_.progress) options_.progress(done, report_.kept);
  }
  complete();
  report_.notes.push_back(std::to_string(launches_.size()) + " launches, the last one on " + last_day_);
  report_.notes.push_back("the completeness statements are of launches to orbit and beyond, which is what the log has");
  sort_problems(report_);
  return Imported{layer_->take(), std::move(report_)};
}

void Importer::read_launches() {
  std::map<std::string, std::size_t> by_tag;
  report_.read = log_.rows.size();
  for (const auto& d : report_.problems) {
    if (d.path != log_.path) continue;
    ++report_.read;
    hole(d.source);
  }
  for (const auto& row : log_.rows) {
    const std::string tag(log_.get(row, "Launch_Tag"));
    const auto code = log_.get(row, "Launch_Code");
    const auto refuse = [&](std::string_view column, const std::string& reason, const std::string& message) {
      if (column != "Launch_Code") hole(tag);
      skip(report_, reason, log_.fault(row, log_.column(column), "bad-value", message));
    };
    const auto date = vague_to_edtf(log_.get(row, "Launch_Date"));
    if (tag.size() < 5) {
      refuse("Launch_Tag", "no launch tag", "the row has no launch tag; it is left out");
      continue;
    }
    if (!date) {
      refuse("Launch_Date", "no date",
             "'" + std::string(log_.get(row, "Launch_Date")) + "' is no date of the catalogue; the row is left out");
      continue;
    }
    const auto said = parse_edtf(*date);
    if (date->substr(0, 4) != tag.substr(0, 4) || date->substr(0, 4) < "1957" ||
        said->civil.begin > parse_edtf(checked_)->civil.end + 86400) {
      refuse("Launch_Date", "impossible date",
             "the date does not fit the launch tag '" + tag + "' or the day of the file; the row is left out");
      continue;
    }
    // O: to orbit, D: into deep space, M: marginally either, X: from another world than the Earth.
    if (code.empty() || std::string_view("ODMX").find(code[0]) == std::string_view::npos) {
      refuse("Launch_Code", "no launch to orbit or beyond",
             "the launch code '" + std::string(code) + "' is none of O, D, M and X; the row is left out");
      continue;
    }
    const auto site = site_rows_.find(log_.get(row, "Launch_Site"));
    const std::string_view state = site == site_rows_.end() ? "" : sites_.get(*site->second, "StateCode");
    if (code[0] == 'X' && state != "LUNA") {
      refuse("Launch_Site", "from a world that is not known here",
             "only lift-offs from the Moon are known beside those from the Earth; the row is left out");
      continue;
    }
    const auto [at, fresh] = by_tag.emplace(tag, launches_.size());
    if (fresh) {
      std::string id = lower_ascii(tag);
      std::replace(id.begin(), id.end(), ' ', '-');
      launches_.push_back({tag, (code[0] == 'X' ? "moon-liftoff-" : "launch-") + id, *date, {}});
    }
    launches_[at->second].rows.push_back(&row);
    ++report_.kept;
    // The log ends with its last launch.
    const std::string day = date->substr(0, std::min<std::size_t>(10, date->size()));
    if (day.size() == 10) last_day_ = std::max(last_day_, day);
  }
}

void Importer::hole(std::string_view tag) {
  const bool year =
      tag.size() >= 4 && std::all_of(tag.begin(), tag.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
  if (year) {
    holes_.push_back(std::stoi(std::string(tag.substr(0, 4))));
  } else {
    whole_ = false;
  }
}

void Importer::merge_base(EventRow& event, const EventRow& base) {
  const auto own = [&](std::string_view role) {
    return std::any_of(event.roles.begin(), event.roles.end(), [&](const RoleRow& r) { return r.role == role; });
  };
  const bool vehicle =
      std::any_of(base.roles.begin(), base.roles.end(), [](const RoleRow& r) { return r.role == "vehicle"; });
  const bool outcome =
      std::any_of(base.roles.begin(), base.roles.end(), [](const RoleRow& r) { return r.role == "outcome"; });
  // What was looked up for this launch is better than what follows from its codes.
  std::erase_if(event.roles,
                [&](const RoleRow& r) { return (vehicle && r.role == "vehicle") || (outcome && r.role == "outcome"); });
  for (const auto& r : base.roles) {
    if (std::holds_alternative<Entity>(r.cell.value)) {
      layer_->use(r.cell.text);
      if (r.role == "site" && own("site")) continue;
      add_once(event.roles, r.role, r.cell.text);
    } else if (!own(r.role)) {
      event.roles.push_back(r);
    }
  }
  for (const auto& role : base.unknown) {
    if (!own(role) && role != "time") event.unknown.push_back(role);
  }
  event.marginal = event.marginal || base.marginal;
  const auto mine = parse_edtf(event.time_text), theirs = parse_edtf(base.time_text);
  const bool same_day = event.when && base.when && event.when->begin < base.when->end + 86400 &&
                        base.when->begin < event.when->end + 86400;
  if (!same_day) {
    report_.notes.push_back(event.id + " is dated " + event.time_text + " in the log, " + base.time_text +
                            " in the base");
  } else if (mine && theirs && (theirs->precision > mine->precision || (mine->approximate && !theirs->approximate))) {
    event.time_text = base.time_text;
    event.when = base.when;
  }
  for (const auto& c : layer_->cited(base.citations)) {
    if (c.source != "gcat") event.citations.push_back(c);
  }
}

void Importer::add_launch(const Launch& launch) {
  EventRow event;
  event.id = launch.id;
  event.kind = "launch";
  event.citations = {cite("launch log " + launch.tag)};
  Layer::set_time(event, launch.date);
  const auto code = cell(launch, "Launch_Code");
  event.marginal = code.starts_with('M');
  for (const auto* row : launch.rows) {
    const auto id = payload(launch, *row);
    if (!id.empty()) add_once(event.roles, "payload", id);
  }
  Kept kept;
  kept.vehicle = vehicle(std::string(cell(launch, "LV_Type")));
  kept.site = site(cell(launch, "Launch_Site"));
  kept.state = country(cell(launch, "LVState"));
  if (!kept.vehicle.empty()) add_once(event.roles, "vehicle", kept.vehicle);
  if (!kept.site.empty()) add_once(event.roles, "site", kept.site);
  for (const auto& id : agency(cell(launch, "Agency"), true)) add_once(event.roles, "operator", id);
  if (!kept.state.empty()) add_once(event.roles, "operator", kept.state);
  // Whose payload it is may be told as who launched it.
  for (const auto* row : launch.rows) {
    for (const auto& id : agency(log_.get(*row, "SatOwner"), false)) add_once(event.roles, "operator", id);
    const auto owner = country(log_.get(*row, "SatState"));
    if (!owner.empty()) add_once(event.roles, "operator", owner);
  }
  if (code.size() > 1 && (code[1] == 'S' || code[1] == 'F')) {
    event.roles.push_back({"outcome", symbol_cell(code[1] == 'S' ? "success" : "failure")});
  }
  if (const auto* base = layer_->base_event(launch.id)) merge_base(event, *base);
  for (const auto& r : event.roles) {
    if (r.role == "site") event.zone = layer_->base_entity(r.cell.text) != nullptr ? layer_->zone_of(r.cell.text) : "";
    if (r.role == "vehicle") kept.vehicle = r.cell.text;
    if (r.role == "outcome") kept.outcome = true;
    if (r.role != "operator") continue;
    for (auto& c : layer_->countries_of(r.cell.text)) kept.countries.insert(std::move(c));
  }
  const auto* def = layer_->schema().event("launch");
  const auto place = [&](const std::string& name) {
    return std::find_if(def->roles.begin(), def->roles.end(), [&](const RoleDef& r) { return r.name == name; }) -
           def->roles.begin();
  };
  std::stable_sort(event.roles.begin(), event.roles.end(),
                   [&](const RoleRow& a, const RoleRow& b) { return place(a.role) < place(b.role); });

  int month = 0, day = 0;
  constexpr Seconds kDay = 86400;
  const auto days = [](Seconds t) { return (t - ((t % kDay) + kDay) % kDay) / kDay; };
  civil_from_days(days(event.when->begin), kept.first_year, month, day);
  civil_from_days(days(event.when->end - 1), kept.last_year, month, day);
  kept.certain = days(event.when->begin) == days(event.when->end - 1);
  kept_.push_back(std::move(kept));
  layer_->add_event(std::move(event));
}

void Importer::add_moon_liftoff(const Launch& launch) {
  std::string moon = layer_->base_entity("moon") != nullptr ? layer_->use("moon") : "moon";
  if (!layer_->has(moon)) {
    layer_->add_entity(moon, {"moon"}, "Moon", cite("launch sites"));
    layer_->add_name(moon, "Moon", "name", false);
  }
  EventRow event;
  event.id = launch.id;
  event.kind = "moon-liftoff";
  event.citations = {cite("launch log " + launch.tag)};
  event.zone = "UTC";
  Layer::set_time(event, launch.date);
  for (const auto* row : launch.rows) {
    const auto id = payload(launch, *row);
    if (!id.empty()) add_once(event.roles, "traveller", id);
  }
  add_once(event.roles, "origin", moon);
  layer_->add_event(std::move(event));
}

}  // namespace gcat

Result<Imported> import_gcat(const std::string& folder, const ImportOptions& options) {
  return gcat::Importer(folder, options).run();
}

}  // namespace saksi::corpus

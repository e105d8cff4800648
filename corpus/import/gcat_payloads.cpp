#include <algorithm>
#include <array>

#include "corpus/import/gcat.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus::gcat {
namespace {

/// A name that so many launches carried names nothing any more.
constexpr std::size_t kNamesakes = 6;

/// Names that say what a thing is, not which.
bool generic(const std::string& key) {
  constexpr std::array<std::string_view, 16> kWhole = {
      "test", "dummy",  "payload", "satellite", "unknown", "none",  "capsule", "ballast",
      "demo", "pallet", "adapter", "package",   "target",  "probe", "stage",   "lander"};
  if (key.size() < 3 || std::find(kWhole.begin(), kWhole.end(), key) != kWhole.end()) return true;
  if (key.find("dummy") != std::string::npos || key.find("mass simulator") != std::string::npos) return true;
  return std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The names of a row: its own and the payload's. Those with a mark of doubt may be another's, those in brackets are
/// stand-ins.
std::vector<std::string> names_of(const RawTable& log, const RawRow& row) {
  std::vector<std::string> out;
  for (const auto* column : {"Name", "PLName"}) {
    std::string name(log.get(row, column));
    if (name.empty() || name == "-" || name.front() == '[' || name.find("  ") != std::string::npos) continue;
    if (name.find('?') != std::string::npos) continue;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

}  // namespace

void Importer::count_names() {
  for (const auto& launch : launches_) {
    for (const auto* row : launch.rows) {
      for (const auto& name : names_of(log_, *row)) tags_of_name_[name_key(name)].insert(launch.tag);
    }
  }
}

std::string Importer::known_payload(const Launch& launch, const std::vector<std::string>& names) const {
  const auto* event = layer_->base_event(launch.id);
  for (const auto& name : names) {
    const std::string key = name_key(name);
    if (event != nullptr) {
      for (const auto& r : event->roles) {
        if ((r.role == "payload" || r.role == "traveller") && layer_->keys_of(r.cell.text).contains(key))
          return r.cell.text;
      }
    }
    const auto all = layer_->called(name, "spacecraft");
    if (all.size() != 1) continue;
    const auto* row = layer_->base_entity(all.front());
    const bool told = std::any_of(row->citations.begin(), row->citations.end(),
                                  [&](const CitationRow& c) { return c.evidence == launch.tag; });
    const auto flown = launch_of_base_payload_.find(all.front());
    // One of that name, which no other launch of the base or of the log carried.
    if (told || (flown == launch_of_base_payload_.end() && tags_of_name_.at(key).size() == 1)) return all.front();
  }
  return {};
}

void Importer::name_payload(const std::string& id, const Launch& launch, const std::vector<std::string>& names) {
  const auto* event = layer_->base_event(launch.id);
  bool first = layer_->base_entity(id) == nullptr;
  for (const auto& name : names) {
    const std::string key = name_key(name);
    if (generic(key) || tags_of_name_.at(key).size() > kNamesakes || layer_->keys_of(id).contains(key)) continue;
    // What another thing of this launch is called is said of that; so is what is no spacecraft at all.
    const auto others = layer_->called(name, "thing");
    const bool taken = std::any_of(others.begin(), others.end(), [&](const std::string& other) {
      if (!layer_->is_a(other, "spacecraft")) return true;
      return event != nullptr && std::any_of(event->roles.begin(), event->roles.end(),
                                             [&](const RoleRow& r) { return r.cell.text == other; });
    });
    if (taken) continue;
    // Where the base has another of the name, this one needs company to be meant.
    layer_->add_name(id, name, first ? "name" : "alias", !others.empty());
    first = false;
  }
}

std::string Importer::payload(const Launch& launch, const RawRow& row) {
  const auto names = names_of(log_, row);
  if (const auto id = known_payload(launch, names); !id.empty()) {
    layer_->use(id);
    name_payload(id, launch, names);
    return id;
  }
  const std::string jcat(log_.get(row, "JCAT"));
  const auto id = layer_->free_id("gcat-" + (slug(jcat).empty() ? slug(log_.get(row, "Piece")) : slug(jcat)));
  const auto about = cite("launch log " + launch.tag);
  layer_->add_entity(id, {"spacecraft"}, names.empty() ? "payload of " + launch.tag : names.front(), about);
  name_payload(id, launch, names);
  const auto state = country(log_.get(row, "SatState"));
  if (!state.empty()) layer_->add_link(id, "country", state, about);
  for (const auto& owner : agency(log_.get(row, "SatOwner"), false)) layer_->add_link(id, "operator", owner, about);
  return id;
}

}  // namespace saksi::corpus::gcat

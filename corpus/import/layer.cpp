#include "corpus/import/layer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "corpus/names.h"
#include "corpus/snapshot.h"
#include "corpus/sqlite_store.h"

namespace saksi::corpus {
namespace {

/// What an entity of the base brings along: where it lies, what it belongs to.
constexpr std::array<std::string_view, 9> kBrought = {
    "country", "located_in", "zone", "coordinates", "variant_of", "family", "part_of", "predecessor", "nationality"};

Seconds unit_of(Precision p) {
  constexpr Seconds kDay = 86400;
  switch (p) {
    case Precision::second: return 60;
    case Precision::minute: return 600;
    case Precision::hour: return 3600;
    case Precision::day: return kDay;
    case Precision::week: return 7 * kDay;
    case Precision::month: return 31 * kDay;
    case Precision::quarter: return 92 * kDay;
    case Precision::year: return 366 * kDay;
    case Precision::decade: return 3653 * kDay;
    case Precision::century: return 36525 * kDay;
  }
  return kDay;
}

}  // namespace

Cell entity_cell(const std::string& id) { return {Entity{id}, id}; }
Cell symbol_cell(const std::string& symbol) { return {Symbol{symbol}, symbol}; }

Layer::Layer(const ImportOptions& options) {
  if (options.base) {
    if (auto content = content_of(*options.base)) base_ = std::move(*content);
  }
  content_.schema = options.base && !base_.schema.empty() ? base_.schema : embedded_schema_tables();
  if (auto schema = read_schema(content_.schema)) schema_ = std::move(*schema);
  for (auto& table : content_.schema) table.path.clear();
  for (std::size_t i = 0; i < base_.entities.size(); ++i) base_entities_.emplace(base_.entities[i].id, i);
  for (std::size_t i = 0; i < base_.events.size(); ++i) base_events_.emplace(base_.events[i].id, i);
  for (std::size_t i = 0; i < base_.statements.size(); ++i) base_statements_[base_.statements[i].subject].push_back(i);
  for (std::size_t i = 0; i < base_.names.size(); ++i) {
    const auto& name = base_.names[i];
    base_names_of_[name.entity].push_back(i);
    if (name.role == "demonym") continue;
    const std::string key = name_key(name.text);
    base_names_[key].insert(name.entity);
    base_keys_[name.entity].insert(key);
  }
}

const EntityRow* Layer::base_entity(std::string_view id) const {
  const auto at = base_entities_.find(id);
  return at == base_entities_.end() ? nullptr : &base_.entities[at->second];
}

const EventRow* Layer::base_event(std::string_view id) const {
  const auto at = base_events_.find(id);
  return at == base_events_.end() ? nullptr : &base_.events[at->second];
}

bool Layer::is_a(std::string_view id, std::string_view kind) const {
  const auto own = entities_.find(id);
  const EntityRow* row = own != entities_.end() ? &content_.entities[own->second] : base_entity(id);
  return row != nullptr &&
         std::any_of(row->kinds.begin(), row->kinds.end(), [&](const std::string& k) { return schema_.is_a(k, kind); });
}

std::vector<std::string> Layer::called(std::string_view name, std::string_view kind) const {
  std::vector<std::string> out;
  const auto found = base_names_.find(name_key(name));
  if (found == base_names_.end()) return out;
  for (const auto& id : found->second) {
    if (is_a(id, kind)) out.push_back(id);
  }
  return out;
}

std::optional<std::string> Layer::the_one_called(std::string_view name, std::string_view kind) const {
  auto all = called(name, kind);
  if (all.size() != 1) return std::nullopt;
  return all.front();
}

const std::set<std::string>& Layer::keys_of(std::string_view base_id) const {
  static const std::set<std::string> kNone;
  const auto found = base_keys_.find(base_id);
  return found == base_keys_.end() ? kNone : found->second;
}

std::vector<std::string> Layer::values(std::string_view id, std::string_view property) const {
  std::vector<std::string> out;
  const auto collect = [&](const std::vector<StatementRow>& rows, const auto& index) {
    const auto found = index.find(id);
    if (found == index.end()) return;
    for (const auto i : found->second) {
      const auto& s = rows[i];
      if (s.property == property && s.rank != Rank::draft && s.rank != Rank::deprecated) out.push_back(s.cell.text);
    }
  };
  if (has(id)) {
    collect(content_.statements, statements_);
  } else {
    collect(base_.statements, base_statements_);
  }
  return out;
}

std::string Layer::zone_of(std::string_view id, int depth) const {
  constexpr int kMaxDepth = 12;
  if (depth > kMaxDepth) return {};
  if (const auto own = values(id, "zone"); !own.empty()) return own.front();
  for (const char* up : {"located_in", "country"}) {
    for (const auto& place : values(id, up)) {
      auto zone = zone_of(place, depth + 1);
      if (!zone.empty()) return zone;
    }
  }
  return {};
}

std::vector<std::string> Layer::countries_of(std::string_view id) const {
  if (is_a(id, "polity")) return {std::string(id)};
  return values(id, "country");
}

std::vector<CitationRow> Layer::cited(const std::vector<CitationRow>& citations) {
  for (const auto& c : citations) {
    for (const auto& s : base_.sources) {
      if (s.id == c.source) add_source(s);
    }
  }
  return citations;
}

std::string Layer::use(const std::string& base_id) {
  if (has(base_id)) return base_id;
  const auto* row = base_entity(base_id);
  if (row == nullptr) return base_id;
  entities_.emplace(base_id, content_.entities.size());
  content_.entities.push_back(*row);
  cited(row->citations);
  if (const auto names = base_names_of_.find(base_id); names != base_names_of_.end()) {
    for (const auto i : names->second) {
      const auto& n = base_.names[i];
      if (name_keys_.insert(n.entity + "\t" + n.lang + "\t" + n.text + "\t" + n.role).second)
        content_.names.push_back(n);
    }
  }
  if (const auto told = base_statements_.find(base_id); told != base_statements_.end()) {
    for (const auto i : told->second) {
      const auto& s = base_.statements[i];
      if (std::find(kBrought.begin(), kBrought.end(), s.property) == kBrought.end()) continue;
      statements_[base_id].push_back(content_.statements.size());
      content_.statements.push_back(s);
      cited(s.citations);
      if (std::holds_alternative<Entity>(s.cell.value)) use(s.cell.text);
    }
  }
  return base_id;
}

std::string Layer::free_id(const std::string& wanted) const {
  std::string id = wanted;
  for (int n = 2; has(id) || base_entities_.contains(id); ++n) id = wanted + "-" + std::to_string(n);
  return id;
}

void Layer::add_source(SourceRow row) {
  if (sources_.insert(row.id).second) content_.sources.push_back(std::move(row));
}

void Layer::add_entity(const std::string& id, std::vector<std::string> kinds, const std::string& label,
                       const CitationRow& citation) {
  entities_.emplace(id, content_.entities.size());
  content_.entities.push_back({id, label, label, std::move(kinds), {citation}});
}

void Layer::add_name(const std::string& id, std::string_view text, std::string_view role, bool common) {
  NameRow row{id, std::string(text), "", std::string(role), common};
  if (name_keys_.insert(row.entity + "\t\t" + row.text + "\t" + row.role).second)
    content_.names.push_back(std::move(row));
}

void Layer::add_link(const std::string& subject, std::string_view property, const std::string& entity,
                     const CitationRow& citation) {
  StatementRow row;
  row.subject = subject;
  row.property = property;
  row.cell = entity_cell(entity);
  row.citations = {citation};
  statements_[subject].push_back(content_.statements.size());
  content_.statements.push_back(std::move(row));
}

void Layer::add_text(const std::string& subject, std::string_view property, const std::string& text,
                     const CitationRow& citation) {
  add_link(subject, property, text, citation);
  content_.statements.back().cell = {Text{text}, text};
}

bool Layer::set_time(EventRow& event, const std::string& edtf) {
  const auto date = parse_edtf(edtf);
  if (!date) return false;
  event.time_text = edtf;
  TimeInterval when = date->civil;
  if (date->zone != "UTC") when = to_utc_anywhere(when);
  if (date->approximate) when = {when.begin - unit_of(date->precision), when.end + unit_of(date->precision)};
  event.when = when;
  return true;
}

Content Layer::take() {
  std::set<std::string> wanted(desk_zones().begin(), desk_zones().end());
  for (const auto& e : content_.events) {
    if (!e.zone.empty() && !fixed_offset(e.zone)) wanted.insert(e.zone);
  }
  for (const auto& s : content_.statements) {
    if (s.property == "zone") wanted.insert(s.cell.text);
  }
  for (const auto& z : base_.zones) {
    if (wanted.erase(z.name) > 0) content_.zones.push_back(z);
  }
  for (const auto& name : wanted) {
    if (auto zone = compile_zone(name)) content_.zones.push_back(std::move(*zone));
  }
  content_.tz_version = base_.zones.empty() ? zone_data_version() : base_.tz_version;
  sort_content(content_);
  return std::move(content_);
}

std::optional<Diagnostic> save_import(Imported& imported, const std::string& out) {
  imported.report.hash = content_hash(imported.content);
  return write_sqlite(imported.content, imported.report.hash, out);
}

}  // namespace saksi::corpus

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/facts_csv/table.h"
#include "corpus/names.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

bool FactsTable::can_be(const Thing& thing, std::string_view kind) const {
  if (kind.empty()) return true;
  const auto& all = thing.known ? thing.kinds : thing.asked;
  if (thing.known) return std::any_of(all.begin(), all.end(), [&](const auto& k) { return schema_.is_a(k, kind); });
  return std::none_of(all.begin(), all.end(), [&](const auto& k) { return schema_.disjoint(k, kind); });
}

std::vector<std::string> FactsTable::fitting(std::string_view name, std::string_view kind) const {
  std::vector<std::string> out;
  const auto [first, last] = by_name_.equal_range(name_key(name));
  for (auto i = first; i != last; ++i) {
    if (std::find(out.begin(), out.end(), i->second) != out.end()) continue;
    const auto own = things_.find(i->second);
    if (own != things_.end()) {
      if (can_be(own->second, kind)) out.push_back(i->second);
      continue;
    }
    const auto kinds = over_->kinds_of(i->second);
    if (kind.empty() || std::any_of(kinds.begin(), kinds.end(), [&](auto k) { return schema_.is_a(k, kind); }))
      out.push_back(i->second);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The id of the thing that a cell names; empty where that cannot be told.
std::string FactsTable::thing(const CsvRow& row, std::string_view column, const NameCell& name, std::string_view kind) {
  const auto take_known = [&](const std::string& id) {
    auto [at, fresh] = things_.try_emplace(id);
    if (fresh) {
      at->second.id = id;
      at->second.known = true;
      for (const auto k : over_->kinds_of(id)) at->second.kinds.emplace_back(k);
      ++report.found;
    }
    return id;
  };
  const std::string cell_text(trim(cell(row, column)));
  if (over_ != nullptr && over_->entity(cell_text)) return take_known(cell_text);
  std::string wanted(kind);
  if (wanted.empty() && !name.hint.empty()) {
    const auto hinted = words_.kinds.find(name.hint);
    if (hinted != words_.kinds.end()) wanted = hinted->second;
  }
  const auto found = fitting(name.text, wanted);
  if (found.size() > 1) {
    std::string list;
    for (const auto& id : found) list += (list.empty() ? "" : ", ") + id;
    fail(row, column, "ambiguous-name",
         in_quotes(name.text) + " may be " + list + "; write the id of the one that is meant");
    return {};
  }
  if (found.size() == 1) {
    const auto own = things_.find(found.front());
    if (own == things_.end()) return take_known(found.front());
    if (!kind.empty()) ask(own->second, kind);
    return found.front();
  }
  if (auto borrowed = borrow(name, wanted); !borrowed.empty()) return borrowed;
  std::string id = id_of(name.text);
  for (int n = 2; things_.contains(id) || (over_ != nullptr && over_->entity(id)); ++n)
    id = id_of(name.text) + "-" + std::to_string(n);
  Thing& made = things_[id];
  made.id = id;
  made.label = name.text;
  if (!wanted.empty()) made.asked.push_back(wanted);
  made.names.insert(name.text);
  by_name_.emplace(name_key(name.text), id);
  ++report.entities;
  return id;
}

/// What the vocabulary calls so, with all its names; empty where it has none or several.
std::string FactsTable::borrow(const NameCell& name, std::string_view kind) {
  if (vocabulary_ == nullptr) return {};
  std::set<std::string> found;
  const auto [first, last] = vocabulary_names_.equal_range(name_key(name.text));
  for (auto i = first; i != last; ++i) {
    const auto kinds = vocabulary_->kinds_of(i->second);
    if (kind.empty() || std::any_of(kinds.begin(), kinds.end(), [&](auto k) { return schema_.is_a(k, kind); }))
      found.insert(i->second);
  }
  if (found.size() != 1 || things_.contains(*found.begin())) return {};
  const auto view = vocabulary_->entity(*found.begin());
  Thing& made = things_[std::string(view->id)];
  made.id = view->id;
  made.label = view->label_en;
  made.borrowed = true;
  for (const auto k : vocabulary_->kinds_of(made.id)) made.asked.emplace_back(k);
  for (const auto& n : vocabulary_->names()) {
    if (n.entity != made.id) continue;
    content.names.push_back({made.id, n.text, n.lang, n.role, n.common});
    if (n.role != "demonym") by_name_.emplace(name_key(n.text), made.id);
  }
  if (fitting(name.text, {}).empty()) by_name_.emplace(name_key(name.text), made.id);
  ++report.entities;
  return made.id;
}

void FactsTable::ask(Thing& thing, std::string_view kind) {
  if (thing.known || thing.borrowed || kind.empty() || kind == "thing") return;
  if (can_be(thing, kind)) thing.asked.emplace_back(kind);
}

/// Of the kinds that are asked for the most special ones.
void FactsTable::settle(Thing& thing) {
  if (thing.known) return;
  thing.kinds.clear();
  for (const auto& k : thing.asked) {
    const bool above = std::any_of(thing.asked.begin(), thing.asked.end(),
                                   [&](const auto& other) { return other != k && schema_.is_a(other, k); });
    if (!above && std::find(thing.kinds.begin(), thing.kinds.end(), k) == thing.kinds.end()) thing.kinds.push_back(k);
  }
  if (thing.kinds.empty()) thing.kinds.emplace_back("thing");
}

void FactsTable::write_things() {
  std::unordered_multimap<std::string_view, const NameRow*> told;  // by reserved rows
  const std::vector<NameRow> reserved = content.names;
  for (const NameRow& n : reserved) told.emplace(n.entity, &n);
  for (auto& [id, thing] : things_) {
    settle(thing);
    if (thing.known) continue;
    EntityRow row;
    row.id = id;
    row.label_en = row.label_id = thing.label;
    row.kinds = thing.kinds;
    if (!thing.citations.empty()) row.citations = {thing.citations.front()};
    std::set<std::string_view> own;
    const auto [first, last] = told.equal_range(id);
    // In the order of the table: the last name counts.
    std::vector<const NameRow*> names;
    for (auto n = first; n != last; ++n) names.push_back(n->second);
    std::sort(names.begin(), names.end());
    for (const NameRow* n : names) {
      own.insert(n->text);
      if (n->role != "name") continue;
      if (n->lang != "id") row.label_en = n->text;
      if (n->lang != "en") row.label_id = n->text;
    }
    content.entities.push_back(std::move(row));
    const bool place =
        std::any_of(thing.kinds.begin(), thing.kinds.end(), [&](const auto& k) { return schema_.is_a(k, "place"); });
    for (const auto& n : thing.names) {
      if (own.insert(n).second) content.names.push_back({id, n, "", "name", false});
      // "Wheeler, Texas" is called Wheeler where it is clear which one is meant.
      const auto comma = n.find(", ");
      if (place && comma != std::string::npos && fitting(n.substr(0, comma), {}).empty())
        content.names.push_back({id, n.substr(0, comma), "", "alias", true});
    }
  }
}

}  // namespace saksi::corpus

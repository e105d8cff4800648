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
  if (thing.known != nullptr) {
    const auto& all = thing.known->kinds;
    return std::any_of(all.begin(), all.end(), [&](const auto& k) { return schema_.is_a(k, kind); });
  }
  return std::none_of(thing.asked.begin(), thing.asked.end(),
                      [&](const auto* k) { return *k != kind && schema_.disjoint(*k, kind); });
}

/// The thing of the base that has the id; null where it has none.
const EntityRow* FactsTable::below(std::string_view id) const {
  const auto found = below_.find(id);
  return found == below_.end() ? nullptr : found->second;
}

/// The thing of this table that has the id; null where it has none.
FactsTable::Thing* FactsTable::own(std::string_view id) const {
  const auto found = things_by_id_.find(id);
  return found == things_by_id_.end() ? nullptr : found->second;
}

FactsTable::Thing& FactsTable::make_thing(std::string id) {
  Thing& made = things_.emplace_back();
  made.number = static_cast<std::uint32_t>(things_.size()) - 1;
  made.id = std::move(id);
  things_by_id_.emplace(made.id, &made);
  return made;
}

/// A name of a thing, whose id stays where it is.
void FactsTable::call(std::string_view name, std::string_view id) {
  auto& ids = by_name_[name_key(name)];
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// One copy of a text, which stays where it is.
const std::string* FactsTable::kept(std::string_view text) {
  const auto found = kept_.find(text);
  return found != kept_.end() ? &*found : &*kept_.emplace(text).first;
}

/// Ids of what is called so and can be of the kind, in order.
std::vector<std::string_view> FactsTable::fitting(std::string_view name, std::string_view kind) const {
  std::vector<std::string_view> out;
  const auto named = by_name_.find(name_key(name));
  if (named == by_name_.end()) return out;
  for (const auto id : named->second) {
    if (const auto* mine = own(id)) {
      if (can_be(*mine, kind)) out.push_back(id);
      continue;
    }
    const auto* row = below(id);
    const auto of_kind = [&](const std::string& k) { return schema_.is_a(k, kind); };
    if (kind.empty() || (row != nullptr && std::any_of(row->kinds.begin(), row->kinds.end(), of_kind)))
      out.push_back(id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// A thing of the base as one of the table.
FactsTable::Thing* FactsTable::known(std::string_view id) {
  if (Thing* mine = own(id)) return mine;
  static const EntityRow kNamedOnly;
  Thing& made = make_thing(std::string(id));
  made.known = below(id);
  if (made.known == nullptr) made.known = &kNamedOnly;
  ++report.found;
  return &made;
}

/// The thing that a cell names; null where that cannot be told.
FactsTable::Thing* FactsTable::thing(const CsvRow& row, std::string_view column, const NameCell& name,
                                     std::string_view kind) {
  const std::string_view cell_text = trim(cell(row, column == "subject" ? at_.subject : at_.value));
  if (below(cell_text) != nullptr) return known(cell_text);
  std::string wanted(kind);
  if (wanted.empty() && !name.hint.empty()) {
    const auto hinted = words_.kinds.find(name.hint);
    if (hinted != words_.kinds.end()) wanted = hinted->second;
  }
  const auto found = fitting(name.text, wanted);
  if (found.size() > 1) {
    std::string list;
    for (const auto id : found) list.append(list.empty() ? "" : ", ") += id;
    fail(row, column, "ambiguous-name",
         in_quotes(name.text) + " may be " + list + "; write the id of the one that is meant");
    return nullptr;
  }
  if (found.size() == 1) {
    Thing* const mine = own(found.front());
    if (mine == nullptr) return known(found.front());
    if (!kind.empty()) ask(*mine, kind);
    return mine;
  }
  if (Thing* borrowed = borrow(name, wanted)) return borrowed;
  const std::string plain = id_of(name.text);
  std::string id = plain;
  for (int n = 2; own(id) != nullptr || below(id) != nullptr; ++n) id = plain + "-" + std::to_string(n);
  Thing& made = make_thing(std::move(id));
  made.label = name.text;
  made.called = true;
  if (!wanted.empty()) made.asked.push_back(kept(wanted));
  call(name.text, made.id);
  ++report.entities;
  return &made;
}

/// What the vocabulary calls so, with all its names; null where it has none or several.
FactsTable::Thing* FactsTable::borrow(const NameCell& name, std::string_view kind) {
  if (vocabulary_ == nullptr) return nullptr;
  std::set<std::string> found;
  const auto [first, last] = vocabulary_names_.equal_range(name_key(name.text));
  for (auto i = first; i != last; ++i) {
    const auto kinds = vocabulary_->kinds_of(i->second);
    if (kind.empty() || std::any_of(kinds.begin(), kinds.end(), [&](auto k) { return schema_.is_a(k, kind); }))
      found.insert(i->second);
  }
  if (found.size() != 1 || own(*found.begin()) != nullptr) return nullptr;
  const auto view = vocabulary_->entity(*found.begin());
  Thing& made = make_thing(std::string(view->id));
  made.label = view->label_en;
  made.borrowed = true;
  for (const auto k : vocabulary_->kinds_of(made.id)) made.asked.push_back(kept(k));
  for (const auto& n : vocabulary_->names()) {
    if (n.entity != made.id) continue;
    content.names.push_back({made.id, n.text, n.lang, n.role, n.common});
    if (n.role != "demonym") call(n.text, made.id);
  }
  if (fitting(name.text, {}).empty()) call(name.text, made.id);
  ++report.entities;
  return &made;
}

void FactsTable::ask(Thing& thing, std::string_view kind) {
  if (thing.known != nullptr || thing.borrowed || kind.empty() || kind == "thing") return;
  const auto same = [&](const std::string* k) { return *k == kind; };
  if (std::any_of(thing.asked.begin(), thing.asked.end(), same)) return;
  if (can_be(thing, kind)) thing.asked.push_back(kept(kind));
}

/// Of the kinds that are asked for the most special ones.
std::vector<std::string> FactsTable::kinds_of(const Thing& thing) const {
  std::vector<std::string> out;
  for (const auto* k : thing.asked) {
    const bool above = std::any_of(thing.asked.begin(), thing.asked.end(),
                                   [&](const auto* other) { return *other != *k && schema_.is_a(*other, *k); });
    if (!above && std::find(out.begin(), out.end(), *k) == out.end()) out.push_back(*k);
  }
  if (out.empty()) out.emplace_back("thing");
  return out;
}

void FactsTable::write_things() {
  std::unordered_multimap<std::string_view, const NameRow*> told;  // by reserved rows
  const std::vector<NameRow> reserved = content.names;
  for (const NameRow& n : reserved) told.emplace(n.entity, &n);
  std::vector<const Thing*> by_id;
  for (const Thing& thing : things_)
    if (thing.known == nullptr) by_id.push_back(&thing);
  std::sort(by_id.begin(), by_id.end(), [](const Thing* a, const Thing* b) { return a->id < b->id; });
  content.entities.reserve(by_id.size());
  content.names.reserve(content.names.size() + by_id.size());
  for (const Thing* thing : by_id) {
    EntityRow row;
    row.id = thing->id;
    row.label_en = row.label_id = thing->label;
    row.kinds = kinds_of(*thing);
    if (thing->first_row) {
      const CsvRow& told_in = table_.rows[*thing->first_row];
      row.citations = {citation(told_in, source_of(told_in))};
    }
    std::set<std::string_view> own_names;
    const auto [first, last] = told.equal_range(thing->id);
    // In the order of the table: the last name counts.
    std::vector<const NameRow*> names;
    for (auto n = first; n != last; ++n) names.push_back(n->second);
    std::sort(names.begin(), names.end());
    for (const NameRow* n : names) {
      own_names.insert(n->text);
      if (n->role != "name") continue;
      if (n->lang != "id") row.label_en = n->text;
      if (n->lang != "en") row.label_id = n->text;
    }
    const bool place =
        std::any_of(row.kinds.begin(), row.kinds.end(), [&](const auto& k) { return schema_.is_a(k, "place"); });
    content.entities.push_back(std::move(row));
    if (!thing->called) continue;
    const std::string& n = thing->label;
    if (!own_names.contains(n)) content.names.push_back({thing->id, n, "", "name", false});
    // "Wheeler, Texas" is called Wheeler where it is clear which one is meant.
    const auto comma = n.find(", ");
    if (place && comma != std::string::npos && fitting(n.substr(0, comma), {}).empty())
      content.names.push_back({thing->id, n.substr(0, comma), "", "alias", true});
  }
}

}  // namespace saksi::corpus

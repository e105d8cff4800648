#include "corpus/layers/rename.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "core/tsv.h"

namespace saksi::corpus {
namespace {

/// "luna-25" in "launch{payload=luna-25,site=x}" under its other id.
std::string renamed_set(const std::string& set, const Renames& renames) {
  std::string out;
  for (std::size_t i = 0; i < set.size();) {
    out += set[i];
    if (set[i++] != '=') continue;
    const auto end = std::min(set.find_first_of(",}", i), set.size());
    const std::string id(trim(std::string_view(set).substr(i, end - i)));
    const auto found = renames.find(id);
    out += found == renames.end() ? set.substr(i, end - i) : found->second;
    i = end;
  }
  return out;
}

void rename(Cell& cell, const Renames& renames) {
  auto* e = std::get_if<Entity>(&cell.value);
  if (!e) return;
  const auto found = renames.find(e->id);
  if (found != renames.end()) e->id = cell.text = found->second;
}

}  // namespace

void rename(Content& content, const Renames& renames) {
  if (renames.empty()) return;
  const auto id = [&](std::string& s) {
    const auto found = renames.find(s);
    if (found != renames.end()) s = found->second;
  };
  for (auto& e : content.entities) id(e.id);
  for (auto& n : content.names) id(n.entity);
  for (auto& e : content.events) {
    for (auto& r : e.roles) rename(r.cell, renames);
  }
  for (auto& s : content.statements) {
    id(s.subject);
    rename(s.cell, renames);
  }
  for (auto& c : content.complete) c.set = renamed_set(c.set, renames);
}

}  // namespace saksi::corpus

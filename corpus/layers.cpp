#include "corpus/layers.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "corpus/snapshot.h"

namespace saksi::corpus {
namespace {

/// Rows of the upper layer replace those of the same key.
template <class Row, class Key>
void replace(std::vector<Row>& lower, std::vector<Row> upper, Key key) {
  std::map<std::string, std::size_t, std::less<>> at;
  for (std::size_t i = 0; i < lower.size(); ++i) at.emplace(key(lower[i]), i);
  for (auto& row : upper) {
    const auto found = at.find(key(row));
    if (found != at.end()) {
      lower[found->second] = std::move(row);
    } else {
      lower.push_back(std::move(row));
    }
  }
}

bool same_time(const StatementRow& a, const StatementRow& b) {
  constexpr TimeInterval kAlways{kTimeBegin, kTimeEnd};
  return a.valid.value_or(kAlways).overlaps(b.valid.value_or(kAlways));
}

bool decides(const StatementRow& s) { return s.rank != Rank::deprecated && s.rank != Rank::draft; }

void merge(Content& lower, Content upper, const Schema& schema) {
  const auto id = [](const auto& row) { return row.id; };
  replace(lower.sources, std::move(upper.sources), id);
  replace(lower.entities, std::move(upper.entities), id);
  replace(lower.events, std::move(upper.events), id);
  replace(lower.complete, std::move(upper.complete), id);
  replace(lower.zones, std::move(upper.zones), [](const ZoneRow& z) { return z.name; });

  const std::set<std::pair<std::string, std::string>> told = [&] {
    std::set<std::pair<std::string, std::string>> keys;
    for (const auto& n : lower.names) keys.emplace(n.entity, n.lang + "\t" + n.role + "\t" + n.text);
    return keys;
  }();
  for (auto& n : upper.names) {
    if (!told.contains({n.entity, n.lang + "\t" + n.role + "\t" + n.text})) lower.names.push_back(std::move(n));
  }

  std::map<std::pair<std::string, std::string>, std::vector<const StatementRow*>> over;
  for (const auto& s : upper.statements) over[{s.subject, s.property}].push_back(&s);
  std::erase_if(lower.statements, [&](const StatementRow& s) {
    const auto found = over.find({s.subject, s.property});
    if (found == over.end()) return false;
    const auto* property = schema.property(s.property);
    const bool functional = property && property->functional;
    return std::any_of(found->second.begin(), found->second.end(), [&](const StatementRow* u) {
      if (u->cell == s.cell && u->from_text == s.from_text && u->to_text == s.to_text) return true;  // told anew
      return functional && decides(*u) && same_time(s, *u);
    });
  });
  for (auto& s : upper.statements) lower.statements.push_back(s);
}

/// True where every table of `less` opens one of `more`: rows were added, none was changed.
bool extends(const std::vector<SchemaTable>& more, const std::vector<SchemaTable>& less) {
  return std::all_of(less.begin(), less.end(), [&](const SchemaTable& l) {
    return std::any_of(more.begin(), more.end(), [&](const SchemaTable& m) {
      return m.name == l.name && m.content.starts_with(l.content) &&
             (m.content.size() == l.content.size() || l.content.ends_with('\n') || m.content[l.content.size()] == '\n');
    });
  });
}

Diagnostic fault(std::string code, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.message = std::move(message);
  return d;
}

}  // namespace

Result<std::shared_ptr<const FactBase>> merge_layers(const std::vector<std::shared_ptr<const FactBase>>& layers) {
  if (layers.empty()) return fault("no-layer", "there is no fact base; name one or use the default one");
  std::optional<Content> all;
  const Schema* schema = layers.front() ? &layers.front()->schema() : nullptr;
  for (const auto& layer : layers) {
    auto content = layer ? content_of(*layer) : std::nullopt;
    if (!content) return fault("no-layer", "a layer is no fact base of this library; open it with FactBase::open");
    if (!all) {
      all = std::move(content);
      continue;
    }
    if (extends(content->schema, all->schema)) {
      all->schema = content->schema;
      schema = &layer->schema();
    } else if (!extends(all->schema, content->schema)) {
      return fault("schema-clash", "two fact bases have different schemas; build them anew with the same version");
    }
    merge(*all, std::move(*content), *schema);
  }
  sort_content(*all);
  return make_base(*all);
}

}  // namespace saksi::corpus

#include "grammar/words/morphology.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "grammar/words/words.h"

namespace saksi::grammar {

namespace {

constexpr std::array<std::pair<std::string_view, Feature>, 4> kFeatures{{{"plural", Feature::plural},
                                                                         {"comparative", Feature::comparative},
                                                                         {"superlative", Feature::superlative},
                                                                         {"negative", Feature::negative}}};
constexpr std::string_view kKept = "kept";

/// The regular expression of the column "where".
std::regex pattern(const Tsv& table, const Tsv::Row& row, std::vector<Diagnostic>& faults) {
  try {
    return std::regex(std::string(table.get(row, "where")), std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error& e) {
    faults.push_back(
        table.fault(row, "where", "bad-pattern", std::string("this is no regular expression: ") + e.what()));
    return {};
  }
}

}  // namespace

std::optional<std::uint8_t> features_called(std::string_view names) {
  std::uint8_t out = 0;
  for (const std::string_view name : split(names, ' ')) {
    const auto* const it =
        std::find_if(kFeatures.begin(), kFeatures.end(), [&](const auto& f) { return f.first == name; });
    if (it == kFeatures.end()) return std::nullopt;
    out = static_cast<std::uint8_t>(out | static_cast<std::uint8_t>(it->second));
  }
  return out;
}

std::optional<Tags> tags_listed(std::string_view names) {
  Tags out;
  for (const std::string_view name : split(names, ' ')) {
    const auto tag = tag_of(name);
    if (!tag) return std::nullopt;
    out |= *tag;
  }
  return out;
}

std::optional<Tags> tag_groups_listed(std::string_view names) {
  Tags out;
  for (const std::string_view name : split(names, ' ')) {
    const Tags some = tags_called(name);
    if (some.empty()) return std::nullopt;
    out |= some;
  }
  return out;
}

Morphology Morphology::read(const Tsv& table, std::vector<Diagnostic>& faults) {
  constexpr std::array<std::string_view, 7> kinds{"rule", "clitic", "proclitic", "peel", "compound", "guess", "redup"};
  Morphology out;
  for (const Tsv::Row& row : table.rows()) {
    const auto cell = [&](std::string_view column) { return table.get(row, column); };
    const std::string_view kind = cell("kind");
    if (kind == "shape") {
      Shape s;
      s.text = std::string(cell("prefix")) + std::string(cell("suffix"));
      s.removes = cell("removes");
      s.kept = cell("features") == kKept;
      s.any = cell("where").empty();
      s.where = pattern(table, row, faults);
      out.shapes_[std::string(cell("id"))].push_back(std::move(s));
      continue;
    }
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
      faults.push_back(table.fault(row, "kind", "unknown-kind",
                                   "kinds are shape, rule, clitic, proclitic, peel, compound, guess and redup"));
      continue;
    }
    Row r;
    r.id = cell("id");
    r.prefix = cell("prefix");
    r.suffix = cell("suffix");
    r.any = cell("where").empty();
    r.where = pattern(table, row, faults);
    const auto base = tag_groups_listed(cell("base"));
    const auto tags = tags_listed(cell("tags"));
    const auto features = features_called(cell("features"));
    if (!base) faults.push_back(table.fault(row, "base", "unknown-tag", "there is no such tag"));
    if (!tags) faults.push_back(table.fault(row, "tags", "unknown-tag", "there is no such tag"));
    if (!features) faults.push_back(table.fault(row, "features", "unknown-feature", "there is no such feature"));
    r.base = base.value_or(Tags{});
    r.tags = tags.value_or(Tags{});
    r.features = features.value_or(0);
    for (const std::string_view id : split(cell("inner"), ' ')) r.inner.emplace_back(id);
    (kind == "rule" ? out.rules_ : out.rows_[std::string(kind)]).push_back(std::move(r));
  }
  for (const Row& r : out.rules_)
    for (const std::string& id : r.inner)
      if (std::none_of(out.rules_.begin(), out.rules_.end(), [&](const Row& o) { return o.id == id; }) &&
          std::none_of(out.rows("peel").begin(), out.rows("peel").end(), [&](const Row& o) { return o.id == id; }))
        faults.push_back({"unknown-rule",
                          std::string(table.path()),
                          0,
                          0,
                          r.id + " goes to the forms of " + id + ", which is no rule",
                          {}});
  return out;
}

const std::vector<Morphology::Row>& Morphology::rows(std::string_view kind) const {
  static const std::vector<Row> none;
  const auto it = rows_.find(kind);
  return it == rows_.end() ? none : it->second;
}

/// Puts prefixes before the stems, "meN-+per-" from the inside out.
void Morphology::prefixed(const std::string& prefixes, std::vector<Stem>& stems) const {
  std::vector<std::string_view> ids = split(prefixes, '+');
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    const auto shapes = shapes_.find(*id);
    std::vector<Stem> out;
    for (const Stem& stem : stems) {
      if (shapes == shapes_.end()) {
        out.push_back({std::string(*id) + stem.text, stem.kept});
        continue;
      }
      for (const Shape& s : shapes->second) {
        if (!stem.text.starts_with(s.removes)) continue;
        const std::string rest = stem.text.substr(s.removes.size());
        if (!s.any && !std::regex_search(rest, s.where)) continue;
        out.push_back({s.text + rest, stem.kept || s.kept});
      }
    }
    stems = std::move(out);
  }
}

void Morphology::suffixed(const std::string& suffix, std::vector<Stem>& stems) const {
  if (suffix.empty()) return;
  const auto shapes = shapes_.find(suffix);
  std::vector<Stem> out;
  for (const Stem& stem : stems) {
    if (shapes == shapes_.end()) {
      out.push_back({stem.text + suffix, stem.kept});
      continue;
    }
    for (const Shape& s : shapes->second) {
      if (!stem.text.ends_with(s.removes) || (!s.any && !std::regex_search(stem.text, s.where))) continue;
      out.push_back({stem.text.substr(0, stem.text.size() - s.removes.size()) + s.text, stem.kept || s.kept});
    }
  }
  stems = std::move(out);
}

void Morphology::apply(std::size_t rule, const std::string& stem, bool inner, std::vector<Form>& out) const {
  std::vector<Stem> stems{{stem, false}};
  prefixed(rules_[rule].prefix, stems);
  suffixed(rules_[rule].suffix, stems);
  for (Stem& s : stems) out.push_back({std::move(s.text), rule, s.kept, inner});
}

std::vector<Morphology::Form> Morphology::forms_of(const std::string& root, Tags tags) const {
  std::vector<Form> out;
  for (std::size_t i = 0; i < rules_.size(); ++i)
    if (rules_[i].base.meets(tags) && (rules_[i].any || std::regex_search(root, rules_[i].where)))
      apply(i, root, false, out);
  const std::size_t direct = out.size();
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto goes_to = [&, i](const std::string& id) {
      return std::find(rules_[i].inner.begin(), rules_[i].inner.end(), id) != rules_[i].inner.end();
    };
    if (rules_[i].inner.empty()) continue;
    for (std::size_t k = 0; k < direct; ++k)
      if (goes_to(rules_[out[k].rule].id)) apply(i, out[k].text, true, out);
    for (const Row& peel : rows("peel"))
      if (peel.base.meets(tags) && goes_to(peel.id)) apply(i, peel.prefix + root, true, out);
  }
  return out;
}

}  // namespace saksi::grammar

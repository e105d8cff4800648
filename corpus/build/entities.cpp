#include <algorithm>
#include <array>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {
namespace {

constexpr std::array<std::string_view, 4> kNameRoles = {"name", "alias", "acronym", "demonym"};

/// "alias@en" is alias, en; "acronym" is acronym, "". False for a column that holds no names.
bool name_column(std::string_view column, std::string_view& role, std::string_view& lang) {
  const auto at = column.find('@');
  role = column.substr(0, at);
  lang = at == std::string_view::npos ? std::string_view() : column.substr(at + 1);
  if (std::find(kNameRoles.begin(), kNameRoles.end(), role) == kNameRoles.end()) return false;
  return at == std::string_view::npos || lang == "en" || lang == "id";
}

/// Runs of a-z and 0-9 with one hyphen or, in versions, one dot between them: "soyuz-2.1b".
bool good_id(std::string_view id) {
  bool run = false;
  for (const char c : id) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter && !(run && (c == '-' || c == '.'))) return false;
    run = letter;
  }
  return run;
}

}  // namespace

void Compiler::read_entities() {
  std::vector<std::string_view> candidates = {"id",       "kind",    "common",     "source",    "evidence",
                                              "checked",  "name@en", "name@id",    "alias",     "alias@en",
                                              "alias@id", "acronym", "demonym@en", "demonym@id"};
  for (const auto& p : schema_.properties) candidates.push_back(p.id);
  const auto known = [&](std::string_view column) {
    std::string_view role;
    std::string_view lang;
    return name_column(column, role, lang) ||
           std::find(candidates.begin(), candidates.end(), column) != candidates.end();
  };
  std::vector<std::string_view> kinds;
  for (const auto& k : schema_.kinds) kinds.push_back(k.id);

  for (const auto* table : read_tables("entities")) {
    check_columns(*table, known, candidates, "name a column as in docs/fact-base.md or as a property of the schema");
    for (const auto& r : table->rows) {
      const RowView row(*table, r);
      EntityRow entity;
      entity.id = row.text("id");
      if (!good_id(entity.id)) {
        fail(row.at("id"), entity.id.empty() ? "missing-id" : "bad-id",
             entity.id.empty()
                 ? std::string("the entity has no id; give it one such as luna-25")
                 : in_quotes(entity.id) + " is no id; use a-z, 0-9 and single hyphens or dots, such as luna-25");
        continue;
      }
      const auto [first, fresh] = entity_at_.emplace(entity.id, row.at("id"));
      if (!fresh) {
        fail(row.at("id"), "duplicate-id",
             "the entity " + in_quotes(entity.id) + " is there already, in " + first->second.table->path + ":" +
                 std::to_string(first->second.line) + "; merge the two rows");
        continue;
      }
      for (const auto kind : split_list(row.text("kind"), ';')) {
        if (!schema_.kind(kind)) {
          const std::string meant = did_you_mean(kind, kinds);
          fail(row.at("kind"), "unknown-kind",
               "unknown kind " + in_quotes(kind) + (meant.empty() ? "; add it to kinds.tsv of the schema" : meant));
          continue;
        }
        entity.kinds.emplace_back(kind);
      }
      if (row.text("kind").empty())
        fail(row.at("kind"), "missing-kind", "the entity has no kind; give it one of kinds.tsv");
      entity_kinds_[entity.id] = entity.kinds;
      read_names(row, entity);
      entity_rows_.emplace_back(table, &r);
      content_.entities.push_back(std::move(entity));
    }
  }
}

void Compiler::read_names(const RowView& row, EntityRow& entity) {
  entity.label_en = row.text("name@en").empty() ? row.text("name") : row.text("name@en");
  entity.label_id = row.text("name@id").empty() ? entity.label_en : std::string(row.text("name@id"));
  if (entity.label_en.empty()) entity.label_en = entity.label_id;
  if (entity.label_en.empty()) {
    fail(row.at("name@en"), "missing-name", "the entity has no name; fill name@en and name@id");
    return;
  }
  const bool common = flag(row, "common");
  const bool one_name = row.text("name").empty() && row.text("name@en") == row.text("name@id");
  for (std::size_t i = 0; i < row.table().header.size(); ++i) {
    std::string_view role;
    std::string_view lang;
    const auto& column = row.table().header[i].text;
    const auto& cell = row.row().cells[i];
    if (cell.text.empty() || !name_column(column, role, lang)) continue;
    const At at{&row.table(), &cell, cell.line};
    if (role == "name") {
      if (one_name && lang == "id") continue;
      add_name(at, entity.id, cell.text, one_name ? "" : std::string(lang), "name", common);
      continue;
    }
    for (const auto text : split_list(cell.text, ';'))
      add_name(at, entity.id, text, std::string(lang), std::string(role), common);
  }
}

void Compiler::add_name(const At& at, std::string_view entity, std::string_view text, std::string lang,
                        std::string role, bool common) {
  if (function_word(text)) {
    fail(at, "function-word",
         in_quotes(text) + " is a word of grammar and would be found in every sentence; remove this name");
    return;
  }
  NameRow name{std::string(entity), std::string(text), std::move(lang), std::move(role), common};
  for (auto i = content_.names.rbegin(); i != content_.names.rend() && i->entity == entity; ++i) {
    if (*i == name) return;
  }
  content_.names.push_back(std::move(name));
  name_at_.push_back(at);
}

void Compiler::read_entity_properties() {
  std::size_t next = 0;
  for (const auto& [table, r] : entity_rows_) {
    const RowView row(*table, *r);
    const auto about = told(row);
    content_.entities[next++].citations = about.citations;
    if (about.draft) ++report_.drafts;
    for (std::size_t i = 0; i < table->header.size(); ++i) {
      const auto& cell = r->cells[i];
      const auto* property = schema_.property(table->header[i].text);
      if (!property || cell.text.empty() || cell.text == "?") continue;
      const At at{table, &cell, cell.line};
      const Rank rank = about.draft ? Rank::draft : Rank::normal;
      const auto parts = property->functional || property->value == "coordinates"
                             ? std::vector<std::string_view>{cell.text}
                             : split_list(cell.text, ';');
      for (const auto part : parts) add_statement(at, row.text("id"), *property, part, {}, nullptr, about, rank);
    }
  }
}

void Compiler::check_names() {
  std::map<std::string, std::vector<std::size_t>> by_text;
  for (std::size_t i = 0; i < content_.names.size(); ++i) by_text[lower_ascii(content_.names[i].text)].push_back(i);
  for (const auto& [text, indices] : by_text) {
    for (std::size_t k = 1; k < indices.size(); ++k) {
      const auto& name = content_.names[indices[k]];
      for (std::size_t j = 0; j < k; ++j) {
        const auto& other = content_.names[indices[j]];
        const auto& a = entity_kinds_[name.entity];
        const auto& b = entity_kinds_[other.entity];
        if (name.entity == other.entity || a.empty() || b.empty() || a.front() != b.front()) continue;
        if (!name.lang.empty() && !other.lang.empty() && name.lang != other.lang) continue;
        warn(name_at_[indices[k]], "name-clash",
             in_quotes(name.text) + " names both " + in_quotes(name.entity) + " and " + in_quotes(other.entity) +
                 ", which are of one kind; texts that use it will be ambiguous");
        break;
      }
    }
  }
}

}  // namespace saksi::corpus

#include <algorithm>

#include "core/tsv.h"
#include "corpus/build/compiler.h"
#include "corpus/text_util.h"

namespace saksi::corpus {

void Compiler::add_statement(const At& at, std::string_view subject, const PropertyDef& property, std::string_view text,
                             std::string_view said_unit, const RowView* row, const Told& told, Rank rank) {
  if (!is_a(subject, property.subject)) {
    const auto kinds = kinds_of(subject);
    if (kinds.empty()) return;  // told of already
    fail(at, "wrong-kind",
         "only a " + property.subject + " has " + in_quotes(property.id) + ", but " + in_quotes(subject) + " is a " +
             kinds.front());
    return;
  }
  StatementRow s;
  s.subject = subject;
  s.property = property.id;
  s.rank = rank;
  s.citations = told.citations;
  auto cell = parse_cell(at, cell_type(property.value), text, property.unit, said_unit, in_quotes(property.id));
  if (!cell) return;
  s.cell = std::move(*cell);
  if (property.id == "zone" && !known_zone(text)) {
    fail(at, "unknown-zone", "unknown time zone " + in_quotes(text) + "; use an IANA name such as Asia/Jakarta");
    return;
  }
  if (row) {
    s.from_text = row->text("from");
    s.to_text = row->text("to");
    s.reason = row->text("reason");
    if (!s.reason.empty() && row->text("rank") != "deprecated")
      fail(row->at("reason"), "bad-rank", "only what is deprecated has a reason; rank it so, or empty the cell");
  }
  by_property_[{s.subject, s.property}].push_back(content_.statements.size());
  content_.statements.push_back(std::move(s));
  statement_at_.push_back(at);
  meant_.push_back(row && row->text("rank") == "normal");
  if (!row) return;

  auto& kept = content_.statements.back();
  if (kept.from_text.empty() && kept.to_text.empty()) return;
  TimeInterval valid{kTimeBegin, kTimeEnd};
  const std::string zone = is_a(subject, "place") ? zone_of(subject) : std::string();
  if (!kept.from_text.empty()) {
    const auto from = parse_date(row->at("from"), kept.from_text);
    if (!from) return;
    valid.begin = utc_of(*from, zone).begin;
  }
  if (!kept.to_text.empty()) {
    const auto to = parse_date(row->at("to"), kept.to_text);
    if (!to) return;
    valid.end = utc_of(*to, zone).end;
  }
  if (valid.end <= valid.begin) {
    fail(row->at("to"), "impossible-dates",
         "the end " + in_quotes(kept.to_text) + " lies before the begin " + in_quotes(kept.from_text));
    return;
  }
  kept.open_ended = kept.to_text.empty();
  kept.valid = valid;
}

void Compiler::read_statements() {
  static const std::vector<std::string_view> columns = {"subject", "property", "value",  "unit",     "from",   "to",
                                                        "rank",    "reason",   "source", "evidence", "checked"};
  std::vector<std::string_view> properties;
  for (const auto& p : schema_.properties) properties.push_back(p.id);
  // A place's zone is needed to date all else of it.
  std::vector<RowView> zones;
  std::vector<RowView> others;
  for (const auto* table : read_tables("statements")) {
    check_columns(
        *table, [](std::string_view c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); },
        columns,
        "a statement has subject, property, value, unit, from, to, rank, reason, source, evidence and checked");
    for (const auto& r : table->rows) {
      const RowView row(*table, r);
      const auto property = row.text("property");
      (property == "zone" || property == "located_in" || property == "country" ? zones : others).push_back(row);
    }
  }
  zones.insert(zones.end(), others.begin(), others.end());
  for (const auto& row : zones) {
    const auto* property = schema_.property(row.text("property"));
    if (!property) {
      const std::string meant = did_you_mean(row.text("property"), properties);
      fail(row.at("property"), "unknown-property",
           "unknown property " + in_quotes(row.text("property")) +
               (meant.empty() ? "; add it to properties.tsv of the schema" : meant));
      continue;
    }
    const auto subject = row.text("subject");
    if (!known_entity(subject)) {
      const std::string meant = did_you_mean(subject, entity_ids());
      fail(row.at("subject"), "unknown-entity",
           "unknown entity " + in_quotes(subject) + (meant.empty() ? "; add a row to entities/" : meant));
      continue;
    }
    if (row.text("value").empty()) {
      fail(row.at("value"), "missing-cell", "the statement has no value; fill the cell or remove the row");
      continue;
    }
    const auto about = told(row);
    if (about.draft) ++report_.drafts;
    Rank rank = Rank::normal;
    if (!row.text("rank").empty()) {
      const auto said = parse_rank(row.text("rank"));
      if (!said)
        fail(row.at("rank"), "bad-rank",
             in_quotes(row.text("rank")) + " is no rank; it is normal, preferred, deprecated or draft");
      rank = said.value_or(Rank::normal);
    }
    if (about.draft) rank = Rank::draft;
    add_statement(row.at("value"), subject, *property, row.text("value"), row.text("unit"), &row, about, rank);
  }
}

namespace {

/// What surely lies within a statement's validity: without the unit of time in which it began or ended.
TimeInterval sure_part(const StatementRow& s) {
  TimeInterval sure = s.valid.value_or(TimeInterval{kTimeBegin, kTimeEnd});
  constexpr Seconds kSlack = 26 * 3600;  // days told without a zone
  if (const auto from = parse_edtf(s.from_text))
    sure.begin += from->civil.end - from->civil.begin + (from->zone ? 0 : kSlack);
  if (const auto to = parse_edtf(s.to_text)) sure.end -= to->civil.end - to->civil.begin + (to->zone ? 0 : kSlack);
  return sure;
}

}  // namespace

void Compiler::check_functional() {
  for (const auto& [key, indices] : by_property_) {
    const auto* property = schema_.property(key.second);
    if (!property || !property->functional) continue;
    for (std::size_t k = 1; k < indices.size(); ++k) {
      const auto& b = content_.statements[indices[k]];
      for (std::size_t j = 0; j < k; ++j) {
        const auto& a = content_.statements[indices[j]];
        if (a.rank != b.rank || a.rank == Rank::deprecated || a.rank == Rank::draft || a.cell.value == b.cell.value)
          continue;
        if (meant_[indices[j]] && meant_[indices[k]]) continue;  // the sources disagree, and the tables know it
        const auto x = sure_part(a);
        const auto y = sure_part(b);
        if (x.end <= x.begin || y.end <= y.begin || !x.overlaps(y)) continue;
        const auto& first = statement_at_[indices[j]];
        const auto& at = statement_at_[indices[k]];
        fail(at, "two-values",
             in_quotes(b.subject) + " has one " + in_quotes(b.property) + " at a time, but " + in_quotes(a.cell.text) +
                 " is told in " + first.table->path + ":" + std::to_string(first.line) +
                 " for the same time; end one with from and to, rank one preferred or deprecated, or both normal where "
                 "sources disagree");
        break;
      }
    }
  }
}

}  // namespace saksi::corpus
